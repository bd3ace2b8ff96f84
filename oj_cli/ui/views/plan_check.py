"""What `oj plan check` found, as a document."""

from collections.abc import Sequence
from pathlib import Path

from oj_cli.domain.document import Block, Document, Paragraph
from oj_cli.domain.findings import Finding, SwitchedOff
from oj_cli.domain.local import DisabledRule
from oj_cli.domain.swedish import counted
from oj_cli.ui.views.findings import findings_document

_NOT_SEEN = (
    "Kontrollen ser inte om siffrorna är rätta, och hittar inte alla namn på personer. "
    "Läs planen själv också."
)


def document(
    findings: Sequence[Finding],
    hidden: int,
    paths: Sequence[Path],
    disabled: Sequence[DisabledRule],
) -> Document:
    """Return the findings; `hidden` is how many pieces of advice are not among them."""
    lead: list[Block] = []
    if hidden:
        text = f"{counted(hidden, 'råd visas', 'råd visas')} inte. Lägg till --alla för att se dem."
        lead.append(Paragraph(text, "note"))
    lead.append(Paragraph(_NOT_SEEN, "note"))
    return findings_document(
        "Kontroll av handlingsplaner",
        findings,
        checked=f"Kontrollerade {_which(paths)}.",
        switched_off=tuple(SwitchedOff(rule.rule.upper(), rule.reason) for rule in disabled),
        lead=lead,
        extra={"filer": [str(path) for path in paths], "dolda_rad": hidden},
    )


def _which(paths: Sequence[Path]) -> str:
    return str(paths[0]) if len(paths) == 1 else counted(len(paths), "plan", "planer")

"""What `oj plan check` found, as a document."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from oj_cli.domain.findings import LEVEL_WORDS, LEVELS, Finding, Findings, SwitchedOff
from oj_cli.domain.local import DisabledRule
from oj_cli.domain.swedish import counted
from oj_cli.presentation.document import Block, Cell, Column, Document, Paragraph, Table
from oj_cli.views.findings import findings_document

_NOT_SEEN = (
    "Kontrollen ser inte om siffrorna är rätta, och hittar inte alla namn på personer. "
    "Läs planen själv också."
)
MANY = 12
"""With more findings than so many, a table of the rules stands before them."""


def document(
    findings: Sequence[Finding],
    hidden: int,
    paths: Sequence[Path],
    disabled: Sequence[DisabledRule],
    titles: Mapping[str, str],
) -> Document:
    """Return the findings; `hidden` is how many pieces of advice are not among them.

    `titles` says what each rule is about, by its id.
    """
    lead: list[Block] = []
    if hidden:
        text = f"{counted(hidden, 'råd visas', 'råd visas')} inte. Lägg till --alla för att se dem."
        lead.append(Paragraph(text, "note"))
    lead.append(Paragraph(_NOT_SEEN, "note"))
    if len(findings) > MANY:
        lead.append(_overview(findings, titles))
    return findings_document(
        "Kontroll av handlingsplaner",
        Findings(
            findings=tuple(findings),
            switched_off=tuple(SwitchedOff(rule.rule.upper(), rule.reason) for rule in disabled),
        ),
        checked=f"Kontrollerade {_which(paths)}.",
        lead=lead,
        extra={"filer": [str(path) for path in paths], "dolda_rad": hidden},
    )


def _overview(findings: Sequence[Finding], titles: Mapping[str, str]) -> Table:
    """Return how often each rule is broken: the worst first, then the most common."""
    counts = Counter((f.level, f.rule) for f in findings)
    ordered = sorted(counts.items(), key=lambda x: (LEVELS.index(x[0][0]), -x[1]))
    columns = (
        Column("niva", "Nivå"),
        Column("regel", "Regel"),
        Column("antal", "Antal", "right"),
        Column("vad", "Vad", weight=1),
    )
    rows: list[dict[str, Cell]] = [
        {"niva": LEVEL_WORDS[level], "regel": rule, "antal": count, "vad": titles.get(rule, "")}
        for (level, rule), count in ordered
    ]
    return Table(columns, tuple(rows))


def _which(paths: Sequence[Path]) -> str:
    return str(paths[0]) if len(paths) == 1 else counted(len(paths), "plan", "planer")

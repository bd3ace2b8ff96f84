"""What `oj plan check` found, as a document."""

from collections import Counter

from oj_cli.domain.findings import LEVEL_WORDS, LEVELS
from oj_cli.domain.plan_changes import PlanCheck
from oj_cli.domain.swedish import counted
from oj_cli.presentation.document import Document, Table
from oj_cli.presentation.parts import note, right, table, wide
from oj_cli.views.findings import findings_document

_NOT_SEEN = (
    "Kontrollen ser inte om siffrorna är rätta, och hittar inte alla namn på personer. "
    "Läs planen själv också."
)
MANY = 12
"""With more findings than so many, a table of the rules stands before them."""


def document(found: PlanCheck) -> Document:
    """Return the findings as a document."""
    hidden = counted(found.hidden, "råd visas", "råd visas")
    lead = (
        note(f"{hidden} inte. Lägg till --alla för att se dem." if found.hidden else ""),
        note(_NOT_SEEN),
        _overview(found) if len(found.findings) > MANY else "",
    )
    files = found.files
    which = str(files[0]) if len(files) == 1 else counted(len(files), "plan", "planer")
    title = "Kontroll av handlingsplaner"
    return findings_document(title, found, checked=f"Kontrollerade {which}.", lead=lead)


def _overview(found: PlanCheck) -> Table:
    """Return how often each rule is broken: the worst first, then the most common."""
    counts = Counter((f.level, f.rule) for f in found.findings)
    ordered = sorted(counts.items(), key=lambda x: (LEVELS.index(x[0][0]), -x[1]))
    rows = ((LEVEL_WORDS[level], rule, n, found.titles[rule]) for (level, rule), n in ordered)
    return table(("Nivå", "Regel", *right("Antal"), wide("Vad")), rows)

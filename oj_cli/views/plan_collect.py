"""What was read from workbooks, and what is missing or odd in them, by cell."""

from collections.abc import Iterator

from oj_cli.domain.plan_words import ACTIVITY_STATUS, JUDGEMENT, counted_value
from oj_cli.domain.report_sheet import Collected, CollectedReports
from oj_cli.domain.swedish import counted
from oj_cli.domain.wording import shell_word
from oj_cli.presentation.document import Column, Document, Paragraph, Section, Table
from oj_cli.views.findings import findings_document
from oj_cli.views.plan_parts import go_on


def document(found: CollectedReports) -> Document:
    """Return what was logged and what was found as a document."""
    rows = tuple(row for c in found.collected for row in _rows(c))
    already = sum(c.already for c in found.collected)
    word = "skulle skrivas in" if found.is_dry else "skrevs in"
    said = f"{len(rows)} {word}" if rows else "inget nytt att skriva in"
    known = f", {already} fanns redan i planen" if already else ""
    files = counted(len(found.collected), "fil", "filer")
    columns = (
        Column("Part", weight=1),
        Column("Vad"),
        Column("Svar", weight=2),
        Column("Cell"),
    )
    heading = "Skulle skrivas in" if found.is_dry else "Inskrivet"
    plans = dict.fromkeys(c.plan for c in found.collected)
    steps = ((f"oj plan matrix {shell_word(p)}", "vilka som har rapporterat") for p in plans)
    return findings_document(
        "Inlästa rapporter",
        found,
        checked=f"{files} lästes: {said}{known}.",
        lead=(Paragraph("Rätta cellerna, spara filen och läs in den igen."),)
        if found.has_faults
        else (),
        sections=(*((Section(heading, (Table(columns, rows),)),) if rows else ()), go_on(*steps)),
    )


def _rows(c: Collected) -> Iterator[tuple[str, str, str, str]]:
    party = c.filled.party_name
    for entry in c.new:
        o = entry.outcome
        value = "" if o.value is None else counted_value(o.value, None, o.n)
        judged = JUDGEMENT[o.judgement] if o.judgement else ""
        said = ", ".join(filter(None, (str(o.date or ""), value, judged)))
        yield party, entry.goal, said, entry.cell
    for s in c.changed:
        yield party, f"{s.goal} {s.activity}", ACTIVITY_STATUS[s.status], s.cell

"""What was read from workbooks, and what is missing or odd in them, by cell."""

from collections.abc import Sequence

from oj_cli.domain.encoding import encode
from oj_cli.domain.findings import Finding, Findings
from oj_cli.domain.plan_words import ACTIVITY_STATUS, JUDGEMENT, counted_value
from oj_cli.domain.report_sheet import Collected
from oj_cli.domain.swedish import counted
from oj_cli.presentation.document import (
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.findings import findings_document
from oj_cli.views.words import shell_word


def document(collected: Sequence[Collected], dry: bool, unread: Sequence[Finding] = ()) -> Document:
    """Return what was logged and what was found as a document; `dry`: nothing was written.

    `unread` are the files that could not be read at all.
    """
    findings = [*unread, *(f for c in collected for f in c.findings)]
    new = sum(len(c.new) + len(c.changed) for c in collected)
    already = sum(c.already for c in collected)
    word = "skulle skrivas in" if dry else "skrevs in"
    said = f"{new} {word}" if new else "inget nytt att skriva in"
    known = f", {already} fanns redan i planen" if already else ""
    rows = [row for c in collected for row in _rows(c)]
    sections = []
    if rows:
        columns = (
            Column("part", "Part", weight=1),
            Column("vad", "Vad"),
            Column("svar", "Svar", weight=2),
            Column("cell", "Cell"),
        )
        heading = "Skulle skrivas in" if dry else "Inskrivet"
        sections.append(Section(heading, (Table(columns, tuple(rows)),)))
    plans = list(dict.fromkeys(c.plan for c in collected))
    commands = tuple(
        Command(f"oj plan matrix {shell_word(p)}", "vilka som har rapporterat") for p in plans
    )
    sections.append(Section("Gå vidare", (Commands(commands),)))
    return findings_document(
        "Inlästa rapporter",
        Findings(findings=tuple(findings)),
        checked=f"{counted(len(collected), 'fil', 'filer')} lästes: {said}{known}.",
        lead=(Paragraph("Rätta cellerna, spara filen och läs in den igen."),)
        if any(f.level == "fel" for f in findings)
        else (),
        sections=sections,
        extra={
            "provat": dry,
            "filer": [
                {
                    "fil": c.filled.file,
                    "plan": c.plan,
                    "part": c.filled.party,
                    "fanns_redan": c.already,
                    "inskrivet": [
                        {"mal": o.goal, "cell": o.cell, **encode(o.outcome)} for o in c.new
                    ],
                    "status": [
                        {
                            "mal": s.goal,
                            "aktivitet": s.activity,
                            "status": s.status,
                            "cell": s.cell,
                        }
                        for s in c.changed
                    ],
                }
                for c in collected
            ],
        },
    )


def _rows(c: Collected) -> list[dict[str, Cell]]:
    rows: list[dict[str, Cell]] = []
    for entry in c.new:
        o = entry.outcome
        said = [str(o.date or "")]
        if o.value is not None:
            said.append(counted_value(o.value, None, o.n))
        if o.judgement is not None:
            said.append(JUDGEMENT[o.judgement])
        rows.append(
            {
                "part": c.filled.party_name,
                "vad": entry.goal,
                "svar": ", ".join(s for s in said if s),
                "cell": entry.cell,
            }
        )
    rows += [
        {
            "part": c.filled.party_name,
            "vad": f"{s.goal} {s.activity}",
            "svar": ACTIVITY_STATUS[s.status],
            "cell": s.cell,
        }
        for s in c.changed
    ]
    return rows

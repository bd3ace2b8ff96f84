"""What comes in the year, as a document."""

import datetime
from collections.abc import Iterator

from oj_cli.domain.swedish import counted
from oj_cli.domain.year import Year, YearDay
from oj_cli.presentation.document import Column, Document
from oj_cli.presentation.parts import compose, next_steps, note, strong, table, wide

MOST = 16
OUTSIDE = "Här finns ingen arbetsmapp: alla dagar är förslag, och inga planer är med."


def document(found: Year) -> Document:
    """Return what comes, the first day first."""
    columns = (Column("Datum"), Column("Moment"), wide("Vad"), Column("Dag"))
    rows = ((d.day, d.name, d.what, _whose(d)) for d in found.days[:MOST])
    left = len(found.days) - MOST
    late = f" {counted(found.late, 'sak', 'saker')} i planerna är sena." if found.late else ""
    return compose(
        f"Årshjulet: {found.who}" if found.who else "Årshjulet",
        strong(f"Härnäst: {day_text(found.days[0], found.today)}."),
        f"Räknat {found.today.isoformat()}.{late}",
        table(columns, rows),
        note(f"{left} till i en fil: lägg till -o arshjul.xlsx" if left > 0 else ""),
        note(_on_proposals(found)),
        sections=[next_steps(*_steps(found))],
    )


def day_text(day: YearDay, today: datetime.date) -> str:
    """Return what comes, when, and whose day that is: `Nämnd 2026-10-15 (om 2 dagar, förslag)`."""
    left = (day.day - today).days
    when = f"om {counted(left, 'dag', 'dagar')}" if left else "i dag"
    return f"{day.name} {day.day.isoformat()} ({when}, {_whose(day)})"


def _whose(day: YearDay) -> str:
    return day.plan or ("förslag" if day.is_proposal else "er dag")


def _on_proposals(found: Year) -> str:
    if not found.folder:
        return OUTSIDE
    first = next((d for d in found.days if d.is_proposal), None)
    said = f"{first.kind}: {first.day.isoformat()}" if first else ""
    return f"Förslagen är inte era. Skriv i oj.yaml: arshjul: {{{said}}}" if first else ""


def _steps(found: Year) -> Iterator[tuple[str, str]]:
    if not found.folder:
        yield "oj init MAPP --kommun Leksand", "gör en arbetsmapp, där era dagar kan stå"
        return
    if found.late:
        yield "oj plan due", "det som är försenat"
    yield found.days[0].command, found.days[0].what
    yield "oj year -o arshjul.ics", "allt i kalendern"

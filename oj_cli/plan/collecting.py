"""Log in a plan what workbooks hold: read again, they add nothing that stands there already."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from oj_cli.documents.changes import Append, Change, Set
from oj_cli.documents.files import Document, edit, read_document
from oj_cli.domain.errors import FileFault
from oj_cli.domain.plan import Activity, Plan
from oj_cli.domain.report_sheet import Collected, Filled, SheetOutcome, SheetStatus
from oj_cli.plan.files import plan_of, refuse_older
from oj_cli.plan.followup import outcome_change, outcome_data


def collect(path: Path, filled: Filled, dry: bool = False) -> Collected:
    """Log in the plan what a workbook holds and the plan does not; with `dry` only tell.

    All of it is one change of the file. Raises FileFault if the file cannot be changed.
    """
    made: list[Collected] = []

    def change(document: Document) -> Sequence[Change]:
        refuse_older(document)
        plan = plan_of(document).plan
        found = _new(plan, filled)
        made[:] = [found]
        return list(_changes(plan, document.data, found))

    if dry:
        return _new(plan_of(read_document(path)).plan, filled)
    edit(path, change)
    return made[0]


def _new(plan: Plan, filled: Filled) -> Collected:
    new: list[SheetOutcome] = []
    already = 0
    for entry in filled.outcomes:
        goal = plan.goal(entry.goal)
        if goal is None:
            raise FileFault(f"Målet {entry.goal} finns inte längre i planen.", place=filled.file)
        if entry.outcome in goal.outcomes or entry in new:
            already += 1
        else:
            new.append(entry)
    changed = [s for s in filled.statuses if _differs(plan, s)]
    already += len(filled.statuses) - len(changed)
    return Collected(filled, plan.head.id, tuple(new), already, tuple(changed))


def _differs(plan: Plan, status: SheetStatus) -> bool:
    _, _, activity = _activity(plan, status)
    reason = status.reason is not None and status.reason != activity.reason
    return activity.status != status.status or (status.status == "ej_genomford" and reason)


def _activity(plan: Plan, status: SheetStatus) -> tuple[int, int, Activity]:
    for g, goal in enumerate(plan.goals):
        for a, activity in enumerate(goal.activities):
            if (goal.id, activity.id) == (status.goal, status.activity):
                return g, a, activity
    name = f"{status.goal} {status.activity}"
    raise FileFault(f"Aktiviteten {name} finns inte längre i planen.")


def _changes(plan: Plan, data: Any, found: Collected) -> Iterator[Change]:
    begun: set[int] = set()
    for entry in found.new:
        at = next(n for n, g in enumerate(plan.goals) if g.id == entry.goal)
        where = ("mal", at, "utfall")
        first = outcome_change(data, at, entry.outcome)
        yield Append(where, outcome_data(entry.outcome)) if at in begun else first
        begun.add(at)
    for status in found.changed:
        g, a, _ = _activity(plan, status)
        place = ("mal", g, "aktiviteter", a)
        yield Set((*place, "status"), status.status)
        if status.reason and status.status == "ej_genomford":
            yield Set((*place, "skal"), status.reason)

"""Log in a plan what workbooks hold: read again, they add nothing that stands there already."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from oj_cli.documents.changes import Append, Change, Set
from oj_cli.documents.decode import given
from oj_cli.documents.files import Document, edit, read_document
from oj_cli.domain.errors import FileFault
from oj_cli.domain.findings import Finding
from oj_cli.domain.plan import Activity, ActivityStatus, Plan
from oj_cli.domain.plan_words import ACTIVITY_STATUS
from oj_cli.domain.report_sheet import Collected, Filled, SheetOutcome, SheetStatus
from oj_cli.plan.files import plan_of
from oj_cli.plan.followup import outcome_change
from oj_cli.plan.sheet_table import finding

_ORDER: dict[ActivityStatus, int] = {"planerad": 0, "pagar": 1, "klar": 2, "ej_genomford": 2}
"""How far an activity has come."""


def collect(path: Path, filled: Filled, dry: bool = False) -> Collected:
    """Log in the plan what a workbook holds and the plan does not; with `dry` only tell.

    All of it is one change of the file. Raises FileFault if the file cannot be changed.
    """
    made: list[Collected] = []

    def change(document: Document) -> Sequence[Change]:
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
            raise FileFault("plan.goal_gone", place=filled.file, id=entry.goal)
        if entry.outcome in goal.outcomes or entry in new:
            already += 1
        else:
            new.append(entry)
    differing = [s for s in filled.statuses if _differs(plan, s)]
    older = [s for s in differing if _goes_back(plan, s)]
    already += len(filled.statuses) - len(differing)
    return Collected(
        filled,
        plan.head.id,
        tuple(new),
        already,
        tuple(s for s in differing if s not in older),
        (*filled.findings, *(_older(plan, filled, s) for s in older)),
    )


def _differs(plan: Plan, status: SheetStatus) -> bool:
    _, _, activity = _activity(plan, status)
    reason = status.reason is not None and status.reason != activity.reason
    return activity.status != status.status or (status.status == "ej_genomford" and reason)


def _goes_back(plan: Plan, status: SheetStatus) -> bool:
    """Tell whether the plan has gone on since the workbook was made, and further than it says.

    A workbook that is read once more must not undo what somebody has written since.
    """
    _, _, activity = _activity(plan, status)
    if status.before is None or activity.status in (status.before, status.status):
        return False
    return _ORDER[status.status] <= _ORDER[activity.status]


def _older(plan: Plan, filled: Filled, status: SheetStatus) -> Finding:
    _, _, activity = _activity(plan, status)
    return finding(
        "aldre_fil",
        filled.file,
        status.cell,
        namn=f"{status.goal} {status.activity}",
        nu=ACTIVITY_STATUS[activity.status],
        text=ACTIVITY_STATUS[status.status],
        plan=plan.head.id,
        vag=f"mal.{status.goal}.aktiviteter.{status.activity}.status",
        status=status.status,
    )


def _activity(plan: Plan, status: SheetStatus) -> tuple[int, int, Activity]:
    for g, goal in enumerate(plan.goals):
        for a, activity in enumerate(goal.activities):
            if (goal.id, activity.id) == (status.goal, status.activity):
                return g, a, activity
    raise FileFault("plan.activity_gone", goal=status.goal, id=status.activity)


def _changes(plan: Plan, data: Any, found: Collected) -> Iterator[Change]:
    begun: set[int] = set()
    for entry in found.new:
        at = next(n for n, g in enumerate(plan.goals) if g.id == entry.goal)
        where = ("mal", at, "utfall")
        first = outcome_change(data, at, entry.outcome)
        yield Append(where, given(entry.outcome)) if at in begun else first
        begun.add(at)
    for status in found.changed:
        g, a, _ = _activity(plan, status)
        place = ("mal", g, "aktiviteter", a)
        yield Set((*place, "status"), status.status)
        if status.reason and status.status == "ej_genomford":
            yield Set((*place, "skal"), status.reason)

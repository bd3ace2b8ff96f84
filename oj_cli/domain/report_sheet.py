"""The workbook in which one party or unit reports: what it asks, and what came back."""

from typing import ClassVar

from oj_cli.domain.encoding import Taken, encode, pick
from oj_cli.domain.findings import Finding, Findings
from oj_cli.domain.immutable import immutable
from oj_cli.domain.plan import Activity, ActivityStatus, Goal, Outcome, Plan

GOAL, DATE, VALUE, COUNT, JUDGED = "Mål", "Datum", "Värde", "Antal (n)", "Bedömning"
DONE, LEARNT, DECISION, NEXT, REASON = "Gjort", "Lärdom", "Beslut", "Nästa steg", "Skäl"
SOURCE, ACTIVITY, STATUS = "Källa", "Aktivitet", "Ny status"
STATUS_BEFORE = "Status"

ANSWERS = (DATE, VALUE, COUNT, JUDGED, DONE, LEARNT, DECISION, NEXT, REASON, SOURCE)
"""The headings of the cells to fill in for a goal, in order."""
STATUS_ANSWERS = (STATUS, REASON)
"""The headings of the cells to fill in for an activity."""

ASKED, OTHERS = "Gäller dag", "värdet rapporteras av "
"""The heading of the cell that says which follow-up is asked for, and what it begins with where
somebody else is asked for the value."""

PLAN_LINE, PARTY_LINE = "Plan", "Part"
"""What stands before the plan's and the party's ids on the first sheet."""


@immutable
class SheetGoal:
    """A goal that is asked about, with its newest value and the follow-up that is asked for.

    `asks_value` is False where somebody else measures the goal: then only what was done and
    learnt is asked for.
    """

    goal: Goal
    latest: Outcome | None
    asked_for: str
    asks_value: bool


@immutable
class ReportSheet:
    """What one receiver is asked to report. `party` is the id that its outcomes get."""

    plan: Plan
    receiver: str
    party: str | None
    file_name: str
    goals: tuple[SheetGoal, ...]
    activities: tuple[tuple[Goal, Activity], ...]


@immutable
class SheetOutcome:
    """An outcome that was filled in, and the cell that its goal stands in."""

    goal: str
    outcome: Outcome
    cell: str


@immutable
class SheetStatus:
    """A status that was filled in for an activity, and its cell.

    `before` is the status that the activity had when the workbook was made, if it says.
    """

    goal: str
    activity: str
    status: ActivityStatus
    reason: str | None
    cell: str
    before: ActivityStatus | None = None


@immutable
class Filled:
    """What a workbook holds: what is right in it, and what is missing or odd."""

    file: str
    party: str | None
    party_name: str
    outcomes: tuple[SheetOutcome, ...]
    statuses: tuple[SheetStatus, ...]
    findings: tuple[Finding, ...]


@immutable
class Collected:
    """What was new in a workbook, and how many of its answers stood in the plan already.

    `findings` are those of the workbook and those of its answers beside the plan as it now is.
    """

    filled: Filled
    plan: str
    new: tuple[SheetOutcome, ...]
    already: int
    changed: tuple[SheetStatus, ...]
    findings: tuple[Finding, ...]

    JSON: ClassVar[dict[str, Taken]] = {
        "fil": "filled.file",
        "plan": "plan",
        "part": "filled.party",
        "fanns_redan": "already",
        "inskrivet": lambda found: [
            {"mal": o.goal, "cell": o.cell, **encode(o.outcome)} for o in found.new
        ],
        "status": pick("changed", mal="goal", aktivitet="activity", status="status", cell="cell"),
    }


@immutable(kw_only=True)
class CollectedReports(Findings):
    """What was read from workbooks, and what is missing or odd in them, by cell.

    `is_dry`: nothing was written.
    """

    collected: tuple[Collected, ...]
    is_dry: bool

    JSON: ClassVar[dict[str, Taken]] = Findings.JSON | {"provat": "is_dry", "filer": "collected"}

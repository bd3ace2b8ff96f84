"""What is written in plans: an outcome that was logged, a value that was changed, new files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from oj_cli.domain.encoding import Listed, Records, Taken, key, records_of
from oj_cli.domain.errors import FileFault
from oj_cli.domain.findings import Finding, Findings
from oj_cli.domain.immutable import immutable
from oj_cli.domain.plan import Goal, Outcome, Plan


@immutable
class Answers:
    """What a person answers about an outcome, as typed; None for what was not answered.

    `done` are ids of activities, or texts.
    """

    goal: str | None = None
    date: str | None = None
    party: str | None = None
    value: str | None = None
    n: str | None = None
    judgement: str | None = None
    done: tuple[str, ...] = ()
    learnt: str | None = None
    decision: str | None = None
    next_step: str | None = None
    reason: str | None = None
    source: str | None = None


@immutable
class Logged:
    """The plan after an outcome was logged. `is_new` is False if it stood there already."""

    plan: Plan
    goal: Goal
    outcome: Outcome
    is_new: bool
    warnings: tuple[str, ...]


@immutable
class Changed:
    """What a value was and what it became."""

    name: str
    before: Any
    after: Any


@immutable
class PlanChange:
    """What was changed in a plan that was named so, and the faults that came with it."""

    plan: str
    made: tuple[Changed, ...]
    findings: tuple[Finding, ...]


@immutable
class WrittenSheet:
    """A workbook that was made: for whom, and on how many goals."""

    path: Path
    receiver: str
    goals: int


@immutable
class CalendarFile:
    """A calendar of so many plans, and what its events are beside those of the file before.

    `unread` are the faults of plans that could not be read.
    """

    content: bytes
    plans: int
    count: int = 0
    changed: int = 0
    cancelled: int = 0
    unread: tuple[FileFault, ...] = ()


@immutable(kw_only=True)
class PlanCheck(Findings):
    """What the check of plans found. `hidden` is how much advice is not among the findings.

    `titles` says what each rule is about, by its id.
    """

    files: tuple[Path, ...]
    hidden: int
    titles: dict[str, str]

    JSON: ClassVar[dict[str, Taken]] = Findings.JSON | {
        "filer": "files",
        "dolda_rad": "hidden",
    }


@immutable
class Carried:
    """What became of a goal: its new baseline in words, and ids of its activities."""

    goal: str = key("id")
    text: str = key("mal")
    baseline: str = key("utgangslage")
    kept: tuple[str, ...] = key("foljer_med")
    moved_up: tuple[str, ...] = key("flyttas_upp")
    left: tuple[str, ...] = key("lamnas_kvar")
    to_do: tuple[str, ...] = key("att_gora")


@immutable
class NextPlan(Listed):
    """The next period's plan as plain data, and what became of each goal of the one before.

    `path` is the file that it gets.
    """

    data: dict[str, Any]
    id: str = key("plan")
    goals: tuple[Carried, ...] = key("mal")
    to_do: tuple[str, ...] = key("att_gora", default=())
    previous: str = key("foregaende", default="")
    path: str = key("fil", default="")

    SCHEMA: ClassVar = "oj-plan-next/1"
    JSON: ClassVar[Mapping[str, Taken]] = {}

    def records(self) -> Records:
        """Return one row for each goal, with the ids of its activities."""
        columns: Mapping[str, Taken] = {
            "mal": "goal",
            "utgangslage": "baseline",
            "foljer_med": lambda goal: ", ".join(goal.kept),
            "flyttas_upp": lambda goal: ", ".join(goal.moved_up),
            "lamnas_kvar": lambda goal: ", ".join(goal.left),
            "att_gora": lambda goal: " ".join(goal.to_do),
        }
        return records_of(self.goals, columns)

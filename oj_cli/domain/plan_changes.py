"""What is written in plans: an outcome that was logged, a value that was changed, new files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from oj_cli.domain.encoding import Taken
from oj_cli.domain.errors import FileFault
from oj_cli.domain.findings import Finding, Findings
from oj_cli.domain.plan import Goal, Outcome, Plan


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Logged:
    """The plan after an outcome was logged. `is_new` is False if it stood there already."""

    plan: Plan
    goal: Goal
    outcome: Outcome
    is_new: bool
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Changed:
    """What a value was and what it became."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class PlanChange:
    """What was changed in a plan that was named so, and the faults that came with it."""

    plan: str
    made: tuple[Changed, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class WrittenSheet:
    """A workbook that was made: for whom, and on how many goals."""

    path: Path
    receiver: str
    goals: int


@dataclass(frozen=True)
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


@dataclass(frozen=True, kw_only=True)
class PlanCheck(Findings):
    """What the check of plans found. `hidden` is how much advice is not among the findings.

    `titles` says what each rule is about, by its id.
    """

    files: tuple[Path, ...]
    hidden: int
    titles: dict[str, str]

    JSON: ClassVar[dict[str, Taken]] = Findings.JSON | {
        "filer": lambda found: [str(file) for file in found.files],
        "dolda_rad": "hidden",
    }

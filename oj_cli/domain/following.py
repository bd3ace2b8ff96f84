"""What following up a plan finds: what is due, how goals stand, who has reported."""

import datetime
from dataclasses import dataclass, fields
from typing import Any, Literal

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.plan import Goal, Outcome, Tie
from oj_cli.domain.trend import Measure, Origin

DueKind = Literal["uppfoljning", "aktivitet", "redovisning"]
DueState = Literal["sen", "kommande", "passerad"]
"""`passerad` is a report to a nämnd whose day is gone: a plan does not tell if it was made."""


@dataclass(frozen=True)
class Due:
    """Something that is to be done in a plan, on a day.

    `dates` are all days of it that were missed, `date` the first of them; for what is to
    come they are the same. `who` is a function, `parties` the names of those who have still
    to report, `to` the nämnd that a report goes to. `goal` and `activity` are ids, `what` the
    goal's or activity's own words.
    """

    plan: str
    title: str
    path: str
    kind: DueKind
    state: DueState
    date: datetime.date
    dates: tuple[datetime.date, ...]
    goal: str
    what: str
    activity: str | None = None
    who: str | None = None
    parties: tuple[str, ...] = ()
    to: str | None = None
    is_draft: bool = False

    def days_late(self, today: datetime.date) -> int:
        """Return how many days ago it was due, negative for what is to come."""
        return (today - self.date).days


State = Literal["nadd", "pa_vag", "oforandrad", "samre", "inte_matt", "oklart"]
"""How a goal stands by its own measure; `oklart`: there is a value that cannot be judged."""

STATES: tuple[State, ...] = ("nadd", "pa_vag", "oforandrad", "samre", "oklart", "inte_matt")


@dataclass(frozen=True)
class Standing:
    """How a goal stands for one of those who share it (`party` None: for all in common).

    `outcome` is the newest with a value, which `state` is judged by; `newest` the newest of
    all. `why` says why it cannot be judged, `notes` what a reader of the value must know.
    """

    party: str | None
    name: str
    state: State
    outcome: Outcome | None = None
    newest: Outcome | None = None
    why: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoalStanding:
    """How a goal stands as a whole, and for each of those who share it."""

    goal: Goal
    state: State
    parties: tuple[Standing, ...]

    @property
    def unmeasured(self) -> tuple[Standing, ...]:
        """Those who have no value."""
        return tuple(s for s in self.parties if s.state == "inte_matt")


@dataclass(frozen=True)
class TieFigure:
    """The newest answer, value or share of a kommun or a reference to a tied indicator.

    `figure` is percent JA, or a value or median in the indicator's unit; None for an answer.
    `counts` is False where too few have answered, `is_comparable` where a break lies between it
    and the year when the goal was tied to the indicator; `why_not` says why.
    """

    name: str
    year: int
    answer: str | None
    figure: float | None
    measure: Measure
    origin: Origin
    n_yes: int | None = None
    n: int | None = None
    counts: bool = True
    is_comparable: bool = True
    why_not: str | None = None


TieChange = Literal["blev_ja", "battre", "samre", "oforandrat", "inte_jamforbart", "inget_nyare"]


@dataclass(frozen=True)
class TieOutcome:
    """What became of an indicator that a goal is tied to, beside the goal's own measure.

    `own` is None where there are no answers at all; `indicator` where no catalogue has it.
    """

    tie: Tie
    indicator: Indicator | None
    own: TieFigure | None
    references: tuple[TieFigure, ...]
    change: TieChange
    notes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The indicator's name, or the id that the plan gives."""
        return self.indicator.name if self.indicator else self.tie.indicator


@dataclass(frozen=True)
class GoalOutcome:
    """A goal's own measure and its indicators, side by side and never mixed."""

    standing: GoalStanding
    ties: tuple[TieOutcome, ...]
    conclusions: tuple[str, ...]


@dataclass(frozen=True)
class Carried:
    """What became of a goal: its new baseline in words, and ids of its activities."""

    goal: str
    text: str
    baseline: str
    kept: tuple[str, ...]
    moved_up: tuple[str, ...]
    left: tuple[str, ...]
    to_do: tuple[str, ...]


@dataclass(frozen=True)
class NextPlan:
    """The next period's plan as plain data, and what became of each goal."""

    id: str
    data: dict[str, Any]
    goals: tuple[Carried, ...]
    to_do: tuple[str, ...] = ()


ReportState = Literal["rapporterat", "gammalt", "saknas", "inte_an", "delas_inte"]
"""`gammalt`: there is an outcome, but a later follow-up has passed. `saknas`: there is none, and
the day has passed or the plan says no day. `inte_an`: the first day is still to come."""


@dataclass(frozen=True)
class Reported:
    """What one party has reported on one goal; `since` is the first follow-up it missed."""

    party: str | None
    name: str
    goal: str
    state: ReportState
    newest: Outcome | None = None
    since: datetime.date | None = None


@dataclass(frozen=True)
class PlanRow:
    """A goal as a row of a plan's table: each cell a list of short texts.

    `activities` and `owners` stand in the same order, one for each activity.
    """

    goal: str
    text: str
    activity_ids: tuple[str, ...]
    activities: tuple[str, ...]
    owners: tuple[str, ...]
    statuses: tuple[str, ...]
    due: tuple[datetime.date | None, ...]
    follow_up: tuple[str, ...]
    next_period: tuple[str, ...]
    comment: str


@dataclass(frozen=True)
class Promises:
    """What was promised up to a day, and how much of it was kept.

    Activities whose day has come (done, given up with a reason, not done); follow-ups whose
    day has passed, one for each party, and those that were answered before the next was due;
    goals that were to be reached, and those that were.
    """

    activities_due: int = 0
    activities_done: int = 0
    activities_given_up: int = 0
    follow_ups_due: int = 0
    follow_ups_kept: int = 0
    goals_due: int = 0
    goals_reached: int = 0

    def __add__(self, other: "Promises") -> "Promises":
        names = [f.name for f in fields(self)]
        return Promises(*(getattr(self, n) + getattr(other, n) for n in names))


@dataclass(frozen=True)
class PlanSummary:
    """One plan among many: whose it is, how its goals stand, what is late and was kept."""

    id: str
    title: str
    path: str
    owner: str
    status: str
    states: tuple[tuple[str, State], ...]
    """For each goal, its theme's name and how it stands."""
    late: tuple[Due, ...]
    promises: Promises

"""What following up a plan finds: what is due, how goals stand, who has reported."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from oj_cli.domain.encoding import Listed, Records, Taken, key, row
from oj_cli.domain.errors import FileFault
from oj_cli.domain.immutable import immutable
from oj_cli.domain.plan import Goal, Outcome, Plan, PlanHead
from oj_cli.domain.plan_chance import Ground, Step
from oj_cli.domain.plan_words import follow_up_texts, next_texts, owner_text

DueKind = Literal["uppfoljning", "aktivitet", "redovisning"]
DueState = Literal["sen", "kommande", "passerad"]
"""`passerad` is a report to a nämnd whose day is gone: a plan does not tell if it was made."""


@immutable
class Due:
    """Something that is to be done in a plan, on a day.

    `dates` are all days of it that were missed; for what is to come the day itself. `by_plan`:
    the day is the plan's last, since none is said. `who` is a function, `parties` the names of
    those who have still to report, `to` the nämnd that a report goes to. `goal` and `activity` are
    ids, `what` the goal's or activity's own words.
    """

    plan: str
    title: str
    path: str
    goal: str
    kind: DueKind
    state: DueState
    dates: tuple[datetime.date, ...]
    what: str
    activity: str | None = None
    who: str | None = None
    parties: tuple[str, ...] = ()
    to: str | None = None
    is_draft: bool = False
    by_plan: bool = False

    @property
    def date(self) -> datetime.date:
        """The first day, or the day itself."""
        return self.dates[0]

    def days_late(self, today: datetime.date) -> int:
        """Return how many days ago it was due, negative for what is to come."""
        return (today - self.date).days


@immutable
class DueList(Listed):
    """What is due in so many plans, the first day first.

    `unread` are the faults of plans that could not be read.
    """

    due: tuple[Due, ...]
    plans: int = key("planer")
    today: datetime.date = key("idag")
    until: datetime.date = key("till")
    unread: tuple[FileFault, ...] = ()

    SCHEMA: ClassVar = "oj-plan-due/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "att_gora": lambda found: [found.due_json(d) for d in found.due],
    }

    def records(self) -> Records:
        """Return one row for each thing that is due; `missade` is how many days were missed."""
        rows = [
            self.due_json(d)
            | {
                "saknas_fran": ", ".join(d.parties) or None,
                "missade": len(d.dates) if d.state == "sen" else None,
                "utkast": "ja" if d.is_draft else "nej",
            }
            for d in self.due
        ]
        return tuple(_DUE), rows

    def due_json(self, due: Due) -> dict[str, Any]:
        """Return something that is due as plain data; `dagar_sen` only where it is late."""
        late = due.days_late(self.today) if due.state == "sen" else None
        return row(due, _DUE) | {"dagar_sen": late}


_DUE: Mapping[str, Taken] = {
    "status": "state",
    "datum": "date",
    "dagar_sen": lambda due: None,
    "typ": "kind",
    "plan": "plan",
    "mal": "goal",
    "aktivitet": "activity",
    "vad": "what",
    "ansvarig": "who",
    "saknas_fran": "parties",
    "redovisas_till": "to",
    "missade": lambda due: due.dates if due.state == "sen" else (),
    "utkast": "is_draft",
    "fil": "path",
    "titel": "title",
}


State = Literal["nadd", "pa_vag", "oforandrad", "samre", "inte_matt", "oklart"]
"""How a goal stands by its own measure; `oklart`: there is a value that cannot be judged."""

STATES: tuple[State, ...] = ("nadd", "pa_vag", "oforandrad", "samre", "oklart", "inte_matt")


@immutable
class Measured:
    """The newest value in the data of the indicator that a goal is measured by, as an outcome."""

    year: int
    outcome: Outcome


@immutable
class Standing:
    """How a goal stands for one of those who share it (`party` None: for all in common).

    `outcome` is the newest with a value, which `state` is judged by; `newest` the newest of
    all. `why` says what must be said of the state, `notes` what a reader of the value must know.
    Whether the target is reached and whether `step`, from the baseline, is clearly better are
    two questions. `year` is that of an outcome that is read from the data.
    """

    party: str | None = key("part")
    name: str = key("namn")
    state: State = key("lage")
    outcome: Outcome | None = None
    newest: Outcome | None = None
    why: str = ""
    notes: tuple[str, ...] = key("anmarkningar", default=())
    reached: bool | None = key("nadd", default=None)
    step: Step | None = None
    year: int | None = key("ar", default=None)

    JSON: ClassVar[Mapping[str, Taken]] = {
        "datum": "outcome.date",
        "varde": "outcome.value",
        "n": "outcome.n",
        "tydligt_battre": "step.is_better",
        "tydligt_samre": "step.is_worse",
        "n_da": "step.then.n",
        "n_nu": "step.now.n",
        "bedomning": "newest.judgement",
        "beslut": "newest.decision",
        "varfor": lambda standing: standing.why or None,
    }

    @property
    def when(self) -> str:
        """The day of the value, or its year; empty where neither is known."""
        day = self.outcome.date if self.outcome else None
        return day.isoformat() if day else str(self.year or "")


@immutable
class GoalStanding:
    """How a goal stands as a whole, and for each of those who share it.

    `ground` is what its baseline stands on.
    """

    goal: Goal
    state: State
    parties: tuple[Standing, ...]
    ground: Ground

    @property
    def is_reached(self) -> bool | None:
        """Whether the target is reached; None where it is not measured or cannot be told."""
        return None if self.state in ("inte_matt", "oklart") else self.state == "nadd"

    @property
    def is_better(self) -> bool | None:
        """Whether every value is clearly better than the baseline; None where it cannot be told."""
        found = [s.step.is_better if s.step else None for s in self.parties if s.outcome]
        return None if not found or None in found else all(found)

    @property
    def unmeasured(self) -> tuple[Standing, ...]:
        """Those who have no value."""
        return tuple(s for s in self.parties if s.state == "inte_matt")


@immutable
class PlanStanding(Listed):
    """A plan on a day: how its goals stand, and what is due within a year.

    `unknown` are sentences on keys of the file that `oj` does not know.
    """

    plan: Plan
    goals: tuple[GoalStanding, ...]
    due: tuple[Due, ...]
    unknown: tuple[str, ...]
    today: datetime.date

    SCHEMA: ClassVar = "oj-plan-show/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "idag": "today",
        "plan": "plan",
        "lage": lambda found: {s.goal.id: s.state for s in found.goals},
        "okanda_nycklar": "unknown",
    }
    KEYS: ClassVar = ("mal", "aktivitet", "vad", "ansvarig", "start", "klart", "status", "skal")

    def records(self) -> Records:
        """Return one row for each activity."""
        return self.KEYS, [r for goal in self.plan.goals for r in self.activities(goal)]

    def activities(self, goal: Goal) -> list[dict[str, Any]]:
        """Return the activities of a goal as rows."""
        return [
            {
                "mal": goal.id,
                "aktivitet": a.id,
                "vad": a.said,
                "ansvarig": owner_text(self.plan.head, a.owners) or "ingen angiven",
                "start": a.start,
                "klart": a.due or "saknas",
                "status": a.status,
                "skal": a.reason,
            }
            for a in goal.activities
        ]


ReportState = Literal["rapporterat", "gammalt", "saknas", "inte_an", "delas_inte"]
"""`gammalt`: there is an outcome, but a later follow-up has passed. `saknas`: there is none, and
the day has passed. `inte_an`: no day has passed."""


@immutable
class Reported:
    """What one party has reported on one goal; `since` is the first follow-up it missed."""

    party: str | None
    name: str
    goal: str
    state: ReportState
    newest: Outcome | None = None
    since: datetime.date | None = None

    JSON: ClassVar[Mapping[str, Taken]] = {
        "part": "party",
        "namn": "name",
        "mal": "goal",
        "rapport": "state",
        "datum": "newest.date",
        "varde": "newest.value",
        "n": "newest.n",
        "bedomning": "newest.judgement",
        "saknas_sedan": "since",
    }


@immutable
class ReportMatrix(Listed):
    """Who has reported what on a day: an entry for each party and goal."""

    plan: Plan
    reports: tuple[Reported, ...]
    today: datetime.date

    SCHEMA: ClassVar = "oj-plan-matrix/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "plan": "plan.head.id",
        "idag": "today",
        "mal": lambda found: [{"id": g.id, "mal": g.text} for g in found.plan.goals],
        "rapporter": "reports",
    }

    def records(self) -> Records:
        """Return one row for each party and goal, the value in the goal's unit."""
        return tuple(Reported.JSON), [row(r, Reported.JSON) for r in self.reports]


@immutable
class PlanTable(Listed):
    """A plan as the table that nämnder know."""

    plan: Plan

    SCHEMA: ClassVar = "oj-plan-export/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "plan": "plan.head.id",
        "titel": "plan.head.title",
        "rader": lambda found: found.records()[1],
    }
    KEYS: ClassVar = (
        *("mal", "aktivitet", "uppfoljning", "ansvarig", "aktivitet_nasta_period", "kommentar"),
        *("mal_id", "aktivitet_id", "klart", "status"),
        *("start", "kostnad_kr", "kostnad_period", "finansiering", "malgrupp", "namndmal"),
        *("matt", "enhet", "utgangslage", "malvarde", "senast", "foljs_upp"),
        *("plan", "diarienummer"),
    )
    """The headings of the flat table, which other programs know it by: more may come, last."""

    def records(self) -> Records:
        """Return one row for each activity, and one for a goal without any."""
        head = self.plan.head
        return self.KEYS, [r for goal in self.plan.goals for r in _by_activity(head, goal)]


def _whole(value: float | None) -> float | None:
    """Return a number without the decimals that it does not have."""
    return int(value) if value is not None and value.is_integer() else value


def _by_activity(head: PlanHead, goal: Goal) -> Iterator[dict[str, Any]]:
    shared: dict[str, Any] = {
        "mal": goal.text,
        "uppfoljning": " ".join(follow_up_texts(head, goal)) or None,
        "aktivitet_nasta_period": "; ".join(next_texts(head, goal)) or None,
        "kommentar": goal.comment,
        "mal_id": goal.id,
        "malgrupp": goal.target_group,
        "namndmal": goal.board_goal,
        "foljs_upp": goal.follow_up.dates[0] if goal.follow_up and goal.follow_up.dates else None,
        "plan": head.id,
        "diarienummer": head.registration,
    }
    if goal.measure is not None:
        m = goal.measure
        base = m.baseline.value if m.baseline else None
        shared |= {"matt": m.description, "enhet": m.unit, "utgangslage": _whole(base)}
        shared |= {"malvarde": _whole(m.target), "senast": m.by}
    if not goal.activities:
        yield shared
    for a in goal.activities:
        yield shared | {
            "aktivitet": a.said,
            "ansvarig": owner_text(head, a.owners) or "ingen angiven",
            "aktivitet_id": a.id,
            "klart": a.due,
            "status": a.status,
            "start": a.start,
            "kostnad_kr": _whole(a.cost.change) if a.cost else None,
            "kostnad_period": a.cost.period if a.cost else None,
            "finansiering": a.cost.funding if a.cost else None,
        }

"""What became of a plan: each goal's own measure, and the indicators that it is tied to."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from oj_cli.domain.encoding import Listed, Records, Taken, pick
from oj_cli.domain.following import GoalStanding
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.plan import Plan, Tie
from oj_cli.domain.trend import Measure, Origin


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

    JSON: ClassVar[Mapping[str, Taken]] = {
        "namn": "name",
        "ar": "year",
        "svar": "answer",
        "varde": "figure",
        "matt": "measure",
        "kalla": "origin",
        "n_ja": "n_yes",
        "n": "n",
        "raknas": "counts",
        "jamforbar": "is_comparable",
        "varfor_inte": "why_not",
    }


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

    JSON: ClassVar[Mapping[str, Taken]] = {
        "indikator": "tie.indicator",
        "namn": "name",
        "andring": "change",
        "da": pick("tie", ar="year", svar="answer", varde="value"),
        "nu": "own",
        "jamforelser": "references",
        "anmarkningar": "notes",
    }

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

    JSON: ClassVar[Mapping[str, Taken]] = {
        "id": "standing.goal.id",
        "mal": "standing.goal.text",
        "eget_matt": pick(
            "standing",
            lage="state",
            beskrivning="goal.measure.description",
            enhet="goal.measure.unit",
            riktning="goal.measure.aim",
            utgangslage="goal.measure.baseline.value",
            malvarde="goal.measure.target",
            parter="parties",
        ),
        "oppna_jamforelser": "ties",
        "slutsatser": "conclusions",
    }


@dataclass(frozen=True)
class PlanOutcome(Listed):
    """How a plan's goals stand on a day, with what became of their indicators beside."""

    plan: Plan
    goals: tuple[GoalOutcome, ...]
    today: datetime.date

    SCHEMA: ClassVar = "oj-plan-outcome/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "plan": "plan.head.id",
        "titel": "plan.head.title",
        "idag": "today",
        "mal": "goals",
    }
    KEYS: ClassVar = (
        *("mal", "kolumn", "namn", "lage", "datum_eller_ar", "svar", "varde", "n"),
        *("utgangslage", "malvarde", "kalla", "anmarkning"),
    )

    def records(self) -> Records:
        """Return a row for each party's own measure and for each figure of an indicator.

        `kolumn` tells which it is; values are in the goal's unit, or percent or the indicator's.
        """
        return self.KEYS, [cells for goal in self.goals for cells in _rows(goal)]


def _rows(found: GoalOutcome) -> Iterator[dict[str, Any]]:
    goal = found.standing.goal
    for s in found.standing.parties:
        yield {
            "mal": goal.id,
            "kolumn": "eget_matt",
            "namn": s.name,
            "lage": s.state,
            "datum_eller_ar": s.outcome.date if s.outcome else None,
            "varde": s.outcome.value if s.outcome else None,
            "n": s.outcome.n if s.outcome else None,
            "utgangslage": goal.baseline,
            "malvarde": goal.measure.target if goal.measure else None,
            "kalla": s.outcome.source if s.outcome else None,
            "anmarkning": " ".join(filter(None, (s.why, *s.notes))) or None,
        }
    for t in found.ties:
        for f in (*((t.own,) if t.own else ()), *t.references):
            yield {
                "mal": goal.id,
                "kolumn": "oppna_jamforelser",
                "namn": f"{t.tie.indicator}: {f.name}",
                "lage": t.change if f is t.own else None,
                "datum_eller_ar": f.year,
                "svar": f.answer,
                "varde": f.figure,
                "n": f.n,
                "kalla": f.origin,
                "anmarkning": f.why_not,
            }

"""What became of a plan: each goal's own measure, and the indicators that it is tied to."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from oj_cli.domain.chance import NSource
from oj_cli.domain.encoding import Listed, Records, Taken, key, pick
from oj_cli.domain.following import GoalStanding
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.plan import Plan, Tie
from oj_cli.domain.plan_chance import Step
from oj_cli.domain.trend import Measure, Origin


@immutable
class TieFigure:
    """The newest answer, value or share of a kommun or a reference to a tied indicator.

    `figure` is percent JA, or a value or median in the indicator's unit; None for an answer.
    `n` are the kommuner that answered, of an own value those who did, as `n_source` says.
    `counts` is False where too few have answered, `is_comparable` where a break lies between it
    and the year when the goal was tied to the indicator; `why_not` says why.
    """

    name: str = key("namn")
    year: int = key("ar")
    answer: str | None = key("svar")
    figure: float | None = key("varde")
    measure: Measure = key("matt")
    origin: Origin = key("kalla")
    n_yes: int | None = key("n_ja", default=None)
    n: int | None = key("n", default=None)
    counts: bool = key("raknas", default=True)
    is_comparable: bool = key("jamforbar", default=True)
    why_not: str | None = key("varfor_inte", default=None)
    n_source: NSource | None = key("n_kalla", default=None)


TieChange = Literal["blev_ja", "battre", "samre", "oforandrat", "inte_jamforbart", "inget_nyare"]


@immutable
class TieOutcome:
    """What became of an indicator that a goal is tied to, beside the goal's own measure.

    `own` is None where there are no answers at all; `indicator` where no catalogue has it.
    `references` are of the own answer's year. `step` is from the value when the goal was set.
    """

    tie: Tie
    indicator: Indicator | None
    own: TieFigure | None = key("nu")
    references: tuple[TieFigure, ...] = key("jamforelser")
    change: TieChange = key("andring")
    notes: tuple[str, ...] = key("anmarkningar")
    step: Step | None = None

    JSON: ClassVar[Mapping[str, Taken]] = {
        "indikator": "tie.indicator",
        "namn": "name",
        "tydligt_battre": "step.is_better",
        "tydligt_samre": "step.is_worse",
        "n_da": "step.then.n",
        "n_nu": "step.now.n",
        "da": pick("tie", ar="year", svar="answer", varde="value"),
    }

    @property
    def name(self) -> str:
        """The indicator's name, or the id that the plan gives."""
        return self.indicator.name if self.indicator else self.tie.indicator


@immutable
class GoalOutcome:
    """A goal's own measure and its indicators, side by side and never mixed."""

    standing: GoalStanding
    ties: tuple[TieOutcome, ...] = key("oppna_jamforelser")
    conclusions: tuple[str, ...] = key("slutsatser")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "id": "standing.goal.id",
        "mal": "standing.goal.text",
        "eget_matt": pick(
            "standing",
            lage="state",
            nadd="is_reached",
            tydligt_battre="is_better",
            beskrivning="goal.measure.description",
            enhet="goal.measure.unit",
            riktning="goal.measure.aim",
            utgangslage="goal.measure.baseline.value",
            n_da="ground.n",
            n_kalla="ground.n_source",
            rorelse="ground.moved",
            malvarde="goal.measure.target",
            parter="parties",
        ),
    }


@immutable
class PlanOutcome(Listed):
    """How a plan's goals stand on a day, with what became of their indicators beside."""

    plan: Plan
    goals: tuple[GoalOutcome, ...] = key("mal")
    today: datetime.date = key("idag")

    SCHEMA: ClassVar = "oj-plan-outcome/2"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "plan": "plan.head.id",
        "titel": "plan.head.title",
    }
    KEYS: ClassVar = (
        *("mal", "kolumn", "namn", "lage", "datum_eller_ar", "svar", "varde", "n"),
        *("utgangslage", "malvarde", "kalla", "anmarkning"),
        *("nadd", "tydligt_battre", "tydligt_samre", "n_da"),
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
            "datum_eller_ar": s.year or (s.outcome.date if s.outcome else None),
            "varde": s.outcome.value if s.outcome else None,
            "n": s.outcome.n if s.outcome else None,
            "utgangslage": goal.baseline,
            "malvarde": goal.measure.target if goal.measure else None,
            "kalla": s.outcome.source if s.outcome else None,
            "anmarkning": " ".join(filter(None, (s.why, *s.notes))) or None,
            "nadd": _yes_no(s.reached),
            **_sure(s.step),
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
                **(_sure(t.step) if f is t.own else {}),
            }


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else "ja" if value else "nej"


def _sure(step: Step | None) -> dict[str, Any]:
    if step is None:
        return {}
    return {
        "tydligt_battre": _yes_no(step.is_better),
        "tydligt_samre": _yes_no(step.is_worse),
        "n_da": step.then.n,
    }

"""What reports on a plan are built of: the plan, how its goals stand on a day, what is to come."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from oj_cli.domain.following import Due, GoalStanding
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.plan import Goal, Plan

DRAFT = "Arbetsmaterial"


@dataclass(frozen=True)
class PlanMaterial:
    """One plan on one day.

    `standings` are in the order of the goals, `due` what is late and what comes within a year.
    `indicators` are those that goals are tied to, by `omrade/indikator`. `asked` are lines
    that the author asks of the nämnd.
    """

    plan: Plan
    standings: tuple[GoalStanding, ...]
    due: tuple[Due, ...]
    indicators: Mapping[str, Indicator]
    today: datetime.date
    asked: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The plan's title, else its id."""
        return self.plan.head.title or self.plan.head.id

    @property
    def status(self) -> str:
        """`Arbetsmaterial` until the plan is decided."""
        return DRAFT if self.plan.head.status == "utkast" else ""

    def standing(self, goal: Goal) -> GoalStanding:
        """Return how a goal stands."""
        return next(s for s in self.standings if s.goal.id == goal.id)

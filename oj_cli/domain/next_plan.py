"""The next period's plan, and what became of the goals of the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from oj_cli.domain.encoding import Listed, Records, Taken, records_of
from oj_cli.domain.fields import key


@dataclass(frozen=True)
class Carried:
    """What became of a goal: its new baseline in words, and ids of its activities."""

    goal: str = key("id")
    text: str = key("mal")
    baseline: str = key("utgangslage")
    kept: tuple[str, ...] = key("foljer_med")
    moved_up: tuple[str, ...] = key("flyttas_upp")
    left: tuple[str, ...] = key("lamnas_kvar")
    to_do: tuple[str, ...] = key("att_gora")


@dataclass(frozen=True)
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

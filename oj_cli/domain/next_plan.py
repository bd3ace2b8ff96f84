"""The next period's plan, and what became of the goals of the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from oj_cli.domain.encoding import Listed, Records, Taken


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

    JSON: ClassVar[Mapping[str, Taken]] = {
        "id": "goal",
        "mal": "text",
        "utgangslage": "baseline",
        "foljer_med": "kept",
        "flyttas_upp": "moved_up",
        "lamnas_kvar": "left",
        "att_gora": "to_do",
    }


@dataclass(frozen=True)
class NextPlan(Listed):
    """The next period's plan as plain data, and what became of each goal of the one before.

    `path` is the file that it gets.
    """

    id: str
    data: dict[str, Any]
    goals: tuple[Carried, ...]
    to_do: tuple[str, ...] = ()
    previous: str = ""
    path: str = ""

    SCHEMA: ClassVar = "oj-plan-next/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "plan": "id",
        "fil": "path",
        "foregaende": "previous",
        "att_gora": "to_do",
        "mal": "goals",
    }
    KEYS: ClassVar = ("mal", "utgangslage", "foljer_med", "flyttas_upp", "lamnas_kvar", "att_gora")

    def records(self) -> Records:
        """Return one row for each goal, with the ids of its activities."""
        rows = [
            {
                "mal": g.goal,
                "utgangslage": g.baseline,
                "foljer_med": ", ".join(g.kept),
                "flyttas_upp": ", ".join(g.moved_up),
                "lamnas_kvar": ", ".join(g.left),
                "att_gora": " ".join(g.to_do),
            }
            for g in self.goals
        ]
        return self.KEYS, rows

"""Where one is in the four steps, what is missing, and what has changed since."""

import datetime
from dataclasses import dataclass
from typing import Literal

from oj_cli.domain.analysis import Analysis
from oj_cli.domain.chosen import Difference
from oj_cli.domain.following import Due

StepState = Literal["klart", "paborjat", "inte_borjat"]


@dataclass(frozen=True)
class Step:
    """One of the four steps: how far it has come, what there is, and what is missing in it."""

    number: int
    name: str
    state: StepState
    has: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moved:
    """A chosen indicator whose figures are not what they were when it was chosen."""

    indicator: str
    name: str
    numeric: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class AnalysisStatus:
    """An analysis with its four steps. `path` is as one would type it.

    `newer_year` is a year with answers after the analysis's own, `unknown` what must be
    mended in it (an område or indicator that is not in the data, a personnummer), `moved`
    what newer data have changed. `plans` are the ids of the plans that build on it.
    """

    path: str
    analysis: Analysis
    area_name: str
    steps: tuple[Step, ...]
    plans: tuple[str, ...]
    newer_year: int | None
    unknown: tuple[str, ...]
    moved: tuple[Moved, ...]

    @property
    def current(self) -> Step:
        """The first step that is not done, else the last."""
        return next((s for s in self.steps if s.state != "klart"), self.steps[-1])


@dataclass(frozen=True)
class PlanStatus:
    """A plan: its id, title, state, and how many goals it has."""

    id: str
    title: str
    state: str
    goals: int


@dataclass(frozen=True)
class Status:
    """All of a workspace. `due` is late or comes within the next weeks, the latest first.

    `unreadable` are files that cannot be read: where and what is wrong, and its details.
    """

    folder: str
    who: str
    today: datetime.date
    until: datetime.date
    analyses: tuple[AnalysisStatus, ...]
    plans: tuple[PlanStatus, ...]
    due: tuple[Due, ...]
    unreadable: tuple[tuple[str, tuple[str, ...]], ...]

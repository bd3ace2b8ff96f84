"""What step 3 finds: years beside each other, what changed, and what may explain it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from oj_cli.domain.analysis import Event
from oj_cli.domain.indicators import Catalogue, Indicator, Theme
from oj_cli.domain.kommuner import Edition, Kommun, Lan
from oj_cli.domain.local import Correction
from oj_cli.domain.references import Reference
from oj_cli.domain.sources import SourceRecord

Measure = Literal["svar", "varde", "andel", "median", "redovisat"]
"""What the points of a series are: a kommun's answers or values, percent JA of a group,
the median of its kommuner, or the value that the publisher prints for it."""

Origin = Literal["svar", "publicerad", "beraknad"]
"""Where a point comes from: the kommun itself, the publisher, or computed here."""


@dataclass(frozen=True)
class Place:
    """A kommun's place among all that have a value, 1 the best.

    `shared_with` others have the same value.
    """

    rank: int
    of: int
    shared_with: int


@dataclass(frozen=True)
class Point:
    """One year of a series.

    `figure` is percent JA, or a value or median in the indicator's unit; None for a
    kommun's answer, which stands in `answer`. `q1` and `q3` are a median's quartiles.
    A point that does not count (`counts`) is shown, with `why_not`, and never joined.
    """

    year: int
    figure: float | None = None
    answer: str | None = None
    origin: Origin = "svar"
    n_yes: int | None = None
    n: int | None = None
    n_ea: int | None = None
    n_missing: int | None = None
    q1: float | None = None
    q3: float | None = None
    counts: bool = True
    why_not: str | None = None
    place: Place | None = None


@dataclass(frozen=True)
class Shift:
    """Two comparable years of a series."""

    before: Point
    after: Point

    @property
    def points(self) -> float | None:
        """After minus before, in the points' unit; None for answers."""
        if self.before.figure is None or self.after.figure is None:
            return None
        return self.after.figure - self.before.figure

    @property
    def kommuner(self) -> int | None:
        """How many more kommuner said JA, None where the counts are not known."""
        if self.before.n_yes is None or self.after.n_yes is None:
            return None
        return self.after.n_yes - self.before.n_yes


class Movement(StrEnum):
    """How the comparable years of a series go. Only three or more can go in a direction."""

    OKAR = "okar"
    MINSKAR = "minskar"
    VARIERAR = "varierar"
    ANDRAT = "andrat"
    OFORANDRAT = "oforandrat"
    ETT_AR = "ett_ar"
    INGET_AR = "inget_ar"


@dataclass(frozen=True)
class Series:
    """The years of a kommun or a reference.

    `periods` are runs of points that count and are comparable with each other, oldest
    first, and `movements` how each of them goes. `reference` is None for the own kommun.
    """

    id: str
    name: str
    measure: Measure
    points: tuple[Point, ...]
    periods: tuple[tuple[Point, ...], ...]
    movements: tuple[Movement, ...]
    gender: str = "T"
    reference: Reference | None = None

    @property
    def movement(self) -> Movement:
        """How the newest run goes."""
        return self.movements[-1] if self.movements else Movement.INGET_AR

    @property
    def newest(self) -> tuple[Point, ...]:
        """The newest run of comparable points, empty if no point counts."""
        return self.periods[-1] if self.periods else ()

    @property
    def latest(self) -> Shift | None:
        """The newest year against the comparable one before it."""
        return Shift(*self.newest[-2:]) if len(self.newest) > 1 else None

    @property
    def whole(self) -> Shift | None:
        """The newest year against the first that is comparable with it."""
        return Shift(self.newest[0], self.newest[-1]) if len(self.newest) > 1 else None


@dataclass(frozen=True)
class Turn:
    """A kommun that changed its answer."""

    kommun: Kommun
    before: str
    after: str


@dataclass(frozen=True)
class Turns:
    """Who changed answer between two comparable years, of the `n` that answered both."""

    before: int
    after: int
    n: int
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Trend:
    """One indicator over all years in the store.

    `main` is the series that the question is about: the kommun's, else the län's, the
    selection's or riket's. The groups are those of `edition` and of the data year
    `grouped_by`, for all years. `turns_in` names whose answers `turns` are; `answered`
    are the years in which any of them answered. `by_gender` are series of K and M.
    """

    catalogue: Catalogue
    indicator: Indicator
    kommun: Kommun | None
    lan: Lan | None
    edition: Edition
    grouped_by: int
    series: tuple[Series, ...]
    by_gender: tuple[Series, ...]
    turns: tuple[Turns, ...]
    turns_in: Reference
    answered: tuple[int, ...]
    events: tuple[Event, ...]
    corrections: tuple[Correction, ...]
    sources: tuple[SourceRecord, ...]

    @property
    def main(self) -> Series:
        """The series that the question is about."""
        return self.series[0]

    @property
    def years(self) -> tuple[int, ...]:
        """All years in which any series has a point."""
        return tuple(sorted({p.year for s in self.series for p in s.points}))


@dataclass(frozen=True)
class Outlook:
    """A straight line through the comparable years, drawn on to `year`.

    `low` and `high` bound the 95 % prediction interval, None where the points leave no
    room for one (all on the line). `is_clipped`: the figure or an end was moved to 0
    or 100. `slope` is per year, in the indicator's unit.
    """

    year: int
    figure: float
    low: float | None
    high: float | None
    slope: float
    points: tuple[Point, ...]
    is_clipped: bool


@dataclass(frozen=True)
class IndicatorChange:
    """One indicator against the last comparable year.

    `gain` is positive when better: in points, 100 for NEJ to JA; None for an indicator
    that is never ranked. `riket` is what riket did in the same years, where published.
    """

    indicator: Indicator
    shift: Shift
    gain: float | None
    riket: Shift | None


@dataclass(frozen=True)
class NotCompared:
    """An indicator that has no comparable year before, or no figure the newest year, and why."""

    indicator: Indicator
    why: str


@dataclass(frozen=True)
class ThemeChange:
    """How many indicators of a theme went better, worse or nowhere; `gain` is their mean."""

    theme: Theme
    better: int
    worse: int
    same: int
    gain: float


@dataclass(frozen=True)
class TrendOverview:
    """All that changed for a kommun or a län in one område up to its newest year.

    `changes` stand largest first, those without a change last.
    """

    catalogue: Catalogue
    kommun: Kommun | None
    lan: Lan | None
    year: int
    changes: tuple[IndicatorChange, ...]
    themes: tuple[ThemeChange, ...]
    not_compared: tuple[NotCompared, ...]
    outlooks: tuple[tuple[Indicator, Outlook], ...]
    events: tuple[Event, ...]
    sources: tuple[SourceRecord, ...]

    @property
    def better(self) -> tuple[IndicatorChange, ...]:
        """What went better, the largest first."""
        return tuple(c for c in self.changes if c.gain is not None and c.gain > 0)

    @property
    def worse(self) -> tuple[IndicatorChange, ...]:
        """What went worse, the largest first."""
        return tuple(c for c in self.changes if c.gain is not None and c.gain < 0)

    @property
    def same(self) -> tuple[IndicatorChange, ...]:
        """What did not change."""
        return tuple(c for c in self.changes if c.gain == 0)

    @property
    def unranked(self) -> tuple[IndicatorChange, ...]:
        """What is neither better nor worse: background, or without a direction."""
        return tuple(c for c in self.changes if c.gain is None)

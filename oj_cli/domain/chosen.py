"""What a choice in step 1 is seen against: figures then and now, and where else a theme shows."""

from dataclasses import dataclass

from oj_cli.domain.answers import PlainRow
from oj_cli.domain.indicators import Catalogue, Indicator, Theme


@dataclass(frozen=True)
class Figure:
    """A share in percent or a median, and how many of how many kommuner it is counted on.

    Counts are None for a published share that was printed without them; `printed` is its row.
    """

    figure: float | None
    n_yes: int | None
    n: int | None
    printed: PlainRow | None = None


@dataclass(frozen=True)
class Difference:
    """A frozen figure that is another now: the field of `Frozen`, then and now."""

    field: str
    then: str | float | None
    now: str | float | None


@dataclass(frozen=True)
class Elsewhere:
    """One indicator of a chosen theme in another område.

    `answer` or `own` is the kommun's, or the län's share or median. `is_weak` is None where
    nothing can be said: no answer, no riket, or no direction.
    """

    indicator: Indicator
    answer: str | None
    own: float | None
    riket: Figure
    is_weak: bool | None


@dataclass(frozen=True)
class SameTheme:
    """A chosen theme in another område, in its newest year with answers."""

    theme: Theme
    catalogue: Catalogue
    year: int
    indicators: tuple[Elsewhere, ...]

    @property
    def n_weak(self) -> int:
        """How many of the indicators are weak there."""
        return sum(bool(i.is_weak) for i in self.indicators)

    @property
    def n_known(self) -> int:
        """How many of the indicators something can be said about."""
        return sum(i.is_weak is not None for i in self.indicators)


@dataclass(frozen=True)
class ThemeTable:
    """One of the tables that a theme's indicators stand in: kvalitetsområde and group by name."""

    quality_area: str
    group: str
    indicators: tuple[Indicator, ...]

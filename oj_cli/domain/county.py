"""What step 1 finds for a län: the needs that its kommuner share."""

from dataclasses import dataclass

from oj_cli.domain.indicators import Catalogue, Indicator, Theme
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.references import Comparison
from oj_cli.domain.sources import SourceRecord


@dataclass(frozen=True)
class Change:
    """A län's figure one earlier, comparable year: percent JA, or the median of the kommuner.

    `n_yes` and `n` are known for ja/nej indicators.
    """

    year: int
    figure: float
    n_yes: int | None
    n: int | None


@dataclass(frozen=True)
class LanIndicator:
    """One indicator in a län against riket.

    `figure` and `riket_figure` are percent JA, or medians for a numeric indicator;
    `shortfall` is riket minus län (the other way round where lower is better), None if
    either is missing or riket's does not rank. `teachers` are the kommuner with JA or
    among the best of the län, `without` the number that answered and are not.
    """

    indicator: Indicator
    lan: Comparison
    riket: Comparison
    figure: float | None
    riket_figure: float | None
    shortfall: float | None
    teachers: tuple[Kommun, ...]
    without: int
    before: Change | None
    is_worse: bool
    not_answered: tuple[Kommun, ...]


@dataclass(frozen=True)
class LanTheme:
    """A theme in a län: the mean of its indicators' figures against riket's."""

    theme: Theme
    figure: float
    riket_figure: float
    shortfall: float
    n_yes: int | None
    n: int | None
    indicators: tuple[str, ...]
    question: str | None


@dataclass(frozen=True)
class LanIdentification:
    """Step 1 for one län, one område and one year. `indicators` stand largest shortfall first."""

    lan: Lan
    kommuner: tuple[Kommun, ...]
    absent: tuple[Kommun, ...]
    catalogue: Catalogue
    year: int
    themes: tuple[LanTheme, ...]
    indicators: tuple[LanIndicator, ...]
    sources: tuple[SourceRecord, ...]

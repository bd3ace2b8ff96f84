"""The figures that stand beside a guide's questions."""

from collections.abc import Mapping
from dataclasses import dataclass

from oj_cli.domain.analysis import Analysis, Event
from oj_cli.domain.complement import Suggestions
from oj_cli.domain.county import LanIndicator, LanTheme
from oj_cli.domain.guide import Shown
from oj_cli.domain.identification import IndicatorResult, ThemeResult
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.local import Correction
from oj_cli.domain.trend import Trend

Figured = IndicatorResult | LanIndicator
"""An indicator with the figures of step 1, of a kommun or a län."""


@dataclass(frozen=True)
class Areas:
    """The areas to work on; None where there are no figures of them."""

    areas: tuple[ThemeResult | LanTheme, ...] | None


@dataclass(frozen=True)
class WeakIndicators:
    """The most important weak indicators."""

    indicators: tuple[Figured, ...]


@dataclass(frozen=True)
class ChosenAreas:
    """What is chosen: in the analysis as it was frozen, and `begun` in this step as it is now.

    `themes` are names by id; those of `begun` stand with their indicators.
    """

    analysis: Analysis
    catalogue: Catalogue
    themes: Mapping[str, str]
    corrections: tuple[Correction, ...]
    begun: tuple[tuple[str, tuple[Figured, ...]], ...]


@dataclass(frozen=True)
class Development:
    """How the chosen indicators went: as series, or only as the own answers by year."""

    series: tuple[Trend, ...]
    answers: tuple[tuple[Indicator, Mapping[int, str | float | None]], ...]
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Beside:
    """What stands beside a question: of what sort, and what it is made of.

    Evidence and conclusions are those of the analysis.
    """

    kind: Shown
    of: Areas | WeakIndicators | ChosenAreas | Suggestions | Development | Analysis

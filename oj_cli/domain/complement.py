"""What step 2 can add to a chosen area: what is missing, and what the data at hand already hold."""

from dataclasses import dataclass
from typing import Literal

from oj_cli.domain.chosen import SameTheme
from oj_cli.domain.indicators import Catalogue, Indicator, Theme
from oj_cli.domain.kommuner import Kommun

View = Literal["brukarrost", "kostnader", "behov", "brister", "egen_bild", "jamforelser"]
"""The sides that a chosen area should be seen from."""


@dataclass(frozen=True)
class Neighbour:
    """A kommun of the län that has a value where the own has none."""

    kommun: Kommun
    value: float


@dataclass(frozen=True)
class KeyFigure:
    """A nyckeltal for a kommun, its län and riket one year: the newest in which it has one.

    `own` and `riket` are unprocessed values; `lan_median` is computed here from the `lan_n`
    kommuner of the län with a value. Without an own value the year is the newest that any of
    them has one, and `neighbours` are those. `year` is None where nobody has.
    """

    indicator: Indicator
    year: int | None
    own: float | None
    riket: float | None
    lan_median: float | None
    lan_n: int
    neighbours: tuple[Neighbour, ...] = ()


@dataclass(frozen=True)
class AreaSuggestion:
    """What is missing for one chosen area, and what there is to take from."""

    theme: Theme
    n_evidence: int
    missing: tuple[View, ...]
    only_supports: bool
    same: tuple[SameTheme, ...]
    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Suggestions:
    """What step 2 can add to an analysis. `key_figures` is the catalogue of the nyckeltal."""

    areas: tuple[AreaSuggestion, ...]
    key_figures: Catalogue | None
    kommun: Kommun | None
    lan_name: str

"""What step 3 finds of a whole område: all that changed since the last comparable year."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from oj_cli.domain.chance import GREAT_FALL
from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, records_of, within
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Indicator, Theme
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.sources import Around, SourceRecord
from oj_cli.domain.trend import EVENTS, SUBJECT, Expected, Shift

if TYPE_CHECKING:  # without an analysis there are none
    from oj_cli.domain.analysis import Event


@immutable
class IndicatorChange:
    """One indicator against the last comparable year.

    `gain` is positive when better: in points, 100 for NEJ to JA; None for an indicator
    that is never ranked. `is_clear` tells whether a kommun's change is beyond chance, None where
    that cannot be told, or nothing is chance: kommuner that are counted. `riket` is what riket did
    in the same years, where published; `expected` the next value.
    """

    indicator: Indicator
    shift: Shift
    gain: float | None = key("battre_med")
    riket: Shift | None = key("riket")
    is_clear: bool | None = key("tydlig", default=None)
    expected: Expected | None = key("vantat", default=None)

    JSON: ClassVar[Mapping[str, Taken]] = {
        "indikator": "indicator.id",
        "namn": "indicator.name",
        "tema": "indicator.theme",
        **within("shift", Shift.JSON),
        "fran_osakerhet": "shift.before.uncertainty",
        "till_osakerhet": "shift.after.uncertainty",
    }

    @property
    def is_great_fall(self) -> bool:
        """Whether it got worse by so many percentage points that it is always told."""
        has_figures = self.indicator.is_percent and self.shift.points is not None
        return has_figures and (self.gain or 0.0) <= -GREAT_FALL


@immutable
class NotCompared:
    """An indicator that has no comparable year before, or no figure the newest year, and why."""

    indicator: Indicator
    why: str = key("varfor")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "indikator": "indicator.id",
        "namn": "indicator.name",
    }


@immutable
class ThemeChange:
    """How many indicators of a theme went better, worse or nowhere, and how many clearly."""

    theme: Theme
    better: int = key("battre")
    worse: int = key("samre")
    same: int = key("lika")
    clearly_better: int = key("tydligt_battre")
    clearly_worse: int = key("tydligt_samre")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "id": "theme.id",
        "namn": "theme.name",
    }


@immutable(kw_only=True)
class TrendOverview(Listed):
    """All that changed for a kommun or a län in one område up to its newest year.

    `changes` stand largest first, those without a change last.
    """

    catalogue: Catalogue
    kommun: Kommun | None
    lan: Lan | None
    year: int = key("ar")
    changes: tuple[IndicatorChange, ...] = key("andringar")
    themes: tuple[ThemeChange, ...] = key("teman")
    not_compared: tuple[NotCompared, ...] = key("ej_jamforda")
    events: "tuple[Event, ...]"
    sources: tuple[SourceRecord, ...] = key("kalla")
    around: Around = Around()

    SCHEMA: ClassVar = "oj-trend-oversikt/2"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "catalogue.area",
        **SUBJECT,
        "handelser": EVENTS,
    }

    def records(self) -> Records:
        """Return one row for each indicator that can be compared."""
        nested = ("riket", "vantat", "fran_osakerhet", "till_osakerhet")
        keys = {key: taken for key, taken in json_of(IndicatorChange).items() if key not in nested}
        more: Mapping[str, Taken] = {
            "riket_andring": "riket.points",
            "vantat": "expected.figure",
            "vantat_lagst": "expected.low",
            "vantat_hogst": "expected.high",
        }
        return records_of(self.changes, {**keys, **more})

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
    def great_falls(self) -> tuple[IndicatorChange, ...]:
        """What fell so far that it is always told, the furthest first."""
        return tuple(c for c in self.changes if c.is_great_fall)

    @property
    def unranked(self) -> tuple[IndicatorChange, ...]:
        """What is neither better nor worse: background, or without a direction."""
        return tuple(c for c in self.changes if c.gain is None)

"""What has moved since the last comparable year, over all områden."""

from collections.abc import Mapping
from typing import ClassVar

from oj_cli.domain.encoding import Records, Taken, json_of, key, records_of, within
from oj_cli.domain.identification import IndicatorResult
from oj_cli.domain.immutable import immutable
from oj_cli.domain.kommun_map import AreaPart
from oj_cli.domain.trend_overview import IndicatorChange
from oj_cli.domain.whole import HEAD, Whole

_NESTED = ("fran_osakerhet", "till_osakerhet", "riket", "vantat")
_CHANGE = {name: way for name, way in json_of(IndicatorChange).items() if name not in _NESTED}


@immutable
class AreaChange:
    """A change of one indicator, and what the map says of where it is now.

    `size` orders: how many times the middle half of all kommuner it moved, 1 from NEJ to JA.
    """

    part: AreaPart
    change: IndicatorChange
    result: IndicatorResult
    size: float = key("storlek")

    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "part.head.area",
        **within("change", _CHANGE),
        "riket_andring": "change.riket.points",
        "bedomning": "result.verdict.value",
    }

    @property
    def is_clear(self) -> bool:
        """Whether it moved beyond chance."""
        return self.change.is_clear is True

    @property
    def is_worse(self) -> bool:
        """Whether it got worse."""
        return (self.change.gain or 0.0) < 0


@immutable(kw_only=True)
class WholeTrend(Whole):
    """All that moved for a kommun since the last comparable year of each indicator.

    `changes` stand with what is clear first, of that what got worse, of that great falls and then
    the largest; what did not move stands last.
    """

    changes: tuple[AreaChange, ...] = key("andringar")

    SCHEMA: ClassVar = "oj-trend-karta/1"
    JSON: ClassVar[Mapping[str, Taken]] = HEAD

    def records(self) -> Records:
        """Return one row for each indicator that can be compared."""
        return records_of(self.changes, json_of(AreaChange))

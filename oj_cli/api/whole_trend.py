"""What has moved for a kommun since the last comparable year, over all områden."""

from collections.abc import Iterator

from oj_cli.analysis.compare import as_exact
from oj_cli.analysis.trend_overview import Points, overview
from oj_cli.api.kommun_map import Maps, named_areas
from oj_cli.api.loading import OfRiket, load_own, load_points
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommun_map import AreaPart, KommunMap
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.swedish import sort_key
from oj_cli.domain.trend import Point
from oj_cli.domain.trend_overview import IndicatorChange
from oj_cli.domain.whole_trend import AreaChange, WholeTrend
from oj_cli.store import Store


class WholeTrends(Maps):
    """Following over all områden."""

    def trend_whole(self, kommun: str | None = None, *, area: str | None = None) -> WholeTrend:
        """Return all that moved since the last comparable year, as `trend_overview` of each område.

        Args:
            kommun: Name or code; the workspace's if left out.
            area: Only the område of this name, or those that belong together under the word.

        Returns:
            A row for each judged indicator that can be compared, with the columns of
            `trend_overview` and `omrade`, `riket_andring` (of riket, or of the median where
            nothing is published), `bedomning` (the map's) and `storlek`.

        """
        return self.trend_of(self.kommun_map(kommun, belonging=area), area)

    def trend_of(self, found: KommunMap, area: str | None = None) -> WholeTrend:
        """Return all that moved in a map that is there, as `trend_whole` does."""
        with self.data() as store:
            changes = [c for part in found.known for c in _changes(store, found.kommun, part)]
            only = named_areas(store, area)
        changes.sort(key=_order)
        return WholeTrend(map=found, only=only, changes=tuple(changes))


def _order(c: AreaChange) -> tuple[object, ...]:
    name = sort_key(c.result.indicator.name)
    is_small = not c.change.is_great_fall
    return not c.is_clear, not c.is_worse, is_small, -as_exact(c.size), name


def _changes(store: Store, kommun: Kommun, part: AreaPart) -> Iterator[AreaChange]:
    """Yield what moved up to the year of a part of an område, of what is judged in it."""
    catalogue = store.catalogue(part.head.area)
    of_riket = OfRiket(store, catalogue)
    own = load_points(store, catalogue, kommun)
    results = {r.indicator.id: r for r in part.results}
    found = overview(
        *(catalogue, store.themes(), kommun, part.year or 0),
        *(own, (_riket(catalogue, of_riket, own[0]), ()), ()),
        load_own(store, catalogue, kommun),
    )
    for change in found.changes:
        result = results.get(change.indicator.id)
        if result is not None and change.gain is not None:
            yield AreaChange(part, change, result, _size(change, of_riket))


def _riket(catalogue: Catalogue, of_riket: OfRiket, own: Points) -> Points:
    """Return what the map compares with in the years that the kommun has something."""
    found: dict[str, list[Point]] = {}
    for indicator in catalogue:
        for point in own.get(indicator.id, ()):
            figure = of_riket.figure(indicator, point.year)
            if figure is not None and figure.ranks:
                found.setdefault(indicator.id, []).append(Point(point.year, figure.figure))
    return found


def _size(change: IndicatorChange, of_riket: OfRiket) -> float:
    """Return how many times the middle half of all kommuner something moved."""
    points, year = change.shift.points, change.shift.after.year
    if points is None:
        return abs(change.gain or 0.0) / 100
    figure = of_riket.figure(change.indicator, year)
    if figure is None or figure.q1 is None or figure.q3 is None or figure.q3 == figure.q1:
        return float(points != 0)
    return abs(points) / (figure.q3 - figure.q1)

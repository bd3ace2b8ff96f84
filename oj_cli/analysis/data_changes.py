"""What changed for a kommun in one område: in a year against the last one, and afterwards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from oj_cli.analysis.trend_overview import Points
from oj_cli.domain.answers import IN_DENOMINATOR
from oj_cli.domain.data_changes import ChangeKind, DataChange
from oj_cli.domain.indicators import AreaHead, Catalogue, Indicator
from oj_cli.domain.trend import Point
from oj_cli.domain.trend_overview import IndicatorChange, TrendOverview
from oj_cli.domain.wording import figure_text

Asked = Mapping[str, Sequence[int]]
"""The years in which any kommun has results, by indicator id."""

_TURNED: dict[str | None, ChangeKind] = {"NEJ": "blev_nej", "JA": "blev_ja"}


def changed(
    head: AreaHead, found: TrendOverview, points: Points, asked: Asked
) -> Iterator[DataChange]:
    """Yield what the year of `found` changed, as it is judged there, the largest first.

    `points` are the kommun's years until then by indicator id. What is never judged is left out,
    unless nothing in the område is; where nobody has an earlier year there is nothing to yield.
    """
    before = max((y for years in asked.values() for y in years if y < found.year), default=None)
    if before is None:
        return
    for c in sorted(found.changes, key=lambda c: (not c.indicator.is_percent, -abs(c.gain or 0))):
        if kind := _kind(c):
            yield DataChange(head, c.indicator, c.shift.before, c.shift.after, kind)
    compared = {c.indicator.id for c in found.changes}
    why_not = {n.indicator.id: n.why for n in found.not_compared}
    judged = [i for i in found.catalogue if i.is_judged]
    for i in judged or found.catalogue.indicators:
        if i.id not in compared:
            change = _come_or_gone(i, points.get(i.id, ()), asked.get(i.id, ()), found.year, before)
            if change:
                kind, then, now, why = change
                yield DataChange(head, i, then, now, kind, why or why_not.get(i.id, ""))


def _kind(change: IndicatorChange) -> ChangeKind | None:
    if not change.gain:
        return None
    if change.shift.points is None:
        return _TURNED.get(change.shift.after.answer, "blev_delvis")
    if change.is_clear:
        return "tydligt_battre" if change.gain > 0 else "tydligt_samre"
    return "stort_fall" if change.is_great_fall else None


def _come_or_gone(
    indicator: Indicator, own: Sequence[Point], asked: Sequence[int], year: int, before: int
) -> tuple[ChangeKind, Point | None, Point, str] | None:
    """Return that an indicator is new, gone or ended; None where that was so before too.

    `before` is the område's last year before `year`.
    """
    counted = {p.year: p for p in own if p.figure is not None or p.answer in IN_DENOMINATOR}
    then = counted.get(max((y for y in asked if y < year), default=0))
    if year in counted:
        earlier = [p for p in own if p.year < year]
        why = "" if earlier else "ni har inget tidigare värde"
        return "ny", earlier[-1] if earlier else None, counted[year], why
    if then is not None and year in asked:
        now = next((p for p in own if p.year == year), Point(year))
        return "borta", then, now, f"ni hade värde {then.year} men inte {year}"
    if then is not None and then.year >= before and max(asked) < year:
        has_ended = indicator.last_year is not None and indicator.last_year < year
        why = f"frågan upphörde {indicator.last_year}" if has_ended else "ingen har värde än"
        return "upphord", then, Point(year), why
    return None


def revised(
    head: AreaHead,
    catalogue: Catalogue,
    given: Iterable[tuple[str, Point, str]],
) -> Iterator[DataChange]:
    """Yield what a later source changed of the same indicator and year, the newest year first.

    `given` is (indicator, point, title of its source), in the order in which the sources came.
    Figures that are printed alike are the same.
    """
    by_result: dict[tuple[str, int], list[tuple[Point, str]]] = {}
    for id, point, title in given:
        by_result.setdefault((id, point.year), []).append((point, title))
    for (id, _), points in sorted(by_result.items(), key=lambda r: -r[0][1]):
        indicator, now = catalogue.by_id[id], points[-1][0]
        others = [n for n, (p, _) in enumerate(points) if differs(p.said, now.said, indicator)]
        if others:
            then, by = points[others[-1]][0], points[others[-1] + 1][1]
            yield DataChange(head, indicator, then, now, "andrad_i_efterhand", f"enligt {by}")


def differs(then: float | str | None, now: float | str | None, indicator: Indicator) -> bool:
    """Return whether two answers or values are printed otherwise."""
    if isinstance(then, float) and isinstance(now, float):
        return figure_text(then, indicator) != figure_text(now, indicator)
    return then != now

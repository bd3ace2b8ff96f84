"""Step 3 for a whole område: all that changed, and what of it is beyond chance."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from oj_cli.analysis.compare import as_exact, compare
from oj_cli.analysis.expected import Everyone
from oj_cli.analysis.matrix import Matrix
from oj_cli.analysis.own import Own
from oj_cli.analysis.trend import direction, periods, points_of, rise
from oj_cli.domain.indicators import Catalogue, Indicator, Themes
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.references import Reference
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import sort_key
from oj_cli.domain.trend import Point, Shift
from oj_cli.domain.trend_overview import IndicatorChange, NotCompared, ThemeChange, TrendOverview

if TYPE_CHECKING:  # they come with an analysis
    from oj_cli.domain.analysis import Event

Points = Mapping[str, Sequence[Point]]
Sourced = tuple[Points, tuple[SourceRecord, ...]]


def kommun_points(years: Mapping[int, Matrix], catalogue: Catalogue, kommun: Kommun) -> Points:
    """Return a kommun's answers and values by indicator id."""
    found: dict[str, list[Point]] = {i.id: [] for i in catalogue}
    for year, matrix in sorted(years.items()):
        for id, points in found.items():
            value, answer = matrix.value(id, kommun.code), matrix.answer(id, kommun.code)
            if value is not None or answer is not None:
                points.append(Point(year, value, answer))
    return found


def published_points(
    years: Mapping[int, Matrix], catalogue: Catalogue, unit: tuple[str, str]
) -> Points:
    """Return what is published of a unit (kind, key) by indicator id."""
    found: dict[str, list[Point]] = {i.id: [] for i in catalogue}
    for year, matrix in sorted(years.items()):
        for id, points in found.items():
            p = matrix.published.get((id, *unit))
            if p is not None:
                points.append(Point(year, p.figure, origin="publicerad", n_yes=p.n_yes, n=p.n))
    return found


def lan_points(years: Mapping[int, Matrix], catalogue: Catalogue, lan: Reference) -> Points:
    """Return a län's shares or medians by indicator id."""
    compared = {y: compare(m, catalogue.indicators, [lan], None) for y, m in years.items()}
    return {
        i.id: points_of(
            {year: of[i.id][lan.id] for year, of in compared.items()},
            "median" if i.kind == "numerisk" else "andel",
        )
        for i in catalogue
    }


def overview(
    catalogue: Catalogue,
    themes: Themes,
    of: Kommun | Lan,
    year: int,
    own: Sourced,
    riket: Sourced,
    events: "Sequence[Event]",
    known: Own | None = None,
    everyone: Everyone | None = None,
) -> TrendOverview:
    """Set `year` against the last comparable one, for every indicator.

    `own` are the years of the kommun or the län by indicator id, `riket` those published for
    riket, each with the sources. `known` is what else is known of the kommun, and `everyone` all
    kommuner's values.
    """
    changes: list[IndicatorChange] = []
    not_compared: list[NotCompared] = []
    for indicator in catalogue:
        points = own[0].get(indicator.id, ())
        runs = periods(points, indicator)
        run = runs[-1] if runs else ()
        if len(run) < 2 or run[-1].year != year:
            why = _why_not(points, run, year, indicator)
            not_compared += [NotCompared(indicator, why)] if why else []
            continue
        ends = known.with_uncertainty(indicator, run[-2:]) if known else run[-2:]
        shift = Shift(*ends)
        in_riket = _same_years(riket[0].get(indicator.id, ()), shift)
        changes.append(IndicatorChange(indicator, shift, _gain(shift, indicator), in_riket))
    changes.sort(key=_largest_first)
    if isinstance(of, Kommun):
        changes = _of_kommun(changes, of, known, everyone)
    riket_sources = riket[1] if any(change.riket for change in changes) else ()
    return TrendOverview(
        catalogue=catalogue,
        kommun=of if isinstance(of, Kommun) else None,
        lan=of if isinstance(of, Lan) else None,
        year=year,
        changes=tuple(changes),
        themes=_themes(themes, changes),
        not_compared=tuple(not_compared),
        events=tuple(sorted(events, key=lambda e: (e.first_day, e.text))),
        sources=tuple(dict.fromkeys((*own[1], *riket_sources))),
    )


def _of_kommun(
    changes: Sequence[IndicatorChange], kommun: Kommun, known: Own | None, everyone: Everyone | None
) -> list[IndicatorChange]:
    """Return the changes with what of them is clear, and what is likely the next time.

    An answer is no sample: that it changed is clear.
    """
    shifts = [(c.indicator, c.shift) for c in changes if c.gain and c.shift.points is not None]
    clear = known.clear(shifts) if known else {}
    found = []
    for c in changes:
        if c.gain is None:
            found.append(c)
            continue
        is_answer, is_same = c.shift.points is None, c.gain == 0
        is_clear = False if is_same else True if is_answer else clear.get(c.indicator.id)
        is_number = not is_answer and everyone is not None
        next_one = everyone.expected(c.indicator, kommun.code) if is_number and everyone else None
        found.append(replace(c, is_clear=is_clear, expected=next_one))
    return found


def _gain(shift: Shift, indicator: Indicator) -> float | None:
    """Return how much better it went, None for what is never ranked."""
    if not indicator.is_judged:
        return None
    if direction(shift.before, shift.after, indicator) == 0:
        return 0.0
    gain = rise(shift.before, shift.after)
    return -gain if indicator.direction == "lagre" else gain


def _largest_first(change: IndicatorChange) -> tuple[float, tuple[str, str]]:
    size = abs(rise(change.shift.before, change.shift.after)) if change.gain != 0 else 0
    return -as_exact(size), sort_key(change.indicator.name)


def _same_years(points: Sequence[Point], shift: Shift) -> Shift | None:
    by_year = {p.year: p for p in points}
    before, after = by_year.get(shift.before.year), by_year.get(shift.after.year)
    return Shift(before, after) if before and after else None


def _why_not(
    points: Sequence[Point], run: Sequence[Point], year: int, indicator: Indicator
) -> str | None:
    """Return in words why the newest year is not compared; None if nothing was ever said."""
    if not points:
        return None
    newest = max(points, key=lambda p: p.year)
    if newest.year != year:
        ended = indicator.last_year is not None and indicator.last_year < year
        left = f", frågan upphörde {indicator.last_year}" if ended else ""
        return f"inget svar {year}, senast {newest.year}{left}"
    if not newest.counts:
        return newest.why_not or "räknas inte"
    if not run or run[-1].year != year:
        return f"{newest.answer} {year}"
    counted = [p for p in points if p.year < year and (p.figure is not None or p.answer)]
    if not counted:
        return "inget tidigare år i data"
    last = max(counted, key=lambda p: p.year)
    found = indicator.break_between(last.year, year)
    if found is not None:
        return f"{found.reason}, går inte att jämföra med {last.year}"
    return f"inget tidigare svar som räknas: {last.why_not or last.answer} {last.year}"


def _themes(themes: Themes, changes: Sequence[IndicatorChange]) -> tuple[ThemeChange, ...]:
    found = []
    for theme in themes.areas:
        of_theme = [c for c in changes if c.indicator.theme == theme.id and c.gain is not None]
        if of_theme:
            better = [c for c in of_theme if (c.gain or 0.0) > 0]
            worse = [c for c in of_theme if (c.gain or 0.0) < 0]
            clear = (sum(c.is_clear is True for c in side) for side in (better, worse))
            same = len(of_theme) - len(better) - len(worse)
            found.append(ThemeChange(theme, len(better), len(worse), same, *clear))
    found.sort(key=_most_first)
    return tuple(found)


def _most_first(change: ThemeChange) -> tuple[int, int, tuple[str, str]]:
    clear = change.clearly_worse + change.clearly_better
    return -clear, -change.worse - change.better, sort_key(change.theme.name)

"""Step 3 for a whole område: all that changed, and a straight line drawn on one year."""

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING

from oj_cli.analysis.compare import as_exact, compare
from oj_cli.analysis.matrix import Matrix
from oj_cli.analysis.trend import direction, periods, points_of, rise
from oj_cli.domain.indicators import Catalogue, Indicator, Themes
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.references import Reference
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import sort_key
from oj_cli.domain.trend import (
    IndicatorChange,
    NotCompared,
    Outlook,
    Point,
    Shift,
    ThemeChange,
    TrendOverview,
)

if TYPE_CHECKING:  # they come with an analysis
    from oj_cli.domain.analysis import Event

Points = Mapping[str, Sequence[Point]]
Sourced = tuple[Points, tuple[SourceRecord, ...]]
FEWEST_ON_A_LINE = 3
_SAME = 1e-9  # of the figures' size: what is left of a fit that is exact, in floating point

# Student's t, the 97.5th percentile, by degrees of freedom: any statistics table.
_T = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281)


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
) -> TrendOverview:
    """Set `year` against the last comparable one, for every indicator.

    `own` are the years of the kommun or the län by indicator id, `riket` those published for
    riket, each with the sources.
    """
    changes: list[IndicatorChange] = []
    not_compared: list[NotCompared] = []
    outlooks: list[tuple[Indicator, Outlook]] = []
    for indicator in catalogue:
        points = own[0].get(indicator.id, ())
        runs = periods(points, indicator)
        run = runs[-1] if runs else ()
        if len(run) < 2 or run[-1].year != year:
            why = _why_not(points, run, year, indicator)
            not_compared += [NotCompared(indicator, why)] if why else []
            continue
        shift = Shift(run[-2], run[-1])
        in_riket = _same_years(riket[0].get(indicator.id, ()), shift)
        changes.append(IndicatorChange(indicator, shift, _gain(shift, indicator), in_riket))
        line = outlook(run, indicator) if indicator.kind == "numerisk" else None
        outlooks += [(indicator, line)] if line else []
    changes.sort(key=_largest_first)
    riket_sources = riket[1] if any(change.riket for change in changes) else ()
    return TrendOverview(
        catalogue=catalogue,
        kommun=of if isinstance(of, Kommun) else None,
        lan=of if isinstance(of, Lan) else None,
        year=year,
        changes=tuple(changes),
        themes=_themes(themes, changes),
        not_compared=tuple(not_compared),
        outlooks=tuple(outlooks),
        events=tuple(sorted(events, key=lambda e: (e.first_day, e.text))),
        sources=tuple(dict.fromkeys((*own[1], *riket_sources))),
    )


def _gain(shift: Shift, indicator: Indicator) -> float | None:
    """Return how much better it went, None for what is never ranked."""
    if not indicator.is_judged:
        return None
    if direction(shift.before, shift.after) == 0:
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
        gains = [c.gain or 0.0 for c in of_theme]
        if gains:
            better, worse = sum(g > 0 for g in gains), sum(g < 0 for g in gains)
            points = [g for g, c in zip(gains, of_theme, strict=True) if c.indicator.is_percent]
            mean = sum(points) / len(points) if points else None
            found.append(ThemeChange(theme, better, worse, len(gains) - better - worse, mean))
    found.sort(key=lambda t: (-as_exact(abs(t.gain or 0.0)), sort_key(t.theme.name)))
    return tuple(found)


# --- a straight line, drawn on one year -----------------------------------------------------


def outlook(points: Sequence[Point], indicator: Indicator) -> Outlook | None:
    """Return the least-squares line through comparable points, one year past the last.

    The interval is the 95 % prediction interval of one new observation: figure ±
    t(n - 2) · s · √(1 + 1/n + (x - mean x)² / Sxx), with s² the residual sum of squares
    over n - 2. It is clipped to the scale. None for fewer than three points.
    """
    known = [(p.year, p.figure) for p in points if p.figure is not None]
    if len(known) < FEWEST_ON_A_LINE:
        return None
    n, year = len(known), known[-1][0] + 1
    mean_x, mean_y = sum(x for x, _ in known) / n, sum(y for _, y in known) / n
    sxx = sum((x - mean_x) ** 2 for x, _ in known)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in known) / sxx
    figure = mean_y + slope * (year - mean_x)
    left = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in known)
    half = None
    if math.sqrt(left) > _SAME * max(1.0, *(abs(y) for _, y in known)):
        s = math.sqrt(left / (n - 2))
        half = student_t(n - 2) * s * math.sqrt(1 + 1 / n + (year - mean_x) ** 2 / sxx)
    bounds = (figure,) if half is None else (figure, figure - half, figure + half)
    is_whole = indicator.is_percent or "0–100" in (indicator.unit or "")
    top, bottom = (100.0, 0.0) if is_whole else (math.inf, -math.inf)
    if indicator.scale in ("dagar", "timmar", "antal"):
        bottom = 0.0
    clipped = tuple(min(max(bound, bottom), top) for bound in bounds)
    low, high = clipped[1:] or (None, None)
    return Outlook(
        year=year,
        figure=clipped[0],
        low=low,
        high=high,
        slope=slope,
        points=tuple(points),
        is_clipped=clipped != bounds,
    )


def student_t(freedom: int) -> float:
    """Return the 97.5th percentile of Student's t, to four decimals or better.

    From a table up to ten degrees of freedom, then by Cornish and Fisher's expansion.
    """
    if freedom <= len(_T):
        return _T[freedom - 1]
    z, v = NormalDist().inv_cdf(0.975), freedom
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + math.fsum(term / float(v) ** k for k, term in enumerate(terms, start=1))

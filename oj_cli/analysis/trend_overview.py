"""Step 3 for a whole område: everything that changed since the last comparable year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oj_cli.analysis.compare import as_exact, compare
from oj_cli.analysis.matrix import Matrix
from oj_cli.analysis.outlook import outlook
from oj_cli.analysis.trend import direction, periods, points_of, rise
from oj_cli.domain.analysis import Event
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

Points = Mapping[str, Sequence[Point]]


@dataclass(frozen=True)
class OverviewQuestion:
    """What is asked: a kommun or a län, in one område, up to `year`.

    `own` are the subject's years by indicator id, `riket` those published for riket.
    """

    catalogue: Catalogue
    themes: Themes
    kommun: Kommun | None
    lan: Lan | None
    year: int
    own: Points
    riket: Points
    events: tuple[Event, ...] = ()


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
    question: OverviewQuestion,
    sources: tuple[SourceRecord, ...],
    riket_sources: tuple[SourceRecord, ...],
) -> TrendOverview:
    """Set the newest year against the last comparable one, for every indicator."""
    changes: list[IndicatorChange] = []
    not_compared: list[NotCompared] = []
    outlooks: list[tuple[Indicator, Outlook]] = []
    for indicator in question.catalogue:
        points = question.own.get(indicator.id, ())
        runs = periods(points, indicator)
        run = runs[-1] if runs else ()
        if len(run) < 2 or run[-1].year != question.year:
            why = _why_not(points, run, question.year, indicator)
            not_compared += [NotCompared(indicator, why)] if why else []
            continue
        shift = Shift(run[-2], run[-1])
        riket = _same_years(question.riket.get(indicator.id, ()), shift)
        changes.append(IndicatorChange(indicator, shift, _gain(shift, indicator), riket))
        line = outlook(run, indicator) if indicator.kind == "numerisk" else None
        outlooks += [(indicator, line)] if line else []
    changes.sort(key=_largest_first)
    if not any(change.riket for change in changes):
        riket_sources = ()
    return TrendOverview(
        question.catalogue,
        question.kommun,
        question.lan,
        question.year,
        tuple(changes),
        _themes(question.themes, changes),
        tuple(not_compared),
        tuple(outlooks),
        tuple(sorted(question.events, key=lambda e: (e.first_day, e.text))),
        tuple(dict.fromkeys((*sources, *riket_sources))),
    )


def _gain(shift: Shift, indicator: Indicator) -> float | None:
    """Return how much better it went, None for what is never ranked."""
    if indicator.role == "bakgrund" or indicator.direction == "ingen":
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
        of_theme = (c.gain for c in changes if c.indicator.theme == theme.id)
        gains = [gain for gain in of_theme if gain is not None]
        if gains:
            better, worse = sum(g > 0 for g in gains), sum(g < 0 for g in gains)
            same, mean = len(gains) - better - worse, sum(gains) / len(gains)
            found.append(ThemeChange(theme, better, worse, same, mean))
    found.sort(key=lambda t: (-as_exact(abs(t.gain)), sort_key(t.theme.name)))
    return tuple(found)

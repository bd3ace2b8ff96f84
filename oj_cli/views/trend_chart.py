"""A development as a chart: which lines, what stands below the axis, and the same in words."""

from collections.abc import Sequence

from oj_cli.domain.analysis import Event
from oj_cli.domain.swedish import capital
from oj_cli.domain.trend import Point, Series, Trend
from oj_cli.domain.wording import credit, value_text
from oj_cli.presentation.document import Figure
from oj_cli.presentation.pictures.model import Chart, Flag, Line, Mark, Span
from oj_cli.views.happened import event_text
from oj_cli.views.trend_words import finding, interval, interval_text, series_name

FEWEST_YEARS = 2  # with fewer there is nothing to draw


def figure(found: Trend) -> Figure | None:
    """Return the development as a picture, None where there is one year or none."""
    drawn = chart(found)
    if len({mark.x for line in drawn.lines for mark in line.marks}) < FEWEST_YEARS:
        return None
    return Figure(drawn, f"{drawn.subtitle}. {drawn.title}", drawn.description)


def chart(found: Trend) -> Chart:
    """Return the development as a chart."""
    drawn = [s for s in found.series if s.measure != "svar" and s.points]
    lines = tuple(_line(s, found) for s in drawn)
    spread = _spread(drawn)
    words = found.main if found.main.measure == "svar" else None
    years = found.years
    return Chart(
        title=finding(found),
        subtitle=found.indicator.name,
        unit=_unit(found),
        is_percent=found.indicator.is_percent,
        years=years,
        lines=lines,
        description=_description(found),
        source=credit(found.sources),
        spans=tuple(
            Span(p.year, p.q1, p.q3)
            for p in (spread.points if spread else ())
            if p.q1 is not None and p.q3 is not None and p.counts
        ),
        spans_name=f"hälften av kommunerna {spread.reference.phrase}, mellan kvartilerna"
        if spread and spread.reference
        else "",
        words=tuple(Flag(p.year, p.answer) for p in words.points if p.answer) if words else (),
        words_name=words.name if words else "",
        breaks=_breaks(found),
        events=_events(found.events, years),
        notes=_corrections(found),
    )


def _line(series: Series, found: Trend) -> Line:
    loose = tuple(_mark(p, found) for p in series.points if not p.counts)
    runs = tuple(tuple(_mark(p, found) for p in run) for run in series.periods)
    return Line(series_name(series), runs, loose, _role(series, found))


def _role(series: Series, found: Trend) -> str:
    if series is found.main or series.reference is None:
        return "ni"
    of_all = series.reference.id == "riket" and series.measure == "median"
    return "alla" if of_all else series.reference.id


def _mark(point: Point, found: Trend) -> Mark:
    chance = interval(point, found.indicator)
    return Mark(point.year, point.figure or 0.0, point.origin == "publicerad", chance)


def _spread(drawn: Sequence[Series]) -> Series | None:
    """Return the series whose quartiles are drawn: riket's, else the first that has any."""
    medians = [s for s in drawn if s.measure == "median" and any(p.counts for p in s.points)]
    return next((s for s in medians if s.id == "riket"), medians[0] if medians else None)


def _unit(found: Trend) -> str:
    if found.indicator.kind == "ja_nej":
        return "Procent av kommunerna som svarat JA"
    return capital(found.indicator.known_unit or "")


def _breaks(found: Trend) -> tuple[Flag, ...]:
    """Return the breaks, midway between the years on both sides."""
    flags = []
    for b in found.breaks:
        before = max(y for y in found.years if y < b.first_year)
        after = min(y for y in found.years if y >= b.first_year)
        flags.append(Flag((before + after) / 2, b.reason))
    return tuple(flags)


def _events(events: Sequence[Event], years: Sequence[int]) -> tuple[Flag, ...]:
    """Return the events that lie within the years, numbered as they are listed."""
    flags = []
    for n, event in enumerate(events, start=1):
        x = event.first_day.year + (event.first_day.timetuple().tm_yday - 1) / 366
        if years[0] <= x <= years[-1]:
            flags.append(Flag(x, event_text(event), n))
    return tuple(flags)


def _corrections(found: Trend) -> tuple[str, ...]:
    """Return what the kommun itself says that it should have answered, a sentence each."""
    who = found.main.name
    return tuple(
        f"Rättelse: {who} anger själv {c.answer} för {c.year}."
        for c in found.corrections
        if c.year in found.years
    )


def _description(found: Trend) -> str:
    """Say in words all that the picture shows."""
    sentences = []
    for series in found.series:
        if not series.points:
            continue
        years = [f"{p.year} {_said(p, found)}" for p in series.points]
        name = series.name if series.reference is None else series_name(series)
        sentences.append(f"{name}: {', '.join(years)}.")
    sentences += [
        f"Åren före {b.first_year} går inte att jämföra med åren efter: {b.reason}."
        for b in found.breaks
    ]
    sentences += [
        f"Händelse {flag.number}: {flag.text}." for flag in _events(found.events, found.years)
    ]
    return " ".join((*sentences, *_corrections(found)))


def _said(point: Point, found: Trend) -> str:
    if point.figure is None:
        return point.answer or "inget svar"
    text = value_text(point.figure, found.indicator)
    between = interval_text(point, found.indicator)
    text += f" ({between})" if between else ""
    return text if point.counts else f"{text} som inte räknas"

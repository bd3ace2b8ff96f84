"""The years of an indicator as a table: a row for each year, a column for each series."""

from collections.abc import Iterator

from oj_cli.domain.swedish import listing, number
from oj_cli.domain.trend import Point, Series, Trend
from oj_cli.domain.wording import value_text
from oj_cli.presentation.document import Block, Cell, Column, Shown, Table
from oj_cli.presentation.parts import table
from oj_cli.views.trend_words import series_name, short_name

NOTHING = "–"
BAR = "█"
BAR_WIDTH = 20
MOST_BARS = 2  # series beside each other: more do not fit a terminal
_GENDERS = {"K": "kvinnor", "M": "män"}


def year_blocks(found: Trend) -> tuple[Block | str, ...]:
    """Return the table of all years, and below it what each break means."""
    shown = [s for s in found.series if s.points]
    rows: list[tuple[Cell, ...]] = [
        (_year(year, found), *(_cell(s, year, found) for s in shown)) for year in found.years
    ]
    notes = (
        f"Brott {b.first_year}: {b.reason}. Åren före går inte att jämföra med senare år."
        for b in found.breaks
    )
    return (table(["År", *map(_heading, shown)], rows, _caption(found)), *notes)


def _caption(found: Trend) -> str:
    if found.indicator.kind == "ja_nej":
        return "Andel JA, och hur många kommuner av dem som svarat."
    own = "Kommunens värde. Gruppernas" if found.kommun else "Gruppernas"
    return f"{own} median, kvartiler inom parentes, och antal kommuner med värde."


def _heading(series: Series) -> str:
    return short_name(series) + (", redovisat" if series.measure == "redovisat" else "")


def _year(year: int, found: Trend) -> str:
    earlier = [y for y in found.years if y < year]
    broken = earlier and found.indicator.break_between(earlier[-1], year)
    return f"{year}\n(brott)" if broken else str(year)


def _cell(series: Series, year: int, found: Trend) -> Shown:
    """Return a cell: a number for a spreadsheet, unless a word in it says that it is none."""
    point = series.at(year)
    if point is None:
        return Shown(NOTHING)
    text = "\n".join(_lines(point, series, found))
    return Shown(text, point.figure if point.counts else None)


def _lines(point: Point, series: Series, found: Trend) -> Iterator[str]:
    """Yield the lines of a cell: the figure, what it stands on, and whether it counts."""
    yield _figure(point, found)
    if series.reference is None:
        fixed = [c.answer for c in found.corrections if c.year == point.year]
        yield from (f"rättat: {answer}" for answer in fixed)
    if point.q1 is not None and point.q3 is not None:
        yield f"({number(point.q1)}–{number(point.q3)})"
    if series.measure == "median":
        yield f"{number(point.n or 0)} svar"
    elif point.n_yes is not None:
        yield f"{point.n_yes} av {point.n}"
    left_out = ((point.n_ea, "EA"), (point.n_missing, "bortfall"))
    yield from (f"{number(n)} {what}" for n, what in left_out if n)
    if point.origin == "publicerad" and series.measure == "andel":
        yield "publicerad"
    if not point.counts:
        yield "räknas inte"


def _figure(point: Point | None, found: Trend) -> str:
    if point is None or point.figure is None:
        return (point.answer if point else None) or NOTHING
    return value_text(point.figure, found.indicator)


def bar_table(found: Trend) -> Table:
    """Return bars of the own series and riket's, a row a year; no row where there is one year.

    A year without a value, and one that is not counted, say so; nothing is joined.
    """
    drawn = [s for s in found.series if s.measure != "svar" and s.points]
    drawn.sort(key=lambda s: (s is not found.main, s.id != "riket", s.measure == "median"))
    shown = drawn[:MOST_BARS]
    years = sorted({p.year for s in shown for p in s.points})
    if len(years) < 2:
        return table((), ())
    highest = max(p.figure or 0.0 for s in shown for p in s.points)
    whole = 100.0 if found.indicator.is_percent else highest or 1.0
    rows = ((_year(year, found), *(_bar(s, year, whole, found) for s in shown)) for year in years)
    caption = f"En hel stapel är {value_text(whole, found.indicator)}."
    between = [str(year) for year in range(years[0], years[-1]) if year not in years]
    if between:
        caption += f" Det finns inga uppgifter för {listing(between)}."
    columns = (Column("År"), *(Column(series_name(s)) for s in shown))
    return Table(columns, tuple(rows), caption, is_drawing=True)


def _bar(series: Series, year: int, whole: float, found: Trend) -> str:
    point = series.at(year)
    if point is None or point.figure is None:
        return "inget värde"
    bar = BAR * max(round(BAR_WIDTH * point.figure / whole), 0)
    text = f"{bar} {value_text(point.figure, found.indicator)}".strip()
    return text if point.counts else f"{text}\nräknas inte"


def gender_table(found: Trend) -> Table:
    """Return what is known of women and men apart, without rows if nothing is."""
    shown = [s for s in found.by_gender if s.points]
    headings = (f"{series_name(s)}, {_GENDERS[s.gender]}" for s in shown)
    years = sorted({p.year for s in shown for p in s.points})
    rows = ((str(year), *(_figure(s.at(year), found) for s in shown)) for year in years)
    return table(["År", *headings], rows)

"""How a development is put into words: from 9 till 5 av 15 kommuner, 4 färre."""

from collections.abc import Sequence
from itertools import groupby

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.swedish import counted, listing, number
from oj_cli.domain.trend import Movement, Point, Series, Shift, Trend
from oj_cli.domain.wording import plain, points_text, value_text


def series_name(series: Series) -> str:
    """Return what a series is called: `Riket, median`, `Dalarnas län`."""
    name = short_name(series)
    return name + {"median": ", median", "redovisat": ", redovisat värde"}.get(series.measure, "")


def short_name(named: Series) -> str:
    """Return the name of a series without what its group is called: `Kommungrupp 9`."""
    return named.name.partition(",")[0]


def span_text(years: Sequence[int]) -> str:
    """Return the years of a run: `2016–2022`."""
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])


def statement(series: Series, indicator: Indicator) -> str:
    """Say how the newest comparable years of a series go, without its name and a full stop."""
    points = series.newest
    if not points:
        return _nothing(series)
    if series.measure == "svar":
        return _answers(series)
    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"{_one(last, indicator)} {last.year}, det enda jämförbara året"
    years = span_text([p.year for p in points])
    match series.movement:
        case Movement.OFORANDRAT:
            return f"oförändrat {_one(last, indicator)} {years}"
        case Movement.VARIERAR:
            figures = [p.figure or 0.0 for p in points]
            between = _pair(min(figures), max(figures), indicator, "och")
            newest = value_text(figures[-1], indicator)
            return f"varierar mellan {between} {years}, senast {newest}"
    word = {Movement.OKAR: "ökar ", Movement.MINSKAR: "minskar "}.get(series.movement, "")
    return f"{word}från {from_to(Shift(first, last), indicator)} {years}"


def _nothing(series: Series) -> str:
    if not series.points:
        return "inga uppgifter i data"
    last = series.points[-1]
    if last.answer is not None and last.figure is None:
        return f"{last.answer} {last.year}, inget JA eller NEJ att följa"
    return "räknas inte, för få kommuner"


def _answers(series: Series) -> str:
    """Return each answer with the years in a row that it was given."""
    runs = groupby(series.newest, key=lambda p: p.answer)
    return listing([f"{answer} {span_text([p.year for p in run])}" for answer, run in runs])


def _one(point: Point, indicator: Indicator) -> str:
    text = value_text(point.figure or 0.0, indicator)
    return text if point.n_yes is None else f"{text} ({point.n_yes} av {point.n} kommuner)"


def _pair(low: float, high: float, indicator: Indicator, word: str) -> str:
    """Return two figures with the unit once: `25 och 36 %`."""
    if indicator.is_percent:
        return f"{number(low)} {word} {value_text(high, indicator)}"
    return f"{plain(low, high, between=f' {word} ')} {indicator.after_value}".strip()


def from_to(shift: Shift, indicator: Indicator) -> str:
    """Return where a change began and ended: `9 till 5 av 15 kommuner`, `36 till 25 %`."""
    before, after = shift.before, shift.after
    if shift.kommuner is not None and before.n is not None and after.n is not None:
        if before.n == after.n:
            return f"{before.n_yes} till {after.n_yes} av {after.n} kommuner"
        return f"{before.n_yes} av {before.n} till {after.n_yes} av {after.n} kommuner"
    return _pair(before.figure or 0.0, after.figure or 0.0, indicator, "till")


def difference(shift: Shift, indicator: Indicator) -> str:
    """Return how large a change is: `4 kommuner färre (27 procentenheter lägre)`.

    One kommun is called one kommun, since its percentage points say more than happened.
    """
    size, kommuner = shift.points or 0.0, shift.kommuner
    higher = f"{points_text(size, indicator)} {'lägre' if size < 0 else 'högre'}"
    points = higher if size else "samma värde"
    if kommuner is None:
        return points
    before, after = shift.before.n, shift.after.n
    if not kommuner and before != after:
        return f"lika många kommuner, men {after} i stället för {before} har svarat ({points})"
    who = counted(abs(kommuner), "kommun", "kommuner")
    more = f"{who} {'färre' if kommuner < 0 else 'fler'}" if kommuner else "lika många kommuner"
    return f"{more} ({points})"


def finding(found: Trend) -> str:
    """Return the finding of the whole as a title: who, and how it went."""
    return f"{short_name(found.main)}: {statement(found.main, found.indicator)}"


def genitive(name: str) -> str:
    """Return whose: `Leksands`, `Borås`."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"

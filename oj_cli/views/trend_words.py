"""How a development is put into words: from 9 till 5 av 15 kommuner, 4 färre."""

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.swedish import listing, number
from oj_cli.domain.trend import Movement, Point, Series, Shift, Trend
from oj_cli.domain.wording import value_text

_MOST_ANSWERS = 5  # more years than this are not listed one by one


def series_name(series: Series) -> str:
    """Return what a series is called: `Riket, median`, `Dalarnas län`."""
    name = short_name(series)
    return {"median": f"{name}, median", "redovisat": f"{name}, redovisat värde"}.get(
        series.measure, name
    )


def short_name(series: Series) -> str:
    """Return a reference's name without what its group is called: `Kommungrupp 9`."""
    return series.name.partition(",")[0]


def span_text(points: tuple[Point, ...]) -> str:
    """Return the years of a run: `2016–2022`."""
    return f"{points[0].year}–{points[-1].year}" if len(points) > 1 else str(points[0].year)


def statement(series: Series, indicator: Indicator) -> str:
    """Say how the newest comparable years of a series go, without its name and a full stop."""
    points = series.newest
    if not points:
        return _nothing(series)
    if series.measure == "svar":
        return _answers(series)
    first, last = points[0], points[-1]
    if len(points) == 1:
        alone = "det enda året" if len(series.points) == 1 else "det enda jämförbara året"
        return f"{_one(last, indicator)} {last.year}, {alone}"
    years = span_text(points)
    match series.movement:
        case Movement.OFORANDRAT:
            return f"oförändrat {_one(last, indicator)} {years}"
        case Movement.VARIERAR:
            figures = [p.figure or 0.0 for p in points]
            between = _pair(min(figures), max(figures), indicator, "och")
            newest = value_text(figures[-1], indicator)
            return f"varierar mellan {between} {years}, senast {newest}"
        case Movement.OKAR | Movement.MINSKAR:
            word = "ökar" if series.movement == Movement.OKAR else "minskar"
            return f"{word} från {from_to(Shift(first, last), indicator)} {years}"
    return f"från {from_to(Shift(first, last), indicator)} {years}"


def _nothing(series: Series) -> str:
    if not series.points:
        return "inget svar i data" if series.measure == "svar" else "inga uppgifter i data"
    last = series.points[-1]
    if last.answer is not None and last.figure is None:
        return f"{last.answer} {last.year}, inget JA eller NEJ att följa"
    return "räknas inte, för få kommuner"


def _answers(series: Series) -> str:
    points = series.newest
    if len(points) == 1:
        alone = "det enda året med svar" if len(series.points) == 1 else "inget annat att jämföra"
        return f"{points[0].answer} {points[0].year}, {alone}"
    if series.movement == Movement.OFORANDRAT:
        return f"{points[0].answer} alla år {span_text(points)}"
    if len(points) == 2 or (series.movement == Movement.ANDRAT and len(points) > _MOST_ANSWERS):
        first, last = points[0], points[-1]
        return f"från {first.answer} {first.year} till {last.answer} {last.year}"
    if len(points) > _MOST_ANSWERS:
        words = listing(list(dict.fromkeys(p.answer or "" for p in points)))
        return f"varierar mellan {words} {span_text(points)}"
    return listing([f"{p.answer} {p.year}" for p in points])


def _one(point: Point, indicator: Indicator) -> str:
    text = value_text(point.figure or 0.0, indicator)
    return text if point.n_yes is None else f"{text} ({point.n_yes} av {point.n} kommuner)"


def _pair(low: float, high: float, indicator: Indicator, word: str) -> str:
    """Return two figures with the unit once: `25 och 36 %`."""
    second = value_text(high, indicator)
    decimals = 0 if indicator.is_percent else 1  # as in value_text
    return f"{number(low, decimals)} {word} {second}"


def from_to(shift: Shift, indicator: Indicator) -> str:
    """Return where a change began and ended: `9 till 5 av 15 kommuner`, `36 till 25 %`."""
    before, after = shift.before, shift.after
    if shift.kommuner is not None and before.n is not None and after.n is not None:
        if before.n == after.n:
            return f"{before.n_yes} till {after.n_yes} av {after.n} kommuner"
        return f"{before.n_yes} av {before.n} till {after.n_yes} av {after.n} kommuner"
    return _pair(before.figure or 0.0, after.figure or 0.0, indicator, "till")


def difference(shift: Shift, indicator: Indicator) -> str:
    """Return how large a change is: `4 kommuner färre (27 procentenheter)`.

    One kommun is called one kommun, since its percentage points say more than happened.
    """
    size = shift.points or 0.0
    points = points_text(size, indicator)
    if shift.kommuner is None or shift.before.n is None or shift.after.n is None:
        return "samma värde" if size == 0 else f"{points} {'högre' if size > 0 else 'lägre'}"
    more = shift.kommuner
    if more == 0 and shift.before.n == shift.after.n:
        return "lika många kommuner"
    if more == 0:
        answered = f"{shift.after.n} i stället för {shift.before.n} har svarat"
        return f"lika många kommuner, men {answered}"
    word = "fler" if more > 0 else "färre"
    who = "en kommun" if abs(more) == 1 else f"{abs(more)} kommuner"
    return f"{who} {word} ({points} {'högre' if size > 0 else 'lägre'})"


def points_text(size: float, indicator: Indicator) -> str:
    """Return the size of a change without its direction: `27 procentenheter`."""
    size = abs(size)
    if not indicator.is_percent:
        return value_text(size, indicator)
    decimals = 1 if 0 < size < 0.95 else 0
    shown = number(size, decimals)
    return f"{shown} {'procentenhet' if shown == '1' else 'procentenheter'}"


def finding(found: Trend) -> str:
    """Return the finding of the whole as a title: who, and how it went."""
    return f"{short_name(found.main)}: {statement(found.main, found.indicator)}"


def genitive(name: str) -> str:
    """Return whose: `Leksands`, `Borås`."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"

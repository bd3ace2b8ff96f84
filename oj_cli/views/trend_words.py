"""How a development is put into words: from 9 till 5 av 15 kommuner, 4 färre."""

from collections.abc import Sequence
from itertools import groupby

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.domain.trend import Expected, Movement, Point, Series, Shift, Trend
from oj_cli.domain.trend_overview import IndicatorChange, TrendOverview
from oj_cli.domain.wording import figure_text, plain, points_text, value_text

AS_KOMMUNER_DO = (
    "om ni rör er som kommuner brukar. Det säger inget om vad som händer om ni gör något."
)
UNKNOWN_NEXT = (
    "det krävs att ni och minst 30 kommuner har värden de två senaste åren, och att åren går att "
    "jämföra."
)


def series_name(series: Series) -> str:
    """Return what a series is called: `Alla kommuner, median`, `Riket`."""
    name = short_name(series)
    printed = "" if series.id == "riket" else ", redovisat värde"
    return name + {"median": ", median", "redovisat": printed}.get(series.measure, "")


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
        case Movement.INGEN_TYDLIG:
            return f"ingen tydlig ändring {years}, {_ends(first, last, indicator)}"
        case Movement.GAR_INTE_ATT_SAGA:
            ends = _ends(first, last, indicator)
            return f"{ends} {years}, men det går inte att säga om det är mer än slumpen"
    word = {Movement.OKAR: "ökar ", Movement.MINSKAR: "minskar "}.get(series.movement, "")
    return f"{word}från {from_to(Shift(first, last), indicator)} {years}"


def _ends(first: Point, last: Point, indicator: Indicator) -> str:
    return f"från {from_to(Shift(first, last), indicator)}"


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


def interval_text(point: Point, indicator: Indicator) -> str:
    """Return what chance may have made of a kommun's value: `64–79`, nothing where not known."""
    ends = interval(point, indicator)
    if ends is None:
        return ""
    return "–".join(figure_text(end, indicator) for end in ends)


def interval(point: Point, indicator: Indicator) -> tuple[float, float] | None:
    """Return what chance may have made of a kommun's value, within what there can be."""
    if point.uncertainty is None or point.uncertainty.interval is None:
        return None
    low, high = point.uncertainty.interval
    if not indicator.is_percent:
        return low, high
    return max(low, 0.0), min(high, 100.0)


def expected_text(found: Expected, indicator: Indicator) -> str:
    """Return the next value and what holds 95 of 100: `71 % (62–79 %)`."""
    return f"{value_text(found.figure, indicator)} ({between_text(found, indicator)})"


def between_text(found: Expected, indicator: Indicator) -> str:
    """Return what holds 95 of 100 of the next values, with the unit once: `62–79 %`."""
    dash = "–" if indicator.is_percent else " till "
    return f"{figure_text(found.low, indicator)}{dash}{value_text(found.high, indicator)}"


def finding(found: Trend) -> str:
    """Return the finding of the whole as a title: who, and how it went."""
    return f"{short_name(found.main)}: {statement(found.main, found.indicator)}"


def genitive(name: str) -> str:
    """Return whose: `Leksands`, `Borås`."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


# --- a whole område ---------------------------------------------------------------------


def change_lead(found: TrendOverview) -> str:
    """Say what can be compared and how many went which way: of a kommun, what most did first."""
    said = listing(_counts(found))
    if found.kommun:
        return f"{_most_went(found)} {capital(said)}.".strip()
    what = counted(len(found.changes), "indikator", "indikatorer")
    return f"{what} har ett tidigare år som går att jämföra med: {said}."


def _most_went(found: TrendOverview) -> str:
    """Say which way most went, and riket: `29 av 32 lägre än 2019; i riket 22 av 27`.

    Empty where nothing is judged.
    """
    judged = [c for c in found.changes if c.gain is not None]
    if not judged:
        return ""
    is_worse = len(found.worse) >= len(found.better)
    went = found.worse if is_worse else found.better
    years = {c.shift.before.year for c in judged}
    since = f"{years.pop()}" if len(years) == 1 else "förra gången"
    word = "sämre" if is_worse else "bättre"
    text = f"{len(went)} av {len(judged)} {word} än {since}"
    beside = [c for c in judged if c.riket is not None]
    also = sum((_riket_gain(c) < 0) if is_worse else (_riket_gain(c) > 0) for c in beside)
    return f"{text}; i riket {also} av {len(beside)}." if beside else f"{text}."


def _riket_gain(change: IndicatorChange) -> float:
    """Return how much better it went in riket, zero where it is printed as the same."""
    riket, indicator = change.riket, change.indicator
    if riket is None or riket.before.figure is None or riket.after.figure is None:
        return 0.0
    before, after = riket.before.figure, riket.after.figure
    is_same = figure_text(before, indicator) == figure_text(after, indicator)
    return 0.0 if is_same else indicator.lead(after, before)


def great_falls(found: TrendOverview) -> str:
    """Say that something fell so far that it may be an error; empty where nothing did."""
    n = len(found.great_falls)
    if not n:
        return ""
    return (
        f"{counted(n, 'indikator', 'indikatorer')} blev minst 40 procentenheter sämre. En så stor "
        "försämring kan vara ett fel i uppgifterna: fråga den som lämnade dem."
    )


def _counts(found: TrendOverview) -> list[str]:
    n_same, n_unranked = len(found.same), len(found.unranked)
    said = [
        f"{number(len(changes))} {_in_text(heading)}" for heading, changes in by_certainty(found)
    ]
    if n_same:
        said.append(counted(n_same, "oförändrad", "oförändrade"))
    return [*said, *([f"{number(n_unranked)} som inte rangordnas"] if n_unranked else [])]


def _in_text(heading: str) -> str:
    return (heading[:1].lower() + heading[1:]).replace(", ", " men ", 1)


def by_certainty(found: TrendOverview) -> list[tuple[str, Sequence[IndicatorChange]]]:
    """Return what went worse and better under headings: what is clear, and what may be chance."""
    if found.lan is not None:
        both = [("Sämre", found.worse), ("Bättre", found.better)]
        return [(word, changes) for word, changes in both if changes]
    parts: list[tuple[str, Sequence[IndicatorChange]]] = []
    for word, changes in (("sämre", found.worse), ("bättre", found.better)):
        for is_clear, heading in (
            (True, f"Tydligt {word}"),
            (False, f"{capital(word)}, kan bero på slumpen"),
        ):
            of_kind = tuple(c for c in changes if bool(c.is_clear) is is_clear)
            parts += [(heading, of_kind)] if of_kind else []
    return parts

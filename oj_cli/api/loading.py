"""From the store to what the analysis asks for."""

from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.analysis.compare import counted
from oj_cli.analysis.matrix import AreaYear, Matrix, Published, build_by_year, build_matrix
from oj_cli.analysis.question import Mirrored
from oj_cli.analysis.references import lan_reference
from oj_cli.domain.answers import Column
from oj_cli.domain.indicators import Catalogue, Indicator, Priorities
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.references import Comparison
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.wording import area_word
from oj_cli.store import Store
from oj_cli.workspace import METHOD_FILE, PRIORITIES_FILE, guides_folder

if TYPE_CHECKING:  # trends are not asked for by most
    from oj_cli.analysis.expected import Everyone
    from oj_cli.analysis.own import Own
    from oj_cli.analysis.trend_overview import Sourced
    from oj_cli.domain.method import MethodText


History = Mapping[str, Sequence[tuple[int, str | None, float | None]]]


def load_area_year(
    store: Store, catalogue: Catalogue, year: int, edition: str | None = None
) -> AreaYear:
    """Return all that questions on one område and year are answered from.

    `edition` is that of the kommungrupper; the one in force in the year for None. Raises
    UsageFault if there is none of that name.
    """
    register = store.register(population_before=year)
    columns = list(store.columns(catalogue.area, year=year))
    return AreaYear(
        catalogue,
        store.themes(),
        year,
        register,
        register.edition(year, edition),
        build_matrix(columns),
        store.sources({c.source for c in columns}),
    )


def read_priorities(store: Store, folder: Path | None = None) -> Priorities:
    """Return the order and the questions for reflection that `identify` uses.

    Raises FileFault, with file and line, if the file is missing or wrong.
    """
    return store.priorities((folder or guides_folder()) / PRIORITIES_FILE)


def read_method(store: Store) -> "MethodText":
    """Return the text on how oj counts. Raises FileFault, with file and line, if it is wrong."""
    return store.method(guides_folder() / METHOD_FILE)


def load_history(store: Store, catalogue: Catalogue, kommun: Kommun) -> History:
    """Return a kommun's answers and values by indicator id, newest year first."""
    columns = store.columns(catalogue.area, units=[("kommun", kommun.code)])
    history: dict[str, list[tuple[int, str | None, float | None]]] = {}
    for year, matrix in sorted(build_by_year(columns).items(), reverse=True):
        for id in matrix.answers:
            found = matrix.answer(id, kommun.code), matrix.value(id, kommun.code)
            history.setdefault(id, []).append((year, *found))
    return history


def load_compared(
    store: Store, catalogue: Catalogue, year: int, history: History
) -> Mapping[int, Matrix]:
    """Return the years that a kommun's numbers of `year` are compared with, as matrices by year."""
    last = {
        next((y for y, _, value in history.get(i.id, ()) if y < year and value is not None), None)
        for i in catalogue
        if i.is_judged and i.kind == "numerisk"
    }
    return {y: build_matrix(store.columns(catalogue.area, year=y)) for y in last if y is not None}


class OfRiket:
    """What riket has on an indicator any year, of what was counted when values were written.

    Reads no results of other kommuner.
    """

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._summaries = store.summaries(catalogue.area)
        self._size = len(store.register().kommuner)
        self._printed = {
            (r.indicator, r.year): Published(r.value, r.n_yes, r.n)
            for r in store.results(catalogue.area, ("riket", "riket"))
            if r.value is not None
        }
        self._in_data: dict[int, int] = {}
        for (_, year), summary in self._summaries.items():
            self._in_data[year] = max(self._in_data.get(year, 0), summary.n)
        self._found: dict[tuple[str, int], Comparison | None] = {}

    def figure(self, indicator: Indicator, year: int) -> Comparison | None:
        """Return riket's figure, None if nobody has anything that year."""
        key = indicator.id, year
        if key not in self._found:
            summary = self._summaries.get(key)
            self._found[key] = summary and counted(
                indicator,
                n=summary.n,
                n_yes=summary.n_yes,
                spread=summary[2:7],
                printed=self._printed.get(key),
                in_data=self._in_data[year],
                size=self._size,
            )
        return self._found[key]


def load_moved(store: Store, catalogue: Catalogue, year: int) -> Mapping[str, float]:
    """Return how far a kommun's number usually goes between two years, by indicator id.

    That is the median over all kommuner, in the newest pair of years up to `year`.
    """
    found: dict[str, float] = {}
    for (id, of), summary in sorted(store.summaries(catalogue.area).items()):
        if of <= year and summary.moved is not None:
            found[id] = summary.moved
    return found


def load_mirrors(
    store: Store, catalogue: Catalogue, kommun: Kommun, year: int
) -> Mapping[str, Mirrored]:
    """Return the kommun's answers that year to mirrored questions, by `omrade/indikator`."""
    wanted = {m for indicator in catalogue for m in indicator.mirrors}
    areas = {m.partition("/")[0] for m in wanted} & set(store.areas())
    answers: dict[str, Mirrored] = {}
    for area in areas:
        other = store.catalogue(area)
        matrix = build_matrix(store.columns(area, year=year, units=[("kommun", kommun.code)]))
        for id in matrix.answers:
            answer = matrix.answer(id, kommun.code)
            if answer is not None and f"{area}/{id}" in wanted:
                name = other.by_id[id].name
                answers[f"{area}/{id}"] = Mirrored(answer, name, area_word(other))
    return answers


def load_earlier(
    store: Store, catalogue: Catalogue, year: int, indicators: Collection[str] | None = None
) -> Mapping[int, Matrix]:
    """Return the earlier years of an område, or of some indicators, as matrices by year."""
    columns = store.columns(catalogue.area, indicators=indicators)
    return build_by_year(c for c in columns if c.year < year)


def load_years(
    store: Store, catalogue: Catalogue, units: Collection[tuple[str, str]]
) -> tuple[Mapping[int, Matrix], tuple[SourceRecord, ...]]:
    """Return all years of an område for some units (kind, key), and the sources."""
    columns = list(store.columns(catalogue.area, units=units))
    return build_by_year(columns), store.sources({c.source for c in columns})


def load_points(
    store: Store, catalogue: Catalogue, of: Kommun | Lan | None, until: int | None = None
) -> "Sourced":
    """Return a kommun's or a län's years by indicator id, or those published for riket (None).

    Returns the sources too. No year is later than `until`.
    """
    from oj_cli.analysis.trend_overview import kommun_points, lan_points, published_points

    riket = ("riket", "riket")
    units, register = [riket], store.register()
    if isinstance(of, Kommun):
        units = [("kommun", of.code)]
    elif of is not None:
        in_lan = [("kommun", k.code) for k in register.of(of)]
        units = [("lan", of.code), *in_lan]
    every, sources = load_years(store, catalogue, units)
    years = {year: matrix for year, matrix in every.items() if until is None or year <= until}
    if of is None:
        return published_points(years, catalogue, riket), sources
    if isinstance(of, Kommun):
        return kommun_points(years, catalogue, of), sources
    return lan_points(years, catalogue, lan_reference(of, register)), sources


def load_indicator(
    store: Store, catalogue: Catalogue, indicator: str
) -> tuple[Mapping[str, Mapping[int, Matrix]], tuple[SourceRecord, ...]]:
    """Return one indicator as matrices by gender (`T`, `K`, `M`) and year, with its sources."""
    columns = list(store.columns(catalogue.area, indicators=[indicator], gender=None))
    genders = {
        gender: build_by_year(c for c in columns if c.gender == gender)
        for gender in dict.fromkeys(c.gender for c in columns)
    }
    return genders, store.sources({c.source for c in columns})


def load_own(store: Store, catalogue: Catalogue, kommun: Kommun, until: int | None = None) -> "Own":
    """Return all of a kommun's values in an område, and how much such values move.

    No year is later than `until`.
    """
    from oj_cli.analysis.own import Own

    unit, area = ("kommun", kommun.code), catalogue.area
    every = store.columns(area, units=[unit], gender=None)
    columns = [c for c in every if until is None or c.year <= until]
    values: dict[str, dict[int, dict[str, float]]] = {}
    for gender in dict.fromkeys(c.gender for c in columns):
        by_year = build_by_year(c for c in columns if c.gender == gender)
        values[gender] = {
            year: {id: of[kommun.code] for id, of in matrix.values.items() if of}
            for year, matrix in by_year.items()
        }
    newest = max((c.year for c in columns), default=0)
    return Own(catalogue, values, load_moved(store, catalogue, newest))


def load_everyone(
    store: Store, catalogue: Catalogue, indicator: str | None = None, until: int | None = None
) -> "Everyone":
    """Return all kommuner's numbers of what is judged in an område, or of one indicator.

    No year is later than `until`.
    """
    from oj_cli.analysis.expected import MOST_YEARS, Everyone

    judged = [i for i in catalogue if i.is_judged and i.kind == "numerisk"]
    wanted = [i for i in judged if indicator in (None, i.id)]
    ids = {i.id for i in wanted} | {i.respondents for i in wanted if i.respondents}
    columns: dict[str, dict[int, list[Column]]] = {}
    for c in store.columns(catalogue.area, indicators=ids):
        if until is None or c.year <= until:
            columns.setdefault(c.indicator, {}).setdefault(c.year, []).append(c)
    values = {
        id: {year: _of_kommuner(years[year]) for year in sorted(years)[-MOST_YEARS:]}
        for id, years in columns.items()
    }
    newest = max((year for years in values.values() for year in years), default=0)
    population = store.register(population_before=newest).population
    inhabitants = {code: float(years[max(years)]) for code, years in population.items() if years}
    return Everyone(values, inhabitants)


def _of_kommuner(columns: Sequence[Column]) -> dict[str, float]:
    """Return the kommuner's values, each source's after those that it replaces."""
    found: dict[str, float | None] = {}
    for c in columns:
        of = zip_longest(c.units, c.values)
        found |= {key: v for (kind, key), v in of if kind == "kommun"}
    return {key: v for key, v in found.items() if v is not None}

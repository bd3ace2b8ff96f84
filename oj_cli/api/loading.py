"""From the store to what the analysis asks for. Imports pandas: import it in a function's body."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.analysis.judge import Mirrored
from oj_cli.analysis.matrix import (
    MATRIX_COLUMNS,
    AreaYear,
    Matrix,
    build_matrix,
    one_per_unit,
)
from oj_cli.catalogue import load_priorities
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.priorities import Priorities
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.wording import area_word
from oj_cli.store import Store
from oj_cli.workspace import guides_folder

if TYPE_CHECKING:
    import pandas as pd

PRIORITIES_FILE = "prioritering.yaml"

History = Mapping[str, Sequence[tuple[int, str | None, float | None]]]


def load_matrix(
    store: Store, catalogue: Catalogue, year: int
) -> tuple[Matrix, tuple[SourceRecord, ...]]:
    """Return one område and year as a matrix, with the sources its rows came from."""
    rows = store.rows(catalogue.area, year=year, columns=MATRIX_COLUMNS)
    matrix = build_matrix(rows, tuple(catalogue.by_id))
    return matrix, store.sources(rows["source"].unique())


def load_area_year(
    store: Store, catalogue: Catalogue, year: int, edition: str | None = None
) -> AreaYear:
    """Return all that questions on one område and year are answered from.

    `edition` is that of the kommungrupper; the one in force in the year for None. Raises
    UsageFault if there is none of that name.
    """
    register = store.register(population_before=year)
    matrix, sources = load_matrix(store, catalogue, year)
    in_force = register.edition(year, edition)
    return AreaYear(catalogue, store.themes(), year, register, in_force, matrix, sources)


def read_priorities(store: Store, folder: Path | None = None) -> Priorities:
    """Return the weights and the questions for reflection that `identify` uses.

    The store holds the shipped file parsed, which saves loading a YAML reader; where the file is
    another than that, it is read. Raises FileFault, with file and line, if it is missing or wrong.
    """
    path = (folder or guides_folder()) / PRIORITIES_FILE
    if path.is_file():
        kept = store.priorities(hashlib.sha256(path.read_bytes()).hexdigest())
        if kept is not None:
            return kept
    return load_priorities(path)


def load_history(store: Store, catalogue: Catalogue, kommun: Kommun) -> History:
    """Return a kommun's answers and values by indicator id, newest year first."""
    unit = ("kommun", kommun.code)
    rows = one_per_unit(store.rows(catalogue.area, unit=unit, columns=MATRIX_COLUMNS))
    history: dict[str, list[tuple[int, str | None, float | None]]] = {}
    columns = (rows[c] for c in ("indicator", "year", "answer", "value"))
    for indicator, year, answer, value in zip(*columns, strict=True):
        number = None if value is None or value != value else float(value)
        text = answer if isinstance(answer, str) else None
        history.setdefault(indicator, []).append((int(year), text, number))
    for answers in history.values():
        answers.sort(key=lambda a: a[0], reverse=True)
    return history


def load_mirrors(
    store: Store, catalogue: Catalogue, kommun: Kommun, year: int
) -> Mapping[str, Mirrored]:
    """Return the kommun's answers that year to mirrored questions, by `omrade/indikator`."""
    wanted = {m for indicator in catalogue for m in indicator.mirrors}
    areas = {m.partition("/")[0] for m in wanted} & set(store.areas())
    answers: dict[str, Mirrored] = {}
    for area in areas:
        unit = ("kommun", kommun.code)
        rows = one_per_unit(store.rows(area, year=year, unit=unit, columns=MATRIX_COLUMNS))
        other = store.catalogue(area)
        for indicator, answer in zip(rows["indicator"], rows["answer"], strict=True):
            if f"{area}/{indicator}" in wanted and isinstance(answer, str):
                name = other.by_id[indicator].name
                answers[f"{area}/{indicator}"] = Mirrored(answer, name, area_word(other))
    return answers


def load_earlier(
    store: Store, catalogue: Catalogue, year: int, indicator: str | None = None
) -> Mapping[int, Matrix]:
    """Return the earlier years of an område, or of one of its indicators, as matrices by year."""
    rows = store.rows(catalogue.area, indicator=indicator, columns=MATRIX_COLUMNS)
    rows = rows[rows["year"] < year]
    return _by_year(rows, tuple(catalogue.by_id))


def load_years(
    store: Store, catalogue: Catalogue, units: Collection[tuple[str, str]]
) -> tuple[Mapping[int, Matrix], tuple[SourceRecord, ...]]:
    """Return all years of an område for some units (kind, key), and the sources."""
    only = next(iter(units)) if len(units) == 1 else None
    rows = store.rows(catalogue.area, unit=only, columns=MATRIX_COLUMNS)
    if only is None:
        rows = rows[rows["unit"].isin([key for _, key in units])]
    return _by_year(rows, tuple(catalogue.by_id)), store.sources(rows["source"].unique())


def load_indicator(
    store: Store, catalogue: Catalogue, indicator: str
) -> tuple[Mapping[str, Mapping[int, Matrix]], tuple[SourceRecord, ...]]:
    """Return one indicator as matrices by gender (`T`, `K`, `M`) and year, with its sources."""
    rows = store.rows(catalogue.area, indicator=indicator, gender=None, columns=MATRIX_COLUMNS)
    genders = {
        str(gender): _by_year(rows[rows["gender"] == gender], (indicator,))
        for gender in rows["gender"].unique()
    }
    return genders, store.sources(rows["source"].unique())


def _by_year(rows: "pd.DataFrame", indicators: tuple[str, ...]) -> Mapping[int, Matrix]:
    years = sorted(int(year) for year in rows["year"].unique())
    return {year: build_matrix(rows[rows["year"] == year], indicators) for year in years}

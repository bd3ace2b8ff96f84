"""The answers of one område and year as a matrix: indicators down, kommuner across."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from oj_cli.domain.answers import ROW_COLUMNS, Answer
from oj_cli.domain.indicators import Catalogue, Themes
from oj_cli.domain.kommuner import Edition, Register
from oj_cli.domain.sources import SourceRecord

_CODES = {answer.value: n for n, answer in enumerate(Answer)}
_NAMES = np.array([a.value for a in Answer], dtype=object)
NONE = -1

MATRIX_COLUMNS = tuple(c for c in ROW_COLUMNS if c not in ("area", "locator"))
"""The columns of the result rows that a matrix is built from."""


@dataclass(frozen=True)
class Published:
    """A share (percent) or value as published, with its counts where they were printed."""

    figure: float
    n_yes: int | None = None
    n: int | None = None


@dataclass(frozen=True)
class Matrix:
    """One område, one year, gender T.

    `answers` (indicators × kommuner) holds positions in `Answer`, -1 for none;
    `values` (same shape) floats, NaN for none. `published` is what the publisher says
    of riket, a län or a group, by (indicator id, unit kind, unit).
    """

    indicators: tuple[str, ...]
    kommuner: tuple[str, ...]
    answers: npt.NDArray[np.int8]
    values: npt.NDArray[np.float64]
    published: dict[tuple[str, str, str], Published]

    def is_answer(self, *wanted: Answer, row: int | None = None) -> npt.NDArray[np.bool_]:
        """Return where the answer is one of `wanted`: the matrix's shape, or one row of it."""
        answers = self.answers if row is None else self.answers[row]
        return np.isin(answers, [_CODES[a] for a in wanted])

    def column(self, kommun: str) -> int | None:
        """Return the column of a kommun, None if it is not in the data."""
        return self._columns.get(kommun)

    def answer(self, indicator: str, kommun: str) -> str | None:
        """Return one answer, None if there is none."""
        at = self._at(indicator, kommun)
        code = NONE if at is None else self.answers[at]
        return None if code == NONE else str(_NAMES[code])

    def value(self, indicator: str, kommun: str) -> float | None:
        """Return one value, None if there is none."""
        at = self._at(indicator, kommun)
        return None if at is None or np.isnan(self.values[at]) else float(self.values[at])

    def has_results(self, indicator: str) -> bool:
        """Return whether any kommun has an answer or a value."""
        row = self.row[indicator]
        return bool((self.answers[row] != NONE).any() or (~np.isnan(self.values[row])).any())

    @cached_property
    def row(self) -> dict[str, int]:
        """The row of each indicator."""
        return {indicator: n for n, indicator in enumerate(self.indicators)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {kommun: n for n, kommun in enumerate(self.kommuner)}

    def _at(self, indicator: str, kommun: str) -> tuple[int, int] | None:
        row, column = self.row.get(indicator), self._columns.get(kommun)
        return None if row is None or column is None else (row, column)


@dataclass(frozen=True)
class AreaYear:
    """One område and year: its matrix, and what says which kommuner are alike.

    `register` holds population for that year, `edition` is that of the kommungrupper.
    """

    catalogue: Catalogue
    themes: Themes
    year: int
    register: Register
    edition: Edition
    matrix: Matrix
    sources: tuple[SourceRecord, ...]


def one_per_unit(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep one row for each indicator, year, unit and gender: that of the newest source.

    `rows` is as the store gives it: the categories of `source` stand in the order the
    sources were imported.
    """
    if rows["source"].nunique() < 2:
        return rows
    same = ["indicator", "year", "unit_kind", "unit", "gender"]
    newest_last = rows.iloc[rows["source"].cat.codes.to_numpy().argsort(kind="stable")]
    return newest_last.drop_duplicates(same, keep="last").sort_index()


def build_matrix(rows: pd.DataFrame, indicators: tuple[str, ...]) -> Matrix:
    """Build the matrix of one year from its result rows (gender T, any units)."""
    rows = one_per_unit(rows)
    is_kommun = (rows["unit_kind"] == "kommun").to_numpy()
    own = rows[is_kommun]
    kommuner = tuple(sorted(map(str, own["unit"].unique())))
    answers = np.full((len(indicators), len(kommuner)), NONE, dtype=np.int8)
    values = np.full((len(indicators), len(kommuner)), np.nan)
    down = _positions(own["indicator"], indicators)
    across = _positions(own["unit"], kommuner)
    known = down >= 0
    at = (down[known], across[known])
    answers[at] = _positions(own["answer"], list(_CODES))[known]
    values[at] = own["value"].to_numpy(dtype=float)[known]
    groups = rows[~is_kommun]
    columns = ("indicator", "unit_kind", "unit", "value", "n_yes", "n")
    published = {}
    for indicator, kind, unit, value, n_yes, n in zip(*(groups[c] for c in columns), strict=True):
        found = _published(value, n_yes, n)
        if found is not None:
            published[indicator, kind, unit] = found
    return Matrix(indicators, kommuner, answers, values, published)


def _positions(column: "pd.Series[str]", names: Sequence[str]) -> npt.NDArray[np.intp]:
    """Return each value's position in `names`, -1 for a value that is missing or not there."""
    found = column.astype("category").cat
    of_category = pd.Index(names).get_indexer(found.categories)
    return np.append(of_category, NONE)[found.codes.to_numpy()]


def _published(value: float | None, n_yes: float | None, n: float | None) -> Published | None:
    """Return a published row's figure: as printed, else from its counts; None if neither."""
    has_counts = n_yes is not None and n is not None and not pd.isna(n_yes) and n > 0
    counts = (int(n_yes), int(n)) if has_counts and n_yes is not None and n else (None, None)
    if value is not None and not pd.isna(value):
        return Published(float(value), *counts)
    if counts[0] is not None and counts[1]:
        return Published(100 * counts[0] / counts[1], *counts)
    return None

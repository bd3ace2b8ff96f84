"""The answers of one område and year as a matrix: indicators down, kommuner across."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from oj_cli.domain.answers import Answer

_CODES = {answer.value: n for n, answer in enumerate(Answer)}
_NAMES = np.array([a.value for a in Answer], dtype=object)
NONE = -1


@dataclass(frozen=True)
class Matrix:
    """One område, one year, gender T.

    `answers` (indicators × kommuner) holds positions in `Answer`, -1 for none;
    `values` (same shape) floats, NaN for none. `published` is a published share or
    value by (indicator id, unit kind, unit).
    """

    indicators: tuple[str, ...]
    kommuner: tuple[str, ...]
    answers: npt.NDArray[np.int8]
    values: npt.NDArray[np.float64]
    published: dict[tuple[str, str, str], float]

    def is_answer(self, *wanted: Answer) -> npt.NDArray[np.bool_]:
        """Return where the answer is one of `wanted`, with the matrix's shape."""
        return np.isin(self.answers, [_CODES[a] for a in wanted])

    def answer(self, indicator: str, kommun: str) -> str | None:
        """Return one answer, None if there is none."""
        at = self._at(indicator, kommun)
        code = NONE if at is None else self.answers[at]
        return None if code == NONE else str(_NAMES[code])

    def value(self, indicator: str, kommun: str) -> float | None:
        """Return one value, None if there is none."""
        at = self._at(indicator, kommun)
        return None if at is None or np.isnan(self.values[at]) else float(self.values[at])

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {indicator: n for n, indicator in enumerate(self.indicators)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {kommun: n for n, kommun in enumerate(self.kommuner)}

    def _at(self, indicator: str, kommun: str) -> tuple[int, int] | None:
        row, column = self._rows.get(indicator), self._columns.get(kommun)
        return None if row is None or column is None else (row, column)


def one_per_unit(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep one row for each indicator, year, unit and gender: that of the newest source.

    Rows of the same result stand in the order their sources came in.
    """
    same = ["indicator", "year", "unit_kind", "unit", "gender"]
    return rows.drop_duplicates(same, keep="last") if rows["source"].nunique() > 1 else rows


def build_matrix(rows: pd.DataFrame, indicators: tuple[str, ...]) -> Matrix:
    """Build the matrix of one year from its result rows (gender T, any units)."""
    rows = one_per_unit(rows)
    is_kommun = (rows["unit_kind"] == "kommun").to_numpy()
    own = rows[is_kommun]
    kommuner = tuple(sorted(own["unit"].unique()))
    answers = np.full((len(indicators), len(kommuner)), NONE, dtype=np.int8)
    values = np.full((len(indicators), len(kommuner)), np.nan)
    down = own["indicator"].map({x: n for n, x in enumerate(indicators)})
    across = own["unit"].map({x: n for n, x in enumerate(kommuner)})
    known = down.notna().to_numpy()
    at = (down[known].to_numpy(dtype=int), across[known].to_numpy(dtype=int))
    answers[at] = own["answer"][known].map(_CODES).fillna(NONE).to_numpy(dtype=np.int8)
    values[at] = own["value"][known].to_numpy(dtype=float, na_value=np.nan)
    groups = rows[~is_kommun]
    columns = ("indicator", "unit_kind", "unit", "value", "n_yes", "n")
    published = {}
    for indicator, kind, unit, value, n_yes, n in zip(*(groups[c] for c in columns), strict=True):
        share = published_share(value, n_yes, n)
        if share is not None:
            published[indicator, kind, unit] = share
    return Matrix(indicators, kommuner, answers, values, published)


def published_share(value: float | None, n_yes: float | None, n: float | None) -> float | None:
    """Return a published row's share: as printed, else from its counts; None if neither."""
    if value is not None and not pd.isna(value):
        return float(value)
    if n_yes is not None and n is not None and not pd.isna(n_yes) and n:
        return 100 * float(n_yes) / float(n)
    return None

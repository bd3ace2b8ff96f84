"""Columns of a table of results, from what is stored.

Imports pandas: import it where it is used.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from oj_cli.domain.places import locator_text

_NAMES = {
    "indicator": "SELECT id, key FROM indicator",
    "unit": "SELECT id, key FROM unit",
    "unit_kind": "SELECT id, kind FROM unit",
    "source": "SELECT id, key FROM source ORDER BY id",
}


class Reader:
    """Makes columns of rows that were found.

    `read` asks the store for more; `cells` are the columns as they are stored, by their names
    in SQL.
    """

    def __init__(
        self,
        read: Callable[[str], list[tuple[Any, ...]]],
        n: int,
        cells: Mapping[str, Sequence[Any]],
    ) -> None:
        self._read = read
        self._n = n
        self._cells = cells

    def column(self, name: str, value: object = None) -> Any:
        """Return a column of a result row; all of it is `value` where that is given."""
        if name == "year":
            return self._numbers("r.year", np.int16) if value is None else self._years(value)
        if name in ("value", "n_yes", "n"):
            return self._numbers(f"r.{name}", float)
        if name == "locator":
            return pd.Series(self._locators(), dtype=object)
        if name in _NAMES:
            ids = self._cells["r.unit" if name == "unit_kind" else f"r.{name}"]
            return _named(ids, self._read(_NAMES[name]))
        if value is not None:
            names = pd.Index([value], dtype=object)
            return pd.Categorical.from_codes(np.zeros(self._n, dtype=np.int8), names)
        return _texts(self._cells[f"r.{name}"])

    def _numbers(self, name: str, kind: Any) -> "np.ndarray[Any, Any]":
        return np.array(self._cells[name], dtype=kind)

    def _years(self, year: object) -> "np.ndarray[Any, Any]":
        return np.full(self._n, year, dtype=np.int16)

    def _locators(self) -> list[Any]:
        locators = self._cells["r.locator"]
        sheets = {}
        for id, text in self._read("SELECT id, sheets FROM source WHERE sheets IS NOT NULL"):
            sheets[id] = json.loads(text)
        if not sheets:
            return list(locators)
        return [
            locator_text(locator, sheets.get(source, ()))
            if isinstance(locator, int) and locator < 0
            else locator
            for locator, source in zip(locators, self._cells["r.source"], strict=True)
        ]


def _texts(column: Sequence[str | None]) -> "pd.Categorical[str]":
    """Return few different texts, or None, as a categorical; faster than pandas finds them."""
    names = sorted({text for text in column if text is not None})
    code_of = {None: -1} | {name: n for n, name in enumerate(names)}
    codes = np.array([code_of[text] for text in column], dtype=np.int8)
    return pd.Categorical.from_codes(codes, pd.Index(names, dtype=object))


def _named(ids: Sequence[int], names: Sequence[tuple[int, str]]) -> "pd.Categorical[str]":
    """Return a categorical of the names that integer keys stand for; names may repeat."""
    categories = list(dict.fromkeys(name for _, name in names))
    position = {name: n for n, name in enumerate(categories)}
    code_of = np.zeros(max((id for id, _ in names), default=0) + 1, dtype=np.int32)
    for id, name in names:
        code_of[id] = position[name]
    return pd.Categorical.from_codes(code_of[np.array(ids, dtype=np.int32)], pd.Index(categories))

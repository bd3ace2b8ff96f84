"""Tables of results, from the blocks that are stored.

Imports pandas: import it where it is used.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from oj_cli.domain.places import locator_text
from oj_cli.store.blocks import ANSWER_CODES, NO_COUNT, PACKED, Block
from oj_cli.store.packing import LIST, unpack, unpack_plain

_Array = np.ndarray[Any, np.dtype[Any]]
Names = Callable[[str], Sequence[tuple[int, str]]]
"""Gives, by a column's name, what its integer keys stand for."""


def needed(columns: Sequence[str]) -> tuple[str, ...]:
    """Return which packed columns of a block a table with these columns is made of."""
    return tuple(c for c in PACKED if c == "unit" or c in columns)


def table(
    columns: Sequence[str],
    area: str,
    blocks: Sequence[Block],
    unit: int | None,
    names: Names,
    sheets: Mapping[int, Sequence[str]],
) -> pd.DataFrame:
    """Return the results of blocks as a table with these columns of a result row.

    `unit` is the only unit that is wanted, by its key; `sheets` the names of the sheets of each
    source that has cells. Raises ValueError, IndexError or TypeError where what is stored
    cannot be read.
    """
    reader = _Reader(area, _parts(blocks, unit), names, sheets)
    found = {name: _MAKERS[name](reader) for name in columns}
    return pd.DataFrame(found, index=pd.RangeIndex(reader.n))


class _Part(NamedTuple):
    """A block of which some rows are wanted: `rows` chooses them among all `size`."""

    block: Block
    size: int
    rows: Any
    units: _Array

    def numbers(self, column: str, missing: float) -> _Array:
        """Return the wanted numbers of a column; `missing` stands where the block lacks it."""
        if self.block.columns[column] is None:
            return np.full(len(self.units), missing)
        found: _Array = _as_long(_numbers(self.block, column), self.size)[self.rows]
        return found


def _numbers(block: Block, column: str) -> _Array:
    kind, content = unpack(block.columns[column], block.belongs(column))
    return np.frombuffer(content, dtype=f"<{kind}")


def _as_long(column: Any, size: int) -> Any:
    if len(column) != size:
        raise ValueError("kolumner är olika långa")
    return column


def _parts(blocks: Sequence[Block], unit: int | None) -> list[_Part]:
    """Return what is wanted of each block; blocks without the unit are left out."""
    parts = []
    for block in blocks:
        units = _numbers(block, "unit")
        rows: Any = slice(None) if unit is None else np.flatnonzero(units == unit)
        found = units[rows]
        if len(found):
            parts.append(_Part(block, len(units), rows, found))
    return parts


class _Reader:
    """Makes the columns of a table, one part after the other."""

    def __init__(
        self,
        area: str,
        parts: Sequence[_Part],
        names: Names,
        sheets: Mapping[int, Sequence[str]],
    ) -> None:
        self.only_area = area
        self.parts = parts
        self.names = names
        self.sheets = sheets
        self.lengths = np.array([len(part.units) for part in parts], dtype=np.int64)
        self.units = np.concatenate([np.zeros(0, dtype=np.int32), *(p.units for p in parts)])
        self.n = len(self.units)

    def packed(self, column: str, missing: float) -> _Array:
        """Return a packed column; `missing` stands where a block lacks it."""
        return np.concatenate([np.zeros(0), *(p.numbers(column, missing) for p in self.parts)])

    def of_block(self, values: Sequence[int], kind: Any) -> _Array:
        """Return what is told of each block as a whole, for each of its rows."""
        return np.repeat(np.array(values, dtype=kind), self.lengths)

    def year(self) -> _Array:
        return self.of_block([part.block.year for part in self.parts], np.int16)

    def named(self, name: str, ids: _Array) -> "pd.Categorical[str]":
        """Return a categorical of the names that integer keys stand for; names may repeat."""
        known = self.names(name)
        categories = list(dict.fromkeys(text for _, text in known))
        position = {text: n for n, text in enumerate(categories)}
        code_of = np.full(max((id for id, _ in known), default=0) + 1, -1, dtype=np.int32)
        for id, text in known:
            code_of[id] = position[text]
        codes = code_of[ids]
        if len(codes) and codes.min() < 0:
            raise IndexError(f"{name} saknas")
        return pd.Categorical.from_codes(codes, pd.Index(categories, dtype=object))

    def indicator(self) -> "pd.Categorical[str]":
        ids = [part.block.indicator for part in self.parts]
        return self.named("indicator", self.of_block(ids, np.int64))

    def source(self) -> "pd.Categorical[str]":
        ids = [part.block.source for part in self.parts]
        return self.named("source", self.of_block(ids, np.int64))

    def unit(self) -> "pd.Categorical[str]":
        return self.named("unit", self.units)

    def unit_kind(self) -> "pd.Categorical[str]":
        return self.named("unit_kind", self.units)

    def area(self) -> "pd.Categorical[str]":
        codes = np.zeros(self.n, dtype=np.int8)
        return pd.Categorical.from_codes(codes, pd.Index([self.only_area], dtype=object))

    def gender(self) -> "pd.Categorical[str]":
        genders = [part.block.gender for part in self.parts]
        names = sorted(set(genders))
        codes = self.of_block([names.index(gender) for gender in genders], np.int8)
        return pd.Categorical.from_codes(codes, pd.Index(names, dtype=object))

    def answer(self) -> "pd.Categorical[str]":
        stored = self.packed("answer", -1).astype(np.int8)
        names = sorted({ANSWER_CODES[code] for code in np.unique(stored).tolist() if code >= 0})
        code_of = [names.index(name) if name in names else -1 for name in ANSWER_CODES]
        codes = np.array([*code_of, -1], dtype=np.int8)[stored]
        return pd.Categorical.from_codes(codes, pd.Index(names, dtype=object))

    def value(self) -> _Array:
        return self.packed("value", np.nan)

    def n_yes(self) -> _Array:
        return self._counts("n_yes")

    def n_all(self) -> _Array:
        return self._counts("n")

    def _counts(self, name: str) -> _Array:
        counts = self.packed(name, NO_COUNT)
        return np.where(counts == NO_COUNT, np.nan, counts)

    def locator(self) -> "pd.Series[Any]":
        return pd.Series([at for part in self.parts for at in self._places(part)], dtype=object)

    def _places(self, part: _Part) -> Sequence[Any]:
        packed = part.block.columns["locator"]
        if packed is None:
            return [None] * len(part.units)
        if packed[:1] == LIST.encode():
            every = _as_long(unpack_plain(packed, part.block.belongs("locator")), part.size)
            return [every[row] for row in np.arange(part.size)[part.rows].tolist()]
        sheets = self.sheets.get(part.block.source, ())
        numbers = part.numbers("locator", NO_COUNT).tolist()
        return [locator_text(number, sheets) if number < 0 else number for number in numbers]


_MAKERS: Mapping[str, Callable[[_Reader], Any]] = {
    "area": _Reader.area,
    "year": _Reader.year,
    "indicator": _Reader.indicator,
    "unit": _Reader.unit,
    "unit_kind": _Reader.unit_kind,
    "gender": _Reader.gender,
    "answer": _Reader.answer,
    "value": _Reader.value,
    "n_yes": _Reader.n_yes,
    "n": _Reader.n_all,
    "source": _Reader.source,
    "locator": _Reader.locator,
}

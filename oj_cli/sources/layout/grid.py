"""A sheet as a table with a unit in each row, whichever way it lies in the file."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from oj_cli.domain.cells import EMPTY, NUMBER
from oj_cli.domain.grid import Area, Cell, Sheet
from oj_cli.domain.locators import cell_name, column_letters, packed
from oj_cli.sources.layout.text import clean

_PLAIN = re.compile("[!-~]*")
Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Truths = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Grid:
    """A sheet, turned where the units stand in its columns.

    Rows and columns are counted from 0 as the grid lies; `name` tells where a cell is in
    the file.
    """

    sheet: Sheet
    turned: bool = False

    @cached_property
    def codes(self) -> Integers:
        """The cells by row and column: the places of their values in `values`, or NUMBER."""
        return self._laid(np.asarray(self.sheet.cells.codes, dtype=np.int32))

    @property
    def has_numbers(self) -> bool:
        """Whether any cell is a number."""
        return len(self.sheet.cells.numbers) > 0

    @cached_property
    def numbers(self) -> Floats:
        """The numbers by row and column, NaN where there is none."""
        if not self.has_numbers:
            return np.broadcast_to(np.nan, self.codes.shape)
        numbers = self._laid(np.asarray(self.sheet.cells.numbers))
        return np.where(self.codes == NUMBER, numbers, np.nan)

    def _laid(self, cells: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Return cells by row and column; what is merged stands in all of it."""
        rows = cells.reshape(-1, self.sheet.cells.width or 1)
        height, width = rows.shape
        merged = [a for a in self.sheet.merged if a.top < height and a.left < width]
        if merged:
            rows = rows.copy()
        for a in merged:
            rows[a.top : a.bottom + 1, a.left : a.right + 1] = rows[a.top, a.left]
        return rows.T if self.turned else rows

    @cached_property
    def values(self) -> Sequence[Cell]:
        """What the codes stand for, SANT and FALSKT as the words that they are shown as."""
        found = self.sheet.cells.values
        if bool not in set(map(type, found)):
            return found
        return [("SANT" if v else "FALSKT") if isinstance(v, bool) else v for v in found]

    @cached_property
    def used(self) -> list[int]:
        """The codes that the sheet has."""
        there = np.zeros(len(self.values) + 1, dtype=bool)
        there[self.codes] = True  # a number is the last of them
        return np.flatnonzero(there[:-1]).tolist()

    def by_code(self, found: Mapping[int, int], missing: int = 0) -> Integers:
        """Return a table to look codes up in: what was found of them, or what is missing."""
        table = np.full(len(self.values) + 1, missing, dtype=np.int32)
        table[list(found)] = list(found.values())
        return table

    @cached_property
    def shows(self) -> Truths:
        """A table to look codes up in: whether anything shows in such a cell."""
        shows = np.ones(len(self.values) + 1, dtype=bool)
        shows[EMPTY] = False
        shows[[code for code in self.used if is_empty(self.values[code])]] = False
        return shows

    @cached_property
    def filled(self) -> Truths:
        """Where something that shows stands in a cell, by row and column."""
        return self.shows[self.codes]

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.codes)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.codes.T)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell."""
        code = self.codes[row, column]
        return float(self.numbers[row, column]) if code == NUMBER else self.values[code]

    def row(self, row: int) -> list[Cell]:
        """Return the cells of a row."""
        return cells_of(self.codes[row], self.numbers[row], self.values)

    def column(self, column: int) -> list[Cell]:
        """Return the cells of a column."""
        return cells_of(self.codes[:, column], self.numbers[:, column], self.values)

    @cached_property
    def merged(self) -> tuple[Area, ...]:
        """The merged ranges that begin in the grid, turned as it is."""
        areas = self.sheet.merged
        if self.turned:
            areas = tuple(Area(a.left, a.top, a.right, a.bottom) for a in areas)
        return tuple(a for a in areas if a.top < self.height and a.left < self.width)

    @cached_property
    def percent_columns(self) -> frozenset[int]:
        """The columns in which any number is shown as percent."""
        return frozenset(row if self.turned else column for row, column in self.sheet.percent)

    def is_percent(self, row: int, column: int) -> bool:
        """Return whether a cell's number is shown as percent."""
        return ((column, row) if self.turned else (row, column)) in self.sheet.percent

    def name(self, row: int, column: int) -> str:
        """Return where a cell is in the file: `Resultat!F12`."""
        if self.turned:
            row, column = column, row
        return cell_name(self.sheet.name, row, column)

    def names(self, column: int, rows: Sequence[int]) -> list[str]:
        """Return where many cells of one column are."""
        sheet = self.sheet.name
        if self.turned:
            return [f"{sheet}!{column_letters(row)}{column + 1}" for row in rows]
        start = f"{sheet}!{column_letters(column)}"
        return [f"{start}{row + 1}" for row in rows]

    def places(self, number: int, column: int, rows: Integers) -> Integers:
        """Return where many cells of one column are, packed; `number` is that of the sheet."""
        first, second = (column, rows) if self.turned else (rows, column)
        found: Integers = packed(number, first, second)
        return found

    def letters(self, column: int) -> str:
        """Return a column's letters, or its row number if turned."""
        return str(column + 1) if self.turned else column_letters(column)

    def text(self, row: int, column: int) -> str:
        """Return a cell as clean text; whole numbers without decimals."""
        return self.texts(row)[column]

    def texts(self, row: int) -> list[str]:
        """Return the cells of a row as clean text."""
        if row not in self._texts:
            self._texts[row] = list(map(cell_text, self.row(row)))
        return self._texts[row]

    @cached_property
    def _texts(self) -> dict[int, list[str]]:
        return {}


def cells_of(codes: Integers, numbers: Floats, values: Sequence[Cell]) -> list[Cell]:
    """Return the cells that codes and numbers stand for."""
    pairs = zip(codes.tolist(), numbers.tolist(), strict=True)
    return [number if code == NUMBER else values[code] for code, number in pairs]


def cell_text(cell: Cell) -> str:
    """Return a cell as clean text; whole numbers without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell if _PLAIN.fullmatch(cell) else clean(cell)  # numbers as text are very many
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def is_empty(cell: Cell) -> bool:
    """Return whether nothing that shows stands in a cell."""
    if isinstance(cell, str):
        return not (cell[:1].isalnum() or clean(cell))
    return cell is None

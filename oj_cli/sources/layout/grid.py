"""A sheet as a table with a unit in each row, whichever way it lies in the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oj_cli.domain.grid import Area, Cell, Sheet, cell_name, column_letters
from oj_cli.domain.places import packed
from oj_cli.sources.layout.text import clean

if TYPE_CHECKING:
    import numpy as np

    Rows = np.ndarray[Any, np.dtype[np.int64]]

Place = tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """A sheet, turned where the units stand in its columns.

    Rows and columns are counted from 0 as the grid lies; `name` tells where a cell is in
    the file.
    """

    sheet: Sheet
    turned: bool = False

    @cached_property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """The rows of cells, with units down."""
        return list(zip(*self.sheet.rows, strict=True)) if self.turned else self.sheet.rows

    @cached_property
    def columns(self) -> Sequence[Sequence[Cell]]:
        """The columns of cells."""
        return self.sheet.rows if self.turned else list(zip(*self.sheet.rows, strict=True))

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

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

    def places(self, number: int, column: int, rows: "Rows") -> "Rows":
        """Return where many cells of one column are, packed; `number` is that of the sheet."""
        first, second = (column, rows) if self.turned else (rows, column)
        found: Rows = packed(number, first, second)
        return found

    def line(self, column: int) -> str:
        """Return what a column is called in the file: `kolumn F`, or `rad 6` if turned."""
        return f"rad {column + 1}" if self.turned else f"kolumn {column_letters(column)}"

    def letters(self, column: int) -> str:
        """Return a column's letters, or its row number if turned."""
        return str(column + 1) if self.turned else column_letters(column)

    def text(self, row: int, column: int) -> str:
        """Return a cell as clean text; whole numbers without decimals."""
        return cell_text(self.rows[row][column])


def cell_text(cell: Cell) -> str:
    """Return a cell as clean text; whole numbers without decimals."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def is_empty(cell: Cell) -> bool:
    """Return whether nothing that shows stands in a cell."""
    return cell is None or (isinstance(cell, str) and not clean(cell))

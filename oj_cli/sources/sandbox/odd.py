"""What is looked for in a workbook besides its cells, whatever its format."""

from oj_cli.domain.locators import cell_name

MOST_CELLS = 20_000_000
"""Of the rectangle from A1 to the last row and column: calamine takes 24 bytes for each."""

MOST_COLUMNS = 1000
"""A cell to the right of these is rather a slip than a table."""


class TooFarError(Exception):
    """A cell lies so far out that the sheet would not fit in memory.

    Its text names the cell.
    """


class Odd:
    """What was found in one sheet, by row and column from 0."""

    def __init__(self) -> None:
        self.errors: list[tuple[int, int, str]] = []
        self.formulas: list[tuple[int, int, str]] = []
        self.percent: list[tuple[int, int]] = []
        self.merged: list[tuple[tuple[int, int], tuple[int, int]]] = []


class Reach:
    """How far out the cells of a sheet lie."""

    def __init__(self) -> None:
        self.row = (-1, -1)
        self.column = (-1, -1)

    def note(self, row: int, column: int) -> None:
        """Note that a cell holds something."""
        self.row = max(self.row, (row, column))
        self.column = max(self.column, (column, row))

    def refuse(self, sheet: str) -> None:
        """Raise TooFarError if the cells span too large a rectangle."""
        if (self.row[0] + 1) * (self.column[0] + 1) > MOST_CELLS:
            wide = self.column[0] > MOST_COLUMNS
            row, column = (self.column[1], self.column[0]) if wide else self.row
            raise TooFarError(cell_name(sheet, row, column))

"""A workbook as it was read: sheets of cells, before anyone knows what they mean."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Self

from oj_cli.domain.cells import NUMBER, Cell, Codes, coded
from oj_cli.domain.immutable import immutable

if TYPE_CHECKING:  # only a reader of workbooks finds anything
    from oj_cli.domain.findings import Finding

__all__ = ["Area", "Cell", "Cells", "Sheet", "Workbook"]


@immutable
class Area:
    """A rectangle of cells, first and last included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@immutable
class Cells:
    """The cells of a sheet, one row after another, as numbers: see `domain.cells`.

    `values` are the different ones, by their codes, of all sheets that are read together;
    `numbers` is empty if there is no number.
    """

    width: int
    codes: Sequence[int]
    numbers: Sequence[float]
    values: Sequence[Cell]

    @classmethod
    def of(cls, rows: Sequence[Sequence[Cell]], codes: Codes | None = None) -> Self:
        """Return rows, which are equally long, as cells."""
        codes = codes or Codes()
        return cls(len(rows[0]) if rows else 0, *coded(rows, codes), codes.different)

    @cached_property
    def rows(self) -> list[list[Cell]]:
        """The rows of cells."""
        values, width = self.values, self.width
        cells: list[Cell] = [values[code] for code in self.codes]
        for place, number in enumerate(self.numbers):
            if self.codes[place] == NUMBER:
                cells[place] = number
        return [cells[start : start + width] for start in range(0, len(cells), width or 1)]


@immutable
class Sheet:
    """A sheet. Its cells begin at A1.

    `merged` are the merged ranges where the format tells them, else empty. `percent` are the
    (row, column) of cells whose number is shown as percent: 0.5 there means 50 %. `is_hidden`
    tells whether the sheet is hidden. `lengths` are how many cells each row has in a CSV file where
    not all have equally many. No cell that holds something is None: a formula without a saved value
    is its own text (`=SUM(B2:B9)`), an error value its name (`#N/A`). Text that was guarded so that
    no spreadsheet takes it for a formula (`'-`) is without its guard (`-`).
    """

    name: str
    cells: Cells
    merged: tuple[Area, ...] = ()
    percent: frozenset[tuple[int, int]] = frozenset()
    is_hidden: bool = False
    lengths: Sequence[int] = ()

    @property
    def rows(self) -> list[list[Cell]]:
        """The rows of cells."""
        return self.cells.rows


@immutable
class Workbook:
    """A file with its sheets, the hash of its bytes, and what was odd while it was read.

    `findings` name cells (`Resultat!F12`): `L01` formulas without a value, `L02` error values,
    one each; `L03` once for a sheet with numbers shown as percent; `L04` for a format in which
    none of these can be seen.
    """

    file: str
    sha256: str
    sheets: tuple[Sheet, ...]
    findings: "tuple[Finding, ...]" = ()

    @cached_property
    def texts(self) -> frozenset[str]:
        """Its different texts."""
        lists = {id(sheet.cells.values): sheet.cells.values for sheet in self.sheets}
        return frozenset(v for values in lists.values() for v in values if isinstance(v, str))

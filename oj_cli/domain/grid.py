"""A workbook as it was read: sheets of cells, before anyone knows what they mean."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from oj_cli.domain.findings import Finding

Cell = str | float | bool | datetime.date | datetime.datetime | None
"""What a cell holds. Numbers are float, an empty cell is None, text is as it stands."""


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, first and last included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A sheet. `rows` are equally long and begin at A1.

    `merged` are the merged ranges where the format tells them, else empty. `percent` are the
    (row, column) of cells whose number is shown as percent: 0.5 there means 50 %. `is_hidden`
    tells whether the sheet is hidden. No cell that holds something is None: a formula without a
    saved value is its own text (`=SUM(B2:B9)`), an error value its name (`#N/A`). Text that was
    guarded so that no spreadsheet takes it for a formula (`'-`) is without its guard (`-`).
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[Area, ...] = ()
    percent: frozenset[tuple[int, int]] = frozenset()
    is_hidden: bool = False

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    @cached_property
    def different(self) -> frozenset[Cell]:
        """Its different cells: much is to be known of a sheet that need not look at each."""
        return frozenset(chain.from_iterable(self.rows))

    @cached_property
    def texts(self) -> frozenset[str]:
        """Its different texts."""
        return frozenset(cell for cell in self.different if isinstance(cell, str))


@dataclass(frozen=True)
class Workbook:
    """A file with its sheets, the hash of its bytes, and what was odd while it was read.

    `findings` name cells (`Resultat!F12`): `L01` formulas without a value, `L02` error values,
    one each; `L03` once for a sheet with numbers shown as percent; `L04` for a format in which
    none of these can be seen.
    """

    file: str
    sha256: str
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()


def column_letters(column: int) -> str:
    """Return a column, counted from 0, as a spreadsheet names it: `A`, `Z`, `AA`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(sheet: str, row: int, column: int) -> str:
    """Return where a cell is, counted from 0: `Resultat!F12`."""
    return f"{sheet}!{column_letters(column)}{row + 1}"

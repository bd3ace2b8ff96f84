"""Where in a source's file a result stands.

A locator is text (`Resultat!F12`, the address of a request), or an integer: a row of the file,
or below zero a cell, packed. A large workbook has a hundred thousand cells, and packing them is
arithmetic on whole columns where writing them out is a text each.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from oj_cli.domain.grid import cell_name

_Number = TypeVar("_Number", int, Any)

_SHEETS, _COLUMNS = 1 << 12, 1 << 20


def can_pack(sheets: int, columns: int) -> bool:
    """Return whether cells of a workbook with so many sheets and columns can be packed."""
    return sheets < _SHEETS and columns < _COLUMNS


def packed(sheet: int, row: _Number, column: _Number) -> _Number:
    """Return a cell as one number below zero; all three count from 0.

    Where the rows or columns are arrays, so are the cells.
    """
    return -1 - ((row * _COLUMNS + column) * _SHEETS + sheet)


def locator_text(locator: object, sheets: Sequence[str] = ()) -> str:
    """Return a locator in words; `sheets` are the names of the file's sheets."""
    if not isinstance(locator, int):
        return str(locator or "")
    if locator >= 0:
        return f"rad {locator}"
    rest, sheet = divmod(-1 - locator, _SHEETS)
    row, column = divmod(rest, _COLUMNS)
    return cell_name(sheets[sheet], row, column)

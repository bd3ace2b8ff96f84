"""Where in a source's file something stands: a cell, a row, a text."""

from collections.abc import Sequence
from typing import Any, TypeVar

_Number = TypeVar("_Number", int, Any)

# A locator says where in a source's file a result stands: a text (`Resultat!F12`, an address on
# the web), or an integer that is a row of the file, or below zero a cell, packed. A large workbook
# has a hundred thousand cells; packing is arithmetic on whole columns, writing out a text each.
_SHEETS, _COLUMNS = 1 << 12, 1 << 20


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

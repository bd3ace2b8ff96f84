"""Where in a source's file a result stands.

A locator is text (`Resultat!F12`, the address of a request), or an integer: a row of the file,
or below zero a cell, packed. A large workbook has a hundred thousand cells, and packing them is
arithmetic on whole columns where writing them out is a text each.
"""

from collections.abc import Sequence

from oj_cli.domain.grid import cell_name

_SHEETS, _COLUMNS = 1 << 12, 1 << 20


def can_pack(sheets: int, columns: int) -> bool:
    """Return whether cells of a workbook with so many sheets and columns can be packed."""
    return sheets < _SHEETS and columns < _COLUMNS


def first_packed(sheet: int, column: int) -> int:
    """Return the packed cell in the first row of a column; sheet and column count from 0."""
    return -1 - (column * _SHEETS + sheet)


STEP_DOWN = -_COLUMNS * _SHEETS
"""From a packed cell to the one below it."""


def locator_text(locator: object, sheets: Sequence[str] = ()) -> str:
    """Return a locator in words; `sheets` are the names of the file's sheets."""
    if not isinstance(locator, int):
        return str(locator or "")
    if locator >= 0:
        return f"rad {locator}"
    rest, sheet = divmod(-1 - locator, _SHEETS)
    row, column = divmod(rest, _COLUMNS)
    return cell_name(sheets[sheet], row, column)

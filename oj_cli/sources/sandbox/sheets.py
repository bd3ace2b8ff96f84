"""A sheet as it is sent from the process that reads it."""

import re
from array import array
from collections.abc import Sequence
from typing import Any

from oj_cli.domain.cells import Cell, Codes, coded
from oj_cli.domain.guard import without_guard
from oj_cli.domain.locators import cell_name

MOST_CHARACTERS = 100_000
"""In one cell: three times as many as Excel can hold."""

RawSheet = dict[str, Any]
"""What `workbook.workbook_of` makes a sheet of."""

Span = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a merged range, by row and column from 0."""


class SignError(Exception):
    """A text holds a sign that cannot stand in text: no file that is written could hold it."""


_NEVER_IN_CELL = re.compile("[\0-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class TooLongError(Exception):
    """A cell holds more text than a spreadsheet can."""


def meaning(text: str) -> str:
    """Return what a text in a file says. Raises TooLongError and SignError."""
    if len(text) > MOST_CHARACTERS:
        raise TooLongError
    if not text.isprintable() and (sign := _NEVER_IN_CELL.search(text)):
        raise SignError(f"U+{ord(sign[0]):04X}", text)
    return without_guard(text)


def sheet_of(
    name: str,
    width: int,
    codes: "array[int]",
    numbers: "array[float] | None" = None,
    merged: Sequence[Span] = (),
    lengths: "array[int] | None" = None,
) -> RawSheet:
    """Return a sheet that is not hidden, and in which nothing is odd."""
    return {
        "name": name,
        "hidden": False,
        "merged": list(merged),
        "errors": [],
        "formulas": [],
        "percent": [],
        "width": width,
        "codes": codes,
        "numbers": numbers or array("d"),
        "lengths": lengths or array("i"),
    }


def sheet_of_rows(
    name: str, rows: Sequence[Sequence[Cell]], codes: Codes, merged: Sequence[Span] = ()
) -> RawSheet:
    """Return a sheet of equally long rows. Raises SignError, with the cell."""
    width = len(rows[0]) if rows else 0
    try:
        return sheet_of(name, width, *coded(rows, codes), merged)
    except SignError as error:
        sign, text = error.args
        row = next(n for n, cells in enumerate(rows) if text in cells)
        raise SignError(sign, cell_name(name, row, rows[row].index(text))) from error

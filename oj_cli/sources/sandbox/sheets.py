"""A sheet as it is sent from the process that reads it."""

from array import array
from collections.abc import Sequence
from typing import Any

from oj_cli.domain.cells import Cell, Codes, coded
from oj_cli.domain.guard import without_guard

MOST_CHARACTERS = 100_000
"""In one cell: three times as many as Excel can hold."""

RawSheet = dict[str, Any]
"""What `workbook.workbook_of` makes a sheet of."""

Span = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a merged range, by row and column from 0."""


class TooLongError(Exception):
    """A cell holds more text than a spreadsheet can."""


def meaning(text: str) -> str:
    """Return what a text in a file says. Raises TooLongError."""
    if len(text) > MOST_CHARACTERS:
        raise TooLongError
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
    """Return a sheet of equally long rows."""
    return sheet_of(name, len(rows[0]) if rows else 0, *coded(rows, codes), merged)

"""The cells of a sheet as numbers: quick to send, to count and to compare.

A large workbook has some hundred thousand cells, and few different ones. Each that is no number
is the place of its value in a list of the different ones. The process that reads workbooks
imports this, and must start fast: so little is imported here.
"""

import datetime
from array import array
from collections.abc import Callable, Sequence
from itertools import chain

Cell = str | float | bool | datetime.date | datetime.datetime | None
"""What a cell holds. Numbers are float, an empty cell is None, text is as it stands."""

EMPTY = 0
NUMBER = -1
"""The codes of an empty cell, and of one that holds a number."""


class Codes(dict[Cell, int]):
    """The code of each cell that is no number; `different` is what they stand for.

    `meaning` tells what a text means that stands in a file. It is asked once for each.
    """

    def __init__(self, meaning: Callable[[str], Cell] | None = None) -> None:
        super().__init__({None: EMPTY, "": EMPTY})
        self.different: list[Cell] = [None]
        self._meaning = meaning

    def __missing__(self, cell: Cell) -> int:
        value = self._meaning(cell) if self._meaning and isinstance(cell, str) else cell
        code = self[cell] = len(self.different)
        self.different.append(value)
        return code


def coded(rows: Sequence[Sequence[Cell]], codes: Codes) -> "tuple[array[int], array[float]]":
    """Return the cells of equally long rows, one row after another, as codes and as numbers.

    The numbers are zero where the code is not that of a number, and none if there is no number.
    """
    cells = list(chain.from_iterable(rows))
    if float not in set(map(type, cells)):
        return array("i", list(map(codes.__getitem__, cells))), array("d")
    found = array("i", [NUMBER]) * len(cells)
    for place in [n for n, kind in enumerate(map(type, cells)) if kind is not float]:
        found[place] = codes[cells[place]]
        cells[place] = 0.0
    return found, array("d", cells)  # type: ignore[arg-type]  # all that was no number is zero

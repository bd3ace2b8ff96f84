"""A kommun's own draft: the answers it means to send in, as its sheet holds them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DraftAnswer:
    """One row of the sheet: the question's id and what was written as its answer.

    `line` counts from 1 in a text file, `cell` names the cell of a workbook; one of them
    is None. `answer` is empty where nothing was written.
    """

    indicator: str
    answer: str
    line: int | None
    cell: str | None


@dataclass(frozen=True)
class Draft:
    """A sheet with answers. What it says of kommun, område and year is None where it says nothing.

    `sheet` is the name of the sheet that the answers stand in, None for a text file.
    """

    file: str
    answers: tuple[DraftAnswer, ...]
    kommun: str | None = None
    area: str | None = None
    year: int | None = None

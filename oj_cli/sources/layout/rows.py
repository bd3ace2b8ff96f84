"""From columns that are understood to result rows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from oj_cli.domain.answers import Answer
from oj_cli.domain.cells import NUMBER
from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Cell
from oj_cli.domain.importing import Question
from oj_cli.sources.findings import question
from oj_cli.sources.layout import faults
from oj_cli.sources.layout.codes import answers_of, coded_as, counts_in, number_in
from oj_cli.sources.layout.entries import says_share
from oj_cli.sources.layout.grid import cell_text, is_empty
from oj_cli.sources.layout.tables import Column, unreadable_cells
from oj_cli.sources.layout.understanding import Understanding, Used

Codes = np.ndarray[Any, np.dtype[np.int8]]
Numbers = np.ndarray[Any, np.dtype[np.float64]]

FEWEST_TO_BE_SURE = 5
ANSWERS = tuple(answer.value for answer in Answer)
NONE = -1
COUNTS = ("antal", "antal_ja")
MOST_COUNTED = 10**9
_CODE = {answer: n for n, answer in enumerate(ANSWERS)}


@dataclass(frozen=True)
class Values:
    """The values of a column: answers and numbers of own units, numbers of groups.

    An answer is its place in `ANSWERS`, -1 for none; a number that is missing NaN. A number that
    is a share of 1 is percent here.
    """

    used: Used
    answers: Codes
    numbers: Numbers
    group_numbers: Sequence[float | None]


@dataclass(frozen=True)
class Reading:
    """All values of a workbook, what is wrong in them, and what must be asked."""

    values: tuple[Values, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    written: Mapping[str, Counter[str]] | None = None
    """How each answer is written in the file, and how many times."""


def read_values(found: Understanding) -> Reading:
    """Read the values of the columns that are used."""
    reader = _Values(found)
    values = tuple(reader.read(used) for used in found.used)
    return Reading(values, tuple(reader.findings), tuple(reader.questions), reader.written)


class _Values:
    def __init__(self, found: Understanding) -> None:
        self.found = found
        self.words = found.known.words
        self.shares = found.decisions.shares or (
            found.decisions.layout.shares if found.decisions.layout else None
        )
        self.findings: list[Finding] = []
        self.questions: list[Question] = []
        self.written: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.unreadable = unreadable_cells(found.workbook)
        self.by_id = found.catalogue.by_id if found.catalogue else {}
        self._factors: dict[int, float] = {}
        self.group_factor = self._group_factor()

    def read(self, used: Used) -> Values:
        """Return the values of a column; note what is wrong in it."""
        is_asked = used.use in ("svar", "koder")
        answers, numbers = self._answers(used) if is_asked else self._numbers(used)
        if self.unreadable:  # they are no bortfall
            lost = np.array(self._lost(used.column), dtype=bool)
            answers[lost], numbers[lost] = NONE, np.nan
        groups = self._groups(used)
        if used.use in COUNTS:
            table, counts = used.column.table, (*numbers.tolist(), *groups)
            rows = [unit.row for unit in (*table.own, *table.groups)]
            odd = [row for row, n in zip(rows, counts, strict=True) if is_number(n) > is_count(n)]
            self.findings += faults.no_counts(used.column, odd)
        return Values(used, answers, numbers, groups)

    # --- kommuner and stadsdelar --------------------------------------------------

    def _answers(self, used: Used) -> tuple[Codes, Numbers]:
        column = used.column
        if column.observed.shape == "tom" and not column.observed.marks:  # of län and riket alone
            return _codes(column, {}), np.full(len(column.codes), np.nan)
        answers, unknown = answers_of(column.observed, used.coding)
        self.findings += faults.outside_coding(used, unknown)
        lost = sum(self._lost(column))
        for cell, answer in answers.items():
            n = column.observed.times[cell] - (lost if cell is None else 0)
            if n:
                self.written[answer][cell_text(cell) or "(tom cell)"] += n
        return _codes(column, answers), np.full(len(column.codes), np.nan)

    def _numbers(self, used: Used) -> tuple[Codes, Numbers]:
        column, observed = used.column, used.column.observed
        indicator = self.by_id.get(used.indicator)
        if indicator is not None and indicator.kind == "ja_nej" and used.use == "tal":
            self.findings.append(
                faults.in_column(column, "layout.numbers_for_yes_or_no", ref=column.ref)
            )
        said = {c: coded_as(cell_text(c), used.coding) for c in observed.others}
        unknown = [*(c for c, answer in said.items() if answer is None), *observed.answers]
        self.findings += faults.not_numbers(used, unknown)
        is_share = indicator is not None and (indicator.unit or "").startswith("procent")
        is_share = is_share or says_share(column.label, self.words)
        factor = self._factors[id(used)] = self._factor(used, is_share)
        shown = column.table.block.grid.percent_columns
        numbers = column.numbers
        if observed.text_numbers:
            told = np.full(len(column.table.block.grid.values) + 1, np.nan)
            for code, cell in observed.texts.items():
                told[code] = observed.text_numbers.get(cell, np.nan)
            numbers = np.where(column.codes == NUMBER, numbers, told[column.codes])
        if column.index in shown or factor != 1:
            numbers = np.array(self._scaled(numbers.tolist(), column, factor))
        marks = {**observed.marks, **dict.fromkeys(observed.unclear, self.words.hidden_value)}
        for cell in marks if used.coding else ():
            marks[cell] = coded_as(cell_text(cell), used.coding) or marks[cell]
        marks |= {cell: answer for cell, answer in said.items() if answer is not None}
        return _codes(column, marks), numbers

    def _scaled(self, numbers: Sequence[float], column: Column, factor: float) -> list[float]:
        """Return a column's numbers in percent; NaN stays what it is."""
        grid = column.table.block.grid
        cells = zip(numbers, (unit.row for unit in column.table.own), strict=True)
        return [
            round(number * (100 if grid.is_percent(row, column.index) else factor), 10)
            for number, row in cells
        ]

    def _factor(self, used: Used, is_share: bool) -> float:
        """Return what makes percent of a column's numbers; ask where that is not sure."""
        observed = used.column.observed
        found = observed.all_numbers.tolist()
        if not is_share or observed.has_percent_text or not _look_like_shares_of_one(found):
            return 1
        if used.column.index in used.column.table.block.grid.percent_columns:
            return 1
        if self.shares is None and not any(q.flag == "--andelar" for q in self.questions):
            self.questions.append(_question_of_shares(used.column, found))
        return 100 if self.shares == "andel" else 1

    def _lost(self, column: Column) -> list[bool]:
        """Return which of a column's cells could not be read."""
        if not self.unreadable:
            return []
        rows = [unit.row for unit in column.table.own]
        return [n in self.unreadable for n in column.table.block.grid.names(column.index, rows)]

    # --- län and riket ------------------------------------------------------------

    def _groups(self, used: Used) -> list[float | None]:
        is_asked = used.use in ("svar", "koder")
        factor = self.group_factor if is_asked else self._factors.get(id(used), 1)
        return [number for number, _ in self._group_cells(used, factor)]

    def _group_cells(self, used: Used, factor: float) -> Iterable[tuple[float | None, bool]]:
        """Yield each group's number in percent, and whether the cell itself says percent."""
        column = used.column
        grid = column.table.block.grid
        for unit in column.table.groups:
            number, says_percent = _number_of(grid.cell(unit.row, column.index))
            if number is None:
                yield None, False
            elif column.index in grid.percent_columns and grid.is_percent(unit.row, column.index):
                yield round(number * 100, 10), True
            elif not says_percent:
                yield round(number * factor, 10), False
            else:
                yield number, True

    def _group_factor(self) -> float:
        """Return what makes percent of the shares that stand beside answers."""
        found = [
            number
            for used in self.found.used
            if used.use in ("svar", "koder")
            for number, says_percent in self._group_cells(used, 1)
            if number is not None and not says_percent
        ]
        if not found or max(found) > 1:
            small = [n for n in found if 0 < n < 1]
            if small:
                self.findings.append(faults.shares_below_one(self.found.workbook, small))
            return 1
        if self.shares is not None:
            return 100 if self.shares == "andel" else 1
        if len(found) >= FEWEST_TO_BE_SURE and _look_like_shares_of_one(found):
            self.findings.append(faults.shares_of_one(self.found.workbook, found))
            return 100
        if any(found):
            column = next(u.column for u in self.found.used if u.use in ("svar", "koder"))
            self.questions.append(_question_of_shares(column, found))
        return 1


def is_number(number: float | None) -> bool:
    """Return whether there is a number."""
    return number is not None and not isnan(number)


def is_count(number: float | None) -> bool:
    """Return whether a number says how many there are."""
    return number is not None and 0 <= number <= MOST_COUNTED and number.is_integer()


def _codes(column: Column, answers: Mapping[Cell, str]) -> Codes:
    """Return the answer of each cell, as its place in `ANSWERS`."""
    texts = column.observed.texts.items()
    found = {code: _CODE[answers[cell]] for code, cell in texts if cell in answers}
    codes = column.table.block.grid.by_code(found, NONE)[column.codes].astype(np.int8)
    for cell, answer in answers.items():
        if isinstance(cell, float):
            codes[column.numbers == cell] = _CODE[answer]
    return codes


def _number_of(cell: Cell) -> tuple[float | None, bool]:
    if isinstance(cell, float):
        return cell, False
    counts = counts_in(cell)
    if counts is not None:
        return 100 * counts[0] / counts[1], True
    found = number_in(cell) if isinstance(cell, str) and not is_empty(cell) else None
    return found if found is not None else (None, False)


def _look_like_shares_of_one(found: Sequence[float]) -> bool:
    return (
        bool(found) and all(0 <= n <= 1 for n in found) and any(not n.is_integer() for n in found)
    )


def _question_of_shares(column: Column, found: Sequence[float]) -> Question:
    shown = str(max(found)).replace(".", ",")
    return question(
        "--andelar",
        f"Andelarna är högst {shown} ({column.place}). Hur är de skrivna?",
        ("andel", "som andel av 1: 0,5 betyder 50 procent"),
        ("procent", "i procent: 0,5 betyder en halv procent"),
    )

"""The tables of a workbook with their columns, before it is known what they are called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from oj_cli.domain.cells import EMPTY, Cell
from oj_cli.domain.grid import Sheet, Workbook
from oj_cli.sources.layout.codes import Observed, observe
from oj_cli.sources.layout.detect import Block, UnitRow, find_blocks
from oj_cli.sources.layout.grid import Floats, Integers, cells_of
from oj_cli.sources.layout.header import Heading, Label, read_heading
from oj_cli.sources.layout.model import Decisions, SheetRule
from oj_cli.sources.layout.naming import Naming
from oj_cli.sources.layout.text import clean, squash
from oj_cli.sources.layout.units import UnitFinder
from oj_cli.sources.layout.wordlists import Words, without_digits
from oj_cli.sources.layout.years import only_year

OWN = ("kommun", "stadsdel")
"""The units that answer; the others are groups of them."""
HIDDEN = "är dolt"
"""Why a sheet that nobody sees is left out."""


@dataclass(frozen=True)
class Table:
    """A block with its heading."""

    block: Block
    heading: Heading
    rule: SheetRule | None = None
    has_others: bool = False

    @property
    def sheet(self) -> str:
        """The name of its sheet."""
        return self.block.grid.sheet.name

    @cached_property
    def own(self) -> tuple[UnitRow, ...]:
        """The rows of kommuner and stadsdelar."""
        return tuple(u for u in self.block.units if u.place.kind in OWN)

    @cached_property
    def groups(self) -> tuple[UnitRow, ...]:
        """The rows of län and riket."""
        return tuple(u for u in self.block.units if u.place.kind not in OWN)


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, and its values at kommuner and stadsdelar.

    `codes` and `numbers` are these values as the grid has them.
    """

    table: Table
    index: int
    label: Label
    codes: Integers
    numbers: Floats
    observed: Observed

    @cached_property
    def cells(self) -> list[Cell]:
        """The values, one by one."""
        return cells_of(self.codes, self.numbers, self.table.block.grid.values)

    @property
    def letters(self) -> str:
        """The column's letters (a row number where units stand in columns)."""
        return self.table.block.grid.letters(self.index)

    @property
    def ref(self) -> str:
        """The column as it is named in a flag: `Resultat/F`, or `F` in the only table."""
        return f"{self.table.sheet}/{self.letters}" if self.table.has_others else self.letters

    @property
    def place(self) -> str:
        """Where the column's heading is: `Resultat!F3`."""
        return self.table.block.grid.name(self.table.heading.rows[-1], self.index)

    def cell(self, row: int) -> str:
        """Return where the cell in a row of the grid is."""
        return self.table.block.grid.name(row, self.index)

    def first_cell(self, value: Cell) -> str:
        """Return where a value stands first."""
        for unit, cell in zip(self.table.own, self.cells, strict=True):
            if cell == value and isinstance(cell, type(value)):
                return self.cell(unit.row)
        return self.place


@dataclass(frozen=True)
class LeftSheet:
    """A sheet that is not read, and why."""

    name: str
    reason: str


def find_tables(
    workbook: Workbook, decisions: Decisions, finder: UnitFinder, words: Words
) -> tuple[list[Table], list[LeftSheet]]:
    """Return the tables of a workbook and the sheets that hold none."""
    naming = Naming(finder)
    tables, left = _tables(workbook, decisions, naming, words)
    if not left:
        return tables, left
    # perhaps of one kommun, or a sheet of riket alone beside those of kommuner
    rest = {x.name for x in left}
    few = replace(workbook, sheets=tuple(s for s in workbook.sheets if s.name in rest))
    more, none = _tables(few, decisions, naming, words, may_be_one=True)
    headings = {label.text for t in tables for label in t.heading.labels.values()}
    more = [
        t
        for t in more
        if not tables or headings.issuperset(x.text for x in t.heading.labels.values())
    ]
    read = {t.sheet for t in more}
    return [*tables, *more], [x for x in (left if tables else none) if x.name not in read]


def _gender(name: str, workbook: Workbook, words: Words) -> str:
    """Return the gender that a sheet is of, as others beside it: `Resultat kvinnor`, `Resultat`."""
    stem, _, last = clean(name).rpartition(" ")
    others = [clean(sheet.name) for sheet in workbook.sheets if sheet.name != name]
    is_beside = stem and any(stem in (other, other.rpartition(" ")[0]) for other in others)
    return words.gender_of.get(squash(last), "T") if is_beside else "T"


def _tables(
    workbook: Workbook,
    decisions: Decisions,
    naming: Naming,
    words: Words,
    *,
    may_be_one: bool = False,
) -> tuple[list[Table], list[LeftSheet]]:
    tables: list[Table] = []
    left: list[LeftSheet] = []
    for sheet in workbook.sheets:
        rule = _rule(sheet, decisions)
        reason = _not_wanted(sheet, rule, decisions)
        if reason is not None:
            left.append(LeftSheet(sheet.name, reason))
            continue
        turned = None if rule is None or rule.units_in is None else rule.units_in == "kolumner"
        blocks = find_blocks(sheet, naming, turned, may_be_one=may_be_one)
        if isinstance(blocks, str):
            left.append(LeftSheet(sheet.name, blocks))
            continue
        gender = _gender(sheet.name, workbook, words)
        found = list(_with_headings(blocks, rule, words, gender))
        if not found:
            left.append(LeftSheet(sheet.name, "har ingen rubrikrad ovanför kommunerna"))
        tables += found
    return tables, left


def tell_apart(tables: Sequence[Table]) -> list[Table]:
    """Return the tables, knowing whether a column must be named with its sheet."""
    several = len({t.sheet for t in tables}) > 1
    return [replace(t, has_others=several) for t in tables]


def _rule(sheet: Sheet, decisions: Decisions) -> SheetRule | None:
    rules = decisions.layout.sheets if decisions.layout else ()
    return next((rule for rule in rules if rule.fits(sheet.name)), None)


def _not_wanted(sheet: Sheet, rule: SheetRule | None, decisions: Decisions) -> str | None:
    if decisions.sheets:
        named = {clean(name).lower() for name in decisions.sheets}
        return None if clean(sheet.name).lower() in named else "är inte valt"
    if rule is not None:
        return "ska inte läsas enligt layouten" if rule.leave_out else None
    return HIDDEN if sheet.is_hidden else None


def _with_headings(
    blocks: Sequence[Block], rule: SheetRule | None, words: Words, gender: str
) -> Iterator[Table]:
    fixed = [n - 1 for n in rule.header_rows] if rule else []
    for block in blocks:
        heading = read_heading(block, words, fixed)
        if heading is not None:
            for part in block.parts(gender):
                yield Table(part, heading.of_rows(part.said), rule)


def unreadable_cells(workbook: Workbook) -> frozenset[str]:
    """Return the cells that the reader could not read: formulas without value, error values."""
    return frozenset(f.cell for f in workbook.findings if f.cell and f.level != "rad")


def columns_of(
    table: Table, words: Words, unreadable: frozenset[str] = frozenset()
) -> list[Column]:
    """Return the columns of a table, from left to right; what is unreadable is empty."""
    grid, labels = table.block.grid, sorted(table.heading.labels.items())
    rows = [unit.row for unit in table.own]
    at = np.ix_([index for index, _ in labels], rows)
    codes, numbers = grid.codes.T[at], grid.numbers.T[at]
    if unreadable:
        names = [grid.names(index, rows) for index, _ in labels]
        lost = np.array([[n in unreadable for n in of_column] for of_column in names])
        codes, numbers = np.where(lost, EMPTY, codes), np.where(lost, np.nan, numbers)
    observed = observe(codes, numbers, grid.values, words)
    return [
        Column(table, index, label, codes[n], numbers[n], observed[n])
        for n, (index, label) in enumerate(labels)
    ]


def is_about_unit(column: Column, words: Words) -> bool:
    """Return whether a column tells of the unit (its population, its group) and asks nothing."""
    return without_digits(squash(column.label.text)) in words.about_units


def year_of_table(
    table: Table, titles: Sequence[str], workbook: Workbook, words: Words
) -> set[int]:
    """Return the years that a table may be of.

    The sheet's name says it before the titles, and the titles before the file's name. More
    than one year, or titles and the file's name against each other, is for the user to say.
    """
    skip = words.not_the_year
    by_name = only_year([table.sheet], skip)
    if by_name is not None:
        return {by_name}
    by_title = only_year(table.heading.titles, skip) or only_year(titles, skip)
    by_file = only_year([workbook.file.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]], skip)
    return {year for year in (by_title, by_file) if year is not None}

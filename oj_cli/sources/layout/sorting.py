"""Sorting keys in workbooks: population by year, and the members of kommungrupper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Workbook
from oj_cli.domain.importing import Question
from oj_cli.domain.kommuner import Edition
from oj_cli.sources.findings import finding
from oj_cli.sources.layout import faults
from oj_cli.sources.layout.grid import cell_text
from oj_cli.sources.layout.model import Decisions, Layout
from oj_cli.sources.layout.tables import Column, columns_of, find_tables
from oj_cli.sources.layout.text import shorten
from oj_cli.sources.layout.understanding import Known
from oj_cli.sources.layout.units import UnitFinder


@dataclass(frozen=True)
class SortingKeys:
    """What a workbook gives of sorting keys, what is wrong in it, and what must be asked.

    `population` is inhabitants by kommunkod and year, `membership` the group by kommunkod.
    """

    layout: Layout
    population: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    membership: Mapping[str, str] = field(default_factory=dict)
    edition: Edition | None = None
    sheets: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years with population."""
        return tuple(sorted({year for years in self.population.values() for year in years}))

    @property
    def n(self) -> int:
        """How many results there are."""
        return len(self.membership) + sum(map(len, self.population.values()))


def read_sorting_keys(workbook: Workbook, decisions: Decisions, known: Known) -> SortingKeys:
    """Read the sorting keys of a workbook whose layout says that it holds such."""
    layout = decisions.layout
    if layout is None:
        raise ValueError("sorting keys are only read by a layout")
    words = known.words
    finder = UnitFinder(known.register, known.words, {**layout.units, **decisions.units})
    tables, left = find_tables(workbook, decisions, finder, words)
    columns = [c for table in tables for c in columns_of(table, words)]
    findings = [*workbook.findings]
    if not tables:
        findings.append(faults.no_table(workbook, left))
    questions: list[Question] = []
    for table in tables:
        findings += faults.of_units(table, finder)
        questions += faults.unknown_units(table, finder, known.register)
    sheets = tuple(dict.fromkeys(t.sheet for t in tables))
    population: dict[str, dict[int, int]] = {}
    membership: dict[str, str] = {}
    edition = next((e for e in known.register.editions if e.id == layout.edition), None)
    if layout.content == "folkmangd":
        findings += _population(columns, population)
    elif edition is None:
        ids = ", ".join(e.id for e in known.register.editions)
        wanted = layout.edition or ""
        findings.append(
            finding("layout.unknown_edition", file=workbook.file, wanted=wanted, known=ids)
        )
    else:
        findings += _membership(columns, layout, edition, membership)
    return SortingKeys(
        layout, population, membership, edition, sheets, tuple(findings), tuple(questions)
    )


def _population(columns: list[Column], found: dict[str, dict[int, int]]) -> Iterator[Finding]:
    """Put what the columns headed by a year say into `found`."""
    for column in columns:
        year = column.label.year
        if year is None or column.label.text:
            continue
        for unit, cell in zip(column.table.own, column.cells, strict=True):
            number = column.observed.numbers.get(cell)
            if number is None:
                continue
            if number < 0 or not number.is_integer():
                text = shorten(cell_text(cell), 40)
                yield finding("layout.no_population", cell=column.cell(unit.row), text=text)
                continue
            found.setdefault(unit.place.key, {})[year] = int(number)


def _membership(
    columns: list[Column], layout: Layout, edition: Edition, found: dict[str, str]
) -> Iterator[Finding]:
    """Put the group that each kommun is in into `found`."""
    for column in columns:
        if layout.rule_of.get(column.label.text.lower()) is None:
            continue
        for unit, cell in zip(column.table.own, column.cells, strict=True):
            group = cell_text(cell)
            if group in edition.group_names:
                found[unit.place.key] = group
            else:
                yield finding(
                    "layout.unknown_group",
                    cell=column.cell(unit.row),
                    group=shorten(group, 40),
                    edition=edition,
                    known=", ".join(edition.group_names),
                )

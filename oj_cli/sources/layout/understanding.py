"""What is known of a workbook: what is read of it, left out of it, and still to be asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Workbook
from oj_cli.domain.importing import Question
from oj_cli.domain.indicators import Catalogue, Indicator, Themes
from oj_cli.domain.kommuner import Register
from oj_cli.sources.layout.match import Certainty
from oj_cli.sources.layout.model import Decisions, Layout
from oj_cli.sources.layout.tables import Column, LeftSheet, Table
from oj_cli.sources.layout.wordlists import Words


@dataclass(frozen=True)
class Known:
    """What is known before a workbook is looked at."""

    register: Register
    catalogues: tuple[Catalogue, ...]
    layouts: tuple[Layout, ...]
    words: Words
    themes: Themes = Themes(())


@dataclass(eq=False)
class Used:
    """A column that is read: the indicator it is of, and what its values are.

    `use` is `svar`, `tal`, `antal` or `antal_ja`, and `koder` while it is not known what they
    mean; `coding` the answer by code, `coded_by` who says so. `year` is 0 until it is known.
    """

    column: Column
    indicator: str
    certainty: Certainty
    year: int
    use: str
    coding: Mapping[str, str] = field(default_factory=dict)
    coded_by: str = ""


@dataclass(frozen=True)
class LeftColumn:
    """A column that is not read, and why."""

    column: Column
    reason: str


@dataclass(frozen=True)
class Understanding:
    """What a workbook says.

    `catalogue` holds `new` too; `publisher` is who the file says published it. Rows can be made
    when there are no `questions` and no finding is a fault. `sheet` is a file that is to be
    filled in first.
    """

    workbook: Workbook
    known: Known
    decisions: Decisions
    tables: tuple[Table, ...] = ()
    left_sheets: tuple[LeftSheet, ...] = ()
    used: tuple[Used, ...] = ()
    left_columns: tuple[LeftColumn, ...] = ()
    catalogue: Catalogue | None = None
    publisher: str | None = None
    new: tuple[Indicator, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    sheet: Path | None = None

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that are read."""
        return tuple(sorted({u.year for u in self.used}))

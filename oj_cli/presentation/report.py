"""A report as data: what is said, in which order, before anyone lays it out.

Builders make a `Report` of what the analysis found; the writers turn it into HTML, Word,
Excel or PDF and add nothing of their own. Ids are stable, so that the same table has the
same id in every format and in next year's report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from oj_cli.presentation.pictures.model import Picture

Value = str | int | float | None
Look = Literal["", "ja", "nej", "delvis", "ea", "bortfall", "sekretess", "saknas"]
"""What an answer is, so that colour may repeat the word in the cell. Never colour alone."""

Kind = Literal["text", "tal", "svar"]
Tone = Literal["brod", "ingress", "not", "viktigt"]
"""Running text, lead, note, and what must not be missed."""


@dataclass(frozen=True)
class Cell:
    """What a reader sees (`text`), and what a spreadsheet holds where that is a number."""

    text: str
    value: Value = None
    look: Look = ""


@dataclass(frozen=True)
class Column:
    """A column: its heading, what its cells are, and how wide it is beside the others."""

    heading: str
    kind: Kind = "text"
    width: float = 1.0


@dataclass(frozen=True)
class Row:
    """A row; its first cell names it. `is_summary` sets riket and län apart from kommuner."""

    cells: tuple[Cell, ...]
    is_summary: bool = False


@dataclass(frozen=True)
class Table:
    """A table. `caption` says what, where and when; `source` who the figures come from.

    `number` is given when the report is finished. `notes` stand below it.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    number: int = 0


@dataclass(frozen=True)
class Figure:
    """A picture with its finding as title, and what it shows in words and in a table.

    `alt` says what a reader sees; `data` is the id of the table that holds the figures.
    """

    id: str
    title: str
    alt: str
    picture: Picture
    data: str
    source: str = ""
    number: int = 0


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = "brod"


@dataclass(frozen=True)
class Item:
    """An entry of a list: a line, and lines below it."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list; `is_ordered` where the order means something."""

    items: tuple[Item, ...]
    is_ordered: bool = False


@dataclass(frozen=True)
class Fact:
    """A label with its value: `Område: Socialpsykiatri`."""

    label: str
    value: str


@dataclass(frozen=True)
class Facts:
    """Labels with values."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Remark:
    """A comment on results with its mark (`!`, `?`, `+`), what the mark says, and who made it."""

    mark: str
    word: str
    text: str
    by: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Remarks:
    """Comments that belong together."""

    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Term:
    """An abbreviation or word with what it means."""

    word: str
    meaning: str


@dataclass(frozen=True)
class Terms:
    """A glossary."""

    terms: tuple[Term, ...]


Block = Paragraph | Table | Figure | Listing | Facts | Remarks | Terms


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it. Its level is how deep it lies."""

    id: str
    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True)
class Report:
    """A whole report.

    `id` fits in a file name. `facts` stand below the title. `status` is `Arbetsmaterial`
    or empty, `date` the day it was made (ISO). `is_short` reports have no list of contents,
    and `is_landscape` ones lie down on paper.
    """

    id: str
    title: str
    subtitle: str
    date: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    status: str = ""
    is_short: bool = False
    is_landscape: bool = False


def walk(sections: tuple[Section, ...], level: int = 2) -> Iterator[tuple[int, Section]]:
    """Yield every section with its heading level, in the order they are read."""
    for section in sections:
        yield level, section
        yield from walk(section.sections, level + 1)


def blocks(report: Report) -> Iterator[Block]:
    """Yield every block of a report, in the order they are read."""
    for _, section in walk(report.sections):
        yield from section.blocks


def tables(report: Report) -> tuple[Table, ...]:
    """Return the tables of a report, in order."""
    return tuple(b for b in blocks(report) if isinstance(b, Table))


def figures(report: Report) -> tuple[Figure, ...]:
    """Return the figures of a report, in order."""
    return tuple(b for b in blocks(report) if isinstance(b, Figure))

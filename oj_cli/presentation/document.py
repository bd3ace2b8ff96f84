"""What a command has to say, before anyone decides how it looks.

A command builds a `Document`; `ui` lays it out for a terminal or as Markdown, and
writes its `data` table as CSV.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # few documents hold a chart
    from oj_cli.presentation.chart import Chart

Cell = str | int | float | None


@dataclass(frozen=True)
class Column:
    """A column of a table: the key in the rows, the heading, and how it is set.

    `weight` tells which columns give way first when the terminal is narrow: a column
    of weight 0 keeps its width, the others share what is left in proportion.
    """

    key: str
    heading: str
    align: Literal["left", "right"] = "left"
    weight: int = 0
    decimals: int = 0


@dataclass(frozen=True)
class Table:
    """Rows by column key. A missing key or None is shown as an empty cell."""

    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Cell], ...]
    caption: str = ""
    heading_rows: tuple[int, ...] = ()  # row numbers to set apart (riket, län)


@dataclass(frozen=True)
class Paragraph:
    """Running text. `note` is set apart as less important, `strong` as more."""

    text: str
    tone: Literal["plain", "strong", "note"] = "plain"


@dataclass(frozen=True)
class Item:
    """One entry of a list: a leading line and the lines below it."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bullets:
    """A list; numbered where the order means something."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Command:
    """A line for the user to type, with what it gives."""

    line: str
    gives: str


@dataclass(frozen=True)
class Commands:
    """What to type next."""

    commands: tuple[Command, ...]


@dataclass(frozen=True)
class Figure:
    """A line drawing. A table beside it holds what it shows."""

    chart: "Chart"


Block = Paragraph | Table | Bullets | Commands | Figure


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole answer: title, lead, sections, and the flat table that CSV gets.

    `payload` is what `--format json` prints: plain dicts, lists, strings and numbers
    with a `schema` key, or the bare list of objects that a command promises.
    """

    title: str
    lead: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    data: Table | None = None
    payload: Mapping[str, object] | Sequence[Mapping[str, object]] = field(default_factory=dict)

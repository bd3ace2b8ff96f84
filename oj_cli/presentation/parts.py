"""The parts of a document as views and reports write them: texts become paragraphs.

What is empty is left out.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import number
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Fact,
    Figure,
    Item,
    Paragraph,
    Remarks,
    Row,
    Section,
    Table,
)

if TYPE_CHECKING:  # few documents hold a picture
    from oj_cli.presentation.pictures.model import Picture

T = TypeVar("T")
Part = Block | str | None
Taken = tuple[Column, Callable[[T], Cell]]
"""A column, and what stands in it for each thing that has a row."""


def compose(
    title: str, *lead: Part, sections: Iterable[Section] = (), is_short: bool = False
) -> Document:
    """Return a document of these parts; a section without anything in it is left out."""
    return Document(title, _blocks(lead), filled(sections), is_short=is_short)


def section(
    heading: str, *parts: Part | Section, id: str = "", is_landscape: bool = False
) -> Section:
    """Return a section of these parts, with the sections in it last."""
    inner = filled(part for part in parts if isinstance(part, Section))
    blocks = _blocks(part for part in parts if not isinstance(part, Section))
    return Section(heading, blocks, inner, id, is_landscape)


def filled(sections: Iterable[Section | None]) -> tuple[Section, ...]:
    """Return the sections that have something in them."""
    return tuple(s for s in sections if s and (s.blocks or s.sections))


def _blocks(parts: Iterable[Part]) -> tuple[Block, ...]:
    blocks = (Paragraph(part) if isinstance(part, str) else part for part in parts)
    return tuple(block for block in blocks if block is not None and not _is_empty(block))


def _is_empty(block: Block) -> bool:
    match block:
        case Paragraph():
            return not block.text
        case Bullets() | Remarks():
            return not block.items
        case Table():
            return not block.rows
        case Commands():
            return not block.commands
    return False


def note(text: str) -> Paragraph:
    """Return a paragraph that is less important."""
    return Paragraph(text, "note")


def rest(left: int, where: str = "visas med --alla") -> str:
    """Return where more stands: `7 till visas med --alla.`; empty where nothing is left out."""
    return f"{number(left)} till {where}." if left > 0 else ""


def strong(text: str) -> Paragraph:
    """Return a paragraph that may not be missed."""
    return Paragraph(text, "strong")


def bullets(entries: Iterable[str | Item], numbered: bool = False) -> Bullets:
    """Return a list."""
    items = tuple(e if isinstance(e, Item) else Item(e) for e in entries)
    return Bullets(items, numbered)


def item(text: str, *details: str) -> Item:
    """Return an entry of a list with the lines below it; an empty line is left out."""
    return Item(text, tuple(line for line in details if line))


def listed(lead: str, entries: Iterable[str | Item]) -> tuple[Block, ...]:
    """Return a list below a sentence, nothing where the list is empty."""
    made = bullets(entries)
    return (Paragraph(lead), made) if made.items else ()


def facts(*known: tuple[str, str | None]) -> tuple[Fact, ...]:
    """Return labels with their values, without those that have none."""
    return tuple(Fact(label, value) for label, value in known if value)


def table(columns: Iterable[str | Column], rows: Iterable[Row], caption: str = "") -> Table:
    """Return a table; a column that is only a heading is as wide as its texts."""
    headed = tuple(c if isinstance(c, Column) else Column(c) for c in columns)
    return Table(headed, tuple(rows), caption)


def table_of(
    id: str,
    caption: str,
    things: Iterable[T],
    columns: Sequence[Taken[T]],
    notes: Iterable[str] = (),
    source: str | Sequence[SourceRecord] = "",
) -> Table:
    """Return a table with a row for each thing. Notes that are empty are left out.

    `source` is who the figures come from, or the sources that they were computed of.
    """
    return Table(
        tuple(column for column, _ in columns),
        tuple(tuple(take(thing) for _, take in columns) for thing in things),
        caption,
        notes=tuple(note for note in notes if note),
        source=source if isinstance(source, str) else credit(source),
        id=id,
    )


def figure(id: str, picture: "Picture", alt: str, data: Table, title: str = "") -> Figure:
    """Return a picture of what stands in a table; its title is its finding if no other is given."""
    return Figure(picture, title=title or picture.title, alt=alt, data=data.id, id=id)


def wide(heading: str, weight: int = 1) -> Column:
    """Return a column of texts that gives way where the terminal is narrow."""
    return Column(heading, weight=weight)


def right(*headings: str) -> tuple[Column, ...]:
    """Return columns of figures, which stand to the right."""
    return tuple(Column(heading, align="right") for heading in headings)


def commands(*steps: tuple[str, str]) -> Commands:
    """Return lines to type, each with what it gives."""
    return Commands(tuple(Command(*step) for step in steps))


def next_steps(*steps: tuple[str, str]) -> Section:
    """Return what to type next: lines, each with what it gives."""
    return section("Nästa steg", commands(*steps))

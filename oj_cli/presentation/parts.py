"""The parts of a document as views write them: a text is a paragraph, what is empty is left out."""

from collections.abc import Iterable

from oj_cli.presentation.document import (
    Block,
    Bullets,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Row,
    Section,
    Table,
)


def compose(title: str, *lead: Block | str, sections: Iterable[Section] = ()) -> Document:
    """Return a document of these parts; a section without anything in it is left out."""
    return Document(title, _blocks(lead), tuple(s for s in sections if s.blocks or s.sections))


def section(heading: str, *parts: Block | str) -> Section:
    """Return a section of these parts; a list, a table and a text that are empty are left out."""
    return Section(heading, _blocks(parts))


def _blocks(parts: Iterable[Block | str]) -> tuple[Block, ...]:
    blocks = (Paragraph(part) if isinstance(part, str) else part for part in parts)
    return tuple(block for block in blocks if not _is_empty(block))


def _is_empty(block: Block) -> bool:
    match block:
        case Paragraph():
            return not block.text
        case Bullets():
            return not block.items
        case Table():
            return not block.rows
        case Commands():
            return not block.commands
    return False


def note(text: str) -> Paragraph:
    """Return a paragraph that is less important."""
    return Paragraph(text, "note")


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


def table(columns: Iterable[str | Column], rows: Iterable[Row], caption: str = "") -> Table:
    """Return a table; a column that is only a heading is as wide as its texts."""
    headed = tuple(c if isinstance(c, Column) else Column(c) for c in columns)
    return Table(headed, tuple(rows), caption)


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

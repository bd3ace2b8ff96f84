"""What reports are put together of: sections, tables, lists and facts, without what is empty."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Fact,
    Figure,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.presentation.pictures.model import Picture

T = TypeVar("T")
Taken = tuple[Column, Callable[[T], Cell]]
"""A column, and what stands in it for each thing that has a row."""


def section(id: str, heading: str, *parts: Block | Section | str | None) -> Section:
    """Return a section. Texts become paragraphs, what is empty is left out, sections stand last."""
    blocks: list[Block] = []
    sections = []
    for part in parts:
        if isinstance(part, Section):
            sections.append(part)
        elif isinstance(part, str):
            blocks += [Paragraph(part)] if part else []
        elif part is not None:
            blocks.append(part)
    return Section(heading, tuple(blocks), tuple(sections), id=id)


def table(
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
    rows = tuple(tuple(take(thing) for _, take in columns) for thing in things)
    return Table(
        tuple(column for column, _ in columns),
        rows,
        caption=caption,
        id=id,
        notes=tuple(note for note in notes if note),
        source=source if isinstance(source, str) else credit(source),
    )


def bullets(entries: Iterable[str | Item], numbered: bool = False) -> Bullets | None:
    """Return a list, None where it is empty."""
    items = tuple(e if isinstance(e, Item) else Item(e) for e in entries)
    return Bullets(items, numbered) if items else None


def facts(*known: tuple[str, str | None]) -> tuple[Fact, ...]:
    """Return labels with their values, without those that have none."""
    return tuple(Fact(label, value) for label, value in known if value)


def figure(id: str, picture: Picture, alt: str, data: Table) -> Figure:
    """Return a picture, whose title is its finding, of what stands in a table."""
    return Figure(picture, title=picture.title, alt=alt, data=data.id, id=id)

"""What is to be read, before anyone decides how it looks: one model for screen and report.

Views and reports build a `Document`; a writer for each format lays it out and adds nothing of its
own. Ids are stable, so that a table has the same id in every format and in next year's report.
"""

import datetime
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass, replace
from functools import cached_property
from itertools import count, groupby
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from oj_cli.domain.identity import mask
from oj_cli.domain.immutable import immutable
from oj_cli.domain.signs import steerless
from oj_cli.domain.swedish import number
from oj_cli.presentation.console import clean

if TYPE_CHECKING:  # few documents hold a picture
    from oj_cli.presentation.pictures.model import Picture

T = TypeVar("T")
Value = str | int | float | datetime.date | None
Look = Literal["", "ja", "nej", "delvis", "ea", "bortfall", "sekretess", "saknas"]
"""What an answer is, so that colour may repeat the word in the cell. Never colour alone."""


@immutable
class Shown:
    """What a reader sees (`text`), and what a spreadsheet holds where that is a number."""

    text: str
    value: Value = None
    look: Look = ""


Cell = Value | Shown


@immutable
class Column:
    """A column of a table: the key in the rows, the heading, and how it is set.

    The key is the heading where none is given. `weight` tells which columns give way first when
    the terminal is narrow: one of weight 0 keeps its width, the others share what is left in
    proportion. `width` is how wide it is beside the others on paper; where no column says,
    the texts decide. `group` is a heading that stands above it and its neighbours of the same
    group.
    """

    key: str
    heading: str = ""
    align: Literal["left", "right", "center"] = "left"
    weight: int = 0
    decimals: int = 0
    width: float = 0.0
    group: str = ""

    def __post_init__(self) -> None:
        if not self.heading:
            object.__setattr__(self, "heading", self.key)

    def show(self, value: Cell) -> Shown:
        """Return a cell as a reader sees it: Swedish numbers, nothing where there is no value.

        A whole number in a left-aligned column is a name (a year, a code) and is not grouped.
        """
        if isinstance(value, Shown):
            return value
        if value is None or (isinstance(value, float) and not math.isfinite(value)):
            return Shown("")
        if isinstance(value, str):
            text = clean(value).strip()
            return Shown(text, look=_LOOKS.get(text, ""))
        if isinstance(value, datetime.date) or (isinstance(value, int) and self.align == "left"):
            return Shown(str(value), value)
        return Shown(number(value, self.decimals), value)


_LOOKS: dict[str, Look] = {"JA": "ja", "NEJ": "nej", "DELVIS": "delvis", "EA": "ea"}
_LOOKS |= {"BORTFALL": "bortfall", "SEKRETESS": "sekretess", "saknas": "saknas"}
_UNWRITABLE = "[\ufffe\uffff\ud800-\udfff]"
_MARGIN = 3.0  # letters that the padding of a cell takes, and bold type
CONTENTS_FROM = 8
"""Pages from which a document has a list of contents."""
_LINES_A_PAGE, _LETTERS_A_LINE, _LETTERS_A_ROW = 56, 95, 105
_WIDEST = 40  # letters of a text beyond which a column gets no wider by it
Row = Mapping[str, Cell] | tuple[Cell, ...]
"""The cells by column key, where a missing key is an empty cell, or in the order of the columns."""


@immutable
class Table:
    """A table. `caption` says what, where and when; `source` who the figures come from.

    `heading_rows` are the numbers of rows to set apart (riket, län). `notes` stand below it.
    `number` is given when the document is complete. `is_drawing`: bars of text, which are left
    out where there are pictures.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    heading_rows: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    id: str = ""
    number: int = 0
    is_drawing: bool = False

    @cached_property
    def cells(self) -> tuple[tuple[Shown, ...], ...]:
        """The cells of each row as a reader sees them, in the order of the columns."""
        return tuple(
            tuple(c.show(row.get(c.key)) for c in self.columns)
            if isinstance(row, Mapping)
            else tuple(c.show(cell) for c, cell in zip(self.columns, row, strict=True))
            for row in self.rows
        )

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """The headings above those of the columns, each with how many it spans; often none."""
        if not any(c.group for c in self.columns):
            return ()
        return tuple((g, len(tuple(of))) for g, of in groupby(self.columns, lambda c: c.group))

    @property
    def widths(self) -> tuple[float, ...]:
        """How wide each column is beside the others on paper: as it says, else by its texts."""
        if any(c.width for c in self.columns):
            return tuple(c.width or 1.0 for c in self.columns)
        found = []
        for place, column in enumerate(self.columns):
            texts = [column.heading, *(row[place].text for row in self.cells)]
            word = max(len(word) for text in texts for word in (text.split() or [""]))
            found.append(_MARGIN + max(word, min(max(map(len, texts)), _WIDEST)))
        return tuple(found)


@immutable
class Paragraph:
    """Running text. `lead` comes first, `note` is less important, `strong` may not be missed."""

    text: str
    tone: Literal["plain", "lead", "strong", "note"] = "plain"


@immutable
class Item:
    """One entry of a list: a leading line and the lines below it."""

    text: str
    details: tuple[str, ...] = ()


@immutable
class Bullets:
    """A list; numbered where the order means something."""

    items: tuple[Item, ...]
    numbered: bool = False


@immutable
class Fact:
    """A label with its value: `Område: Socialpsykiatri`, or a word with what it means."""

    label: str
    value: str


@immutable
class Facts:
    """Labels with values."""

    facts: tuple[Fact, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The facts as entries of a list, for formats that have nothing of their own."""
        return tuple(Item(f"{fact.label}: {fact.value}") for fact in self.facts)


@immutable
class Remark:
    """A comment on results with its mark (`!`, `?`, `+`), what the mark says, and who made it."""

    mark: str
    word: str
    text: str
    by: str = ""
    reasons: tuple[str, ...] = ()


@immutable
class Remarks:
    """Comments that belong together."""

    remarks: tuple[Remark, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The comments as entries of a list, for formats that have nothing of their own."""
        return tuple(
            Item(f"{r.word} ({r.mark}): {r.text}" if r.word else r.text, (*r.reasons, r.by))
            for r in self.remarks
        )


@immutable
class Command:
    """A line for the user to type, with what it gives."""

    line: str
    gives: str


@immutable
class Commands:
    """What to type next."""

    commands: tuple[Command, ...]


@immutable
class Figure:
    """A picture with its finding as title, for the formats that can hold one.

    `alt` says what a reader sees; `data` is the id of the table that holds the figures.
    """

    picture: "Picture"
    title: str = ""
    alt: str = ""
    data: str = ""
    id: str = ""
    number: int = 0


Block = Paragraph | Table | Bullets | Facts | Remarks | Commands | Figure


@immutable
class Section:
    """A heading with what stands below it. Its level is how deep it lies.

    `is_landscape`: it has pages of its own on paper, which lie down, and so have the sections in
    it.
    `is_detail`: folded on a screen, in the workbook, and not on paper.
    """

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    id: str = ""
    is_landscape: bool = False
    is_detail: bool = False


@immutable
class Bars:
    """A chart of bars for a spreadsheet to draw: columns of the first `n` rows of a table.

    `series` are (heading, colour); the first column says what each row is.
    """

    title: str
    series: tuple[tuple[str, str], ...]
    n: int
    is_stacked: bool = False


@immutable
class Sheet:
    """A sheet of a workbook: one table to sort and filter, and a chart of it.

    `apart` are rows of the same columns that stand above the table, outside it.
    """

    name: str
    table: Table
    apart: tuple[Row, ...] = ()
    chart: Bars | None = None


@immutable
class Document:
    """A whole answer or report: `logo` (a PNG), title, facts below it, lead and sections.

    `id` fits in a file name. `status` is `Arbetsmaterial` or empty, `date` the day it was made
    (ISO). `is_short`: made to fit on one side or one screen, in larger letters where it `is_large`,
    or on so many `sides`; `is_landscape`: all of it lies down on paper. `sheets` gives what a
    workbook of it holds, if not its text and its tables.
    """

    title: str
    lead: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    logo: bytes = b""
    subtitle: str = ""
    facts: tuple[Fact, ...] = ()
    date: str = ""
    status: str = ""
    id: str = ""
    is_short: bool = False
    is_large: bool = False
    is_landscape: bool = False
    sheets: Callable[[], tuple[Sheet, ...]] | None = None
    sides: int = 1

    @cached_property
    def has_contents(self) -> bool:
        """Whether it is so long that it has a list of contents."""
        return not self.is_short and pages(self) >= CONTENTS_FROM


def walk(sections: tuple[Section, ...], level: int = 2) -> Iterator[tuple[int, Section]]:
    """Yield every section with its heading level, in the order they are read."""
    for section in sections:
        yield level, section
        yield from walk(section.sections, level + 1)


def lying(document: Document) -> Iterator[tuple[int, Section, bool]]:
    """Yield every section with its heading level from 1, and whether it lies down on paper."""

    def below(
        sections: tuple[Section, ...], level: int, lies: bool
    ) -> Iterator[tuple[int, Section, bool]]:
        for section in sections:
            here = lies or section.is_landscape
            yield level, section, here
            yield from below(section.sections, level + 1, here)

    return below(document.sections, 1, document.is_landscape)


def pages(document: Document) -> int:
    """Return about how many pages a document takes on paper, which only a PDF knows."""
    lines = [sum(map(_lines, document.lead))]
    before = document.is_landscape
    for _, section, lies in lying(document):
        if lies != before:
            lines.append(0)
        before = lies
        lines[-1] += 3 + sum(map(_lines, section.blocks))
    return sum(math.ceil(part / _LINES_A_PAGE) for part in lines)


def _lines(block: Block) -> float:
    if isinstance(block, Figure):
        return _LINES_A_PAGE / 3
    if not isinstance(block, Table):
        return sum(1.5 + len(text) // _LETTERS_A_LINE for text in texts(block) if text)
    whole = sum(block.widths)
    rooms = [max(1.0, _LETTERS_A_ROW * width / whole) for width in block.widths]
    rows = [[c.heading for c in block.columns], *([c.text for c in r] for r in block.cells)]
    high = (max(len(t) // room + 1 for t, room in zip(r, rooms, strict=True)) for r in rows if r)
    return 2.5 + sum(high) + len(block.notes) + bool(block.source)


def blocks(document: Document) -> Iterator[Block]:
    """Yield every block of a document, in the order they are read."""
    yield from document.lead
    for _, section in walk(document.sections):
        yield from section.blocks


def on_paper(document: Document) -> Document:
    """Return the document without its details, and without pointing at tables that are in them."""
    kept = replace(document, sections=tuple(s for s in document.sections if not s.is_detail))
    left = {table.id for table in tables(kept)}

    def of(blocks: tuple[Block, ...], section: Section | None) -> Iterator[Block]:
        for b in blocks:
            if isinstance(b, Figure) and b.data not in left:
                b = replace(b, data="")
            yield b

    return _remade(kept, of)


def _remade(
    document: Document, of: Callable[[tuple[Block, ...], Section | None], Iterable[Block]]
) -> Document:
    """Return the document with other blocks in its lead (of no section) and in each section."""

    def below(section: Section) -> Section:
        blocks = tuple(of(section.blocks, section))
        return replace(section, blocks=blocks, sections=tuple(map(below, section.sections)))

    lead = tuple(of(document.lead, None))
    return replace(document, lead=lead, sections=tuple(map(below, document.sections)))


def tables(document: Document) -> tuple[Table, ...]:
    """Return the tables of a document, in order."""
    return tuple(b for b in blocks(document) if isinstance(b, Table))


def figures(document: Document) -> tuple[Figure, ...]:
    """Return the figures of a document, in order."""
    return tuple(b for b in blocks(document) if isinstance(b, Figure))


def texts(block: Block) -> list[str]:
    """Return every text of a block that a reader sees."""
    match block:
        case Paragraph():
            return [block.text]
        case Bullets():
            return [text for item in block.items for text in (item.text, *item.details)]
        case Facts():
            return [text for f in block.facts for text in (f.label, f.value)]
        case Remarks():
            return [text for r in block.remarks for text in (r.text, *r.reasons)]
        case Commands():
            return [text for c in block.commands for text in (c.line, c.gives)]
        case Table():
            cells = [cell.text for row in block.cells for cell in row]
            return [block.caption, *(c.heading for c in block.columns), *cells, *block.notes]
        case Figure():
            return [block.title, block.alt]


def mapped(part: T, change: Callable[[str], str], fields: frozenset[str] | None = None) -> T:
    """Return a part of a document with its texts changed, however deep they lie.

    With `fields`, only texts in fields of these names are changed, and none in tables or figures.
    """

    def new(value: object, is_wanted: bool) -> object:
        if isinstance(value, str):
            return change(value) if is_wanted else value
        if isinstance(value, tuple):
            return tuple(new(item, is_wanted) for item in value)
        if isinstance(value, Mapping):
            return {key: new(item, is_wanted) for key, item in value.items()}
        if not is_dataclass(value) or isinstance(value, type):
            return value
        if fields is not None and isinstance(value, Table | Figure):
            return value
        changes = {
            f.name: changed
            for f in dataclass_fields(value)
            if (changed := new(old := getattr(value, f.name), fields is None or f.name in fields))
            is not old
        }
        return replace(value, **changes) if changes else value

    return cast(T, new(part, fields is None))


def safe(text: str) -> str:
    """Return a text without control characters and personnummer."""
    return mask(re.sub(_UNWRITABLE, "", steerless(text)))


def sources_once(document: Document) -> Document:
    """Return the document with a source line only where it is another than that above."""
    above = ""

    def of(blocks: tuple[Block, ...], section: Section | None) -> Iterator[Block]:
        nonlocal above
        for block in blocks:
            if isinstance(block, Table) and block.source:
                is_told, above = block.source == above, block.source
                yield replace(block, source="") if is_told else block
            else:
                yield block

    return _remade(document, of)


def complete(document: Document) -> Document:
    """Return the document with its tables and figures numbered, and with what a view leaves out.

    Control characters, which neither XML nor a reader can take, are gone, and so is every
    personnummer. A section, table or
    figure without an id gets one, and a table without a caption the headings that it stands under;
    drawings of text go.
    """
    document = mapped(document, safe)
    numbers = {kind: count(1) for kind in (Section, Table, Figure)}

    def of(blocks: tuple[Block, ...], heading: str) -> Iterator[Block]:
        above = f"{heading}. {document.title}" if heading else document.title
        for block in blocks:
            if isinstance(block, Table) and not block.is_drawing:
                n = next(numbers[Table])
                caption = block.caption or above
                yield replace(block, number=n, id=block.id or f"tabell-{n}", caption=caption)
            elif isinstance(block, Figure):
                n = next(numbers[Figure])
                yield replace(block, number=n, id=block.id or f"figur-{n}")
            elif not isinstance(block, Table):
                yield block

    def below(sections: tuple[Section, ...]) -> Iterator[Section]:
        for section in sections:
            id = section.id or f"avsnitt-{next(numbers[Section])}"
            blocks = tuple(of(section.blocks, section.heading))
            yield replace(section, id=id, blocks=blocks, sections=tuple(below(section.sections)))

    lead = tuple(of(document.lead, ""))
    return replace(document, lead=lead, sections=tuple(below(document.sections)))

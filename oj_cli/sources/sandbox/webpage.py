"""A web page that holds tables: a common export, often named .xls.

Each table becomes a sheet. Merged cells are spread out: the text in the first, the others
empty, and the range told. Cells are text.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from oj_cli.domain.cells import Cell, Codes
from oj_cli.sources.sandbox.kinds import refused
from oj_cli.sources.sandbox.sheets import RawSheet, Span, sheet_of_rows
from oj_cli.sources.sandbox.texts import decode_any

MOST_BYTES = 50_000_000  # a page is read letter by letter, a few million in a second
MOST_CELLS = 5_000_000
_MOST_SPAN = 1000
_MOST_TABLES = 1000
_HIDDEN = ("script", "style")
_BREAKS = ("br", "p", "div", "li")
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def read_webpage(raw: bytes, path: Path, codes: Codes) -> list[RawSheet]:
    """Return the tables of a web page as sheets. Raises FileFault if it has none."""
    page = _Page()
    try:
        if len(raw) > MOST_BYTES:
            raise _TooLargeError
        page.feed(_text(raw, path))
        page.close()
    except _TooLargeError as error:
        raise refused(path, "large_page") from error
    tables = [table for table in page.tables if table.cells]
    if not tables:
        raise refused(path, "page_without_tables")
    return [_sheet(table, n, codes) for n, table in enumerate(tables, 1)]


def _text(raw: bytes, path: Path) -> str:
    if b"mime-version:" in raw[:4096].lower():
        from email import message_from_bytes

        parts = [p for p in message_from_bytes(raw).walk() if p.get_content_type() == "text/html"]
        return "\n".join(_text(bytes(p.get_payload(decode=True) or b""), path) for p in parts)
    declared = _DECLARED.search(raw[:4096])
    if declared and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode_any(raw, path)


class _TooLargeError(Exception):
    """A table has too many cells."""


@dataclass
class _Table:
    """A table in the making. `cell` is the open cell's text in pieces, None between cells."""

    caption: list[str] = field(default_factory=list)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Span] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)  # by column: until which row
    cell: list[str] | None = None
    place: tuple[int, int] = (0, 0)
    row: int = -1
    column: int = -1
    height: int = 0
    width: int = 0

    def begin_row(self) -> None:
        self.end_cell()
        self.row, self.column = self.row + 1, -1

    def begin_cell(self, down: int, across: int) -> None:
        """Begin a cell at the next place that no cell above reaches into."""
        self.end_cell()
        if self.row < 0:
            self.begin_row()
        self.column += 1
        while self.taken.get(self.column, -1) >= self.row:
            self.column += 1
        bottom, right = self.row + down - 1, self.column + across - 1
        if down > 1 or across > 1:
            self.merged.append(((self.row, self.column), (bottom, right)))
            self.taken.update(dict.fromkeys(range(self.column, right + 1), bottom))
        self.place, self.column = (self.row, self.column), right
        self.height, self.width = max(self.height, self.row + 1), max(self.width, right + 1)
        if self.height * self.width > MOST_CELLS:
            raise _TooLargeError
        self.cell = []

    def end_cell(self) -> None:
        if self.cell is not None:
            self.cells[self.place] = _words(self.cell)
            self.cell = None


def _sheet(table: _Table, number: int, codes: Codes) -> RawSheet:
    rows: list[list[Cell]] = [[None] * table.width for _ in range(table.height)]
    for (row, column), text in table.cells.items():
        rows[row][column] = text
    last = table.height - 1
    merged = [(first, (min(bottom, last), right)) for first, (bottom, right) in table.merged]
    return sheet_of_rows(_words(table.caption) or f"Tabell {number}", rows, codes, merged)


def _words(pieces: list[str]) -> str:
    """Return text as a browser shows it: line ends and repeated spaces are one space."""
    return re.sub("[ \t\r\n\f]+", " ", "".join(pieces)).strip(" ")


class _Page(HTMLParser):
    """Collects the tables of a page; a table within a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._in_caption = False
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            if len(self.tables) == _MOST_TABLES:
                raise _TooLargeError
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif tag in _HIDDEN:
            self._hidden += 1
        elif self._open:
            table = self._open[-1]
            if tag == "tr":
                table.begin_row()
            elif tag in ("td", "th"):
                spans = dict(attrs)
                table.begin_cell(_span(spans.get("rowspan")), _span(spans.get("colspan")))
            elif tag == "caption":
                self._in_caption = True
            elif tag in _BREAKS and table.cell is not None:
                table.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "caption":
            self._in_caption = False
        elif self._open:
            if tag in ("td", "th", "tr", "table"):
                self._open[-1].end_cell()
            if tag == "table":
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and not self._hidden:
            table = self._open[-1]
            if self._in_caption:
                table.caption.append(data)
            elif table.cell is not None:
                table.cell.append(data)

    def close(self) -> None:
        super().close()
        for table in self._open:  # a page that is cut off
            table.end_cell()


def _span(text: str | None) -> int:
    """Return how many rows or columns a cell takes, as browsers bound it."""
    return min(max(int(text), 1), _MOST_SPAN) if text and text.isascii() and text.isdigit() else 1

"""Workbooks that people fill in or look things up in: what to read first, then marked-up tables.

Made to be read by everybody: a title in A1, one row of headings, no merged cells. The same content
on the same day gives the same bytes.
"""

import datetime
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from oj_cli.domain.identity import mask, masked
from oj_cli.presentation.zipped import same_each_time

Rule = Mapping[str, Any]
"""What a cell takes, as xlsxwriter's data_validation says it."""

_LINE = 15.0  # points
_FIRST_YEAR = 1901  # spreadsheets know no day before 1900
_ALLOWED = {"format_columns": True, "format_rows": True, "sort": True}
"""What one may do in a protected sheet beside filling in."""


@dataclass(frozen=True)
class Fill:
    """A cell to fill in: yellow, framed, open also where the sheet is locked."""

    rule: Rule | None = None
    is_day: bool = False


Value = str | float | datetime.date | Fill | None


def choose(words: Sequence[str], refused: str, asked: str = "") -> Rule:
    """Return the rule that a cell takes one of some words; `asked` is what to do in it."""
    rule = {
        "validate": "list",
        "source": list(words),
        "error_title": refused,
        "error_message": f"Välj i listan: {', '.join(words)}.",
    }
    told = {"input_title": asked, "input_message": f"Välj {', '.join(words)}."}
    return rule | told if asked else rule


class Book:
    """A workbook in the making."""

    def __init__(self, title: str, today: datetime.date) -> None:
        import xlsxwriter  # type: ignore[import-untyped]  # it has no types; 30 ms

        self.title = title = mask(title)
        self._content = BytesIO()
        settings = {"in_memory": True, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._content, settings)
        created = datetime.datetime(today.year, today.month, today.day)
        self._book.set_properties({"title": title, "created": created, "language": "sv-SE"})
        text = {"valign": "top", "text_wrap": True}
        day = {"num_format": "yyyy-mm-dd", "align": "left"}
        fill = {**text, "bg_color": "#FFF6D6", "border": 1, "locked": False}
        looks = {"title": {"bold": True, "font_size": 14}, "bold": {**text, "bold": True}}
        looks |= {"text": text, "day": text | day, "fill": fill, "fill day": fill | day}
        self._look = {name: self._book.add_format(look) for name, look in looks.items()}

    def read_first(
        self, lines: Sequence[tuple[str, str]], headings: Sequence[str] = (), locked: bool = False
    ) -> None:
        """Write the first sheet: lines of two texts, those that `headings` begin in bold."""
        sheet = self._book.add_worksheet("Läs först")
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 90)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, self.title, self._look["title"])
        for n, (left, right) in enumerate(lines, start=2):
            is_bold = not headings or left in headings
            sheet.write_string(n, 0, mask(left), self._look["bold" if is_bold else "text"])
            sheet.write_string(n, 1, mask(right), self._look["text"])
        if locked:
            sheet.protect("", {})

    def table(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        rows: Sequence[Sequence[Value]],
        *,
        title: str = "",
        note: str = "",
        key: str = "",
        frozen: int = 0,
        locked: bool = False,
        is_wide: bool = False,
        wraps: bool = True,
    ) -> None:
        """Write a sheet with one table: (heading, width) of its columns, and its rows.

        `title` stands in A1, `note` below it; `key` names the table. `frozen` columns stay when
        one scrolls. `is_wide` prints on A3. `wraps` gives each row the height that its texts take.
        """
        name, title, note, columns = masked((name, title, note, columns))
        sheet = self._book.add_worksheet(name)
        sheet.write_string(0, 0, title or self.title, self._look["title"])
        if note:
            sheet.write_string(1, 0, note)
        top = 3 if note else 2
        for n, (_, width) in enumerate(columns):
            sheet.set_column(n, n, width)
        for n, row in enumerate(rows, start=top + 1):
            if wraps:
                sheet.set_row(n, _height(row, columns))
            for column, value in enumerate(row):
                self._write(sheet, n, column, value, wraps)
        headings = [{"header": h, "header_format": self._look["bold"]} for h, _ in columns]
        style = {"name": key or name, "style": "Table Style Light 1", "autofilter": not locked}
        last = top + max(len(rows), 1)
        sheet.add_table(top, 0, last, len(columns) - 1, style | {"columns": headings})
        sheet.freeze_panes(top + 1, frozen)
        sheet.set_landscape()
        if is_wide:
            sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        if locked:
            sheet.protect("", _ALLOWED)

    def _write(self, sheet: Any, row: int, column: int, value: Value, wraps: bool) -> None:
        look = self._look["text"] if wraps else None
        if isinstance(value, Fill):
            fill = self._look["fill day" if value.is_day else "fill"]
            sheet.write_blank(row, column, None, fill)
            if value.rule:
                sheet.data_validation(row, column, row, column, value.rule)
        elif isinstance(value, datetime.date) and value.year >= _FIRST_YEAR:
            day = datetime.datetime(value.year, value.month, value.day)
            sheet.write_datetime(row, column, day, self._look["day"])
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, look)
        elif value is None:
            sheet.write_blank(row, column, None, look)
        else:
            sheet.write_string(row, column, mask(str(value)), look)

    def content(self) -> bytes:
        """Return the workbook as XLSX."""
        self._book.close()
        return same_each_time(self._content.getvalue())


def _height(row: Sequence[Value], columns: Sequence[tuple[str, int]]) -> float:
    """Return a height in points in which every text of a row is seen, wrapped to its column."""
    texts = [(v, width) for v, (_, width) in zip(row, columns, strict=True) if isinstance(v, str)]
    lines = max((len(textwrap.wrap(text, width)) for text, width in texts), default=1)
    return _LINE * max(lines, 1) + 3

"""Lay a document out as a workbook that a screen reader and a filter can use.

Each table has a sheet of its own, marked as a table: title in A1, one header row, no merged
cells. Numbers are numbers and dates dates. A document that says what its workbook holds gets that
and no more; of any other, running text stands on the sheet Text, so that nothing is left out.
"""

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module  # it has no types
from typing import Any

from oj_cli.domain.encoding import Records
from oj_cli.domain.guard import with_guard
from oj_cli.presentation.document import (
    Bars,
    Block,
    Bullets,
    Column,
    Commands,
    Document,
    Facts,
    Figure,
    Paragraph,
    Remarks,
    Sheet,
    Shown,
    Table,
    Value,
    safe,
    tables,
    walk,
)
from oj_cli.presentation.pictures.style import ANSWERS, GROUND, PALE, SOFT
from oj_cli.presentation.zipped import same_each_time

FONT = "Calibri"
WIDEST = 60  # characters
LINE = 15.0  # points: how high a line of text is
_BARRED = re.compile(r"[\[\]:*?/\\']")
LONG = 300
"""Rows of a table from which its cells are not wrapped, and its widths are those of the first."""
PAGE = 220  # characters that are legible beside each other on paper
BAR, AROUND = 20, 120  # pixels: of a bar of a chart, and what stands around them
_NUMBER = re.compile(
    r"([+−-]?)(\d{1,3}(?:\u00a0\d{3})*|\d+)((?:,\d+)?)([\u00a0 ][^\d\"\u00a0 ][^\d\"]*)?"
)
_MONEY = re.compile(r"[\u00a0 ](%|kr|kronor)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def write(document: Document, records: Records | None = None) -> bytes:
    """Return the document as a workbook, with the exact values of `records` on a sheet last."""
    file = io.BytesIO()
    with import_module("xlsxwriter").Workbook(file, {"in_memory": True}) as workbook:
        workbook.set_properties(
            {
                "title": document.title,
                "subject": document.subtitle,
                "author": "",
                "comments": "",
                "created": datetime.datetime.fromisoformat(document.date),
                "language": "sv-SE",
            }
        )
        workbook.set_size(1600, 1000)
        _Book(document, workbook).lay_out(records)
    return same_each_time(file.getvalue())


class _Book:
    def __init__(self, document: Document, workbook: Any) -> None:
        self.document = document
        self.workbook = workbook
        self.base = {"font_name": FONT, "font_size": 11, "valign": "top"}
        self.title = self._format(bold=True, font_size=15)
        self.line = self._format()  # runs over the cells beside it
        self.plain = self._format(text_wrap=True)
        self.strong = self._format(text_wrap=True, bold=True)
        self.link = self._format(font_color="#1f4e79", underline=1)
        self._of_cells: dict[tuple[Any, ...], Any] = {}

    def _format(self, **look: Any) -> Any:
        return self.workbook.add_format({**self.base, **look})

    def lay_out(self, records: Records | None) -> None:
        if self.document.sheets:
            self._sheets(self.document.sheets())
            return
        found = [(table, _sheet_name(table)) for table in tables(self.document)]
        if self.document.facts:
            about = (
                ("Text", "Rapportens text, avsnitt för avsnitt, finns på bladet Text."),
                ("Rapportens tabeller", "Gå till bladet genom länken i första kolumnen."),
            )
            listed = [(name, f"Tabell {t.number}. {t.caption}") for t, name in found]
            self._cover(about, listed)
        self._text()
        for table, name in found:
            sheet = self._sheet(name, f"Tabell {table.number}. {table.caption}")
            notes = [*table.notes, *([table.source] if table.source else [])]
            for n, note in enumerate(notes, start=1):
                sheet.write_string(n, 0, note, self.line)
            self._table(sheet, len(notes) + 1, table, f"Tabell_{table.number}", _widths(table))
            sheet.freeze_panes(len(notes) + 2, 1)
            sheet.repeat_rows(len(notes) + 1)
        if records is not None:
            sheet = self._sheet("Data", f"{self.document.title}: värdena som de är, oavrundade")
            columns, rows = records
            data = Table(tuple(Column(key, decimals=1) for key in columns), tuple(rows))
            self._table(sheet, 1, data, "Data", _widths(data))
            sheet.freeze_panes(2, 1)

    def _sheets(self, sheets: tuple[Sheet, ...]) -> None:
        """Write what the document says that its workbook holds."""
        charts = [(sheet, sheet.chart) for sheet in sheets if sheet.chart and sheet.chart.n]
        listed = [(sheet.name, sheet.table.caption) for sheet in sheets]
        listed += [("Diagram", chart.title) for _, chart in charts[:1]]
        self._cover((("Bladen", "Gå till bladet genom länken i första kolumnen."),), listed)
        places = {}
        for sheet in sheets:
            table, notes = sheet.table, [*sheet.table.notes, *filter(None, [sheet.table.source])]
            made = self._sheet(sheet.name, table.caption)
            for n, note in enumerate(notes, start=1):
                made.write_string(n, 0, safe(note), self.line)
            top = len(notes) + len(sheet.apart) + 1
            beside = replace(table, rows=sheet.apart)
            for n, row in enumerate(beside.cells, start=len(notes) + 1):
                for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                    self._write(made, n, place, cell, column, True)
            widths = _widths(replace(table, rows=(*sheet.apart, *table.rows)))
            self._table(made, top, table, sheet.name, widths)
            made.fit_to_pages(max(1, round(sum(widths) / PAGE)), 0)
            made.repeat_columns(0)
            made.freeze_panes(top + 1, 1)
            made.repeat_rows(top)
            places[sheet.name] = top + 1
        drawn = self._sheet("Diagram", self.document.title) if charts else None
        at = 2
        for sheet, chart in charts:
            at += self._chart(drawn, at, sheet, chart, places[sheet.name])

    def _chart(self, on: Any, at: int, sheet: Sheet, bars: Bars, first: int) -> int:
        """Draw a chart at a row; return how many rows it takes."""
        last = first + bars.n - 1
        subtype = {"subtype": "stacked"} if bars.is_stacked else {}
        chart = self.workbook.add_chart({"type": "bar", **subtype})
        headings = [column.heading for column in sheet.table.columns]
        for heading, shade in bars.series:
            place = headings.index(heading)
            chart.add_series(
                {
                    "name": [sheet.name, first - 1, place],
                    "categories": [sheet.name, first, 0, last, 0],
                    "values": [sheet.name, first, place, last, place],
                    "fill": {"color": shade},
                    "border": {"color": SOFT, "width": 0.5},
                    "gap": 40,
                }
            )
        chart.set_title(
            {"name": with_guard(safe(bars.title)), "name_font": {"size": 12}, "overlay": False}
        )
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "interval_unit": 1})
        most = {} if bars.is_stacked else {"max": 100}
        chart.set_x_axis(
            {"min": 0, **most, "major_gridlines": {"visible": True, "line": {"color": PALE}}}
        )
        chart.set_legend({"position": "top"})
        high = AROUND + BAR * bars.n * (1 if bars.is_stacked else 2)
        chart.set_size({"width": 900, "height": high})
        said = f"{bars.title}. Siffrorna finns på bladet {sheet.name}, i tabellens ordning."
        on.write_string(at - 1, 0, said, self.line)
        on.insert_chart(at, 0, chart, {"description": said})
        return int(high / 20) + 4

    def _sheet(self, name: str, title: str) -> Any:
        sheet = self.workbook.add_worksheet(name)
        sheet.write_string(0, 0, safe(title), self.title)
        sheet.set_row(0, 22)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&F&RSida &P av &N")
        return sheet

    def _cover(self, about: Sequence[tuple[str, str]], listed: Sequence[tuple[str, str]]) -> None:
        """Write what the workbook is, and its sheets by name."""
        document = self.document
        rows = [(f.label, f.value) for f in document.facts]
        if document.status:
            rows.append(("Status", document.status))
        rows += about
        sheet = self._sheet("Om rapporten", document.title)
        sheet.write_string(1, 0, document.subtitle, self.line)
        for n, (label, value) in enumerate(rows, start=2):
            sheet.write_string(n, 0, label, self.strong)
            sheet.write_string(n, 1, value, self.plain)
        top = 2 + len(rows)
        contents = Table((Column("Blad"), Column("Innehåll")), tuple(listed))
        self._table(sheet, top, contents, "Innehall", (32, 90))
        for n, (name, _) in enumerate(listed, start=top + 1):
            sheet.write_url(n, 0, f"internal:'{name}'!A1", self.link, string=name)

    def _text(self) -> None:
        """Write all running text, one row for each paragraph or entry."""
        document = self.document
        parts = [(document.title, block) for block in document.lead]
        parts += [(s.heading, b) for _, s in walk(document.sections) for b in s.blocks]
        rows = tuple((heading, text) for heading, block in parts for text in _lines(block))
        title = f"{document.title}: rapportens text" if document.facts else document.title
        sheet = self._sheet("Text", title)
        self._table(sheet, 1, Table((Column("Avsnitt"), Column("Text")), rows), "Texten", (34, 110))

    def _table(
        self, sheet: Any, top: int, table: Table, name: str, widths: Sequence[float]
    ) -> None:
        """Write a marked-up table whose header is row `top`."""
        if not table.rows:
            table = replace(table, rows=(("Inget att visa", *("" for _ in table.columns[1:])),))
        headings = _unique([with_guard(safe(c.heading)) for c in table.columns])
        is_long = len(table.rows) >= LONG
        sheet.add_table(
            top,
            0,
            top + len(table.rows),
            len(table.columns) - 1,
            {
                "name": name,
                "style": "Table Style Light 1",
                "banded_rows": False,
                "first_column": True,
                "columns": [{"header": h, "header_format": self.strong} for h in headings],
            },
        )
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_row(top, _height(headings, widths))
        for n, row in enumerate(table.cells):
            apart = n in table.heading_rows
            if not is_long:
                sheet.set_row(top + 1 + n, _height([cell.text for cell in row], widths))
            for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                self._write(sheet, top + 1 + n, place, cell, column, apart, not is_long)

    def _write(
        self,
        sheet: Any,
        row: int,
        place: int,
        cell: Shown,
        column: Column,
        apart: bool,
        wraps: bool = True,
    ) -> None:
        value, shown = typed(cell, column.align == "right")
        look = self._cell_format(column.align, cell.look, apart, shown, wraps)
        if isinstance(value, datetime.date):
            sheet.write_datetime(row, place, value, look)
        elif isinstance(value, int | float):
            sheet.write_number(row, place, value, look)
        elif value:
            sheet.write_string(row, place, with_guard(safe(value)), look)
        else:
            sheet.write_blank(row, place, None, look)

    def _cell_format(self, align: str, look: str, apart: bool, shown: str, wraps: bool) -> Any:
        key = (align, look, apart, shown, wraps)
        if key not in self._of_cells:
            settings: dict[str, Any] = {"text_wrap": wraps, "align": align}
            if look:
                settings["bg_color"] = ANSWERS[look][0]
            elif apart:
                settings["bg_color"] = GROUND
            if shown:
                settings["num_format"] = shown
            self._of_cells[key] = self._format(bold=apart or look == "ja", **settings)
        return self._of_cells[key]


def typed(cell: Shown, is_number: bool = False) -> tuple[Value, str]:
    """Return what a spreadsheet holds, and the number format under which it reads as the text.

    A text that is a day is one, and so is a text that is a number, where the column `is_number`
    or it has a sign or percent; else what looks like a number may be a code.
    """
    value, text = cell.value, cell.text
    if isinstance(value, datetime.date) or (value is None and _DAY.fullmatch(text)):
        try:
            return value or datetime.date.fromisoformat(text), "yyyy-mm-dd"
        except ValueError:
            return text, ""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return text, ""
    sign, whole, decimals, unit = found.groups(default="")
    if not isinstance(value, int | float):
        if not (is_number or sign or unit) or (unit and not _MONEY.fullmatch(unit)):
            return text, ""
        plain = float((whole + decimals).replace("\u00a0", "").replace(",", "."))
        value = -plain if sign in ("−", "-") else plain
    places = f".{'0' * (len(decimals) - 1)}" if decimals else ""
    # 2016 is a year, 1 234 a number
    grouped = "" if len(whole) == 4 and whole.isdigit() else "#,##"
    shown = f"{'0' if unit[1:] == '%' else f'{grouped}0'}{places}"
    shown += f'" {unit[1:]}"' if unit else ""
    return value, f"+{shown};−{shown};0" if sign else shown


def _lines(block: Block) -> Iterator[str]:
    """Yield the running text of a block; tables have sheets of their own."""
    match block:
        case Paragraph():
            yield block.text
        case Bullets() | Facts() | Remarks():
            yield from ("\n".join(filter(None, (i.text, *i.details))) for i in block.items)
        case Commands():
            yield from (f"{c.line} ({c.gives})" if c.gives else c.line for c in block.commands)
        case Figure():
            yield f"Figur {block.number}. {block.title}. {block.alt}"
        case Table():
            yield f"Tabell {block.number}. {block.caption}"


def _sheet_name(table: Table) -> str:
    """Return a name for a table's sheet: none that Excel bars, at most 31 units of UTF-16."""
    what = _BARRED.sub(" ", re.split(r":|\. ", table.caption)[0])
    name = " ".join(f"Tabell {table.number} {what}".split())
    return name.encode("utf-16-le")[:62].decode("utf-16-le", "ignore").rstrip()


def _height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Return how high a row must be for its text; not every program sees to that by itself."""
    lines = (
        sum(-(-len(line) // max(int(width) - 2, 1)) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return LINE * max(1, *lines)


def _widths(table: Table) -> list[float]:
    """Return the width of each column in characters, by its longest word and line."""
    widths = []
    for place, column in enumerate(table.columns):
        texts = [column.heading, *(row[place].text for row in table.cells[:LONG])]
        longest = max(len(text) for text in texts)
        words = max((len(w) for text in texts for w in text.split()), default=0)
        most = WIDEST * (column.width or 2.5) / 3 + 10
        widths.append(max(10.0, words + 3.0, min(longest + 3.0, most)))
    return widths


def _unique(headings: list[str]) -> list[str]:
    """Return headings that differ, as a marked-up table needs."""
    found: list[str] = []
    for heading in headings:
        name, n = heading or "Kolumn", 2
        while name.lower() in (f.lower() for f in found):
            name, n = f"{heading or 'Kolumn'} {n}", n + 1
        found.append(name)
    return found

"""Lay a report out as a workbook that a screen reader and a filter can use.

Each table has a sheet of its own, marked as a table: title in A1, one header row, no merged
and no empty cells. Running text stands on the sheet Text, so that nothing is left out.
"""

import datetime
import io
import re
from collections.abc import Iterator, Sequence
from importlib import import_module  # it has no types
from typing import Any

from oj_cli.presentation.looks import ANSWERS, PALE
from oj_cli.presentation.report import (
    Block,
    Cell,
    Column,
    Facts,
    Figure,
    Listing,
    Paragraph,
    Remarks,
    Report,
    Row,
    Table,
    Terms,
    tables,
    walk,
)

FONT = "Calibri"
WIDEST = 60  # characters
LINE = 15.0  # points: how high a line of text is
_BARRED = re.compile(r"[\[\]:*?/\\']")
_ROUND = re.compile(r"^([+−-]?[\d\u00a0]+(?:,\d+)?)\u00a0%$")


def write(report: Report) -> bytes:
    """Return the report as a workbook."""
    file = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with import_module("xlsxwriter").Workbook(file, settings) as workbook:
        day = datetime.datetime.fromisoformat(report.date)
        workbook.set_properties(
            {
                "title": report.title,
                "subject": report.subtitle,
                "author": "",
                "comments": "",
                "created": day,
            }
        )
        workbook.set_size(1600, 1000)
        _Book(report, workbook).lay_out()
    return file.getvalue()


class _Book:
    def __init__(self, report: Report, workbook: Any) -> None:
        self.report = report
        self.workbook = workbook
        base = {"font_name": FONT, "font_size": 11, "valign": "top"}
        self.base = base
        self.title = workbook.add_format({**base, "bold": True, "font_size": 15})
        self.plain = workbook.add_format({**base, "text_wrap": True})
        self.strong = workbook.add_format({**base, "text_wrap": True, "bold": True})
        self.link = workbook.add_format({**base, "font_color": "#1f4e79", "underline": 1})
        self._formats: dict[tuple[str, str, bool], Any] = {}
        self._names: set[str] = set()

    def lay_out(self) -> None:
        found = [(table, self._sheet_name(table)) for table in tables(self.report)]
        self._cover(found)
        self._text()
        for table, name in found:
            self._table(table, name)

    # --- cover and text -----------------------------------------------------------------

    def _cover(self, found: list[tuple[Table, str]]) -> None:
        report = self.report
        rows: list[tuple[Any, ...]] = [(f.label, f.value) for f in report.facts]
        if report.status:
            rows.append(("Status", report.status))
        rows.append(("Text", "Rapportens text, avsnitt för avsnitt, finns på bladet Text."))
        sheet = self.workbook.add_worksheet("Om rapporten")
        sheet.write_string(0, 0, report.title, self.title)
        sheet.write_string(1, 0, report.subtitle, self.plain_line)
        for n, (label, value) in enumerate(rows, start=2):
            sheet.write_string(n, 0, label, self.strong)
            sheet.write_string(n, 1, value, self.plain)
        start = 2 + len(rows)
        sheet.write_string(start, 0, "Rapportens tabeller", self.strong)
        sheet.write_string(start, 1, "Gå till bladet genom länken i första kolumnen.", self.plain)
        top = start + 1
        self._add_table(
            sheet,
            top,
            (Column("Blad"), Column("Tabell", width=4)),
            [[name, f"Tabell {t.number}. {t.caption}"] for t, name in found],
            "Innehall",
        )
        for n, (_, name) in enumerate(found, start=top + 1):
            sheet.write_url(n, 0, f"internal:'{name}'!A1", self.link, string=name)
        said = [["Blad", "Tabell"], *([name, f"Tabell 99. {t.caption}"] for t, name in found)]
        self._columns(sheet, top, said, (32, 90))
        self._print(sheet)

    @property
    def plain_line(self) -> Any:
        """A line that runs over the cells beside it."""
        return self.workbook.add_format(self.base)

    def _text(self) -> None:
        """Write all running text, one row for each paragraph or entry."""
        sheet = self.workbook.add_worksheet("Text")
        sheet.write_string(0, 0, f"{self.report.title}: rapportens text", self.title)
        rows = []
        for _, section in walk(self.report.sections):
            for block in section.blocks:
                rows += [[section.heading, text] for text in _lines(block)]
        self._add_table(sheet, 1, (Column("Avsnitt"), Column("Text", width=4)), rows, "Texten")
        self._columns(sheet, 1, [["Avsnitt", "Text"], *rows], (34, 110))
        self._print(sheet)

    # --- tables -------------------------------------------------------------------------

    def _sheet_name(self, table: Table) -> str:
        """Return a name for a table's sheet: at most 31 characters, none that Excel bars."""
        what = _BARRED.sub(" ", table.caption.partition(":")[0])
        name = " ".join(f"Tabell {table.number} {what}".split())[:31].rstrip()
        self._names.add(name)
        return name

    def _table(self, table: Table, name: str) -> None:
        sheet = self.workbook.add_worksheet(name)
        sheet.write_string(0, 0, f"Tabell {table.number}. {table.caption}", self.title)
        notes = [*table.notes, *([table.source] if table.source else [])]
        for n, note in enumerate(notes, start=1):
            sheet.write_string(n, 0, note, self.plain_line)
        top = len(notes) + 1
        self._add_table(
            sheet,
            top,
            table.columns,
            [[_value(cell) for cell in row.cells] for row in table.rows],
            f"Tabell_{table.number}",
            table.rows,
        )
        widths = _widths(table)
        for n, width in enumerate(widths):
            sheet.set_column(n, n, width)
        lines = [[c.heading for c in table.columns]]
        lines += [[cell.text for cell in row.cells] for row in table.rows]
        self._heights(sheet, top, lines, widths)
        sheet.freeze_panes(top + 1, 1)
        self._print(sheet, top)

    def _add_table(
        self,
        sheet: Any,
        top: int,
        columns: tuple[Column, ...],
        values: list[list[Any]],
        name: str,
        rows: tuple[Row, ...] = (),
    ) -> None:
        """Write a marked-up table whose header is row `top`."""
        if not values:
            values = [["Inget att visa", *["" for _ in columns[1:]]]]
            rows = ()
        headings = _unique([c.heading for c in columns])
        sheet.add_table(
            top,
            0,
            top + len(values),
            len(columns) - 1,
            {
                "name": name,
                "style": "Table Style Light 1",
                "banded_rows": False,
                "first_column": True,
                "columns": [{"header": h, "header_format": self.strong} for h in headings],
            },
        )
        for n, row in enumerate(values):
            for place, value in enumerate(row):
                cell = rows[n].cells[place] if rows else None
                is_sum = rows[n].is_summary if rows else False
                self._write(sheet, top + 1 + n, place, value, cell, columns[place], is_sum)

    def _write(
        self,
        sheet: Any,
        row: int,
        column: int,
        value: Any,
        cell: Cell | None,
        of: Column,
        is_sum: bool,
    ) -> None:
        look = cell.look if cell else ""
        if isinstance(value, int | float):
            sheet.write_number(row, column, value, self._format(of.kind, look, is_sum, cell))
        else:
            sheet.write_string(row, column, value, self._format(of.kind, look, is_sum, None))

    def _format(self, kind: str, look: str, is_sum: bool, number: Cell | None) -> Any:
        shown = _number_format(number) if number else ""
        key = (f"{kind}{look}", shown, is_sum)
        if key not in self._formats:
            settings = {**self.base, "text_wrap": True}
            settings["align"] = {"tal": "right", "svar": "center"}.get(kind, "left")
            if look:
                settings["bg_color"] = ANSWERS[look][0]
            elif is_sum:
                settings["bg_color"] = PALE
            settings["bold"] = is_sum or look == "ja"
            if shown:
                settings["num_format"] = shown
            self._formats[key] = self.workbook.add_format(settings)
        return self._formats[key]

    def _columns(
        self, sheet: Any, top: int, lines: list[list[str]], widths: Sequence[float]
    ) -> None:
        for n, width in enumerate(widths):
            sheet.set_column(n, n, width)
        self._heights(sheet, top, lines, widths)

    def _heights(
        self, sheet: Any, top: int, lines: list[list[str]], widths: Sequence[float]
    ) -> None:
        """Make rows high enough for their text; not every program does so by itself."""
        for n, texts in enumerate(lines, start=top):
            needed = max(
                -(-len(text) // max(int(width) - 2, 1))
                for text, width in zip(texts, widths, strict=True)
            )
            sheet.set_row(n, LINE * max(needed, 1))

    def _print(self, sheet: Any, header: int | None = None) -> None:
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&F&RSida &P av &N")
        if header is not None:
            sheet.repeat_rows(header)


def _lines(block: Block) -> Iterator[str]:
    """Yield the running text of a block; tables have sheets of their own."""
    match block:
        case Paragraph():
            yield block.text
        case Listing():
            for item in block.items:
                yield " ".join((item.text, *item.details))
        case Facts():
            yield from (f"{f.label}: {f.value}" for f in block.facts)
        case Terms():
            yield from (f"{t.word}: {t.meaning}" for t in block.terms)
        case Remarks():
            for r in block.remarks:
                lead = f"{r.mark} {r.word}: " if r.word else ""
                yield " ".join(part for part in (f"{lead}{r.text}", *r.reasons, r.by) if part)
        case Figure():
            yield f"Figur {block.number}. {block.title}. {block.alt}"
        case Table():
            yield f"Tabell {block.number}. {block.caption}"


def _value(cell: Cell) -> str | int | float:
    """Return what a spreadsheet holds: the number where there is one, else the words."""
    if isinstance(cell.value, int | float) and _number_format(cell):
        return cell.value
    return cell.text


def _number_format(cell: Cell) -> str:
    """Return the number format under which a value reads as the cell's text; empty if none does."""
    text = cell.text
    if _ROUND.match(text):
        decimals = len(text.partition(",")[2].rstrip("\u00a0%"))
        return f'0{"." + "0" * decimals if decimals else ""}" %"'
    plain = text.replace("\u00a0", "").replace("−", "-")
    if not re.fullmatch(r"[+-]?\d+(,\d+)?", plain):
        return ""
    decimals = len(plain.partition(",")[2])
    shown = f"#,##0{'.' + '0' * decimals if decimals else ''}"
    return f"+{shown};−{shown};0" if plain.startswith(("+", "-")) else shown


def _widths(table: Table) -> list[float]:
    """Return the width of each column in characters, by its longest word and line."""
    widths = []
    for place, column in enumerate(table.columns):
        texts = [column.heading, *(row.cells[place].text for row in table.rows)]
        longest = max(len(text) for text in texts)
        words = max((len(w) for text in texts for w in text.split()), default=0)
        widths.append(max(10.0, words + 3.0, min(longest + 3.0, WIDEST * column.width / 3 + 10)))
    return widths


def _unique(headings: list[str]) -> list[str]:
    """Return headings that differ, as a marked-up table needs."""
    found: list[str] = []
    for heading in headings:
        name, n = heading or "Kolumn", 2
        while name in found:
            name, n = f"{heading or 'Kolumn'} {n}", n + 1
        found.append(name)
    return found

"""Answers as a workbook in the published form: units down, indicators across, a sheet a year.

Made to be read by everybody: a title in A1, one row of headings, no merged cells, marked-up
tables, and a first sheet that says what the others hold. It can be read in again.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from oj_cli.domain.guard import with_guard
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import sort_key
from oj_cli.presentation.document import Cell

_TOP = 2
"""The row of the headings, from 0: the title stands above it, with an empty row between."""

_WORDS = {
    "JA": "Ja",
    "NEJ": "Nej",
    "DELVIS": "Delvis",
    "EA": "Ej aktuellt",
    "BORTFALL": "Bortfall",
    "SEKRETESS": "Sekretess",
}
_MEANINGS = (
    ("Ja, Nej, Delvis", "Kommunens svar. Delvis räknas inte som ja i en andel."),
    ("Ej aktuellt", "Frågan gäller inte kommunen. Svaret räknas inte i en andel."),
    ("Bortfall", "Kommunen har inte svarat."),
    ("Sekretess", "Värdet visas inte för att det bygger på få personer."),
    ("9 av 15", "Så många ja av så många svar."),
    ("Tal", "Ett värde i den enhet som står i bladet Indikatorer. Procent är 0–100."),
    ("Tom cell", "Källan har ingen uppgift."),
)
_GENDERS = {"T": "", "K": " kvinnor", "M": " män"}
_KINDS = ("riket", "lan", "kommun", "stadsdel", "grupp")


@dataclass(frozen=True)
class Results:
    """One year and gender: what each unit, by (kind, key), has for each indicator."""

    year: int
    gender: str
    cells: Mapping[tuple[str, str], Mapping[str, Cell]]


@dataclass(frozen=True)
class ResultBook:
    """What goes into a workbook. `names` are those of units by (kind, key), where known."""

    catalogue: Catalogue
    results: tuple[Results, ...]
    names: Mapping[tuple[str, str], str]
    sources: Sequence[SourceRecord]

    @property
    def title(self) -> str:
        """What the workbook is called."""
        years = sorted({r.year for r in self.results})
        said = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        return f"Öppna jämförelser: {self.catalogue.name}, {said}"


def result_book(content: ResultBook, today: datetime.date) -> bytes:
    """Return the workbook as XLSX. The same content on the same day gives the same bytes."""
    import xlsxwriter  # type: ignore[import-untyped]

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False})
    created = datetime.datetime(today.year, today.month, today.day)
    book.set_properties({"title": content.title, "created": created, "language": "sv-SE"})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "bold": book.add_format({"bold": True}),
        "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _write_first(book, content, formats)
    _write_indicators(book, content, formats)
    for results in content.results:
        _write_results(book, content, results, formats)
    book.close()
    return stream.getvalue()


def _write_first(book: Any, content: ResultBook, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("Läs först")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, content.title, formats["title"])
    lines: list[tuple[str, str]] = [
        ("Blad", "Vad det innehåller"),
        ("Indikatorer", "Vad varje indikator gäller, och i vilken enhet ett värde är."),
        *((_name(r), f"Resultat {r.year}{_GENDERS[r.gender]}.") for r in content.results),
        ("", ""),
        ("I cellerna", "Betyder"),
        *_MEANINGS,
        ("", ""),
        ("Källa", "Utgivare, fil och villkor"),
        *((s.title, _about(s)) for s in content.sources),
    ]
    if content.catalogue.remark:
        lines += [("", ""), ("Anmärkning", content.catalogue.remark)]
    for n, (left, right) in enumerate(lines, start=_TOP):
        is_heading = left in ("Blad", "I cellerna", "Källa", "Anmärkning")
        sheet.write_string(n, 0, with_guard(left), formats["heading" if is_heading else "wrap"])
        sheet.write_string(n, 1, with_guard(right), formats["wrap"])
    sheet.fit_to_pages(1, 0)


def _about(source: SourceRecord) -> str:
    parts = (source.publisher, f"Fil: {source.file}", source.licence, source.credit)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _write_indicators(book: Any, content: ResultBook, formats: Mapping[str, Any]) -> None:
    columns = ("Id", "Indikator", "Kvalitetsområde", "Enhet", "Vad den gäller", "Ett ja betyder")
    rows = [
        (
            i.id,
            i.name,
            content.catalogue.quality_area_names.get(i.quality_area, i.quality_area),
            i.unit or "ja eller nej",
            i.definition,
            i.yes_means or "",
        )
        for i in _used(content)
    ]
    sheet = book.add_worksheet("Indikatorer")
    for n, width in enumerate((30, 44, 26, 20, 80, 60)):
        sheet.set_column(n, n, width, formats["wrap"])
    title = f"Indikatorer i {content.catalogue.name}"
    _write_table(sheet, title, columns, rows, "Indikatorer", formats)


def _used(content: ResultBook) -> list[Indicator]:
    used = {i for results in content.results for cells in results.cells.values() for i in cells}
    return [i for i in content.catalogue if i.id in used]


def _write_results(
    book: Any, content: ResultBook, results: Results, formats: Mapping[str, Any]
) -> None:
    here = {i for cells in results.cells.values() for i in cells}
    indicators = [i for i in content.catalogue if i.id in here]
    rows = []
    for kind, key in sorted(results.cells, key=lambda unit: _order(unit, content.names)):
        cells = results.cells[kind, key]
        code = "00" if kind == "riket" else key
        name = content.names.get((kind, key), key)
        shown = (_shown(cells.get(i.id)) for i in indicators)
        rows.append((code, name, *shown))
    sheet = book.add_worksheet(_name(results))
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, len(indicators) + 1, 18)
    title = f"{content.catalogue.name}: resultat {results.year}{_GENDERS[results.gender]}"
    columns = ("Kod", "Namn", *_headings(indicators))
    _write_table(sheet, title, columns, rows, f"Resultat_{results.year}_{results.gender}", formats)
    sheet.freeze_panes(_TOP + 1, 2)


def _order(unit: tuple[str, str], names: Mapping[tuple[str, str], str]) -> tuple[int, str, object]:
    kind, key = unit
    return _KINDS.index(kind), key, sort_key(names.get(unit, key))


def _name(results: Results) -> str:
    return f"Resultat {results.year}{_GENDERS[results.gender]}"


def _headings(indicators: Sequence[Indicator]) -> list[str]:
    """Return the names; where two are alike in a spreadsheet's eyes, with their ids."""
    names = [i.name.lower() for i in indicators]
    alone = {name for name in names if names.count(name) == 1}
    return [i.name if i.name.lower() in alone else f"{i.name} ({i.id})" for i in indicators]


def _shown(cell: Cell) -> Cell:
    return _WORDS.get(cell, cell) if isinstance(cell, str) else cell


def _write_table(
    sheet: Any,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    name: str,
    formats: Mapping[str, Any],
) -> None:
    """Write a title and a marked-up table below it."""
    sheet.write_string(0, 0, title, formats["title"])
    for n, row in enumerate(rows, start=_TOP + 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(n, column, with_guard(cell))
            elif cell is not None:
                sheet.write_number(n, column, cell)
    sheet.add_table(
        _TOP,
        0,
        _TOP + max(len(rows), 1),
        len(columns) - 1,
        {
            "name": name,
            "style": "Table Style Light 1",
            "columns": [
                {"header": with_guard(c), "header_format": formats["heading"]} for c in columns
            ],
        },
    )
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_TOP)

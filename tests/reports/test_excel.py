"""Excel: the checklist for workbooks that everyone can use, asserted on the XML."""

import io
import re
import zipfile
from collections.abc import Mapping

import openpyxl
import pytest

from oj_cli.presentation.document import Document, tables


@pytest.fixture(scope="module")
def content(made: Mapping[str, bytes]) -> bytes:
    return made["xlsx"]


def test_a_cover_the_text_and_a_sheet_for_each_table(content: bytes, county: Document) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    names = book.sheetnames
    assert names[:2] == ["Om rapporten", "Text"]
    assert len(names) == 2 + len(tables(county))
    assert all(len(name) <= 31 for name in names)
    cover = book.worksheets[0]
    assert cover["A1"].value == county.title
    listed = [c.value for (c,) in cover["A4:A200"] if c.value in names]
    assert listed == names[1:]
    links = {c.hyperlink.location for (c,) in cover["A4:A200"] if c.hyperlink}
    assert links == {f"'{name}'!A1" for name in names[2:]}


def test_every_sheet_keeps_to_the_checklist(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    seen = set()
    for sheet in book.worksheets:
        assert sheet["A1"].value  # the title
        assert sheet.merged_cells.ranges == set()
        assert len(sheet.tables) == 1
        (table,) = sheet.tables.values()
        assert table.name not in seen
        seen.add(table.name)
        assert table.headerRowCount in (None, 1)
        head, *rows = sheet[table.ref]
        headings = [c.value for c in head]
        assert len(headings) == len(set(headings))
        assert all(c.value not in (None, "") for row in (head, *rows) for c in row)
        assert sheet.sheet_state == "visible"


def test_numbers_are_numbers(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = next(s for s in book.worksheets if s.title.startswith("Tabell 2 "))
    (table,) = sheet.tables.values()
    row = next(r for r in sheet[table.ref] if r[0].value == "Dalarnas län, andel JA")
    assert row[1].value == pytest.approx(100 * 2 / 15)
    assert row[1].number_format == '0" %"'


def test_nothing_is_a_formula(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        sheets = [n for n in file.namelist() if n.startswith("xl/worksheets/sheet")]
        assert sheets
        for name in sheets:
            assert not re.search(r"<f[ >]", file.read(name).decode())

"""Workbooks: every cell where it stands, and what calamine does not tell."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from books_made import saved, sheet_of

from oj_cli.domain.grid import Area
from oj_cli.sources.sandbox import child
from oj_cli.sources.workbook import read_workbook

Put = Callable[[str, bytes], Path]


def test_cells_keep_their_places_and_kinds(put: Put) -> None:
    day = datetime.date(2016, 5, 17)
    moment = datetime.datetime(2016, 5, 17, 13, 30)
    book = sheet_of(C3="Ja", D3=1, C4=0.5, D4=True, C5=day, D5=moment, E5="0114")
    read = read_workbook(put("a.xlsx", saved(book))).sheets[0]
    assert read.name == "Resultat"
    assert [list(row) for row in read.rows] == [
        [None] * 5,
        [None] * 5,
        [None, None, "Ja", 1.0, None],
        [None, None, 0.5, True, None],
        [None, None, day, moment, "0114"],
    ]
    assert [type(v) for v in read.rows[2][2:4]] == [str, float]
    assert type(read.rows[3][3]) is bool
    assert type(read.rows[4][2]) is datetime.date


def test_merged_ranges_and_hidden_sheets(put: Put) -> None:
    book = sheet_of(B1="Rubrik", B2="a", C2="b")
    book.worksheets[0].merge_cells("B1:C1")
    book.create_sheet("Gömt").sheet_state = "hidden"
    book.create_sheet("Djupt gömt").sheet_state = "veryHidden"
    read = read_workbook(put("a.xlsx", saved(book)))
    assert read.sheets[0].merged == (Area(0, 1, 0, 2),)
    assert [s.is_hidden for s in read.sheets] == [False, True, True]


def test_all_merged_ranges_are_found() -> None:
    book = sheet_of(A1="Kod", B1="Rubrik", B3="a", D9=0.5)
    for cells in ("B1:C1", "A4:A5", "E7:G12"):
        book.worksheets[0].merge_cells(cells)
    book.create_sheet("Tom")
    book.create_sheet("Andra").merge_cells("A1:B2")
    found = child.read(saved(book), Path("a.xlsx"))
    assert [sheet["merged"] for sheet in found["sheets"]] == [
        [((0, 1), (0, 2)), ((3, 0), (4, 0)), ((6, 4), (11, 6))],
        [],
        [((0, 0), (1, 1))],
    ]


def test_a_formula_without_value_is_found_and_never_empty(put: Put) -> None:
    book = sheet_of(A1="x", B2='=IF(A1="x",1,0)', C2="=SUM(A1:A9)")
    read = read_workbook(put("a.xlsx", saved(book)))
    assert read.sheets[0].rows[1] == [None, '=IF(A1="x",1,0)', "=SUM(A1:A9)"]
    assert [(f.rule, f.cell) for f in read.findings] == [
        ("L01", "Resultat!B2"),
        ("L01", "Resultat!C2"),
    ]
    assert all(f.remedy for f in read.findings)


def test_an_error_value_is_found_and_never_empty(put: Put) -> None:
    book = sheet_of(A1="x", B2="#N/A")
    book.worksheets[0]["B2"].data_type = "e"
    read = read_workbook(put("a.xlsx", saved(book)))
    assert read.sheets[0].rows[1][1] == "#N/A"
    assert [(f.rule, f.cell) for f in read.findings] == [("L02", "Resultat!B2")]


@pytest.mark.parametrize(
    ("code", "is_percent"),
    [("0%", True), ("0.00%", True), ("0.0 %", True), ("0.0", False), ('0" %"', False)],
)
def test_percent_is_told_from_numbers(put: Put, code: str, is_percent: bool) -> None:
    book = sheet_of(A1="Andel", A2=0.5, A3=0.5, A4="text")
    book.worksheets[0]["A3"].number_format = book.worksheets[0]["A4"].number_format = code
    read = read_workbook(put("a.xlsx", saved(book)))
    assert read.sheets[0].percent == (frozenset({(2, 0)}) if is_percent else frozenset())
    assert [f.rule for f in read.findings] == ["L03"] * is_percent

"""Files that would end, fill or fool whoever reads them: told in words, or read right."""

import datetime
import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from books_made import A1, SHEET, SHEET_END, ods, ods_cell, ods_row, ods_table, rows, with_sheet
from books_made import saved as book_bytes
from books_made import sheet_of as book_of

from oj_cli.domain.errors import FileFault
from oj_cli.domain.grid import Area
from oj_cli.sources.workbook import Limits, read_workbook

Put = Callable[[str, bytes], Path]
FILES = Path(__file__).parent / "files"


def refused(path: Path, limits: Limits | None = None) -> FileFault:
    with pytest.raises(FileFault) as caught:
        read_workbook(path, limits)
    fault = caught.value
    assert path.name in (fault.place or "")
    assert fault.hints
    assert fault.exit_code == 3
    return fault


# ---------------------------------------------------------------- cells far out


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ({"A1": "x", "XFD20000": "y"}, "Resultat!XFD20000"),
        ({"A1048576": "x", "XFD1": "y"}, "Resultat!XFD1"),
        ({"A1": "x", "ZZ1048576": "y"}, "Resultat!ZZ1048576"),
    ],
)
def test_a_stray_cell_is_named(put: Put, cells: dict[str, str], place: str) -> None:
    fault = refused(put("a.xlsx", book_bytes(book_of(**cells))))
    assert (fault.place or "").endswith(f"cell {place}")


def test_a_stray_cell_is_named_however_the_cells_are_ordered(put: Put) -> None:
    far = b'<row r="20000"><c r="XFD20000"><v>1</v></c><c r="A20000"><v>1</v></c></row>'
    assert "för stor" in refused(put("a.xlsx", rows(A1 + far))).message


def test_a_cell_that_is_only_coloured_does_not_count(put: Put) -> None:
    book = book_of(A1="x")
    book.worksheets[0]["XFD1048576"].number_format = "0%"
    read = read_workbook(put("a.xlsx", book_bytes(book)))
    assert list(read.sheets[0].rows) == [["x"]]


def test_a_column_far_to_the_right_is_read_where_there_is_room(put: Put) -> None:
    read = read_workbook(put("a.xlsx", book_bytes(book_of(A1="x", XFD3="y"))))
    assert (len(read.sheets[0].rows), read.sheets[0].rows[2][16383]) == (3, "y")


# ---------------------------------------------------------------- files that unpack to much


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(put: Put) -> None:
    stream = BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
        target.open("xl/workbook.xml", "w") as part,
    ):
        for _ in range(410):
            part.write(b" " * 1_000_000)
    fault = refused(put("bomb.xlsx", stream.getvalue()))
    assert "410 MB" in fault.message


def test_a_file_that_lies_about_its_size_is_stopped(put: Put) -> None:
    raw = bytearray(with_sheet(SHEET + b" " * 30_000_000 + SHEET_END))
    size = (30_000_000 + len(SHEET) + len(SHEET_END)).to_bytes(4, "little")
    assert raw.count(size) == 2
    raw = raw.replace(size, (1000).to_bytes(4, "little"))
    refused(put("logn.xlsx", bytes(raw)))


def test_many_empty_rows_are_read(put: Put) -> None:
    many = b"".join(b'<row r="%d" ht="15"/>' % n for n in range(2, 200_000))
    read = read_workbook(put("tomt.xlsx", rows(A1 + many)))
    assert list(read.sheets[0].rows) == [["Kod"]]


def test_reading_ends_when_it_takes_too_long(put: Put) -> None:
    path = put("a.xlsx", book_bytes(book_of(A1="x")))
    assert "lång tid" in refused(path, Limits(seconds=0, memory=10**9)).message


def test_a_system_without_signals(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("signal.SIGXCPU", raising=False)
    assert len(read_workbook(put("a.csv", b"Kommun;Svar\nLeksand;1\n")).sheets) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_reading_ends_when_it_takes_too_much_memory(put: Put) -> None:
    path = put("a.xlsx", book_bytes(book_of(A1="x", NTP1000="y")))  # ten million cells
    refused(path, Limits(seconds=60, memory=150_000_000))


def test_a_cell_with_more_text_than_a_cell_can_hold(put: Put) -> None:
    text = b"a" * 200_000
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + text + b"</t></is></c></row>"
    assert "orimligt lång" in refused(put("a.xlsx", rows(cell))).message


# ---------------------------------------------------------------- odd XML


def test_cells_without_addresses_are_counted(put: Put) -> None:
    xml = (
        b'<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>'
        b"<row><c><v>3</v></c><c><f>A1&amp;B1</f></c></row>"
    )
    read = read_workbook(put("a.xlsx", rows(xml)))
    assert list(read.sheets[0].rows) == [[1.0, "#N/A"], [3.0, "=A1&B1"]]
    assert [f.cell for f in read.findings] == ["Resultat!B2", "Resultat!B1"]


def test_names_with_a_prefix_are_read(put: Put) -> None:
    xml = (
        b'<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spread'
        b'sheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
        b"<x:c r='B1' t='e'><x:v>#REF!</x:v></x:c><x:c r='C1'><x:f>A1+1</x:f></x:c></x:row>"
        b"</x:sheetData><x:mergeCells><x:mergeCell ref='A2:B3'/></x:mergeCells></x:worksheet>"
    )
    read = read_workbook(put("a.xlsx", with_sheet(xml)))
    assert list(read.sheets[0].rows) == [[1.0, "#REF!", "=A1+1"]]
    assert read.sheets[0].merged == (Area(1, 0, 2, 1),)


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        ("<c r='A1'><f>B1</f><v></v></c>", "=B1", "L01"),
        ("<c r='A1'><f>B1</f><v/></c>", "=B1", "L01"),
        ("<c r='A1'><f t='shared' si='0'/></c>", "=", "L01"),
        ("<c r='A1'><f>B1</f><v>7</v></c>", 7.0, None),
        ("<c r='A1' t='str'><f>B1</f><v>Ja</v></c>", "Ja", None),
        ("<c r='A1' t='str'><f>B1</f><v></v></c>", None, None),
        ("<c r='A1' t='e'><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!", "L02"),
    ],
)
def test_a_formula_with_and_without_its_value(
    put: Put, cell: str, value: object, rule: str | None
) -> None:
    xml = f"<row r='1'>{cell}<c r='B1'><v>1</v></c></row>".encode()
    read = read_workbook(put("a.xlsx", rows(xml)))
    assert read.sheets[0].rows[0][0] == value
    assert [f.rule for f in read.findings] == ([rule] if rule else [])


# ---------------------------------------------------------------- other formats


def test_an_ods_file_tells_what_an_xlsx_file_tells(put: Put) -> None:
    formula = 'table:formula="of:=SUM([.A1])"'
    number = 'office:value-type="float" office:value='
    table = ods_table(
        ods_row(ods_cell("Kod"), ods_cell("Andel")),
        ods_row(
            ods_cell("2029", f'{number}"2029"'),
            ods_cell("50 %", 'office:value-type="percentage" office:value="0.5"'),
        ),
        ods_row(ods_cell("", formula), ods_cell("#N/A", f'{formula} {number}"0"')),
        ods_row(
            ods_cell("bred", 'office:value-type="string" table:number-columns-spanned="2"'),
            "<table:covered-table-cell/>",
        ),
        ods_row("<table:table-cell/>", repeated=1_000_000),
    )
    hidden = ods_table(ods_row(ods_cell("'-")), name="Dold", style="dold")
    read = read_workbook(put("a.ods", ods(table + hidden)))
    first, second = read.sheets
    assert [list(row) for row in first.rows] == [
        ["Kod", "Andel"],
        [2029.0, 0.5],
        ["=SUM([.A1])", "#N/A"],
        ["bred", None],
    ]
    assert first.merged == (Area(3, 0, 3, 1),)
    assert first.percent == {(1, 1)}
    assert [(f.rule, f.cell) for f in read.findings] == [
        ("L01", "Resultat!A3"),
        ("L02", "Resultat!B3"),
        ("L03", "Resultat!B2"),
    ]
    assert (second.is_hidden, list(second.rows)) == (True, [["-"]])


@pytest.mark.parametrize(
    "table",
    [
        ods_row(
            ods_cell("x", 'office:value-type="string" table:number-columns-repeated="16384"'),
            repeated=1_048_576,
        ),
        ods_row("<table:table-cell/>", repeated=900_000_000) + ods_row(ods_cell("x")),
    ],
)
def test_an_ods_file_that_repeats_without_end(put: Put, table: str) -> None:
    assert "långt bort" in refused(put("a.ods", ods(ods_table(table)))).message


def test_an_old_workbook(put: Put) -> None:
    read = read_workbook(FILES / "gammal.xls")
    first, second = read.sheets
    assert [list(row) for row in first.rows[:3]] == [
        [None, "Rubrik", None, None, None],
        ["0114", "Upplands Väsby", "Ja", 12.5, True],
        ["2039", "Älvdalen", "Nej", 0.5, datetime.date(2016, 5, 17)],
    ]
    assert first.merged == (Area(0, 1, 0, 2),)
    assert second.is_hidden
    [finding] = read.findings
    assert (finding.rule, ".xlsx" in finding.remedy) == ("L04", True)


def test_the_name_of_a_file_says_nothing(put: Put) -> None:
    raw = book_bytes(book_of(A1="x"))
    for name in ("a.csv", "a.xls", "a.ods", "a"):
        assert list(read_workbook(put(name, raw)).sheets[0].rows) == [["x"]]
    assert read_workbook(put("b.xlsx", b"a;b\n")).sheets[0].rows == [["a", "b"]]


# ---------------------------------------------------------------- what cannot be read


def test_a_workbook_with_a_password(put: Put) -> None:
    assert "lösenord" in refused(FILES / "last.xlsx").message
    assert "lösenord" in refused(put("a.ods", ods(ods_table(), encrypted=True))).message


@pytest.mark.parametrize("part", [0.0001, 0.01, 0.2, 0.5, 0.9, 0.99, 0.999])
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_file_that_is_cut_off(put: Put, kind: str, part: float) -> None:
    whole = {
        "xlsx": book_bytes(book_of(A1="Kod", B2="Ja")),
        "xls": (FILES / "gammal.xls").read_bytes(),
        "ods": ods(ods_table(ods_row(ods_cell("Kod")))),
    }[kind]
    path = put(f"a.{kind}", whole[: max(4, int(part * len(whole)))])
    try:
        read = read_workbook(path)
    except FileFault as fault:
        assert fault.hints  # noqa: PT017 - the end of an xls file may be missing and not missed
    else:
        assert kind == "xls"
        assert read.sheets[0].rows[1][0] == "0114"


@pytest.mark.parametrize(
    ("name", "inside", "said"),
    [
        ("a.docx", "word/document.xml", "textdokument"),
        ("a.pptx", "ppt/presentation.xml", "presentation"),
        ("a.zip", "svar 2016.xlsx", "packat arkiv. I den finns svar 2016.xlsx"),
    ],
)
def test_another_kind_of_packed_file(put: Put, name: str, inside: str, said: str) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr(inside, "x")
    assert said in refused(put(name, stream.getvalue())).message


def test_the_lock_file_of_office(put: Put) -> None:
    fault = refused(put("~$svar.xlsx", b"x" * 165))
    assert fault.hints == ("Läs in svar.xlsx i stället.",)


def test_a_file_that_another_program_holds(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("svar.xlsx", b"x")
    put("~$svar.xlsx", b"x")

    really = Path.open

    def held(self: Path, *how: Any, **more: Any) -> Any:
        if self.name == path.name:
            raise PermissionError(13, "held")
        return really(self, *how, **more)

    monkeypatch.setattr(Path, "open", held)
    fault = refused(path)
    assert fault.hints[0].startswith("Den är öppen i Excel.")


def test_a_file_that_is_missing_or_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "saknas.xlsx", tmp_path):
        with pytest.raises(FileFault, match="inte att läsa"):
            read_workbook(path)


# ---------------------------------------------------------------- web pages


PAGE = """\
<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><style>td {x}</style>
</head><body><p>Rapport</p><table><caption>Svar 2016</caption>
<tr><th rowspan=2>Kod<th rowspan=2>Kommun<th colspan="2">Rutin &amp; plan</tr>
<tr><td>2015</td><td>2016</td></tr>
<tr><td>2039</td><td> &Auml;lvdalen<br>(Dalarna)</td><td>'-</td><td><b>J</b>a</td></tr>
</table><script>document.write("<table>")</script>
<table><tr><td></td><td>å</td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8-sig", "utf-16"])
def test_the_tables_of_a_page_named_xls(put: Put, encoding: str) -> None:
    read = read_workbook(put("export.xls", PAGE.encode(encoding)))
    first, second = read.sheets
    assert first.name == "Svar 2016"
    assert [list(row) for row in first.rows] == [
        ["Kod", "Kommun", "Rutin & plan", None],
        [None, None, "2015", "2016"],
        ["2039", "Älvdalen (Dalarna)", "-", "Ja"],
    ]
    assert first.merged == (Area(0, 0, 1, 0), Area(0, 1, 1, 1), Area(0, 2, 0, 3))
    assert (second.name, list(second.rows)) == ("Tabell 2", [[None, "å"]])


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<!DOCTYPE html><html><body>Logga in</body></html>", "utan tabeller"),
        ("<table></table>", "utan tabeller"),
        ("<html><table><tr>" + "<td rowspan=1000 colspan=1000>x" * 6000 + "</table>", "för stora"),
        (
            '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook'
            ' xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "äldre XML-format",
        ),
    ],
)
def test_a_page_without_tables_is_told(put: Put, page: str, said: str) -> None:
    assert said in refused(put("export.xls", page.encode())).message


def test_a_page_of_many_empty_rows_is_refused_before_it_is_read(put: Put) -> None:
    page = b"<html><table><tr><td>a</td></tr>" + b"<tr><td></td></tr>" * 3_000_000
    assert "för stora" in refused(put("export.xls", page)).message


def test_a_page_that_is_cut_off_gives_what_is_there(put: Put) -> None:
    read = read_workbook(put("a.xls", PAGE[: PAGE.index("a</td></tr>")].encode("iso-8859-1")))
    assert read.sheets[0].rows[2][3] == "J"

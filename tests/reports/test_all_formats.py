"""The same report in four formats: same tables, same order, same figures, same bytes."""

import io
import re
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from oj_cli.presentation.document import Document, Table, tables, walk
from oj_cli.presentation.write import FORMATS, write


def grid(table: Table) -> list[list[str]]:
    """A table as its readers see it, header first."""
    return [[c.heading for c in table.columns], *([c.text for c in row] for row in table.cells)]


def cells_of_html(html: str) -> list[list[list[str]]]:
    found = []
    for table in re.findall(r"<table>.*?</table>", html, re.DOTALL):
        rows = re.findall(r'<tr(?! class="over").*?</tr>', table, re.DOTALL)
        found.append([re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows])
    return found


def test_html_has_every_cell(county: Document, made: Mapping[str, bytes]) -> None:
    assert cells_of_html(made["html"].decode()) == [grid(t) for t in tables(county)]


def test_word_has_every_cell(county: Document, made: Mapping[str, bytes]) -> None:
    document = docx.Document(io.BytesIO(made["docx"]))
    found = [[[c.text for c in row.cells] for row in t.rows] for t in document.tables]
    over = [rows.pop(0) for rows, t in zip(found, tables(county), strict=True) if t.groups]
    assert found == [grid(t) for t in tables(county)]
    first = ["", *["Information på kommunens webbplats"] * 2, "Tillgänglighet utanför kontorstid"]
    assert over[0][:4] == first  # a heading that spans is said of each of its columns
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert captions == [f"Tabell {t.number}. {t.caption}" for t in tables(county)]


def shown(cell: Any) -> str:
    """What Excel shows of a cell: the text, or the number in its format, in Swedish."""
    value = cell.value
    if isinstance(value, str):
        return value
    form = cell.number_format
    sign = ""
    if ";" in form:
        sign = "+" if value > 0 else "−"
    decimals = len(form.partition(";")[0].partition(".")[2].strip('+#,% "'))
    from oj_cli.domain.swedish import number

    text = number(abs(value) if sign else value, decimals)
    text = text if set(text) <= set("0,") else sign + text
    return f"{text}\u00a0%" if form.endswith('%"') else text


def test_excel_has_every_cell(county: Document, made: Mapping[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    found = []
    for sheet in book.worksheets[2:]:
        (area,) = sheet.tables.values()
        found.append([[shown(c) for c in row] for row in sheet[area.ref]])
    assert found == [grid(t) for t in tables(county)]


def test_pdf_has_every_word(county: Document, made: Mapping[str, bytes]) -> None:
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made["pdf"])).pages)
    squeezed = re.sub(r"[\s\u00a0\u00ad-]+", "", text)
    for table in tables(county):
        assert re.sub(r"[\s\u00a0-]+", "", f"Tabell {table.number}. {table.caption}") in squeezed
        for row in table.cells:
            for cell in row:
                assert re.sub(r"[\s\u00a0-]+", "", cell.text) in squeezed
    places = [
        squeezed.rindex(re.sub(r"[\s-]+", "", s.heading)) for _, s in walk(county.sections, 1)
    ]
    assert min(places) > 0


@pytest.mark.parametrize("format", FORMATS)
def test_same_bytes_each_time(county: Document, made: Mapping[str, bytes], format: str) -> None:
    ((_, again),) = write(county, (format,))  # type: ignore[arg-type]
    assert again == made[format]


def test_no_clock_in_the_zips(made: Mapping[str, bytes]) -> None:
    for format in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(made[format])) as file:
            assert {entry.date_time[:3] for entry in file.infolist()} == {(1980, 1, 1)}
            core = file.read("docProps/core.xml").decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"2016-11-25T"}


def test_the_commands_writes_all_four(oj: Callable[..., Any], folder: Path) -> None:
    asked = ("report", "lan", "--lan", "Dalarna", "--omrade", "socialpsykiatri")
    ran = oj(*asked, "--idag", "2016-11-25", "--format", "html,word,excel,pdf", "-o", "lan")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines() == [f"Skrev lan.{f}." for f in ("html", "docx", "xlsx", "pdf")]
    assert sorted(p.name for p in folder.iterdir()) == [
        "lan.docx",
        "lan.html",
        "lan.pdf",
        "lan.xlsx",
    ]


def test_a_format_that_the_computer_cannot_make_does_not_lose_the_others(
    oj: Callable[..., Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)  # as where its DLL is blocked
    asked = ("report", "kommun", "--kommun", "Göteborg", "--omrade", "lss-enheter", "-o", "profil")
    ran = oj(*asked, "--format", "pdf,docx,html")
    assert ran.code == 3
    assert "PDF" in ran.err
    assert "typst" in ran.err
    assert "profil.docx" in ran.err
    assert {path.name for path in folder.iterdir()} == {"profil.docx", "profil.html"}
    said = "\n".join(p.text for p in docx.Document(str(folder / "profil.docx")).paragraphs)
    assert "DV: alkohol/droger: 4\u00a0% mot 37" in said  # in words, where no picture can be made


def test_a_file_that_cannot_be_written_does_not_lose_the_others(
    oj: Callable[..., Any], folder: Path
) -> None:
    (folder / "oj.yaml").write_text("kommun: Göteborg\n", encoding="utf-8")
    asked = ("report", "kommun", "--omrade", "lss-enheter", "--idag", "2026-11-30", "--format")
    assert oj(*asked, "html").code == 0
    (made,) = (folder / "rapporter").iterdir()  # the folder was not there
    made.unlink()
    made.mkdir()  # as a file that is open in another program
    ran = oj(*asked, "html,xlsx")
    assert ran.code == 3
    assert made.name in ran.err
    assert f"Skriven: {made.with_suffix('.xlsx')}" in ran.err
    assert made.with_suffix(".xlsx").is_file()

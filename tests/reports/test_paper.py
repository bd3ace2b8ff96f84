"""How a document lies on paper: sections that lie down, and a list of contents where it is long."""

import io
from dataclasses import replace

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from oj_cli.presentation.document import Document, complete
from oj_cli.presentation.parts import section, table
from oj_cli.presentation.write import write

LYING = section("Matris", table(("Kommun", "Svar"), (("Mora", "JA"),)), id="b", is_landscape=True)


def made(n_long: int) -> dict[str, bytes]:
    long = section("Text", *["mycket att läsa " * 180] * n_long, id="c")
    inside = section("Liggande", section("Under", "en rad"), id="d", is_landscape=True)
    document = Document(
        "Prov",
        sections=(section("Först", "en rad", id="a"), LYING, long, inside),
        date="2026-11-25",
    )
    return {str(f): content for f, content in write(complete(document), ("pdf", "docx", "html"))}


@pytest.fixture(scope="module")
def short() -> dict[str, bytes]:
    return made(1)


def test_a_section_lies_down_on_pages_of_its_own(short: dict[str, bytes]) -> None:
    pages = PdfReader(io.BytesIO(short["pdf"])).pages
    assert [p.mediabox.width > p.mediabox.height for p in pages] == [False, True, False, True]
    assert "Matris" in pages[1].extract_text()
    assert "Under" in pages[3].extract_text()
    found = docx.Document(io.BytesIO(short["docx"])).sections
    assert [s.page_width > s.page_height for s in found] == [False, True, False, True]
    assert short["html"].decode().count('<section class="liggande"') == 2


def test_only_a_long_document_has_a_list_of_contents(short: dict[str, bytes]) -> None:
    long = made(12)
    for content, is_listed in ((short, False), (long, True)):
        first = PdfReader(io.BytesIO(content["pdf"])).pages[0].extract_text()
        assert ("Innehåll" in first) == is_listed
        headings = [p.text for p in docx.Document(io.BytesIO(content["docx"])).paragraphs]
        assert ("Innehåll" in headings) == is_listed
        assert ("<nav" in content["html"].decode()) == is_listed


def test_a_source_line_stands_once_where_one_reads_on() -> None:
    of = ("Källa: Kolada.", "Källa: Kolada.", "Källa: SCB.", "Källa: Kolada.")
    made = [replace(table(("A",), ((n,),)), source=source) for n, source in enumerate(of)]
    sections = (section("Ett", *made[:1]), section("Två", *made[1:]))
    document = complete(Document("Prov", sections=sections, date="2026-11-25"))
    written = dict(write(document, ("html", "xlsx")))
    html = written["html"].decode()
    assert (html.count(of[0]), html.count(of[2])) == (2, 1)
    sheets = openpyxl.load_workbook(io.BytesIO(written["xlsx"])).worksheets
    assert [s["A2"].value for s in sheets if s.title.startswith("Tabell")] == list(of)

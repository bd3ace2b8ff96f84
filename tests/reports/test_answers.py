"""An answer of any command as a file: opened again by a reader, with numbers and dates as such."""

import datetime
import io
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from oj_cli.presentation.document import (
    Column,
    Document,
    Paragraph,
    Section,
    Shown,
    Table,
    complete,
)
from oj_cli.presentation.excel.writer import typed
from oj_cli.presentation.write import FORMATS, write

ROOT = Path(__file__).parents[2]
COMPARE = ("compare", "--indicator", "sip_rutin", "--lan", "Dalarna")
IDENTIFY = ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri")
TREND = ("trend", "--indicator", "U28112", "--kommun", "Göteborg")
IN_EXAMPLE = (
    ("status",),
    ("plan", "show", "arbete-2017"),
    ("plan", "export", "arbete-2017"),
    ("plan", "outcome", "arbete-2017"),
    ("peers", "--tema", "arbete", "--omrade", "socialpsykiatri"),
)


class Reader(HTMLParser):
    """The headings of a page, the cells of its tables, its language and its tags in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.language: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "html":
            self.language = dict(attrs)["lang"]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.setdefault(self.tags[-1], []).append(data.strip())


def made(oj: Callable[..., Any], name: str, *command: str) -> bytes:
    ran = oj(*command, "-o", name)
    assert (ran.code, ran.out, ran.err) == (0, "", f"Skrev {name}.\n")
    return Path(name).read_bytes()


def test_html(oj: Callable[..., Any], folder: Path) -> None:
    page = Reader(made(oj, "a.html", *COMPARE).decode())
    assert page.language == "sv"
    assert page.tags.count("h1") == page.tags.count("table") == page.tags.count("caption") == 1
    assert "Rutin för information" in page.texts["h1"][0]
    assert page.texts["th"].count("Leksand") == 1
    assert page.texts["td"].count("NEJ") == 4


def test_word(oj: Callable[..., Any], folder: Path) -> None:
    document = docx.Document(io.BytesIO(made(oj, "a.docx", *IDENTIFY)))
    styles = [p.style.name for p in document.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") >= 4
    assert styles.count("Caption") == len(document.tables) >= 2
    assert document.core_properties.language == "sv-SE"
    first = document.tables[0].rows[1].cells
    assert first[0].text.startswith("Uppsökande verksamhet")  # what law asks for stands first
    assert "Krav i" in first[1].text


def test_pdf(oj: Callable[..., Any], folder: Path) -> None:
    reader = PdfReader(io.BytesIO(made(oj, "a.pdf", *IDENTIFY)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Leksand: öppna jämförelser 2016, socialpsykiatri"
    assert reader.trailer["/Root"]["/Lang"] == "sv-SE"  # type: ignore[index]  # a dictionary
    assert "Viktigast att förbättra" in "".join(page.extract_text() for page in reader.pages)


def test_excel_has_the_tables_and_the_exact_values(oj: Callable[..., Any], folder: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made(oj, "a.xlsx", *IDENTIFY)))
    assert (book.sheetnames[0], book.sheetnames[-1]) == ("Text", "Data")
    assert len({name for sheet in book for name in sheet.tables}) == len(book.sheetnames)
    head, *rows = book["Data"].iter_rows(min_row=2, values_only=True)
    records = [dict(zip(head, row, strict=True)) for row in rows]
    found = next(r for r in records if r["indikator"] == "ips_supported_employment")
    assert (found["svar"], found["varde"], found["riket"]) == ("NEJ", None, 41)
    assert [c.data_type for row in book["Text"] for c in row if c.value].count("f") == 0


def test_excel_has_numbers_as_numbers(oj: Callable[..., Any], folder: Path) -> None:
    asked = ("identify", "--kommun", "Göteborg", "--omrade", "hemtjanst")
    book = openpyxl.load_workbook(io.BytesIO(made(oj, "a.xlsx", *asked)))
    (name, own, other, n, *_) = (c for c in book.worksheets[1][3])
    assert name.value == "Hemtj: gör arbetet bra"
    assert (own.data_type, other.data_type, n.value) == ("n", "n", 3725)


@pytest.mark.parametrize("suffix", ["svg", "png", "html"])
def test_a_development_is_a_picture(oj: Callable[..., Any], folder: Path, suffix: str) -> None:
    content = made(oj, f"a.{suffix}", *TREND)
    assert {"svg": b"<svg", "png": b"\x89PNG", "html": b"<figure"}[suffix] in content
    assert "█".encode() not in content


PICTURED = (
    (*IDENTIFY,),
    ("identify", "--kommun", "Göteborg"),
    ("identify", "--lan", "Dalarna"),
    ("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri"),
    ("compare", "--indicator", "hemtjanst_nojd_helhet"),
    ("compare", "--indicator", "hemtjanst_nojd_helhet", "--lan", "Dalarna"),
    COMPARE,
    ("peers", "--indicator", "boende_handledning", "--kommun", "Leksand"),
    ("peers", "--tema", "arbete", "--kommun", "Leksand", "--omrade", "socialpsykiatri"),
    ("trend", "--kommun", "Göteborg", "--omrade", "hemtjanst"),
)


@pytest.mark.parametrize("command", PICTURED, ids=" ".join)
def test_what_is_compared_is_a_picture_that_stays_the_same(
    oj: Callable[..., Any], folder: Path, command: tuple[str, ...]
) -> None:
    content = made(oj, "a.svg", *command)
    root = ElementTree.fromstring(content)  # noqa: S314
    title, description = root[0].text or "", root[1].text or ""
    assert len(title) > 20
    assert len(description) > 100
    assert made(oj, "b.svg", *command) == content
    assert title.split(":")[0].encode() in made(oj, "a.html", *command)


def shown(oj: Callable[..., Any], *command: str) -> list[str]:
    root = ElementTree.fromstring(made(oj, "a.svg", *command))  # noqa: S314
    return [e.text or "" for e in root.iter()]


def test_the_profile_says_what_the_answer_says(oj: Callable[..., Any], folder: Path) -> None:
    asked = ("identify", "--kommun", "Göteborg", "--omrade", "hemtjanst")
    texts = shown(oj, *asked)
    told = [r for r in oj(*asked, "--format", "json").json["resultat"] if r["skillnad"] is not None]
    weak = [r for r in told if r["bedomning"] == "tydlig_svaghet"]
    assert any(f"på {len(weak)} av {len(told)} mått" in text for text in texts)
    assert sum(text.endswith("▼ svagt") for text in texts) == len(weak)
    reached = next(r for r in told if r["indikator"] == "hemtjanst_latt_na_personal")
    other = reached["jamforelser"][reached["jamfors_med"]]["redovisat"]
    assert f"{reached['varde']:.0f}\u00a0% mot {other:.0f}, ▼ svagt" in texts


def test_the_map_counts_what_the_answer_counts(oj: Callable[..., Any], folder: Path) -> None:
    asked = ("identify", "--kommun", "Göteborg")
    cells = [t.split("/") for t in shown(oj, *asked) if re.fullmatch(r"\d+/\d+", t)]
    counts = [part["antal"] for part in oj(*asked, "--format", "json").json["omraden"]]
    weak = sum(c.get("tydlig_svaghet", 0) + c.get("saknas", 0) for c in counts)
    assert sum(int(n) for n, _ in cells) == weak > 0


def test_the_matrix_holds_every_answer(oj: Callable[..., Any], folder: Path) -> None:
    cells = shown(oj, "identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri")
    asked = ("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri", "--format", "json")
    results = oj(*asked).json["resultat"]
    assert cells.count("J") == sum(r["n_ja"] for r in results)
    assert cells.count("E") == sum(r["n_ea"] for r in results)


def test_it_is_opened_in_the_browser(
    oj: Callable[..., Any], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    assert oj(*IDENTIFY, "-o", "a.html", "--oppna").code == 0
    assert opened == [(folder / "a.html").as_uri()]
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    monkeypatch.setattr("webbrowser.open", lambda url: False)
    ran = oj(*IDENTIFY, "--oppna")
    (page,) = folder.glob("oj-*/svar.html")
    assert b"<figure" in page.read_bytes()
    assert str(page) in ran.err.splitlines()[-1]


def test_what_has_no_picture_says_so(oj: Callable[..., Any], folder: Path) -> None:
    for command in (
        ("kommuner", "--lan", "Dalarna"),
        ("trend", "--indicator", "sip_rutin", "--kommun", "Leksand"),
    ):
        ran = oj(*command, "-o", "a.svg")
        assert (ran.code, "ingen bild" in ran.err) == (2, True)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("command", IN_EXAMPLE, ids=" ".join)
def test_in_a_workspace(
    oj: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    place = tmp_path / "leksand"
    shutil.copytree(ROOT / "examples" / "leksand-2016", place)
    monkeypatch.chdir(place)
    monkeypatch.setenv("OJ_IDAG", "2016-11-21")
    book = openpyxl.load_workbook(io.BytesIO(made(oj, "a.xlsx", *command)))
    assert book.properties.created == datetime.datetime(2016, 11, 21)
    for format in ("docx", "html", "pdf", "md", "json", "txt"):
        assert made(oj, f"a.{format}", *command)


def test_a_view_leaves_out_what_the_files_need() -> None:
    table = Table(
        (Column("a", "A"), Column("b", "B", "right", decimals=1), Column("c", "C")),
        (
            {"a": "=1+1", "b": 1234.56, "c": datetime.date(2027, 6, 30)},
            {"a": "@x", "b": None, "c": "2027-07-01"},
            {"a": "-", "b": 7, "c": "+3\u00a0%"},
        ),
    )
    document = Document("Titel", (table, Paragraph("a\nb")), (Section("Del", (table,)),))
    whole = complete(Document(**{**vars(document), "date": "2026-11-25"}))
    files = dict(write(whole, FORMATS, (("k",), [{"k": 41.379}])))
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert book.sheetnames == ["Text", "Tabell 1 Titel", "Tabell 2 Del", "Data"]
    rows = list(book["Tabell 2 Del"].iter_rows(min_row=3))
    assert [row[0].value for row in rows] == ["'=1+1", "'@x", "'-"]
    assert [row[1].value for row in rows] == [1234.56, None, 7]
    days = [row[2].value for row in rows[:2]]
    assert days == [datetime.datetime(2027, 6, 30), datetime.datetime(2027, 7, 1)]
    assert (rows[2][2].value, rows[2][2].number_format) == (3, '+0" %";−0" %";0')
    assert book["Data"]["A3"].value == 41.379
    assert [
        p.text
        for p in docx.Document(io.BytesIO(files["docx"])).paragraphs
        if p.style.name == "Caption"
    ] == ["Tabell 1. Titel", "Tabell 2. Del. Titel"]


@pytest.mark.parametrize(
    ("cell", "right", "found"),
    [
        (Shown("2016"), True, (2016, "0")),
        (Shown("2016", 2016), False, (2016, "0")),
        (Shown("0123"), False, ("0123", "")),
        (Shown("12\u00a0345,6"), True, (12345.6, "#,##0.0")),
        (Shown("41\u00a0%", 41.379), False, (41.379, '0" %"')),
        (Shown("−27"), True, (-27, "+#,##0;−#,##0;0")),
        (Shown("11 av 15"), True, ("11 av 15", "")),
        (Shown("2027-13-01"), False, ("2027-13-01", "")),
    ],
)
def test_what_a_spreadsheet_holds(cell: Shown, right: bool, found: tuple[Any, str]) -> None:
    assert typed(cell, right) == found

"""Reports as they come: hard line ends, hyphens, page numbers, tables, Word, PDF, and damage."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.analysis.prose.reading import sentences
from oj_cli.domain.errors import FileFault
from oj_cli.domain.prose import Passage
from oj_cli.sources.prose import read_prose

Run = Callable[..., Any]
REPORT = (
    "Länsrapport Dalarna 2016",
    "I Dalarna har 9 av 15 kommuner öppen verksamhet, det vill säga 60 procent.",
    "I Dalarna erbjuder 11 av 15 kommuner case management, det vill säga 67 procent.",
)


def read(*lines: str) -> list[str]:
    return [s.text for s in sentences([Passage(x, line=n) for n, x in enumerate(lines, start=1)])]


def of_lines(*lines: str) -> list[tuple[int | None, str]]:
    found = sentences([Passage(x, line=n) for n, x in enumerate(lines, start=1)])
    return [(s.line, s.text) for s in found]


def test_lines_are_joined_and_words_that_were_divided_too() -> None:
    assert of_lines("Det finns rutiner i tre kom-", "muner. Resten sak-", "nar dem.") == [
        (1, "Det finns rutiner i tre kommuner."),
        (2, "Resten saknar dem."),
    ]
    assert read("Social- och familjenämnden i Mora.") == ["Social- och familjenämnden i Mora."]
    assert read("psykisk funk\u00adtionsnedsättning") == ["psykisk funktionsnedsättning"]


def test_a_sentence_goes_on_over_a_page() -> None:
    pages = ["Texten som ska vara", "", "anpassad slutar här.", "", "Slut."]
    assert read(*pages) == ["Texten som ska vara anpassad slutar här.", "Slut."]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Det är t.ex. fyra kommuner, dvs. 27 %. Fler bör.", 2),
        ("Enl. lag jfr. kap. 3. Nästa mening!", 2),
        ("Kommentar:! En kommun har det.? Varför då? 3 av 15.", 4),
        ("Jämfört med 2015. 60 % har det.", 2),
        ("Andelen är 12,5 % av 3 000 kr.", 1),
    ],
)
def test_where_sentences_end(text: str, parts: int) -> None:
    assert len(read(text)) == parts


def test_what_is_left_of_a_table_is_no_text() -> None:
    text = (
        "Före tabellen. Tabell 3 Rubrik Lättläst Öppen verksamhet Avesta JA NEJ Borlänge NEJ NEJ "
        "Falun JA EA Gagnef JA DELVIS Riket % 28 40 Dalarnas län % 33 36 Kommentar:! Efter den "
        "anger 5 av 15 kommuner en plan."
    )
    assert read(text) == [
        "Före tabellen.",
        "Kommentar:",
        "Efter den anger 5 av 15 kommuner en plan.",
    ]


def test_figures_in_a_sentence_are_no_table() -> None:
    text = (
        "Det är 3 av 15 i ett, 4 av 15 i ett annat, 5 av 15 i ett tredje och 6 av 15 i det sista."
    )
    assert read(text) == [text]


def test_markdown_headings_lists_and_tables() -> None:
    lines = ["# Rubrik om socialjour", "Alla har det.", "| a | 9 av 15 |", "- Första", "- Andra"]
    assert read(*lines) == ["Rubrik om socialjour", "Alla har det.", "Första", "Andra"]


def test_a_title_is_a_heading_though_text_stands_right_below_it() -> None:
    lines = ["Länsrapport 2016", "Alla har socialjour.", "", "Missbruk", "", "Ingen har det."]
    found = sentences([Passage(x, line=n) for n, x in enumerate(lines, start=1)])
    assert [(s.text, s.level) for s in found] == [
        ("Länsrapport 2016", 1),
        ("Alla har socialjour.", 0),
        ("Missbruk", 9),
        ("Ingen har det.", 0),
    ]


@given(st.lists(st.text(max_size=60), max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_line_makes_it_fail_and_every_sentence_has_its_line(lines: Sequence[str]) -> None:
    for line, text in of_lines(*lines):
        assert line is not None
        assert 1 <= line <= len(lines)
        assert any(c.isalnum() for c in text)


# ---------------------------------------------------------------- files


def as_docx(path: Path) -> None:
    document = docx.Document()
    document.add_heading(REPORT[0], level=1)
    for text in REPORT[1:]:
        document.add_paragraph(text)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "1 av 15 kommuner"
    document.save(str(path))


def as_pdf(path: Path) -> None:
    body = "\n\n".join(text.replace("@", "\\@") for text in REPORT[1:])
    source = (
        f'#set text(lang: "sv", hyphenate: true)\n#set page(width: 7cm)\n= {REPORT[0]}\n\n{body}'
    )
    path.write_bytes(typst.compile(source.encode()))


def as_text(path: Path) -> None:
    path.write_bytes("\r\n\r\n".join(REPORT).encode("cp1252"))


@pytest.mark.parametrize(
    ("name", "write"), [("a.docx", as_docx), ("a.pdf", as_pdf), ("a.txt", as_text)]
)
def test_the_same_is_found_in_every_kind_of_file(
    oj: Run, tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    path = tmp_path / name
    write(path)
    ran = oj("check", "text", str(path), "--format", "json")
    assert ran.code == 1
    (found,) = ran.json["fynd"]
    assert found["regel"] == "D08"
    assert found["fil"] == name
    assert found["citat"] == REPORT[2]
    assert (ran.json["omrade"], ran.json["ar"], ran.json["grupp"]) == (
        "socialpsykiatri",
        2016,
        "Dalarnas län",
    )
    assert {"a.docx": "stycke 3", "a.pdf": "sida 1", "a.txt": None}[name] == found["galler"]
    assert found["rad"] == (5 if name == "a.txt" else None)


def encrypted(path: Path) -> None:
    as_pdf(path)
    writer = pypdf.PdfWriter(clone_from=str(path))
    writer.encrypt("hemligt")
    writer.write(str(path))


def empty_pdf(path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(str(path))


def half(write: Callable[[Path], None]) -> Callable[[Path], None]:
    def cut(path: Path) -> None:
        write(path)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return cut


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (encrypted, "skyddad med lösenord"),
        (empty_pdf, "innehåller ingen text"),
        (half(as_docx), "skadad"),
        (lambda p: p.write_bytes(b"PK\x03\x04" + b"x" * 50), "skadad"),
        (
            lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
            "äldre format",
        ),
        (lambda p: p.write_bytes(b"{\\rtf1 hej}"), "RTF"),
        (lambda p: p.write_bytes(b"\n \n"), "innehåller ingen text"),
        (lambda p: p.write_bytes(b"\x00\x01\x02\xff" * 99), "textfil"),
        (lambda p: None, "finns inte"),
    ],
)
def test_a_file_that_cannot_be_read(
    oj: Run, tmp_path: Path, write: Callable[[Path], None], said: str
) -> None:
    path = tmp_path / "fil.bin"
    write(path)
    ran = oj("check", "text", str(path), "--lan", "Dalarna")
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err


@given(cut=st.integers(0, 4000), put=st.binary(max_size=40), kind=st.sampled_from(["pdf", "docx"]))
@settings(max_examples=60, deadline=None)
def test_a_harmed_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, cut: int, put: bytes, kind: str
) -> None:
    raw = bytearray(_whole(kind))
    at = cut % len(raw)
    raw[at : at + len(put)] = put
    path = tmp_path_factory.mktemp("skadad") / f"a.{kind}"
    path.write_bytes(raw)
    with suppress(FileFault):  # anything else that is raised is a fault of ours
        assert read_prose(path)


_FILES: dict[str, bytes] = {}


def _whole(kind: str) -> bytes:
    if not _FILES:
        document = docx.Document()
        document.add_paragraph(REPORT[1])
        content = BytesIO()
        document.save(content)
        _FILES["docx"] = content.getvalue()
        _FILES["pdf"] = typst.compile(REPORT[1].encode())
    return _FILES[kind]


def test_control_signs_are_passed_over(oj: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"{REPORT[0]}\n\n\x18 {REPORT[1]}\x01".encode())
    ran = oj("check", "text", str(path), "--format", "json")
    assert (ran.code, ran.json["stammer"], ran.json["fel"]) == (0, 2, 0)

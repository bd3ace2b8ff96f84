"""Any text is the same in every format, but for what no reader is to obey or can see."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from oj_cli.documents.changes import Append, Set
from oj_cli.documents.files import edit, read_document
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault
from oj_cli.presentation import csvtext, markdown, screen
from oj_cli.presentation.console import Terminal
from oj_cli.presentation.document import (
    Bullets,
    Column,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
    complete,
)
from oj_cli.presentation.write import write

UNSEEN = ("Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp")
ODD = (
    *("\0", "\x1b[31m", "\x85", "\u00ad", "\u200d", "\u202e", "\u2028", "\ufeff", "\ufffe"),
    *("\uffff", "\ud800", "\udfff", "1\ufe0f\u20e3", "\U0001f469\u200d\U0001f692", "\U0001fffe"),
    *("\U0010ffff", "_x0041_", "{7*7}", "=1+1", "<b>", "&amp;", "|", "`", "*", "#", "\\"),
    *("e\u0301", "\u0633\u0644", "\u05e9\u05dc", "\u6f22\u5b57"),
)
TEXT = st.lists(st.one_of(st.sampled_from(ODD), st.characters()), min_size=1, max_size=12).map(
    lambda signs: f"ab{''.join(signs)}yz"
)


def core(text: str) -> str:
    """Return what is to be the same: the signs that are seen, in the form that text is kept in."""
    text = re.sub(r"\x1b\[[0-?]*[ -/]*[@-~]", "", text)
    seen = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in UNSEEN)
    return "".join(seen)


def document(text: str) -> Document:
    table = Table((Column("a", text), Column("b", "B")), ((text, 1),), caption=text, notes=(text,))
    blocks = (Paragraph(text), Bullets((Item(text, (text,)),)), table)
    return Document(text, sections=(Section(text, blocks),), date="2026-01-01", id="prov")


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def of_html(content: bytes) -> str:
    parser = Words()
    parser.feed(content.decode())
    return "".join(parser.said)


def of_word(content: bytes) -> str:
    made = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in made.paragraphs), *cells])


def of_excel(content: bytes) -> str:
    sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    return "\n".join(str(cell) for s in sheets for row in s.values for cell in row if cell)


READERS: Mapping[str, Callable[[bytes], str]] = {
    "html": of_html, "docx": of_word, "xlsx": of_excel,
}  # fmt: skip


def holds(text: str) -> None:
    """Assert that a text is in the files, on the screen and in the data."""
    made = document(text)
    expected = core(text)
    for format, content in write(complete(made), tuple(READERS)):  # type: ignore[arg-type]
        assert core(READERS[format](content)).count(expected) >= 3, format
    shown = screen.render(made, Terminal(width=400))
    assert core(shown).count(expected) >= 3
    of_markdown = re.sub(r"\\([\\`*_\[\]|~$#=+-])", r"\1", markdown.render(made))
    plain = of_markdown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert core(plain).count(expected) >= 3
    records = (["namn"], [{"namn": text}])
    *_, [cell] = csv.reader(
        io.StringIO(csvtext.render(records, "svensk"), newline=""), delimiter=";"
    )
    assert core(cell) == expected
    again = json.loads(json.dumps(encode({"namn": text})))
    assert core(again["namn"]) == expected


@settings(max_examples=12, deadline=None)
@given(TEXT)
def test_any_text_is_the_same_in_every_format(text: str) -> None:
    holds(text)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(TEXT)
def test_any_of_many_texts_is_the_same_in_every_format(text: str) -> None:
    holds(text)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(TEXT)
@example("ab\ud800yz")
def test_any_text_is_the_same_in_what_a_user_owns(tmp_path: Path, text: str) -> None:
    """In a plan or an analysis, among its other lines, to the sign; or refused with its name."""
    path = tmp_path / "plan.yaml"
    path.write_text("titel: x  # vår egen\nmal:\n  - formulering: y\n", encoding="utf-8")
    changes = (Set(("titel",), text), Append(("mal",), {"formulering": text}))
    if any(0xD800 <= ord(c) < 0xE000 for c in text):
        with pytest.raises(UsageFault, match=r"U\+D[89A-F]"):
            edit(path, changes)
        return
    edit(path, changes)
    assert read_document(path).data == {
        "titel": text,
        "mal": [{"formulering": "y"}, {"formulering": text}],
    }
    assert "# vår egen" in path.read_text("utf-8")


def in_pdf(text: str) -> None:
    """Assert that each sign that a PDF does not show is named in it, and the others are there."""
    [(_, content)] = write(complete(document(text)), ("pdf",))
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    letters = unicodedata.normalize("NFC", said)
    named = unicodedata.normalize("NFC", re.sub(r"\s", "", said))
    for sign in re.sub("[\ufe00-\ufe0f]", "", core(text)):  # which say how a sign is drawn
        assert sign in letters or f"U+{ord(sign):04X}" in named, f"U+{ord(sign):04X}"


@settings(max_examples=3, deadline=None)
@given(TEXT)
@example("ab1\ufe0f\u20e3e\u0301yz")  # an accent beside a mark that cannot be shown
def test_any_text_makes_a_pdf(text: str) -> None:
    in_pdf(text)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(TEXT)
def test_any_of_many_texts_makes_a_pdf(text: str) -> None:
    in_pdf(text)


def test_a_pdf_replaces_only_what_no_font_has_and_no_figure() -> None:
    text = "1\ufe0f\u20e3 \u0e01 \ufeff−5,5 % → ”37” – ≥ 𝟏"
    [(_, content)] = write(complete(document(text)), ("pdf",))
    said = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert said.count("1 ? −5,5 % → ”37” – ≥ 𝟏") >= 4
    assert "U+0E01" in said
    assert "U+20E3" in said
    assert "U+FEFF" not in said  # it shows nothing anywhere

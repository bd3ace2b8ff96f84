"""Plans as people read them: a document, a table for a meeting."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

ROOT = Path(__file__).parents[1]
GOOD = ROOT / "plan_check" / "data" / "god-plan.yaml"


def text_of(html: str) -> str:
    text = re.sub(r"<(style|svg).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


@pytest.fixture
def plan(folder: Path) -> Path:
    path = folder / "plan.yaml"
    path.write_bytes(GOOD.read_bytes())
    return path


def made(oj: Callable[..., Any], *asked: str) -> None:
    ran = oj("report", *asked, "--idag", "2027-09-15")
    assert (ran.code, ran.out) == (0, ""), ran.err


def test_the_document_has_all_of_the_plan(oj: Callable[..., Any], plan: Path) -> None:
    made(oj, "plan", str(plan), "-o", "p.html")
    said = text_of(Path("p.html").read_text("utf-8"))
    for wanted in (
        "Minst 8 av 10 brukare med stöd från både kommun och region",
        "andel ja på fråga 7",
        "väntetiden till möten får inte öka",
        "A1: Ta fram ett lättläst blad om SIP",
        "15 000 kronor (2027, ram)",
        "inte genomförd: Bladet blev klart först i november.",
        "ingen ändring",
        "varje tertial, uttag ur verksamhetssystemet, Enhetschef myndighet",
        "2027-06-30 Region Dalarna: 58 % (n = 26), på väg. Beslut: fortsätt.",
        "SKR (Sveriges Kommuner och Regioner) 2023, C8, 38 kommuner. Skäl: lika stora",
    ):
        assert wanted in said, wanted


def test_the_table_lies_down(oj: Callable[..., Any], plan: Path) -> None:
    made(oj, "plan", str(plan), "--tabell", "-o", "t", "--format", "pdf,docx,html")
    page = PdfReader("t.pdf").pages[0].mediabox
    assert page.width > page.height
    document = Document(io.BytesIO(Path("t.docx").read_bytes()))
    section = document.sections[0]
    assert section.page_width > section.page_height
    (table,) = document.tables
    assert [c.text for c in table.rows[0].cells] == [
        "Mål",
        "Aktivitet",
        "Uppföljning",
        "Ansvarig",
        "Aktivitet nästa period",
        "Kommentar",
    ]
    assert len(table.rows) == 3
    assert table.rows[1].cells[1].text.splitlines()[1].startswith("2. Gå igenom bladet")


def test_an_empty_plan(oj: Callable[..., Any], folder: Path) -> None:
    path = folder / "tom.yaml"
    path.write_text("schema: oj-plan/1\nplan: {id: tom}\nmal: []\n", "utf-8")
    for asked in (("plan", str(path)), ("plan", str(path), "--tabell")):
        made(oj, *asked, "-o", "x", "--format", "html,docx,xlsx,pdf")
        assert "Planen har inga mål än." in Path("x.html").read_text("utf-8")


def test_without_a_plan(oj: Callable[..., Any], folder: Path) -> None:
    ran = oj("report", "plan", "finns-inte")
    assert ran.code == 2
    assert list(folder.iterdir()) == []

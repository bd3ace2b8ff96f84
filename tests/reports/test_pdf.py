"""PDF: tagged as PDF/UA-1 asks, read back with pypdf."""

import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from oj_cli.presentation.document import (
    Column,
    Document,
    Figure,
    Paragraph,
    Table,
    complete,
    figures,
    tables,
    walk,
)
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow
from oj_cli.presentation.write import write


@pytest.fixture(scope="module")
def pdf(made: Mapping[str, bytes]) -> PdfReader:
    return PdfReader(io.BytesIO(made["pdf"]))


def elements(node: Any) -> Any:
    """Yield every element of the structure tree."""
    node = node.get_object()
    if not isinstance(node, dict):
        return
    if "/S" in node:
        yield node
    kids = node.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    for kid in kids:
        if hasattr(kid, "get_object") and not isinstance(kid, int):
            yield from elements(kid)


def test_it_says_that_it_is_accessible(pdf: PdfReader, county: Document) -> None:
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).lower() in ("sv", "sv-se")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == county.title
    about = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part>1<" in about
    assert "2016-11-25" in about


def test_its_structure(pdf: PdfReader, county: Document) -> None:
    tree = pdf.trailer["/Root"]["/StructTreeRoot"]
    found = list(elements(tree["/K"] if not isinstance(tree["/K"], list) else tree))
    counts = Counter(str(e["/S"]) for e in found)
    assert counts["/Table"] == len(tables(county))
    assert counts["/TH"] >= sum(len(t.columns) for t in tables(county))
    pictures = [e for e in found if e["/S"] == "/Figure"]
    assert [str(e["/Alt"]) for e in pictures] == [f.alt for f in figures(county)]
    levels = [int(str(e["/S"])[2:]) for e in found if str(e["/S"]) in {"/H1", "/H2", "/H3"}]
    wanted = [1, *(level for level, _ in walk(county.sections, 1))]  # the list of contents first
    assert levels == wanted


@pytest.mark.parametrize(
    ("sign", "said", "told"),
    [
        ("\ufeff", "", False),  # a byte order mark in the middle of a text
        ("\ufe0f\u20e3", "", False),  # a keycap around the figure before it
        ("\u0e01\u0e34", "?", True),  # Thai
        ("\u6f22", "?", True),
    ],
)
def test_signs_that_no_font_has_are_told_and_change_no_figure(
    sign: str, said: str, told: bool
) -> None:
    rows = (DotRow(f"Rad 71{sign}", (Dot("ni", 71.0),), f"e\u0301 {sign}"),)
    picture = DotPlot(f"Bild {sign}", sign, (("ni", sign),), rows, "Källa")
    figure = Figure(picture, f"Bild {sign}", f"Punkt vid 71{sign}", id="bild")
    lead = (Paragraph(f"Andelen är 71{sign} procent av 1 171."), figure)
    document = complete(Document("Prov", lead, date="2026-01-01"))
    content = dict(write(document, ("pdf",)))["pdf"]
    text = " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert f"Andelen är 71{said} procent av 1 171." in text
    assert (f"U+{ord(sign[0]):04X}" in text) == told


def test_a_high_picture_stands_on_one_page() -> None:
    rows = tuple(DotRow(f"Rad {n}", (Dot("ni", n),)) for n in range(70))
    figure = Figure(DotPlot("Hög bild", "", (), rows, "Källa"), "Hög bild", "Punkter", id="hog")
    data = Table((Column("Rad"),), (("Rad x",),), id="rader")
    lead = (replace(figure, data="rader"), data)
    document = complete(Document("Prov", lead, date="2026-01-01"))
    pages = PdfReader(io.BytesIO(dict(write(document, ("pdf",)))["pdf"])).pages
    (holding,) = [page for page in pages if "Rad 0" in page.extract_text()]
    assert "Rad 69" in holding.extract_text()  # real text, and nothing is cut off
    assert "Figur 1" in holding.extract_text()

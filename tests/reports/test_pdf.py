"""PDF: tagged as PDF/UA-1 asks, read back with pypdf."""

import io
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from pypdf import PdfReader

from oj_cli.presentation.document import Document, figures, tables, walk


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

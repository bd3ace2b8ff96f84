"""Word: headings, language, header rows and alt texts, asserted on the XML itself."""

import io
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree

import docx
import pytest

from oj_cli.presentation.document import Document, figures, tables, walk

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(scope="module")
def content(made: Mapping[str, bytes]) -> bytes:
    return made["docx"]


def part(content: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return ElementTree.fromstring(file.read(name))  # noqa: S314


def test_headings_are_headings(content: bytes, county: Document) -> None:
    document = docx.Document(io.BytesIO(content))
    found = [
        (int(p.style.name.removeprefix("Heading ")), p.text)
        for p in document.paragraphs
        if p.style.name.startswith("Heading ")
    ]
    wanted = [(1, "Innehåll"), *((level, s.heading) for level, s in walk(county.sections, 1))]
    assert found == wanted
    titles = [p.text for p in document.paragraphs if p.style.name == "Title"]
    assert titles == [county.title]


def test_language_and_properties(content: bytes, county: Document) -> None:
    styles = part(content, "word/styles.xml")
    languages = {e.get(f"{W}val") for e in styles.iter(f"{W}lang")}
    assert languages == {"sv-SE"}
    core = part(content, "docProps/core.xml")
    assert core.findtext(f"{DC}title") == county.title
    assert core.findtext(f"{DC}language") == "sv-SE"
    assert not core.findtext(f"{DC}creator")  # no person, and no library's name


def test_tables_are_marked_up(content: bytes, county: Document) -> None:
    body = part(content, "word/document.xml")
    found = list(body.iter(f"{W}tbl"))
    assert len(found) == len(tables(county))
    for table, said in zip(found, tables(county), strict=True):
        rows = table.findall(f"{W}tr")
        n = 1 + bool(said.groups)
        heads, rest = rows[:n], rows[n:]
        assert all(row.find(f"{W}trPr/{W}tblHeader") is not None for row in heads)
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        properties = table.find(f"{W}tblPr")
        assert properties is not None
        caption = properties.find(f"{W}tblCaption")
        assert caption is not None
        assert caption.get(f"{W}val") == f"Tabell {said.number}. {said.caption}"
        look = properties.find(f"{W}tblLook")
        assert look is not None
        assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")
        spans = [int(s.get(f"{W}val") or 1) for s in table.iter(f"{W}gridSpan")]
        assert spans == [n for _, n in said.groups if n > 1]
        assert table.find(f".//{W}vMerge") is None
        order = [child.tag.removeprefix(W) for child in properties]
        known = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook"]
        known += ["tblCaption", "tblDescription"]
        assert order == [tag for tag in known if tag in order]  # as the schema wants them


def test_every_picture_has_an_alt_text(content: bytes, county: Document) -> None:
    found = list(part(content, "word/document.xml").iter(f"{WP}docPr"))
    assert [p.get("descr") for p in found] == [f.alt for f in figures(county)]
    assert len({p.get("id") for p in found}) == len(found)


def test_links_lead_somewhere(content: bytes) -> None:
    body = part(content, "word/document.xml")
    places = [b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")]
    assert len(places) == len(set(places))
    links = {h.get(f"{W}anchor") for h in body.iter(f"{W}hyperlink")}
    assert links
    assert links <= set(places)
    assert all(len(place or "") <= 40 for place in places)  # Word cuts longer ones

"""Odd data and odd text: safe, clear, and nothing half-written."""

import errno
import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from oj_cli import api
from oj_cli.api.report_files import glossary
from oj_cli.presentation.document import (
    Bullets,
    Column,
    Command,
    Commands,
    Document,
    Fact,
    Facts,
    Figure,
    Item,
    Paragraph,
    Remark,
    Remarks,
    Section,
    Shown,
    Table,
    tables,
)
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow
from oj_cli.presentation.write import FORMATS, write
from oj_cli.reports.county.build import county_report
from oj_cli.reports.glossary import Glossary, finish
from oj_cli.reports.material import CountyMaterial

ODD = '<script>alert(1)</script> {{ 7 * 7 }} =cmd() #evil[x] $x$ *b* _i_ \\n "q" \x00\x07\x1b[31m å'
SEEN = ODD.replace("\x00", "").replace("\x07", "").replace("\x1b[31m", "")  # obeyed, not text


def odd_report(text: str = ODD) -> Document:
    table = Table(
        (Column(text), Column(text, align="right"), Column("Svar", align="center")),
        ((text, Shown("5", 5), "JA"), ("=", text, "-")),
        text,
        id="t-1",
        notes=(text,),
        source=text,
    )
    plot = DotPlot(
        text, text, (("ni", text),), (DotRow(text, (Dot("ni", 5.0),), text),), text, text
    )
    blocks = (
        Paragraph(text, "strong"),
        Bullets((Item(text, (text,)),), numbered=True),
        Facts((Fact(text, text),)),
        Remarks((Remark("!", text, text, text, (text,)),)),
        Commands((Command(text, text),)),
        table,
        Figure(plot, text, text, "t-1", "f-1"),
    )
    inner = Section(text, (Paragraph(text),), id="s-2")
    return Document(
        text,
        sections=(Section(text, blocks, (inner,), id="s-1"),),
        id="odd",
        subtitle=text,
        date="2026-11-25",
        facts=(Fact(text, text),),
        status=text,
    )


def test_odd_text_is_only_text() -> None:
    report = finish(odd_report(), Glossary(()))
    made = dict(write(report, FORMATS))
    html = made["html"].decode()
    assert html.count("<script") == 1  # the page's own
    assert "{{ 7 * 7 }}" in html
    assert "49" not in re.sub(r"<(svg|style).*?</\1>", "", html, flags=re.DOTALL)
    assert not re.search(r"[\x00-\x08\x0e-\x1f]", html)
    document = docx.Document(io.BytesIO(made["docx"]))
    assert SEEN in [p.text for p in document.paragraphs]
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    values = [c for s in book for row in s.iter_rows() for c in row if c.value is not None]
    assert any(c.value == SEEN for c in values)
    assert all(c.data_type != "f" for c in values)
    text = PdfReader(io.BytesIO(made["pdf"])).pages[-1].extract_text()
    assert "#evil[x]" in text
    assert "{{ 7 * 7 }}" in text


@pytest.mark.parametrize("text", ["Å" * 400, "lång " * 200, "x", "\u202eabc", "🙂 emoji"])
def test_any_length_and_letters(text: str) -> None:
    made = dict(write(finish(odd_report(text), Glossary(())), FORMATS))
    assert made["pdf"].startswith(b"%PDF-")
    for format in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(made[format])) as file:
            assert file.testzip() is None


# --- odd data ---------------------------------------------------------------------------------


@cache
def loaded() -> CountyMaterial:
    return api.open(today="2016-11-25").county("Dalarna", "socialpsykiatri", 2016, None)


def report_of(material: CountyMaterial) -> Document:
    return finish(county_report(material), glossary())


@pytest.mark.slow
def test_a_hundred_indicators(folder: Path) -> None:
    m = loaded()
    catalogue = m.found.catalogue
    copies = {
        i.id: [replace(i, id=f"{i.id}_{n}", short=f"{i.short[:20]} {n}") for n in range(3)]
        for i in catalogue
    }
    many = tuple(copy for i in catalogue for copy in copies[i.id])
    assert len(many) == 111
    original = {copy.id: i.id for i in catalogue for copy in copies[i.id]}
    rows = tuple(
        replace(
            r,
            answers={id: r.answers[old] for id, old in original.items()},
            values={id: r.values[old] for id, old in original.items()},
        )
        for r in m.rows
    )
    results = tuple(
        replace(r, indicator=copy) for r in m.found.indicators for copy in copies[r.indicator.id]
    )
    wide = replace(
        m,
        found=replace(
            m.found, catalogue=replace(catalogue, indicators=many), indicators=results, themes=()
        ),
        rows=rows,
        comparisons={id: m.comparisons[old] for id, old in original.items()},
        kommuner=(),
        trend=replace(m.trend, changes=()),
        trends={},
    )
    report = report_of(wide)
    answers = [t for t in tables(report) if t.id.startswith("svar-")]
    assert sum(len(t.columns) - 1 for t in answers) == 111
    assert max(len(t.columns) for t in answers) <= 6
    made = dict(write(report, FORMATS))
    assert len(made["html"]) < 1_000_000


@pytest.mark.slow
def test_one_kommun_only(folder: Path) -> None:
    m = loaded()
    one = replace(m, rows=m.rows[:1], kommuner=m.kommuner[:1])
    made = dict(write(report_of(one), FORMATS))
    assert "Avesta" in made["html"].decode()


def test_kommuner_that_have_not_answered(folder: Path) -> None:
    m = loaded()
    ids = [i.id for i in m.found.catalogue]
    silent = replace(m.rows[1], answers=dict.fromkeys(ids, "BORTFALL"))
    secret = replace(m.rows[2], answers=dict.fromkeys(ids, "SEKRETESS"))
    gone = replace(m.rows[3], answers=dict.fromkeys(ids))
    absent = (m.found.kommuner[4],)
    odd = replace(
        m,
        rows=(m.rows[0], silent, secret, gone),
        kommuner=(),
        found=replace(m.found, absent=absent),
    )
    html = dict(write(report_of(odd), ("html",)))["html"].decode()
    for word in ("Bortfall", "Sekretess", "saknas", f"Svar saknas helt från {absent[0].name}."):
        assert word in html


def test_nothing_at_all_is_said(oj: Callable[..., Any], folder: Path) -> None:
    ran = oj("report", "lan", "--lan", "Gotland", "--omrade", "socialpsykiatri")
    assert ran.code == 2
    assert "har inga svar i socialpsykiatri" in ran.err.replace("\n", " ")
    ran = oj("report", "kommun", "--kommun", "Gotland", "--ar", "1999", "--omrade", "lss-enheter")
    assert ran.code == 2
    assert "Det finns svar för 2018" in ran.err
    assert list(folder.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_leaves_nothing(
    oj: Callable[..., Any], folder: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    old = folder / f"lan.{format}"
    old.write_bytes(b"the old one")
    monkeypatch.setattr(os, "fsync", full)
    asked = ("--lan", "Dalarna", "--omrade", "socialpsykiatri")
    ran = oj("report", "lan", *asked, "-o", str(old))
    assert ran.code == 3
    assert "disken är full" in ran.err
    assert [p.name for p in folder.iterdir()] == [old.name]
    assert old.read_bytes() == b"the old one"


def test_a_folder_that_is_not_there(oj: Callable[..., Any], folder: Path) -> None:
    asked = ("--lan", "Dalarna", "--omrade", "socialpsykiatri")
    ran = oj("report", "lan", *asked, "-o", str(folder / "finns" / "inte.html"))
    assert ran.code == 3
    assert "finns inte" in ran.err


def test_fonts_come_with_the_file() -> None:
    made = dict(write(finish(odd_report("Åäö"), Glossary(())), ("pdf",)))["pdf"]
    fonts = set(re.findall(rb"/FontName\s*/(?:[A-Z]{6}\+)?([\w-]+)", made))
    reader = PdfReader(io.BytesIO(made))
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts.add(str(font.get_object()["/BaseFont"]).partition("+")[2].encode())
    assert fonts
    assert all(b"Libertinus" in font or b"DejaVuSans" in font for font in fonts)

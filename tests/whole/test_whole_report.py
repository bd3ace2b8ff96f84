"""`oj report kommun` without `--omrade`: the map on two pages, each område behind them."""

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from oj_cli import api
from oj_cli.domain.identification import CLEAR, Verdict
from oj_cli.domain.kommun_map import KommunMap
from oj_cli.domain.reports import Written
from oj_cli.presentation.document import Document, Facts, blocks, figures, tables, texts, walk
from oj_cli.reports.whole.build import WholeMaterial, whole_report

KOMMUNER = ("Leksand", "Ydre")
Reports = list[tuple[KommunMap, Document]]


@pytest.fixture(scope="module")
def reports() -> Reports:
    oj = api.open(today="2026-11-30")
    made = []
    for kommun in KOMMUNER:
        trend, peers = oj.trend_whole(kommun), oj.peers_whole(kommun)
        asked = {"trend": trend, "peers": peers, "method": oj.method(), "today": oj.today}
        material = WholeMaterial(**asked, reflections={"kontakt": "Vem når vi inte?"})  # type: ignore[arg-type]
        made.append((trend.map, whole_report(material)))
    return made


def test_its_message_is_what_the_map_counts(reports: Reports) -> None:
    for told, document in reports:
        (message,) = [b for b in document.lead if isinstance(b, Facts)]
        facts = {fact.label: fact.value for fact in message.facts}
        n_unsure = sum(part.n(Verdict.OSAKERT) for part in told.known)
        assert facts["Sämre, men kan bero på slumpen"].endswith(f"{n_unsure - 5} till.")
        assert ("Stäm av först" in facts) == any(part.n_checks for part in told.known)
        (picture,) = figures(document)
        assert f"på {len(told.clear)} av {told.n_judged} mått" in picture.title


def test_its_areas_are_what_several_share_first(reports: Reports) -> None:
    for told, document in reports:
        areas = next(s for s in document.sections if s.id == "omraden").sections
        shared = [f"tema-{s.theme.id.replace('_', '-')}" for s in told.shared][:3]
        assert len(areas) == 3
        assert [s.id for s in areas][: len(shared)] == shared
    first = reports[0][1].sections[0].sections[0]
    said = "\n".join(t for b in first.blocks for t in texts(b))
    assert "Krav i socialtjänstlagen (2001:453)." in said
    assert "Hedemora (samma invånargrupp och samma län), 2 av 2" in said
    assert "Vem når vi inte?" in said


def test_all_that_is_clear_in_each_area_is_behind_it(reports: Reports) -> None:
    for told, document in reports:
        by_id = {s.id: s for _, s in walk(document.sections)}
        for part in told.known:
            here = by_id[f"omrade-{part.head.area}"]
            rows = sum(len(t.rows) for t in tables(document) if t in here.blocks)
            assert rows == sum(p.n(*CLEAR) for p in told.known if p.head.area == part.head.area)
            assert str(part.year) in texts(here.blocks[0])[0]
        said = "\n".join(t for b in blocks(document) for t in texts(b))
        assert not re.search(r"\boj\s[a-z]+\b|\s--[a-z]", said)


def test_it_is_two_pages_and_written_in_every_format(oj: Any, wide: None) -> None:
    ran = oj("report", "kommun", "--kommun", "Dorotea", "--format", "pdf,html,docx,xlsx")
    assert (ran.code, ran.out) == (0, ""), ran.err
    made = {p.suffix: p.read_bytes() for p in Path().iterdir()}
    assert set(made) == {".pdf", ".html", ".docx", ".xlsx"}
    assert len(PdfReader(io.BytesIO(made[".pdf"])).pages) == 2
    assert b"<details>" in made[".html"]
    book = openpyxl.load_workbook(io.BytesIO(made[".xlsx"]), read_only=True)
    data = ["Data", "Källor", "Diagram"]
    assert book.sheetnames == ["Om rapporten", "Indikatorer", "Teman", *data]
    _, head, *rows = book["Data"].values
    of = [dict(zip(head, row, strict=True)) for row in rows]
    assert len({row["Område"] for row in of}) > 3
    assert {row["Namn"] for row in of} == {"Dorotea", "Riket"}
    assert all(row["Källa"] and row["Plats i källan"] for row in of)


def test_with_an_area_or_a_year_it_is_the_profile(oj: Any, wide: None) -> None:
    assert oj("report", "kommun", "--kommun", "Ydre", "--omrade", "hemtjanst").code == 0
    assert oj("report", "kommun", "--kommun", "Leksand", "--ar", "2016").code == 0
    assert oj("report", "kommun", "--kommun", "Västerås", "--omrade", "lss").code == 0
    assert {p.name for p in Path().iterdir()} == {
        "kommunprofil-ydre-hemtjanst-2022.html",
        "kommunprofil-leksand-socialpsykiatri-2016.html",
        "kommunkarta-vasteras-2022.html",
    }


def test_of_each_kommun_in_a_lan(whole: api.Oj, tmp_path: Path) -> None:
    made: Written = whole.report_whole(each=True, lan="Gotland", output=tmp_path / "alla")
    assert (made.n_made, made.failed) == (1, ())
    assert [p.name for p in made.paths] == ["kommunkarta-gotland-2022.html"]

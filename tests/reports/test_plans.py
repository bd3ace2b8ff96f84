"""Plans as people read them: a document, a table for a meeting."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader
from reports.pages import text_of

from oj_cli import api
from oj_cli.domain.plan import Activity, Baseline, Cost, Goal, Measure
from oj_cli.domain.plan_words import cost_text
from oj_cli.reports.plans.words import path_text

ROOT = Path(__file__).parents[1]


def made(oj: Callable[..., Any], *asked: str) -> None:
    ran = oj("report", *asked, "--idag", "2027-09-15")
    assert (ran.code, ran.out) == (0, ""), ran.err


def test_the_document_has_all_of_the_plan(oj: Callable[..., Any], plan: Path) -> None:
    made(oj, "plan", str(plan), "-o", "p.html")
    said = text_of(Path("p.html").read_text("utf-8"))
    for wanted in (
        "Minst 8 av 10 brukare med stöd från både kommun och region",
        "Andel ja på fråga 7",
        "väntetiden till möten får inte öka",
        "A1: Ta fram ett lättläst blad om SIP",
        "15 000 kronor (2027, ram)",
        "inte genomförd: Bladet blev klart först i november, 2027-09-30, oförändrad kostnad",
        "Varje tertial. Uttag ur verksamhetssystemet. Enhetschef myndighet.",
        "Region Dalarna: 58 % (n = 26), på väg. Beslut: fortsätt.",
        "SKR (Sveriges Kommuner och Regioner) 2023, C8, 38 kommuner. Skäl: lika stora",
    ):
        assert wanted in said, wanted


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real plan of sixteen parties, of which few have reported, as a page and on paper."""
    out = tmp_path_factory.mktemp("plan") / "p"
    path = ROOT.parent / "examples" / "handlingsplan-vasterbotten" / "handlingsplan-2016.yaml"
    api.open(today="2016-12-01").report_plan(str(path), formats="html,pdf", output=out)
    return out


def test_sixteen_parties_and_ten_goals_are_one_matrix(county: Path) -> None:
    html = county.with_suffix(".html").read_text("utf-8")
    said = text_of(html)
    assert "72 av 160 rapporter är inne" in said
    assert said.count("Bjurholms kommun") == 1  # it has reported nothing, and nothing more is said
    assert "inget värde" not in said.lower()
    assert "går inte att rita" in said
    assert "<svg" not in html
    assert "Skellefteå kommun: Den lokala planen följdes upp under 2014." in said


def test_four_pages_and_the_table_lies_down(county: Path) -> None:
    sides = [(p.mediabox.width > p.mediabox.height) for p in PdfReader(f"{county}.pdf").pages]
    assert 2 <= len(sides) <= 4
    assert sides == sorted(sides)
    assert (sides[0], sides[-1]) == (False, True)
    assert PdfReader(f"{county}.pdf").pages[-1].extract_text().count("M10: ") == 1


def test_the_goals_stand_on_a_timeline(oj: Callable[..., Any], plan: Path) -> None:
    made(oj, "plan", str(plan), "-o", "p.html")
    html = Path("p.html").read_text("utf-8")
    drawn = html[html.index("<svg") : html.index("</svg>")]
    words = re.findall(r"<text[^>]*>([^<]*)</text>", drawn)
    assert "Streckad linje: 2027-09-15." in " ".join(words)
    assert [w for w in words if re.match(r"A\d", w)] == ["A1 försenad", "A2", "A1"]
    alt = re.search(r"<desc[^>]*>([^<]*)</desc>", drawn)
    assert alt is not None
    assert "15\u00a0000\u00a0kronor (2027, ram)" in alt[1]
    assert "41\u00a0% (n\u00a0=\u00a037) till 80\u00a0%" in alt[1]


def test_days_at_the_end_of_time_and_the_wrong_way_round_are_drawn(
    oj: Callable[..., Any], folder: Path
) -> None:
    path = folder / "p.yaml"
    path.write_text(
        "schema: oj-plan/1\nplan: {id: p, giltighet: {fran: 2026-01-01, till: 9999-12-31}}\n"
        "mal: [{id: M1, aktiviteter: [{id: A1, klart: 9999-12-31}, "
        "{id: A2, start: 2027-05-01, klart: 2027-01-01}]}]\n",
        "utf-8",
    )
    made(oj, "plan", str(path), "-o", "p.html")
    html = Path("p.html").read_text("utf-8")
    assert html.count(">A1<") == html.count(">A2<") == 2  # wide and narrow


def test_costs_are_summed_for_each_period_and_who_is_silent_is_counted() -> None:
    def of(*costs: Cost | None) -> str:
        acts = [Activity(f"A{n}", cost=cost) for n, cost in enumerate(costs)]
        return cost_text(acts).replace("\u00a0", " ")

    assert of() == of(None) == ""
    assert of(Cost(0.0)) == "oförändrad kostnad"
    assert of(Cost(280000.0), Cost(12000.0), Cost(0.0)) == "292 000 kronor"
    assert of(Cost(5.0, "2027"), Cost(-7.0, "per år"), Cost(2.0, "2027"), None) == (
        "7 kronor (2027) och -7 kronor (per år); 1 av 4 aktiviteter saknar uppgift"
    )


def test_a_number_that_is_known_at_least_is_said_to_be_so() -> None:
    def of(base: Baseline) -> str:
        measure = Measure(unit="procent", baseline=base, target=70.0)
        return path_text(Goal("M1", measure=measure)).replace("\u00a0", " ")

    assert of(Baseline(20.0, 41, n_source="minst")) == "20 % (n är minst 41) till 70 %"
    assert of(Baseline(20.0, 41, n_source="publicerad")) == "20 % (n = 41) till 70 %"
    assert of(Baseline(n=41)) == "till 70 %"


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
    assert table.rows[1].cells[1].text.splitlines()[1].startswith("A2: Gå igenom bladet")


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

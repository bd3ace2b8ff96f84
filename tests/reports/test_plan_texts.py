"""Texts to paste: what they say, which law holds on their day, and what is left to fill in."""

import csv
import datetime
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from reports.pages import GOOD

from oj_cli import api
from oj_cli.domain.plan_texts import PlanTexts

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT.parent / "examples"
VASTERAS = EXAMPLES / "vasteras-karta" / "planer" / "kompetens-2027.yaml"
LEKSAND = EXAMPLES / "leksand-2016" / "planer" / "arbete-2017.yaml"


def said(texts: PlanTexts, n: int) -> dict[str, str]:
    """Return what stands below each heading of a text."""
    parts = texts.texts[n].parts
    return {p.heading: "\n".join(p.paragraphs).replace("\u00a0", " ") for p in parts}


@pytest.fixture(scope="module")
def vasteras() -> PlanTexts:
    return api.open(today="2026-11-30").report_text(str(VASTERAS))


@pytest.fixture(scope="module")
def good() -> PlanTexts:
    return api.open(today="2027-09-15").report_text(str(GOOD))


def test_egenkontroll_tells_the_answers_and_what_speaks_against(vasteras: PlanTexts) -> None:
    parts = said(vasteras, 0)
    about = parts["Vad som har kontrollerats"]
    assert "5 kap. 2 § SOSFS 2011:9" in about
    assert "Individ- och familjenämnden" in about
    assert "2022 jämförts med Kommungrupp B3 (SKR 2017)" in about
    compared = parts["Vad jämförelsen visade"]
    assert "(AKK) 2022: eget värde 20 %, i riket median 53 %" in compared
    assert "slumpen" in compared
    known = parts["Vad annat underlag visar"].splitlines()
    # of the analysis, where this one stands and the plan's goals do not repeat it
    assert len(known) == 3
    assert sum("motsäger" in line for line in known) == 1
    assert "2019 och 2022, när utbildningen var inställd" in parts["Slutsats"]
    assert parts["Resultat"].count("följs upp 2027-12-15") == 2
    assert "2027-11-30: Utbilda två personer per enhet" in parts["Nästa steg"]


def test_the_letter_asks_for_a_decision_and_says_what_it_costs(vasteras: PlanTexts) -> None:
    parts = said(vasteras, 1)
    asked = parts["Förslag till beslut"]
    assert "fastställer handlingsplanen" in asked
    assert "2027-01-01 till 2028-12-31" in asked
    assert "redovisa utfallet 2028-02-20" in asked
    assert "180 000 kronor" in parts["Sammanfattning"]
    assert parts["Ekonomiska konsekvenser"].count("180 000 kronor") == 1
    assert "[fyll i: hur det betalas]" in parts["Ekonomiska konsekvenser"]
    assert "[fyll i: diarienummer]" in parts["Ärende"]
    assert "M1" not in "".join(parts.values())


@pytest.mark.parametrize(
    ("day", "holds", "does_not"),
    [("2025-06-30", "2001:453", "2025:400"), ("2025-07-01", "2025:400", "2001:453")],
)
def test_the_law_is_that_of_the_day(day: str, holds: str, does_not: str) -> None:
    told = str(api.open(today=day).report_text(str(LEKSAND)))
    assert holds in told
    assert does_not not in told
    assert "1993:387" not in told


def test_lss_has_a_law_of_its_own(vasteras: PlanTexts) -> None:
    assert "6 § LSS (1993:387)" in said(vasteras, 1)["Bakgrund"]


def test_a_decided_plan_tells_its_outcome(good: PlanTexts) -> None:
    parts = said(good, 1)
    assert "Diarienummer: SN 2026/112" in parts["Ärende"]
    assert "godkänner redovisningen" in parts["Förslag till beslut"]
    assert "41 % (n = 37) till 80 %" in parts["Utfall"]
    assert "55 % (n = 31), 2027-06-30" in parts["Utfall"]
    assert "15 000 kronor (2027, ram)" in parts["Ekonomiska konsekvenser"]
    assert "[fyll i: hur det betalas]" not in parts["Ekonomiska konsekvenser"]


def test_what_is_to_be_filled_in_is_counted(vasteras: PlanTexts, good: PlanTexts) -> None:
    for texts in (vasteras, good):
        assert texts.to_fill == str(texts).count("[fyll i: ") > 0


def test_every_place_to_fill_in_is_in_every_format(
    oj: Callable[..., Any], folder: Path, vasteras: PlanTexts
) -> None:
    found = {}
    for kind in ("docx", "html", "md", "txt"):
        ran = oj("report", "text", str(VASTERAS), "--idag", "2026-11-30", "-o", f"t.{kind}")
        assert ran.code == 0, ran.err
        if kind == "docx":
            found[kind] = "\n".join(p.text for p in Document("t.docx").paragraphs)
        else:
            found[kind] = Path(f"t.{kind}").read_text("utf-8").replace("\\[", "[")
    lead = 1  # which says how they look
    for kind, text in found.items():
        assert text.count("[fyll i:") == vasteras.to_fill + lead, kind
    data = oj("report", "text", str(VASTERAS), "--format", "json", "--idag", "2026-11-30").json
    assert (data["schema"], data["att_fylla_i"]) == ("oj-report-text/1", vasteras.to_fill)


# --- the flat table -----------------------------------------------------------------------


def test_the_flat_table_has_days_as_iso_and_kronor_as_numbers(
    oj: Callable[..., Any], folder: Path
) -> None:
    ran = oj("plan", "export", str(GOOD), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    a1 = next(r for r in rows if (r["mal_id"], r["aktivitet_id"]) == ("M1", "A1"))
    assert (a1["kostnad_kr"], a1["kostnad_period"], a1["finansiering"]) == ("15000", "2027", "ram")
    assert (a1["utgangslage"], a1["malvarde"], a1["enhet"]) == ("41", "80", "procent")
    assert a1["diarienummer"] == "SN 2026/112"
    assert datetime.date.fromisoformat(a1["klart"])
    assert datetime.date.fromisoformat(a1["senast"])
    same = oj("report", "plan", str(GOOD), "-o", "p.csv")
    assert same.code == 0, same.err
    assert list(csv.DictReader(io.StringIO(Path("p.csv").read_text("utf-8")))) == rows

    assert oj("plan", "export", str(GOOD), "--platt", "-o", "p.xlsx").code == 0
    book = openpyxl.load_workbook("p.xlsx")
    assert book.sheetnames == ["Plan"]
    headings, *lines = book["Plan"].iter_rows(values_only=True)
    assert list(headings) == list(rows[0])
    assert len(lines) == len(rows)
    first = dict(zip(headings, lines[rows.index(a1)], strict=True))
    assert first["kostnad_kr"] == 15000
    assert isinstance(first["klart"], datetime.datetime)
    assert first["klart"].date().isoformat() == a1["klart"]


def test_causes_are_sentences_and_shares_say_who_answers() -> None:
    plan = ROOT.parent / "examples" / "leksand-2016" / "planer" / "arbete-2017.yaml"
    texts = api.open(today="2016-11-30").report_text(str(plan))
    said = " ".join(text for t in texts.texts for p in t.parts for text in p.paragraphs)
    assert "vem som vill arbeta. Ingen håller kontakten" in said
    assert not re.search(r"\boch [A-ZÅÄÖ][a-zåäö]+ håller\b", said)
    assert "i riket svarar 41 % JA och i länet svarar 20 % JA" in said.replace("\xa0", " ")

"""The cases that the mission names, on the shipped data, with numbers read without the product."""

import csv
import gzip
import statistics
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from independent import values

from oj_cli.workspace import OMRADEN

PSYKIATRI = values.blocks(OMRADEN / "socialpsykiatri/varden.db")
SHARED = Path(__file__).parents[3] / "shared/data"
Folj = Callable[..., Any]


def series(found: Any, id: str, measure: str | None = None) -> Any:
    return next(s for s in found["serier"] if s["id"] == id and measure in (None, s["matt"]))


def points(found: Any, id: str, measure: str | None = None) -> dict[int, Any]:
    return {p["ar"]: p for p in series(found, id, measure)["punkter"]}


@pytest.mark.parametrize(
    ("indicator", "before", "after"),
    [
        ("kompetensplan", 9, 5),
        ("overenskommelse_arbetsformedlingen", 6, 4),
        ("overenskommelse_forsakringskassan", 6, 4),
        ("oppen_verksamhet", 9, 9),
    ],
)
def test_dalarna_2015_to_2016(folj: Folj, indicator: str, before: int, after: int) -> None:
    of_indicator = [r for r in PSYKIATRI if r.indicator == indicator]
    [said] = [r for r in of_indicator if r.source == "socialpsykiatri-dalarna-2015"]
    answers = [r.answer for r in of_indicator if r.source == "socialpsykiatri-2016-dalarna"]
    n = sum(a in ("JA", "NEJ", "DELVIS") for a in answers)
    assert (said.n_yes, answers.count("JA"), n) == (before, after, 15)

    found = folj("--indicator", indicator, "--lan", "Dalarna")
    lan = points(found, "lan")
    assert [(p["n_ja"], p["n_svar"]) for p in lan.values()] == [(before, 15), (after, 15)]
    assert lan[2015]["varde"] == float(Fraction(100 * before, 15))
    assert lan[2016]["varde"] == pytest.approx(float(Fraction(100 * after, 15)))
    assert [p["kalla"] for p in lan.values()] == ["publicerad", "beraknad"]
    change = series(found, "lan")["andring_sedan_forra"]
    assert (change["fran_ar"], change["till_ar"], change["kommuner"]) == (
        2015,
        2016,
        after - before,
    )
    assert series(found, "lan")["rorelse"] == ("andrat" if after != before else "oforandrat")


def test_kompetensplan_is_said_in_kommuner_first(oj: Callable[..., Any]) -> None:
    said = oj("trend", "--indicator", "kompetensplan", "--lan", "Dalarna").out
    assert "från 9 till 5 av 15 kommuner 2015–2016, 4 kommuner färre (27\nprocentenheter" in said
    assert "minskar" not in " ".join(said.split()).replace("ökar eller minskar sägs", "")
    assert "svar finns för 2016" in said
    assert "Sista år: 2021" in said


def test_outreach_in_riket_has_a_break_before_2016(folj: Folj, oj: Callable[..., Any]) -> None:
    found = folj("--indicator", "uppsokande_verksamhet")
    assert found["kommun"] is None
    riket = series(found, "riket")
    assert {p["ar"]: p["varde"] for p in riket["punkter"]} == {
        2014: 40,
        2015: 41,
        2016: 30,
        2017: 36,
        2022: 25,
    }
    assert {p["kalla"] for p in riket["punkter"]} == {"publicerad"}
    assert riket["jamforbara_ar"] == [[2014, 2015], [2016, 2017, 2022]]
    assert riket["rorelse"] == "varierar"
    assert riket["andring_sedan_forra"]["fran_ar"] == 2017
    assert riket["andring_sedan_forsta"]["andring"] == -5
    assert found["indikator"]["brott"] == [{"fran": 2016, "skal": "ny insamlingsmetod 2016"}]

    said = oj("trend", "--indicator", "uppsokande_verksamhet").out
    assert "varierar mellan 25 och 36 % 2016–2022, senast 25 %" in said
    assert "Brott 2016: ny insamlingsmetod 2016." in said
    assert "Före brottet: från 40 till 41 % 2014–2015." in said
    assert "Första år: 2014." in said


def test_sip_routine_has_only_2016_here(folj: Folj, oj: Callable[..., Any]) -> None:
    found = folj("--indicator", "sip_rutin", "--kommun", "Leksand")
    assert found["ar"] == [2016]
    assert {s["rorelse"] for s in found["serier"]} == {"ett_ar", "inget_ar"}
    assert points(found, "kommun")[2016]["svar"] == "JA"
    assert points(found, "lan")[2016]["n_ja"] == 11
    assert found["indikator"]["sista_ar"] == 2021
    said = oj("trend", "--indicator", "sip_rutin", "--kommun", "Leksand").out
    assert "Leksand: JA 2016." in said
    assert "Sista år: 2021. Frågan ställs inte längre." in said
    assert "Ersatt av: inget som är känt här." in said
    assert "█" not in said  # one year: nothing to see beside each other


def test_what_replaced_a_question_is_said(oj: Callable[..., Any]) -> None:
    said = oj("trend", "--indicator", "audit_dudit", "--lan", "Dalarna").out
    assert "Ersatt av: Använder AUDIT" in said
    assert "(U28556)" in said


def test_small_groups_are_shown_and_not_counted(folj: Folj, oj: Callable[..., Any]) -> None:
    found = folj("--indicator", "uppsokande_verksamhet", "--kommun", "Leksand")
    assert found["utgava"] == "SKL 2011"
    assert found["grupper_efter_ar"] == 2016
    group = points(found, "kommungrupp")[2016]
    assert (group["n_ja"], group["n_svar"], group["raknas"]) == (2, 3, False)
    assert "3 av 35 kommuner i gruppen finns i data" in group["varfor_inte"]
    assert series(found, "kommungrupp")["jamforbara_ar"] == []
    said = oj("trend", "--indicator", "uppsokande_verksamhet", "--kommun", "Leksand").out
    assert "räknas inte" in said
    assert "Alla år har kommungrupperna i SKL 2011" in said


# --- numeric: three years and all of Sweden --------------------------------------------


def test_the_values_are_those_of_the_file(lss: dict[tuple[str, str, int], float]) -> None:
    path = SHARED / "kolada/lss_enheter_2018-2022.csv.gz"
    if not path.is_file():
        pytest.skip("det som lästes in finns inte bredvid")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        published = {
            (r["kpi"], r["municipality"], int(r["period"])): float(r["value"])
            for r in csv.DictReader(file)
            if r["gender"] == "T"
        }
    assert lss == published


def members(kommuner: list[dict[str, str]], column: str, value: str) -> set[str]:
    return {k["code"] for k in kommuner if k[column] == value}


@pytest.mark.parametrize("kommun", ["Leksand", "Stockholm", "Älvdalen", "Göteborg", "Sorsele"])
@pytest.mark.parametrize("indicator", ["dv_handledning", "boende_rutin_vald"])
def test_numeric_against_the_file(
    folj: Folj,
    lss: dict[tuple[str, str, int], float],
    kommuner: list[dict[str, str]],
    kommun: str,
    indicator: str,
) -> None:
    found = folj("--indicator", indicator, "--kommun", kommun)
    kolada = found["indikator"]["kolada_id"]
    own = next(k for k in kommuner if k["name"] == kommun)
    groups = {
        "riket": {k["code"] for k in kommuner},
        "lan": members(kommuner, "lan_code", own["lan_code"]),
        "kommungrupp": members(kommuner, "skr_2017", own["skr_2017"]),
    }
    assert found["utgava"] == "SKR 2017"  # the edition of the newest year, for all years
    for year in (2018, 2019, 2022):
        value = {c: v for (k, c, y), v in lss.items() if k == kolada and y == year and c != "0000"}
        mine = points(found, "kommun").get(year)
        if own["code"] not in value:
            assert mine is None
        else:
            assert mine["varde"] == value[own["code"]]
            better = sum(v > mine["varde"] for v in value.values())
            same = sum(v == mine["varde"] for v in value.values())
            place = {"plats": better + 1, "av": len(value), "delad_med": same - 1}
            assert mine["plats"] == place
        for id, codes in groups.items():
            inside = [v for c, v in value.items() if c in codes]
            q1, median, q3 = statistics.quantiles(inside, n=4, method="inclusive")
            point = points(found, id, "median")[year]
            assert point["n_svar"] == len(inside)
            assert point["varde"] == pytest.approx(median)
            assert (point["kvartil_1"], point["kvartil_3"]) == pytest.approx((q1, q3))
            others = len(inside) - (own["code"] in value and own["code"] in codes)
            assert point["raknas"] == (others >= 5)
        published = points(found, "riket", "redovisat")[year]
        assert published["varde"] == lss[kolada, "0000", year]
        assert published["kalla"] == "publicerad"


def test_leksand_and_stockholm_in_words(oj: Callable[..., Any]) -> None:
    said = oj("trend", "--indicator", "dv_handledning", "--kommun", "Leksand").out
    assert "Leksand: oförändrat 0 % 2019–2022." in said
    assert "2022: plats 130 av 268, delad med 138 andra (0 %)" in said
    said = oj("trend", "--indicator", "dv_handledning", "--kommun", "Stockholm").out
    assert "Stockholm: ingen tydlig ändring 2018–2022, från 79 till 75 %." in said
    assert "2022: plats 46 av 268, delad med 2 andra (75 %)" in said


def test_the_alias_and_the_chosen_references(
    folj: Folj, oj: Callable[..., Any], kommuner: list[dict[str, str]]
) -> None:
    asked = ("--indicator", "dv_handledning", "--kommun", "Leksand", "--jamfor-med", "lan")
    assert [s["id"] for s in folj(*asked)["serier"]] == ["kommun", "lan"]
    assert oj("utveckling", *asked).out == oj("trend", *asked).out
    own = folj(*asked[:4], "--egen", "Mora,Rättvik", "--jamfor-med", "egen,riket")
    assert [s["id"] for s in own["serier"]] == ["kommun", "riket", "riket", "egen"]
    chosen = folj("--indicator", "dv_handledning", "--kommungrupp", "C9", "--lan", "Dalarna")
    assert chosen["serier"][0]["namn"] == "Kommungrupp C9 i Dalarnas län"
    both = members(kommuner, "skr_2017", "C9") & members(kommuner, "lan_code", "20")
    assert chosen["serier"][0]["antal_kommuner"] == len(both)

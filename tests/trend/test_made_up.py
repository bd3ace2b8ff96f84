"""Four made-up years: who turned and back, a break, women and men, one kommun's difference."""

import csv
import io
import statistics
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

Folj = Callable[..., Any]
Svar = Callable[[str], dict[str, dict[int, str]]]
YEARS = (2018, 2019, 2020, 2021)

pytestmark = pytest.mark.usefixtures("mapp")


def series(found: Any, id: str, gender: str = "T") -> Any:
    return next(s for s in found["serier"] if s["id"] == id and s["kon"] == gender)


def test_counts_are_those_given(folj: Folj, svar: Svar) -> None:
    answers = svar("rutin")
    found = series(folj("--indicator", "rutin", "--lan", "Dalarna"), "lan")
    for point in found["punkter"]:
        of_year = [years.get(point["ar"]) for years in answers.values()]
        n = sum(a in ("JA", "NEJ", "DELVIS") for a in of_year)
        assert (point["n_ja"], point["n_svar"]) == (of_year.count("JA"), n)
        assert (point["n_ea"], point["n_bortfall"]) == (
            of_year.count("EA"),
            of_year.count("BORTFALL"),
        )
        assert point["varde"] == pytest.approx(100 * of_year.count("JA") / n)
    assert found["rorelse"] == "varierar"


def test_who_turned_and_turned_back(folj: Folj, svar: Svar, oj: Callable[..., Any]) -> None:
    found = folj("--indicator", "rutin", "--lan", "Dalarna")
    said = {
        (c["namn"], t["fran"], t["till"]): (c["fore"], c["efter"])
        for t in found["svarsbyten"]
        for c in t["kommuner"]
    }
    expected = {}
    for name, years in svar("rutin").items():
        counted = [(y, a) for y, a in years.items() if a in ("JA", "NEJ", "DELVIS")]
        for (y0, a0), (y1, a1) in pairwise(counted):
            if a0 != a1:
                expected[name, y0, y1] = (a0, a1)
    assert said == expected
    assert said["Leksand", 2018, 2020] == ("NEJ", "JA")  # its own last answer, two years before
    text = oj("trend", "--indicator", "rutin", "--lan", "Dalarna").out
    assert "Från NEJ till JA: Mora och Rättvik." in text
    assert "Från JA till NEJ: Mora." in text
    assert "Från JA till DELVIS: Orsa." in text
    assert "2018–2019: 12 kommuner svarade båda åren, 2 bytte svar." in text


def test_own_answers_in_words(oj: Callable[..., Any], folj: Folj) -> None:
    found = series(folj("--indicator", "rutin", "--kommun", "Leksand"), "kommun")
    assert [p["svar"] for p in found["punkter"]] == ["NEJ", "JA", "JA"]
    assert found["rorelse"] == "andrat"
    said = oj("trend", "--indicator", "rutin", "--kommun", "Leksand").out
    assert "Leksand: NEJ 2018 och JA 2020–2021." in said
    mora = oj("trend", "--indicator", "rutin", "--kommun", "Mora").out
    assert "Mora: NEJ 2018, JA 2019 och NEJ 2020–2021." in mora
    avesta = oj("trend", "--indicator", "rutin", "--kommun", "Avesta").out
    assert "Avesta: JA 2018–2021." in avesta
    vansbro = oj("trend", "--indicator", "rutin", "--kommun", "Vansbro").out
    assert "Vansbro: NEJ 2020–2021." in vansbro


def test_a_change_of_one_kommun_is_called_that_and_stays_within_its_period(
    oj: Callable[..., Any], folj: Folj
) -> None:
    found = folj("--indicator", "metod", "--lan", "Dalarna")
    lan = series(found, "lan")
    assert lan["jamforbara_ar"] == [[2018, 2019], [2020, 2021]]
    assert [t["fran"] for t in found["svarsbyten"]] == [2018, 2020]  # none across the break
    said = " ".join(oj("trend", "--indicator", "metod", "--lan", "Dalarna").out.split())
    assert "från 3 till 4 av 15 kommuner 2020–2021, 1 kommun fler (7 procentenheter högre)" in said
    assert "Före brottet: oförändrat 53 % (8 av 15 kommuner) 2018–2019." in said
    assert "Ersatt av: Nya frågan (U99999)." in said
    assert "Sista år: 2021." in said


def test_women_and_men_and_where_lower_is_better(
    folj: Folj, dagar: Callable[[int, int, str], float], oj: Callable[..., Any]
) -> None:
    found = folj("--indicator", "vantan", "--kommun", "Leksand")
    leksand = 5
    for gender in "TKM":
        own = {p["ar"]: p for p in series(found, "kommun", gender)["punkter"]}
        riket = {p["ar"]: p for p in series(found, "riket", gender)["punkter"]}
        for year in YEARS:
            values = [dagar(n, year, gender) for n in range(15)]
            mine = values[leksand]
            assert own[year]["varde"] == pytest.approx(mine)
            assert riket[year]["varde"] == pytest.approx(statistics.median(values))
            assert own[year]["plats"] == {
                "plats": 1 + sum(v < mine for v in values),
                "av": 15,
                "delad_med": 0,
            }
    said = oj("trend", "--indicator", "vantan", "--kommun", "Leksand").out
    moves = [abs(dagar(n, 2021, "T") - dagar(n, 2020, "T")) for n in range(15)]
    noise = statistics.median(moves) / 0.67449  # of the difference between two years
    days = [dagar(leksand, year, "T") for year in YEARS]
    steps = [b - a for a, b in (*pairwise(days), (days[0], days[-1]))]
    assert all(abs(step) < 1.96 * noise for step in steps)
    assert "Leksand: ingen tydlig ändring 2018–2021, från 25,0 till 19,8 dagar" in said
    assert "plats 1 har lägst" in said
    assert "Kvinnor och män" in said
    assert "22,5 dagar" in said  # men, 2018


def test_background_is_never_ranked(folj: Folj, oj: Callable[..., Any]) -> None:
    found = folj("--indicator", "bakgrund", "--kommun", "Leksand")
    assert {p["plats"] for p in series(found, "kommun")["punkter"]} == {None}
    overview = folj("--kommun", "Leksand", "--omrade", "prov")
    change = next(c for c in overview["andringar"] if c["indikator"] == "bakgrund")
    assert change["battre_med"] is None
    assert "Rangordnas inte" in oj("trend", "--kommun", "Leksand", "--omrade", "prov").out


def test_a_correction_stands_beside_the_answer(
    mapp: Path, oj: Callable[..., Any], tmp_path: Path
) -> None:
    (mapp / "rattelser.yaml").write_text(
        "rattelser:\n  - {indikator: prov/rutin, ar: 2018, svar: JA, skal: Fel inrapporterat}\n",
        encoding="utf-8",
    )
    said = oj("trend", "--indicator", "rutin", "--kommun", "Leksand").out
    assert "rättat: JA" in said
    assert "Leksand: NEJ 2018 och JA 2020–2021." in said  # the published answer stays
    asked = ("trend", "--indicator", "rutin", "--kommun", "Leksand")
    rows = csv.DictReader(io.StringIO(oj(*asked, "--format", "csv").out))
    fixed = {r["ar"]: (r["svar"], r["rattelse"]) for r in rows if r["rattelse"]}
    assert fixed == {"2018": ("NEJ", "JA")}
    picture = tmp_path / "bild.svg"
    oj(*asked, "--svg", str(picture))
    description = ElementTree.parse(picture).getroot()[1].text  # noqa: S314
    assert "2018 NEJ" in (description or "")
    assert "Rättelse: Leksand anger själv JA för 2018." in (description or "")
    drawn = "".join(picture.read_text("utf-8").split("</desc>")[1])
    assert "Rättelse: Leksand anger själv JA för 2018." in drawn


def test_overview_of_a_kommun(folj: Folj, oj: Callable[..., Any]) -> None:
    found = folj("--kommun", "Gagnef", "--omrade", "prov")
    assert (found["schema"], found["ar"]) == ("oj-trend-oversikt/2", 2021)
    by_id = {c["indikator"]: c for c in found["andringar"]}
    assert (by_id["rutin"]["fran"], by_id["rutin"]["till"], by_id["rutin"]["battre_med"]) == (
        "NEJ",
        "JA",
        100,
    )
    assert by_id["metod"]["battre_med"] == 0
    assert by_id["vantan"]["battre_med"] > 0  # fewer days are better
    assert next(c["indikator"] for c in found["andringar"]) == "rutin"
    said = oj("trend", "--kommun", "Gagnef", "--omrade", "prov").out
    assert "2 av 3 bättre än 2020." in said
    assert "2 tydligt bättre" in said


def test_the_workspace_says_whom(mapp: Path, oj: Callable[..., Any]) -> None:
    (mapp / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    assert "Leksand: NEJ 2018" in oj("trend", "--indicator", "rutin").out
    assert oj("trend").out.startswith("Leksand: vad som har ändrats")
    assert "Dalarnas län: varierar" in oj("trend", "--indicator", "rutin", "--lan", "20").out
    (mapp / "oj.yaml").write_text("lan: Dalarna\n", encoding="utf-8")
    assert oj("trend").out.startswith("Dalarnas län: vad som har ändrats")

"""Whom to learn from about a number, in the shipped data: counted again from what Kolada gives."""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from independent import values

OMRADEN = Path(__file__).parents[2] / "oj_cli" / "omraden"
KOMMUNER = ("Leksand", "Västerås", "Ydre", "Göteborg")
INDICATORS = {
    "hemtjanst": ("hemtjanst_alltid_bra_bemotande", "hemtjanst_vet_var_klaga"),
    "lss-brukare": ("gruppbostad_bestammer", "dv_bestammer"),
    "lss-enheter": ("boende_genomforandeplan", "boende_samlad_kompetensplan"),
}
Oj = Callable[..., Any]


@cache
def codes() -> dict[str, str]:
    with (OMRADEN / "kommuner.csv").open(encoding="utf-8", newline="") as file:
        return {r["name"]: r["code"] for r in csv.DictReader(file)}


@cache
def counted(area: str) -> dict[tuple[str, int, str], float]:
    """All values of an område by indicator, year and kommunkod."""
    found = values.blocks(OMRADEN / area / "varden.db", gender="T")
    return {
        (r.indicator, r.year, r.unit): float(r.value)
        for r in found
        if r.kind == "kommun" and r.value is not None
    }


def asked(oj: Oj, area: str, *args: str) -> Any:
    ran = oj("peers", "--omrade", area, *args, "--antal", "300", "--format", "json")
    assert ran.code == 0, ran.err
    return ran.json


@pytest.mark.parametrize("kommun", KOMMUNER)
def test_nobody_worse_or_equal_is_offered(oj: Oj, kommun: str) -> None:
    for area, ids in INDICATORS.items():
        for id in ids:
            found = asked(oj, area, "--indicator", id, "--kommun", kommun)
            own = counted(area).get((id, found["ar"], codes()[kommun]))
            for k in found["kommuner"]:
                value = counted(area)[id, found["ar"], k["kod"]]
                assert k["varde"] == value
                assert own is None or value > own
                assert (k["tydlighet"] is None) == (own is None)
                clear = k["tydlighet"] == "tydligt_battre"
                assert k["tydligt_battre_i"] == ([id] if clear else [])
                assert not clear or k["osakerhet"]["n"] >= 5
            at_best = [
                v
                for (i, y, _), v in counted(area).items()
                if (i, y) == (id, found["ar"]) and v >= found["bland_de_basta"]["fran"]
            ]
            assert found["bland_de_basta"]["antal"] == len(at_best)
            if found["ni_bland_de_basta_i"]:
                assert own is not None
                assert own >= found["bland_de_basta"]["fran"]
                assert {k["tydlighet"] for k in found["kommuner"]} <= {"tydligt_battre"}


def test_almhult_is_not_offered_lidkoping(oj: Oj) -> None:
    id = "boende_samlad_kompetensplan"
    both = [counted("lss-enheter")[id, 2022, codes()[k]] for k in ("Älmhult", "Lidköping")]
    assert both == [88, 87]
    found = asked(oj, "lss-enheter", "--indicator", id, "--kommun", "Älmhult")
    assert "Lidköping" not in {k["namn"] for k in found["kommuner"]}
    said = oj("peers", "--indicator", id, "--kommun", "Älmhult").out.replace("\u00a0", " ")
    assert "Ni är själva bland de bästa: " in said
    assert "Bättre än" not in said


def test_how_many_share_the_best_value_is_said(oj: Oj) -> None:
    id = "boende_genomforandeplan"
    year = [v for (i, y, _), v in counted("lss-enheter").items() if (i, y) == (id, 2022)]
    said = oj("peers", "--indicator", id, "--kommun", "Älmhult").out.replace("\u00a0", " ")
    assert f"Bland de bästa: {year.count(100)} av {len(year)} kommuner har 100 %." in said
    assert "Så många delar det" in said


def test_how_clear_is_said(oj: Oj) -> None:
    asked_of = ("peers", "--indicator", "hemtjanst_alltid_bra_bemotande", "--kommun", "Älmhult")
    said = oj(*asked_of).out.replace("\u00a0", " ")
    assert "Älmhult 2022, hemtjänst. Hemtj: alltid väl bemött: 69 %, 253 svar." in said
    assert "Essunga    87 %, 84 svar, tydligt bättre" in said
    # one unit can be told from nobody's
    said = oj("peers", "--indicator", "boende_handledning", "--kommun", "Leksand").out
    assert "Ingen är tydligt bättre än ni: skillnaderna kan bero på slumpen." in " ".join(
        said.split()
    )


def test_what_has_no_good_end_has_nobody_to_learn_from(oj: Oj) -> None:
    asked_of = ("--indicator", "hemtjanst_antal_svar", "--kommun", "Älmhult")
    assert asked(oj, "hemtjanst", *asked_of)["kommuner"] == []
    assert "Måttet säger inte vad som är bra" in oj("peers", *asked_of).out

"""Like kommuner (`liknande`): whom Kolada names, and medians counted again without the product."""

import csv
import re
import statistics
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from independent import values

OMRADEN = Path(__file__).parents[1] / "oj_cli" / "omraden"
LSS = "lss-enheter"
Oj = Callable[..., Any]

# As Kolada's groups "Liknande kommuner LSS" of 2024 have them.
LIKE = {
    "Leksand": "Burlöv Lomma Staffanstorp Svedala Vaxholm Åre Åstorp",
    "Västerås": "Borås Haninge Helsingborg Huddinge Jönköping Karlstad Linköping",
    "Ydre": "Habo Jokkmokk Malå Storfors Vaxholm Åre Åstorp",
    "Göteborg": "Jönköping Linköping Lund Malmö Stockholm Uppsala Örebro",
    "Kiruna": "Arvika Hallsberg Kristinehamn Laholm Stenungsund Tjörn Älmhult",
}
# An indicator with its median among them in 2022, counted in what Kolada gives.
MEDIANS = {
    "Leksand": ("U28124", 50),
    "Västerås": ("U28119", 82),
    "Göteborg": ("U28123", 51),
    "Kiruna": ("U28120", 13),
}
GROUP = "LSS, Kolada 2024"


@cache
def codes() -> dict[str, str]:
    with (OMRADEN / "kommuner.csv").open(encoding="utf-8", newline="") as file:
        return {r["name"]: r["code"] for r in csv.DictReader(file)}


@cache
def counted() -> dict[tuple[str, int, str], Decimal]:
    """All values of lss-enheter by indicator, year and kommunkod."""
    found = values.blocks(OMRADEN / LSS / "varden.db")
    return {
        (r.indicator, r.year, r.unit): r.value
        for r in found
        if (r.kind, r.gender) == ("kommun", "T") and r.value is not None
    }


def asked(oj: Oj, *args: str) -> Any:
    ran = oj(*args, "--format", "json")
    assert ran.code == 0, ran.err
    return ran.json


def identified(oj: Oj, *args: str) -> Any:
    return asked(oj, "identify", *args, "--jamfor-med", "liknande")


def use(found: Any) -> Any:
    return next(r for r in found["referenser"] if r["id"] == "liknande")


def test_every_kommun_has_seven_others_of_each_kind() -> None:
    with (OMRADEN / "liknande.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    editions = {(r["kind"], r["edition"]) for r in rows}
    assert editions == {
        ("aldreomsorg", "2024"),
        ("lss", "2024"),
        ("ifo", "2024"),
        ("ekonomiskt-bistand", "2023"),
        ("socioekonomi", "2024"),
        ("overgripande", "2025"),
    }
    known = set(codes().values())
    for row in rows:
        members = row["members"].split()
        assert len(set(members)) == 7
        assert set(members) <= known - {row["code"]}
    for kind, _ in editions:
        lacking = known - {r["code"] for r in rows if r["kind"] == kind}
        assert lacking == ({codes()["Gnosjö"]} if kind == "lss" else set())


@pytest.mark.parametrize("kommun", LIKE)
def test_medians_and_who_is_better_among_like_kommuner(oj: Oj, kommun: str) -> None:
    like, own = {codes()[name] for name in LIKE[kommun].split()}, codes()[kommun]
    year = 2019 if kommun == "Ydre" else 2022  # the newest with own answers
    found = identified(oj, "--kommun", kommun, "--omrade", LSS)
    assert (found["ar"], found["rankar"]) == (year, "liknande")
    assert (use(found)["utgava"], use(found)["antal_kommuner"]) == (GROUP, 7)
    judged = 0
    for result in found["resultat"]:
        id, shown = result["indikator"], result["jamforelser"]["liknande"]
        theirs = [v for k in like if (v := counted().get((id, year, k))) is not None]
        assert shown["n_svar"] == len(theirs), id
        assert shown["raknas"] == (len(theirs) >= 5), id
        assert shown["median"] == (float(statistics.median(theirs)) if theirs else None), id
        value = counted().get((id, year, own))
        assert result["varde"] == (None if value is None else float(value))
        if result["jamfors_med"] == "liknande" and result["skillnad"] is not None:
            judged += 1
            assert result["skillnad"] == pytest.approx(float(value) - shown["median"]), id
    assert judged
    medians = {r["kolada_id"]: r["jamforelser"]["liknande"]["median"] for r in found["resultat"]}
    if kommun in MEDIANS:
        id, median = MEDIANS[kommun]
        assert medians[id] == median


@pytest.mark.parametrize("kommun", LIKE)
def test_compare_shows_the_own_kommun_beside_its_like_ones(oj: Oj, kommun: str) -> None:
    names = LIKE[kommun].split()
    at = ("--indicator", "boende_handledning", "--jamfor-med", "liknande", "--kommun", kommun)
    found = asked(oj, "compare", *at, "--ar", "2019")
    have = {k for i, y, k in counted() if (i, y) == ("boende_handledning", 2019)}
    shown = {k["namn"]: k["varde"]["boende_handledning"] for k in found["kommuner"]}
    assert set(shown) <= {kommun, *names}
    assert {n for n, v in shown.items() if v is not None} == {
        n for n in (kommun, *names) if codes()[n] in have
    }
    [of_group] = [r for r in found["referenser"] if r["id"] == "liknande"]
    theirs = [v for n, v in shown.items() if n != kommun and v is not None]
    assert of_group["utgava"] == GROUP
    assert of_group["indikatorer"]["boende_handledning"]["median"] == statistics.median(theirs)


def test_like_kommuner_over_the_years_and_as_peers(oj: Oj) -> None:
    at = ("--indicator", "U28124", "--kommun", "Leksand", "--jamfor-med", "liknande")
    found = asked(oj, "trend", *at)
    ids = [(s["id"], s["utgava"]) for s in found["serier"]]
    assert ids == [("kommun", None), ("liknande", GROUP)]
    like = {codes()[name] for name in LIKE["Leksand"].split()}
    id = found["indikator"]["id"]
    for point in found["serier"][1]["punkter"]:
        theirs = [
            v for (i, y, k), v in counted().items() if (i, y) == (id, point["ar"]) if k in like
        ]
        assert point["varde"] == float(statistics.median(theirs))
    peers = asked(oj, "peers", *at)
    assert peers["jamfor_med"] == f"Liknande kommuner ({GROUP})"
    assert {k["namn"] for k in peers["kommuner"]} == {"Staffanstorp", "Vaxholm", "Åre"}
    assert asked(oj, "peers", *at[:-2])["jamfor_med"] is None


def test_a_kommun_without_a_group_of_the_kind_has_the_overall_one(oj: Oj) -> None:
    found = identified(oj, "--kommun", "Gnosjö", "--omrade", LSS)
    assert use(found)["utgava"] == "övergripande, Kolada 2025"


def test_too_few_like_ones_never_decide(oj: Oj) -> None:
    found = identified(oj, "--kommun", "Leksand", "--omrade", "socialpsykiatri")
    assert (found["rankar"], use(found)["raknas"]) == ("riket", False)
    assert use(found)["utgava"] == "övergripande, Kolada 2025"
    assert "bara 1 annan kommun har svarat" in use(found)["varfor_inte"]


def test_what_nobody_asks_for_is_not_shown(oj: Oj) -> None:
    found = asked(oj, "identify", "--kommun", "Leksand", "--omrade", LSS)
    assert "liknande" not in {r["id"] for r in found["referenser"]}


def test_the_workspace_may_say_it_once(
    oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "oj.yaml"
    settings.write_text(f"kommun: Leksand\nomrade: {LSS}\njamfor_med: liknande\n", "utf-8")
    assert asked(oj, "identify")["rankar"] == "liknande"
    assert asked(oj, "identify", "--jamfor-med", "riket")["rankar"] == "riket"
    assert (
        asked(oj, "identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri")["schema"]
        == "oj-identify-lan/2"
    )
    at = ("--indicator", "U28124")
    series = {s["id"] for s in asked(oj, "trend", *at)["serier"]}
    assert {"kommun", "riket", "lan", "kommungrupp", "liknande"} <= series
    assert "liknande" in {r["id"] for r in asked(oj, "explain", "U28124")["jamforelser"]}
    assert len(asked(oj, "compare", *at)["kommuner"]) > 200
    assert oj("report", "kommun", "--format", "html", "-o", "profil.html").code == 0
    profile = (tmp_path / "profil.html").read_text("utf-8")
    assert f"liknande kommuner ({GROUP})" in profile

    settings.write_text("kommun: Leksand\njamfor_med: grannar\n", "utf-8")
    ran = oj("identify")
    assert ran.code == 3
    assert "Rad 2" in ran.err
    assert "liknande, inte ”grannar”" in ran.err


@pytest.mark.parametrize(
    "args",
    [
        ("trend", "--indicator", "U28124", "--lan", "Dalarna", "--jamfor-med", "liknande"),
        ("compare", "--indicator", "U28124", "--jamfor-med", "liknande"),
        ("compare", "--indicator", "U28124", "--kommun", "Leksand", "--jamfor-med", "lika"),
        ("report", "kommun", "--kommun", "Leksand", "--jamfor-med", "lika"),
    ],
    ids=" ".join,
)
def test_like_whom_must_be_said(oj: Oj, args: tuple[str, ...]) -> None:
    ran = oj(*args)
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("command", ["explain", "trend"])
def test_need_is_compared_with_like_kommuner_only(oj: Callable[..., Any], command: str) -> None:
    asked = [] if command == "explain" else ["--indicator"]
    ran = oj(command, *asked, "bistand_barn", "--kommun", "Göteborg", "--format", "json")
    assert ran.code == 0, ran.err
    ids = re.findall(r'"id": "(riket|lan|kommungrupp|invanargrupp|liknande)"', ran.out)
    assert set(ids) == {"liknande"}

"""`oj compare --kommun X`: what the map calls clear beside a group, counted again."""

import statistics
from typing import Any

import pytest
from independent import shipped
from whole.five import FIVE, SCREEN

from oj_cli import api
from oj_cli.domain.identification import CLEAR, JUDGED, STRONG
from oj_cli.domain.whole_compare import Beside


def like(area: str, indicator: dict[str, Any], kommun: str) -> set[str]:
    """Return whom Kolada calls like a kommun, in an område."""
    catalogue = shipped.read_yaml(shipped.OMRADEN / area / "katalog.yaml")
    kind = indicator.get("bara_liknande") or catalogue.get("liknande", "overgripande")
    found = {
        r["kind"]: set(r["members"].split())
        for r in shipped.read_csv(shipped.OMRADEN / "liknande.csv")
        if r["code"] == kommun
    }
    return found[kind]


def entry_of(beside: Beside) -> tuple[shipped.Data, dict[str, Any]]:
    data = shipped.load(beside.of.part.head.area)
    return data, next(i for i in data.indicators if i["id"] == beside.of.result.indicator.id)


@pytest.mark.parametrize("kommun", FIVE)
def test_it_is_what_the_map_calls_clear(whole: api.Oj, kommun: str) -> None:
    found, told = whole.compare_whole(kommun), whole.kommun_map(kommun)
    wanted = {
        (p.head.area, p.year, r.indicator.id): r.verdict
        for p in told.known
        for r in p.results
        if r.verdict in (*CLEAR, *STRONG)
    }
    rows = [b.of for b in found.results]
    assert wanted == {(o.part.head.area, o.part.year, o.result.indicator.id): o.result.verdict
                      for o in rows}  # fmt: skip
    n = len(told.clear)
    assert [o.result for o in rows[:n]] == [o.result for o in told.clear]


@pytest.mark.parametrize("kommun", FIVE)
def test_the_group_is_counted_of_its_kommuner(whole: api.Oj, kommun: str) -> None:
    found = whole.compare_whole(kommun)
    for b in found.results:
        data, entry = entry_of(b)
        year, own = b.of.part.year or 0, found.kommun.code
        group = like(data.area, entry, own)
        rows = {k: row for k, row in data.of(entry, year).items() if k in group}
        better = {k.code for k, _ in b.better}
        if entry["typ"] == "ja_nej":
            assert b.group.n_yes == sum(row.answer == "JA" for row in rows.values())
            mine = data.of(entry, year)[own].answer
            yes = {k for k, row in rows.items() if row.answer == "JA"}
            assert better == (set() if mine == "JA" else yes)
            continue
        values = {k: row.value for k, row in rows.items() if row.value is not None}
        assert b.group.n_others == len(values)
        if values:
            assert b.group.median == pytest.approx(float(statistics.median(values.values())))
        sign = -1 if entry["riktning"] == "lagre" else 1
        mine_value = data.own(own, year)[entry["id"]]
        assert better == {k for k, v in values.items() if sign * (v - mine_value) > 0}
        if better:
            best = max(values, key=lambda k: sign * values[k])
            assert b.better[0][1] == pytest.approx(float(values[best]))


@pytest.mark.parametrize("kommun", FIVE)
def test_a_theme_is_all_that_is_judged_in_it(whole: api.Oj, kommun: str) -> None:
    found = whole.compare_whole(kommun, theme="kompetens")
    assert found.theme is not None
    told = whole.kommun_map(kommun)
    wanted = {
        (p.head.area, r.indicator.id)
        for p in told.known
        for r in p.results
        if r.indicator.theme == "kompetens" and r.verdict in JUDGED
    }
    assert {(b.of.part.head.area, b.of.result.indicator.id) for b in found.results} == wanted
    assert len({area for area, _ in wanted}) > 1


def test_the_group_is_the_one_that_was_chosen(whole: api.Oj) -> None:
    lan = whole.compare_whole("Kiruna", filters=api.Filters(lan="Norrbotten"))
    named = whole.compare_whole("Kiruna", among="lan")
    assert {b.reference.id for b in lan.results} == {"urval"}
    assert [b.better for b in lan.results] == [b.better for b in named.results]
    assert all(k.lan == "25" for b in named.results for k, _ in b.better)
    both = whole.compare_whole("Kiruna", among="kommungrupp", filters=api.Filters(lan="25"))
    group = {k.code for b in both.results for k, _ in b.better}
    assert group
    assert group <= {k.code for b in named.results for k, _ in b.better}


@pytest.mark.parametrize("kommun", FIVE)
def test_it_is_one_screen_of_the_kommun(oj: Any, wide: None, kommun: str) -> None:
    ran = oj("compare", "--kommun", kommun)
    assert ran.code == 0, ran.err
    assert ran.out.startswith(f"{kommun} bredvid liknande kommuner: hela socialtjänsten\n")
    assert len(ran.out.splitlines()) <= SCREEN


def test_as_data(oj: Any, wide: None, whole: api.Oj) -> None:
    found = oj("compare", "--kommun", "Ydre", "--format", "json").json
    assert found["schema"] == "oj-compare-karta/1"
    assert (found["kommun"]["namn"], found["nyast"]) == ("Ydre", 2022)
    assert len(found["resultat"]) == len(whole.compare_whole("Ydre").to_frame())
    of_lss = oj("compare", "--kommun", "Västerås", "--omrade", "lss", "--format", "json").json
    assert {r["omrade"] for r in of_lss["resultat"]} == {"lss-enheter", "lss-brukare"}
    text = oj("compare", "--kommun", "Ydre", "--format", "csv").out.splitlines()
    assert text[0].startswith("omrade,ar,indikator,namn,bedomning,")


def test_an_indicator_of_any_area_beside_the_kommun(oj: Any, wide: None) -> None:
    asked = ("compare", "--indicator", "dv_rutin_vald", "--format", "json")
    of_kommun = oj(*asked, "--kommun", "Västerås").json
    assert of_kommun["omrade"] == "lss-enheter"
    assert len(of_kommun["kommuner"]) == 8
    assert len(oj(*asked).json["kommuner"]) > 250


def test_what_does_not_go_together_is_refused(oj: Any, wide: None) -> None:
    for asked in (
        ("--kommun", "Ydre", "--ar", "2019"),
        ("--kommun", "Ydre", "--sort", "lan"),
        ("--kommun", "Ydre", "--tema", "finnsinte"),
        ("--kommun", "Ydre", "--omrade", "sol-stod"),
        ("--kommun", "Ydre", "--omrade", "finnsinte"),
        ("--kommun", "Ydre", "--jamfor-med", "mars"),
        ("--tema", "arbete"),
        (),
    ):
        ran = oj("compare", *asked)
        assert (ran.code, ran.out) == (2, ""), asked
        assert ran.err.startswith("Fel: ")

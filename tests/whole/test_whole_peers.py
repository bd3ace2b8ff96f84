"""`oj peers --kommun X`: whom to call about what the map calls clear, over all områden."""

from typing import Any

import pytest
from independent import shipped
from whole.five import FIVE, SCREEN

from oj_cli import api
from oj_cli.domain.peers import Clarity


@pytest.mark.parametrize("kommun", FIVE)
def test_who_says_yes_is_counted_again(whole: api.Oj, kommun: str) -> None:
    found = whole.peers_whole(kommun)
    assert [wish.of.result for wish in found.wishes] == [
        of.result for of in whole.kommun_map(kommun).clear
    ]
    n_answers = 0
    for wish in found.wishes:
        indicator = wish.of.result.indicator
        if indicator.kind == "ja_nej":
            rows = shipped.load(wish.of.part.head.area).rows[indicator.id, wish.of.part.year or 0]
            yes = {code for code, row in rows.items() if row.answer == "JA"}
            assert {k.code for k, _ in wish.who} == yes - {found.kommun.code}
            n_answers += 1
    assert n_answers or kommun == "Göteborg"


@pytest.mark.parametrize("kommun", FIVE)
def test_a_number_is_clearly_better_as_the_indicator_by_itself_says(
    whole: api.Oj, kommun: str
) -> None:
    numbers = [w for w in whole.peers_whole(kommun).wishes if w.of.result.value is not None][:4]
    assert numbers
    for wish in numbers:
        area, id = wish.of.part.head.area, wish.of.result.indicator.id
        alone = whole.peers(kommun, indicator=f"{area}/{id}")
        assert alone.year == wish.of.part.year
        clear = {p.kommun.code: p.value for p in alone.peers if p.clarity == Clarity.CLEAR}
        assert {k.code: value for k, value in wish.who} == clear


@pytest.mark.parametrize("kommun", FIVE)
def test_who_recurs_stands_first(whole: api.Oj, kommun: str) -> None:
    found = whole.peers_whole(kommun)
    by_code: dict[str, set[tuple[str, str]]] = {}
    for wish in found.wishes:
        for k, _ in wish.who:
            by_code.setdefault(k.code, set()).add(
                (wish.of.part.head.area, wish.of.result.indicator.id)
            )
    has = {
        p.kommun.code: {(of.part.head.area, of.result.indicator.id) for of in p.has}
        for p in found.peers
    }
    assert has == by_code
    assert found.n_found == len(by_code)
    alike = [len({area for area, _ in has[p.kommun.code]}) for p in found.peers if p.likeness < 3]
    assert alike == sorted(alike, reverse=True)
    assert [p.likeness == 3 for p in found.peers] == sorted(p.likeness == 3 for p in found.peers)
    assert whole.peers_whole(kommun, most=2).peers == found.peers[:2]


def test_a_theme_and_an_area_choose_among_the_same(whole: api.Oj) -> None:
    every = {
        id: w for w in whole.peers_whole("Västerås").wishes if (id := w.of.result.indicator.id)
    }
    of_theme = whole.peers_whole("Västerås", theme="kompetens").wishes
    assert {w.of.part.head.area for w in of_theme} >= {"lss-enheter", "sarskilt-boende"}
    assert {w.of.result.indicator.theme for w in of_theme} == {"kompetens"}
    of_lss = whole.peers_whole("Västerås", area="lss").wishes
    assert {w.of.part.head.area for w in of_lss} == {"lss-enheter"}
    for wish in (*of_theme, *of_lss):
        assert dict(wish.who) == dict(every[wish.of.result.indicator.id].who)
    # nothing is clear there, so it is what is uncertain
    unsure = whole.peers_whole("Västerås", theme="arbete").wishes
    assert all(w.of.result.verdict.value in ("osakert", "paborjat") for w in unsure)


def test_those_that_are_named_are_a_part_of_all(whole: api.Oj) -> None:
    every = {p.kommun.code for p in whole.peers_whole("Ydre").peers}
    lan = whole.peers_whole("Ydre", filters=api.Filters(lan="Östergötland"))
    assert {p.kommun.code for p in lan.peers} == {c for c in every if c.startswith("05")}
    like = whole.peers_whole("Ydre", among="kommungrupp")
    assert {p.kommun.code for p in like.peers} < every
    assert like.among is not None


@pytest.mark.parametrize("kommun", FIVE)
def test_it_is_one_screen_of_the_kommun(oj: Any, wide: None, kommun: str) -> None:
    ran = oj("peers", "--kommun", kommun)
    assert ran.code == 0, ran.err
    assert ran.out.startswith(f"{kommun}: vem ni kan ringa, hela socialtjänsten\n")
    assert len(ran.out.splitlines()) <= SCREEN


def test_as_data_and_by_theme(oj: Any, wide: None) -> None:
    found = oj("peers", "--kommun", "Ydre", "--tema", "kompetens", "--format", "json").json
    assert (found["schema"], found["tema"]["id"]) == ("oj-peers-karta/1", "kompetens")
    assert {m["omrade"] for m in found["matt"]} == {"hemtjanst", "sarskilt-boende"}
    text = oj("peers", "--kommun", "Ydre", "--format", "csv", "--antal", "1").out.splitlines()
    assert text[0].startswith("kod,kommun,likhet,lika_i,omrade,ar,indikator")
    assert len({line.split(",")[0] for line in text[1:]}) == 1
    one = oj("peers", "--kommun", "Ydre", "--indicator", "dv_rutin_vald", "--format", "json").json
    assert (one["schema"], one["omrade"]) == ("oj-peers/1", "lss-enheter")
    for asked in (("--ar", "2019"), ("--tema", "x"), ("--omrade", "sol-stod")):
        assert oj("peers", "--kommun", "Ydre", *asked).code == 2
    assert oj("peers").code == 2

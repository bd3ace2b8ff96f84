"""The map of a kommun: what it says of each område is what step 1 says there."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from whole.five import FIVE

from oj_cli import api
from oj_cli.domain.findings import Finding
from oj_cli.domain.identification import CLEAR, IndicatorResult, Verdict
from oj_cli.domain.kommun_map import AreaPart, KommunMap, in_turn
from oj_cli.domain.wording import area_word
from oj_cli.presentation.console import Terminal
from oj_cli.presentation.document import Document
from oj_cli.presentation.screen import render
from oj_cli.views import kommun_map, lan_map
from oj_cli.views.kommun_map import MOST_CLEAR, OLD

MOST_LINES = 45
WIDTH = 100


@pytest.fixture(scope="module")
def whole() -> api.Oj:
    return api.open(today="2026-11-29")


def heads(whole: api.Oj) -> list[str]:
    with whole.data() as store:
        return [h.area for h in store.heads.values() if h.purpose == "jamforelse"]


def differing(whole: api.Oj, kommun: str, part: AreaPart) -> list[str]:
    """Return the indicators that the map judges otherwise than step 1 of the område."""
    found = whole.identify(kommun, area=part.head.area, year=part.year)
    there = {r.indicator.id: r for r in found.results}
    return [
        f"{part.head.area}/{r.indicator.id}: {r.verdict} not {there[r.indicator.id].verdict}"
        for r in part.results
        if there[r.indicator.id].reference == "riket"
        and (r.verdict, r.difference)
        != (there[r.indicator.id].verdict,) * 1 + (there[r.indicator.id].difference,)
    ]


def _judged(r: IndicatorResult) -> tuple[object, ...]:
    return r.verdict, r.difference, r.uncertainty, r.before


@pytest.mark.parametrize("kommun", FIVE)
def test_each_area_is_judged_as_by_itself(whole: api.Oj, kommun: str) -> None:
    found = whole.kommun_map(kommun)
    wrong = [line for part in found.known for line in differing(whole, kommun, part)]
    assert wrong == []
    assert len(found.known) >= 8


@pytest.mark.parametrize("kommun", FIVE)
def test_every_area_stands_with_results_or_a_reason(whole: api.Oj, kommun: str) -> None:
    found = whole.kommun_map(kommun)
    assert {p.head.area for p in found.parts} == set(heads(whole))
    for part in found.parts:
        assert bool(part.results) == (part.year is not None)
    with whole.data() as store:
        code = found.kommun.code
        for part in found.parts:
            years = store.years(part.head.area, [code], judged=True)
            assert (part.year is None) == (not years), part.head.area
            assert part.year is None or part.year in years


@pytest.mark.parametrize("kommun", FIVE)
def test_what_is_shared_is_clear_in_two_areas(whole: api.Oj, kommun: str) -> None:
    found = whole.kommun_map(kommun)
    counted: dict[str, set[str]] = {}
    for part in found.known:
        for r in part.results:
            if r.verdict in CLEAR:
                counted.setdefault(r.indicator.theme, set()).add(part.head.area)
    several = {theme for theme, areas in counted.items() if len(areas) > 1}
    named = {s.theme.id for s in found.shared}
    assert named <= several
    with whole.data() as store:
        assert several - named <= {t.id for t in store.themes().themes if not t.holds_together}
    clear = [r for part in found.known for r in part.results if r.verdict in CLEAR]
    assert len(found.clear) == len(clear)


def shown(document: Document, width: int = WIDTH) -> str:
    return render(document, Terminal(width))


def assert_told(found: KommunMap) -> None:
    """Hold that nothing is missing, that no other year is told in silence, and age told once."""
    text = shown(kommun_map.document(found))
    assert len(text.splitlines()) <= MOST_LINES
    flat = " ".join(text.split())
    rows = {
        line[: line.index("  ")].removesuffix(" *"): line
        for line in text.splitlines()
        if "  " in line
    }
    for part in found.known:
        assert str(part.year) in rows[part.head.short], part.head.area
    for part in found.parts:
        if part.year is None and part.newest is not None:
            assert f"{area_word(part.head)} (andra har från {part.newest})" in flat
    waiting = sum(part.year is part.newest is None for part in found.parts)
    assert f"{waiting} områden väntar på Socialstyrelsens filer" in flat
    assert found.newest is not None
    new = [of for of in found.clear if found.newest - (of.part.year or 0) < OLD]
    old = [of for of in found.clear if of not in new]
    turns = [of for part in (new, old) for of in in_turn(part, lambda of: of.part.head.area)]
    for of in turns[:MOST_CLEAR]:
        is_older = of.part.year != found.newest
        assert of.result.indicator.name in unwrapped(text)
        assert (f"{of.result.indicator.name} ({of.part.year})" in unwrapped(text)) == is_older
    assert flat.count("oj data fetch") == (found.year_now - found.newest >= OLD)


def unwrapped(text: str) -> str:
    """Return the table of what is clear with the names that go on below put together."""
    lines = text.split("Ni ", 1)[-1].splitlines()[1:]
    names = [line.split("  ")[0] for line in lines if not line.startswith("  ")]
    return " ".join(names)


@pytest.mark.parametrize("kommun", FIVE)
def test_it_is_one_screen_that_tells_all(whole: api.Oj, kommun: str) -> None:
    found = whole.kommun_map(kommun)
    assert_told(found)
    assert shown(kommun_map.document(found)).startswith(f"{kommun}: hela socialtjänsten\n")
    narrow = shown(kommun_map.document(found), 80)
    assert max(map(len, narrow.splitlines())) <= 80


def test_age_is_not_told_of_what_is_new(whole: api.Oj) -> None:
    found = replace(whole.kommun_map("Ydre"), year_now=2024)
    assert "oj data fetch" not in shown(kommun_map.document(found))


def test_those_that_belong_together_are_not_called_the_whole(whole: api.Oj) -> None:
    found = whole.kommun_map("Ydre", belonging="lss")
    title = shown(kommun_map.document(found)).splitlines()[0]
    assert title == "Ydre: LSS-enheter och LSS-brukare"


@pytest.mark.parametrize("kommun", FIVE)
def test_what_turned_to_no_is_to_be_checked_as_check_data_says(whole: api.Oj, kommun: str) -> None:
    parts = [p for p in whole.kommun_map(kommun).known if p.head.area == "valfardsteknik"]
    here = {
        r.indicator.id
        for part in parts
        for r in part.results
        if any(c.code == "ja_till_nej" for c in r.checks)
    }
    findings = whole.check_data(kommun=kommun, area="valfardsteknik").findings
    assert here == {
        f.fields["indikator"]
        for f in findings
        if f.rule in ("D10", "D11") and f.fields["svar"] == "NEJ" and last(f) == "JA"
    }
    assert sum(part.n_checks for part in parts) >= len(here)


def last(finding: Finding) -> str:
    earlier = finding.fields["tidigare"]
    assert isinstance(earlier, dict)
    return str(earlier[max(earlier)])


@pytest.mark.parametrize("kommun", FIVE)
def test_a_theme_counts_as_many_as_step_1_does(whole: api.Oj, kommun: str) -> None:
    found = whole.kommun_map(kommun)
    for part in found.known:
        areas = whole.identify(kommun, area=part.head.area, year=part.year).areas
        if sum(p.head.area == part.head.area for p in found.known) == 1:
            said = {a.theme.id: a.n_answered for a in areas}
            assert said == {id: len(part.of_theme(id)) for id in said}


@pytest.mark.parametrize("area", ["lss-enheter", "hemtjanst", "sarskilt-boende"])
@pytest.mark.parametrize("kommun", FIVE)
def test_a_fall_is_clear_where_the_trend_says_so(whole: api.Oj, kommun: str, area: str) -> None:
    step1 = whole.identify(kommun, area=area)
    judged = {r.indicator.id: r for r in step1.results if r.difference is not None}
    fallen = {
        id
        for id, r in judged.items()
        if r.before and any(reason.code == "forsamring" for reason in r.reasons)
    }
    changes = whole.trend_overview(kommun=kommun, area=area).changes
    now = [c for c in changes if c.shift.after.year == step1.year]
    clear = {c.indicator.id for c in now if c.is_clear and (c.gain or 0) < 0}
    assert fallen == clear & set(judged)


def test_what_would_look_like_a_contradiction_is_explained(
    oj: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    said = oj("identify", "--kommun", "Västerås", "--omrade", "lss-enheter").out
    # 10 %, riket 36, but half of the kommuner have 0
    assert "*: inte sämre än hälften av kommunerna." in said
    assert re.search(r"DV: läkemedelsrutin +10 % +36 \* ", said)
    assert "DV: läkemedelsrutin (10 % mot 36, stäm av först)" in said
    said = oj("identify", "--kommun", "Umeå", "--omrade", "sarskilt-boende").out
    assert "Säbo: sjuksk. helg, sjuksköterskor per plats  " in said
    assert "0,011       0,006" in said  # not 0,01 and 0,01


def test_nobody_is_better_in_what_the_kommun_has_no_value_of(whole: api.Oj) -> None:
    found = whole.peers("Västerås", theme="inflytande", area="lss-brukare")
    assert all(found.values[i.id] is not None for i in found.indicators)


def test_as_data(whole: api.Oj) -> None:
    found = whole.kommun_map("Västerås")
    frame = found.to_frame()
    assert len(frame) == sum(len(p.results) for p in found.known)
    assert set(frame["omrade"]) == {p.head.area for p in found.known}
    assert set(frame["bedomning"]) <= {v.value for v in Verdict}


def test_the_command_without_an_area_is_the_map(
    oj: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    found = oj("identify", "--kommun", "Västerås", "--format", "json").json
    assert found["schema"] == "oj-karta/1"
    assert found["nyast"] == 2022
    of_lss = oj("identify", "--kommun", "Västerås", "--omrade", "lss", "--format", "json").json
    assert {a["hor_till"] for a in of_lss["omraden"]} == {"lss"}
    assert len(of_lss["omraden"]) >= 2
    one = oj("identify", "--kommun", "Västerås", "--omrade", "hemtjanst", "--format", "json")
    assert one.json["schema"] == "oj-identify/2"
    of_year = oj("identify", "--kommun", "Leksand", "--ar", "2016", "--format", "json").json
    assert of_year["schema"] == "oj-identify/2"


@pytest.mark.parametrize("kommun", ["Kristinehamn", "Rättvik"])
def test_it_is_one_screen_in_a_workspace_too(kommun: str, tmp_path: Path) -> None:
    """Both have a row of each kind, and a workspace has one step more."""
    (tmp_path / "oj.yaml").write_text(f"kommun: {kommun}\n", encoding="utf-8")
    found = api.open(tmp_path, today="2026-11-29").kommun_map()
    text = shown(kommun_map.document(found))
    assert "  oj guide " in text
    assert len(text.splitlines()) <= MOST_LINES


@pytest.mark.slow
def test_each_sixth_kommun_and_every_lan_has_a_map_on_one_screen(whole: api.Oj) -> None:
    every = whole.kommuner().to_frame()
    assert len(every) == 290
    areas = set(heads(whole))
    for name in every["kommun"][::6]:  # a län reads the maps of all its kommuner
        found = whole.kommun_map(name)
        assert {p.head.area for p in found.parts} == areas
        assert found.known, name
        assert_told(found)
    lan = set(every["lan"])
    assert len(lan) == 21
    for name in lan:
        text = shown(lan_map.document(whole.lan_map(name)))
        assert len(text.splitlines()) <= MOST_LINES, name


def test_a_lan_is_counted_of_its_kommuner(whole: api.Oj) -> None:
    found = whole.lan_map("Dalarna")
    weak: dict[str, set[str]] = {}
    judged: dict[str, set[str]] = {}
    for name in [k.name for k in found.kommuner]:
        results = [r for part in whole.kommun_map(name).known for r in part.results]
        for theme in {r.indicator.theme for r in results}:
            verdicts = [r.verdict for r in results if r.indicator.theme == theme and r.is_told]
            if verdicts:
                judged.setdefault(theme, set()).add(name)
            if verdicts and 2 * sum(v in CLEAR for v in verdicts) >= len(verdicts):
                weak.setdefault(theme, set()).add(name)
    assert found.themes
    for need in found.themes:
        assert {k.name for k in need.kommuner} == weak[need.id]
        assert need.judged == len(judged[need.id])
    # 2022 is the newest; what is of 2018 or before stands last
    order = [(need.year <= 2018, -len(need.kommuner)) for need in found.themes]
    assert order == sorted(order)
    assert (True, -14) in order  # housing, in the survey of 2016
    assert all(n <= -2 for _, n in order)


def test_a_lan_without_an_area_is_its_map(
    oj: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    found = oj("identify", "--lan", "Dalarna", "--format", "json").json
    assert (found["schema"], found["antal_kommuner"]) == ("oj-karta-lan/1", 15)
    one = oj("identify", "--lan", "Dalarna", "--omrade", "socialpsykiatri", "--format", "json")
    assert one.json["schema"].startswith("oj-identify-lan/")


@pytest.mark.parametrize("kommun", FIVE)
def test_what_is_clear_is_not_told_again_as_uncertain(whole: api.Oj, kommun: str) -> None:
    known = {part.head.area for part in whole.kommun_map(kommun).known}
    for area in known.intersection(heads(whole)[:8]):
        found = whole.identify(kommun, area=area)
        doubtful = {r.indicator.id for r in found.of(Verdict.OSAKERT)}
        assert {id for a in found.uncertain for id in a.indicators} <= doubtful

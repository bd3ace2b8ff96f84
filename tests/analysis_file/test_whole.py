"""An analysis of all områden: chosen on the map, each indicator with its område and year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.analysis_file.edit import choose
from oj_cli.analysis_file.file import new_text, open_analysis, read_analysis, save
from oj_cli.domain.analysis import SCHEMA, Analysis, Chosen, Frozen
from oj_cli.domain.errors import FileFault
from oj_cli.domain.selection import EVERY

EXAMPLES = Path(__file__).parents[2] / "examples"
WHY = "Samma brist i tre verksamheter."
FILE = "vasteras-alla-2022.yaml"
SHARED = {
    "sarskilt-boende/sabo_personal_vardag": (2022, 0.25, 0.3),
    "ifo/ifo_medarbetarengagemang": (2022, 76.61111111, 79.81),
    "lss-enheter/dv_akk_utbildning": (2022, 20.0, 53.0),
    "lss-enheter/dv_samlad_kompetensplan": (2022, 29.0, 60.0),
}
"""What Kolada has of Västerås: the year, the kommun's value, and riket's or the median."""


@pytest.fixture
def vasteras(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oj: Callable[..., Any]) -> Path:
    monkeypatch.setenv("OJ_IDAG", "2026-11-29")
    folder = tmp_path / "vasteras"
    assert oj("init", str(folder), "--kommun", "Västerås").code == 0
    monkeypatch.chdir(folder)
    return folder


def chosen(folder: Path) -> dict[str, list[str]]:
    found = read_analysis(folder / "analys" / FILE).analysis
    return {c.theme: [f.indicator for f in c.indicators] for c in found.chosen}


def test_a_theme_is_chosen_over_all_areas_and_what_follows_reads_it(
    oj: Callable[..., Any], vasteras: Path
) -> None:
    ran = oj("identify", "--valj", "kompetens", "--motiv", WHY)
    assert ran.code == 0, ran.err
    found = read_analysis(vasteras / "analys" / FILE).analysis
    assert (found.area, found.year, found.kommun) == (EVERY, 2022, "Västerås")
    (area,) = found.chosen
    figures = {f.indicator: (f.year, f.value, f.riket) for f in area.indicators}
    assert figures == SHARED
    assert all("Kolada" in (f.source or "") or "LSS" in (f.source or "") for f in area.indicators)

    add = ("complement", "add", "--typ", "hearing", "--datum", "2026-10", "--kalla", "Brukarrådet")
    ran = oj(*add, "--visar", "Vi förstår inte", "--galler", "dv_akk_utbildning")
    assert ran.code == 0, ran.err
    note = ("trend", "note", "Det har fallit.", "--galler", "lss-enheter/dv_akk_utbildning")
    assert oj(*note).code == 0
    found = read_analysis(vasteras / "analys" / FILE).analysis
    assert found.evidence[0].concerns == ("lss-enheter/dv_akk_utbildning",)
    assert "Det har fallit." in oj("trend", "--indicator", "dv_akk_utbildning").out
    assert "Det har fallit." not in oj("trend", "--indicator", "dv_samlad_kompetensplan").out

    listed = oj("complement", "list", "--galler", "kompetens", "--format", "json").json
    assert [e["id"] for e in listed["underlag"]] == ["U1"]
    (suggested,) = oj("complement", "suggest", "--format", "json").json["omraden"]
    assert "brukarrost" not in suggested["saknas"]
    costs = {f["id"] for f in suggested["nyckeltal"]}
    assert {"kostnad_aldreomsorg", "kostnad_ifo_invanare"} & costs
    (status,) = oj("status", "--format", "json").json["analyser"]
    assert (status["omrade"], status["okant"], status["andrade_siffror"]) == (EVERY, [], [])


def test_indicators_of_several_areas_are_chosen_by_name_and_from_those_that_belong_together(
    oj: Callable[..., Any], vasteras: Path
) -> None:
    names = "Hemtj: förtroende,sarskilt-boende/sabo_personal_vardag"
    assert oj("identify", "--valj", names, "--motiv", WHY).code == 0
    assert oj("identify", "--omrade", "lss", "--valj", "kompetens", "--motiv", WHY).code == 0
    assert chosen(vasteras) == {
        "trygghet": ["hemtjanst/hemtjanst_fortroende"],
        "kompetens": ["sarskilt-boende/sabo_personal_vardag", *list(SHARED)[2:]],
    }
    aside = "lss-enheter/dv_akk_utbildning"
    assert oj("identify", "--valj-bort", aside, "--motiv", "Väntar.").code == 0
    assert aside not in chosen(vasteras)["kompetens"]
    assert oj("identify", "--valj", aside, "--motiv", WHY).code == 0
    assert aside in chosen(vasteras)["kompetens"]


@pytest.mark.parametrize("name", ["bostad", "finns-inte", "hemtjanst/finns_inte"])
def test_what_is_weak_nowhere_or_unknown_is_refused(
    oj: Callable[..., Any], vasteras: Path, name: str
) -> None:
    ran = oj("identify", "--valj", name, "--motiv", WHY)
    assert ran.code == 2
    assert not list((vasteras / "analys").glob("*"))


def test_all_areas_are_named_where_the_workspace_has_one_of_its_own(
    oj: Callable[..., Any], vasteras: Path
) -> None:
    settings = vasteras / "oj.yaml"
    settings.write_text("kommun: Västerås\nomrade: lss-enheter\n", encoding="utf-8")
    pick = ("identify", "--motiv", WHY, "--valj", "kompetens")
    assert oj(*pick).code == 0
    assert oj(*pick, "--omrade", EVERY).code == 0
    names = sorted(p.name for p in (vasteras / "analys").glob("*.yaml"))
    assert names == [FILE, "vasteras-lss-enheter-2022.yaml"]
    own = read_analysis(vasteras / "analys" / names[1]).analysis
    assert [f.indicator for f in own.frozen] == [n.partition("/")[2] for n in list(SHARED)[2:]]
    assert {f.year for f in own.frozen} == {None}
    assert oj("complement", "list", "--omrade", EVERY, "--format", "json").json["omrade"] == EVERY
    assert oj("complement", "list", "--format", "json").json["omrade"] == "lss-enheter"


def test_an_analysis_of_one_area_may_hold_an_indicator_of_another(
    oj: Callable[..., Any], leksand: Path
) -> None:
    assert oj("identify", "--valj", "arbete", "--motiv", WHY).code == 0
    (path,) = (leksand / "analys").glob("*.yaml")
    text = path.read_text(encoding="utf-8")
    other = "indikatorer:\n      - indikator: lss-enheter/dv_akk_utbildning\n        ar: 2022\n"
    path.write_text(text.replace("indikatorer:\n", other, 1), encoding="utf-8")
    ran = oj("status", "--format", "json")
    assert ran.code == 0, ran.err
    (status,) = ran.json["analyser"]
    assert status["okant"] == []
    moved = {m["indikator"] for m in status["andrade_siffror"]}
    assert moved == {"lss-enheter/dv_akk_utbildning"}  # no figures were written with it


def test_an_indicator_must_say_its_area_in_an_analysis_of_all(tmp_path: Path) -> None:
    of = Analysis(SCHEMA, EVERY, 2022, "Västerås")
    text = new_text(of, date(2026, 11, 29))
    entry = "val:\n  - tema: arbete\n    indikatorer:\n      - indikator: sip_rutin"
    path = tmp_path / "analys.yaml"
    path.write_text(text.replace("val: []", entry), encoding="utf-8")
    with pytest.raises(FileFault) as refused:
        read_analysis(path)
    assert "sip_rutin" in " ".join(refused.value.details)


AREAS = st.sampled_from(["lss-enheter", "hemtjanst", "egen-enkat"])
NAMES = st.builds(lambda area, n: f"{area}/i{n}", AREAS, st.integers(0, 30))
FROZEN = st.builds(
    Frozen,
    NAMES,
    st.integers(2007, 2030),
    value=st.one_of(st.none(), st.floats(-1e6, 1e6).map(lambda x: round(x, 4))),
    riket_n=st.one_of(st.none(), st.integers(0, 290)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(FROZEN, unique_by=lambda f: f.indicator, max_size=6))
def test_what_is_chosen_is_read_again_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, frozen: list[Frozen]
) -> None:
    of = Analysis(SCHEMA, EVERY, 2022, "Västerås")
    path = open_analysis(tmp_path_factory.mktemp("a"), of, date(2026, 11, 29)).path
    wanted = Chosen("arbete", WHY, date(2026, 11, 29), tuple(frozen))
    found = save(path, choose(wanted)).analysis
    assert found.chosen == (wanted,)
    assert read_analysis(path).analysis == found
    parts = {(p.area, p.year): {f.indicator for f in p.frozen} for p in found.parts}
    assert parts.keys() == {(f.indicator.split("/")[0], f.year) for f in frozen}
    assert sum(map(len, parts.values())) == len(frozen)


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("*/analys/*-2016.yaml")), ids=lambda p: p.name
)
def test_an_analysis_of_one_area_is_its_own_only_part_and_stays_as_it_is(
    path: Path, tmp_path: Path
) -> None:
    raw = path.read_bytes()
    copy = tmp_path / path.name
    copy.write_bytes(raw)
    found = read_analysis(copy).analysis
    (part,) = found.parts
    assert (part.area, part.year, part.frozen) == (found.area, found.year, found.frozen)
    assert save(copy, choose(replace(found.chosen[0]))).analysis == found
    assert copy.read_bytes() == raw

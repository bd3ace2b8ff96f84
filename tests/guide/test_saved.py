"""What stands in an analysis stays when a command gives other answers, and what changes is told."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.analysis_file.file import read_analysis
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.analysis import Analysis
from oj_cli.domain.guide import below
from oj_cli.domain.guide_walk import Move
from oj_cli.guide.content import Library
from oj_cli.workspace import guides_folder

from .conftest import DAY, contents, once
from .terminal import BACK, KEEP, SKIP, go, themes, walk_in

Run = Callable[..., Any]
ANALYSIS = "analys/leksand-socialpsykiatri-2016.yaml"
WHY = "Tre av fyra svar är nej."
LATER = "2016-12-01"


@pytest.fixture
def bare(mapp: Path, oj: Run) -> Path:
    """A workspace in which Vägen till arbete is chosen."""

    def make() -> None:
        assert oj("identify", "--valj", "arbete", "--motiv", WHY, "--idag", DAY).code == 0

    return once("bare", mapp, make)


@pytest.fixture
def chosen(bare: Path, oj: Run) -> Path:
    """The same with all that belongs to it."""

    def make() -> None:
        for line in (
            ("complement", "add", "--typ", "avvikelser", "--kalla", "systemet", "--visar",
             "Tre fel", "--datum", "2016"),
            ("trend", "event", "add", "--datum", "2015", "--vad", "Konsulenten slutade"),
            ("guide", "--slutsats", "Ingen frågar vem som vill arbeta", "--no-input"),
        ):  # fmt: skip
            ran = oj(*line, "--idag", DAY)
            assert ran.code == 0, ran.err

    return once("chosen", bare, make)


def analysis(folder: Path) -> Analysis:
    return read_analysis(folder / ANALYSIS).analysis


def areas(folder: Path) -> dict[str, str]:
    return {c.theme: c.why for c in analysis(folder).chosen}


def test_another_area_is_added_beside_the_one_that_stands(chosen: Path, oj: Run) -> None:
    before = analysis(chosen)
    ran = oj("guide", "--valj", "vard", "--motiv", "Lagen", "--no-input", "--idag", LATER)
    assert ran.code == 0, ran.err
    assert "”Samlat stöd med vården” är tillagt. ”Vägen till arbete” står kvar." in ran.err
    after = analysis(chosen)
    assert after.chosen[0] == before.chosen[0]  # its day too
    assert (after.chosen[1].theme, after.chosen[1].why) == ("vard", "Lagen")
    assert (after.evidence, after.events) == (before.evidence, before.events)
    assert after.conclusions == before.conclusions


@pytest.mark.parametrize("command", ["guide", "identify"])
def test_an_area_without_a_motive_is_refused_and_gets_nobody_elses(
    chosen: Path, oj: Run, command: str
) -> None:
    before = contents(chosen)
    ran = oj(command, "--valj", "vard", "--no-input")
    assert ran.code == 2
    assert "--motiv" in ran.err
    assert contents(chosen) == before


@pytest.mark.parametrize("command", ["guide", "identify"])
def test_the_same_area_with_another_motive_is_told(chosen: Path, oj: Run, command: str) -> None:
    ran = oj(command, "--valj", "arbete", "--motiv", "Ett bättre skäl", "--no-input")
    assert ran.code == 0, ran.err
    assert areas(chosen) == {"arbete": "Ett bättre skäl"}
    assert f"”{WHY}”" in ran.err
    assert "oj undo tar tillbaka det." in ran.err
    assert oj("undo", "--ja").code == 0
    assert areas(chosen) == {"arbete": WHY}


@pytest.mark.parametrize("command", ["guide", "identify"])
def test_the_same_area_again_is_nothing_new(chosen: Path, oj: Run, command: str) -> None:
    ran = oj(command, "--valj", "arbete", "--no-input")
    assert ran.code == 0, ran.err
    assert areas(chosen) == {"arbete": WHY}
    assert "förut" not in ran.err.lower()


@pytest.mark.parametrize("command", ["guide", "identify"])
def test_a_fourth_area_is_refused_with_what_to_type(chosen: Path, oj: Run, command: str) -> None:
    for theme in ("vard", "bostad"):
        assert oj(command, "--valj", theme, "--motiv", theme, "--no-input").code == 0
    before = contents(chosen)
    ran = oj(command, "--valj", "vardag", "--motiv", "x", "--no-input")
    assert ran.code == 2
    assert "Vägen till arbete, Samlat stöd med vården" in ran.err
    assert "oj identify --valj-bort arbete --motiv" in ran.err
    assert contents(chosen) == before


def test_a_motive_alone_is_of_the_only_area_and_else_of_none(chosen: Path, oj: Run) -> None:
    assert oj("guide", "--motiv", "Nytt", "--no-input").code == 0
    assert areas(chosen) == {"arbete": "Nytt"}
    assert oj("guide", "--valj", "vard", "--motiv", "Lagen", "--no-input").code == 0
    ran = oj("guide", "--motiv", "Fel", "--no-input")
    assert ran.code == 2
    assert "vilket det gäller: Vägen till arbete och Samlat stöd med vården" in ran.err
    assert "--valj" in ran.err
    assert areas(chosen) == {"arbete": "Nytt", "vard": "Lagen"}


def test_an_area_that_is_not_worked_with_any_more_is_told(chosen: Path, oj: Run) -> None:
    ran = oj("identify", "--valj-bort", "arbete", "--motiv", "Inte nu")
    assert f"Vägen till arbete är inte valt längre. Motivet var: ”{WHY}”." in ran.err
    assert "oj undo" in ran.err
    ran = oj("identify", "--valj-bort", "arbete", "--motiv", "Till våren")
    assert "Förut stod det: ”Inte nu”." in ran.err


def test_what_is_chosen_cannot_wait_and_what_waited_is_told_when_it_is_chosen(
    chosen: Path, oj: Run
) -> None:
    wait = ("guide", "--no-input", "--vantar-motiv", "Till våren", "--vantar")
    ran = oj(*wait, "arbete")
    assert ran.code == 2
    assert "Det området har ni valt att arbeta med." in ran.err
    assert oj(*wait, "vard").code == 0
    ran = oj("guide", "--valj", "vard", "--motiv", "Lagen", "--no-input")
    assert ran.code == 0, ran.err
    assert "Samlat stöd med vården väntar inte längre. Det stod: ”Till våren”." in ran.err
    assert analysis(chosen).set_aside == ()
    oj("identify", "--valj-bort", "bostad", "--motiv", "Sedan")
    ran = oj("identify", "--valj", "bostad", "--motiv", "Nu")
    assert "Vägen till bostad väntar inte längre. Det stod: ”Sedan”." in ran.err


ITEMS: dict[str, tuple[tuple[str, ...], str]] = {
    "event": (("--handelse", "Ny chef", "--handelse-datum", "2016"), "Konsulenten slutade"),
    "conclusion": (("--slutsats", "Köerna är långa"), "Ingen frågar vem som vill arbeta"),
    "other": (("--annat", "Fyra till", "--annat-kalla", "x", "--annat-sort", "Annat"), "Tre fel"),
    "voice": (
        ("--brukarrost", "De vill", "--brukarrost-kalla", "x", "--brukarrost-sort", "Enkät"),
        "",
    ),
}


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_is_never_made_into_another(chosen: Path, oj: Run, name: str) -> None:
    flags, standing = ITEMS[name]
    more = ("--forandringar", "Personalen") if name == "event" else ()
    before = (chosen / ANALYSIS).read_text(encoding="utf-8")
    ran = oj("guide", *flags, *more, "--no-input", "--idag", LATER)
    assert ran.code == 0, ran.err
    after = (chosen / ANALYSIS).read_text(encoding="utf-8")
    for kept in (WHY, "Tre fel", "Konsulenten slutade", "Ingen frågar vem som vill arbeta"):
        assert kept in before
        assert kept in after
    assert flags[1] in after
    assert "avvikelser" in after  # not made a user's voice
    if standing:
        assert f"”{flags[1]}” är tillagt. ”{standing}” står kvar." in ran.err


def test_key_figures_are_one_question_and_still_more_than_one_item(chosen: Path, oj: Run) -> None:
    for text in ("96 dagar", "71 dagar"):
        ran = oj("guide", "--nyckeltal", text, "--nyckeltal-kalla", "Kolada", "--no-input")
        assert ran.code == 0, ran.err
    assert "”71 dagar” är tillagt. ”96 dagar” står kvar." in ran.err
    shown = {e.shows for e in analysis(chosen).evidence}
    assert {"96 dagar", "71 dagar"} <= shown
    kept = read_yaml(chosen / ANALYSIS).data["svar"]["fyra-steg"]
    assert "kostnader" not in kept  # a key figure is not taken for a cost


def test_a_run_with_flags_touches_no_item_that_it_is_not_of(chosen: Path, oj: Run) -> None:
    text = (chosen / ANALYSIS).read_text(encoding="utf-8")
    text = re.sub(r"    (bedomning|typ: annat).*\n", "", text)  # what need not be there
    (chosen / ANALYSIS).write_text(text, encoding="utf-8")
    assert oj("guide", "--skillnader", "x", "--no-input", "--idag", LATER).code == 0
    after = (chosen / ANALYSIS).read_text(encoding="utf-8")
    assert after[: after.index("svar:")] == text[: text.index("svar:")]


def test_a_question_that_the_file_leaves_empty_keeps_its_answer(chosen: Path, oj: Run) -> None:
    flags = ("--skillnader", "Vi saknar IPS", "--utvecklas", "arbete,vard")
    assert oj("guide", *flags, "--no-input", "--idag", DAY).code == 0
    before = contents(chosen)
    (chosen / "svar.yaml").write_text(oj("guide", "--mall").out, encoding="utf-8")
    ran = oj("guide", "--svarsfil", "svar.yaml", "--no-input", "--idag", LATER)
    assert ran.code == 0, ran.err
    assert "Ändrat" not in ran.err
    data = read_yaml(chosen / ANALYSIS).data
    assert data["svar"]["fyra-steg"]["skillnader"] == "Vi saknar IPS"
    assert analysis(chosen).chosen[0].why == WHY
    assert set(before) <= set(contents(chosen))


def single_flags(name: str) -> list[tuple[str, str, str]]:
    """Return the questions of a guide that one flag answers by itself, with two answers each."""
    values = {
        "text": ("Ett svar", "Ett annat svar"),
        "tal": ("12", "13"),
        "datum": ("2017-02-01", "2017-03-01"),
        "tidpunkt": ("2015", "2016"),
        "tema": ("arbete", "vard"),
        "indikator": ("sip_rutin", "case_management"),
        "kommun": ("Mora", "Rättvik"),
        "ja_nej": ("Ja", "Nej"),
    }
    found = []
    for around, q in below(Library(guides_folder()).find(name).questions):
        if q.kind == "grupp" or around or q.target or q.when:
            continue
        first, second = values.get(q.kind, q.choices[:2])
        found.append((q.flag or f"--{q.id.replace('_', '-')}", first, second))
    return found


GUIDES = [name for name in sorted(Library(guides_folder()).paths()) if single_flags(name)]


@pytest.mark.parametrize("name", GUIDES)
def test_every_answer_that_a_flag_changes_is_told(chosen: Path, oj: Run, name: str) -> None:
    flags = single_flags(name)
    run = ("guide", "--guide", name, "--no-input", "--utkast", "--idag", DAY)
    ran = oj(*run, *(word for flag, first, _ in flags for word in (flag, first)))
    assert ran.code == 0, ran.err
    assert "Ändrat" not in ran.err
    ran = oj(*run, *(word for flag, _, second in flags for word in (flag, second)))
    assert ran.code == 0, ran.err
    assert ran.err.count("Ändrat från ”") == len(flags)
    assert ran.err.count("oj undo tar tillbaka det.") == 1


def test_in_a_walk_an_area_is_changed_for_another_that_gets_a_motive_of_its_own(
    bare: Path,
) -> None:
    engine = walk_in(bare, LATER).begin()
    told = go(engine, "x", ["arbete"], "x", "vard")
    assert f"Vägen till arbete är inte valt längre. Motivet var: ”{WHY}”." in told
    now = engine.next()
    assert now is not None
    assert now.spot.question.id == "motiv"
    assert (now.there, now.offered) == (None, None)  # nothing of the first is offered as its own
    go(engine, "Lagen", SKIP, SKIP, False, "Ja")
    assert engine.next().spot.question.id == "vantar"  # type: ignore[union-attr]
    assert areas(bare) == {"vard": "Lagen"}
    assert "case_management" in {f.indicator for f in analysis(bare).frozen}


def test_what_is_weak_is_offered_first_and_what_is_chosen_is_not_offered_to_wait(
    mapp: Path,
) -> None:
    walk = walk_in(mapp, DAY, light=False)
    engine = walk.begin()
    go(engine, "x", SKIP, "x")
    now = engine.next()
    assert now is not None
    first = walk.themes(now)[0].id
    assert first == themes()[0]
    go(engine, first, "Därför", SKIP, SKIP, False, KEEP if now.offered else "Ja")
    waits = engine.next()
    assert waits is not None
    assert waits.spot.question.id == "vantar"
    assert first not in [theme.id for theme in walk.themes(waits)]
    assert areas(mapp) == {first: "Därför"}


def test_an_indicator_that_waits_is_not_made_into_a_theme(mapp: Path, oj: Run) -> None:
    assert oj("identify", "--valj-bort", "sip_rutin", "--motiv", "Sedan", "--idag", DAY).code == 0
    engine = walk_in(mapp, DAY).begin()
    go(engine, "x", SKIP, "x", "vard", "Därför", SKIP, SKIP, False, "Ja", KEEP, KEEP, False)
    assert [(s.what, s.why) for s in analysis(mapp).set_aside] == [("sip_rutin", "Sedan")]


FIRST = ("x", ["arbete"], "x", KEEP, KEEP, SKIP, SKIP, True)
"""Through the area that is chosen, and to one more."""


def test_an_area_that_was_picked_by_mistake_can_be_taken_away(bare: Path) -> None:
    engine = walk_in(bare, LATER).begin()
    go(engine, *FIRST, "vard", BACK)
    assert Move.CLEAR in engine.next().moves  # type: ignore[union-attr]
    told = " ".join(engine.clear().told)
    assert "Samlat stöd med vården är inte med längre." in told
    go(engine, False)
    assert areas(bare) == {"arbete": WHY}


def test_an_area_is_changed_until_it_has_its_motive(bare: Path) -> None:
    engine = walk_in(bare, LATER).begin()
    go(engine, *FIRST, "vard", BACK, "bostad", "Löftet")
    assert areas(bare) == {"arbete": WHY, "bostad": "Löftet"}


def test_two_areas_are_chosen_in_one_walk(mapp: Path) -> None:
    engine = walk_in(mapp, DAY).begin()
    go(engine, SKIP, SKIP, SKIP, "arbete", "Få arbetar.", "3", "1", True)
    go(engine, "bostad", "Ingen har egen bostad.", "2", SKIP, False, "Ja")
    found = analysis(mapp).chosen
    assert [(c.theme, c.why, c.benefit, c.effort) for c in found] == [
        ("arbete", "Få arbetar.", 3, 1),
        ("bostad", "Ingen har egen bostad.", 2, None),
    ]


def test_a_number_that_the_file_cannot_hold_is_no_answer(mapp: Path, oj: Run) -> None:
    """The model says which numbers there are; the question only says the least and the most."""
    engine = walk_in(mapp, DAY).begin()
    go(engine, "x", SKIP, "x", "arbete", "Därför")
    now = engine.next()
    assert now is not None
    assert now.spot.question.id == "nytta"
    assert engine.wrong("1,5") == "Här ska stå 1, 2 eller 3, inte ”1.5”."
    assert engine.wrong("2") is None
    before = contents(mapp)
    ran = oj("guide", "--insats", "2,5", "--no-input", "--idag", DAY)
    assert ran.code == 2
    assert "val.insats: Här ska stå 1, 2 eller 3" in ran.err
    assert contents(mapp) == before

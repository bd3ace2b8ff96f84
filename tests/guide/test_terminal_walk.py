"""The whole walk on a pseudo-terminal, from an empty folder to a plan, and what disturbs it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from oj_cli.analysis_file.file import read_analysis
from oj_cli.documents.reader import read_yaml
from oj_cli.documents.ways import value
from oj_cli.domain.guide import QuestionKind

from .conftest import ANSWERS, DAY, contents
from .terminal import CLEAR, CTRL_C, ENTER, Script, Terminal, keys, walk_through

Start = Callable[..., Terminal]
ANALYSIS = "analys/leksand-socialpsykiatri-2016.yaml"
PLAN = "planer/leksand-socialpsykiatri-2017.yaml"


def by_file(folder: Path, oj: Callable[..., Any], *more: str) -> dict[str, bytes]:
    """Return what the same walk gives from the answers file."""
    ran = oj("guide", "--svarsfil", str(ANSWERS), "--idag", DAY, *more)
    assert ran.code == 0, ran.err
    return contents(folder)


@pytest.fixture
def expected(mapp: Path, oj: Callable[..., Any], tmp_path: Path) -> dict[str, bytes]:
    """What the answers file gives, in another folder made in the same way."""
    other = tmp_path / "annan"
    here = Path.cwd()
    assert oj("init", str(other), "--kommun", "Leksand", "--omrade", "socialpsykiatri").code == 0
    os.chdir(other)
    try:
        return by_file(other, oj, "--grundlig")
    finally:
        os.chdir(here)


@pytest.mark.slow
def test_a_walk_with_interruptions_and_a_step_back_gives_the_same_files_as_the_answers_file(
    mapp: Path, terminal: Start, expected: dict[str, bytes]
) -> None:
    """Broken off by Ctrl-C once at each sort of question."""
    script = Script.of("fyra-steg", ANSWERS)
    walking = terminal("guide", "--idag", DAY)
    wrong = None
    tried: set[str] = set()
    for number, (spot, answer) in enumerate(script.stops()):
        if spot.question.kind not in tried:
            tried.add(spot.question.kind)
            walking.at(spot)
            walking.send(CTRL_C)
            assert walking.end() == 130
            if number:  # before the first answer there is no file
                assert f"Svaren är sparade i {ANALYSIS}." in walking.text
                assert "Fortsätt där ni slutade med: oj guide" in walking.text
            silent = ("--utan-siffror",) if number > 3 else ()
            walking = terminal("guide", "--idag", DAY, *silent)
            walking.until("Ni fortsätter där ni slutade." if number else "Guide i fyra steg")
        if spot.question.id == "malgrupp":  # stopped by the word for it
            walking.at(spot)
            walking.send("sluta" + ENTER)
            assert walking.end() == 0
            walking = terminal("guide", "--idag", DAY, "--utan-siffror")
        if spot.question.id == "brukarnytta":  # answered, and one step later changed
            wrong = spot
            walking.answer(
                spot, "Något helt annat, och mycket längre, för att det ska behöva brytas."
            )
            continue
        if wrong is not None:
            walking.at(spot)
            walking.send("tillbaka" + ENTER)
            walking.answer(wrong, value(script.wanted, wrong.place))
            wrong = None
        walking.answer(spot, answer)
    assert walking.end() == 0
    assert tried == {*get_args(QuestionKind)} - {"kommun"}
    assert f"Planen står i {PLAN}." in walking.text
    found = contents(mapp)
    assert found.keys() == expected.keys()
    for name, content in expected.items():
        assert found[name].decode() == content.decode(), name


def test_figures_are_shown_once_and_again_only_where_they_have_changed(
    mapp: Path, terminal: Start
) -> None:
    script = Script.of("fyra-steg", ANSWERS)
    walking = terminal("guide", "--idag", DAY)
    walk_through(walking, script, most=31)  # into step 3
    walking.until("Svar:")
    text = " ".join(walking.text.split())
    assert "Steg 1/4, ca" in text
    assert "Case management" in text
    assert "10 av 15" in text  # län, counted by hand in the printed report's table
    assert text.count("Viktigast att förbättra ---") == 1
    assert text.count("Teman att arbeta med ---") == 1
    assert "Se längre upp: ”Viktigast att förbättra”." in text
    assert text.count("Valt: Samlat stöd med vården ---") == 1
    assert text.count("Det ni vet mer ---") == 2  # as soon as it is answered
    walking.send("sluta" + ENTER)
    walking.kill()


def test_an_answer_that_stands_is_kept_or_emptied(mapp: Path, terminal: Start) -> None:
    walking = terminal("guide", "--idag", DAY, "--utan-siffror", OJ_ENKLA_FRAGOR="1")
    walking.type("Vi saknar IPS", "tillbaka")
    walking.until("Retur behåller ”Vi saknar IPS”.")
    walking.when("ta bort", ENTER)
    walking.when("kvar", "tillbaka" + ENTER)
    walking.type("ta bort")
    walking.when("kvar", "sluta" + ENTER)
    assert walking.end() == 0
    assert read_yaml(mapp / ANALYSIS).data["svar"]["fyra-steg"]["skillnader"] is None


def test_what_is_taken_away_of_an_item_is_gone_and_the_rest_of_it_stands(
    mapp: Path, terminal: Start, oj: Callable[..., Any]
) -> None:
    by_file(mapp, oj)
    path = mapp / ANALYSIS
    text = path.read_text(encoding="utf-8").replace(
        "klar: ", "fortsatt_vid: handelser/0/omfattning #"
    )
    path.write_text(text, encoding="utf-8")
    walking = terminal("guide", "--idag", DAY, "--utan-siffror", OJ_ENKLA_FRAGOR="1")
    walking.when("Retur behåller ”boendestödet", "ta bort" + ENTER)
    walking.when("Hur gick ändringen till?", "tillbaka" + ENTER)
    walking.type(*["tillbaka"] * 3)  # back to what the event is, which it must have
    walking.when("Vad var det som ändrades?", "ta bort" + ENTER)
    walking.until("Det går inte att svara ”ta bort” här.")
    walking.send("sluta" + ENTER)
    assert walking.end() == 0
    (event,) = read_analysis(path).analysis.events
    assert (event.scope, event.date, event.kind) == (None, "2015-09", "organisation")


def test_a_guide_that_is_done_can_be_walked_again_with_the_answers_there(
    mapp: Path, terminal: Start, oj: Callable[..., Any]
) -> None:
    by_file(mapp, oj)
    before = contents(mapp)
    again = terminal("guide", "--idag", DAY)
    again.when(f"Ni gick igenom guiden {DAY}.", "n" + ENTER)
    assert again.end() == 0
    assert contents(mapp) == before
    again = terminal("guide", "--idag", DAY, "--utan-siffror")
    again.until("Svar:")
    again.send("j" + ENTER)
    again.until("kvar")
    again.until("Vi saknar team för case management.")
    again.send(ENTER)
    again.when("kvar", CTRL_C)
    assert again.end() == 130


def test_a_plan_is_walked_and_what_does_not_hold_in_it_is_said_when_it_is_typed(
    mapp: Path, terminal: Start
) -> None:
    """With an activity for a goal, what contradicts itself, a target of chance, and Ctrl-C."""
    walking = terminal("plan", "new", "--idag", DAY)
    script = Script.of("plan", ANSWERS.with_name("leksand-plan.yaml"))
    refused = {
        "giltighet_till": ("2016-01-01", "2017-01-01"),  # before it begins
        "malvarde": ("30", "inte högre än utgångsläget"),  # M05
        "senast": ("2018-02-01", "efter 2017-12-31"),  # M06
        "klart": ("2017-01-10", "2017-01-15"),  # A03: before it starts
        "foljs_upp": ("2018-12-31", "månader efter att planen slutar"),  # U01
    }
    said = set()
    for spot, answer in script.stops():
        answer = {"malvarde": 45, "utgangslage_n": 36}.get(spot.question.id, answer)
        if spot.is_goal:
            walking.at(spot)
            walking.send("Vi ska ta fram en rutin för SIP." + ENTER)
            walking.until("Läses som en aktivitet.")
            walking.until("Vill ni skriva om målet?")
            walking.until("Svar:")
            (goal,) = read_yaml(mapp / PLAN).data["mal"]  # should one break off
            assert goal["mal"] == "Vi ska ta fram en rutin för SIP."
            walking.send("j" + ENTER)
            walking.until("Svar:")
            walking.send(keys(spot, answer))
        elif spot.question.id in refused and spot.question.id not in said:
            typed, reason = refused[spot.question.id]
            walking.at(spot)
            walking.send(CLEAR + typed + ENTER)
            walking.until(reason)
            walking.send(keys(spot, answer))
            said.add(spot.question.id)
        elif spot.question.id == "matt":  # broken off, and gone on with
            walking.at(spot)
            walking.send(CTRL_C)
            assert walking.end() == 130
            assert f"Svaren är sparade i {PLAN}." in walking.text
            go_on = ("plan", "new", "--id", Path(PLAN).stem)
            assert f"Fortsätt där ni slutade med: oj {' '.join(go_on)}" in walking.text
            walking = terminal(*go_on, "--idag", DAY)
            walking.until("Ni fortsätter där ni slutade.")
            walking.answer(spot, answer)
        else:
            walking.answer(spot, answer)
        if spot.question.id == "malvarde":
            walking.until("inom det som slumpen kan göra")
    assert walking.end() == 0
    assert said == set(refused)
    (plan,) = (mapp / "planer").glob("*.yaml")
    assert "ATT GÖRA" not in plan.read_text(encoding="utf-8")
    names = sorted(p.name for p in (mapp / "planer").iterdir())
    assert names == ["leksand-socialpsykiatri-2017.yaml"]

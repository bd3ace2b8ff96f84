"""What goes wrong while one answers on a terminal: nothing that was answered is lost."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.documents.reader import read_yaml

from .conftest import ANSWERS, DAY
from .terminal import CTRL_C, DOWN, ENTER, Script, Terminal, keys, walk_in

Start = Callable[..., Terminal]
ANALYSIS = "analys/leksand-socialpsykiatri-2016.yaml"
QUIET = ("guide", "--idag", DAY, "--utan-siffror")


def saved(folder: Path) -> dict[str, Any]:
    found = read_yaml(folder / ANALYSIS).data["svar"]["fyra-steg"]
    assert isinstance(found, dict)
    return found


def test_a_folder_that_goes_away_is_told_of_and_the_answers_are_kept(
    mapp: Path, terminal: Start, oj: Callable[..., Any]
) -> None:
    script = Script.of("fyra-steg", ANSWERS)
    stops = script.stops()
    walking = terminal(*QUIET)
    for _ in range(2):
        walking.answer(*next(stops))
    spot, answer = next(stops)
    walking.at(spot)
    (mapp / "analys").rename(mapp / "borta")
    walking.send(keys(spot, answer))
    walking.until("Svaret är inte sparat än.")
    walking.until("Vad vill ni göra?")
    walking.until("Svar:")
    (mapp / "borta").rename(mapp / "analys")
    walking.send(ENTER)  # try again
    spot, answer = next(stops)
    walking.at(spot)
    assert saved(mapp)["flera_verksamheter"] == "ingen"
    (mapp / "analys").rename(mapp / "borta")
    walking.send(keys(spot, answer))
    walking.until("Vad vill ni göra?")
    walking.until("Svar:")
    walking.send(DOWN + ENTER)  # stop
    walking.until("Det sista svaret är inte sparat.")
    assert walking.end() == 3
    (mapp / "borta").rename(mapp / "analys")
    assert saved(mapp)["flera_verksamheter"] == "ingen"
    again = terminal(*QUIET)
    again.until("Ni fortsätter där ni slutade.")
    again.at(spot)
    again.send("sluta" + ENTER)
    assert again.end() == 0


def test_an_analysis_that_is_broken_by_hand_meanwhile_is_told_with_its_line(
    mapp: Path, terminal: Start
) -> None:
    script = Script.of("fyra-steg", ANSWERS)
    stops = script.stops()
    walking = terminal(*QUIET)
    walking.answer(*next(stops))
    spot, answer = next(stops)
    walking.at(spot)
    path = mapp / ANALYSIS
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace("svar:\n", "svar\n"), encoding="utf-8")
    walking.send(keys(spot, answer))
    walking.until("Svaret är inte sparat än.")
    walking.until("Var:")
    walking.until("Svar:")
    assert re.search(r"2016\.yaml,\s+rad \d+", walking.text)
    path.write_text(whole, encoding="utf-8")
    walking.send(ENTER)  # try again
    walking.at(next(stops)[0])
    assert saved(mapp)["utvecklas"] == answer


@pytest.mark.slow
def test_two_at_one_question_see_each_others_answers(mapp: Path, terminal: Start) -> None:
    script = Script.of("fyra-steg", ANSWERS)
    spot, _ = next(script.stops())
    one, other = terminal(*QUIET), terminal(*QUIET)
    one.at(spot)
    other.at(spot)
    one.send("från den ena" + ENTER)
    one.until("kvar")
    other.send("från den andra" + ENTER)
    other.until("Någon annan har svarat på frågan under tiden: från den ena")
    other.until("Svar:")
    assert saved(mapp)["skillnader"] == "från den ena"
    other.send("från den andra" + ENTER)
    other.until("kvar")
    assert saved(mapp)["skillnader"] == "från den andra"


def test_a_goal_that_a_flag_changes_is_told_and_the_old_one_stays_where_that_is_said(
    mapp: Path, oj: Callable[..., Any]
) -> None:
    assert oj("guide", "--valj", "vard", "--motiv", "Därför", "--idag", DAY).code == 0
    engine = walk_in(mapp, DAY).begin()
    engine.visit(("mal", 0, "mal"))
    engine.answer("Minst 8 av 10 brukare vet vem som håller ihop deras stöd 2017-12-31.")
    (plan,) = (mapp / "planer").glob("*.yaml")
    before = plan.read_bytes()
    assert "Minst 8 av 10 brukare" in before.decode()
    new = "Minst 9 av 10 brukare vet vem som håller ihop deras stöd 2017-12-31."
    ran = oj("guide", "--mal", new, "--utkast", "--no-input", "--idag", DAY)
    assert ran.code == 0, ran.err
    assert "Hur lyder målet? (mål 1) Ändrat från ”Minst 8 av 10" in ran.err
    assert "oj undo tar tillbaka det." in ran.err
    assert new in plan.read_text(encoding="utf-8")
    assert oj("undo", "--ja").code == 0
    assert plan.read_bytes() == before


@pytest.mark.parametrize(
    "settings",
    [
        {"TERM": "dumb"},
        pytest.param({"OJ_ENKLA_FRAGOR": "1"}, marks=pytest.mark.slow),
        pytest.param({"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}, marks=pytest.mark.slow),
    ],
)
def test_a_walk_typed_on_lines(mapp: Path, terminal: Start, settings: dict[str, str]) -> None:
    walking = terminal(*QUIET, **settings)
    walking.type("Vi har en brist", "2,3", "hoppa")
    walking.when("Menade ni hoppa", "hoppa" + ENTER)  # and it was an answer
    walking.type("hoppa över")
    walking.when("inte att svara", "arbete" + ENTER)
    walking.type("Därför", "2", "1", "nej", "nej")
    walking.until("Vilken funktion tar reda")
    walking.send(CTRL_C)
    assert walking.end() == 130
    found = saved(mapp)
    assert found["skillnader"] == "Vi har en brist"
    assert len(found["utvecklas"]) == 2
    assert found["flera_verksamheter"] == "hoppa"
    (area,) = read_yaml(mapp / ANALYSIS).data["val"]
    assert [area[k] for k in ("tema", "motiv", "nytta", "insats")] == ["arbete", "Därför", 2, 1]


@pytest.mark.parametrize("columns", [40, pytest.param(80, marks=pytest.mark.slow)])
def test_no_line_is_wider_than_the_terminal(mapp: Path, terminal: Start, columns: int) -> None:
    walking = terminal("guide", "--idag", DAY, COLUMNS=str(columns), NO_COLOR="1", TERM="dumb")
    walking.type("x", "1", "x", "arbete")
    walking.until("Svar:")
    assert max(len(line) for line in walking.text.splitlines()) <= columns
    assert "\x1b" not in walking.log.getvalue()


@pytest.mark.slow
def test_answers_from_a_file_are_not_asked_for_again(mapp: Path, terminal: Start) -> None:
    text = ANSWERS.read_text(encoding="utf-8")
    (mapp / "svar.yaml").write_text(text[: text.index("andra_jamforelser:")], encoding="utf-8")
    walking = terminal(*QUIET, "--svarsfil", "svar.yaml")
    walking.until("kvar")
    walking.until("Svar:")
    assert "Steg 2 av 4: Komplettera" in walking.text
    assert "Vilket område väljer ni" not in walking.text
    walking.send("sluta" + ENTER)
    assert walking.end() == 0
    script = Script.of("fyra-steg", ANSWERS)
    again = terminal(*QUIET)
    count = 0
    for spot, answer in script.stops():
        if spot.step == 0:
            continue
        again.answer(spot, answer)
        count += 1
    assert again.end() == 0
    assert count == walk_count() - 14


def walk_count() -> int:
    return sum(1 for _ in Script.of("fyra-steg", ANSWERS).stops())

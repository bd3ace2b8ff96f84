"""The engine walked without terminal and file: what is next, and what an answer does."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli import api
from oj_cli.api.guide_begin import walk_guide
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.guide_walk import How, Move
from oj_cli.domain.selection import Which
from oj_cli.guide.engine import Engine
from oj_cli.guide.sheet import Saved

from .conftest import contents
from .small import NAMES, Memory, guide
from .terminal import Script

DAY = datetime.date(2016, 11, 22)
GUIDE = guide()
Run = Callable[..., Any]


def engine(memory: Memory, step: int = 0) -> Engine:
    """Return a walk; the steps before `step` are given."""
    given = {(q.id,) for one in GUIDE.steps[:step] for q in one.questions}
    return Engine(Saved(GUIDE, NAMES, DAY, memory), given)


def asked(walking: Engine) -> str:
    """Return the key of what is asked now, with + where it is whether a group comes again."""
    now = walking.next()
    assert now is not None
    return now.spot.key + "+" * now.spot.is_again


def test_what_is_asked_follows_from_what_was_answered() -> None:
    memory = Memory()
    walking = engine(memory)
    assert asked(walking) == "fri"
    walking.answer("vad som helst")
    assert asked(walking) == "farg"
    assert walking.asked().offered == "Grön"  # the default
    assert walking.wrong("lila") == "”lila” är inget av svaren. Svaren är Röd, Grön och Blå."
    walking.answer("röd")
    assert asked(walking) == "varfor"  # only of another colour
    assert Move.SKIP not in walking.asked().moves
    walking.back()
    assert asked(walking) == "farg"
    assert walking.asked().there == "Röd"
    walking.answer("Grön")
    assert asked(walking) == "drag"
    walking.skip()
    assert memory.answers["fri"] == "vad som helst"
    assert memory.answers["drag"] is None
    assert asked(walking) == "vill"


def test_a_group_comes_again_until_that_is_declined_and_is_written_as_it_is_answered() -> None:
    memory = Memory()
    walking = engine(memory, 1)
    for text, more in (("Ny chef", True), ("Nya lokaler", False)):
        for key, said in (("vad", text), ("datum", "2015-09"), ("sort", "Personal"), ("hur", "x")):
            assert asked(walking) == f"handelser.{key}"
            walking.answer(said)
        assert asked(walking) == "handelser+"
        walking.answer(more)
    assert asked(walking) == "brukare.visar"
    walking.skip()
    assert asked(walking) == "lador.namn"
    assert [(e["id"], e["vad"], e["hur"]) for e in memory.data["analys"]["handelser"]] == [
        ("H1", "Ny chef", "x"),
        ("H2", "Nya lokaler", "x"),
    ]
    assert "handelser" not in memory.answers


def test_a_round_that_was_begun_and_not_answered_is_gone_when_one_goes_back() -> None:
    walking = engine(Memory(), 1)
    for said in ("Ny chef", "2015", "Lag", "x", True):
        asked(walking)
        walking.answer(said)
    assert asked(walking) == "handelser.vad"
    walking.back()
    assert asked(walking) == "handelser+"
    assert len(walking.answers["handelser"]) == 1


def test_an_answer_of_another_hand_is_told_and_can_be_replaced() -> None:
    memory = Memory()
    one, other = engine(memory), engine(memory)
    assert asked(one) == asked(other) == "fri"
    one.answer("från den ena")
    change = other.answer("från den andra")
    assert not change.is_saved
    assert "från den ena" in change.told[0]
    assert other.asked().there == other.asked().offered == "från den ena"
    assert other.answer("från den andra").is_saved
    assert memory.answers["fri"] == "från den andra"
    assert asked(one) == asked(other) == "farg"
    one.answer("Röd")
    assert not other.answer("Blå").is_saved
    other.back()  # what the other hand said is of that question only
    assert other.asked().there == "från den andra"


def test_what_could_not_be_saved_can_be_saved_again() -> None:
    memory = Memory()
    walking = engine(memory)
    assert asked(walking) == "fri"
    memory.is_full = True
    with pytest.raises(FileFault):
        walking.answer("ett")
    assert walking.answers == memory.data == {}
    memory.is_full = False
    walking.answer("ett")
    assert memory.answers == {"fortsatt_vid": "farg", "fri": "ett"}
    assert asked(walking) == "farg"


def test_a_walk_goes_on_where_it_was_stopped_and_ends() -> None:
    memory = Memory()
    walking = engine(memory)
    for said in ("x", "Grön", ["Snabb"]):
        asked(walking)
        walking.answer(said)
    assert asked(walking) == "vill"
    walking.stop()
    again = engine(memory)
    assert again.is_resumed
    assert asked(again) == "vill"
    stops = 0
    while (now := again.next()) is not None:
        again.answer(False) if now.spot.is_again else again.skip()
        stops += 1
    assert stops == 12  # seven of the first step, one event, one voice, a box and a thing, the last


def test_guides_and_questions_are_results_that_json_is_made_of(mapp: Path, oj: Run) -> None:
    guides = api.open(mapp).guides()
    assert encode(guides) == oj("guide", "--lista", "--format", "json").json
    assert guides.to_frame().columns.tolist() == ["guide", "namn", "fragor", "varifran"]
    assert set(guides.to_frame()["varifran"]) == {"följer med oj"}
    questions = api.open(mapp).guide_questions("plan")
    assert encode(questions) == oj("plan", "new", "--fragor", "--format", "json").json
    rows = questions.to_frame().set_index("nyckel")
    assert rows.loc["mal.malvarde", ["flagga", "svar", "maste"]].tolist() == [
        "--malvarde",
        "tal",
        "ja",
    ]
    assert dict(zip(guides.to_frame()["guide"], guides.to_frame()["fragor"], strict=True))[
        "plan"
    ] == len(rows)
    with pytest.raises(UsageFault, match="finns ingen guide"):
        api.open(mapp).guide_questions("plann")


def test_the_figures_beside_a_question_are_results(mapp: Path) -> None:
    walk = walk_guide(api.open(mapp, today=str(DAY)), "fyra-steg", Which(), How(all_asked=True))
    first = walk.begin().next()
    assert first is not None
    (kind, areas), (other, weak) = walk.beside(first.spot)
    assert (kind, other) == ("omraden", "prioritet")
    assert areas == weak
    # printed in the county report of 2016: 3 of 15 in Dalarna, 30 percent in riket
    top = weak.results[0]
    assert top.indicator.id == "uppsokande_verksamhet"  # the law asks for it
    assert (top.comparisons["lan"].n_yes, top.comparisons["lan"].n) == (3, 15)
    assert top.comparisons["riket"].share == 30.0


PLANS = Path(__file__).parents[1] / "guide_plans"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["mal-och-uppfoljning", "samverkansplan", "egenkontroll"])
def test_a_walk_answer_by_answer_gives_the_files_that_an_answers_file_gives(
    mapp: Path, tmp_path: Path, name: str
) -> None:
    other = shutil.copytree(mapp, tmp_path / "annan")
    file = PLANS / f"{name}.yaml"
    of_file, of_walk = How(file=file, all_asked=True), How(silent=True, all_asked=True)
    walk_guide(api.open(mapp, today="2027-01-04"), name, Which(), of_file).take_all()
    walk = walk_guide(api.open(other, today="2027-01-04"), name, Which(), of_walk)
    walking = walk.begin()
    for spot, answer in Script.of(name, file).stops():
        now = walking.next()
        assert now is not None
        assert now.spot.place == spot.place
        if answer is None:
            walking.skip()
        else:
            assert spot.is_again or walking.wrong(answer) is None
            walking.answer(answer)
    assert walking.next() is None
    walk.finish()
    assert contents(other) == contents(mapp)


def test_a_round_that_another_hand_takes_away_is_gone_back_from() -> None:
    memory = Memory()
    walking = engine(memory, 1)
    for said in (None, None, "kista", None, True, "låda"):
        assert asked(walking)
        walking.skip() if said is None else walking.answer(said)
    assert asked(walking) == "lador.saker.namn"
    other = engine(memory, 1)
    other.saved.change(lambda sheet: sheet.remove(("lador", 0)))
    walking.saved.change(lambda sheet: None)  # the file as it stands now
    walking.back()
    assert asked(walking)
    walking.visit(("lador", 1, "namn"))
    assert asked(walking)

"""The engine by itself: what is asked, where one is, and which answer counts."""

import datetime
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.documents.ways import put, value, without
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide import Guide, Question
from oj_cli.domain.guide_walk import Place, Tree
from oj_cli.guide.answers import read_answer, read_flags, read_tree, typed
from oj_cli.guide.given import fill_defaults, take
from oj_cli.guide.sheet import Saved, Sheet
from oj_cli.guide.stops import (
    clash,
    is_answered,
    is_needed,
    resume,
    walk,
    written,
)
from oj_cli.guide.targets import answers_of, beneath, item

from .small import NAMES, Memory, guide

GUIDE = guide()
QUESTIONS = {q.id: q for step in GUIDE.steps for q in step.questions}
WORDS = st.text("abcåäö ,-:#'\"", min_size=1, max_size=12).map(lambda t: " ".join(t.split()))
TEXT = WORDS.filter(bool)


def answers_to(question: Question) -> st.SearchStrategy[Any]:
    """Give answers that a question takes, as they are kept."""
    by_kind: dict[str, st.SearchStrategy[Any]] = {
        "text": TEXT.filter(lambda t: ";" not in t),
        "val": st.sampled_from(question.choices or ("",)),
        "flerval": st.sampled_from(question.choices or ("",)),
        "ja_nej": st.sampled_from(["Ja", "Nej"]),
        "datum": st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)).map(str),
        "tidpunkt": st.sampled_from(["2016", "2016-05", "2016-05-01"]),
        "tal": st.integers(0, 100) | st.sampled_from([0.5, 12.25, 99.9]),
        "kommun": st.sampled_from([w for w, _ in NAMES.words("kommun")]),
        "tema": st.sampled_from([w for w, _ in NAMES.words("tema")]),
    }
    one = by_kind[question.kind]
    if not question.many:
        return one
    most = question.bounds.most
    return st.lists(one, min_size=1, max_size=int(most or 3), unique=True)


def trees(questions: tuple[Question, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Give answers to some of the questions, some skipped, groups in up to three rounds."""
    parts: dict[str, st.SearchStrategy[Any]] = {}
    for question in questions:
        if question.kind == "grupp":
            rounds = trees(question.questions)
            most = 3 if question.again else 1
            parts[question.id] = st.lists(rounds, min_size=1, max_size=most)
        else:
            parts[question.id] = st.none() | answers_to(question)
    return st.fixed_dictionaries({}, optional=parts)


ALL = tuple(QUESTIONS.values())
DAY = datetime.date(2016, 11, 22)


def sheet(saved: Tree = {}, of: Guide = GUIDE, **data: Any) -> Sheet:  # noqa: B006
    return Saved(of, NAMES, DAY, Memory({"analys": {"svar": {"liten": saved}, **data}})).sheet


def kept(found: Sheet) -> dict[str, Any]:
    """Return the guide's own answers as they stand in the file."""
    own: dict[str, Any] = found.written()["analys"]["svar"]["liten"]
    return own


TREES = trees(ALL)


@given(TREES)
@settings(max_examples=75, deadline=None)
def test_every_stop_has_a_place_of_its_own(tree: Tree) -> None:
    stops, seen = walk(GUIDE, tree)
    assert len({s.place for s in stops}) == len(stops)
    for spot in stops:
        inside = [n for _, n in spot.inside if n]
        assert all(n >= 1 for n in inside)
    again, same = walk(GUIDE, seen)
    assert [s.place for s in again] == [s.place for s in stops]
    assert same == seen


@given(TREES, st.data())
@settings(max_examples=75, deadline=None)
def test_an_answer_is_there_when_it_is_put_and_nothing_else_has_changed(
    tree: Tree, data: st.DataObject
) -> None:
    stops = [s for s in walk(GUIDE, tree)[0] if not s.is_again]
    spot = data.draw(st.sampled_from(stops))
    answer = data.draw(answers_to(spot.question))
    after = put(tree, spot.place, answer)
    assert value(after, spot.place) == answer
    assert is_answered(after, spot.place)
    for other in stops:
        if other.place != spot.place:
            assert value(after, other.place) == value(tree, other.place)


@given(TREES)
@settings(max_examples=75, deadline=None)
def test_one_goes_on_exactly_where_one_was(tree: Tree) -> None:
    stops, _ = walk(GUIDE, tree)
    for spot in stops:
        assert resume(GUIDE, tree, written(spot.place)) == spot
    first = resume(GUIDE, tree, "en/fråga/som/inte/finns")
    unanswered = [s for s in stops if not s.is_again and not is_answered(tree, s.place)]
    assert first == (unanswered[0] if unanswered else None)


@given(TREES, st.data())
@settings(max_examples=100, deadline=None)
def test_a_round_more_is_one_more_and_can_be_taken_away(tree: Tree, data: st.DataObject) -> None:
    again = [s for s in walk(GUIDE, tree)[0] if s.is_again]
    if not again:
        return
    spot = data.draw(st.sampled_from(again))
    more = put(tree, spot.place, {})
    places = {s.place for s in walk(GUIDE, more)[0]}
    inside = len(spot.place)
    new = [p for p in places if p[:inside] == spot.place and len(p) > inside]
    assert new
    assert spot.place not in places  # one is inside it now
    back = without(more, spot.place)
    assert [s.place for s in walk(GUIDE, back)[0]] == [s.place for s in walk(GUIDE, tree)[0]]


@given(TREES)
@settings(max_examples=100, deadline=None)
def test_what_is_not_asked_any_more_is_not_among_what_is_seen(tree: Tree) -> None:
    green = {**tree, "farg": "Grön", "varfor": "därför"}
    stops, seen = walk(GUIDE, green)
    assert "varfor" not in seen
    assert ("varfor",) not in {s.place for s in stops}
    red = {**green, "farg": "Röd"}
    assert walk(GUIDE, red)[1]["varfor"] == "därför"  # and it was never lost


@given(TREES, TREES, TREES)
@settings(max_examples=100, deadline=None)
def test_a_flag_goes_before_the_file_and_the_file_before_what_was_saved(
    flags: Tree, file: Tree, saved: Tree
) -> None:
    """A question that is skipped in the file leaves the answer that was saved."""
    standing = sheet(saved)
    try:
        take(standing, beneath(GUIDE, flags, file), NAMES)
    except UsageFault:
        return  # told to the user; see the tests of items
    found = standing.answers
    plain = [q.id for q in ALL if q.kind != "grupp"]
    said = {
        **{k: file[k] for k in plain if k in file},
        **{k: flags[k] for k in plain if k in flags},
    }
    for id in plain:
        wanted = said[id] if said.get(id) is not None else saved.get(id, said.get(id))
        assert (id in found) == (id in said or id in saved)
        assert found.get(id) == wanted
    boxes = [s.get("lador", []) for s in (flags, file, saved)]
    for n in range(max(len(b) for b in boxes)):
        box = next(iter(found.get("lador", [])[n : n + 1]), {})
        given_names = [b[n]["namn"] for b in boxes[:2] if n < len(b) and "namn" in b[n]][:1]
        before = [b[n].get("namn") for b in boxes[2:] if n < len(b)]
        names = [name for name in (*given_names, *before) if name is not None]
        assert box.get("namn") == (names[0] if names else None)


AT = "2016-05"


def test_old_files_are_read_and_what_their_items_could_not_hold_goes_to_them() -> None:
    """Earlier versions kept a note of each item among the answers, and what had no place in it."""
    events = [{"id": "H1", "datum": AT, "vad": "Ny chef"}]
    saved = {
        "handelser": [
            {"skrivet": "H1", "hur": "Den förra slutade", "vad": "Gammal chef", "datum": None},
            {"skrivet": "H7"},  # taken away by hand
            {"vad": "Nya lokaler", "datum": "2015"},  # of a step that was not done
            {"vad": "Utan datum än"},
        ],
        "brukare": {"skrivet": "U1"},
    }
    found = sheet(saved, handelser=events).written()["analys"]
    assert found["handelser"] == [
        {"id": "H1", "datum": AT, "vad": "Ny chef", "hur": "Den förra slutade"},
        {"id": "H2", "datum": "2015", "vad": "Nya lokaler"},
    ]
    assert found["svar"]["liten"] == {"handelser": [{"vad": "Utan datum än"}]}


@given(TREES, TREES)
@settings(max_examples=120, deadline=None)
def test_no_item_that_was_saved_is_made_into_another(file: Tree, saved: Tree) -> None:
    events = [
        {"id": f"H{n}", **{k: e[k] for k in ("vad", "datum")}}
        for n, e in enumerate(saved.get("handelser", []), 1)
        if e.get("vad") and e.get("datum")
    ]
    file = {**file, "handelser": [e for e in file.get("handelser", []) if e]}
    found = sheet(handelser=events)
    try:
        take(found, file, NAMES)
    except UsageFault:
        return
    after = found.written()["analys"]
    texts = [e["vad"] for e in after["handelser"]]
    assert texts[: len(events)] == [e["vad"] for e in events]
    begun = [e.get("vad") for e in kept(found).get("handelser", [])]
    for given_round in file.get("handelser", []):
        assert given_round.get("vad") is None or given_round["vad"] in (*texts, *begun)
    take(found, file, NAMES)
    assert found.written()["analys"] == after  # twice the same changes nothing


@given(TREES)
@settings(max_examples=75, deadline=None)
def test_what_was_written_is_read_as_it_was(tree: Tree) -> None:
    assert read_tree(GUIDE, tree, NAMES) == (tree, [])


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_what_is_typed_is_read_as_what_the_file_holds(data: st.DataObject) -> None:
    question = data.draw(st.sampled_from([q for q in ALL if q.kind != "grupp"]))
    answer = data.draw(answers_to(question))
    assert read_answer(question, typed(question, answer), NAMES) == answer
    assert read_answer(question, answer, NAMES) == answer


@given(TREES, st.sets(st.sampled_from([q.id for q in ALL])))
@settings(max_examples=75, deadline=None)
def test_a_guide_that_lost_questions_keeps_their_answers(tree: Tree, gone: set[str]) -> None:
    steps = tuple(
        replace(s, questions=tuple(q for q in s.questions if q.id not in gone)) for s in GUIDE.steps
    )
    smaller = replace(GUIDE, steps=steps)
    own = {k: v for k, v in tree.items() if k not in ("handelser", "brukare")}
    _, faults = read_tree(smaller, own, NAMES)
    assert {f.where[0] for f in faults if f.is_unknown} == gone & set(own)
    for fault in (f for f in faults if f.is_unknown):
        assert f"Frågan ”{fault.where[0]}” finns inte i guiden." in fault.message
    assert kept(sheet(own, smaller)) == own


def test_an_answer_that_no_longer_fits_is_kept_and_told() -> None:
    tree = {"farg": "Lila", "antal": 1000, "handelser": [{"vad": "x", "datum": "i våras"}]}
    found = sheet(tree)
    assert kept(found) == tree
    assert [n.partition(":")[0] for n in found.notices] == ["farg", "antal", "datum"]


EVENT = next(q for q in ALL if q.id == "handelser")


@given(trees(EVENT.questions))
@settings(deadline=None)
def test_an_item_gives_back_the_answers_that_it_was_made_from(answered: Tree) -> None:

    made = item(EVENT, answered, datetime.date(2016, 1, 1))
    fields = {q.id for q in EVENT.questions if q.field}
    expected = {k: v for k, v in answered.items() if k in fields and v is not None}
    assert answers_of(EVENT.questions, made) == expected
    order = [k for k in ("datum", "vad", "typ", "hur") if k in made]
    assert list(made) == order  # the model's order, whatever the guide's


def test_a_default_is_an_answer_where_the_question_is_asked() -> None:
    for saved, answer in (
        ({"fri": "x"}, "Grön"),
        ({"farg": "Röd"}, "Röd"),
        ({"farg": None}, None),  # skipped on purpose
    ):
        found = sheet(saved)
        fill_defaults(found, NAMES)
        assert found.answers["farg"] == answer


def test_what_must_be_answered_is_asked_only_where_something_is() -> None:
    def lacking(tree: Tree) -> list[Place]:
        spots, seen = walk(GUIDE, tree)
        return [s.place for s in spots if is_needed(s, seen) and value(tree, s.place) is None]

    assert lacking({}) == []
    assert lacking({"farg": "Röd"}) == [("varfor",)]
    assert lacking({"handelser": [{"vad": "x"}, {}]}) == [("handelser", 0, "datum")]
    assert lacking({"brukare": [{"visar": "x", "kalla": "y"}]}) == []


def test_a_group_with_as_many_rounds_as_it_may_have_is_not_asked_for_once_more() -> None:
    def asks_for_more(boxes: int) -> bool:
        tree = {"lador": [{"namn": f"låda {n}"} for n in range(boxes)]}
        again = [s for s in walk(GUIDE, tree)[0] if s.is_again]
        return ("lador", boxes) in [s.place for s in again]

    assert [asks_for_more(n) for n in (1, 2, 3)] == [True, True, False]  # hogst: 3


@pytest.mark.parametrize(
    ("day", "answer", "is_wrong"),
    [
        ("2017-01-02", "2017-01-01", True),
        ("2017-01-02", "2017-01", False),  # it may be later that month
        ("2017-01-02", "2017", False),
        ("2017-01-02", "2016-12", True),
        ("2017-01-02", "2016", True),
    ],
)
def test_a_month_or_a_year_is_before_a_day_only_if_all_of_it_is(
    day: str, answer: str, is_wrong: bool
) -> None:
    spot = next(s for s in walk(GUIDE, {})[0] if s.question.id == "sedan")
    assert (clash(GUIDE, {"dag": day}, spot, answer) is not None) == is_wrong


def test_a_month_is_after_a_day_only_if_all_of_it_is() -> None:
    spot = next(s for s in walk(GUIDE, {})[0] if s.question.id == "sedan")
    assert spot.question.limits is not None
    limits = replace(spot.question.limits, not_before=None, not_after="nar")
    spot = replace(spot, question=replace(spot.question, limits=limits))
    assert clash(GUIDE, {"nar": "2017-01"}, spot, "2017-01-31") is None
    assert clash(GUIDE, {"nar": "2017-01"}, spot, "2017-02-01") is not None


def test_dates_are_held_against_each_other() -> None:
    spot = next(s for s in walk(GUIDE, {})[0] if s.question.id == "sedan")
    assert clash(GUIDE, {"dag": "2017-01-02"}, spot, "2017-01-02") is None
    assert clash(GUIDE, {}, spot, "2017-01-01") is None
    said = clash(GUIDE, {"dag": "2017-01-02"}, spot, "2017-01-01")
    assert said == "2017-01-01 är före 2017-01-02, som ni svarade på en tidigare fråga."


@pytest.mark.parametrize(
    ("id", "raw", "said"),
    [
        ("farg", "lila", "”lila” är inget av svaren. Svaren är Röd, Grön och Blå."),
        ("farg", "grönn", "”grönn” är inget av svaren. Menade du ”Grön”?"),
        ("farg", ["Röd"], "Här ska stå ett enda svar."),
        ("farg", True, "Här ska stå text, inte true eller false."),
        ("drag", "", "Skriv minst ett svar."),
        ("vill", "kanske", "Svara ja eller nej."),
        ("dag", "2017-02-30", "”2017-02-30” är inget datum som finns."),
        ("nar", "2017-13", "ingen tidpunkt som finns. Skriv 2016, 2016-05 eller 2016-05-01."),
        ("antal", "101", "Talet får vara högst 100."),
        ("antal", -0.5, "Talet får vara minst 0."),
        ("antal", "tre", "”tre” är inget tal."),
        ("var", "Moora", "Det finns inget som heter ”Moora”. Menade du Mora?"),
        ("vilka", "arbete, bostad, vard", "Välj högst 2."),
        ("fri", "   ", "Svaret är tomt."),
        ("fri", {"a": 1}, "Här ska stå ett enda svar."),
    ],
)
def test_a_bad_answer_is_told_with_what_to_write_instead(id: str, raw: Any, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_answer(QUESTIONS[id], raw, NAMES)


@pytest.mark.parametrize(
    ("id", "raw", "kept"),
    [
        ("farg", "röd", "Röd"),
        ("farg", "bl", "Blå"),
        ("vill", True, "Ja"),
        ("vill", "n", "Nej"),
        ("dag", "31 mars 2017", "2017-03-31"),
        ("nar", 2016, "2016"),
        ("antal", "12,5 %", 12.5),
        ("drag", "lugn, och glad", ["Lugn, och glad"]),
        ("drag", "Snabb; Lugn, och glad; snabb", ["Snabb", "Lugn, och glad"]),
        ("var", "älvdalen", "Älvdalen"),
        ("vilka", "vård, arbete", ["vard", "arbete"]),
        ("sist", "ett; två, tre", ["ett", "två, tre"]),
    ],
)
def test_an_answer_is_read_as_people_write_it(id: str, raw: Any, kept: Any) -> None:
    assert read_answer(QUESTIONS[id], raw, NAMES) == kept


def test_flags_answer_the_first_round() -> None:
    flags = ("--hande", "Ny chef", "--farg=röd", "--drag", "Snabb", "--drag", "Arg")
    assert read_flags(GUIDE, flags, NAMES) == {
        "handelser": [{"vad": "Ny chef"}],
        "farg": "Röd",
        "drag": ["Snabb", "Arg"],
    }
    nested = read_flags(GUIDE, ("--lador-saker-pris", "-3,5"), NAMES)
    assert nested == {"lador": [{"saker": [{"pris": -3.5}]}]}


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--fargg", "röd"), "Flaggan --fargg finns inte"),
        (("--farg",), "Flaggan --farg behöver ett svar."),
        (("--farg", "--fri", "x"), "Flaggan --farg behöver ett svar."),
        (("--farg", "lila"), "--farg: ”lila” är inget av svaren."),
        (("--farg", "röd", "--farg", "blå"), "står flera gånger"),
        (("röd",), "”röd” är ett ord för mycket."),
    ],
)
def test_a_wrong_flag_is_told(flags: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageFault) as error:
        read_flags(GUIDE, flags, NAMES)
    assert said in error.value.message

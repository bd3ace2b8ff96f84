"""The short way through a guide: what is left out, filled in, and read out of one answer."""

import datetime
from collections.abc import Mapping
from typing import Any

from oj_cli.domain.guide_walk import Tree
from oj_cli.guide.engine import Engine
from oj_cli.guide.sheet import Saved
from oj_cli.guide.stops import ahead, walk

from .small import NAMES, Memory, guide

GUIDE = guide(
    """\
guide: kort
namn: En kort guide
steg:
  - id: ett
    namn: Ett
    fragor:
      - {id: fri, fraga: "Vad som helst?", typ: text, djup: true}
      - {id: mening, fraga: "Hur lyder den?", typ: text}
      - {id: stammer, fraga: "Stämmer det?", typ: ja_nej, standard: Ja, rattar: [tal, dag]}
      - {id: tal, fraga: "Vilket tal?", typ: tal, fylls: true, krav: {obligatorisk: true}}
      - {id: dag, fraga: "Vilken dag?", typ: datum, fylls: true, djup: true}
      - id: vet
        fraga: Vad vet ni?
        typ: flerval
        alternativ: [Nyckeltal, Annat]
      - id: nyckeltal
        fraga: Nyckeltal
        typ: grupp
        nar: {fraga: vet, ar: [Nyckeltal], eller_svar: true}
        upprepa: Ett till?
        upprepas_djupt: true
        fragor:
          - {id: visar, fraga: "Vad visar det?", kort: "Vad, varifrån och när?", typ: text,
             delas: [kalla, nar]}
          - {id: kalla, fraga: "Varifrån?", typ: text, fylls: true, krav: {obligatorisk: true}}
          - {id: nar, fraga: "När?", typ: tidpunkt, fylls: true, djup: true}
  - id: tva
    namn: Två
    fragor:
      - {id: start, fraga: "Vilken dag börjar det?", typ: datum, delas: [slut]}
      - {id: slut, fraga: "Vilken dag slutar det?", typ: datum, fylls: true}
      - {id: vilka, fraga: "Vilka gäller det?", typ: text, varnas: true}
"""
)


def engine(known: Mapping[str, Any] | None = None) -> Engine:
    saved = Saved(GUIDE, NAMES, datetime.date(2026, 11, 29), Memory())
    return Engine(saved, known=lambda _: known or {})


def asked(walk: Engine) -> str:
    spot = walk.next()
    assert spot is not None
    return spot.spot.question.id


def say(walk: Engine, answer: Any) -> tuple[str, ...]:
    walk.next()
    assert walk.wrong(answer) is None
    return walk.answer(answer).told


def test_what_is_deep_is_left_out_and_what_is_not_known_is_asked() -> None:
    walking = engine()
    assert asked(walking) == "mening"  # not the free one
    say(walking, "En mening.")
    assert asked(walking) == "tal"  # nothing was read that could be wrong
    say(walking, "3")
    assert asked(walking) == "vet"


def test_what_is_known_is_filled_in_and_told_once() -> None:
    walking = engine({"tal": 7, "dag": "2027-12-31"})
    say(walking, "En mening.")
    assert asked(walking) == "stammer"
    assert [text for _, text in walking.known_of(walking.asked().spot)] == ["7", "2027-12-31"]
    say(walking, "Ja")
    assert asked(walking) == "vet"
    assert walking.answers["tal"] == 7
    assert walking.answers["dag"] == "2027-12-31"
    assert walking.filled(0) == ()  # it was said to be right: not told again


def test_a_no_has_what_is_known_asked() -> None:
    walking = engine({"tal": 7, "dag": "2027-12-31"})
    say(walking, "En mening.")
    say(walking, "Nej")
    assert asked(walking) == "tal"
    say(walking, "8")
    assert asked(walking) == "dag"
    say(walking, "maj 2028")
    assert walking.answers["dag"] == "2028-05-31"


def test_one_answer_is_read_as_several() -> None:
    walking = engine()
    for answer in ("En mening.", "3", ["Nyckeltal"]):
        say(walking, answer)
    told = say(walking, "3 händelser, om hot, Registret, september 2026")
    assert told == ("Läst som: 3 händelser, om hot, Registret, 2026-09.",)
    assert walking.answers["nyckeltal"] == [
        {"visar": "3 händelser, om hot", "kalla": "Registret", "nar": "2026-09"}
    ]
    assert asked(walking) == "start"
    say(walking, "februari–juni 2027")
    assert walking.answers["start"] == "2027-02-01"
    assert walking.answers["slut"] == "2027-06-30"
    assert asked(walking) == "vilka"
    assert walking.skip().told == ("Utan svar varnar oj plan check.",)
    assert walking.next() is None


def test_text_with_a_comma_and_no_day_after_it_is_one_answer() -> None:
    walking = engine()
    for answer in ("En mening.", "3", ["Nyckeltal"]):
        say(walking, answer)
    say(walking, "Få svar, och de som svarade var nöjda")
    assert asked(walking) == "kalla"


def test_a_step_that_is_deepened_asks_what_was_left_out_and_nothing_twice() -> None:
    walking = engine({"tal": 7})
    for answer in ("En mening.", "Ja", ["Annat"]):
        say(walking, answer)
    assert asked(walking) == "start"
    walking.deepen(0)
    left = []
    while (spot := walking.next()) is not None and spot.spot.step == 0:
        left.append(spot.spot.question.id)
        walking.skip()
    assert left == ["fri", "dag", "visar", "kalla", "nar"]


def test_an_answer_is_changed_and_the_rest_stands() -> None:
    walking = engine({"tal": 7})
    for answer in ("En mening.", "Ja", ["Annat"]):
        say(walking, answer)
    assert asked(walking) == "start"
    places = {spot.question.id: spot.place for spot, _ in walking.answered(0)}
    walking.visit(places["tal"])
    assert asked(walking) == "tal"
    say(walking, "9")
    assert asked(walking) == "start"
    assert walking.answers["tal"] == 9


def test_back_goes_to_what_was_asked() -> None:
    walking = engine({"tal": 7})
    for answer in ("En mening.", "Ja"):
        say(walking, answer)
    assert asked(walking) == "vet"
    walking.back()
    assert asked(walking) == "stammer"  # not what was filled in


def test_an_answers_file_answers_deep_questions_and_groups_that_are_not_asked_for() -> None:
    answers: Tree = {"fri": "Ja", "nyckeltal": [{"visar": "A", "kalla": "B"}]}
    ids = [spot.question.id for spot in walk(GUIDE, answers)[0]]
    assert {"fri", "visar", "kalla"} <= {*ids}
    assert "visar" not in [spot.question.id for spot in walk(GUIDE, {})[0]]


def test_how_much_is_left_falls_to_what_follows_the_last_question() -> None:
    # mening, stammer, vet, visar, start, vilka, and the end of two steps
    assert ahead(GUIDE, {}) == 8
    assert ahead(GUIDE, {}, ("vilka",)) == 1

"""Every kind of question, on a terminal that can move its cursor and on one that cannot."""

import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from .asking import NUMBERS
from .conftest import ASKING, CTRL_C, CTRL_D, DOWN, ENTER, UP, Seen

Ask = Callable[..., Seen]
ORDINARY, DUMB = "xterm-256color", "dumb"
KINDS = ["text", "default", "choice", "several", "confirm", "words"]
ENGLISH = re.compile(
    r"\b(use|arrow|keys?|select|selections?|done|toggle|invert|cancelled|invalid|warning|"
    r"your|yes|no|abort|aborted|answer|filter|space)\b",
    re.IGNORECASE,
)
COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9\d|10\d)(?:;\d+)*m")


@pytest.mark.parametrize(
    ("kind", "keys", "answer"),
    [
        ("text", "mer tid" + ENTER, "'mer tid'"),
        ("text", "  mer \t tid  " + ENTER, "'mer tid'"),
        ("default", ENTER, "'mera'"),
        ("default", "tid" + ENTER, "'tid'"),
        ("long", ENTER, "'mera tid för samtal med brukarna'"),
        ("long", UP + " varje dag" + ENTER, "'mera tid för samtal med brukarna varje dag'"),
        ("offer", ENTER, "'procent'"),
        ("offer", "antal" + ENTER, "'antal'"),
        ("choice", ENTER, "'pear'"),
        ("choice", DOWN + ENTER, "'plum'"),
        ("several", ENTER, "('pear',)"),
        ("several", DOWN + " " + ENTER, "('pear', 'plum')"),
        ("several", "plo " + ENTER, "('pear', 'plum')"),  # a letter searches, the mark ends it
        ("several", "t\x7fÄPP " + ENTER, "('apple', 'pear')"),
        ("several", " " + ENTER + DOWN + " " + ENTER, "('plum',)"),  # none marked is no answer
        ("choice", "tilbaka" + ENTER + "\x15p" + ENTER, "'pear'"),  # what fits nothing is none
        ("choice", "lommo" + ENTER, "'plum'"),
        ("many", "tal 17" + ENTER, "'17'"),
        ("confirm", ENTER, "True"),
        ("confirm", "n" + ENTER, "False"),
        ("confirm", DOWN + ENTER, "False"),
        ("words", "Sala" + ENTER, "'Sala'"),  # which is like sluta
    ],
)
def test_an_answer_on_an_ordinary_terminal(asked: Ask, kind: str, keys: str, answer: str) -> None:
    seen = asked(kind)
    seen.until("Svar:")
    seen.send(keys)
    seen.until(f"SVARET={answer}")
    assert seen.end() == 0
    assert not ENGLISH.search(seen.text)
    assert not COLOUR.search(seen.raw)


@pytest.mark.parametrize(
    ("kind", "keys", "answer"),
    [
        ("text", "mer tid", "'mer tid'"),
        ("default", "", "'mera'"),
        ("offer", "", "'procent'"),
        ("offer", "antal", "'antal'"),
        ("long", "", "'mera tid för samtal med brukarna'"),
        ("default", "mindre", "'mindre'"),
        ("choice", "", "'pear'"),
        ("choice", "3", "'plum'"),
        ("choice", "äpple", "'apple'"),
        ("choice", "apple", "'apple'"),
        ("several", "3, 1,", "('apple', 'plum')"),
        ("choice", "lommo", "'plum'"),
        ("several", "päron,plommon", "('pear', 'plum')"),
        ("confirm", "j", "True"),
        ("confirm", "nej", "False"),
        ("words", "Älvdalen", "'Älvdalen'"),
    ],
)
def test_an_answer_typed_on_a_line(asked: Ask, kind: str, keys: str, answer: str) -> None:
    seen = asked(kind, term=DUMB)
    seen.until("Svar:")
    seen.send(keys + ENTER)
    seen.until(f"SVARET={answer}")
    assert seen.end() == 0
    assert not ENGLISH.search(seen.text)
    assert "\x1b" not in seen.raw


@pytest.mark.parametrize("settings", [{"OJ_ENKLA_FRAGOR": "1"}, {"PYTHONIOENCODING": "ascii"}])
def test_lines_where_they_are_asked_for_or_signs_are_missing(
    asked: Ask, settings: dict[str, str]
) -> None:
    seen = asked("choice", **settings)
    seen.until("Skriv siffra eller ord.")
    seen.until("Svar:")
    seen.send("1" + ENTER)
    seen.until("SVARET='apple'")
    assert seen.end() == 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("term", [ORDINARY, DUMB])
@pytest.mark.parametrize("move", ["tillbaka", "hoppa över", "sluta"])
def test_every_move_at_every_question(asked: Ask, kind: str, term: str, move: str) -> None:
    seen = asked(kind, term=term)
    seen.until("Svar:")
    seen.send(move + ENTER)
    names = {"tillbaka": "BACK", "hoppa över": "SKIP", "sluta": "STOP"}
    seen.until(f"SVARET=<Move.{names[move]}: '{move}'>")
    assert seen.end() == 0


@pytest.mark.parametrize("term", [ORDINARY, DUMB])
@pytest.mark.parametrize(("typed", "answer"), [("sluta", "<Move.STOP"), ("sluta g", "'end'")])
def test_a_move_goes_before_a_row_that_begins_as_it(
    asked: Ask, term: str, typed: str, answer: str
) -> None:
    seen = asked("ends", term=term)
    seen.until("Svar:")
    seen.send(typed + ENTER)
    seen.until(f"SVARET={answer}")


@pytest.mark.parametrize("term", [ORDINARY, DUMB])
def test_a_move_is_an_answer_where_there_are_no_moves(asked: Ask, term: str) -> None:
    seen = asked("text", "--no-moves", term=term)
    seen.until("Svar:")
    seen.send("sluta" + ENTER)
    seen.until("SVARET='sluta'")
    assert seen.end() == 0
    assert "tillbaka" not in seen.text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("term", [ORDINARY, DUMB])
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_breaking_off_ends_with_130_and_a_word(asked: Ask, kind: str, term: str, key: str) -> None:
    seen = asked(kind, term=term)
    seen.until("Svar:")
    seen.send(key)
    assert seen.end() == 130
    assert seen.text.rstrip().endswith("Avbrutet.")
    assert not ENGLISH.search(seen.text)


@pytest.mark.parametrize("term", [ORDINARY, DUMB])
@pytest.mark.parametrize(
    ("kind", "wrong", "said", "right"),
    [
        ("text", "", "Skriv ett svar.", "nu"),
        ("text", "tilbaka", "Menade ni tillbaka?", "nu"),
        ("text", "ta bort", "Det går inte att svara ”ta bort” här.", "nu"),
        ("text", "?", "Det går inte att svara ”hjälp” här.", "nu"),
        ("text", "19121212-1212", "Svaret har ett personnummer.", "nu"),
    ],
)
def test_a_wrong_answer_is_told_and_asked_for_again(
    asked: Ask, kind: str, wrong: str, said: str, right: str, term: str
) -> None:
    seen = asked(kind, term=term)
    seen.until("Svar:")
    seen.send(wrong + ENTER)
    seen.until(said)
    seen.send(right + ENTER)
    seen.until(f"SVARET='{right}'")
    assert seen.end() == 0


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("4", "finns inte bland svaren"),
        ("tilbaka", "finns inte bland"),
        ("ta bort", "Det går inte att svara ”ta bort” här."),
        ("l", "rader: 1 och 3."),
    ],
)
def test_what_is_none_of_the_list_or_several_of_it(asked: Ask, keys: str, said: str) -> None:
    seen = asked("choice", term=DUMB)
    seen.until("Svar:")
    seen.send(keys + ENTER)
    seen.until(said)
    seen.until("Svar:")
    seen.send("2" + ENTER)
    seen.until("SVARET='pear'")


@pytest.mark.parametrize(("typed", "word"), [("alv", "Älvdalen"), ("2062", "Mora")])
def test_words_are_offered_while_one_types(asked: Ask, typed: str, word: str) -> None:
    seen = asked("words")
    seen.until("Svar:")
    seen.send(typed)
    seen.until(word)
    seen.send("\t" + ENTER)
    seen.until(f"SVARET='{word}'")


def test_a_list_longer_than_the_screen_is_walked_round_its_ends(asked: Ask) -> None:
    seen = asked("many")
    seen.until("Tal 40")
    seen.until("Svar:")
    assert "Tal 5 " not in seen.text  # of 60 there is room for 10
    assert NUMBERS[40].label in " ".join(seen.text.split())  # whole, on three lines
    seen.send(DOWN * 25 + ENTER)
    seen.until("SVARET='5'")
    assert seen.end() == 0


def test_the_remark_follows_what_is_typed(asked: Ask) -> None:
    seen = asked("text", PROMPT_TOOLKIT_NO_CPR="")
    seen.until("\x1b[6n")  # where is the cursor?
    seen.send("\x1b[3;1R")
    seen.until("Svar:")
    seen.send("m")
    seen.until("1 tecken hittills")
    seen.send("er tid")
    seen.until("7")  # only what changes is written
    seen.send(ENTER)
    seen.until("SVARET='mer tid'")


def test_nothing_in_english_from_a_terminal_that_does_not_tell_its_cursor(asked: Ask) -> None:
    seen = asked("text", PROMPT_TOOLKIT_NO_CPR="")
    seen.until("Svar:")
    seen.child.expect_exact(["aldrig", __import__("pexpect").TIMEOUT], timeout=3)
    seen.send("nu" + ENTER)
    seen.until("SVARET='nu'")
    assert not ENGLISH.search(seen.text)


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_an_empty_line_skips_what_is_optional_and_says_so(asked: Ask, term: str) -> None:
    seen = asked("optional", term=term)
    seen.until("Retur hoppar över. Eller: tillbaka, sluta.")
    seen.until("Svar:")
    seen.send(ENTER)
    seen.until("SVARET=<Move.SKIP")


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_an_empty_line_never_takes_away_what_stands_there(asked: Ask, term: str) -> None:
    seen = asked("kept", term=term)
    seen.until("Retur behåller ”mera tid för samtal med brukarna”.")
    seen.until("Svar:")
    seen.send(ENTER)
    seen.until("SVARET='mera tid")


def test_an_empty_line_is_no_answer_where_there_is_no_way_past(asked: Ask) -> None:
    seen = asked("optional", "--no-moves")
    seen.until("Svar:")
    seen.send(ENTER)
    seen.until("Skriv ett svar.")


@pytest.mark.parametrize("stdin", [None, subprocess.DEVNULL])
def test_nobody_is_asked_without_a_terminal(stdin: int | None) -> None:
    ran = subprocess.run(
        [sys.executable, str(ASKING), "ask", "choice"],
        input="päron\n" if stdin is None else None,
        stdin=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=30,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "INGEN ATT FRÅGA\n", "")

"""Every kind of question, on a terminal that can move its cursor and on one that cannot."""

import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from .conftest import ASKING, CTRL_C, CTRL_D, DOWN, ENTER, Seen

Ask = Callable[..., Seen]
ORDINARY, DUMB = "xterm-256color", "dumb"
KINDS = ["text", "default", "date", "number", "choice", "several", "confirm", "words"]
LISTS = {"choice", "several", "confirm"}
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
        ("long", " varje vecka" + ENTER, "'mera tid för samtal med brukarna varje vecka'"),
        ("long", "mera tid för samtal med brukarna" + ENTER, "'mera tid för samtal med brukarna'"),
        ("long", "tillbaka" + ENTER, "<Move.BACK: 'tillbaka'>"),
        ("offer", ENTER, "'procent'"),
        ("offer", "procent" + ENTER, "'procent'"),
        ("offer", "antal" + ENTER, "'antal'"),
        ("default", "\x15mindre" + ENTER, "'mindre'"),
        ("date", "31 mars 2027" + ENTER, "datetime.date(2027, 3, 31)"),
        ("number", ENTER, "12.5"),
        ("number", "\x151 234,5 kr" + ENTER, "1234.5"),
        ("choice", ENTER, "'pear'"),
        ("choice", DOWN + ENTER, "'plum'"),
        ("several", ENTER, "('pear',)"),
        ("several", DOWN + " " + ENTER, "('pear', 'plum')"),
        ("several", "ai" + ENTER, "('pear',)"),  # would mark all, and turn all marks round
        ("several", "plo " + ENTER, "('pear', 'plum')"),  # a letter searches, the mark ends it
        ("several", "/t" + "\x7f" * 2 + "/ÄPP " + ENTER, "('apple', 'pear')"),  # t is a key else
        ("choice", "q" + ENTER + "\x7f" + ENTER, "'pear'"),  # where nothing fits nothing is chosen
        ("many", "/tal 17" + ENTER, "'17'"),
        ("confirm", "j", "True"),
        ("confirm", "n", "False"),
        ("confirm", DOWN + ENTER, "False"),
        ("words", "Falun" + ENTER, "'Falun'"),
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
        ("date", "31 mars 2027", "datetime.date(2027, 3, 31)"),
        ("number", "", "12.5"),
        ("choice", "", "'pear'"),
        ("choice", "3", "'plum'"),
        ("choice", "äpple", "'apple'"),
        ("choice", "apple", "'apple'"),
        ("several", "3, 1", "('apple', 'plum')"),
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
    seen.until("Skriv en siffra")
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
    if term == ORDINARY and kind in LISTS:
        seen.send(move[0])
    else:
        seen.send(("\x15" if kind in ("default", "number") else "") + move + ENTER)
    names = {"tillbaka": "BACK", "hoppa över": "SKIP", "sluta": "STOP"}
    seen.until(f"SVARET=<Move.{names[move]}: '{move}'>")
    assert seen.end() == 0


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
    if key == CTRL_D and term == ORDINARY and (kind in LISTS or kind in ("default", "number")):
        pytest.skip("there the key does nothing")
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
        ("text", "oppa över", "”hoppa över” är redan gjort", "nu"),
        ("date", "2027-02-30", "är inget datum som finns", "2027-02-28"),
        ("date", "3/4 2027", "Skriv året först", "2027-04-03"),
        ("number", "\x15mycket", "är inget tal", "3"),
    ],
)
def test_a_wrong_answer_is_told_and_asked_for_again(
    asked: Ask, kind: str, wrong: str, said: str, right: str, term: str
) -> None:
    seen = asked(kind, term=term)
    seen.until("Svar:")
    seen.send(wrong + ENTER)
    seen.until(said)
    seen.send("\x15" + right + ENTER)
    seen.until("SVARET=")
    assert seen.end() == 0


@pytest.mark.parametrize(("keys", "said"), [("0", "från 1 till 3"), ("4", "från 1 till 3")])
def test_a_number_that_is_not_in_the_list(asked: Ask, keys: str, said: str) -> None:
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
    assert "Tal 5 " not in seen.text  # of 60 there is room for 30
    seen.send(DOWN * 25 + ENTER)
    seen.until("SVARET='5'")
    assert seen.end() == 0


def test_none_marked_is_no_answer(asked: Ask) -> None:
    seen = asked("several")
    seen.until("Svar:")
    seen.send(" " + ENTER)  # takes the only mark away
    seen.until("Välj minst ett.")
    seen.send(" " + ENTER)
    seen.until("SVARET=('apple',)")


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
    seen.until("Ni hoppade över frågan.")
    seen.until("SVARET=<Move.SKIP")


@pytest.mark.parametrize("term", ["xterm-256color", "dumb"])
def test_an_empty_line_never_takes_away_what_stands_there(asked: Ask, term: str) -> None:
    seen = asked("kept", term=term)
    seen.until("behåller det med Retur")
    seen.until("Svar:")
    seen.send("" if term == "dumb" else "\x15")  # all that stands on the line is wiped
    seen.send(ENTER)
    seen.until("SVARET='mera tid" if term == "dumb" else "Skriv ett svar.")


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

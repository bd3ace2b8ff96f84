"""`oj trend event add` and `oj trend note` at a keyboard: what was left out is asked for."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest

from oj_cli.analysis_file.file import read_analysis
from oj_cli.domain.analysis import Event, TrendNote

ANALYSIS = "analys/leksand-socialpsykiatri-2016.yaml"
Child = Any


@pytest.fixture
def start(oj: Callable[..., Any], leksand: Path) -> Callable[..., Child]:
    """Start a command in a workspace where two areas are chosen."""
    oj("identify", "--valj", "arbete,vard", "--motiv", "Därför.")

    def spawn(*asked: str) -> Child:
        extra = {"TERM": "xterm", "LC_ALL": "C.UTF-8", "COLUMNS": "80", "OJ_ENKLA_FRAGOR": "1"}
        return pexpect.spawn(
            sys.executable,
            ["-m", "oj_cli", "trend", *asked],
            env={**os.environ, **extra},
            encoding="utf-8",
            dimensions=(50, 80),
            timeout=60,
        )

    return spawn


def say(child: Child, *talk: tuple[str, str]) -> None:
    for question, answer in talk:
        child.expect(question)
        child.expect("Svar")
        child.sendline(answer)


def test_an_event_is_asked_for(start: Callable[..., Child], leksand: Path) -> None:
    child = start("event", "add", "--omfattning", "länet")
    say(
        child,
        ("Vad hände", "Samordnaren slutade"),
        ("När hände det", "2027"),
        ("har inte varit än", "2015-09"),
        ("slags händelse", "2"),
        ("kan det förklara", "1"),
    )
    child.expect("Sparat som H1")
    child.expect(pexpect.EOF)
    (found,) = read_analysis(leksand / ANALYSIS).analysis.events
    assert found == Event("H1", "2015-09", "Samordnaren slutade", "personal", "länet", ("arbete",))


def test_a_conclusion_is_asked_for(start: Callable[..., Child], leksand: Path) -> None:
    child = start("note")
    say(child, ("Vad drar ni för slutsats", "Vi tappade avtalet."), ("gäller den", "hoppa över"))
    child.expect("Sparat som T1")
    child.expect(pexpect.EOF)
    assert read_analysis(leksand / ANALYSIS).analysis.trend == (
        TrendNote("T1", "Vi tappade avtalet."),
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("event", "add", "--typ", "flytt"), "organisation, personal, metod"),
        (("note", "--galler", "arbette"), "Menade du arbete"),
        (("event", "add", "--no-input"), "Det saknas --vad"),
        (("note", "--no-input"), "Det saknas TEXT"),
    ],
)
def test_what_cannot_be_read_is_said_before_anything_is_asked(
    start: Callable[..., Child], leksand: Path, asked: tuple[str, ...], said: str
) -> None:
    before = (leksand / ANALYSIS).read_bytes()
    child = start(*asked)
    child.expect(said)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert "Svar" not in child.before
    assert (leksand / ANALYSIS).read_bytes() == before

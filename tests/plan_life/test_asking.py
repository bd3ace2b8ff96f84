"""`oj plan followup` on a terminal: what no flag has answered is asked for."""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from typing import Any

import pexpect
import pytest

from oj_cli.domain.plan import Outcome

Talk = Callable[..., str]


@pytest.fixture
def talk(folder: Any) -> Iterator[Talk]:
    """Run followup on a pseudo-terminal; answer each question with a line, return what was seen."""
    children: list[pexpect.spawn] = []

    def call(*lines: str, flags: tuple[str, ...] = ()) -> str:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "oj_cli", "plan", "followup", "socpsyk-2027", "--idag", "2027-07-01", *flags],
            env={**os.environ, "OJ_ENKLA_FRAGOR": "1", "LANG": "C.UTF-8"},
            encoding="utf-8",
            timeout=20,
            dimensions=(40, 80),
        )
        children.append(child)
        log = StringIO()
        child.logfile_read = log
        for line in lines:
            child.expect(["Svar:", "Svar "])
            child.sendline(line)
        child.expect(pexpect.EOF)
        child.close()
        return log.getvalue().replace("\r", "")

    yield call
    for child in children:
        child.close(force=True)


def test_all_of_it(talk: Talk, folder: Any) -> None:
    seen = talk(
        "1", "2", "2027-06-28", "55,5", "31", "enkäten", "2", "1,2", "Det tar tid", "1",
        "Fråga igen i höst",
    )  # fmt: skip
    assert folder.read().goals[0].outcomes == (
        Outcome(
            date(2027, 6, 28), "region", 55.5, 31, "pa_vag", ("A1", "A2"), "Det tar tid",
            "fortsatt", "Fråga igen i höst", None, "enkäten",
        ),
    ), seen  # fmt: skip


def test_back_and_skip(talk: Talk, folder: Any) -> None:
    seen = talk(
        "tillbaka", "2027-06-01", "80", "tillbaka", "85", "hoppa över", "hoppa över", "2",
        "hoppa över", "hoppa över", "hoppa över", "hoppa över",
        flags=("--mal", "M2"),
    )  # fmt: skip
    assert folder.read().goals[1].outcomes[-1] == Outcome(
        date(2027, 6, 1), "kommun", 85.0, None, "pa_vag"
    ), seen


def test_a_reason_is_asked_for(talk: Talk, folder: Any) -> None:
    flags = ("--mal", "M2", "--datum", "2027-06-01")
    talk("hoppa över", "6", "Semester", *["hoppa över"] * 4, flags=flags)
    last = folder.read().goals[1].outcomes[-1]
    assert (last.judgement, last.reason, last.value) == ("ej_genomford", "Semester", None)


def test_an_outcome_of_all_in_common(talk: Talk, folder: Any) -> None:
    flags = ("--mal", "M1", "--datum", "2027-06-01", "--varde", "50")
    talk("3", *["hoppa över"] * 2, "2", *["hoppa över"] * 4, flags=flags)
    last = folder.read().goals[0].outcomes[-1]
    assert (last.party, last.value) == (None, 50)


def test_stopping_saves_nothing(talk: Talk, folder: Any) -> None:
    before = folder.plan.read_bytes()
    assert "Inget är sparat." in talk("1", "1", "2027-06-01", "sluta")
    assert folder.plan.read_bytes() == before


def test_nothing_is_asked_when_the_flags_say_enough(talk: Talk, folder: Any) -> None:
    assert "Skrev in: M2" in talk(flags=("--mal", "M2", "--varde", "90"))
    assert "Ange vilket mål" in talk(flags=("--no-input",))
    assert "har inget mål ”M7”" in talk(flags=("--mal", "M7"))

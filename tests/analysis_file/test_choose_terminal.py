"""`oj identify --valj` at a keyboard: first areas, then their indicators, then why."""

import os
import sys
from pathlib import Path

import pexpect
import pytest

from oj_cli.analysis_file.file import read_analysis

ANALYSIS = "analys/leksand-socialpsykiatri-2016.yaml"
ENTER, DOWN, SPACE, CTRL_C = "\r", "\x1b[B", " ", "\x03"


def start(*asked: str, plain: bool) -> "pexpect.spawn[str]":
    extra = {"TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
    env = {**os.environ, **extra} | ({"OJ_ENKLA_FRAGOR": "1"} if plain else {})
    return pexpect.spawn(
        sys.executable,
        ["-m", "oj_cli", "identify", *asked],
        env=env,
        encoding="utf-8",
        dimensions=(50, 80),
        timeout=60,
    )


def ended(child: "pexpect.spawn[str]") -> int:
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus if child.exitstatus is not None else 128 + child.signalstatus)


def test_on_lines(leksand: Path) -> None:
    child = start("--valj", plain=True)
    child.expect("Vilka områden vill ni arbeta med")
    child.expect("1. Lätt att få kontakt")  # as step 1 puts them
    child.expect("Svar: ")
    child.sendline("3")
    child.expect("Vilka indikatorer i Vägen till arbete")
    child.expect("Svar: ")
    child.sendline("1, 3")
    child.expect("Varför väljer ni det")
    child.expect("Svar: ")
    child.sendline("Nämnden har lovat det.")
    child.expect("Valt i steg 1: Leksand")
    assert ended(child) == 0
    (area,) = read_analysis(leksand / ANALYSIS).analysis.chosen
    assert (area.theme, area.why) == ("arbete", "Nämnden har lovat det.")
    assert [f.indicator for f in area.indicators] == [
        "ips_supported_employment",
        "overenskommelse_forsakringskassan",
    ]


def test_with_arrow_keys(leksand: Path) -> None:
    child = start("--valj", "--motiv", "Därför.", plain=False)
    child.expect("Vilka områden vill ni arbeta med")
    child.expect("Kompetens")  # the list is there
    child.send(DOWN + SPACE + ENTER)
    child.expect("Vilka indikatorer i Stöd i vardagen")
    child.expect("ESL")
    child.send(ENTER)  # those that are marked
    child.expect("Valt i steg 1: Leksand")
    assert ended(child) == 0
    (area,) = read_analysis(leksand / ANALYSIS).analysis.chosen
    assert (area.theme, area.why) == ("vardag", "Därför.")
    assert [f.indicator for f in area.indicators] == ["social_fardighetstraning_esl"]


@pytest.mark.parametrize("answers", [[], ["3"], ["3", "1"]], ids=["omrade", "indikator", "motiv"])
def test_ctrl_c_at_each_question_writes_nothing(leksand: Path, answers: list[str]) -> None:
    child = start("--valj", plain=True)
    for answer in answers:
        child.expect("Svar: ")
        child.sendline(answer)
    child.expect("Svar: ")
    child.send(CTRL_C)
    assert ended(child) == 130
    assert not (leksand / "analys").exists()


def test_no_input_never_asks(leksand: Path) -> None:
    child = start("--valj", "--no-input", plain=True)
    child.expect("efter --valj")
    assert ended(child) == 2

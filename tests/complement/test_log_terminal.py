"""`oj complement add` at a keyboard: what was left out is asked for, one thing at a time."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect

from oj_cli.analysis_file.file import read_analysis
from oj_cli.domain.analysis import Measurement

ANALYSIS = "analys/leksand-socialpsykiatri-2016.yaml"


def start(*asked: str) -> "pexpect.spawn[str]":
    extra = {"TERM": "xterm", "LC_ALL": "C.UTF-8", "COLUMNS": "80", "OJ_ENKLA_FRAGOR": "1"}
    return pexpect.spawn(
        sys.executable,
        ["-m", "oj_cli", "complement", "add", *asked],
        env={**os.environ, **extra},
        encoding="utf-8",
        dimensions=(50, 80),
        timeout=60,
    )


def test_what_was_left_out_is_asked_for(oj: Callable[..., Any], leksand: Path) -> None:
    oj("identify", "--valj", "arbete,vard", "--motiv", "Därför.")
    child = start("--kalla", "Enkät")
    for question, answer in (
        ("Vad är det", "4"),
        ("Vad visar den", "8 av 20 har fått frågan"),
        ("När", "2016-13"),
        ("ingen tidpunkt", "2031"),
        ("har inte varit än", "2016-10"),
        ("Vilket värde", "fyrtio"),
        ("inget tal", "40 %"),
        ("I vilken enhet", "procent"),
        ("Hur många", "0"),
        ("helt tal", "20"),
        ("Vilka gäller den", "3,4"),
        ("Var går den att läsa", ""),
        ("Vilket av det ni har valt", "1"),
        ("Stödjer det", "1"),
    ):
        child.expect(question)
        child.expect("Svar")
        child.sendline(answer)
    child.expect("Sparat som U1")
    child.expect(pexpect.EOF)
    (found,) = read_analysis(leksand / ANALYSIS).analysis.evidence
    assert (found.kind, found.source, found.shows, found.date, found.concerns, found.supports) == (
        "brukarundersokning",
        "Enkät",
        "8 av 20 har fått frågan",
        "2016-10",
        ("arbete",),
        "stodjer",
    )
    assert found.measurement == Measurement(40.0, "procent", 20)
    assert (found.target_groups, found.link) == (("vuxna", "aldre"), None)


def test_a_flag_that_cannot_be_read_is_said_before_anything_is_asked(
    oj: Callable[..., Any], leksand: Path
) -> None:
    child = start("--malgrupp", "pensionärer")
    child.expect("barn, unga, vuxna eller aldre")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert "Vad är det" not in child.before


def test_ctrl_c_writes_nothing(oj: Callable[..., Any], leksand: Path) -> None:
    oj("identify", "--valj", "arbete", "--motiv", "Därför.")
    before = (leksand / ANALYSIS).read_bytes()
    child = start("--typ", "hearing")
    child.expect("Varifrån")
    child.expect("Svar")
    child.sendline("Brukarrådet")
    child.expect("Vad visar den")
    child.expect("Svar")
    child.send("\x03")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert (leksand / ANALYSIS).read_bytes() == before

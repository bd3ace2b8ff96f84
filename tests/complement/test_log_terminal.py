"""`oj complement add` at a keyboard: what was left out is asked for, one thing at a time."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect

from oj_cli.guide.analysis_file import read_analysis

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
        ("inget datum", "2016-10"),
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

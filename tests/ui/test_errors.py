import errno
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.domain.errors import OjError
from oj_cli.terminal.command_line import Entry, OjGroup, root_group
from oj_cli.terminal.program import _is_closed_pipe, run

USAGE = [
    ("sluta", "Kommandot ”sluta” finns inte.", "", "oj"),
    ("identifi", "Kommandot ”identifi” finns inte.", "Menade du identify?", "oj"),
    ("identifira", "Kommandot ”identifira” finns inte.", "Menade du identifiera?", "oj"),
    ("data lst", "Kommandot ”lst” finns inte.", "Menade du list?", "oj data"),
    ("--no", "Flaggan --no finns inte.", "Skriv flaggan efter kommandot.", "oj"),
    ("identify", "Argumentet KOMMUN saknas.", "", "oj identify"),
    ("types", "Flaggan --mal saknas.", "", "oj types"),
    ("identify L --antal", "Flaggan --antal behöver ett värde.", "", "oj identify"),
    ("identify L --anta 3", "Flaggan --anta finns inte.", "Menade du --antal?", "oj identify"),
    ("identify L --xyzzy", "Flaggan --xyzzy finns inte.", "", "oj identify"),
    ("identify L -x", "Flaggan -x finns inte.", "", "oj identify"),
    (
        "--format json identify L",
        "Flaggan --format finns inte.",
        "Skriv flaggan efter kommandot.",
        "oj",
    ),
    ("identify L --no-color=1", "Flaggan --no-color tar inget värde.", "", "oj identify"),
    (
        "identify Östra Göinge",
        "För många ord på raden: ”Göinge” hör inte hit.",
        "Sätt citattecken runt namn med mellanslag.",
        "oj identify",
    ),
    (
        "identify L –antal 3",
        "För många ord på raden: ”–antal 3” hör inte hit.",
        "Skriv flaggor med två vanliga bindestreck: --antal",
        "oj identify",
    ),
    (
        "data list x",
        "För många ord på raden: ”x” hör inte hit.",
        "Sätt citattecken runt namn med mellanslag.",
        "oj data list",
    ),
    (
        "identify L --antal 0",
        "Flaggan --antal: ”0” går inte. Skriv ett heltal som är minst 1.",
        "",
        "oj identify",
    ),
    ("identify L --format", "Flaggan --format behöver ett värde.", "", "oj identify"),
    (
        "identify L --format jsn",
        "Flaggan --format: ”jsn” går inte att välja.",
        "Menade du json?\nVälj table, json, csv, md, html, docx, xlsx eller pdf.",
        "oj identify",
    ),
    ("types --mal x --tal x\\y", "Flaggan --tal: ”x\\y” är inget heltal.", "", "oj types"),
    ("types --mal x --agare alla", "Flaggan --agare: Ange en enda ägare.", "", "oj types"),
    ("fail x", "Ett sätt som inte finns.", "", "oj fail"),
]


@pytest.mark.parametrize(("line", "message", "hint", "path"), USAGE, ids=[u[0] for u in USAGE])
def test_usage_error(
    call: Callable[..., Any], line: str, message: str, hint: str, path: str
) -> None:
    ran = call(*line.split())
    expected = [f"Fel: {message}", *hint.split("\n"), f"Se hjälpen: {path} --help"]
    assert ran.talk.splitlines() == [text for text in expected if text]
    assert (ran.code, ran.out) == (2, b"")


@pytest.mark.parametrize(
    ("how", "code", "lines"),
    [
        ("usage", 2, ["Fel: Kommunen ”Leksnd” finns inte.", "Menade du Leksand?"]),
        (
            "file",
            3,
            [
                "Fel: Värdet saknas.",
                "Var: plan.yaml, rad 12",
                "- Rad 3.",
                "- Rad 4.",
                "Prova: oj plan verify",
            ],
        ),
        ("exit", 1, []),
        ("abort", 130, ["Avbrutet."]),
        ("eof", 130, ["", "Avbrutet."]),
        (
            "oserror",
            3,
            [
                "Fel: Det gick inte att använda filen ”inte.txt”: den finns inte.",
                "Var: finns/inte.txt",
                "Kontrollera stavningen av sökvägen.",
            ],
        ),
        (
            "memory",
            3,
            [
                "Fel: Datorns minne räckte inte.",
                "Stäng andra program, eller ta med färre år eller kommuner.",
            ],
        ),
        (
            "bug",
            3,
            [
                "Fel: Det är ett fel i oj, inte i det du skrev. RuntimeError: oväntat fel",
                "Kör kommandot igen med --debug och skicka det som visas till den som ansvarar"
                " för oj.",
            ],
        ),
    ],
)
def test_fault(call: Callable[..., Any], how: str, code: int, lines: list[str]) -> None:
    ran = call("fail", how)
    assert ran.talk.splitlines() == lines
    assert (ran.code, ran.out) == (code, b"")


@pytest.mark.parametrize("args", [("--debug", "fail", "bug"), ("fail", "bug", "--debug")])
def test_debug_shows_the_traceback(call: Callable[..., Any], args: tuple[str, ...]) -> None:
    ran = call(*args)
    assert ran.talk.startswith("Traceback (most recent call last)")
    assert "Skicka det som visas" in ran.talk
    assert ran.code == 3


def test_debug_after_two_hyphens_is_a_value(call: Callable[..., Any]) -> None:
    assert "Traceback" not in call("fail", "--", "--debug").talk


def test_control_characters_of_the_user_are_not_repeated(call: Callable[..., Any]) -> None:
    for args in (("\x1b[31mx",), ("identify", "L", "\x1b]0;x\x07"), ("identify", "L", "--\x1bx")):
        assert not re.search(r"[\x00-\x09\x0b-\x1f]", call(*args).talk)


def app_of(command: Callable[..., Any]) -> OjGroup:
    return root_group("Hjälp.", [Entry(("x",), "Gör något.", command)], lambda: "oj 1")


def test_a_word_where_a_flag_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    def command(antal: int = 1, kommun: str = "") -> None:
        """Visa något."""

    assert run(app_of(command), ["x", "leksand"]) == 2
    assert "Skriv en flagga framför, till exempel --kommun leksand\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (errno.EACCES, "Excel"),
        (errno.EPERM, "Word"),
        (errno.ENOSPC, "disken är full"),
        (errno.EISDIR, "det är en mapp"),
        (errno.EROFS, "skrivskyddad"),
        (errno.ENOENT, "den finns inte"),
        (errno.EXDEV, f"felkod {errno.EXDEV}"),
    ],
)
def test_errors_of_the_operating_system(
    capsys: pytest.CaptureFixture[str], code: int, word: str
) -> None:
    def command() -> None:
        raise OSError(code, os.strerror(code), "rapport.csv")

    assert run(app_of(command), ["x"]) == 3
    said = capsys.readouterr().err
    assert "”rapport.csv”" in said
    assert word in said
    assert os.strerror(code) not in said


def test_a_fault_without_hints_or_place(capsys: pytest.CaptureFixture[str]) -> None:
    def command() -> None:
        raise OjError("Tre fel i planen.")

    assert run(app_of(command), ["x"]) == 1
    assert capsys.readouterr().err == "Fel: Tre fel i planen.\n"


@pytest.mark.parametrize("how", ["fail much", "identify L", "identify L --format json", "--help"])
def test_a_closed_pipe_is_no_error(how: str, demo: Any) -> None:
    from_here, to_there = os.pipe()
    with subprocess.Popen(
        [sys.executable, demo.__file__, *how.split()],
        stdout=to_there,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        os.close(to_there)
        os.close(from_here)
        _, talk = process.communicate()
    assert talk == b""
    assert process.returncode == 0


def test_a_closed_pipe_on_windows() -> None:
    assert _is_closed_pipe(OSError(errno.EINVAL, "x"), windows=True)
    assert not _is_closed_pipe(OSError(errno.EINVAL, "x"), windows=False)
    assert not _is_closed_pipe(OSError(errno.EINVAL, "x", "fil"), windows=True)
    assert _is_closed_pipe(BrokenPipeError(errno.EPIPE, "x"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("how", ["fail much", "identify L", "identify L --format csv", "--help"])
def test_full_disk(oj: Callable[..., Any], how: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = oj(*how.split(), stdout=full)
    assert ran.code == 3
    assert ran.talk.splitlines() == [
        "Fel: Det gick inte att läsa eller skriva data: disken är full.",
        "Töm papperskorgen eller välj en annan disk, och kör kommandot igen.",
    ]


def test_ctrl_c(demo: Any) -> None:
    # the test itself may run where SIGINT is ignored, in a background job
    with subprocess.Popen(
        [sys.executable, demo.__file__, "fail", "wait"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, talk = process.communicate()
    assert talk.decode() == "Avbrutet.\n"
    assert process.returncode == 130


def test_messages_are_wrapped_on_a_terminal(demo: Any) -> None:
    reader, writer = pty.openpty()
    with subprocess.Popen(
        [sys.executable, demo.__file__, "fail", "bug"],
        stderr=writer,
        stdout=writer,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "COLUMNS": "50",
            "PYTHONIOENCODING": "utf-8",
        },
    ) as process:
        os.close(writer)
        talk = b""
        while not talk.endswith(b"oj.\r\n"):
            talk += os.read(reader, 10_000)
        assert process.wait() == 3
    os.close(reader)
    lines = talk.decode().replace("\r\n", "\n").splitlines()
    assert len(lines) > 2
    assert max(map(len, lines)) <= 50

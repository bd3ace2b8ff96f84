"""The program as a process of its own: pipes, signals, and terminals that lack Swedish letters."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

OJ = (sys.executable, "-m", "oj_cli")
Start = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Run a command in an empty folder, with the settings of a terminal in its environment."""

    def run(*command: str, **settings: str) -> "subprocess.CompletedProcess[bytes]":
        left_out = ("LC_", "PYTHON", "COLUMNS", "LANG", "NO_COLOR")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
        return subprocess.run(
            command,
            env={**kept, **settings},
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )

    return run


def test_into_a_pipe(start: Start) -> None:
    ran = start(
        *OJ, "identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", LANG="C.UTF-8"
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    text = ran.stdout.decode()
    assert text.startswith("Leksand: öppna jämförelser 2016")
    assert "\x1b" not in text
    assert max(len(line) for line in text.splitlines() if not line.startswith("  oj ")) <= 80


@pytest.mark.skipif(os.name != "posix", reason="Windows gives arguments as text")
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_an_argument_in_another_encoding_is_understood(start: Start, encoding: str) -> None:
    asked = (*OJ, "kommuner", os.fsdecode("Älvdalen".encode(encoding)), "--format", "json")
    ran = start(*asked, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert [k["kommun"] for k in json.loads(ran.stdout)["kommuner"]] == ["Älvdalen"]


@pytest.mark.skipif(os.name != "posix", reason="needs bash")
def test_a_folder_that_is_gone_is_said(start: Start) -> None:
    ran = start(
        "bash", "-c", f'mkdir x && cd x && rmdir ../x && "{sys.executable}" -m oj_cli status'
    )
    assert ran.returncode == 3
    assert "inte längre" in ran.stderr.decode()


@pytest.mark.skipif(os.name != "posix", reason="needs bash")
def test_a_closed_pipe_is_no_error(start: Start) -> None:
    # 290 kommuner as JSON are more than a pipe holds, so the program writes to a closed one.
    line = f'"{sys.executable}" -m oj_cli kommuner --format json | head -1; echo ${{PIPESTATUS[0]}}'
    ran = start("bash", "-c", line)
    assert ran.stdout == b"{\n0\n"
    assert ran.stderr == b""


INTERRUPTED = """
import os, signal, sys
from oj_cli.__main__ import main
from {module} import {name} as real
import {module} as module

def interrupted(*args, **settings):
    os.kill(os.getpid(), signal.SIGINT)
    return real(*args, **settings)

module.{name} = interrupted
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="the signal is another on Windows")
@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("oj_cli.store", "open_store"),  # before anything is read
        ("oj_cli.analysis.identify", "compare"),  # in the midst of it
        ("os", "fsync"),  # when the file is written and not yet in place
    ],
)
def test_ctrl_c_while_it_runs(start: Start, tmp_path: Path, module: str, name: str) -> None:
    program = INTERRUPTED.format(module=module, name=name)
    asked = ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "-o", "ut.txt")
    ran = start(sys.executable, "-c", program, *asked, LANG="C.UTF-8")
    assert ran.returncode == 130
    assert (ran.stdout, ran.stderr) == (b"", b"Avbrutet.\n")
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- encodings

ASCII_C = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


def test_a_c_locale(start: Start) -> None:
    ran = start(*OJ, "identify", "--kommun", "alvdalen", "--omrade", "socialpsykiatri", LC_ALL="C")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"Personligt ombud (PO): NEJ" in ran.stdout


def test_an_ascii_terminal_reads_nearly_as_swedish(start: Start) -> None:
    ran = start(*OJ, "identify", "--kommun", "alvdalen", "--omrade", "socialpsykiatri", **ASCII_C)
    assert (ran.returncode, ran.stderr) == (0, b"")
    text = ran.stdout.decode("ascii")
    assert text.startswith("Alvdalen: oppna jamforelser 2016, socialpsykiatri\n======")
    assert "Lar av Malung-Salen: JA pa 2 av 3" in text
    whole = start(
        *OJ, "identify", "--kommun", "alvdalen", "--omrade", "socialpsykiatri", LANG="C.UTF-8"
    ).stdout.decode()
    assert text.count("?") == whole.count("?")  # none stands for a letter


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_code_pages_of_windows(start: Start, encoding: str) -> None:
    ran = start(
        *OJ,
        "identify",
        "--kommun",
        "Leksand",
        "--omrade",
        "socialpsykiatri",
        "--alla",
        PYTHONIOENCODING=encoding,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    text = ran.stdout.decode(encoding)
    assert text.startswith("Leksand: öppna jämförelser 2016")
    assert "Vägen till arbete" in text
    assert "Teman att arbeta med" in text


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_messages_in_any_code_page(start: Start, encoding: str) -> None:
    ran = start(*OJ, "kommuner", "--lan", "Vermland", PYTHONIOENCODING=encoding)
    assert (ran.returncode, ran.stdout) == (2, b"")
    said = ran.stderr.decode(encoding)
    assert "Fel: Det finns inget l" in said
    assert "Menade du V" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("settings", [ASCII_C, {"PYTHONIOENCODING": "cp850"}])
@pytest.mark.parametrize("format", ["json", "csv", "md"])
def test_data_are_utf_8_in_any_pipe(start: Start, settings: dict[str, str], format: str) -> None:
    ran = start(*OJ, "kommuner", "alvdalen", "--ar", "2016", "--format", format, **settings)
    assert (ran.returncode, ran.stderr) == (0, b"")
    text = ran.stdout.decode("utf-8")
    assert "Älvdalen" in text
    assert "Turism- och besöksnäringskommuner" in text
    if format == "json":
        assert json.loads(text)["kommuner"][0]["kommun"] == "Älvdalen"


def test_a_name_typed_in_a_c_locale_does_not_crash(start: Start) -> None:
    ran = start(*OJ, "identify", "--kommun", "Älvdalen", "--omrade", "socialpsykiatri", **ASCII_C)
    assert ran.returncode in (0, 2)
    assert b"Traceback" not in ran.stderr
    ran = start(*OJ, "identify", "--kommun", "alvdalen", "--omrade", "socialpsykiatri", **ASCII_C)
    assert ran.returncode == 0


def test_no_stdout_at_all(start: Start) -> None:
    if os.name != "posix":
        pytest.skip("needs bash")
    ran = start("bash", "-c", f'"{sys.executable}" -m oj_cli kommuner >&-; echo $?')
    assert b"Traceback" not in ran.stderr

"""Every command, tried once: it is known here, it writes as it says, and opens no socket."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from faults.world import EVERY, TOLD, Tried, files, names, tried

SLOW = ("report", "doctor")
_watching: list[str] | None = None


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _watching is not None and event.startswith("socket."):
        _watching.append(event)


sys.addaudithook(_hook)


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """Return what is done with sockets from now on."""
    global _watching
    _watching = []
    yield _watching
    _watching = None


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow if name.startswith(SLOW) else ())
        for name in names()
        if name != "data fetch"
    ],
)
def test_no_command_but_one_opens_a_socket_and_each_that_writes_is_known(
    afresh: Callable[[], Path], capsys: Any, opened: list[str], name: str
) -> None:
    folder = afresh()
    before = files(folder)
    one = tried(name)[0]
    code = Tried(name, (*one.args, "--no-input")).run()  # which each of them takes
    assert code in ((0, 1) if name in TOLD else (0, 1, 2)), capsys.readouterr().err
    assert opened == []
    if name not in TOLD:
        help = f"say in commands.yaml how `oj {name}` is tried"
        assert files(folder) == before, help
        assert code != 2, help


def test_the_command_that_does_is_seen(
    afresh: Callable[[], Path], kolada: None, opened: list[str]
) -> None:
    afresh()
    assert tried("data fetch")[0].run() == 0
    assert "socket.connect" in opened


def test_none_is_tried_that_is_not_there() -> None:
    assert set(TOLD) <= set(names()) == {one.name for one in EVERY}


def test_what_reads_what_was_fetched_has_no_network() -> None:
    text = (
        "import sys; import oj_cli.sources.longfile, oj_cli.api.importing;"
        "print([m for m in ('urllib.request', 'http.client', 'ssl') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"

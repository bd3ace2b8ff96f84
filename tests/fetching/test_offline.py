"""No command but `oj data fetch` opens a socket, or even has what could."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from oj_cli.app import COMMANDS
from oj_cli.terminal.command_line import Entry, read_table

ROOT = Path(__file__).parents[2]
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


LEKSAND = ("--kommun", "Leksand")
GIVEN: dict[str, tuple[str, ...]] = {
    "identify": LEKSAND,
    "compare": ("--indicator", "sip_rutin"),
    "peers": (*LEKSAND, "--indicator", "sip_rutin"),
    "complement suggest": LEKSAND,
    "trend": (*LEKSAND, "--indicator", "U28113"),
    "plan coach": ("Fler får stöd i tid.",),
    "plan calendar": ("--ics", "planer.ics"),
    "plan export": ("arbete-2017", "-o", "plan.xlsx"),
    "plan sheet": ("arbete-2017", "--per", "enhet"),
    "init": ("../ny-mapp", *LEKSAND),
    "report lan": ("--lan", "Dalarna", "-o", "lan.html"),
    "report kommun": (*LEKSAND, "-o", "kommun.html"),
    "report namnd": ("arbete-2017", "-o", "namnd.html"),
    "report plan": ("arbete-2017", "-o", "plan.html"),
    "report comments": ("--lan", "Dalarna"),
    "check data": LEKSAND,
    "check text": ("rapport.txt",),
    "explain": ("sip_rutin",),
    "indicators": ("rutin",),
    "kommuner": ("Falun",),
    "data show": ("lss-enheter-2018-2022",),
    "data export": ("socialpsykiatri-dalarna-2015", "-o", "ut.csv"),
    "data import": ("egen.csv", "--omrade", "lss-enheter"),
    "data new": ("Eget område",),
    "data fetch": ("--torrkorning",),
    "data template": (*LEKSAND, "-o", "blad.xlsx"),
    "schema": ("katalog",),
}
"""What commands are given; the others stand alone, and say what they lack if they need more."""


def commands(rows: Sequence[Entry], above: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every command that there is."""
    for row in rows:
        name = (*above, row.name)
        if row.target:
            yield " ".join(name)
        yield from commands(row.below, name)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.slow if name.startswith("report") else ())
        for name in commands(read_table(COMMANDS, "oj_cli.commands"))
    ],
)
def test_no_command_opens_a_socket(
    oj: Callable[..., Any], arbetsmapp: Path, opened: list[str], name: str
) -> None:
    shutil.copytree(ROOT / "examples" / "leksand-2016", arbetsmapp, dirs_exist_ok=True)
    table = "kpi,municipality,period,gender,value\nU28113,2029,2021,T,33\n"
    Path("egen.csv").write_text(table, encoding="utf-8")
    Path("rapport.txt").write_text("I Leksand finns en rutin.", encoding="utf-8")
    found = oj(*name.split(), *GIVEN.get(name, ()))
    assert found.code in ((0, 1) if name in GIVEN else (0, 1, 2)), found.err
    assert opened == []


def test_the_command_that_does_is_seen(
    oj: Callable[..., Any], arbetsmapp: Path, lss: Any, opened: list[str]
) -> None:
    assert oj("data", "fetch", "--omrade", "lss-enheter").code == 0
    assert "socket.connect" in opened


def test_what_reads_what_was_fetched_has_no_network() -> None:
    text = (
        "import sys; import oj_cli.sources.longfile, oj_cli.api.importing;"
        "print([m for m in ('urllib.request', 'http.client', 'ssl') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"

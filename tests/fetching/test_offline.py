"""No command but `oj data fetch` opens a socket, or even has what could."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

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
RUNS = {
    "identify": LEKSAND,
    "compare": (*LEKSAND, "--indicator", "sip_rutin"),
    "peers": (*LEKSAND, "--indicator", "sip_rutin"),
    "complement suggest": LEKSAND,
    "complement list": (),
    "trend": (*LEKSAND, "--indicator", "U28113"),
    "trend event list": (),
    "plan due": (),
    "plan coach": ("Fler får stöd i tid.",),
    "plan summary": (),
    "status": (),
    "guide": ("--no-input",),
    "report lan": ("--lan", "Dalarna", "-o", "lan.md"),
    "report kommun": (*LEKSAND, "-o", "kommun.html"),
    "check data": LEKSAND,
    "check text": ("rapport.txt",),
    "explain": ("sip_rutin",),
    "indicators": ("rutin",),
    "kommuner": ("Falun",),
    "data list": (),
    "data show": ("lss-enheter-2018-2022",),
    "data export": ("lss-enheter-2018-2022", "-o", "ut.csv"),
    "data import": ("egen.csv", "--omrade", "lss-enheter"),
    "data new": ("Eget område",),
    "data template": (*LEKSAND, "-o", "blad.xlsx"),
    "data fetch": ("--torrkorning",),
    "schema": ("katalog",),
}


@pytest.mark.parametrize("name", RUNS)
def test_no_command_opens_a_socket(
    oj: Callable[..., Any], arbetsmapp: Path, opened: list[str], name: str
) -> None:
    Path("planer").mkdir()
    table = "kpi,municipality,period,gender,value\nU28113,2029,2021,T,33\n"
    Path("egen.csv").write_text(table, encoding="utf-8")
    Path("rapport.txt").write_text("I Leksand finns en rutin.", encoding="utf-8")
    found = oj(*name.split(), *RUNS[name])
    assert found.code in (0, 1, 2), found.err
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

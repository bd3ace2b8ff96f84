"""The README and the examples say what the program says. Renew with OJ_FORNYA=1."""

import os
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from oj_cli.app import app
from oj_cli.terminal.command_line import Entry

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
RUN = re.compile(
    r"<!-- run(?: (?P<folder>\S+) (?P<day>\S+))? -->\n"
    r"```console\n\$ (?P<line>oj .+)\n(?:.*\n)*?```\n"
)
TABLE = re.compile(r"<!-- commands -->\n((?:\|.*\n)*)")
SHOWN_LINES = 42
"""Enough of an answer to see what it is like; a line with … says that there is more."""


def _shown(text: str) -> str:
    lines = text.splitlines()
    cut = [*lines[:SHOWN_LINES], "…"] if len(lines) > SHOWN_LINES else lines
    return "\n".join(line.rstrip() for line in cut) + "\n"


def _rows(commands: Sequence[Entry], path: str) -> Iterator[str]:
    """Give a row for each command, those of a group below it."""
    for command in commands:
        aliases = ", ".join(f"`{alias}`" for alias in command.names[1:])
        yield f"| `{path} {command.name}` | {aliases} | {command.help} |"
        yield from _rows(command.below, f"{path} {command.name}")


def _commands() -> str:
    head = ["| command | alias | what it does |", "|---|---|---|"]
    return "\n".join([*head, *_rows(app.entries, "oj")]) + "\n"


def test_readme_shows_what_the_program_says(
    oj: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = README.read_text(encoding="utf-8")

    def answer(match: re.Match[str]) -> str:
        folder, day, line = match["folder"], match["day"], match["line"]
        monkeypatch.chdir(ROOT / folder if folder else tmp_path)
        with monkeypatch.context() as patch:
            if day:
                patch.setenv("OJ_IDAG", day)
            got = oj(*shlex.split(line)[1:])
        assert got.code == 0, got.err
        where = f" {folder} {day}" if folder else ""
        return f"<!-- run{where} -->\n```console\n$ {line}\n{_shown(got.out)}```\n"

    now = RUN.sub(answer, text)
    now = TABLE.sub(lambda _: "<!-- commands -->\n" + _commands(), now)
    assert len(RUN.findall(text)) == 4
    if os.environ.get("OJ_FORNYA"):
        README.write_text(now, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == now, "renew with OJ_FORNYA=1"


def test_every_command_has_a_swedish_name() -> None:
    swedish = {"data", "kommuner", "plan", "schema"}  # Swedish words as they stand
    assert {entry.name for entry in app.entries if len(entry.names) == 1} == swedish


def test_example_workspace_runs(oj: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples" / "arbetsmapp")
    commands = re.findall(r"^oj (.+)$", (ROOT / "examples/README.md").read_text("utf-8"), re.M)
    assert commands
    for command in commands:
        got = oj(*command.split())
        assert got.code == 0, got.err
        assert "Älvdalen" in got.out
    results = {r["indikator"]: r for r in oj("identify", "--format", "json").json["resultat"]}
    promised = results["lattlast_svenska"]
    assert (promised["atagande"], promised["avstand"]) == ("namndmal", 0.23)  # riket's share
    wrong = results["personligt_ombud"]
    assert (wrong["svar"], wrong["bedomning"]) == ("NEJ", "kontrollera")
    assert {"avviker_i_lanet", "rattelse"} == {r["kod"] for r in wrong["skal"]}


def test_the_table_of_shipped_data_is_what_is_shipped() -> None:
    """Area by area: indicators, how many are judged, kommuner with values, first and last year."""
    from oj_cli.store import open_store

    readme = README.read_text("utf-8")
    told = re.findall(r"^\| `([a-z-]+)` \| (\d+) \| (\d+) \| (\d+) \| ([\d–]+) \|", readme, re.M)
    counted = []
    with open_store() as store:
        waiting = [a for a in store.heads if not store.has_results(a)]
        for area in (a for a in store.heads if a not in waiting):
            catalogue, years = store.catalogue(area), store.years(area)
            codes = {u for c in store.columns(area) for kind, u in c.units if kind == "kommun"}
            judged = sum(i.is_judged for i in catalogue)
            span = "–".join(dict.fromkeys([str(years[0]), str(years[-1])]))
            counted.append((area, *map(str, (len(catalogue.indicators), judged, len(codes))), span))
        asked = sum(len(store.catalogue(a).indicators) for a in waiting)
    assert sorted(told) == sorted(counted)
    assert len(waiting) == 10
    assert f"{asked} of them" in readme

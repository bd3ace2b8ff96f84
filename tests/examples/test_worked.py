"""The worked examples: their README's commands, typed in order, make the files that lie there.

After a wanted change, renew them with `OJ_FORNYA=1 python -m pytest tests/examples`.
"""

import os
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli.analysis_file.file import read_analysis
from oj_cli.plan.files import read_plan

EXAMPLES = Path(__file__).parents[2] / "examples"
DAYS = {
    "leksand-2016": "2016-11-21",
    "dalarna-2016": "2016-11-21",
    "vasteras-karta": "2026-11-20",
}
NAMES = tuple(DAYS)
MADE = ("analys/*.yaml", "planer/*.yaml", "rattelser.yaml")
"""What the commands make; all else is there before."""


def made(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for pattern in MADE
        for path in sorted(folder.glob(pattern))
    }


def commands(folder: Path) -> list[list[str]]:
    text = (folder / "README.md").read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"^```\n(.*?)^```", text, re.M | re.S))
    return [shlex.split(line)[1:] for line in re.findall(r"^oj .+$", blocks, re.M)]


@pytest.fixture(params=NAMES)
def walked(
    request: pytest.FixtureRequest,
    oj: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> tuple[Path, Path]:
    """Walk an example in a copy of it without what the commands make; return both folders."""
    example = EXAMPLES / request.param
    folder = tmp_path / request.param
    shutil.copytree(example, folder, ignore=shutil.ignore_patterns(".oj"))
    for name in made(folder):
        (folder / name).unlink()
    for name in ("analys", "planer"):
        shutil.rmtree(folder / name, ignore_errors=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OJ_IDAG", DAYS[request.param])
    for line in commands(folder):
        ran = oj(*line)
        assert ran.code == 0, f"oj {shlex.join(line)}\n{ran.out}\n{ran.err}"
    return example, folder


def test_the_commands_make_the_files(walked: tuple[Path, Path]) -> None:
    example, folder = walked
    if os.environ.get("OJ_FORNYA"):
        for name, content in made(folder).items():
            (example / name).parent.mkdir(exist_ok=True)
            (example / name).write_bytes(content)
    assert made(folder) == made(example), "renew with OJ_FORNYA=1"


@pytest.mark.parametrize("name", NAMES)
def test_every_step_is_there(oj: Callable[..., Any], name: str, monkeypatch: Any) -> None:
    monkeypatch.chdir(EXAMPLES / name)
    monkeypatch.setenv("OJ_IDAG", DAYS[name])
    ran = oj("status", "--format", "json")
    assert ran.code == 0, ran.err
    (analysis,) = ran.json["analyser"]
    assert analysis["steg"][0]["lage"] == "klart"
    assert analysis["okant"] == []
    assert analysis["andrade_siffror"] == []
    (path,) = (EXAMPLES / name / "analys").glob("*.yaml")
    found = read_analysis(path).analysis
    assert found.chosen
    assert found.set_aside
    assert {e.supports for e in found.evidence} == {"stodjer", "motsager", "oklart"}
    assert found.events
    assert found.trend
    assert found.conclusions


@pytest.mark.parametrize(
    ("name", "plan"), [("leksand-2016", "arbete-2017"), ("vasteras-karta", "kompetens-2027")]
)
def test_a_kommuns_walk_ends_in_a_plan_without_faults(
    oj: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, name: str, plan: str
) -> None:
    monkeypatch.chdir(EXAMPLES / name)
    monkeypatch.setenv("OJ_IDAG", DAYS[name])
    found = oj("status", "--format", "json").json["analyser"][0]
    assert [s["lage"] for s in found["steg"]] == ["klart"] * 4
    assert found["planer"] == [plan]
    checked = oj("plan", "check", plan, "--format", "json")
    assert checked.code == 0
    assert [f for f in checked.json["fynd"] if f["niva"] in ("fel", "varn")] == []


def test_the_map_ends_in_goals_of_several_areas_that_are_read_from_the_data(
    oj: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES / "vasteras-karta")
    monkeypatch.setenv("OJ_IDAG", DAYS["vasteras-karta"])
    goals = read_plan(Path("planer/kompetens-2027.yaml")).plan.goals
    read = {g.measure.indicator: g.measure.baseline for g in goals if g.measure}
    # Kolada: U28138 of 2022, and U21477 of 2022 with U21479, how many answered
    assert {name: (b.value, b.year) for name, b in read.items() if b} == {
        "lss-enheter/dv_akk_utbildning": (20, 2022),
        "hemtjanst/hemtjanst_fortroende": (84, 2022),
    }
    assert {b.n for b in read.values() if b and b.n_source == "publicerad"} == {1166}


@pytest.mark.parametrize("name", NAMES)
def test_it_is_said_that_it_is_made_up(name: str) -> None:
    assert "påhittat" in (EXAMPLES / name / "README.md").read_text(encoding="utf-8")
    for path in (EXAMPLES / name / "svar").iterdir():
        assert path.read_text(encoding="utf-8").startswith("# Påhittade svar")


@pytest.mark.parametrize("name", NAMES)
def test_nobody_can_be_recognised(name: str) -> None:
    for path in (EXAMPLES / name).rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b\d{6,8}[-+]?\d{4}\b", text), path  # a personnummer
        assert "@" not in text, path

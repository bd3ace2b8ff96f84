"""`oj.status()`: the four steps as data, and the JSON that is written of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oj_cli import api
from oj_cli.api.workspaces import make_workspace
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault


def test_the_steps_of_an_analysis(oj: Callable[..., Any], leksand: Path) -> None:
    ran = oj("identify", "--valj", "arbete", "--motiv", "Därför.")
    assert ran.code == 0, ran.err
    found = api.open().status()
    [analysis] = found.analyses
    assert [s.state for s in analysis.steps] == ["klart", *["inte_borjat"] * 3]
    assert (analysis.analysis.year, analysis.newer_year, analysis.moved) == (2016, None, ())
    assert (found.until - found.today).days == 60
    frame = found.to_frame()
    assert list(frame["steg"]) == [1, 2, 3, 4]
    written = oj("status", "--format", "json").json
    assert json.loads(json.dumps(encode(found))) == written
    assert written["nasta"] == [line for line, _ in found.next_steps]


def test_outside_a_workspace_there_is_nothing(oj: Callable[..., Any]) -> None:
    found = api.open(today="2026-11-25").status()
    assert (found.folder, found.analyses, found.plans) == (None, (), ())
    written = oj("status", "--idag", "2026-11-25", "--format", "json").json
    assert json.loads(json.dumps(encode(found))) == written


def test_a_workspace_is_of_one(tmp_path: Path) -> None:
    for named in ((None, None), ("Leksand", "Dalarna")):
        with pytest.raises(UsageFault):
            make_workspace(tmp_path / "mapp", *named, None)
    assert not (tmp_path / "mapp").exists()
    written = make_workspace(tmp_path / "mapp", "leksand", None, "LSS-enheter")
    assert tmp_path / "mapp/oj.yaml" in written
    settings = api.open(tmp_path / "mapp").workspace
    assert settings is not None
    assert (settings.settings.kommun, settings.settings.area) == ("Leksand", "lss-enheter")

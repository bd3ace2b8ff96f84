"""A workspace of each version so far gives the figures that it gave then, to the last."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from releases.keep import KEPT, TODAY, figures


@pytest.mark.parametrize("kept", sorted(KEPT.glob("*.zip")), ids=lambda p: p.stem)
def test_figures_stay(
    oj: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OJ_IDAG", TODAY)
    with zipfile.ZipFile(kept) as archive:
        archive.extractall(tmp_path)
    wanted = json.loads(kept.with_suffix(".json").read_text(encoding="utf-8"))
    found = figures(lambda *words: oj(*words, "--format", "json").json)
    assert set(wanted.pop("check")) <= set(found.pop("check"))  # rules are added
    assert found == wanted

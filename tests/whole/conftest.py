"""What tests of views over all områden share: the five kommuner, and a terminal of 100 columns."""

from pathlib import Path

import pytest

from oj_cli import api

DAY = "2026-11-29"


@pytest.fixture(scope="session")
def whole() -> api.Oj:
    return api.open(today=DAY)


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand in an empty folder, with a terminal of 100 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("OJ_IDAG", DAY)

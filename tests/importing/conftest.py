"""A workspace to import into, and the real answers of Dalarna that all must end in."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def arbetsmapp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace without data of its own, made the current folder."""
    folder = tmp_path / "arbetsmapp"
    folder.mkdir()
    (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder

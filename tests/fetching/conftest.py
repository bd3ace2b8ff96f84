"""A workspace, and the two APIs on loopback."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from servers import Api, fill, fill_lists, serving  # the folder is put on the path above


@pytest.fixture
def arbetsmapp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace without data of its own, made the current folder."""
    folder = tmp_path / "arbetsmapp"
    folder.mkdir()
    (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """The APIs, empty; nobody waits."""
    monkeypatch.setattr("oj_cli.sources.web.PAUSE", 0.0)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("OJ_IDAG", "2023-11-29")
    found = Api()
    fill_lists(found)
    with serving(found) as address:
        monkeypatch.setenv("OJ_KOLADA", f"{address}/kolada")
        monkeypatch.setenv("OJ_SCB", f"{address}/scb")
        yield found


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, in seconds, without waiting."""
    found: list[float] = []
    monkeypatch.setattr("oj_cli.sources.web.time.sleep", found.append)
    return found


@pytest.fixture
def lss(api: Api) -> Api:
    """The APIs with the units of LSS, 32 ids: real values of Dalarna, 2019 and 2022."""
    api.page = 300
    fill(api, "lss-enheter", (2019, 2022))
    return api

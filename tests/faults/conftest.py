"""The workspace in which every command is tried, made once and copied for each."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults import world
from fetching.servers import Api, fill, fill_lists, serving


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace as it is at first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OJ_IDAG", world.TODAY)
        folder = tmp_path_factory.mktemp("grund") / "arbete"
        world.build(folder)
    return folder


@pytest.fixture
def afresh(ground: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """Return what lays the workspace anew, and makes it the current folder."""
    monkeypatch.setenv("OJ_IDAG", world.TODAY)

    def lay() -> Path:
        monkeypatch.chdir(tmp_path)
        world.lay(ground.parent, tmp_path / "prov")
        monkeypatch.chdir(tmp_path / "prov" / "arbete")
        return Path.cwd()

    return lay


@pytest.fixture
def kolada(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kolada and SCB on loopback, with the units of LSS."""
    monkeypatch.setattr("oj_cli.sources.web.PAUSE", 0.0)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    api = Api(page=300)
    fill_lists(api)
    fill(api, "lss-enheter", (2022,))
    with serving(api) as address:
        monkeypatch.setenv("OJ_KOLADA", f"{address}/kolada")
        monkeypatch.setenv("OJ_SCB", f"{address}/scb")
        yield

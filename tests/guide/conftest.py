"""A workspace made by the program itself, in an empty folder."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .terminal import Terminal

ANSWERS = Path(__file__).with_name("leksand.yaml")
DAY = "2016-11-22"


_made: dict[str, Path] = {}


def once(name: str, folder: Path, make: Callable[[], object]) -> Path:
    """Fill a folder by running the program, or as that was filled before by this name."""
    if name in _made:
        shutil.copytree(_made[name], folder, dirs_exist_ok=True)
    else:
        make()
        _made[name] = Path(tempfile.mkdtemp(prefix="oj-guide-"))
        shutil.copytree(folder, _made[name], dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _clean() -> Iterator[None]:
    yield
    for folder in _made.values():
        shutil.rmtree(folder)


@pytest.fixture
def mapp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, oj: Callable[..., Any]) -> Path:
    """An empty folder that `oj init` has made a workspace of."""
    folder = tmp_path / "leksand"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def make() -> None:
        assert oj("init", ".", "--kommun", "Leksand", "--omrade", "socialpsykiatri").code == 0

    return once("mapp", folder, make)


@pytest.fixture
def terminal(mapp: Path) -> Iterator[Callable[..., Terminal]]:
    """Start a walk on a pseudo-terminal in the workspace, every question of it if not `short`."""
    started: list[Terminal] = []

    def call(*arguments: str, short: bool = False, **settings: str) -> Terminal:
        whole = () if short else ("--grundlig",)
        started.append(Terminal(mapp, *arguments, *whole, **settings))
        return started[-1]

    yield call
    for one in started:
        one.kill()
    assert not any(one.child.isalive() for one in started)  # each was waited for


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files that hold somebody's work, not what is kept of them in the hidden folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".oj" not in path.parts
    }

"""The områden that come with oj, read once: through the store, and file by file."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from oj_cli.catalogue import load_catalogue, load_themes
from oj_cli.domain.indicators import Catalogue, Themes
from oj_cli.domain.kommuner import Register
from oj_cli.store import Store, open_store
from oj_cli.store.registers import POPULATION, read_population
from oj_cli.workspace import CATALOGUE_FILE, OMRADEN, THEMES_FILE


@pytest.fixture(scope="session")
def omraden() -> Path:
    """The folder of the områden that come with oj, and of the sorting keys."""
    return OMRADEN


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    """What comes with oj."""
    with open_store() as opened:
        yield opened


@pytest.fixture(scope="session")
def register(store: Store, omraden: Path) -> Register:
    """All kommuner with every year's population."""
    return replace(store.register(), population=read_population(omraden / POPULATION))


@pytest.fixture(scope="session")
def themes(omraden: Path) -> Themes:
    """The shipped themes."""
    return load_themes(omraden / THEMES_FILE)


@pytest.fixture(scope="session")
def catalogues(themes: Themes, omraden: Path) -> dict[str, Catalogue]:
    """The shipped catalogues by område, from their YAML."""
    files = sorted(omraden.glob(f"*/{CATALOGUE_FILE}"))
    return {c.area: c for c in (load_catalogue(path, themes) for path in files)}


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a file under tmp_path: `put("plan.yaml", "a: 1")`."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write

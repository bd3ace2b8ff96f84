"""The shipped data, read once: the store as it lies, and its sources through their readers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from oj_cli.sources.register import read_register

from oj_cli.catalogue import load_catalogue, load_themes
from oj_cli.domain.indicators import Catalogue, Themes
from oj_cli.domain.kommuner import Register
from oj_cli.store import Store, open_store
from oj_cli.workspace import DATA_FOLDER, SHIPPED_STORE


@pytest.fixture(scope="session")
def kallor() -> Path:
    """The folder with the shipped CSV files."""
    return DATA_FOLDER / "kallor"


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    """The shipped store."""
    with open_store(SHIPPED_STORE) as opened:
        yield opened


@pytest.fixture(scope="session")
def register(kallor: Path) -> Register:
    """All kommuner with every year's population, from the CSV files."""
    return read_register(
        kallor / "kommuner.csv", kallor / "folkmangd-1994-2022.csv", kallor / "kommungrupper.yml"
    )


@pytest.fixture(scope="session")
def themes() -> Themes:
    """The shipped themes."""
    return load_themes(DATA_FOLDER / "katalog" / "teman.yaml")


@pytest.fixture(scope="session")
def catalogues(themes: Themes) -> dict[str, Catalogue]:
    """The shipped catalogues by område."""
    files = sorted((DATA_FOLDER / "katalog").glob("*.yaml"))
    found = [load_catalogue(path, themes) for path in files if path.name != "teman.yaml"]
    return {c.area: c for c in found}


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a file under tmp_path: `put("plan.yaml", "a: 1")`."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write

"""A workspace with made-up data of two years and two områden, found as a user's own are."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from oj_cli.catalogue import load_catalogue, load_themes
from oj_cli.sources.longtable import described_tables, read_table
from oj_cli.sources.register import read_register
from oj_cli.store import create_store
from oj_cli.workspace import DATA_FOLDER

TVA_AR = Path(__file__).parents[1] / "fixtures" / "tva_ar"
AREAS = ("socialpsykiatri", "lss")


def build(target: Path, tables: Callable[[str], bool] = lambda _: True) -> None:
    """Make a store of the made-up tables whose id `tables` accepts, by the ordinary importer."""
    real = DATA_FOLDER / "kallor"  # kommuner, groups and themes are the real ones
    register = read_register(
        real / "kommuner.csv", real / "folkmangd-1994-2022.csv", real / "kommungrupper.yml"
    )
    themes = load_themes(DATA_FOLDER / "katalog" / "teman.yaml")
    catalogues = {a: load_catalogue(TVA_AR / "katalog" / f"{a}.yaml", themes) for a in AREAS}
    with create_store(target) as store, store.transaction():
        store.write_register(register)
        store.write_themes(themes)
        for catalogue in catalogues.values():
            store.write_catalogue(catalogue)
        for _, description in described_tables(TVA_AR / "kallor"):
            if tables(description.id):
                catalogue = catalogues[description.area]
                store.write_results(
                    *read_table(description, TVA_AR / "kallor", catalogue, register)
                )


@pytest.fixture(scope="session")
def tva_ar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the made-up data. Read only: copy it before changing it."""
    path = tmp_path_factory.mktemp("tva_ar") / "oj.db"
    build(path)
    return path


@pytest.fixture(scope="session")
def utan_riket(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without published shares, so that riket never ranks."""
    path = tmp_path_factory.mktemp("utan_riket") / "oj.db"
    build(path, lambda id: not id.endswith("andelar"))
    return path


@dataclass(frozen=True)
class Mapp:
    """A workspace folder, made the current one."""

    path: Path

    def write(self, name: str, text: str) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def db(self) -> Path:
        return self.path / "data" / "oj.db"

    def use(self, store: Path) -> None:
        """Lay a store in the workspace."""
        self.db.parent.mkdir(exist_ok=True)
        shutil.copyfile(store, self.db)


@pytest.fixture
def tom_mapp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapp:
    """A workspace without data of its own."""
    folder = tmp_path / "arbetsmapp"
    folder.mkdir()
    monkeypatch.chdir(folder)
    mapp = Mapp(folder)
    mapp.write("oj.yaml", "# inga inställningar\n")
    return mapp


@pytest.fixture
def mapp(tom_mapp: Mapp, tva_ar: Path) -> Mapp:
    """A workspace with the made-up data."""
    tom_mapp.use(tva_ar)
    return tom_mapp


@pytest.fixture(scope="session")
def _said() -> dict[tuple[str, ...], Any]:
    return {}


@pytest.fixture
def fraga(
    mapp: Mapp, oj: Callable[..., Any], _said: dict[tuple[str, ...], Any]
) -> Callable[..., Any]:
    """Run the program on the made-up data, which never change: each question is asked once."""

    def call(*asked: str) -> Any:
        if asked not in _said:
            _said[asked] = oj(*asked)
        return _said[asked]

    return call


@pytest.fixture
def hitta(fraga: Callable[..., Any]) -> Callable[..., Any]:
    """Run identify as JSON on the made-up data: `hitta("Leksand", "--ar", "2021")`."""

    def call(*asked: str) -> Any:
        ran = fraga("identify", "--kommun", *asked, "--format", "json")
        assert ran.code == 0, ran.err
        return ran.json

    return call

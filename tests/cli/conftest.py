"""A workspace with made-up data of two years and two områden, found as a user's own are."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

TVA_AR = Path(__file__).parents[1] / "fixtures" / "tva_ar"
AREAS = ("socialpsykiatri", "lss")

Lay = Callable[..., None]


def build(root: Path, lay: Lay, tables: Callable[[str], bool] = lambda _: True) -> Path:
    """Lay the made-up områden, with the tables whose name `tables` accepts."""
    for area in AREAS:
        layouts = sorted((TVA_AR / "kallor").glob(f"{area}*.yaml"))
        used = [(x.with_suffix(".csv"), x) for x in layouts if tables(x.stem)]
        lay(root, TVA_AR / "katalog" / f"{area}.yaml", used)
    return root


@pytest.fixture(scope="session")
def tva_ar(tmp_path_factory: pytest.TempPathFactory, lagg_omrade: Lay) -> Path:
    """The områden of the made-up data. Read only: copy them before changing them."""
    return build(tmp_path_factory.mktemp("tva_ar"), lagg_omrade)


@pytest.fixture(scope="session")
def utan_riket(tmp_path_factory: pytest.TempPathFactory, lagg_omrade: Lay) -> Path:
    """The same without published shares, so that riket never ranks."""
    root = tmp_path_factory.mktemp("utan_riket")
    return build(root, lagg_omrade, lambda name: not name.endswith("andelar"))


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
    def omraden(self) -> Path:
        return self.path / "omraden"

    def use(self, root: Path) -> None:
        """Lay områden in the workspace."""
        shutil.rmtree(self.omraden, ignore_errors=True)
        shutil.copytree(root, self.omraden)


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
def mapp(tom_mapp: Mapp, tva_ar: Path, inget_medfoljer: None) -> Mapp:
    """A workspace with the made-up data, and no other."""
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
        area = () if "--omrade" in asked else ("--omrade", "socialpsykiatri")
        ran = fraga("identify", "--kommun", *asked, *area, "--format", "json")
        assert ran.code == 0, ran.err
        return ran.json

    return call

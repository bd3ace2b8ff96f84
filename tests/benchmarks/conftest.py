"""What the benchmarks share: how to measure, and a workspace with the whole national file."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

SHARED = Path(__file__).parents[3] / "shared" / "data" / "kolada"


@pytest.fixture(scope="session")
def kolada() -> Path:
    """All of Kolada's history, where OJ_KOLADA says or in `shared` beside the checkout."""
    path = Path(os.environ.get("OJ_KOLADA", SHARED / "all_kommuner_1994-2022.csv.gz"))
    if not path.is_file():
        pytest.skip("OJ_KOLADA does not name the table, and it is not in shared")
    return path.resolve()


@pytest.fixture(scope="session")
def tom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which nothing is imported."""
    folder = tmp_path_factory.mktemp("tom")
    (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def nationell(tmp_path_factory: pytest.TempPathFactory, kolada: Path) -> Path:
    """A workspace in which all of it is imported, as a development leader would."""
    from measuring import national, run

    folder = tmp_path_factory.mktemp("nationell")
    (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    run(national(kolada), folder)
    return folder

"""What all tests share: a user of their own, a frozen terminal, and `oj` as a function."""

import json
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

settings.register_profile("oj", deadline=None)  # a slow machine is no fault
settings.load_profile("oj")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell that starts the tests in the background ignores Ctrl-C, and so would what they start
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Result:
    """What one run of the program gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def _alone(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an empty home and folder, and a terminal of 80 columns without colour."""
    home = tmp_path_factory.mktemp("hem")
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("OJ_IDAG", "FORCE_COLOR", "CLICOLOR_FORCE", "PYTHONDONTWRITEBYTECODE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(home)


@pytest.fixture
def oj(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run the program in this process: `oj("identify", "--kommun", "Leksand")`."""
    from oj_cli.app import run

    def call(*args: str) -> Result:
        capsys.readouterr()
        code = run(args)
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return call


@pytest.fixture
def alter_results() -> Callable[..., None]:
    """Change a store's results of an område, as if another file had been imported.

    `change` gets the rows of each source that gives some, and returns those to hold instead.
    """
    import sqlite3

    from oj_cli.store import Store, open_store
    from oj_cli.store.bulk import insert_rows

    def alter(path: Path, area: str, change: Callable[[Any], Any]) -> None:
        with open_store(path) as store:
            rows = {
                source: changed
                for source in (c.source for c in store.coverage() if c.area == area)
                if (changed := change(store.rows(area, source=source, gender=None))) is not None
            }
            assert all(len(store.coverage(source)) == 1 for source in rows)
        db = sqlite3.connect(path, isolation_level=None)
        with Store(db, path) as store, store.transaction():
            for source, changed in rows.items():
                [id] = db.execute("SELECT id FROM source WHERE key = ?", (source,)).fetchone()
                for table in ("block", "coverage", "counts"):
                    db.execute(f"DELETE FROM {table} WHERE source = ?", (id,))  # noqa: S608
                insert_rows(db, id, changed)

    return alter


@pytest.fixture
def leksand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace of Leksand's, the current folder, without data of its own."""
    folder = tmp_path / "leksand"
    folder.mkdir()
    (folder / "oj.yaml").write_text("kommun: Leksand\nomrade: socialpsykiatri\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("OJ_IDAG", "2026-11-25")
    return folder


@pytest.fixture
def dalarna(leksand: Path) -> Path:
    """Return a workspace of the län's, the current folder, without data of its own."""
    (leksand / "oj.yaml").write_text("lan: Dalarna\nomrade: socialpsykiatri\n", encoding="utf-8")
    return leksand

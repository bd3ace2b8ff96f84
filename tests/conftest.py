"""What all tests share: a user of their own, a frozen terminal, and `oj` as a function."""

import gc
import json
import marshal
import re
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

gc.set_threshold(100_000)  # as the program itself does when it starts

# a slow machine is no fault; a property that asks for more says so itself
settings.register_profile("oj", deadline=None, max_examples=40)
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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let each worker begin at a place of its own: what tests of a file share is made in one."""
    if config.option.dist != "load":
        return None
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


def pytest_collection_finish() -> None:
    gc.freeze()  # thousands of tests that never go away need not be gone through again and again


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield one folder after another; pytest's own way looks through all that there are."""
    above = tmp_path_factory.mktemp("hem")
    return (above / str(n) for n in count())


@pytest.fixture(autouse=True)
def _alone(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an empty home and folder, and a terminal of 80 columns without colour."""
    home = next(_homes)
    home.mkdir()
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("OJ_IDAG", "FORCE_COLOR", "CLICOLOR_FORCE", "PYTHONDONTWRITEBYTECODE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(home)


@pytest.fixture(scope="session", autouse=True)
def _disk_not_waited_for() -> Iterator[None]:
    """Let nobody wait until a file is on the disk itself: no test takes the power away.

    That it is asked for is held by tests/faults, where it fails.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _: None)
        yield


@pytest.fixture(autouse=True)
def _files_read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workbooks and tables be read in this process, and start no other for each.

    In tests/reading they are read in the other one, as they are by the program.
    """
    from oj_cli.sources.sandbox.child import read

    def ask(raw: bytes, path: Path, _: Any) -> Any:
        return marshal.loads(marshal.dumps(read(raw, path)))  # noqa: S302 - as the other sends it

    monkeypatch.setattr("oj_cli.sources.workbook._ask", ask)


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


def versions(path: Path) -> list[bytes]:
    """Return what the history keeps of a file, the oldest first."""
    from oj_cli.documents.disk import HIDDEN, workspace_of
    from oj_cli.documents.history import FOLDER, entries

    home = workspace_of(path.resolve()) or path.resolve().parent
    name = path.resolve().relative_to(home).as_posix()
    steps = (step for entry in entries(home) for step in entry.steps if step.path == name)
    return [(home / HIDDEN / FOLDER / step.kept).read_bytes() for step in steps if step.kept]


@pytest.fixture(name="versions")
def _versions() -> Callable[[Path], list[bytes]]:
    """Give what the history keeps of a file: `versions(path)[-1]` is the version before."""
    return versions


MadeOnce = Callable[[str, Path, Callable[[], None]], None]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Fill a folder: `made_once("answers", folder, build)` builds it once, and then copies that."""
    kept: dict[str, Path] = {}

    def fill(name: str, folder: Path, build: Callable[[], None]) -> None:
        if name in kept:
            shutil.copytree(kept[name], folder, dirs_exist_ok=True)
        else:
            build()
            kept[name] = shutil.copytree(folder, tmp_path_factory.mktemp("gjort") / "mapp")

    return fill


Tables = Iterable[tuple[Path, Path]]
"""CSV files, each with the layout that it is read by."""


def lay_area(bare: Path, root: Path, catalogue: Path, tables: Tables) -> None:
    """Lay an område among a folder's, from its catalogue and tables, by the ordinary importer.

    `bare` has the sorting keys and themes.
    """
    from oj_cli.documents.decode import given
    from oj_cli.documents.dumper import dump
    from oj_cli.sources.layout.model import read_layout
    from oj_cli.sources.layout.units import UnitFinder
    from oj_cli.sources.layout.wordlists import word_lists
    from oj_cli.sources.longfile import FoundLong, LongFile, long_record, open_table, read_long
    from oj_cli.store import Store
    from oj_cli.store.writing import changing

    area = re.search("^omrade: *(.+)$", catalogue.read_text("utf-8"), re.MULTILINE)[1].strip()
    folder = root / area
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(catalogue, folder / "katalog.yaml")
    records = []
    with Store([bare, root]) as store, changing(folder) as values:
        catalogues, finder = [store.catalogue(area)], UnitFinder(store.register(), word_lists())
        for table, layout in tables:
            file = open_table(table, [read_layout(layout)])
            assert isinstance(file, LongFile), table
            found = FoundLong(file, read_long(file, catalogues, finder, area), area)
            assert not found.findings, found.findings
            record = replace(long_record(found, file.layout.id), imported="2026-01-01")
            values.write_source(record.id, found.reading.rows)
            records.append(record)
    text = dump({"kallor": [given(r) for r in records]})
    (folder / "kalla.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def lagg_omrade(_bara_register: Path) -> Callable[[Path, Path, Tables], None]:
    """Return what lays an område among a folder's: `lagg_omrade(root, catalogue, tables)`."""
    return partial(lay_area, _bara_register)


@pytest.fixture(scope="session")
def _bara_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from oj_cli.workspace import OMRADEN

    root = tmp_path_factory.mktemp("register") / "omraden"
    root.mkdir()
    for path in OMRADEN.iterdir():
        if path.is_file():
            shutil.copyfile(path, root / path.name)
    return root


@pytest.fixture
def inget_medfoljer(_bara_register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no område come with `oj`, only kommuner, groups, population and themes.

    Only in this process: a program that is started has them all.
    """
    monkeypatch.setattr("oj_cli.workspace.OMRADEN", _bara_register)


@pytest.fixture
def alter_results() -> Callable[..., None]:
    """Change what a workspace holds of an område, as if another file had been imported.

    `change` gets the rows of each source that gives some, and returns those to hold instead. What
    comes with `oj` is first copied to the workspace.
    """
    from oj_cli.store.columns import table
    from oj_cli.store.values import FILE, as_kept, open_values
    from oj_cli.store.writing import changing
    from oj_cli.workspace import OMRADEN, own_areas

    def alter(workspace: Path, area: str, change: Callable[[Any], Any]) -> None:
        folder = own_areas(workspace) / area
        if not folder.exists():
            shutil.copytree(OMRADEN / area, folder)
            (folder / "katalog.yaml").unlink()
        with open_values(folder / FILE) as values:
            rows = {}
            for id in values.sources.values():
                columns = list(values.columns(source=id, gender=None, place=as_kept))
                changed = change(table(area, columns, [id]))
                if changed is not None:
                    rows[id] = changed
        with changing(folder) as values:
            for source, changed in rows.items():
                values.write_source(source, changed)

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

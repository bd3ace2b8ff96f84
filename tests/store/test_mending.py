"""Values that are lost, or that an older version wrote, are read again from the files kept."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oj_cli.documents.reader import read_yaml
from oj_cli.store import VERSION, Store, open_store
from oj_cli.store.mending import lost
from oj_cli.store.values import FILE
from oj_cli.workspace import OMRADEN, originals, own_areas

Oj = Callable[..., Any]
TABLE = "Kod;Kommun;Lättläst svenska;Ny fråga\n2029;Leksand;Ja;Nej\n2062;Mora;-;Ja\n"
LONG = "kpi,municipality,period,gender,value\nU28112,2029,2023,T,50\nN00001,2029,2023,T,7.5\n"
AREAS = ("socialpsykiatri", "lss-enheter", "kolada")
AGAIN = "läses in igen"


@pytest.fixture
def imported(folder: Path, oj: Oj, monkeypatch: pytest.MonkeyPatch, made_once: Any) -> Path:
    """A workspace into which a table, a long table and the population were imported."""
    monkeypatch.chdir(folder)
    made_once("inlast", folder, lambda: import_all(oj))
    return folder


def import_all(oj: Oj) -> None:
    Path("svar 2015.csv").write_text(TABLE, encoding="utf-8")
    Path("lang.csv").write_text(LONG, encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.append(["Folkmängden i Sveriges kommuner"])
    book.active.append([])
    book.active.append(["Kommun", "2030", "2031"])
    for name in ("Leksand", "Mora", "Rättvik", "Orsa", "Falun"):
        book.active.append([name, 51_234, 61_234])
    book.save("folk.xlsx")
    flags = ("--no-input", "--idag", "2027-03-31", "--nya", "bakgrund")
    for said in (
        ("svar 2015.csv", *flags, "--omrade", "socialpsykiatri"),
        ("lang.csv", *flags, "--nytt-omrade", "Kolada"),
        ("folk.xlsx", "--no-input", "--idag", "2027-03-31"),
    ):
        result = oj("data", "import", *said)
        assert result.code == 0, result.err


def figures(folder: Path) -> list[Any]:
    """Return all that is known of a workspace's own data, whichever way it is read."""
    with open_store(folder) as store:
        assert set(store.own_folders) == set(AREAS)
        register = store.register(2032)
        return [
            [(r.id, r.file, r.imported, r.original, r.sha256) for r in store.own_sources()],
            _covered(store),
            [
                store.rows(area, gender=None, source=r.id).to_csv()
                for area in AREAS
                for r in store.own_sources()
            ],
            [list(store.results(area, ("kommun", "2029"))) for area in AREAS],
            [store.summaries(area) for area in AREAS],
            [[i.id for i in store.catalogue(area)] for area in AREAS],
            register.population_before("2029", 2032),
        ]


def _covered(store: Store) -> list[Any]:
    """Return what each source of their own covers, after holding it to its rows."""
    told = [one for one in store.coverage() if one.area in AREAS]
    for one in told:
        of = store.rows(one.area, gender=None, source=one.source)
        assert (one.rows, one.indicators) == (len(of), of["indicator"].nunique())
    return told


def values(folder: Path) -> list[Path]:
    return sorted(own_areas(folder).glob(f"*/{FILE}"))


def make_older(path: Path) -> None:
    """Make a file look like one of the version before, which this one cannot read."""
    db = sqlite3.connect(path)
    db.executescript(f"DROP TABLE line; PRAGMA user_version = {VERSION - 1};")
    db.close()


LOSSES: dict[str, Callable[[Path], None]] = {
    "one is gone": lambda folder: values(folder)[0].unlink(),
    "all are gone": lambda folder: [path.unlink() for path in values(folder)],  # type: ignore[func-returns-value]
    "one is of an older version": lambda folder: make_older(values(folder)[1]),
}


@pytest.mark.parametrize(
    ("loss", "asked"),
    [
        ("one is gone", ("data", "list")),
        ("all are gone", ("identify",)),
        ("one is of an older version", ("trend", "--indicator", "kol")),
    ],
)
def test_what_is_lost_is_read_again_by_whatever_is_asked(
    imported: Path, oj: Oj, loss: str, asked: tuple[str, ...]
) -> None:
    before = figures(imported)
    LOSSES[loss](imported)
    assert AGAIN in oj(*asked).err
    assert not lost(imported)
    assert figures(imported) == before
    assert AGAIN not in oj(*asked).err


def test_a_damaged_file_is_refused_and_read_again_by_the_command_that_is_named(
    imported: Path, oj: Oj
) -> None:
    before = figures(imported)
    path = own_areas(imported) / "kolada" / FILE
    raw = bytearray(path.read_bytes())
    raw[20_000:] = b"x" * len(raw[20_000:])
    path.write_bytes(raw)
    result = oj("trend", "--indicator", "n00001", "--kommun", "Leksand")
    assert (result.code, "Prova: oj check workspace --laga" in result.err) == (3, True)
    assert path.name in result.err
    assert oj("check", "workspace", "--laga").code == 0
    assert figures(imported) == before


def test_an_import_into_what_is_older_reads_it_again_first(imported: Path, oj: Oj) -> None:
    make_older(own_areas(imported) / "socialpsykiatri" / FILE)
    Path("svar 2014.csv").write_text(TABLE.replace(";Ja", ";Nej"), encoding="utf-8")
    result = oj("data", "import", "svar 2014.csv", "--no-input", "--ar", "2014")
    assert result.code == 0, result.err
    with open_store(imported) as store:
        assert len(store.own_sources()) == 4
        found = store.results("socialpsykiatri", ("kommun", "2029"))
        answers = {(r.year, r.answer) for r in found if r.indicator == "lattlast_svenska"}
        assert answers >= {(2014, "NEJ"), (2015, "JA")}


def original_of(folder: Path, file: str) -> Path:
    [kept] = [p for p in originals(folder).iterdir() if p.name.endswith(f"-{file}")]
    return kept


@pytest.mark.parametrize("loss", LOSSES)
def test_without_a_kept_file_what_is_said_to_do_works(
    imported: Path, oj: Oj, monkeypatch: pytest.MonkeyPatch, loss: str
) -> None:
    before = figures(imported)
    LOSSES[loss](imported)
    kept = {file: original_of(imported, file) for file in ("lang.csv", "svar 2015.csv")}
    for path in kept.values():
        path.rename(imported / f"undan-{path.name}")
    there = {path: path.read_bytes() for path in values(imported)}
    result = oj("data", "list")
    assert result.code == 3
    named = [(file, path) for file, path in kept.items() if path.name in result.err]
    [(file, path)] = named  # which, and under what name it is to be put back
    assert {path: path.read_bytes() for path in values(imported)} == there
    # one way: the files are put back
    copy = shutil.copytree(imported, imported.with_name("kopia"))
    for each in kept.values():
        (copy / f"undan-{each.name}").rename(originals(copy) / each.name)
    # the other: the source is removed
    [command] = [line for line in result.err.splitlines() if "oj data remove" in line]
    id = command.split("oj data remove ")[1]
    removed = oj("data", "remove", id, "--ja")
    assert removed.code == 0, removed.err
    (imported / f"undan-{path.name}").rename(path)
    other = next(each for each in kept.values() if each != path)
    (imported / f"undan-{other.name}").rename(other)
    left = oj("data", "list", "--format", "json")
    assert left.code == 0, left.err
    assert file not in {k["fil"] for k in left.json["kallor"]}
    result = oj("data", "import", file, "--no-input", "--idag", "2027-03-31")
    assert result.code == 0, result.err
    monkeypatch.chdir(copy)
    assert oj("data", "list").code == 0
    assert figures(copy) == before
    assert sorted(map(str, figures(imported)[0])) == sorted(map(str, before[0]))
    assert figures(imported)[3] == before[3]


def test_a_file_that_no_longer_says_the_same_is_refused_with_what_works(
    imported: Path, oj: Oj
) -> None:
    (own_areas(imported) / "socialpsykiatri" / FILE).unlink()
    original_of(imported, "svar 2015.csv").write_text("något helt annat\n", encoding="utf-8")
    result = oj("identify")
    assert result.code == 3
    assert "går inte att läsa in igen" in result.err
    [command] = [line for line in result.err.splitlines() if "oj data remove" in line]
    assert oj("data", "remove", command.split()[-1], "--ja").code == 0
    assert oj("identify").code == 0


def test_a_newer_version_is_left_alone(imported: Path, oj: Oj) -> None:
    path = own_areas(imported) / "socialpsykiatri" / FILE
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    before = path.read_bytes()
    result = oj("data", "list")
    assert result.code == 3
    assert f"version {VERSION + 1}" in result.err
    assert path.read_bytes() == before


def test_what_comes_with_a_newer_oj_too_stays_where_it_was(
    folder: Path, oj: Oj, inget_medfoljer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    Path("lang.csv").write_text(LONG, encoding="utf-8")
    flags = ("--no-input", "--nya", "bakgrund", "--nytt-omrade", "Kolada")
    assert oj("data", "import", "lang.csv", *flags).code == 0

    def rows() -> str:
        with open_store(folder) as store:
            return store.rows("kolada").astype({"source": str}).to_csv()

    before = rows()
    assert before.count("\n") == 3
    monkeypatch.setattr("oj_cli.workspace.OMRADEN", OMRADEN)  # where lss-enheter has U28112
    values(folder)[0].unlink()
    result = oj("data", "list")
    assert result.code == 0, result.err
    assert rows() == before


# ---------------------------------------------------------------- all områden in one file

FORMER = """
CREATE TABLE lan (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE kommun (code TEXT PRIMARY KEY, name TEXT NOT NULL, lan TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE catalogue (
    area TEXT PRIMARY KEY, position INTEGER NOT NULL, purpose TEXT NOT NULL,
    json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (
    id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, json TEXT NOT NULL, sheets TEXT);
CREATE TABLE coverage (
    source INTEGER NOT NULL, area TEXT NOT NULL, first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL, rows INTEGER NOT NULL, indicators INTEGER NOT NULL,
    units INTEGER NOT NULL, PRIMARY KEY (source, area)) WITHOUT ROWID;
CREATE TABLE indicator (
    id INTEGER PRIMARY KEY, area TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (area, key));
CREATE TABLE unit (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (kind, key));
CREATE TABLE block (
    source INTEGER NOT NULL, indicator INTEGER NOT NULL, year INTEGER NOT NULL,
    gender TEXT NOT NULL,
    unit BLOB NOT NULL, answer BLOB, value BLOB, n_yes BLOB, n BLOB, locator BLOB,
    UNIQUE (indicator, year, source, gender));
CREATE TABLE counts (source INTEGER PRIMARY KEY, json TEXT NOT NULL);
PRAGMA user_version = 5;
"""
"""What a workspace had of sources and results before (its other tables held what came with oj)."""


def make_former(folder: Path) -> Path:
    """Lay what a workspace has as it lay in workspaces of version 5; return the file."""
    with open_store(folder) as store:
        coverage = store.coverage()
    omraden = own_areas(folder)
    records: dict[str, Any] = {}
    for kallor in sorted(omraden.rglob("kalla.yaml")):
        for record in read_yaml(kallor).data["kallor"]:
            records[record["id"]] = {k: str(v) if k == "inlast" else v for k, v in record.items()}
    path = folder / "data" / "oj.db"
    db = sqlite3.connect(path)
    db.executescript(FORMER)
    shipped = next(c.source for c in coverage if c.source not in records)
    as_shipped = dict(next(iter(records.values())), id=shipped, inlast=None, original=None)
    for n, (id, record) in enumerate({shipped: as_shipped, **records}.items(), start=1):
        db.execute("INSERT INTO source VALUES (?, ?, ?, NULL)", (n, id, json.dumps(record)))
        for c in coverage:
            if c.source == id:
                given = (n, c.area, c.first_year, c.last_year, c.rows, c.indicators, c.units)
                db.execute("INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?)", given)
    db.commit()
    db.close()
    (folder / "katalog").mkdir()
    for own in omraden.glob("*/katalog.yaml"):
        own.rename(folder / "katalog" / f"{own.parent.name}.yaml")
    shutil.rmtree(omraden)
    return path


def test_a_former_workspace_is_moved_with_the_same_figures(imported: Path, oj: Oj) -> None:
    before = figures(imported)
    own = (own_areas(imported) / "kolada" / "katalog.yaml").read_bytes()
    former = make_former(imported)
    content = former.read_bytes()
    result = oj("data", "list")
    assert result.code == 0, result.err
    assert AGAIN in result.err
    after = figures(imported)
    assert sorted(after[0]) == sorted(before[0])
    assert sorted(after[1], key=str) == sorted(before[1], key=str)
    assert after[2:] == before[2:]
    assert not former.exists()
    assert former.with_name("oj.db.bak").read_bytes() == content
    assert (own_areas(imported) / "kolada" / "katalog.yaml").read_bytes() == own
    assert not (imported / "katalog").exists()
    assert AGAIN not in oj("data", "list").err


def test_a_former_workspace_without_an_original_can_be_moved_too(imported: Path, oj: Oj) -> None:
    make_former(imported)
    original_of(imported, "lang.csv").unlink()
    result = oj("identify")
    assert result.code == 3
    [command] = [line for line in result.err.splitlines() if "oj data remove" in line]
    assert oj("data", "remove", command.split()[-1], "--ja").code == 0
    result = oj("data", "list", "--format", "json")
    assert result.code == 0, result.err
    assert {k["fil"] for k in result.json["kallor"] if k["inlast"]} == {
        "svar 2015.csv",
        "folk.xlsx",
    }


def test_a_former_file_that_is_damaged_is_told_about(imported: Path, oj: Oj) -> None:
    former = make_former(imported)
    former.write_bytes(b"x" * 5000)
    result = oj("data", "list")
    assert (result.code, "data/original" in result.err) == (3, True)
    former.rename(former.with_name("undan.db"))  # as it says
    for file in ("svar 2015.csv", "lang.csv"):
        assert oj("data", "import", file, "--no-input", "--nya", "bakgrund",
                  "--nytt-omrade", "Kolada").code in (0, 2)  # fmt: skip
    assert oj("data", "list").code == 0

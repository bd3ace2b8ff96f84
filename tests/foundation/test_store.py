"""The store: what is shipped is what the sources hold, and no file ends in a traceback."""

import dataclasses
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from typing import Any

import pandas as pd
import pytest
from oj_cli.sources.shipped import build
from oj_cli.store.files import _uri

from oj_cli.domain.answers import ROW_COLUMNS
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.indicators import Catalogue, Themes
from oj_cli.domain.kommuner import Register
from oj_cli.domain.sources import SourceRecord
from oj_cli.store import VERSION, Store, create_store, open_store
from oj_cli.workspace import SHIPPED_STORE

RECORD = SourceRecord(
    id="prov",
    title="En provtabell",
    publisher="Provkommunen",
    year=2016,
    file="prov.csv",
    sha256="0" * 64,
    fetched=None,
    licence=None,
    reader="longtable",
    reader_version=1,
    credit="Egen bearbetning",
)
PSYKIATRI = "socialpsykiatri"


def result_rows(*given: tuple[str, str, str]) -> pd.DataFrame:
    """Return rows as a reader gives them: (indicator, unit, answer)."""
    return pd.DataFrame(
        {
            "area": PSYKIATRI,
            "year": 2016,
            "indicator": [i for i, _, _ in given],
            "unit": [u for _, u, _ in given],
            "unit_kind": "kommun",
            "gender": "T",
            "answer": [a for _, _, a in given],
            "value": float("nan"),
            "n_yes": pd.Series(pd.NA, index=range(len(given)), dtype="Int64"),
            "n": pd.Series(pd.NA, index=range(len(given)), dtype="Int64"),
            "locator": [n + 2 for n in range(len(given))],
        }
    )


@pytest.fixture(scope="module")
def small_store(
    tmp_path_factory: pytest.TempPathFactory,
    register: Register,
    themes: Themes,
    catalogues: dict[str, Catalogue],
) -> bytes:
    """A store with everything in it but many results."""
    path = tmp_path_factory.mktemp("liten") / "liten.db"
    without_population = dataclasses.replace(register, population={"2029": {2015: 15_000}})
    with create_store(path) as store, store.transaction():
        store.write_register(without_population)
        store.write_themes(themes)
        store.write_catalogue(catalogues[PSYKIATRI])
        rows = [(i.id, k.code, "JA") for i in catalogues[PSYKIATRI] for k in register.kommuner[:9]]
        store.write_results(RECORD, result_rows(*rows))
    return path.read_bytes()


@pytest.fixture
def small(small_store: bytes, put: Callable[..., Path]) -> Path:
    """A copy of that store, for one test."""
    return put("liten.db", small_store)


def read_everything(path: Path) -> list[Any]:
    """Ask all that can be asked of a store."""
    with open_store(path) as store:
        return [
            store.register(2016),
            store.themes(),
            store.areas(),
            store.catalogues(),
            store.indicator_names(),
            store.sources(),
            store.years(PSYKIATRI),
            store.rows(PSYKIATRI, gender=None).to_csv(),
        ]


def contents(path: Path) -> dict[str, list[Any]]:
    """Return every row of every table, with names in place of the integer keys."""
    named = {
        "indicator": "SELECT area, key FROM indicator",
        "unit": "SELECT kind, key FROM unit",
        "source": "SELECT key, json FROM source",
    }
    db = sqlite3.connect(path)
    tables = [t for (t,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        t: sorted(db.execute(named.get(t, f"SELECT * FROM {t}")).fetchall(), key=repr)  # noqa: S608
        for t in tables
    }
    del found["block"]  # packed, by integer keys: what they hold is compared instead
    areas = [area for (area,) in db.execute("SELECT area FROM catalogue")]
    with Store(sqlite3.connect(path), path) as store:
        rows = pd.concat([store.rows(a, gender=None).astype(object) for a in areas])
    found["result"] = sorted(rows.fillna("").itertuples(index=False, name=None), key=repr)
    found["schema"] = sorted(db.execute("SELECT sql FROM sqlite_master").fetchall(), key=repr)
    found["version"] = db.execute("PRAGMA user_version").fetchall()
    found["stamp"] = db.execute("PRAGMA application_id").fetchall()
    db.close()
    return found


# ---------------------------------------------------------------- the shipped store


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ny") / "oj.db"
    path.write_bytes(b"vad som helst")
    (path.parent / "oj.new").write_bytes(b"rest av ett avbrutet bygge")
    counts = build(path)
    assert len(contents(path)["result"]) == sum(counts.values())
    return path


def test_the_shipped_store_is_what_its_sources_give(rebuilt: Path) -> None:
    new, shipped = contents(rebuilt), contents(SHIPPED_STORE)
    assert set(new) == set(shipped)
    for table, rows in shipped.items():
        differing = [pair for pair in zip(rows, new[table], strict=False) if pair[0] != pair[1]]
        assert (len(rows), differing[:3]) == (len(new[table]), []), table
    assert len(new["result"]) > 25_000
    assert new["stamp"] != [(0,)]


def test_building_replaces_what_was_there_and_leaves_nothing_beside(rebuilt: Path) -> None:
    assert [p.name for p in rebuilt.parent.iterdir()] == ["oj.db"]


def test_the_store_gives_the_register_of_the_files(store: Store, register: Register) -> None:
    got = store.register()
    assert got == dataclasses.replace(register, population={})
    for year in (2003, 2016, 2030):
        population = store.register(population_before=year).population
        assert {c: list(p.items()) for c, p in population.items()} == {
            k.code: [found]
            for k in register.kommuner
            if (found := register.population_before(k.code, year)) is not None
        }


def test_the_store_gives_the_catalogues_of_the_files(
    store: Store, catalogues: dict[str, Catalogue], themes: Themes
) -> None:
    assert store.themes() == themes
    assert store.areas()[:2] == (PSYKIATRI, "lss-enheter")
    assert list(store.catalogues()) == [catalogues[a] for a in store.areas()]
    assert store.indicator_names() == [(i.id, i.name) for c in store.catalogues() for i in c]


@pytest.mark.parametrize(
    "text", ["socialpsykiatri", "SOCIALPSYKIATRI", "Social psykiatri", "lss-enheter", "LSS enheter"]
)
def test_an_area_is_found_however_it_is_typed(store: Store, text: str) -> None:
    assert store.find_area(text) in ("socialpsykiatri", "lss-enheter")


def test_an_area_is_found_by_its_names(store: Store) -> None:
    for catalogue in store.catalogues():
        assert store.find_area(catalogue.name.upper()) == catalogue.area
        assert store.find_area(catalogue.short.lower()) == catalogue.area


def test_an_unknown_area_has_suggestions(store: Store) -> None:
    with pytest.raises(UsageFault) as caught:
        store.find_area("socialpsykologi")
    assert caught.value.hints[0] == "Menade du socialpsykiatri?"
    assert "lss-enheter" in caught.value.hints[-1]


# ---------------------------------------------------------------- as it lies


@pytest.mark.parametrize(
    "folder",
    ["enkel", "med mellanslag", "åäö", "nr #1", "100%25 klart", "vad?", "a&b=c;d", "%00"],
)
def test_any_path_can_be_opened(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder
    place.mkdir()
    path = Path(shutil.copy(SHIPPED_STORE, place / f"{folder}.db"))
    with open_store(path) as store:
        assert store.areas()[0] == PSYKIATRI
    assert [p.name for p in place.iterdir()] == [path.name]


def test_a_relative_path_can_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(SHIPPED_STORE, tmp_path / "oj.db")
    monkeypatch.chdir(tmp_path)
    with open_store(Path("oj.db")) as store:
        assert store.areas()[0] == PSYKIATRI


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (r"C:\Users\Å\oj #1.db", "file:///C:/Users/%C3%85/oj%20%231.db"),
        (r"\\server\delad mapp\oj.db", "file:////server/delad%20mapp/oj.db"),
    ],
)
def test_a_windows_path_is_written_as_sqlite_reads_it(path: str, uri: str) -> None:
    assert _uri(PureWindowsPath(path)) == uri


def test_nothing_is_written_where_a_store_is_read(tmp_path: Path) -> None:
    place = tmp_path / "skrivskyddad"
    place.mkdir()
    path = Path(shutil.copy(SHIPPED_STORE, place / "oj.db"))
    before = path.read_bytes()
    path.chmod(0o444)
    place.chmod(0o555)
    try:
        read_everything(path)
        with open_store(path) as store:
            with pytest.raises(FileFault, match="skriva"), store.transaction():
                store.write_themes(store.themes())
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                store._db.execute("INSERT INTO themes VALUES ('x')")
            assert os.listdir(place) == ["oj.db"]  # noqa: PTH208 - the names alone
        assert path.read_bytes() == before
    finally:
        place.chmod(0o755)


def test_a_store_that_another_program_holds_can_be_read(small: Path) -> None:
    other = sqlite3.connect(small, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert read_everything(small)
    other.close()


# ---------------------------------------------------------------- what is no store


def refused(path: Path, ask: Callable[[Path], object] = read_everything) -> FileFault:
    with pytest.raises(FileFault) as caught:
        ask(path)
    fault = caught.value
    assert fault.place == str(path)
    assert fault.hints
    assert fault.exit_code == 3
    return fault


def test_a_missing_file_or_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "saknas.db", tmp_path, tmp_path / "saknas" / "oj.db"):
        assert "saknas" in refused(path).message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"x", b"kommun;svar\nLeksand;JA\n" * 99, b"\0" * 9000])
def test_another_kind_of_file(put: Callable[..., Path], content: bytes) -> None:
    path = put("oj.db", content)
    refused(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("length", [1, 16, 60, 99, 100, 512, 1024, 4095, 4096, 10_000, 0.5, 0.99])
def test_a_file_that_is_cut_off(tmp_path: Path, length: float) -> None:
    whole = SHIPPED_STORE.read_bytes()
    path = tmp_path / "oj.db"
    path.write_bytes(whole[: int(length if length >= 1 else length * len(whole))])
    refused(path)


def test_a_store_of_another_version(small: Path) -> None:
    db = sqlite3.connect(small)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    fault = refused(small)
    assert f"version {VERSION + 1}" in fault.message
    assert f"läser {VERSION}" in fault.message


def test_a_database_that_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "annan.db"
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {VERSION}")
    db.execute("CREATE TABLE lan (x)")
    db.close()
    refused(path)


def test_a_store_without_content(tmp_path: Path) -> None:
    path = tmp_path / "tom.db"
    create_store(path).close()
    refused(path, lambda p: open_store(p).themes())
    refused(path, lambda p: open_store(p).catalogue(PSYKIATRI))
    with open_store(path) as store:
        assert store.areas() == ()
        assert store.sources() == ()
        assert store.years(PSYKIATRI) == ()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE catalogue SET json = substr(json, 1, 500)",
        "UPDATE catalogue SET json = '[]'",
        "UPDATE catalogue SET json = replace(json, 'ja_nej', 'nja')",
        "UPDATE catalogue SET json = CAST(X'ff' AS TEXT)",
        "UPDATE edition SET json = 'null'",
        "UPDATE themes SET json = ''",
        "UPDATE source SET json = '{}'",
        "UPDATE block SET year = 'x'",
        "UPDATE block SET year = year + 1",
        "UPDATE block SET source = 2",
        "UPDATE block SET gender = 'K'",
        "UPDATE block SET answer = 'x'",
        "UPDATE block SET answer = X''",
        "UPDATE block SET answer = zeroblob(14)",
        "UPDATE block SET answer = substr(answer, 1, 9)",
        "UPDATE block SET answer = unit",
        "UPDATE block SET unit = replace(unit, X'01', X'02')",
        "UPDATE block SET locator = replace(locator, X'03', X'04')",
        "UPDATE unit SET id = id + 1000000",
        "DELETE FROM unit",
        "DROP TABLE block",
    ],
)
def test_a_damaged_store_is_told_about(small: Path, damage: str) -> None:
    db = sqlite3.connect(small)
    db.executescript(damage)
    db.close()
    refused(small)


@pytest.mark.parametrize("seed", range(12))
def test_junk_in_a_store_is_never_a_traceback(small: Path, seed: int) -> None:
    whole = small.read_bytes()
    chance = random.Random(seed)  # noqa: S311 - the same junk each time
    refusals = 0
    for _ in range(8):
        junk = bytearray(whole)
        for _ in range(chance.choice([1, 5, 100])):
            size = chance.choice([1, 8, 500])
            at = chance.randrange(len(whole) - size)
            junk[at : at + size] = chance.randbytes(size)
        small.write_bytes(junk)
        try:
            read_everything(small)
        except FileFault as fault:
            refusals += bool(fault.hints)
    assert refusals > 0


def test_a_store_cannot_be_made_where_there_is_one_or_no_folder(small: Path) -> None:
    before = small.read_bytes()
    refused(small, create_store)
    assert small.read_bytes() == before
    refused(small.parent / "saknas" / "oj.db", create_store)


# ---------------------------------------------------------------- results


def test_rows_have_the_columns_and_types_of_a_result_row(store: Store) -> None:
    for rows in (
        store.rows(PSYKIATRI, gender=None),
        store.rows("lss-enheter", year=2022),
        store.rows(PSYKIATRI, year=1900),
        store.rows("finns-inte"),
    ):
        assert tuple(rows.columns) == ROW_COLUMNS
        kinds = {c: str(t) for c, t in rows.dtypes.items()}
        texts = ("area", "indicator", "unit", "unit_kind", "gender", "answer", "source")
        assert {kinds[c] for c in texts} == {"category"}
        assert kinds["year"].startswith("int")
        assert {kinds[c] for c in ("value", "n_yes", "n")} == {"float64"}
        assert kinds["locator"] == "object"


def test_rows_can_be_asked_for_by_year_unit_indicator_and_gender(store: Store) -> None:
    typed = store.rows("lss-enheter", gender=None)
    assert set(typed["area"]) == {"lss-enheter"}
    keys = ["indicator", "year", "unit", "gender"]
    every = typed.sort_values(keys).astype(dict.fromkeys(typed, object))
    asked: list[tuple[dict[str, Any], pd.Series]] = [
        ({"year": 2019}, every["year"] == 2019),
        ({"unit": ("kommun", "2029")}, every["unit"] == "2029"),
        ({"unit": ("riket", "riket")}, every["unit_kind"] == "riket"),
        ({"indicator": "boende_genomforandeplan"}, every["indicator"] == "boende_genomforandeplan"),
        ({"gender": "T"}, every["gender"] == "T"),
        ({"gender": "K"}, every["gender"] == "K"),
        (
            {"year": 2022, "unit": ("kommun", "0180"), "indicator": "boende_genomforandeplan"},
            (every["year"] == 2022)
            & (every["unit"] == "0180")
            & (every["indicator"] == "boende_genomforandeplan"),
        ),
        ({"unit": ("lan", "2029")}, every["year"] < 0),
        ({"unit": ("kommun", "9999")}, every["year"] < 0),
        ({"indicator": "sip_rutin"}, every["year"] < 0),
    ]
    for question, wanted in asked:
        got = store.rows("lss-enheter", **({"gender": None} | question)).sort_values(keys)
        expected = every[wanted]
        assert len(got) == len(expected), question
        for column in ROW_COLUMNS:
            assert got[column].dropna().tolist() == expected[column].dropna().tolist(), question


def test_by_itself_rows_are_of_both_genders_together(store: Store) -> None:
    assert set(store.rows("lss-enheter", unit=("kommun", "2029"))["gender"]) == {"T"}


def test_years_are_those_with_answers_from_kommuner(store: Store) -> None:
    assert store.years(PSYKIATRI) == (2016,)  # riket and Dalarna have more years, kommuner do not
    assert store.years("lss-enheter") == (2018, 2019, 2022)
    assert store.years(PSYKIATRI, ["2029"]) == (2016,)
    assert store.years(PSYKIATRI, ["0180", "2029"]) == (2016,)
    assert store.years(PSYKIATRI, ["0180"]) == ()
    assert store.years(PSYKIATRI, []) == ()
    assert store.years(PSYKIATRI, ["x') OR ('1'='1"]) == ()
    assert store.years("finns-inte") == ()


def test_sources_come_in_order_and_by_id(store: Store) -> None:
    every = store.sources()
    ids = [r.id for r in every]
    assert len(set(ids)) == len(ids)
    assert [r.id for r in store.sources(reversed(ids[:3]))] == ids[:3]
    assert store.sources(["finns-inte"]) == store.sources([]) == ()
    used = {s for a in store.areas() for s in store.rows(a, gender=None)["source"].unique()}
    assert used <= set(ids)


# ---------------------------------------------------------------- writing


def test_rows_that_were_written_are_read_back(small: Path) -> None:
    with open_store(small) as store:
        rows = store.rows(PSYKIATRI)
        assert len(rows) == 9 * len(store.catalogue(PSYKIATRI).indicators)
        assert set(rows["source"]) == {"prov"}
        assert rows["value"].isna().all()
        assert rows["locator"].min() == 2
        assert store.sources() == (RECORD,)


def writable(path: Path) -> Store:
    """Open an existing store as an import into a workspace would."""
    return Store(sqlite3.connect(path, isolation_level=None), path)


def add(store: Store, then: Callable[[Store], None]) -> None:
    """Write a source, and then something more, in one transaction."""
    with store.transaction():
        store.write_results(
            dataclasses.replace(RECORD, id="mer"), result_rows(("sip_rutin", "9998", "NEJ"))
        )
        then(store)


def raise_interrupt(_: Store) -> None:
    raise KeyboardInterrupt


FAILURES: dict[str, tuple[Callable[[Store], None], type[BaseException]]] = {
    "interrupted": (raise_interrupt, KeyboardInterrupt),
    "same source twice": (
        lambda s: void(s.write_results(RECORD, result_rows(("sip_rutin", "1", "JA")))),
        FileFault,
    ),
    "same row twice": (
        lambda s: void(
            s.write_results(
                dataclasses.replace(RECORD, id="tva"),
                result_rows(("sip_rutin", "1", "JA"), ("sip_rutin", "1", "NEJ")),
            )
        ),
        FileFault,
    ),
    "unknown indicator": (
        lambda s: void(
            s.write_results(
                dataclasses.replace(RECORD, id="tre"), result_rows(("finns_inte", "1", "JA"))
            )
        ),
        KeyError,
    ),
}


def void(_: object) -> None:
    return None


@pytest.mark.parametrize("failure", FAILURES)
def test_an_import_is_all_or_nothing(small: Path, failure: str) -> None:
    before = contents(small)
    then, error = FAILURES[failure]
    with writable(small) as store:
        with pytest.raises(error):
            add(store, then)
        assert contents(small) == before
        add(store, void)
        assert len(contents(small)["result"]) == len(before["result"]) + 1
    assert list(small.parent.glob("liten.db-*")) == []


def test_an_import_that_works_is_kept(small: Path) -> None:
    with writable(small) as store:
        add(store, void)
    with open_store(small) as store:
        assert [r.id for r in store.sources()] == ["prov", "mer"]
        assert store.rows(PSYKIATRI, unit=("kommun", "9998"))["answer"].tolist() == ["NEJ"]


def test_a_catalogue_is_written_in_place_of_the_one_before(
    small: Path, catalogues: dict[str, Catalogue]
) -> None:
    newer = dataclasses.replace(catalogues[PSYKIATRI], name="Nytt namn")
    with writable(small) as store, store.transaction():
        store.write_catalogue(newer)
        store.write_themes(Themes(()))
    with open_store(small) as store:
        assert store.catalogues() == (newer,)
        assert store.themes() == Themes(())
        assert len(store.rows(PSYKIATRI)) == 37 * 9

"""A workspace's own store: before or after, never between; and the files it was made from."""

import dataclasses
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from incoming_made import TODAY, incoming, original, result_rows
from oj_cli.store.own import changing

from oj_cli.domain.errors import FileFault
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.difference import differences
from oj_cli.sources.incoming import Incoming, Original
from oj_cli.sources.keeping import rebuild, recipe_of, remove_sources, store_sources
from oj_cli.store import Store, open_store
from oj_cli.workspace import SHIPPED_STORE, originals, own_store

PSYKIATRI = "socialpsykiatri"
JA = ("sip_rutin", "2029", "JA")
NEJ = ("sip_rutin", "2029", "NEJ")
MORA = ("sip_rutin", "2062", "NEJ")
Import = Callable[..., tuple[SourceRecord, ...]]


def answers(folder: Path, year: int = 2011) -> list[tuple[str, str]]:
    with open_store(own_store(folder)) as store:
        rows = store.rows(PSYKIATRI, year=year)
        return sorted(zip(rows["unit"], rows["answer"], strict=True))


def ids(folder: Path) -> list[str]:
    with open_store(own_store(folder)) as store:
        return [r.id for r in store.sources() if not r.is_shipped]


def files(folder: Path) -> dict[str, bytes]:
    """Return all that lies under a workspace's data, locks aside."""
    found = (p for p in (folder / "data").rglob("*") if p.is_file() and p.suffix != ".lock")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def test_the_first_import_begins_with_what_is_shipped(folder: Path, put_in: Import) -> None:
    [record] = put_in("ett", JA, MORA)
    assert (record.imported, record.is_shipped) == ("2027-03-31", False)
    with open_store(own_store(folder)) as own, open_store(SHIPPED_STORE) as shipped:
        assert own.sources() == (*shipped.sources(), record)
        assert own.areas() == shipped.areas()
        assert len(own.rows(PSYKIATRI, year=2016)) == len(shipped.rows(PSYKIATRI, year=2016))
        assert [c for c in own.coverage() if c.source != "ett"] == list(shipped.coverage())
        assert [(c.area, c.rows) for c in own.coverage("ett")] == [(PSYKIATRI, 2)]
    assert answers(folder) == [("2029", "JA"), ("2062", "NEJ")]


def test_the_file_is_kept_under_its_hash_and_name_with_its_recipe(
    folder: Path, put_in: Import
) -> None:
    [record] = put_in("ett", JA)
    assert record.original == f"{record.sha256[:12]}-ett.csv"
    assert (originals(folder) / record.original).read_bytes() == repr(("ett", (JA,))).encode()
    assert recipe_of(folder, "ett").read_text() == "id: ett\n"
    with open_store(own_store(folder)) as store:
        assert store.sources_of(record.sha256) == (record,)
        assert store.sources_of("0" * 64) == ()


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("ÖJ 2011 (kopia).xlsx", "ÖJ 2011 (kopia).xlsx"),
        ("a/b\\c:d?.xlsx", "a_b_c_d_.xlsx"),
        ("...", "fil"),
        ("x" * 300 + ".xls", "x" * 96 + ".xls"),
    ],
)
def test_a_kept_file_has_a_name_that_every_system_takes(name: str, end: str) -> None:
    assert Original(name, b"", "abcdef0123456789").kept_as == f"abcdef012345-{end}"


def test_a_replaced_source_is_gone_and_its_file_is_not_lost(folder: Path, put_in: Import) -> None:
    put_in("ett", JA, MORA)
    with open_store(own_store(folder)) as store:
        before = store.rows(PSYKIATRI, source="ett")
    put_in("tva", NEJ, ("sip_rutin", "2031", 50.0), replacing=("ett",))
    assert ids(folder) == ["tva"]
    assert [name.rpartition("-")[2] for name in files(folder) if "ett" in name] == ["ett.csv"]
    with open_store(own_store(folder)) as store:
        found = differences(before, store.rows(PSYKIATRI, source="tva"))
    assert [(d.change, d.unit, d.before, d.after) for d in found] == [
        ("andrad", "2029", "JA", "NEJ"),
        ("ny", "2031", None, 50.0),
        ("borta", "2062", "NEJ", None),
    ]


def test_the_same_rows_do_not_differ_wherever_they_stand() -> None:
    rows = result_rows(JA, MORA, ("ips_supported_employment", "2029", 12.5))
    moved = rows.iloc[::-1].assign(locator="Annat!A1")
    assert differences(rows, moved) == ()


def test_what_was_removed_is_gone_and_its_file_is_not_lost(folder: Path) -> None:
    file = original(b"en fil med tva blad", "blad.xlsx")
    both = [
        incoming("ett", file.sha256, result_rows(JA)),
        incoming("tva", file.sha256, result_rows(NEJ, year=2012)),
    ]
    store_sources(folder, file, both, today=TODAY)
    assert remove_sources(folder, ["ett"]) == 1
    assert ids(folder) == ["tva"]
    assert not recipe_of(folder, "ett").exists()
    assert remove_sources(folder, ["tva"]) == 1
    assert [p.name for p in originals(folder).iterdir()] == [file.kept_as]


def test_a_store_from_which_much_was_removed_is_small_again(folder: Path) -> None:
    file = original(b"stor")
    many = [
        (i, str(u), "JA") for i in ("sip_rutin", "ips_supported_employment") for u in range(20_000)
    ]
    store_sources(folder, file, [incoming("stor", file.sha256, result_rows(*many))], today=TODAY)
    large = own_store(folder).stat().st_size
    remove_sources(folder, ["stor"])
    shipped = SHIPPED_STORE.stat().st_size
    assert own_store(folder).stat().st_size < shipped + (large - shipped) / 2


FAULTS: dict[str, tuple[Any, type[BaseException]]] = {
    "a result twice": (result_rows(JA, NEJ), FileFault),
    "an unknown indicator": (result_rows(("finns_inte", "2029", "JA")), KeyError),
    "no indicator": (result_rows(JA).assign(indicator=None), KeyError),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_import_that_fails_leaves_nothing(folder: Path, put_in: Import, fault: str) -> None:
    put_in("ett", JA)
    before = files(folder)
    rows, error = FAULTS[fault]
    file = original(b"fel")
    with pytest.raises(error):
        store_sources(
            folder,
            file,
            [incoming("ratt", file.sha256, result_rows(MORA)), incoming("fel", file.sha256, rows)],
            today=TODAY,
            replacing=["ett"],
        )
    assert files(folder) == before


def test_an_import_that_is_interrupted_leaves_nothing(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    before = files(folder)

    def interrupted() -> None:
        with changing(folder) as store:
            store.remove_source("ett")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert files(folder) == before


def test_readers_see_the_store_as_it_was_until_all_is_written(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    with open_store(own_store(folder)) as reader:
        with changing(folder) as store:
            store.remove_source("ett")
            assert ids(folder) == ["ett"]
            assert answers(folder) == [("2029", "JA")]
        assert len(reader.rows(PSYKIATRI, year=2011)) == 1  # opened before, and still whole
    assert ids(folder) == []


def test_two_imports_at_once_take_turns(folder: Path, put_in: Import) -> None:
    faults: list[BaseException] = []

    def run(number: int) -> None:
        try:
            put_in(f"nr{number}", ("sip_rutin", f"{1000 + number}", "JA"))
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(ids(folder)) == [f"nr{n}" for n in range(6)]
    assert len(answers(folder)) == 6


def test_an_id_that_somebody_took_meanwhile_is_refused_in_words(
    folder: Path, put_in: Import
) -> None:
    put_in("ett", JA)
    before = files(folder)
    file = original(b"en annan", "annan.csv")
    with pytest.raises(FileFault, match="En annan fil lästes in samtidigt") as caught:
        store_sources(folder, file, [incoming("ett", file.sha256, result_rows(MORA))], today=TODAY)
    assert caught.value.hints == ("Kör kommandot igen.",)
    assert files(folder) == before


def test_a_full_disk_leaves_the_store_as_it_was(
    folder: Path, put_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in("ett", JA)
    before = files(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("oj_cli.store.own.shutil.copyfile", full)
    with pytest.raises(FileFault, match="disken är full"):
        put_in("tva", NEJ)
    assert files(folder) == before


def test_a_disk_that_fills_while_rows_are_written(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    before = files(folder)
    rows = result_rows(*[("sip_rutin", str(u), "JA") for u in range(30_000)])

    def write_too_much() -> None:
        with changing(folder) as store:
            [[pages]] = store._read("PRAGMA page_count")
            store._db.execute(f"PRAGMA max_page_count = {pages + 20}")
            store.write_results(incoming("stor", "", rows).record, rows)

    with pytest.raises(FileFault, match="full"):
        write_too_much()
    assert files(folder) == before


def test_a_folder_that_may_not_be_written_in(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    (folder / "data").chmod(0o555)
    try:
        if not _writable(folder / "data"):  # the one who runs the tests may write anywhere
            with pytest.raises(FileFault, match="skriva i mappen"):
                put_in("tva", NEJ)
    finally:
        (folder / "data").chmod(0o755)
    assert ids(folder) == ["ett"] or ids(folder) == ["ett", "tva"]


def _writable(place: Path) -> bool:
    try:
        (place / "prov").touch()
        (place / "prov").unlink()
    except PermissionError:
        return False
    return True


# ---------------------------------------------------------------- made anew


def read_again(path: Path, recipe: Path, name: str, store: Store) -> Incoming:
    """Read a file that `put_in` made, by nothing but what is kept."""
    id, given = eval(path.read_bytes())  # noqa: S307 - made by the test
    assert recipe.read_text() == f"id: {id}\n"
    assert store.areas()
    assert name == f"{id}.csv"
    return incoming(id, original(path.read_bytes()).sha256, result_rows(*given), f"{id}.csv")


def test_a_store_is_made_anew_from_what_is_kept(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    put_in("tva", MORA)
    with open_store(own_store(folder)) as store:
        records, catalogues = store.sources(), store.catalogues()
        rows = store.rows(PSYKIATRI, gender=None)
    own_store(folder).write_bytes(b"skadad")
    kept = [r for r in records if not r.is_shipped]
    rebuild(folder, kept, catalogues, {"prov": read_again})
    with open_store(own_store(folder)) as store:
        assert store.sources() == records
        assert differences(rows, store.rows(PSYKIATRI, gender=None)) == ()


def test_nothing_is_made_anew_without_the_original(folder: Path, put_in: Import) -> None:
    [record] = put_in("ett", JA)
    before = files(folder)
    gone = dataclasses.replace(record, original="borta.csv")
    for records, readers in (([gone], {"prov": read_again}), ([record], {})):
        with pytest.raises(FileFault, match="originalet till") as caught:
            rebuild(folder, records, (), readers)
        assert caught.value.hints
    assert files(folder) == before


# ---------------------------------------------------------------- what it tells of its sources


def test_sources_are_counted_and_found_by_what_they_cover(folder: Path, put_in: Import) -> None:
    put_in("ett", JA, MORA, ("ips_supported_employment", "2029", 12.5))
    put_in("tva", NEJ, year=2012)
    with open_store(own_store(folder)) as store:
        counts = {
            (c.year, c.unit_kind, c.answer, c.is_number): c.rows for c in store.source_counts("ett")
        }
        assert counts == {
            (2011, "kommun", None, 1): 1,
            (2011, "kommun", "JA", 0): 1,
            (2011, "kommun", "NEJ", 0): 1,
        }
        assert store.source_units("ett") == ((2011, "kommun", 2),)
        assert store.overlaps(PSYKIATRI, [2012, 2011]) == {
            "ett": {("sip_rutin", 2011), ("ips_supported_employment", 2011)},
            "tva": {("sip_rutin", 2012)},
        }
        assert store.overlaps("lss-enheter", [2011]) == {}
        [own] = [c for c in store.coverage() if c.source == "ett"]
        assert (own.area, own.first_year, own.rows, own.indicators, own.units) == (
            PSYKIATRI,
            2011,
            3,
            2,
            2,
        )


def test_what_each_source_gives_is_known_whatever_came_and_went(
    folder: Path, put_in: Import
) -> None:
    put_in("ett", JA, MORA)
    put_in("stor", *[("ips_supported_employment", str(u), "JA") for u in range(45_000)])
    put_in("tal", ("sip_rutin", "2029", 12.5), ("sip_rutin", "2062", "NEJ"), year=2012)
    put_in("tva", NEJ, replacing=("ett",))
    remove_sources(folder, ["stor"])
    db = sqlite3.connect(own_store(folder))
    for table in ("counts", "coverage"):
        of = db.execute(f"SELECT DISTINCT source FROM {table} ORDER BY source")  # noqa: S608
        blocks = db.execute("SELECT DISTINCT source FROM block ORDER BY source")
        assert of.fetchall() == blocks.fetchall()
    db.close()
    with open_store(own_store(folder)) as store:
        assert [(c.answer, c.is_number, c.rows) for c in store.source_counts("tal")] == [
            (None, 1, 1),
            ("NEJ", 0, 1),
        ]
        assert store.source_units("tal") == ((2012, "kommun", 2),)

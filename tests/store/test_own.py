"""A workspace's own områden: before or after, never between; and the files they were made from."""

import errno
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from incoming_made import TODAY, incoming, original, result_rows

from oj_cli import api
from oj_cli.domain.errors import FileFault
from oj_cli.domain.sources import SourceRecord
from oj_cli.sources.difference import differences
from oj_cli.sources.incoming import Incoming, Original
from oj_cli.sources.keeping import recipe_of, remove_sources, store_sources
from oj_cli.sources.mending import READERS, mend
from oj_cli.store import Store, open_store
from oj_cli.store.mending import lost
from oj_cli.store.values import FILE
from oj_cli.store.writing import changing
from oj_cli.workspace import originals, own_areas

PSYKIATRI = "socialpsykiatri"
JA = ("sip_rutin", "2029", "JA")
NEJ = ("sip_rutin", "2029", "NEJ")
MORA = ("sip_rutin", "2062", "NEJ")
Import = Callable[..., tuple[SourceRecord, ...]]


def place(folder: Path) -> Path:
    """Return the folder of an område's own values."""
    return own_areas(folder) / PSYKIATRI


def answers(folder: Path, year: int = 2011) -> list[tuple[str, str]]:
    """Return what counts, as blocks have it; lines and summaries say the same."""
    with open_store(folder) as store:
        rows = store.rows(PSYKIATRI, year=year)
        found = sorted(zip(rows["unit"], rows["answer"], strict=True))
        for unit in {unit for unit, _ in found}:
            of_unit = store.results(PSYKIATRI, ("kommun", unit))
            in_line = [r.answer for r in of_unit if r.year == year]
            assert in_line == [answer for u, answer in found if u == unit]
        summaries = [s for (_, y), s in store.summaries(PSYKIATRI).items() if y == year]
        counted = {u: a for u, a in found if a in ("JA", "NEJ", "DELVIS")}
        assert sum(s.n for s in summaries) == len(counted)
        return found


def ids(folder: Path) -> list[str]:
    with open_store(folder) as store:
        return [r.id for r in store.sources() if not r.is_shipped]


def files(folder: Path) -> dict[str, bytes]:
    """Return all that an import writes, but locks and what is compiled."""
    found = (p for top in ("data", "omraden", "katalog") for p in (folder / top).rglob("*"))
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in found
        if p.is_file() and ".kompilerat" not in p.parts
    }


def test_an_import_lies_beside_what_comes_with_oj(folder: Path, put_in: Import) -> None:
    [record] = put_in("ett", JA, MORA)
    assert (record.imported, record.is_shipped) == ("2027-03-31", False)
    with open_store(folder) as both, open_store() as shipped:
        assert set(both.sources()) == {*shipped.sources(), record}
        assert both.own_sources() == (record,)
        assert (both.areas(), shipped.is_shipped, both.is_shipped) == (shipped.areas(), True, False)
        assert len(both.rows(PSYKIATRI, year=2016)) == len(shipped.rows(PSYKIATRI, year=2016))
        assert [c for c in both.coverage() if c.source != "ett"] == list(shipped.coverage())
        assert [(c.area, c.rows) for c in both.coverage("ett")] == [(PSYKIATRI, 2)]
    assert answers(folder) == [("2029", "JA"), ("2062", "NEJ")]
    assert [p.name for p in own_areas(folder).iterdir() if p.is_dir()] == [PSYKIATRI]


def test_the_file_is_kept_under_its_hash_and_name_with_its_recipe(
    folder: Path, put_in: Import
) -> None:
    [record] = put_in("ett", JA)
    assert record.original == f"{record.sha256[:12]}-ett.csv"
    assert (originals(folder) / record.original).read_bytes() == repr(("ett", (JA,), {})).encode()
    assert recipe_of(folder, "ett").read_text() == "id: ett\n"
    with open_store(folder) as store:
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
    with open_store(folder) as store:
        before = store.rows(PSYKIATRI, source="ett")
    put_in("tva", NEJ, ("sip_rutin", "2031", 50.0), replacing=("ett",))
    assert ids(folder) == ["tva"]
    assert [name.rpartition("-")[2] for name in files(folder) if "ett" in name] == ["ett.csv"]
    with open_store(folder) as store:
        found = differences(before, store.rows(PSYKIATRI, source="tva"))
    assert [(unit, was, now) for (*_, unit, _), was, now in found] == [
        ("2029", "JA", "NEJ"),
        ("2031", None, 50.0),
        ("2062", "NEJ", None),
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


def test_values_from_which_much_was_removed_are_small_again(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    file = original(b"stor")
    many = [
        (i, str(u), "JA") for i in ("sip_rutin", "ips_supported_employment") for u in range(20_000)
    ]
    store_sources(folder, file, [incoming("stor", file.sha256, result_rows(*many))], today=TODAY)
    large = (place(folder) / FILE).stat().st_size
    remove_sources(folder, ["stor"])
    assert (place(folder) / FILE).stat().st_size < large / 2


def test_a_folder_goes_with_its_last_source(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    put_in("tva", MORA)
    answers(folder)  # keeps something compiled beside it
    remove_sources(folder, ["tva"])
    assert place(folder).is_dir()
    remove_sources(folder, ["ett"])
    assert not place(folder).exists()


def test_a_folder_with_something_of_the_users_stays(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    (place(folder) / "anteckningar.txt").write_text("mina")
    remove_sources(folder, ["ett"])
    assert [p.name for p in place(folder).iterdir() if p.is_file()] == ["anteckningar.txt"]
    put_in("tva", MORA)
    assert answers(folder) == [("2062", "NEJ")]


def twice(folder: Path, rows: Any) -> None:
    """Import a file that gives a source which is right, and one that is not."""
    file = original(b"fel")
    right = incoming("ratt", file.sha256, result_rows(MORA))
    wrong = incoming("fel", file.sha256, rows)
    store_sources(folder, file, [right, wrong], today=TODAY, replacing=["ett"])


@pytest.mark.parametrize(
    ("rows", "error"),
    [(result_rows(JA, NEJ), FileFault), (result_rows(JA).assign(indicator=None), KeyError)],
    ids=["a result twice", "no indicator"],
)
def test_an_import_that_fails_leaves_nothing(
    folder: Path, put_in: Import, rows: Any, error: type[BaseException]
) -> None:
    put_in("ett", JA)
    before = files(folder)
    with pytest.raises(error):
        twice(folder, rows)
    assert files(folder) == before


def test_a_first_import_that_fails_leaves_no_folder(folder: Path) -> None:
    with pytest.raises(FileFault):
        twice(folder, result_rows(JA, NEJ))
    assert files(folder) == {}
    assert not place(folder).exists()


def test_an_import_that_is_interrupted_leaves_nothing(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    before = files(folder)

    def interrupted() -> None:
        with changing(place(folder)) as values:
            values.remove_source("ett")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert files(folder) == before


def test_readers_see_what_was_until_all_is_written(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    with open_store(folder) as reader:
        reader.summaries(PSYKIATRI)  # opens the file
        with changing(place(folder)) as values:
            values.remove_source("ett")
            assert ids(folder) == ["ett"]
            assert answers(folder) == [("2029", "JA")]
        assert len(reader.rows(PSYKIATRI, year=2011)) == 1  # opened before, and still whole


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


# ---------------------------------------------------------------- a disk that refuses


@pytest.fixture
def full_after(monkeypatch: pytest.MonkeyPatch) -> Callable[[int | None], list[str]]:
    """Let the disk be full from the n:th file that is put in its place; None is never.

    What is left of a failed import may be put back: the next write works again.
    """
    rename = Path.replace

    def limit(n: int | None) -> list[str]:
        seen: list[str] = []

        def replace(path: Path, target: Path) -> Path:
            seen.append(target.name)
            if len(seen) - 1 == n:
                raise OSError(errno.ENOSPC, "No space left on device")
            return rename(path, target)

        monkeypatch.setattr(Path, "replace", replace)
        return seen

    return limit


def two_areas(folder: Path) -> None:
    """Import a file with results of two områden in place of one with other results of them."""
    file = original(b"nya", "nya.csv")
    rows = result_rows(NEJ, ("boende_genomforandeplan", "2029", 50.0))
    rows.loc[1, "area"] = "lss-enheter"
    source = incoming("tva", file.sha256, rows, file.name)
    store_sources(folder, file, [source], today=TODAY, replacing=["ett"])


def what_counts(folder: Path) -> list[Any]:
    """Return what the program says after it has read again what was lost."""
    with api.open(folder).data() as store:
        rows = [
            store.rows(area, year=2011, gender=None).to_csv() for area in (PSYKIATRI, "lss-enheter")
        ]
        return [store.own_sources(), *rows]


@pytest.mark.slow
def test_an_import_that_fails_at_any_write_leaves_what_counts_as_it_was(
    folder: Path,
    put_in: Import,
    full_after: Callable[[int | None], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(READERS, "prov", read_again)
    put_in("ett", JA, ("boende_genomforandeplan", "2029", 25.0), areas={1: "lss-enheter"})
    before, shown = files(folder), what_counts(folder)
    seen = full_after(None)
    copy = shutil.copytree(folder, folder.with_name("kopia"))
    two_areas(copy)
    assert {"tva.yaml", FILE, "kalla.yaml"} <= {*seen}
    for n, name in enumerate(seen):
        if name.endswith((".bak", ".lock")):  # left by earlier versions: there are none
            continue
        full_after(n)
        with pytest.raises(FileFault, match="disken är full"):
            two_areas(folder)
        full_after(None)
        assert what_counts(folder) == shown, name
        assert set(files(folder)) == set(before), name
    two_areas(folder)
    assert answers(folder) == [("2029", "NEJ")]


def test_a_full_disk_leaves_all_as_it_was(
    folder: Path, put_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in("ett", JA)
    before = files(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("oj_cli.store.writing.shutil.copyfile", full)
    with pytest.raises(FileFault, match="disken är full"):
        put_in("tva", NEJ)
    assert files(folder) == before


def test_a_disk_that_fills_while_rows_are_written(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    before = files(folder)
    rows = result_rows(*[("sip_rutin", str(u), "JA") for u in range(30_000)])

    def write_too_much() -> None:
        with changing(place(folder)) as values:
            [[pages]] = values._read("PRAGMA page_count")
            values._db.execute(f"PRAGMA max_page_count = {pages + 4}")
            values.write_source("stor", rows)

    with pytest.raises(FileFault, match="full"):
        write_too_much()
    assert files(folder) == before


def test_a_folder_that_may_not_be_written_in(folder: Path, put_in: Import) -> None:
    put_in("ett", JA)
    place(folder).chmod(0o555)
    try:
        if not _writable(place(folder)):  # the one who runs the tests may write anywhere
            with pytest.raises(FileFault, match="skriva i mappen"):
                put_in("tva", NEJ)
    finally:
        place(folder).chmod(0o755)
    assert ids(folder) == ["ett"] or ids(folder) == ["ett", "tva"]


def _writable(place: Path) -> bool:
    try:
        (place / "prov").touch()
        (place / "prov").unlink()
    except PermissionError:
        return False
    return True


# ---------------------------------------------------------------- read again


def read_again(path: Path, recipe: Path, name: str, store: Store, areas: Any) -> Incoming:
    """Read a file that `put_in` made, by nothing but what is kept."""
    id, given, of = eval(path.read_bytes())  # noqa: S307 - made by the test
    assert recipe.read_text() == f"id: {id}\n"
    assert store.areas()
    assert name == f"{id}.csv"
    rows = result_rows(*given)
    for n, area in of.items():
        rows.loc[n, "area"] = area
    assert set(areas) == set(rows["area"])
    return incoming(id, original(path.read_bytes()).sha256, rows, f"{id}.csv")


def test_values_that_are_lost_are_read_again(
    folder: Path, put_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(READERS, "prov", read_again)
    put_in("ett", JA)
    put_in("tva", MORA)
    assert not lost(folder)
    with open_store(folder) as store:
        records, rows = store.sources(), store.rows(PSYKIATRI, gender=None)
    (place(folder) / FILE).unlink()
    assert lost(folder)
    mend(folder)
    assert not lost(folder)
    with open_store(folder) as store:
        assert store.sources() == records
        assert differences(rows, store.rows(PSYKIATRI, gender=None)) == ()
    assert answers(folder) == [("2029", "JA"), ("2062", "NEJ")]


def test_values_that_nothing_tells_of_do_not_count(
    folder: Path, put_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in("ett", JA)
    with changing(place(folder)) as values:  # and then the program was stopped
        values.write_source("tva", result_rows(MORA, ("sip_rutin", "2031", "NEJ")))
    monkeypatch.setattr("oj_cli.sources.mending.READERS", {})  # nothing has to be read for that
    assert [r.id for r in what_counts(folder)[0]] == ["ett"]
    assert answers(folder) == [("2029", "JA")]


def test_nothing_is_read_again_without_the_original(
    folder: Path, put_in: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    [record] = put_in("ett", JA)
    (place(folder) / FILE).unlink()
    before = files(folder)
    for readers in ({}, {"prov": read_again}):
        monkeypatch.setattr("oj_cli.sources.mending.READERS", readers)
        (originals(folder) / str(record.original)).rename(folder / "undan.csv")
        with pytest.raises(FileFault, match=r"ett\.csv") as caught:
            mend(folder)
        assert str(record.original) in caught.value.hints[0]
        (folder / "undan.csv").rename(originals(folder) / str(record.original))
        assert files(folder) == before


# ---------------------------------------------------------------- what it tells of its sources


def test_sources_are_counted_and_found_by_what_they_cover(folder: Path, put_in: Import) -> None:
    put_in("ett", JA, MORA, ("ips_supported_employment", "2029", 12.5))
    put_in("tva", NEJ, year=2012)
    with open_store(folder) as store:
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
    put_in("stor", *[("ips_supported_employment", str(u), "JA") for u in range(3_000)])
    put_in("tal", ("sip_rutin", "2029", 12.5), ("sip_rutin", "2062", "NEJ"), year=2012)
    put_in("tva", NEJ, replacing=("ett",))
    remove_sources(folder, ["stor"])
    with open_store(folder) as store:
        assert {c.source for c in store.coverage() if c.source in ids(folder)} == {"tal", "tva"}
        assert store.source_counts("stor") == store.source_counts("ett") == ()
    with open_store(folder) as store:
        assert [(c.answer, c.is_number, c.rows) for c in store.source_counts("tal")] == [
            (None, 1, 1),
            ("NEJ", 0, 1),
        ]
        assert store.source_units("tal") == ((2012, "kommun", 2),)

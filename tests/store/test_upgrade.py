"""A store of an older version of `oj` is made anew from the files that were imported."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from oj_cli.store.files import is_older, stamp_of

from oj_cli.sources.difference import differences
from oj_cli.store import VERSION, open_store
from oj_cli.workspace import SHIPPED_STORE, originals, own_store

Oj = Callable[..., Any]
TABLE = "Kod;Kommun;Lättläst svenska;Ny fråga\n2029;Leksand;Ja;Nej\n2062;Mora;-;Ja\n"
LONG = "kpi,municipality,period,gender,value\nU28112,2029,2023,T,50\nN00001,2029,2023,T,7.5\n"


@pytest.fixture
def imported(folder: Path, oj: Oj, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace into which a CSV file and a long table were imported."""
    monkeypatch.chdir(folder)
    Path("svar 2015.csv").write_text(TABLE, encoding="utf-8")
    Path("lang.csv").write_text(LONG, encoding="utf-8")
    flags = ("--no-input", "--idag", "2027-03-31", "--nya", "bakgrund")
    first = oj("data", "import", "svar 2015.csv", *flags, "--omrade", "socialpsykiatri")
    assert first.code == 0, first.err
    second = oj("data", "import", "lang.csv", *flags, "--nytt-omrade", "Kolada")
    assert second.code == 0, second.err
    return folder


def make_older(path: Path) -> None:
    """Make a store look like one of the version before, without what came after."""
    db = sqlite3.connect(path)
    db.executescript(f"DROP TABLE coverage; PRAGMA user_version = {VERSION - 1};")
    db.close()


def test_an_older_store_is_made_anew_before_it_is_asked(imported: Path, oj: Oj) -> None:
    path = own_store(imported)
    with open_store(path) as store:
        before = store.sources(), store.coverage(), store.catalogues()
        rows = {a: store.rows(a, gender=None) for a in ("socialpsykiatri", "lss-enheter", "kolada")}
    make_older(path)
    assert is_older(path)
    result = oj("data", "list", "--format", "json")
    assert result.code == 0, result.err
    assert "görs om från era filer" in result.err
    assert not is_older(path)
    with open_store(path) as store:
        assert (store.sources(), store.coverage(), store.catalogues()) == before
        for area, found in rows.items():
            assert differences(found, store.rows(area, gender=None)) == ()
    assert "görs om" not in oj("data", "list").err


def test_an_import_into_an_older_store_makes_it_anew_first(imported: Path, oj: Oj) -> None:
    make_older(own_store(imported))
    Path("svar 2014.csv").write_text(TABLE.replace(";Ja", ";Nej"), encoding="utf-8")
    result = oj("data", "import", "svar 2014.csv", "--no-input", "--ar", "2014")
    assert result.code == 0, result.err
    with open_store(own_store(imported)) as store:
        assert len([r for r in store.sources() if not r.is_shipped]) == 3


def test_without_a_kept_file_the_store_stays_and_the_file_is_named(imported: Path, oj: Oj) -> None:
    path = own_store(imported)
    make_older(path)
    before = path.read_bytes()
    [kept] = [p for p in originals(imported).iterdir() if p.name.endswith("-lang.csv")]
    kept.rename(imported / "undan.csv")
    result = oj("data", "list")
    assert result.code == 3
    assert "lang.csv" in result.err
    assert path.read_bytes() == before
    (imported / "undan.csv").rename(kept)
    assert oj("data", "list").code == 0


def begin_from_other_data(path: Path) -> None:
    """Make a store look like one that began from what came with `oj` before."""
    db = sqlite3.connect(path)
    db.executescript("PRAGMA application_id = 17; DELETE FROM block WHERE source = 1;")
    db.close()


def test_a_store_takes_in_what_comes_with_oj_now(imported: Path, oj: Oj) -> None:
    path = own_store(imported)
    with open_store(path) as store:
        rows = {a: store.rows(a, gender=None) for a in ("socialpsykiatri", "kolada")}
    begin_from_other_data(path)
    result = oj("identify", "--kommun", "Leksand")
    assert result.code == 0, result.err
    assert "Nyare uppgifter följer med oj" in result.err
    assert stamp_of(path) == stamp_of(SHIPPED_STORE) != 0
    with open_store(path) as store:
        for area, found in rows.items():
            assert differences(found, store.rows(area, gender=None)) == ()
    assert oj("identify", "--kommun", "Leksand").err == ""


def test_without_a_kept_file_the_older_data_are_still_shown(imported: Path, oj: Oj) -> None:
    path = own_store(imported)
    begin_from_other_data(path)
    before = path.read_bytes()
    [kept] = [p for p in originals(imported).iterdir() if p.name.endswith("-lang.csv")]
    kept.rename(imported / "undan.csv")
    result = oj("data", "list")
    assert result.code == 0
    assert "du ser de äldre uppgifterna" in result.err
    assert "lang.csv" in result.err
    assert path.read_bytes() == before


def test_a_store_of_a_newer_version_is_left_alone(imported: Path, oj: Oj) -> None:
    db = sqlite3.connect(own_store(imported))
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    result = oj("data", "list")
    assert result.code == 3
    assert f"version {VERSION + 1}" in result.err


@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\0", b"SQLite format 3\0" * 9])
def test_what_is_no_store_is_not_older(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "oj.db"
    path.write_bytes(content)
    assert not is_older(path)
    assert not is_older(tmp_path / "saknas.db")

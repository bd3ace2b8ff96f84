"""Columns as bytes: what went in comes out, and what was changed or moved is found out."""

import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.domain.answers import GENDERS, ROW_COLUMNS, Answer
from oj_cli.domain.errors import FileFault
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.sources import SourceRecord
from oj_cli.store import Store, create_store, open_store
from oj_cli.store.blocks import ANSWER_CODES
from oj_cli.store.packing import pack, pack_list, unpack, unpack_plain
from oj_cli.workspace import SHIPPED_STORE

AREA = "socialpsykiatri"
KEY = ["indicator", "year", "unit_kind", "unit", "gender"]

texts = st.text(st.characters(codec="utf-8"), max_size=9)
places = st.one_of(st.none(), texts, st.integers(0, 2**60))
numbers = st.one_of(st.none(), st.floats(allow_nan=False))
counts = st.one_of(st.none(), st.integers(0, 2**40))
result = st.tuples(
    st.sampled_from(["sip_rutin", "ips_supported_employment", "personligt_ombud"]),
    st.integers(1994, 2030),
    st.sampled_from(["kommun", "lan", "riket"]),
    st.sampled_from(["2029", "2062", "20", "riket"]),
    st.sampled_from(GENDERS),
    st.one_of(st.none(), st.sampled_from([a.value for a in Answer])),
    numbers,
    counts,
    counts,
    places,
)
COLUMNS = [*KEY, "answer", "value", "n_yes", "n", "locator"]


def test_each_answer_has_a_number_that_never_changes() -> None:
    assert ANSWER_CODES == ("JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS")
    assert set(ANSWER_CODES) == {answer.value for answer in Answer}


@given(content=st.binary(max_size=40).map(lambda b: b + b"\0" * (-len(b) % 8)), place=texts)
def test_what_is_packed_is_unpacked(content: bytes, place: str) -> None:
    for kind in "bhiqd":
        packed = pack(kind, content, place)
        assert unpack(packed, place) == (kind, content)
        plain = unpack_plain(packed, place)
        assert bytes(memoryview(plain)) == content  # type: ignore[arg-type] - it is an array
        with pytest.raises(ValueError, match="ändrade"):
            unpack(packed, place + "x")


@given(values=st.lists(st.one_of(st.none(), texts, st.integers())), place=texts)
def test_a_list_is_packed_and_unpacked(values: list[Any], place: str) -> None:
    assert unpack_plain(pack_list(values, place), place) == values


@given(st.data())
def test_no_byte_can_be_changed_unseen(data: st.DataObject) -> None:
    packed = bytearray(pack("i", b"12345678", "här"))
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] ^= data.draw(st.integers(1, 127))
    with pytest.raises(ValueError, match="skadade"):
        unpack(bytes(packed), "här")


@pytest.mark.parametrize("packed", [None, 1, "text", b"", b"b", b"bxxx"])
def test_what_is_no_column_is_refused(packed: object) -> None:
    with pytest.raises(ValueError, match="skadade"):
        unpack(packed, "här")


@cache
def catalogue() -> Catalogue:
    with open_store(SHIPPED_STORE) as store:
        return store.catalogue(AREA)


@pytest.mark.slow
@settings(database=None, deadline=None, max_examples=60)
@given(given_rows=st.lists(result, max_size=25, unique_by=lambda r: r[:5]))
def test_rows_come_back_as_they_were_given(
    tmp_path_factory: pytest.TempPathFactory, given_rows: list[Any]
) -> None:
    path = tmp_path_factory.mktemp("lager") / "oj.db"
    record = SourceRecord("a", "A", "B", 2016, "a.csv", "0" * 64, None, None, "r", 1, "k")
    rows = pd.DataFrame(given_rows, columns=COLUMNS, dtype=object).assign(area=AREA)
    with create_store(path) as store, store.transaction():
        store.write_catalogue(catalogue())
        assert store.write_results(record, rows) == len(rows)
    with Store(sqlite3.connect(path), path) as store:
        every = store.rows(AREA, gender=None)
        assert tuple(every.columns) == ROW_COLUMNS
        found = every.astype(object).where(every.notna(), None)[COLUMNS]
        same = sorted(found.itertuples(index=False, name=None), key=lambda r: r[:5])
        assert same == sorted(given_rows, key=lambda r: r[:5])
        for unit in {(r[2], r[3]) for r in given_rows}:
            of_unit = store.rows(AREA, gender=None, unit=unit)
            assert len(of_unit) == sum((r[2], r[3]) == unit for r in given_rows)
            assert set(of_unit["unit"]) == {unit[1]}
        plain = [(c, result) for c in store.columns(AREA) for result in c.results()]
        assert sorted((c.indicator, c.year, *unit, answer) for c, (unit, answer, *_) in plain) == (
            sorted((r[0], r[1], r[2], r[3], r[5]) for r in given_rows if r[4] == "T")
        )
        values = {value for _, (_, _, value, *_) in plain}
        assert values == {r[6] for r in given_rows if r[4] == "T"}
        kommuner = [r for r in given_rows if r[2] == "kommun"]
        assert store.years(AREA) == tuple(
            sorted({r[1] for r in kommuner if r[5] is not None or r[6] is not None})
        )
        answers = [r for r in kommuner if r[3] == "2029" and r[4] == "T" and r[5]]
        assert store.newest_answers("2029") == {
            (AREA, r[0]): (r[1], r[5]) for r in sorted(answers, key=lambda r: r[1])
        }


def test_a_result_given_twice_is_refused(tmp_path: Path) -> None:
    record = SourceRecord("a", "A", "B", 2016, "a.csv", "0" * 64, None, None, "r", 1, "k")
    one = ("sip_rutin", 2016, "kommun", "2029", "T", "JA", None, None, None, 2)
    rows = pd.DataFrame([one, one], columns=COLUMNS).assign(area=AREA)
    with create_store(tmp_path / "oj.db") as store:
        store.write_catalogue(catalogue())
        with pytest.raises(FileFault, match="två gånger"):
            put(store, record, rows)
        assert store.sources() == ()


def put(store: Store, record: SourceRecord, rows: pd.DataFrame) -> None:
    with store.transaction():
        store.write_results(record, rows)

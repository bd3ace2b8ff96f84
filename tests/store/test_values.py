"""A file of values: what is written is read, both ways; and no change of it goes unseen."""

import random
import sqlite3
import statistics
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oj_cli.domain.answers import GENDERS, Answer
from oj_cli.domain.errors import FileFault
from oj_cli.domain.locators import locator_text, packed
from oj_cli.store import VERSION
from oj_cli.store.values import FILE, Values, as_kept, open_values
from oj_cli.store.writing import changing

KEY = ["indicator", "year", "unit_kind", "unit", "gender"]
COLUMNS = [*KEY, "answer", "value", "n_yes", "n", "locator"]
Row = tuple[Any, ...]

short = st.integers(-(10**12), 10**12).map(lambda n: n / 10**6)
"""Numbers with up to six decimals: these are kept as whole numbers, all others as floats."""
numbers = st.one_of(
    st.none(),
    short,
    st.integers(-1000, 1000).map(lambda n: n / 10),
    st.integers(-(2**60), 2**60).map(float),
    st.floats(allow_nan=False),
)
counts = st.one_of(st.none(), st.integers(0, 2**40))
texts = st.text(st.characters(codec="utf-8"), max_size=9)
places = st.one_of(st.none(), texts, st.integers(0, 2**60))
indicators, years = ("sip_rutin", "ips", "åäö"), (1994, 2016, 2017, 2030)
units = (("kommun", "2029"), ("kommun", "0180"), ("lan", "20"), ("riket", "riket"))


def rows_of(given_values: st.SearchStrategy[Any], place: st.SearchStrategy[Any]) -> Any:
    """Return a strategy of rows, a key once in each."""
    key = st.tuples(
        *(st.sampled_from(x) for x in (indicators, years, units)), st.sampled_from(GENDERS)
    )
    row = st.tuples(
        key,
        st.one_of(st.none(), st.sampled_from([a.value for a in Answer])),
        given_values,
        counts,
        counts,
        place,
    )
    flat = row.map(lambda r: (r[0][0], r[0][1], *r[0][2], r[0][3], *r[1:]))
    return st.lists(flat, max_size=25, unique_by=lambda r: r[:5])


def frame(rows: list[Row]) -> pd.DataFrame:
    """Return rows as a reader gives them, the locators as integers if all are."""
    found = pd.DataFrame(rows, columns=COLUMNS, dtype=object).assign(area="prov")
    if rows and all(type(row[-1]) is int for row in rows):
        found["locator"] = found["locator"].astype("int64")
    return found


def write(folder: Path, *sources: list[Row], sheets: tuple[str, ...] = ()) -> Path:
    with changing(folder, anew=True) as values:
        for n, rows in enumerate(sources):
            assert values.write_source(f"kalla-{n}", frame(rows), sheets) == len(rows)
    return folder / FILE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("omrade")


def by_blocks(values: Values, units: Iterable[tuple[str, str]] | None = None) -> list[Row]:
    """Return all rows as the blocks have them, with their source and place."""
    return [
        (c.indicator, c.year, *unit, c.gender, *given, c.source)
        for c in values.columns(gender=None, units=units, place=as_kept)  # type: ignore[arg-type]
        for unit, *given in c.results()
    ]


def by_lines(values: Values, unit: tuple[str, str]) -> list[Row]:
    """Return all of a unit as its line has it."""
    return [
        (r.indicator, r.year, *unit, gender, r.answer, r.value, r.n_yes, r.n, r.source)
        for gender in GENDERS
        for r in values.results(unit, gender)
    ]


def in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda r: (*r[:5], r[-1]))


@settings(max_examples=50)
@given(first=rows_of(numbers, places), second=rows_of(numbers, st.integers(0, 2**60)))
@example(first=[], second=[])
@example(
    first=[
        ("ips", 2016, "kommun", "2029", "T", None, value, None, None, None) for value in [-1e-6]
    ],
    second=[
        ("ips", year, "kommun", "2029", "T", None, value, None, None, year)
        for year, value in ((1994, 1.0000005), (2016, 2.0**53), (2017, -5e-324), (2030, 1e308))
    ],
)
def test_what_is_written_is_read_both_ways(
    folder: Path, first: list[Row], second: list[Row]
) -> None:
    path = write(folder, first, second)
    wanted = [(*row, f"kalla-{n}") for n, rows in enumerate((first, second)) for row in rows]
    with open_values(path) as values:
        assert in_order(by_blocks(values)) == in_order(wanted)
        assert in_order(by_blocks(values, units[:2])) == in_order(
            r for r in wanted if r[2:4] in units[:2]
        )
        without_place = [(*row[:9], row[-1]) for row in wanted]
        for unit in units:
            of_unit = in_order(r for r in without_place if r[2:4] == unit)
            assert in_order(by_lines(values, unit)) == of_unit
            few = values.columns(units=[unit], gender=None)  # read from the line too
            found = [
                (c.indicator, c.year, *u, c.gender, *given[:4], c.source)
                for c in few
                for u, *given in c.results()
            ]
            assert in_order(found) == of_unit
        answered = [r for r in wanted if r[5] is not None or r[6] is not None]
        for kommun in ("2029", "0180"):
            years = {r[1] for r in answered if r[2:5] == ("kommun", kommun, "T")}
            assert values.years([kommun]) == years


def test_the_last_source_comes_last_whichever_way_it_is_read(folder: Path) -> None:
    row = ("ips", 2016, "kommun", "2029", "T")
    write(folder, *([(*row, None, float(n), None, None, n)] for n in range(3)))
    with changing(folder) as values:
        values.write_source("kalla-0", frame([(*row, None, 9.0, None, None, 1)]))
    with open_values(folder / FILE) as values:
        assert [v for c in values.columns() for v in c.values] == [1, 2, 9]
        assert [r.value for r in values.results(("kommun", "2029"))] == [1, 2, 9]
        assert values.summaries()["ips", 2016].median == 9


def test_a_cell_is_a_place_in_words(folder: Path) -> None:
    cells = [packed(0, 11, 5), packed(1, 0, 27)]
    rows = [
        ("ips", 2016, "kommun", unit, "T", "JA", None, None, None, cell)
        for unit, cell in zip(("2029", "0180"), cells, strict=True)
    ]
    path = write(folder, rows, sheets=("Resultat", "År 2"))
    with open_values(path) as values:
        [column] = values.columns(place=locator_text)
        assert dict(zip(column.units, column.locators, strict=True)) == {
            ("kommun", "2029"): "Resultat!F12",
            ("kommun", "0180"): "År 2!AB1",
        }


def test_many_units_and_large_numbers_of_them(folder: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - the same numbers each time
    rows = [
        ("ips", year, "kommun", f"{unit:05}", "T", None, chance.choice(
            [chance.random(), round(100 * chance.random(), 1), 1e300 * chance.random()]
        ), None, chance.randrange(10**6), unit)
        for year, unit in product(range(2000, 2010), range(400))
    ]  # fmt: skip
    with open_values(write(folder, rows)) as values:
        assert in_order(r[:-1] for r in by_blocks(values)) == in_order(rows)
        for unit in ("00000", "00399"):
            wanted = [(*r[:9], "kalla-0") for r in rows if r[3] == unit]
            assert in_order(by_lines(values, ("kommun", unit))) == in_order(wanted)


# ---------------------------------------------------------------- how all kommuner stood


def stood(rows: list[Row]) -> dict[tuple[str, str, int], tuple[Any, ...]]:
    """Count by indicator, gender and year, in plain exact arithmetic, what a summary says."""
    values: dict[tuple[str, str, int], dict[str, Fraction]] = {}
    answers: dict[tuple[str, str, int], dict[str, str]] = {}
    for indicator, year, kind, unit, gender, answer, value, *_ in rows:
        if kind == "kommun" and value is not None:
            values.setdefault((indicator, gender, year), {})[unit] = Fraction(value)
        if kind == "kommun" and answer is not None:
            answers.setdefault((indicator, gender, year), {})[unit] = answer
    found = {}
    for key in {*values, *answers}:
        counted = [a for a in answers.get(key, {}).values() if a in ("JA", "NEJ", "DELVIS")]
        n_yes = counted.count("JA") if counted else None
        of_year = values.get(key)
        if not of_year:
            found[key] = (len(counted), n_yes, *(None,) * 6)
            continue
        earlier = [k for k in values if k[:2] == key[:2] and k[2] < key[2]]
        before = values[max(earlier, key=lambda k: k[2])] if earlier else {}
        moves = [abs(of_year[u] - before[u]) for u in of_year.keys() & before.keys()]
        there = [*of_year.values()] * (2 if len(of_year) == 1 else 1)  # quantiles wants two
        quartiles = statistics.quantiles(there, n=4, method="inclusive")
        moved = statistics.median(moves) if moves else None
        found[key] = (len(of_year), n_yes, min(there), *quartiles, max(there), moved)
    return found


@settings(max_examples=50)
@given(sources=st.lists(rows_of(st.one_of(st.none(), short), st.none()), max_size=3))
def test_summaries_are_what_a_plain_count_gives(folder: Path, sources: list[list[Row]]) -> None:
    wanted = stood([row for rows in sources for row in rows])
    with open_values(write(folder, *sources)) as values:
        found = {
            (indicator, gender, year): tuple(summary)
            for gender in GENDERS
            for (indicator, year), summary in values.summaries(gender).items()
        }
        assert values.years() == {year for _, gender, year in wanted if gender == "T"}
    assert found.keys() == wanted.keys()
    for key, summary in wanted.items():
        for got, exact in zip(found[key], summary, strict=True):
            assert (got is None) == (exact is None), key
            assert got is None or got == pytest.approx(float(exact), rel=1e-12, abs=1e-9), key


def test_moved_is_counted_from_the_newest_year_with_values(folder: Path) -> None:
    rows = [
        ("ips", year, "kommun", unit, "T", answer, value, None, None, None)
        for year, unit, answer, value in (
            (1994, "2029", None, 1.0),
            (1994, "0180", None, 50.0),
            (2016, "2029", None, 3.0),
            (2017, "2029", "JA", None),
            (2030, "2029", None, 10.0),
            (2030, "0180", None, 10.0),
        )
    ]
    with open_values(write(folder, rows)) as values:
        found = {year: summary.moved for (_, year), summary in values.summaries().items()}
    assert found == {1994: None, 2016: 2.0, 2017: None, 2030: 7.0}  # 0180 was not there in 2016


# ---------------------------------------------------------------- refused


def refused(path: Path, ask: Callable[[Path], object]) -> FileFault:
    with pytest.raises(FileFault) as caught:
        ask(path)
    assert caught.value.place == str(path)
    assert caught.value.hints
    assert caught.value.exit_code == 3
    return caught.value


def everything(path: Path) -> list[Any]:
    """Ask all that is said of results."""
    with open_values(path) as values:
        lines = [by_lines(values, unit) for unit in values._units.values()]
        return [
            by_blocks(values),
            lines,
            [values.summaries(gender) for gender in GENDERS],
            [dict(values.heads), dict(values.sources), dict(values.indicators)],
        ]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file with a bit of all that there is."""
    chance = random.Random(1)  # noqa: S311 - the same rows each time
    rows = [
        (indicator, year, kind, unit, gender,
         chance.choice(["JA", "NEJ", None]), chance.choice([12.5, 1 / 3, None]), 3,
         7 if indicator == "ett" else None, chance.choice([4, "Blad!B2"]))
        for indicator, year, (kind, unit), gender in product(
            ("ett", "tva"), (2016, 2017),
            [*(("kommun", f"{n}") for n in range(9)), ("riket", "riket")], "TK",
        )
    ]  # fmt: skip
    folder = tmp_path_factory.mktemp("liten")
    halves = rows[::2], [r for r in rows[1::2] if r[0] == "tva"]
    return write(folder, *halves, sheets=("Blad",)).read_bytes()


@pytest.mark.parametrize("seed", range(8))
def test_a_changed_byte_is_noticed_or_changes_nothing(
    small: bytes, tmp_path: Path, seed: int
) -> None:
    path = tmp_path / FILE
    path.write_bytes(small)
    whole = everything(path)
    chance = random.Random(seed)  # noqa: S311 - the same bytes each time
    there = [n for n, byte in enumerate(small) if byte]  # most of the rest is empty space
    seen = 0
    for n in range(250):
        at = chance.choice(there) if n % 5 else chance.randrange(len(small))
        changed = bytearray(small)
        changed[at] ^= chance.randint(1, 255)
        path.write_bytes(changed)
        try:
            found = everything(path)
        except FileFault as fault:
            seen += bool(fault.hints)
        else:
            assert found == whole, at
    assert seen > 100


@pytest.mark.parametrize("seed", range(8))
def test_junk_in_a_file_is_never_a_traceback(small: bytes, tmp_path: Path, seed: int) -> None:
    path = tmp_path / FILE
    path.write_bytes(small)
    whole = everything(path)
    chance = random.Random(seed)  # noqa: S311 - the same junk each time
    refusals = 0
    for _ in range(12):
        junk = bytearray(small)
        for _ in range(chance.choice([1, 5, 100])):
            size = chance.choice([1, 8, 500])
            at = chance.randrange(len(small) - size)
            junk[at : at + size] = chance.randbytes(size)
        path.write_bytes(junk)
        try:
            assert everything(path) == whole
        except FileFault as fault:
            refusals += bool(fault.hints)
    assert refusals > 0


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE heads SET packed = (SELECT packed FROM heads WHERE name = 'year')",
        "UPDATE heads SET packed = substr(packed, 1, 13) WHERE name = 'source'",
        "DELETE FROM heads",
        "UPDATE block SET answer = 'x'",
        "UPDATE block SET answer = X''",
        "UPDATE block SET answer = zeroblob(14)",
        "UPDATE block SET answer = substr(answer, 1, 9)",
        "UPDATE block SET answer = unit",
        "UPDATE block SET unit = substr(unit, 1, 5)",
        "UPDATE block SET head = head + 100",
        "UPDATE line SET head = (SELECT head FROM line WHERE unit = 1)",
        "UPDATE line SET unit = unit + 100",
        "UPDATE line SET value = (SELECT value FROM line WHERE unit = 1)",
        "UPDATE unit SET id = id + 1000000",
        "UPDATE unit SET key = key || '0'",
        "UPDATE indicator SET key = key || 'x'",
        "UPDATE source SET key = 'annan' WHERE id = 1",
        "UPDATE source SET sheets = '[]'",
        "UPDATE summary SET median = 0",
        "UPDATE summary SET moved = NULL",
        "DELETE FROM summary WHERE year = 2017",
        "DELETE FROM checksum",
        "DELETE FROM unit",
        "DELETE FROM block WHERE head = 1",
        "DELETE FROM line WHERE unit = 1",
        "DROP TABLE block",
        "DROP TABLE line",
        "DROP TABLE summary",
    ],
)
def test_a_damaged_file_is_told_about(small: bytes, tmp_path: Path, damage: str) -> None:
    path = tmp_path / FILE
    path.write_bytes(small)
    db = sqlite3.connect(path)
    db.executescript(damage)
    db.close()
    refused(path, everything)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE head SET year = 'x' || year",
        "UPDATE head SET year = year + 10",
        "UPDATE head SET gender = 'M' WHERE gender = 'K'",
        "DELETE FROM head WHERE id = 1",
        "UPDATE unit SET key = key || '0'",
        "UPDATE indicator SET key = key || 'x'",
        "UPDATE source SET key = 'annan' WHERE id = 1",
        "UPDATE block SET value = zeroblob(14)",
        "DELETE FROM block WHERE head = 1",
        "DELETE FROM checksum",
    ],
)
def test_what_is_damaged_is_not_written_on(small: bytes, tmp_path: Path, damage: str) -> None:
    path = tmp_path / FILE
    path.write_bytes(small)
    db = sqlite3.connect(path)
    db.executescript(damage)
    db.close()
    before = path.read_bytes()

    def add(path: Path) -> None:
        with changing(path.parent) as values:
            values.write_source("ny", frame([("ny", 2020, "kommun", "1", "T", *[None] * 5)]))

    refused(path, add)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"x", b"kommun;svar\nLeksand;JA\n" * 99, b"\0" * 9000])
def test_another_kind_of_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / FILE
    path.write_bytes(content)
    refused(path, everything)
    assert path.read_bytes() == content


@pytest.mark.parametrize("length", [1, 16, 60, 99, 100, 512, 8191, 8192, 10_000, 0.5, 0.99])
def test_a_file_that_is_cut_off(small: bytes, tmp_path: Path, length: float) -> None:
    path = tmp_path / FILE
    path.write_bytes(small[: int(length if length >= 1 else length * len(small))])
    refused(path, everything)


def test_a_missing_file_or_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / FILE, tmp_path, tmp_path / "saknas" / FILE):
        assert "saknas" in refused(path, open_values).message
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_version(small: bytes, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(small)
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    fault = refused(path, open_values)
    assert f"version {VERSION + 1}" in fault.message
    assert f"läser {VERSION}" in fault.message


def test_a_result_given_twice_is_refused_and_nothing_is_written(folder: Path) -> None:
    row = ("ips", 2016, "kommun", "2029", "T", "JA", None, None, None, 2)
    path = write(folder, [row])
    before = path.read_bytes()
    with pytest.raises(FileFault, match="två gånger"), changing(folder) as values:
        values.write_source("tva", frame([row, row]))
    assert path.read_bytes() == before
    assert [p.name for p in folder.glob("[!.]*")] == [FILE]

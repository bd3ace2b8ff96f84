"""Many rows at once into the table of results.

A row costs least when it comes in the order of the key, together with others in one
statement, and when what all rows share stands in the statement and is not sent with each.
What can be asked of a source as a whole is counted here, on columns, and kept beside the rows.
Imports pandas: import it where it is used.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice, repeat
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]

ROWS_TOGETHER = 60
MOST_COUNTED_AT_ONCE = 1 << 24
"""Different combinations for which a counter each is held in memory."""


@dataclass(frozen=True)
class _Codes:
    """A column as integers from 0, with what each of them stands for."""

    of_row: "Integers"
    values: Sequence[Any]

    def __len__(self) -> int:
        return len(self.values)


def insert_rows(db: Connection, source: int, rows: "pd.DataFrame") -> int:
    """Write the rows of a source, and the units among them that are new; return how many.

    Raises KeyError for an indicator that no catalogue has, sqlite3.IntegrityError where a
    result is given twice.
    """
    if rows.empty:
        return 0
    area, kind, year = _codes(rows["area"]), _codes(rows["unit_kind"]), _codes(rows["year"])
    indicators = _together(area, _codes(rows["indicator"]))
    known = {(a, k): i for i, a, k in db.execute("SELECT id, area, key FROM indicator")}
    indicator = np.array([known[pair] for pair in indicators.values])[indicators.of_row]
    units = _together(kind, _codes(rows["unit"]))
    db.executemany("INSERT OR IGNORE INTO unit (kind, key) VALUES (?, ?)", units.values)
    known = {(k, u): i for i, k, u in db.execute("SELECT id, kind, key FROM unit")}
    unit = np.array([known[pair] for pair in units.values])[units.of_row]
    numbers = np.array(year.values, dtype=np.int64)[year.of_row]
    order = _order(indicator, numbers, unit)
    indicator, numbers = indicator[order], numbers[order]
    columns: dict[str, Sequence[Any]] = {
        "source": [source],
        "indicator": indicator.tolist(),
        "year": numbers.tolist(),
        "unit": unit[order].tolist(),
    }
    for name in ("gender", "answer", "value", "n_yes", "n", "locator"):
        columns[name] = _values(rows[name], order)
    answered = rows["answer"].notna().to_numpy()
    _note_parts(db, source, indicator, numbers, answered[order])
    answer, number = _codes(rows["answer"], may_lack=True), rows["value"].notna().to_numpy()
    _note_coverage(db, source, area, indicators, units, year)
    _note_counts(db, source, (area, year, kind, answer), number, units)
    _insert(db, columns, len(rows))
    return len(rows)


def _order(*keys: "Integers") -> "Integers":
    """Return the order of rows by these keys, the first of them first."""
    together = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        lowest = int(key.min())
        together = together * (int(key.max()) - lowest + 1) + (key - lowest)
    return np.argsort(together, kind="stable")


def _together(first: _Codes, second: _Codes) -> _Codes:
    """Return two columns as one, whose values are the pairs that there are."""
    size = len(second)
    numbers = first.of_row * size + second.of_row
    places, different = _distinct(numbers, len(first) * size)
    pairs = [divmod(number, size) for number in different.tolist()]
    return _Codes(places, [(first.values[a], second.values[b]) for a, b in pairs])


def _distinct(numbers: "Integers", size: int) -> "tuple[Integers, Integers]":
    """Return each number's place among the different ones, and these; all are below `size`."""
    if size > MOST_COUNTED_AT_ONCE:
        different, places = np.unique(numbers, return_inverse=True)
        return places, different
    there = np.zeros(size, dtype=bool)
    there[numbers] = True
    return (np.cumsum(there) - 1)[numbers], np.flatnonzero(there)


def _codes(column: "pd.Series[Any]", *, may_lack: bool = False) -> _Codes:
    """Return a column as integers. Raises KeyError for a missing value that may not be."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, values = column.cat.codes.to_numpy(dtype=np.int64), column.cat.categories.tolist()
    else:
        found, different = pd.factorize(column)
        codes, values = np.asarray(found, dtype=np.int64), different.tolist()
    if codes.size and codes.min() < 0:
        if not may_lack:
            raise KeyError(f"{column.name} is missing in a row")
        codes, values = np.where(codes < 0, len(values), codes), [*values, None]
    return _Codes(codes, values)


def _note_parts(
    db: Connection, source: int, indicator: "Integers", year: "Integers", answered: Any
) -> None:
    """Write which years of which indicators a source gives; the rows are in order."""
    is_first = np.ones(len(indicator), dtype=bool)
    is_first[1:] = (indicator[1:] != indicator[:-1]) | (year[1:] != year[:-1])
    starts = np.flatnonzero(is_first)
    answers = np.add.reduceat(answered.astype(np.int64), starts)
    given = (indicator[starts].tolist(), year[starts].tolist(), answers.tolist())
    db.executemany(
        "INSERT INTO part (indicator, year, source, answers) VALUES (?, ?, ?, ?)",
        ((i, y, source, n) for i, y, n in zip(*given, strict=True)),
    )


def _note_coverage(
    db: Connection, source: int, area: _Codes, indicators: _Codes, units: _Codes, year: _Codes
) -> None:
    """Write what the source gives of each område, so that a list need not count it."""
    for code, name in enumerate(area.values):
        of = area.of_row == code
        if not of.any():
            continue
        counts = [_distinct(c.of_row[of], len(c))[1].size for c in (indicators, units)]
        years = [year.values[n] for n in _distinct(year.of_row[of], len(year))[1].tolist()]
        db.execute(
            "INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?)",
            (source, name, min(years), max(years), int(of.sum()), *counts),
        )


def _note_counts(
    db: Connection, source: int, by: Sequence[_Codes], is_number: Any, units: _Codes
) -> None:
    """Write how many rows there are of each kind, and how many units of each kind each year."""
    numbers, size = is_number.astype(np.int64), 2
    for codes in by:
        numbers, size = numbers + size * codes.of_row, size * len(codes)
    places, different = _distinct(numbers, size)
    rows = []
    for number, n in zip(different.tolist(), np.bincount(places).tolist(), strict=True):
        rest, is_a_number = divmod(number, 2)
        named: list[Any] = []
        for codes in by:
            rest, code = divmod(rest, len(codes))
            named.append(codes.values[code])
        rows.append([*named, is_a_number, n])
    of_year = Counter((year, kind) for year, (kind, _) in _together(by[1], units).values)
    counted = [[year, kind, n] for (year, kind), n in of_year.items()]
    db.execute(
        "INSERT INTO counts VALUES (?, ?)",
        (source, json.dumps({"rader": rows, "enheter": counted}, ensure_ascii=False)),
    )


def _values(column: "pd.Series[Any]", order: "Integers") -> list[Any]:
    """Return what SQLite is to hold, in order; a list of one where all rows have the same."""
    values: list[Any]
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes = column.cat.codes.to_numpy()
        if len(codes) and (codes == codes[0]).all():
            return [column.iloc[0] if codes[0] >= 0 else None]
        texts = np.array([*column.cat.categories, None], dtype=object)  # what is missing is -1
        values = texts[codes[order]].tolist()
        return values
    if column.dtype.kind in "iuf":
        numbers = column.to_numpy()[order]
        if (numbers == numbers[0]).all():
            return [numbers[0].item()]
        missing = np.isnan(numbers) if column.dtype.kind == "f" else np.zeros(0, dtype=bool)
        if missing.size and missing.all():
            return [None]
        values = numbers.tolist()
        if missing.any():
            values = [None if value != value else value for value in values]
        return values
    if column.isna().all():
        return [None]
    plain = column.astype(object)
    values = plain.where(column.notna(), None).to_numpy()[order].tolist()
    first = values[0]
    return [first] if values.count(first) == len(values) else values


def _insert(db: Connection, columns: Mapping[str, Sequence[Any]], number: int) -> None:
    """Insert the rows; what all of them share is bound once in each statement."""
    same = {name: values[0] for name, values in columns.items() if len(values) == 1 < number}
    apart = [values for name, values in columns.items() if name not in same]
    flat = chain.from_iterable(zip(*apart, strict=True))
    shared = [repeat(value) for value in same.values() if value is not None]
    whole, rest = divmod(number, ROWS_TOGETHER)
    for times, together in ((whole, ROWS_TOGETHER), (min(rest, 1), rest)):
        if times:
            size = together * len(apart)
            cells = islice(flat, times * size)
            db.executemany(
                _statement(columns, same, together), zip(*shared, *[cells] * size, strict=False)
            )


def _statement(columns: Collection[str], same: Mapping[str, Any], together: int) -> str:
    """Return an insertion of so many rows, whose numbered places let them share values.

    `OR FAIL` saves that SQLite keeps what one statement changes: the transaction is undone whole.
    """
    shared = [name for name, value in same.items() if value is not None]
    cells: dict[str, str] = dict.fromkeys(same, "NULL")
    cells |= {name: f"?{n}" for n, name in enumerate(shared, 1)}
    place = count(len(shared) + 1)
    rows = (
        ", ".join(cells.get(name) or f"?{next(place)}" for name in columns) for _ in range(together)
    )
    return f"INSERT OR FAIL INTO result ({', '.join(columns)}) VALUES ({'), ('.join(rows)})"

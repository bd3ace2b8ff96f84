"""Many rows at once into blocks of results.

All is done a column at a time; only the blocks, some hundreds of rows each, are gone through.
Imports pandas: import it where it is used.
"""

import sqlite3
from collections.abc import Callable, Iterator
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from oj_cli.store.blocks import ANSWER_CODES, NO_ANSWER, NO_COUNT, PACKED, belongs
from oj_cli.store.coding import Codes, coded, together
from oj_cli.store.counting import note_counts, note_coverage
from oj_cli.store.packing import WHOLE, pack, pack_list

if TYPE_CHECKING:
    Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]

Packer = Callable[[slice, str], bytes | None]
"""Gives the packed column of some rows, None if there is nothing in them."""

_SIZES = {kind: np.iinfo(kind) for kind in WHOLE}
_INSERT = (
    f"INSERT INTO block (source, indicator, year, gender, {', '.join(PACKED)})"
    f" VALUES (?, ?, ?, ?{', ?' * len(PACKED)})"
)


def insert_rows(db: Connection, source: int, rows: "pd.DataFrame") -> int:
    """Write the rows of a source, and the units among them that are new; return how many.

    Raises KeyError for an indicator that no catalogue has or an answer that is none,
    sqlite3.IntegrityError where a result is given twice.
    """
    if rows.empty:
        return 0
    area, kind, year = coded(rows["area"]), coded(rows["unit_kind"]), coded(rows["year"])
    indicators, units = (
        together(area, coded(rows["indicator"])),
        together(kind, coded(rows["unit"])),
    )
    known = {(a, k): i for i, a, k in db.execute("SELECT id, area, key FROM indicator")}
    indicator = np.array([known[pair] for pair in indicators.values])[indicators.of_row]
    db.executemany("INSERT OR IGNORE INTO unit (kind, key) VALUES (?, ?)", units.values)
    known = {(k, u): i for i, k, u in db.execute("SELECT id, kind, key FROM unit")}
    unit = np.array([known[pair] for pair in units.values])[units.of_row]
    gender, answer = coded(rows["gender"]), coded(rows["answer"], may_lack=True)
    numbers = np.array(year.values, dtype=np.int64)[year.of_row]
    order, key = _order(indicator, numbers, gender.of_row, unit)
    if (np.diff(key) == 0).any():
        raise sqlite3.IntegrityError("ett resultat finns två gånger")
    starts = _starts(indicator[order], numbers[order], gender.of_row[order])
    ends = [*starts[1:].tolist(), len(rows)]
    packers = _packers(rows, order, unit, _answers(answer))
    heads = _heads(source, order[starts], indicator, numbers, gender)
    db.executemany(
        _INSERT,
        (
            (*head, *(packers[name](slice(start, end), belongs(*head, name)) for name in PACKED))
            for head, start, end in zip(heads, starts.tolist(), ends, strict=True)
        ),
    )
    is_number = rows["value"].notna().to_numpy()
    note_coverage(db, source, area, indicators, units, year)
    note_counts(db, source, (area, year, kind, answer), is_number, units)
    return len(rows)


def _order(*keys: "Integers") -> "tuple[Integers, Integers]":
    """Return the order of rows by these keys, the first of them first, and all keys as one."""
    whole = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        lowest = int(key.min())
        whole = whole * (int(key.max()) - lowest + 1) + (key - lowest)
    order = np.argsort(whole, kind="stable")
    return order, whole[order]


def _starts(*keys: "Integers") -> "Integers":
    """Return the first row of each block, where the rows are in the order of these keys."""
    is_first = np.zeros(len(keys[0]), dtype=bool)
    is_first[0] = True
    for key in keys:
        is_first[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(is_first)


def _packers(
    rows: "pd.DataFrame", order: "Integers", unit: "Integers", answer: "Integers"
) -> dict[str, Packer]:
    return {
        "unit": _whole(unit[order]),
        "answer": _whole(answer[order], NO_ANSWER),
        "value": _floats(rows["value"].to_numpy(dtype=float, na_value=np.nan)[order]),
        "n_yes": _whole(_counts(rows["n_yes"])[order], NO_COUNT),
        "n": _whole(_counts(rows["n"])[order], NO_COUNT),
        "locator": _locators(rows["locator"], order),
    }


def _heads(
    source: int, firsts: "Integers", indicator: "Integers", year: "Integers", gender: Codes
) -> Iterator[tuple[int, int, int, str]]:
    """Yield what is told of each block as a whole, from its first row."""
    genders = (gender.values[code] for code in gender.of_row[firsts].tolist())
    found = zip(indicator[firsts].tolist(), year[firsts].tolist(), genders, strict=True)
    return ((source, *head) for head in found)


def _answers(answer: Codes) -> "Integers":
    code_of = {None: NO_ANSWER} | {name: code for code, name in enumerate(ANSWER_CODES)}
    return np.array([code_of[name] for name in answer.values], dtype=np.int8)[answer.of_row]


def _counts(column: "pd.Series[Any]") -> "Integers":
    if column.isna().all():
        return np.full(len(column), NO_COUNT, dtype=np.int8)
    return column.to_numpy(dtype=float, na_value=NO_COUNT).astype(np.int64)


def _whole(numbers: "Integers", missing: int | None = None) -> Packer:
    """Return a packer of whole numbers, in the smallest size that holds all of them."""
    kind = next(
        k for k, size in _SIZES.items() if size.min <= numbers.min() and numbers.max() <= size.max
    )
    small = numbers.astype(f"<{kind}")
    return _packer(small, kind, None if missing is None else small != missing)


def _floats(numbers: Any) -> Packer:
    return _packer(numbers.astype("<d"), "d", ~np.isnan(numbers))


def _packer(numbers: Any, kind: str, there: Any) -> Packer:
    """Return a packer of numbers; `there` tells which of them are not missing, None for all."""
    if there is not None and not there.any():
        return lambda _rows, _belongs: None

    def packed(rows: slice, belongs: str) -> bytes | None:
        if there is not None and not there[rows].any():
            return None
        return pack(kind, numbers[rows].tobytes(), belongs)

    return packed


def _locators(column: "pd.Series[Any]", order: "Integers") -> Packer:
    if column.dtype.kind == "i":
        return _whole(column.to_numpy()[order])
    plain = column.astype(object).where(column.notna(), None).to_numpy()[order]

    def packed(rows: slice, belongs: str) -> bytes | None:
        values = plain[rows].tolist()
        lacks = all(value is None for value in values)
        return None if lacks else pack_list(values, belongs)

    return packed

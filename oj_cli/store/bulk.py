"""Many rows at once into blocks of results.

All is done a column at a time; only the blocks, some hundreds of rows each, are gone through.
Imports pandas: import it where it is used.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from oj_cli.store.blocks import ANSWER_CODES, NO_ANSWER, NO_COUNT, PACKED, belongs
from oj_cli.store.coding import Codes, coded, distinct, together
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


@dataclass(frozen=True)
class _Coded:
    """The columns of rows as codes; indicators go with their område, units with their kind."""

    area: Codes
    indicators: Codes
    year: Codes
    kind: Codes
    units: Codes
    gender: Codes
    answer: Codes


def insert_rows(db: Connection, source: int, rows: "pd.DataFrame") -> int:
    """Write the rows of a source, and the units among them that are new; return how many.

    Raises KeyError for an indicator that no catalogue has or an answer that is none,
    sqlite3.IntegrityError where a result is given twice.
    """
    if rows.empty:
        return 0
    found = _coded(rows)
    _insert_blocks(db, source, rows, found)
    is_number = rows["value"].notna().to_numpy()
    by = (found.area, found.year, found.kind, found.answer)
    _note_coverage(db, source, found.area, found.indicators, found.units, found.year)
    _note_counts(db, source, by, is_number, found.units)
    return len(rows)


def _coded(rows: "pd.DataFrame") -> _Coded:
    area, kind = coded(rows["area"]), coded(rows["unit_kind"])
    return _Coded(
        area=area,
        indicators=together(area, coded(rows["indicator"])),
        year=coded(rows["year"]),
        kind=kind,
        units=together(kind, coded(rows["unit"])),
        gender=coded(rows["gender"]),
        answer=coded(rows["answer"], may_lack=True),
    )


def _insert_blocks(db: Connection, source: int, rows: "pd.DataFrame", found: _Coded) -> None:
    known = {(a, k): i for i, a, k in db.execute("SELECT id, area, key FROM indicator")}
    indicator = np.array([known[pair] for pair in found.indicators.values])[found.indicators.of_row]
    db.executemany("INSERT OR IGNORE INTO unit (kind, key) VALUES (?, ?)", found.units.values)
    known = {(k, u): i for i, k, u in db.execute("SELECT id, kind, key FROM unit")}
    unit = np.array([known[pair] for pair in found.units.values])[found.units.of_row]
    heads = (
        indicator,
        np.array(found.year.values, dtype=np.int64)[found.year.of_row],
        found.gender.of_row,
    )
    order, starts = _blocks(heads, unit)
    packers = _packers(rows, order, unit[order], _answers(found.answer)[order])
    indicators, years, genders = (head[order[starts]].tolist() for head in heads)
    ends = [*starts[1:].tolist(), len(rows)]

    def blocks() -> Iterator[tuple[Any, ...]]:
        given = zip(indicators, years, genders, starts.tolist(), ends, strict=True)
        for indicator, year, code, start, end in given:
            head = (source, indicator, year, found.gender.values[code])
            yield *head, *(packers[n](slice(start, end), belongs(*head, n)) for n in PACKED)

    db.executemany(_INSERT, blocks())


def _blocks(heads: "Sequence[Integers]", unit: "Integers") -> "tuple[Integers, Integers]":
    """Return rows in the order of blocks and, in it, units; and where in it each block starts.

    Rows with the same heads are a block. Raises sqlite3.IntegrityError where one of them has a
    unit twice.
    """
    block: Integers = np.zeros(len(unit), dtype=np.int64)
    for head in heads:
        block = _with(block, head)
    whole = _with(block, unit)
    order = np.argsort(whole, kind="stable")
    if (np.diff(whole[order]) == 0).any():
        raise sqlite3.IntegrityError("ett resultat finns två gånger")
    is_first = np.diff(block[order], prepend=-1) != 0
    return order, np.flatnonzero(is_first)


def _with(numbers: "Integers", key: "Integers") -> "Integers":
    """Return one number for both, whose order is that of the first and then of the key."""
    lowest = int(key.min())
    return numbers * (int(key.max()) - lowest + 1) + (key - lowest)


def _packers(
    rows: "pd.DataFrame", order: "Integers", unit: "Integers", answer: "Integers"
) -> dict[str, Packer]:
    return {
        "unit": _whole(unit),
        "answer": _whole(answer, NO_ANSWER),
        "value": _floats(rows["value"].to_numpy(dtype=float, na_value=np.nan)[order]),
        "n_yes": _whole(_counts(rows["n_yes"])[order], NO_COUNT),
        "n": _whole(_counts(rows["n"])[order], NO_COUNT),
        "locator": _locators(rows["locator"], order),
    }


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


def _note_coverage(
    db: Connection, source: int, area: Codes, indicators: Codes, units: Codes, year: Codes
) -> None:
    """Write what the source gives of each område, so that a list need not count it."""
    for code, name in enumerate(area.values):
        of = area.of_row == code
        if not of.any():
            continue
        counts = [distinct(c.of_row[of], len(c))[1].size for c in (indicators, units)]
        years = [year.values[n] for n in distinct(year.of_row[of], len(year))[1].tolist()]
        db.execute(
            "INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?)",
            (source, name, min(years), max(years), int(of.sum()), *counts),
        )


def _note_counts(
    db: Connection, source: int, by: Sequence[Codes], is_number: Any, units: Codes
) -> None:
    """Write how many rows there are of each kind, and how many units of each kind each year."""
    numbers, size = is_number.astype(np.int64), 2
    for codes in by:
        numbers, size = numbers + size * codes.of_row, size * len(codes)
    places, different = distinct(numbers, size)
    rows = []
    for number, n in zip(different.tolist(), np.bincount(places).tolist(), strict=True):
        rest, is_a_number = divmod(number, 2)
        named: list[Any] = []
        for codes in by:
            rest, code = divmod(rest, len(codes))
            named.append(codes.values[code])
        rows.append([*named, is_a_number, n])
    of_year = Counter((year, kind) for year, (kind, _) in together(by[1], units).values)
    counted = [[year, kind, n] for (year, kind), n in of_year.items()]
    db.execute(
        "INSERT INTO counts VALUES (?, ?)",
        (source, json.dumps({"rader": rows, "enheter": counted}, ensure_ascii=False)),
    )

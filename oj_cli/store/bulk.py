"""Many rows at once into blocks of results.

All is done a column at a time; only the blocks, some hundreds of rows each, are gone through.
Imports pandas: import it where it is used.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from sqlite3 import Connection
from typing import Any

import numpy as np
import pandas as pd

from oj_cli.domain.immutable import immutable
from oj_cli.store.blocks import ANSWER_CODES, NO_ANSWER, NO_COUNT, PACKED, in_block
from oj_cli.store.coding import Codes, coded, distinct, together
from oj_cli.store.columnwise import Integers, Packer, floats, texts, whole

_INSERT = f"INSERT INTO block (head, {', '.join(PACKED)}) VALUES (?{', ?' * len(PACKED)})"


@immutable
class _Coded:
    """The columns of rows as codes; units go with their kind."""

    indicators: Codes
    year: Codes
    kind: Codes
    units: Codes
    gender: Codes
    answer: Codes


def insert_rows(db: Connection, source: str, rows: pd.DataFrame) -> int:
    """Write the rows of a source that is there, and the units and indicators that are new.

    Returns how many they are. Raises KeyError for an answer that is none, sqlite3.IntegrityError
    where a result is given twice.
    """
    if rows.empty:
        return 0
    found = _coded(rows)
    id = db.execute("SELECT id FROM source WHERE key = ?", (source,)).fetchone()[0]
    _insert_blocks(db, (id, source), rows, found)
    is_number = rows["value"].notna().to_numpy()
    db.execute(
        "INSERT INTO coverage VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            id,
            min(found.year.values),
            max(found.year.values),
            len(rows),
            len(found.indicators),
            len(found.units),
            _counts_of((found.year, found.kind, found.answer), is_number, found.units),
        ),
    )
    return len(rows)


def _coded(rows: pd.DataFrame) -> _Coded:
    kind = coded(rows["unit_kind"])
    return _Coded(
        indicators=coded(rows["indicator"]),
        year=coded(rows["year"]),
        kind=kind,
        units=together(kind, coded(rows["unit"])),
        gender=coded(rows["gender"]),
        answer=coded(rows["answer"], may_lack=True),
    )


def _insert_blocks(
    db: Connection, source: tuple[int, str], rows: pd.DataFrame, found: _Coded
) -> None:
    keys = [(key,) for key in found.indicators.values]
    db.executemany("INSERT OR IGNORE INTO indicator (key) VALUES (?)", keys)
    known_indicators = {k: i for i, k in db.execute("SELECT id, key FROM indicator")}
    indicator = np.array([known_indicators[k] for (k,) in keys])[found.indicators.of_row]
    db.executemany("INSERT OR IGNORE INTO unit (kind, key) VALUES (?, ?)", found.units.values)
    known = {(k, u): i for i, k, u in db.execute("SELECT id, kind, key FROM unit")}
    unit = np.array([known[pair] for pair in found.units.values])[found.units.of_row]
    heads = (
        indicator,
        np.array(found.year.values, dtype=np.int64)[found.year.of_row],
        found.gender.of_row,
    )
    order, starts = _blocks(heads, unit)
    ends = [*starts[1:].tolist(), len(rows)]
    packers = _packers(rows, order, unit[order], _answers(found.answer)[order])
    first = db.execute("SELECT coalesce(max(id), 0) + 1 FROM head").fetchone()[0]
    given = zip(*(head[order[starts]].tolist() for head in heads), strict=True)
    about = [
        (first + n, indicator, year, source[0], found.gender.values[code])
        for n, (indicator, year, code) in enumerate(given)
    ]
    db.executemany("INSERT INTO head VALUES (?, ?, ?, ?, ?)", about)

    names = {id: key for key, id in known_indicators.items()}

    def blocks() -> Iterator[tuple[Any, ...]]:
        for head, start, end in zip(about, starts.tolist(), ends, strict=True):
            there = slice(start, end)
            of = (head[0], names[head[1]], head[2], source[1], head[4])
            yield head[0], *(packers[name](there, in_block(of, name)) for name in PACKED)

    db.executemany(_INSERT, blocks())


def _blocks(heads: Sequence[Integers], unit: Integers) -> tuple[Integers, Integers]:
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


def _with(numbers: Integers, key: Integers) -> Integers:
    """Return one number for both, whose order is that of the first and then of the key."""
    lowest = int(key.min())
    return numbers * (int(key.max()) - lowest + 1) + (key - lowest)


def _packers(
    rows: pd.DataFrame, order: Integers, unit: Integers, answer: Integers
) -> dict[str, Packer]:
    return {
        "unit": whole(unit),
        "answer": whole(answer, NO_ANSWER),
        "value": floats(rows["value"].to_numpy(dtype=float, na_value=np.nan)[order]),
        "n_yes": whole(_counts(rows["n_yes"])[order], NO_COUNT),
        "n": whole(_counts(rows["n"])[order], NO_COUNT),
        "locator": _locators(rows["locator"], order),
    }


def _answers(answer: Codes) -> Integers:
    code_of = {None: NO_ANSWER} | {name: code for code, name in enumerate(ANSWER_CODES)}
    return np.array([code_of[name] for name in answer.values], dtype=np.int8)[answer.of_row]


def _counts(column: "pd.Series[Any]") -> Integers:
    if column.isna().all():
        return np.full(len(column), NO_COUNT, dtype=np.int8)
    return column.to_numpy(dtype=float, na_value=NO_COUNT).astype(np.int64)


def _locators(column: "pd.Series[Any]", order: Integers) -> Packer:
    if column.dtype.kind == "i":
        return whole(column.to_numpy()[order], small=True)
    plain = column.astype(object).where(column.notna(), None).to_numpy()[order]
    return texts(plain)


def _counts_of(by: Sequence[Codes], is_number: Any, units: Codes) -> str:
    """Return how many rows there are of each kind, and how many units of each kind each year."""
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
    of_year = Counter((year, kind) for year, (kind, _) in together(by[0], units).values)
    counted = [[year, kind, n] for (year, kind), n in of_year.items()]
    return json.dumps({"rader": rows, "enheter": counted}, ensure_ascii=False)

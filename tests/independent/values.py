"""A file of values, `varden.db`, read a second time.

Nothing here comes from the product: only the standard library, and what `oj_cli/store/schema.py`
and `packing.py` tell of the format. All that is read is held against its checksum. Numbers are
exact: 46.3 is the decimal number, and not the float nearest to it.
"""

from __future__ import annotations

import json
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

ANSWERS = ("JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS")
GENDERS = ("T", "K", "M")
HEAD = ("id", "indicator", "year", "source", "gender")
SHEETS, COLUMNS = 2**12, 2**20
BLOCKS = "SELECT head, unit, answer, value, n_yes, n, locator FROM block"
LINES = "SELECT unit, head, answer, value, n_yes, n FROM line"
TABLES = {
    "source": "SELECT * FROM source ORDER BY id",
    "indicator": "SELECT * FROM indicator ORDER BY id",
    "unit": "SELECT * FROM unit ORDER BY id",
    "summary": "SELECT * FROM summary ORDER BY indicator, year, gender",
}


class Result(NamedTuple):
    """One result: a line has no locator."""

    source: str
    indicator: str
    year: int
    gender: str
    kind: str
    unit: str
    answer: str | None
    value: Decimal | None
    n_yes: int | None
    n: int | None
    locator: str | int | None = None


def blocks(path: Path, only: str | None = None) -> list[Result]:
    """Return all results of a file as its blocks have them, each of one indicator and year.

    With `only` those of one indicator.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        about, units = heads(db), {id: tuple(rest) for id, *rest in table(db, "unit")}
        sheets = {key: json.loads(text) for _, key, text in table(db, "source") if text}
        names = ("unit", "answer", "value", "n_yes", "n", "locator")
        found = []
        for id, *columns in db.execute(BLOCKS):
            source, indicator, year, gender = about.pop(id)
            if only not in (None, indicator):
                continue
            belongs = f"block {id} {indicator} {year} {source} {gender}"
            for unit, answer, value, n_yes, n, locator in rows(columns, names, belongs):
                figures = given(answer, value, n_yes, n)
                where = place(locator, sheets.get(source, []))
                found.append(Result(source, indicator, year, gender, *units[unit], *figures, where))
        assert not about, "heads without a block"
        return found


def lines(path: Path) -> list[Result]:
    """Return all results of a file as its lines have them, each of one unit."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        about, units = heads(db), {id: tuple(rest) for id, *rest in table(db, "unit")}
        names = ("head", "answer", "value", "n_yes", "n")
        found = []
        for id, *columns in db.execute(LINES):
            for head, *figures in rows(columns, names, f"line {id}"):
                source, indicator, year, gender = about[head]
                where = (source, indicator, year, gender, *units[id])
                found.append(Result(*where, *given(*figures)))
        return found


def summaries(path: Path) -> dict[tuple[str, int, str], tuple[Any, ...]]:
    """Return n, n_yes, low, q1, median, q3, high and moved by indicator, year and gender."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        indicators = dict(table(db, "indicator"))
        return {
            (indicators[indicator], year, gender): tuple(rest)
            for indicator, year, gender, *rest in table(db, "summary")
        }


def heads(db: sqlite3.Connection) -> dict[int, tuple[str, str, int, str]]:
    """Return (source, indicator, year, gender) of each block."""
    sources = {id: key for id, key, _ in table(db, "source")}
    indicators = dict(table(db, "indicator"))
    packed = dict(db.execute("SELECT name, packed FROM heads"))
    columns = [unpacked(packed.pop(name), f"heads {name}") for name in HEAD]
    assert not packed
    found = [(*numbers, GENDERS[gender]) for *numbers, gender in zip(*columns, strict=True)]
    assert found == db.execute("SELECT * FROM head ORDER BY id").fetchall()
    return {
        id: (sources[source], indicators[indicator], year, gender)
        for id, indicator, year, source, gender in found
    }


def table(db: sqlite3.Connection, name: str) -> list[Any]:
    """Return the rows of a table, which have one checksum."""
    found = db.execute(TABLES[name]).fetchall()
    [[crc]] = db.execute("SELECT crc FROM checksum WHERE name = ?", (name,))
    assert zlib.crc32(repr(found).encode()) == crc, name
    return found


def rows(columns: list[Any], names: tuple[str, ...], belongs: str) -> Iterator[tuple[Any, ...]]:
    """Return packed columns as rows; the first column is never lacking."""
    whole = [
        None if packed is None else unpacked(packed, f"{belongs} {name}")
        for name, packed in zip(names, columns, strict=True)
    ]
    first = whole[0]
    assert first is not None, belongs
    return zip(*([None] * len(first) if c is None else c for c in whole), strict=True)


def unpacked(packed: bytes, belongs: str) -> list[Any]:
    """Return a packed column: a letter, a checksum, and the content."""
    kind, crc, content = chr(packed[0]), packed[1:5], packed[5:]
    words = f"{kind} {belongs}".encode()
    assert zlib.crc32(words + content) == int.from_bytes(crc, "little"), belongs
    if kind == "z":
        kind, content = chr(content[0]), zlib.decompress(content[1:])
    if kind == "t":
        return list(json.loads(content))
    if kind.isdecimal():
        letter = chr(content[0])
        lacking = -(2 ** (8 * struct.calcsize(f"<{letter}") - 1))
        return [
            None if n == lacking else Decimal(n).scaleb(-int(kind))
            for n in numbers(letter, content[1:])
        ]
    if kind == "d":
        return [None if n != n else Decimal(repr(n)) for n in numbers(kind, content)]
    return numbers(kind, content)


def numbers(letter: str, content: bytes) -> list[Any]:
    """Return numbers, lowest byte first."""
    return [n for (n,) in struct.iter_unpack(f"<{letter}", content)]


def given(answer: int | None, value: Decimal | None, n_yes: int | None, n: int | None) -> Any:
    """Return what a result says: of answers and counts, -1 is none."""
    said = None if answer in (None, -1) else ANSWERS[answer]
    return said, value, *(None if count in (None, -1) else count for count in (n_yes, n))


def place(locator: Any, sheets: list[str]) -> str | int | None:
    """Return a row's number or a text as it is, and a cell by its name."""
    if not isinstance(locator, int) or locator >= 0:
        return locator
    rest, sheet = divmod(-1 - locator, SHEETS)
    row, column = divmod(rest, COLUMNS)
    letters = ""
    while column >= 0:
        letters, column = chr(ord("A") + column % 26) + letters, column // 26 - 1
    return f"{sheets[sheet]}!{letters}{row + 1}"

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
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from decimal import Decimal
from itertools import repeat
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


def blocks(
    path: Path,
    only: Collection[str] | None = None,
    gender: str | None = None,
    *,
    located: bool = False,
) -> list[Result]:
    """Return all results of a file as its blocks have them, each of one indicator and year.

    With `only` those of some indicators, with `gender` those of one; with where each is from if
    they are to be `located`, which takes a third of the time.
    """
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        about, units = heads(db), {id: tuple(rest) for id, *rest in table(db, "unit")}
        sheets = {key: json.loads(text) for _, key, text in table(db, "source") if text}
        names = ("unit", "answer", "value", "n_yes", "n", "locator")
        found = []
        for id, *packed in db.execute(BLOCKS):
            head = about.pop(id)
            source, indicator, year, of = head
            if (only is not None and indicator not in only) or gender not in (None, of):
                continue
            belongs = f"block {id} {indicator} {year} {source} {of}"
            unit, *figures, locator = columns(packed, names, belongs)
            cells: Iterable[str | int | None] = repeat(None, len(unit))
            if located:
                cells = (place(where, sheets.get(source, ())) for where in locator)
            for who, *told in zip(unit, *given(*figures), cells, strict=True):
                found.append(Result(*head, *units[who], *told))
        assert not about, "heads without a block"
        return found


def lines(path: Path) -> list[Result]:
    """Return all results of a file as its lines have them, each of one unit."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        about, units = heads(db), {id: tuple(rest) for id, *rest in table(db, "unit")}
        names = ("head", "answer", "value", "n_yes", "n")
        found = []
        for id, *packed in db.execute(LINES):
            head, *figures = columns(packed, names, f"line {id}")
            for block, *told in zip(head, *given(*figures), strict=True):
                found.append(Result(*about[block], *units[id], *told))
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
    whole = [unpacked(packed.pop(name), f"heads {name}") for name in HEAD]
    assert not packed
    found = [(*numbers, GENDERS[gender]) for *numbers, gender in zip(*whole, strict=True)]
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


def columns(packed: list[Any], names: tuple[str, ...], belongs: str) -> list[list[Any]]:
    """Return packed columns, all as long as the first, which is never lacking."""
    whole = [
        None if column is None else unpacked(column, f"{belongs} {name}")
        for name, column in zip(names, packed, strict=True)
    ]
    first = whole[0]
    assert first is not None, belongs
    return [[None] * len(first) if column is None else column for column in whole]


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
        found = numbers(letter, content[1:])
        exact = {n: Decimal(n).scaleb(-int(kind)) for n in set(found) - {lacking}}
        return [exact.get(n) for n in found]
    if kind == "d":
        return [None if n != n else Decimal(repr(n)) for n in numbers(kind, content)]
    return numbers(kind, content)


def numbers(letter: str, content: bytes) -> list[Any]:
    """Return numbers, lowest byte first."""
    return list(struct.unpack(f"<{len(content) // struct.calcsize(f'<{letter}')}{letter}", content))


def given(answer: list[Any], value: list[Any], n_yes: list[Any], n: list[Any]) -> list[list[Any]]:
    """Return the columns as results say them: of answers and counts, -1 is none."""
    said = [None if code in (None, -1) else ANSWERS[code] for code in answer]
    counts = [[None if count == -1 else count for count in column] for column in (n_yes, n)]
    return [said, value, *counts]


def place(locator: Any, sheets: Sequence[str]) -> str | int | None:
    """Return a row's number or a text as it is, and a cell by its name."""
    if not isinstance(locator, int) or locator >= 0:
        return locator
    rest, sheet = divmod(-1 - locator, SHEETS)
    row, column = divmod(rest, COLUMNS)
    letters = ""
    while column >= 0:
        letters, column = chr(ord("A") + column % 26) + letters, column // 26 - 1
    return f"{sheets[sheet]}!{letters}{row + 1}"

"""A file of values that is open: its connection, and faults in words."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from zlib import crc32

from oj_cli.domain.errors import FileFault
from oj_cli.workspace import shipped_areas

CHECKED = {
    "source": "id",
    "indicator": "id",
    "unit": "id",
    "summary": "indicator, year, gender",
}
"""The tables that are read row by row, with their keys. `checksum` tells what is in each."""


class Connected:
    """An open file. Use as a context manager, or close it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _read(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter for its own messages
            raise damaged(self.path, error) from error

    def _table(self, name: str) -> list[tuple[Any, ...]]:
        """Return a whole table that has a checksum. Raises FileFault if it does not fit."""
        rows = self._read(f"SELECT * FROM {name} ORDER BY {CHECKED[name]}")
        if [(checksum(rows),)] != self._read("SELECT crc FROM checksum WHERE name = ?", (name,)):
            raise damaged(self.path, "resultat är ändrade eller skadade")
        return rows

    def _json(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (TypeError, ValueError) as error:
            raise damaged(self.path, error) from error

    @contextmanager
    def _as_stored(self) -> Iterator[None]:
        """Say in words that what is stored cannot be read, where that is found out."""
        try:
            yield
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise damaged(self.path, error) from error


def checksum(rows: Sequence[tuple[Any, ...]]) -> int:
    """Return a checksum of the rows of a table."""
    return crc32(repr(rows).encode())


_REINSTALL = ("Installera om oj.",)
_MADE_ANEW = ("oj check workspace --laga",)
_IN_WORDS = {
    sqlite3.SQLITE_BUSY: "den används av ett annat program",
    sqlite3.SQLITE_LOCKED: "den används av ett annat program",
    sqlite3.SQLITE_PERM: "ni får inte använda den",
    sqlite3.SQLITE_READONLY: "den är skrivskyddad",
    sqlite3.SQLITE_CANTOPEN: "den går inte att öppna",
    sqlite3.SQLITE_IOERR: "disken svarar inte",
    sqlite3.SQLITE_FULL: "disken är full",
}


def in_words(reason: object) -> str:
    """Return why a file cannot be used, in Swedish: SQLite's own words are for `--debug`."""
    if not isinstance(reason, Exception):
        return str(reason)
    code = getattr(reason, "sqlite_errorcode", None)
    if code is None and isinstance(reason, sqlite3.IntegrityError):
        return str(reason)  # what the store found itself
    return _IN_WORDS.get(code & 0xFF, "den är skadad") if code is not None else "den är skadad"


def remedy(path: Path) -> tuple[str, ...]:
    """Return what to do about a file of values that is missing or damaged."""
    is_shipped = shipped_areas().resolve() in path.resolve().parents
    return _REINSTALL if is_shipped else _MADE_ANEW


def damaged(path: Path, reason: object) -> FileFault:
    """Return what to say of a file of values that cannot be read."""
    return FileFault("store.damaged", place=str(path), hints=remedy(path), why=in_words(reason))

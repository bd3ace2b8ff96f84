"""Stores as files: made, opened."""

import os
import sqlite3
from pathlib import Path, PurePath
from urllib.parse import quote

from oj_cli.domain.errors import FileFault
from oj_cli.domain.sources import SourceRecord
from oj_cli.store.catalogues import Catalogues
from oj_cli.store.connected import damaged, in_words, remedy
from oj_cli.store.registers import Registers
from oj_cli.store.results import Results
from oj_cli.store.schema import BUSY_MS, SCHEMA, VERSION
from oj_cli.store.sources import Sources

_MAGIC = b"SQLite format 3\0"
_VERSION_AT, _STAMP_AT, _HEAD = 60, 68, 72  # where SQLite keeps what `PRAGMA` sets


class Store(Registers, Catalogues, Sources, Results):
    """An open store. Use as a context manager, or close it."""


def create_store(path: Path) -> Store:
    """Make a new, empty store. Raises FileFault if it cannot be written."""
    connection = None
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.executescript(SCHEMA)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise FileFault("store.not_made", place=str(path), why=in_words(error)) from error
    return Store(connection, path)


def open_store(path: Path) -> Store:
    """Open a store for reading, as it lies: never locked, never changed.

    Raises FileFault if it is missing, damaged, or made by another version of `oj`.
    """
    if not path.is_file():
        raise FileFault("store.missing", place=str(path), hints=remedy(path))
    connection = None
    try:
        uri = f"{_uri(path.resolve())}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise damaged(path, error) from error
    if version != VERSION:
        connection.close()
        raise FileFault(
            "store.other_version",
            place=str(path),
            hints=remedy(path),
            version=version,
            ours=VERSION,
        )
    return Store(connection, path)


def is_older(path: Path) -> bool:
    """Return whether a file is a store of an older version, which can be made anew."""
    return 0 < _in_head(path, _VERSION_AT) < VERSION


def stamp_of(path: Path) -> int:
    """Return the stamp of the shipped data that a store began from, 0 if it has none."""
    return _in_head(path, _STAMP_AT)


def _in_head(path: Path, at: int) -> int:
    """Return a number in the head of a store without opening it, 0 if it is no store."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return 0  # whoever opens it says what is wrong
    return int.from_bytes(head[at : at + 4], "big") if head.startswith(_MAGIC) else 0


def older_sources(path: Path) -> tuple[SourceRecord, ...]:
    """Return the records of the sources in a store of an older version, in the order they came.

    Every version has the same table of them. Raises FileFault if this one has not.
    """
    connection = sqlite3.connect(f"{_uri(path.resolve())}?mode=ro&immutable=1", uri=True)
    with Store(connection, path) as store:
        return store.sources()


def _uri(path: PurePath) -> str:
    """Return an absolute path as SQLite reads it in a URI; a Windows share has no authority."""
    text = quote(os.fsencode(path.as_posix()), safe="/:")
    return f"file://{text}" if text.startswith("/") else f"file:///{text}"

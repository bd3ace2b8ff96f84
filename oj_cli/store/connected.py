"""A store that is open: its connection, all-or-nothing writing, and faults in words."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, TypeVar

from oj_cli.documents.decode import Fault, decode
from oj_cli.domain.errors import FileFault

T = TypeVar("T")


class Connected:
    """An open store. Use as a context manager, or close it."""

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

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write all or nothing: commit at the end, undo if anything is raised.

        Raises FileFault if the file does not take what is written.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.rollback()
                raise
            self._db.commit()
        except sqlite3.Error as error:
            raise FileFault(
                "store.not_written", place=str(self.path), why=in_words(error)
            ) from error

    def stamp(self) -> None:
        """Mark a shipped store by what is in it; the copies that workspaces make have it too."""
        tables = self._read("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        content = sha256()
        for (table,) in tables:
            for row in self._read(f"SELECT * FROM {table}"):
                content.update(repr(row).encode())
        number = int.from_bytes(content.digest()[:4], "big") >> 1 or 1
        self._db.execute(f"PRAGMA application_id = {number}")

    def compact(self) -> None:
        """Give back unused space, so that a shipped file is as small as its rows."""
        self._db.execute("VACUUM")

    def give_back(self, share: float) -> None:
        """Give back unused space if it is more than a share of the file."""
        [[free]] = self._read("PRAGMA freelist_count")
        [[pages]] = self._read("PRAGMA page_count")
        if free > share * pages:
            try:
                self.compact()
            except sqlite3.Error:  # no room for it: the file is larger than it need be, and right
                return

    def _read(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter for its own messages
            raise damaged(self.path, error) from error

    def _json(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (TypeError, ValueError) as error:
            raise damaged(self.path, error) from error

    def _load(self, model: type[T], text: str) -> T:
        """Return a model from JSON that `dump` wrote. Raises FileFault for anything else."""
        faults: list[Fault] = []
        loaded = decode(model, self._json(text), faults)
        if loaded is None or faults:
            raise damaged(self.path, faults[0].message)
        return loaded

    def _only(self, model: type[T], sql: str, *values: str) -> T:
        found = self._read(sql, values)
        if not found:
            raise damaged(self.path, "innehållet saknas")
        return self._load(model, found[0][0])


_SHIPPED = Path(__file__).parents[1] / "data"
_REINSTALL = ("Installera om oj.",)
_SET_ASIDE = (
    "Byt namn på filen. Då används uppgifterna som följer med oj, tills ni har läst in era igen.",
    "Filerna som ni läste in ligger kvar i data/original.",
)
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
    """Return why a store cannot be used, in Swedish: SQLite's own words are for `--debug`."""
    if not isinstance(reason, Exception):
        return str(reason)
    code = getattr(reason, "sqlite_errorcode", None)
    if code is None and isinstance(reason, sqlite3.IntegrityError):
        return str(reason)  # what the store found itself
    return _IN_WORDS.get(code & 0xFF, "den är skadad") if code is not None else "den är skadad"


def remedy(path: Path) -> tuple[str, ...]:
    """Return what to do about a store that is missing or damaged."""
    return _REINSTALL if path.resolve().parent == _SHIPPED.resolve() else _SET_ASIDE


def damaged(path: Path, reason: object) -> FileFault:
    """Return what to say of a store that cannot be read."""
    return FileFault("store.damaged", place=str(path), hints=remedy(path), why=in_words(reason))

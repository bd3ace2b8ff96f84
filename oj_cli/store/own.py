"""A workspace's own store: what comes with `oj`, and what was imported.

It is changed in a copy, which takes its place when all is written. So whoever reads it
meanwhile reads the whole store as it was, no journal is ever left behind, and a program that
is killed leaves it as it was; on a shared drive too, where SQLite's own locks cannot be
trusted. Two who change it take turns.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oj_cli.documents.locks import locked
from oj_cli.documents.writer import new_version, remove_leftovers
from oj_cli.domain.errors import file_fault
from oj_cli.store.files import Store, open_store
from oj_cli.store.schema import BUSY_MS
from oj_cli.workspace import SHIPPED_STORE, own_store

WAIT = 120.0
"""Seconds to wait for another import: the largest takes a fraction of that."""

_FREE_TO_COMPACT = 0.25


@contextmanager
def changing(folder: Path, *, anew: bool = False) -> Iterator[Store]:
    """Yield the own store of a workspace to be written to, all or nothing.

    Where there is none, or with `anew`, it begins as a copy of the shipped one. Raises
    FileFault if another has it for too long, or it cannot be read or written.
    """
    path = own_store(folder)
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise file_fault(error, path.parent, "skapa") from error
    with locked(path, WAIT):
        remove_leftovers(path)
        old = path if path.is_file() and not anew else SHIPPED_STORE
        open_store(old).close()  # refuses what is no store of this version
        with new_version(path) as copy:
            try:
                shutil.copyfile(old, copy)
            except OSError as error:
                raise file_fault(error, path, "spara") from error
            with _opened(copy, path) as store:
                with store.transaction():
                    yield store
                store.give_back(_FREE_TO_COMPACT)


@contextmanager
def _opened(copy: Path, path: Path) -> Iterator[Store]:
    """Yield the copy, opened to be written to as fast as may be: nobody else sees it."""
    connection = sqlite3.connect(copy, isolation_level=None)
    with Store(connection, path) as store:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        yield store

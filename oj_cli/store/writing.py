"""Files of values, written.

A file is changed in a copy, which takes its place when all is written. So whoever reads it
meanwhile reads it whole as it was, no journal is ever left behind, and a program that is killed
leaves it as it was; on a shared drive too, where SQLite's own locks cannot be trusted.
"""

import json
import shutil
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.documents.writer import new_version, remove_leftovers
from oj_cli.domain.answers import GENDERS
from oj_cli.domain.errors import FileFault, file_fault
from oj_cli.store.blocks import HEADS, in_heads
from oj_cli.store.connected import CHECKED, checksum, damaged, in_words
from oj_cli.store.packing import pack
from oj_cli.store.schema import PAGE, SCHEMA, VERSION
from oj_cli.store.values import FILE, Values, open_values

if TYPE_CHECKING:
    import pandas as pd

_FREE_TO_COMPACT = 0.25


class Writing(Values):
    """A file of values that is being changed."""

    def write_source(self, id: str, rows: "pd.DataFrame", sheets: Sequence[str] = ()) -> int:
        """Write the rows of one source, in place of those it had; return how many.

        `rows` has the columns of a result row, without `source`; an integer `locator` is a row
        number in the source's file, or a cell in one of its `sheets`, see `domain.grid`.
        """
        from oj_cli.store.bulk import insert_rows

        self.remove_source(id)
        text = json.dumps(sheets, ensure_ascii=False) if sheets else None
        self._db.execute("INSERT INTO source (key, sheets) VALUES (?, ?)", (id, text))
        return insert_rows(self._db, id, rows)

    def remove_source(self, id: str) -> int:
        """Remove a source and its rows; return how many rows there were."""
        [[gone]] = self._read(
            "SELECT total(c.rows) FROM source s JOIN coverage c ON c.source = s.id WHERE s.key = ?",
            (id,),
        )
        of = "(SELECT id FROM source WHERE key = ?)"
        for table, where in (
            ("block", f"head IN (SELECT id FROM head WHERE source = {of})"),
            ("head", f"source = {of}"),
            ("coverage", f"source = {of}"),
            ("source", "key = ?"),
        ):
            self._db.execute(f"DELETE FROM {table} WHERE {where}", (id,))
        return int(gone)

    def refuse_damaged(self) -> None:
        """Raise FileFault if what is read row by row is not as it was written.

        Else it would be given new checksums. The blocks are all read when the lines are written.
        """
        for name in CHECKED:
            self._table(name)
        with self._as_stored():
            rows = self._read(f"SELECT {', '.join(HEADS)} FROM head ORDER BY id")
            found = [(*row[:-1], GENDERS.index(row[-1])) for row in rows]
            if found != list(zip(*self._heads.values(), strict=True)):
                raise ValueError("resultat är ändrade eller skadade")

    def finish(self) -> None:
        """Write what follows from the blocks: lines, summaries and checksums."""
        from oj_cli.store.lines import write_lines
        from oj_cli.store.summaries import summarised

        self._db.execute("DELETE FROM indicator WHERE id NOT IN (SELECT indicator FROM head)")
        self._note_checksums()
        now = Values(self._db, self.path)  # knows nothing of what was before
        heads = sorted(now.heads.values(), key=lambda head: head.id)  # as the sources came
        columns = list(now.columns_of(heads))
        write_lines(self._db, [head.id for head in heads], columns)
        keys = {key: id for id, key in now.indicators.items()}
        self._db.execute("DELETE FROM summary")
        self._db.executemany(
            "INSERT INTO summary VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (keys[indicator], year, gender, *summary)
                for (indicator, year, gender), summary in summarised(columns).items()
            ],
        )
        self._note_checksums()

    def _note_checksums(self) -> None:
        heads = self._read("SELECT id, indicator, year, source, gender FROM head ORDER BY id")
        columns = list(zip(*heads, strict=True)) or [()] * len(HEADS)
        for name, column in zip(HEADS, columns, strict=True):
            numbers = [GENDERS.index(g) for g in column] if name == "gender" else column
            packed = pack("q", struct.pack(f"<{len(numbers)}q", *numbers), in_heads(name))
            self._db.execute("INSERT OR REPLACE INTO heads VALUES (?, ?)", (name, packed))
        for name, key in CHECKED.items():
            crc = checksum(self._read(f"SELECT * FROM {name} ORDER BY {key}"))
            self._db.execute("INSERT OR REPLACE INTO checksum VALUES (?, ?)", (name, crc))

    def give_back(self, *, all_of_it: bool) -> None:
        """Give back unused space if it is more than a share of the file, or all of it."""
        if all_of_it:
            self._db.execute("VACUUM")
            return
        [[free]] = self._read("PRAGMA freelist_count")
        [[pages]] = self._read("PRAGMA page_count")
        if free > _FREE_TO_COMPACT * pages:
            with suppress(sqlite3.Error):  # no room: the file is larger than need be, and right
                self._db.execute("VACUUM")


@contextmanager
def changing(folder: Path, *, anew: bool = False, is_purge: bool = False) -> Iterator[Writing]:
    """Yield the values of an område's folder to be written to, all or nothing.

    Where there are none, or with `anew`, they begin empty. With `is_purge` the file is made anew of
    what is left in it, so that no byte of what was removed is. The caller holds the lock. Raises
    FileFault if they cannot be read or written.
    """
    path = folder / FILE
    remove_leftovers(path)
    is_new = anew or not path.is_file()
    if not is_new:
        open_values(path).close()  # refuses what is no file of this version
    with new_version(path, by_hand=False) as copy:
        if not is_new:
            try:
                shutil.copyfile(path, copy)
            except OSError as error:
                raise file_fault(error, path, "spara") from error
        with _opened(copy, path, is_new=is_new) as values:
            try:
                if not is_new:
                    values.refuse_damaged()
                values._db.execute("BEGIN IMMEDIATE")
                yield values
                values.finish()
                values._db.commit()
                values.give_back(all_of_it=is_purge)
            except sqlite3.Error as error:
                raise FileFault(
                    "store.not_written", place=str(path), why=in_words(error)
                ) from error


@contextmanager
def _opened(copy: Path, path: Path, *, is_new: bool) -> Iterator[Writing]:
    """Yield the copy, opened to be written to as fast as may be: nobody else sees it."""
    try:
        connection = sqlite3.connect(copy, isolation_level=None)
    except sqlite3.Error as error:
        raise FileFault("store.not_made", place=str(path), why=in_words(error)) from error
    with Writing(connection, path) as values:
        try:
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA synchronous = OFF")
            if is_new:
                connection.execute(f"PRAGMA page_size = {PAGE}")
                connection.executescript(SCHEMA)
                connection.execute(f"PRAGMA user_version = {VERSION}")
        except sqlite3.Error as error:
            raise damaged(path, error) from error
        yield values

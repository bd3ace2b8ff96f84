"""The store: one SQLite file with sorting keys, catalogues, sources and results.

The only room with SQL. Indicators, units and sources have integer keys in look-up
tables. The shipped store is opened read-only and immutable; a workspace's own store is
written in one transaction per import.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from oj_cli.documents.decode import Fault, decode, encode
from oj_cli.domain.answers import ROW_COLUMNS
from oj_cli.domain.errors import FileFault, UsageFault
from oj_cli.domain.indicators import Catalogue, Themes
from oj_cli.domain.kommuner import Edition, Kommun, Lan, Register
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import fold, listing, near, sort_key

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
VERSION = 1
BUSY_MS = 5000

_SCHEMA = """
CREATE TABLE lan (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE kommun (code TEXT PRIMARY KEY, name TEXT NOT NULL, lan TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE edition (id TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE membership (
    edition TEXT NOT NULL, kommun TEXT NOT NULL, grupp TEXT NOT NULL,
    PRIMARY KEY (edition, kommun)) WITHOUT ROWID;
CREATE TABLE population (
    kommun TEXT NOT NULL, year INTEGER NOT NULL, inhabitants INTEGER NOT NULL,
    PRIMARY KEY (kommun, year)) WITHOUT ROWID;
CREATE TABLE themes (json TEXT NOT NULL);
CREATE TABLE catalogue (
    area TEXT PRIMARY KEY, position INTEGER NOT NULL, purpose TEXT NOT NULL,
    json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, json TEXT NOT NULL);
CREATE TABLE indicator (
    id INTEGER PRIMARY KEY, area TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (area, key));
CREATE TABLE unit (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (kind, key));
CREATE TABLE result (
    indicator INTEGER NOT NULL, year INTEGER NOT NULL, unit INTEGER NOT NULL,
    gender TEXT NOT NULL, source INTEGER NOT NULL,
    answer TEXT, value REAL, n_yes INTEGER, n INTEGER, locator,
    PRIMARY KEY (indicator, year, unit, gender, source)) WITHOUT ROWID;
CREATE INDEX result_by_unit ON result (unit, year);
"""


class Store:
    """An open store. Use as a context manager, or close it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path

    def __enter__(self) -> "Store":
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
                f"Det gick inte att skriva i databasen ({error}). Inget av det är sparat.",
                place=str(self.path),
                hints=("Stäng andra program som använder filen, och försök igen.",),
            ) from error

    def compact(self) -> None:
        """Give back unused space, so that a shipped file is as small as its rows."""
        self._db.execute("VACUUM")

    def _read(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter for its own messages
            raise _damaged(self.path, error) from error

    def _json(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (TypeError, ValueError) as error:
            raise _damaged(self.path, error) from error

    def _load(self, model: type[T], text: str) -> T:
        """Return a model from JSON that `_dump` wrote. Raises FileFault for anything else."""
        faults: list[Fault] = []
        loaded = decode(model, self._json(text), faults)
        if loaded is None or faults:
            raise _damaged(self.path, faults[0].message)
        return loaded

    def _only(self, model: type[T], sql: str, *values: str) -> T:
        found = self._read(sql, values)
        if not found:
            raise _damaged(self.path, "innehållet saknas")
        return self._load(model, found[0][0])

    # --- sorting keys -------------------------------------------------------------

    def write_register(self, register: Register) -> None:
        """Write kommuner, län, editions with members, and population."""
        db = self._db
        db.executemany("INSERT INTO lan VALUES (?, ?)", [(x.code, x.name) for x in register.lan])
        db.executemany(
            "INSERT INTO kommun VALUES (?, ?, ?)",
            [(k.code, k.name, k.lan) for k in register.kommuner],
        )
        db.executemany(
            "INSERT INTO edition VALUES (?, ?)", [(e.id, _dump(e)) for e in register.editions]
        )
        db.executemany(
            "INSERT INTO membership VALUES (?, ?, ?)",
            [(e, k, g) for e, members in register.membership.items() for k, g in members.items()],
        )
        db.executemany(
            "INSERT INTO population VALUES (?, ?, ?)",
            [(k, y, n) for k, years in register.population.items() for y, n in years.items()],
        )

    def register(self, population_before: int | None = None) -> Register:
        """Return the kommuner with their sorting keys.

        Population is read for the newest year before `population_before` only, or for
        none at all, since most questions need no more.
        """
        if population_before is None:
            return self._register
        newest = "SELECT kommun, max(year), inhabitants FROM population WHERE year < ?"
        found = self._read(f"{newest} GROUP BY kommun", (population_before,))
        population = {kommun: {year: n} for kommun, year, n in found}
        return replace(self._register, population=population)

    @cached_property
    def _register(self) -> Register:
        members: dict[str, dict[str, str]] = {}
        for edition, kommun, group in self._read("SELECT edition, kommun, grupp FROM membership"):
            members.setdefault(edition, {})[kommun] = group
        editions = [self._load(Edition, t) for (t,) in self._read("SELECT json FROM edition")]
        kommuner = [Kommun(*row) for row in self._read("SELECT code, name, lan FROM kommun")]
        try:
            kommuner.sort(key=lambda k: sort_key(k.name))
        except TypeError as error:
            raise _damaged(self.path, error) from error
        return Register(
            tuple(kommuner),
            tuple(Lan(*row) for row in self._read("SELECT code, name FROM lan ORDER BY code")),
            tuple(sorted(editions, key=lambda e: e.first_year)),
            members,
            {},
        )

    # --- catalogues ---------------------------------------------------------------

    def write_themes(self, themes: Themes) -> None:
        """Write the themes, in place of those before."""
        self._db.execute("DELETE FROM themes")
        self._db.execute("INSERT INTO themes VALUES (?)", (_dump(themes),))

    def themes(self) -> Themes:
        """Return the themes."""
        return self._only(Themes, "SELECT json FROM themes")

    def write_catalogue(self, catalogue: Catalogue) -> None:
        """Write a validated catalogue, in place of the one before."""
        position = self._read("SELECT count(*) FROM catalogue")[0][0]
        self._db.execute(
            "INSERT INTO catalogue VALUES (?, ?, ?, ?) ON CONFLICT (area)"
            " DO UPDATE SET json = excluded.json, purpose = excluded.purpose",
            (catalogue.area, position, catalogue.purpose, _dump(catalogue)),
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO indicator (area, key) VALUES (?, ?)",
            [(catalogue.area, i.id) for i in catalogue],
        )

    def areas(self, purpose: str = "jamforelse") -> tuple[str, ...]:
        """Return the ids of the områden to compare, or of those with nyckeltal, as they came."""
        wanted = "SELECT area FROM catalogue WHERE purpose = ? ORDER BY position"
        return tuple(area for (area,) in self._read(wanted, (purpose,)))

    def find_area(self, text: str) -> str:
        """Return the id of the område called `text`. Raises UsageFault if there is none."""
        areas = self.areas()
        for area in areas:
            if fold(area) == fold(text):
                return area
        names = {fold(c.name): c.area for c in self.catalogues()}
        names |= {fold(c.short): c.area for c in self.catalogues()}
        if fold(text) in names:
            return names[fold(text)]
        close = near(text, areas, limit=1)
        hints = (f"Menade du {close[0]}?",) if close else ()
        raise UsageFault(
            f"Det finns inget område som heter ”{text}”.",
            hints=(*hints, f"Områdena är {listing(areas)}."),
        )

    def catalogue(self, area: str) -> Catalogue:
        """Return the catalogue of an område that exists."""
        return self._only(Catalogue, "SELECT json FROM catalogue WHERE area = ?", area)

    def catalogues(self) -> tuple[Catalogue, ...]:
        """Return the catalogues of the områden to compare."""
        return tuple(self.catalogue(a) for a in self.areas())

    def indicator_names(self) -> list[tuple[str, str]]:
        """Return (id, name) of all indicators, without decoding catalogues: for completion."""
        texts = self._read(
            "SELECT json FROM catalogue WHERE purpose = 'jamforelse' ORDER BY position"
        )
        return [(i["id"], i["namn"]) for (text,) in texts for i in self._json(text)["indikatorer"]]

    # --- results ------------------------------------------------------------------

    def write_results(self, record: SourceRecord, rows: "pd.DataFrame") -> int:
        """Write the rows of one source and its record; return the number of rows.

        `rows` has the columns of a result row, without `source`; an integer `locator`
        is a row number in the source's file.
        """
        db = self._db
        db.execute("INSERT INTO source (key, json) VALUES (?, ?)", (record.id, _dump(record)))
        source = db.execute("SELECT id FROM source WHERE key = ?", (record.id,)).fetchone()[0]
        units = rows[["unit_kind", "unit"]].drop_duplicates()
        db.executemany("INSERT OR IGNORE INTO unit (kind, key) VALUES (?, ?)", units.to_numpy())
        unit_ids = {(k, u): i for i, k, u in db.execute("SELECT id, kind, key FROM unit")}
        indicator_ids = {(a, k): i for i, a, k in db.execute("SELECT id, area, key FROM indicator")}
        wide = rows.astype(object).where(rows.notna(), None)
        db.executemany(
            "INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            zip(
                map(indicator_ids.__getitem__, zip(wide["area"], wide["indicator"], strict=True)),
                wide["year"],
                map(unit_ids.__getitem__, zip(wide["unit_kind"], wide["unit"], strict=True)),
                wide["gender"],
                [source] * len(wide),
                *(wide[c] for c in ("answer", "value", "n_yes", "n", "locator")),
                strict=True,
            ),
        )
        return len(wide)

    def rows(
        self,
        area: str,
        *,
        year: int | None = None,
        unit: tuple[str, str] | None = None,
        indicator: str | None = None,
        gender: str | None = "T",
    ) -> "pd.DataFrame":
        """Return results of an område as a table with the columns of a result row.

        `unit` is (kind, key). Texts are categorical; numbers that are missing are NaN.
        The categories of `source` stand in the order the sources were imported: where
        several give the same result the last counts, see `analysis.matrix.one_per_unit`.
        """
        conditions = {
            "i.area = ?": area,
            "r.year = ?": year,
            "i.key = ?": indicator,
            "r.gender = ?": gender,
            "u.kind = ?": unit and unit[0],
            "u.key = ?": unit and unit[1],
        }
        used = {c: v for c, v in conditions.items() if v is not None}
        # CROSS JOIN fixes the order: one unit's rows by their index, else an indicator's by key.
        if unit:
            tables = "unit u CROSS JOIN result r ON r.unit = u.id"
            tables += " JOIN indicator i ON i.id = r.indicator"
        else:
            tables = "indicator i CROSS JOIN result r ON r.indicator = i.id"
        sql = (
            "SELECT r.indicator, r.year, r.unit, r.gender, r.answer, r.value, r.n_yes, r.n,"
            f" r.source, r.locator FROM {tables} WHERE {' AND '.join(used)}"
        )
        found = self._read(sql, list(used.values()))
        try:
            return self._table(area, found)
        except (ArithmeticError, IndexError, TypeError, ValueError) as error:
            raise _damaged(self.path, error) from error

    def _table(self, area: str, found: Sequence[tuple[Any, ...]]) -> "pd.DataFrame":
        import numpy as np
        import pandas as pd

        columns = list(zip(*found, strict=True)) if found else [()] * 10
        kinds = [(id, kind) for id, kind in self._read("SELECT id, kind FROM unit")]
        result = {
            "area": pd.Categorical.from_codes(
                np.zeros(len(found), dtype=np.int8), pd.Index([area])
            ),
            "year": np.array(columns[1], dtype=np.int16),
            "indicator": self._named(columns[0], "SELECT id, key FROM indicator"),
            "unit": self._named(columns[2], "SELECT id, key FROM unit"),
            "unit_kind": _categories(columns[2], kinds),
            "gender": _texts(columns[3]),
            "answer": _texts(columns[4]),
            "value": np.array(columns[5], dtype=float),
            "n_yes": np.array(columns[6], dtype=float),
            "n": np.array(columns[7], dtype=float),
            "source": self._named(columns[8], "SELECT id, key FROM source ORDER BY id"),
            "locator": pd.Series(columns[9], dtype=object),
        }
        return pd.DataFrame(result, columns=list(ROW_COLUMNS))

    def _named(self, ids: Sequence[int], names: str) -> "pd.Categorical[str]":
        """Return the names of integer keys, as a look-up table gives them."""
        return _categories(ids, self._read(names))

    def years(self, area: str, kommuner: Sequence[str] | None = None) -> tuple[int, ...]:
        """Return the years with answers or values in an område from these kommuner, or from any."""
        where, values = "", [area]
        if kommuner is not None:
            where, values = (
                "AND u.key IN (SELECT value FROM json_each(?))",
                [area, json.dumps(kommuner)],
            )
        sql = (
            "SELECT DISTINCT r.year FROM unit u JOIN result r ON r.unit = u.id"
            " JOIN indicator i ON i.id = r.indicator WHERE i.area = ? AND u.kind = 'kommun'"
            f" AND (r.answer IS NOT NULL OR r.value IS NOT NULL) {where} ORDER BY r.year"
        )
        return tuple(y for (y,) in self._read(sql, values))

    def sources(self, ids: Iterable[str] | None = None) -> tuple[SourceRecord, ...]:
        """Return the source records with these ids, or all, in the order they came."""
        wanted = None if ids is None else set(ids)
        records = (
            self._load(SourceRecord, text)
            for (text,) in self._read("SELECT json FROM source ORDER BY id")
        )
        return tuple(r for r in records if wanted is None or r.id in wanted)


def create_store(path: Path) -> Store:
    """Make a new, empty store. Raises FileFault if it cannot be written."""
    connection = None
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.executescript(_SCHEMA)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise FileFault(
            f"Databasen går inte att skapa ({error}).",
            place=str(path),
            hints=("Kontrollera att mappen finns, att den går att skriva i och att filen är ny.",),
        ) from error
    return Store(connection, path)


def open_store(path: Path) -> Store:
    """Open a store for reading, as it lies: never locked, never changed.

    Raises FileFault if it is missing, damaged, or made by another version of `oj`.
    """
    if not path.is_file():
        raise FileFault(
            "Databasen med öppna jämförelser saknas.", place=str(path), hints=_remedy(path)
        )
    connection = None
    try:
        uri = f"{_uri(path.resolve())}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise _damaged(path, error) from error
    if version != VERSION:
        connection.close()
        raise FileFault(
            f"Databasen är gjord av en annan version av oj (version {version}, "
            f"den här läser {VERSION}).",
            place=str(path),
            hints=_remedy(path),
        )
    return Store(connection, path)


def _uri(path: PurePath) -> str:
    """Return an absolute path as SQLite reads it in a URI; a Windows share has no authority."""
    text = quote(os.fsencode(path.as_posix()), safe="/:")
    return f"file://{text}" if text.startswith("/") else f"file:///{text}"


_SHIPPED = Path(__file__).parent / "data"
_REINSTALL = ("Installera om oj.",)
_SET_ASIDE = (
    "Byt namn på filen. Då används uppgifterna som följer med oj, tills ni har läst in era igen.",
)


def _remedy(path: Path) -> tuple[str, ...]:
    return _REINSTALL if path.resolve().parent == _SHIPPED.resolve() else _SET_ASIDE


def _damaged(path: Path, reason: object) -> FileFault:
    return FileFault(
        f"Databasen med öppna jämförelser går inte att läsa ({reason}).",
        place=str(path),
        hints=_remedy(path),
    )


def _texts(column: Sequence[str | None]) -> "pd.Categorical[str]":
    """Return few different texts, or None, as a categorical; faster than pandas finds them."""
    import numpy as np
    import pandas as pd

    names = sorted({text for text in column if text is not None})
    code_of = {None: -1} | {name: n for n, name in enumerate(names)}
    codes = np.array([code_of[text] for text in column], dtype=np.int8)
    return pd.Categorical.from_codes(codes, pd.Index(names, dtype=object))


def _categories(ids: Sequence[int], names: Sequence[tuple[int, str]]) -> "pd.Categorical[str]":
    """Return a categorical of the names that integer keys stand for; names may repeat."""
    import numpy as np
    import pandas as pd

    categories = list(dict.fromkeys(name for _, name in names))
    position = {name: n for n, name in enumerate(categories)}
    code_of = np.zeros(max((id for id, _ in names), default=0) + 1, dtype=np.int32)
    for id, name in names:
        code_of[id] = position[name]
    return pd.Categorical.from_codes(code_of[np.array(ids, dtype=np.int32)], pd.Index(categories))


def _dump(model: object) -> str:
    return json.dumps(encode(model), ensure_ascii=False, separators=(",", ":"))

"""The values of one område: one SQLite file, read."""

import json
import os
import re
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from oj_cli.domain.answers import GENDERS, Column
from oj_cli.domain.errors import FileFault
from oj_cli.domain.locators import locator_text
from oj_cli.store.blocks import (
    ANSWER_CODES,
    GIVEN,
    HEADS,
    LINE,
    MAY_LACK,
    NO_ANSWER,
    NO_COUNT,
    in_block,
    in_heads,
    in_line,
)
from oj_cli.store.connected import Connected, damaged, remedy
from oj_cli.store.packing import unpack_plain
from oj_cli.store.schema import BUSY_MS, VERSION

FILE = "varden.db"
_MAGIC, _VERSION_AT = b"SQLite format 3\0", 60
_ANSWERS = (*ANSWER_CODES, None)
"""Answers by code; the last stands for none, which is -1."""

_FEW_UNITS = 40
"""So many are read a line each; for more of them the blocks are quicker."""

_PLAIN = re.compile(r"[A-Za-z0-9/:._-]+")

_ABOUT = (
    *("sources", "indicators", "_units", "_keys_of_units", "_sheets"),
    *("_heads", "heads", "_of_all", "_summaries"),
)
"""What is read once of an open file."""


class Head(NamedTuple):
    """What a block is about, by the keys of indicator and source."""

    id: int
    indicator: str
    year: int
    source: str
    gender: str


class Result(NamedTuple):
    """One result of a unit."""

    indicator: str
    year: int
    source: str
    answer: str | None
    value: float | None
    n_yes: int | None
    n: int | None


class Summary(NamedTuple):
    """How all kommuner stood in an indicator one year.

    `n` is how many have a value or answered, `n_yes` how many of these said JA (None for numbers);
    `low` to `high` are least, quartiles, median and greatest of the values, and `moved` the median
    of how far a kommun's value was from its own of the year before that has values.
    """

    n: int
    n_yes: int | None
    low: float | None
    q1: float | None
    median: float | None
    q3: float | None
    high: float | None
    moved: float | None


class Values(Connected):
    """An open file of values. `known` are the ids of the sources that count, None for all."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, known: Collection[str] | None = None
    ) -> None:
        super().__init__(connection, path)
        self._known = known
        self._before: dict[str, Any] | None = None

    def recall(self) -> None:
        """Know at once what was read when this file was last open, if it is as it was.

        For what nobody changes meanwhile: who asks through the api opens it again and again.
        """
        about, known = self.path.stat(), tuple(self._known or ())
        self._before = _read_before(self.path, about.st_mtime_ns, about.st_size, known)
        self.__dict__.update(self._before)

    def close(self) -> None:
        """Close the file."""
        super().close()
        if self._before is not None:
            self._before.update((k, self.__dict__[k]) for k in _ABOUT if k in self.__dict__)

    @cached_property
    def sources(self) -> dict[int, str]:
        """The ids of the sources by their integer keys, in the order they came."""
        found = {id: key for id, key, _ in self._table("source")}
        known = self._known
        return found if known is None else {n: key for n, key in found.items() if key in known}

    @cached_property
    def _sheets(self) -> dict[str, list[str]]:
        """The sheets of each source that has cells."""
        return {key: self._json(text) for _, key, text in self._table("source") if text}

    @cached_property
    def indicators(self) -> dict[int, str]:
        """The ids of the indicators by their integer keys."""
        return dict(self._table("indicator"))

    @cached_property
    def _units(self) -> dict[int, tuple[str, str]]:
        return {id: (kind, key) for id, kind, key in self._table("unit")}

    @cached_property
    def _keys_of_units(self) -> dict[tuple[str, str], int]:
        return {unit: id for id, unit in self._units.items()}

    @cached_property
    def _heads(self) -> dict[str, Sequence[int]]:
        """What each block is about, in columns by integer keys, in the order of their ids."""
        found = dict(self._read("SELECT name, packed FROM heads"))
        with self._as_stored():
            return {name: unpack_plain(found[name], in_heads(name)) for name in HEADS}

    @cached_property
    def heads(self) -> dict[int, Head]:
        """What each block is about, of sources that count."""
        sources, indicators = self.sources, self.indicators
        with self._as_stored():
            return {
                id: Head(id, indicators[indicator], year, sources[source], GENDERS[gender])
                for id, indicator, year, source, gender in zip(*self._heads.values(), strict=True)
                if source in sources
            }

    def columns(
        self,
        year: int | None = None,
        indicators: Collection[str] | None = None,
        units: Collection[tuple[str, str]] | None = None,
        source: str | None = None,
        gender: str | None = "T",
        place: Callable[[Any, Sequence[str]], Any] | None = None,
    ) -> Iterator[Column]:
        """Yield what is stored, of all that is None, in the order that the sources came.

        `place` makes what a locator is shown as; without it there are none.
        """
        order = {key: n for n, key in self.sources.items()}
        wanted = [
            head
            for head in self.heads.values()
            if (gender is None or head.gender == gender)
            and (year is None or head.year == year)
            and (source is None or head.source == source)
            and (indicators is None or head.indicator in indicators)
        ]
        wanted.sort(key=lambda head: (order[head.source], head.indicator, head.year))
        if units is not None and len(units) <= _FEW_UNITS and place is None:
            return self._of_units(wanted, units)
        return self._of_blocks(wanted, units, place)

    def columns_of(self, heads: Sequence[Head]) -> Iterator[Column]:
        """Yield what is in some blocks, in their order."""
        return self._of_blocks(heads, None, None)

    def _of_units(
        self, heads: Sequence[Head], units: Collection[tuple[str, str]]
    ) -> Iterator[Column]:
        """Yield the columns of some units, read from their lines."""
        found: dict[int, list[tuple[Any, ...]]] = {}
        for unit in units:
            for head, *given in self._line(unit):
                found.setdefault(head, []).append((unit, *given))
        for about in heads:
            there = found.get(about.id)
            if there:
                names, answers, values, n_yes, n = zip(*there, strict=True)
                yield Column(
                    about.indicator, about.year, about.gender, about.source,
                    names, answers, values, n_yes, n,
                )  # fmt: skip

    def _of_blocks(
        self,
        heads: Sequence[Head],
        units: Collection[tuple[str, str]] | None,
        place: Callable[[Any, Sequence[str]], Any] | None,
    ) -> Iterator[Column]:
        names = ("unit", *GIVEN) if place is None else ("unit", *GIVEN, "locator")
        only = None if units is None else [self._keys_of_units.get(unit, 0) for unit in units]
        known = self._units
        named: dict[tuple[int, ...], list[tuple[str, str]]] = {}  # many have the very same units
        with self._as_stored():
            for about, packed in zip(heads, self._blocks(heads, names), strict=True):
                column = {
                    name: _unpacked(name, content, in_block(about, name))
                    for name, content in zip(names, packed, strict=True)
                }
                if only is not None:
                    column = _at(column, only)
                key = tuple(column["unit"])
                there = named.get(key) or [known[id] for id in column["unit"]]
                named[key] = there
                if any(c and len(c) != len(there) for c in column.values()):
                    raise ValueError("kolumner är olika långa")
                if there:
                    sheets = self._sheets.get(about.source, ())
                    yield Column(
                        about.indicator,
                        about.year,
                        about.gender,
                        about.source,
                        there,
                        *_given(column),
                        [place(at, sheets) for at in column.get("locator", ())] if place else (),
                    )

    def _blocks(self, heads: Sequence[Head], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return the packed columns of blocks, in the order of their heads."""
        ids = json.dumps([head.id for head in heads])
        found = self._read(
            f"SELECT {', '.join(f'b.{name}' for name in names)} FROM json_each(?) wanted"
            " JOIN block b ON b.head = wanted.value ORDER BY wanted.key",
            (ids,),
        )
        if len(found) != len(heads):
            raise damaged(self.path, "resultat saknas")
        return found

    def results(self, unit: tuple[str, str], gender: str = "T") -> Iterator[Result]:
        """Yield all that there is of one unit, source by source in the order they came."""
        sources, indicators, wanted = self.sources, self.indicators, GENDERS.index(gender)
        ids, about, years, of, genders = self._heads.values()
        at = 0
        for id, *given in self._line(unit):  # blocks are numbered as their sources came
            at = bisect_left(ids, id, at)
            if genders[at] == wanted and of[at] in sources:
                yield Result(indicators[about[at]], years[at], sources[of[at]], *given)

    def _line(self, unit: tuple[str, str]) -> Iterable[tuple[Any, ...]]:
        """Return (head, answer, value, n_yes, n) of each block that a unit is in."""
        id = self._keys_of_units.get(unit)
        if id is None:
            return ()
        found = self._read(f"SELECT {', '.join(LINE)} FROM line WHERE unit = ?", (id,))
        if not found:
            raise damaged(self.path, "resultat saknas")
        with self._as_stored():
            column = {
                name: _unpacked(name, content, in_line(id, name))
                for name, content in zip(LINE, found[0], strict=True)
            }
            heads = column["head"]
            empty = [None] * len(heads)
            return list(zip(heads, *(c or empty for c in _given(column)), strict=True))

    @cached_property
    def _of_all(self) -> list[tuple[Any, ...]]:
        return self._table("summary")

    @cached_property
    def _summaries(self) -> dict[str, dict[tuple[str, int], Summary]]:
        return {}

    def summaries(self, gender: str = "T") -> Mapping[tuple[str, int], Summary]:
        """Return how all kommuner stood, by indicator and year."""
        if gender not in self._summaries:
            keys = self.indicators
            self._summaries[gender] = {
                (keys[indicator], year): Summary(*rest)
                for indicator, year, of, *rest in self._of_all
                if of == gender
            }
        return self._summaries[gender]

    def years(
        self, kommuner: Collection[str] | None = None, among: Collection[str] | None = None
    ) -> set[int]:
        """Return the years with answers or values from these kommuner, or from any.

        `among` are the indicators that count, all for None. Years in which there is something of
        women or men alone are none: a question is not answered from those.
        """
        if kommuner is None:
            ids = self.indicators
            return {
                year
                for indicator, year, gender, *_ in self._of_all
                if gender == "T" and (among is None or ids[indicator] in among)
            }
        if len(kommuner) > _FEW_UNITS:
            units = [("kommun", code) for code in kommuner]
            found = self.columns(units=units, indicators=among)
            return {c.year for c in found if has_results(c)}
        heads = self.heads
        return {
            heads[head].year
            for code in kommuner
            for head, answer, value, *_ in self._line(("kommun", code))
            if (answer is not None or value is not None)
            and head in heads
            and heads[head].gender == "T"
            and (among is None or heads[head].indicator in among)
        }

    def coverage(self) -> list[tuple[str, int, int, int, int, int]]:
        """Return (source, first year, last year, rows, indicators, units) of each source."""
        found = self._read(
            "SELECT s.key, c.first_year, c.last_year, c.rows, c.indicators, c.units"
            " FROM source s JOIN coverage c ON c.source = s.id ORDER BY s.id"
        )
        known = set(self.sources.values())
        return [row for row in found if row[0] in known]

    def counted(self, source: str, what: str) -> list[list[Any]]:
        """Return what was counted when a source was written: `rader` or `enheter`."""
        found = self._read(
            "SELECT c.counts FROM coverage c JOIN source s ON s.id = c.source WHERE s.key = ?",
            (source,),
        )
        with self._as_stored():
            return [row for (text,) in found for row in self._json(text)[what]]


@lru_cache(64)
def _read_before(*_of: object) -> dict[str, Any]:
    """Return where what is read of a file as it now is, is kept as long as this process runs."""
    return {}


def has_results(column: Column) -> bool:
    """Return whether a column has an answer or a value."""
    return any(a is not None for a in column.answers) or any(v is not None for v in column.values)


def _unpacked(name: str, content: object, belongs: str) -> Sequence[Any]:
    """Return a column, empty if it lacks. Raises ValueError if it is damaged, or may not lack."""
    may_lack = name in MAY_LACK
    return () if content is None and may_lack else unpack_plain(content, belongs)


def _at(column: dict[str, Sequence[Any]], units: Sequence[int]) -> dict[str, Sequence[Any]]:
    """Return the columns of a block with nothing but what is of some units."""
    there = column["unit"]
    found = [(bisect_left(there, unit), unit) for unit in units]
    rows = [row for row, unit in found if row < len(there) and there[row] == unit]
    return {name: [values[r] for r in rows] if values else () for name, values in column.items()}


def _given(
    column: dict[str, Sequence[Any]],
) -> tuple[Sequence[Any], Sequence[Any], Sequence[Any], Sequence[Any]]:
    """Return answers, values, n_yes and n, None for what is missing; empty where nothing is."""
    return (
        [_ANSWERS[code] for code in column["answer"]],
        column["value"],
        [None if n == NO_COUNT else n for n in column["n_yes"]],
        [None if n == NO_COUNT else n for n in column["n"]],
    )


assert NO_ANSWER == -1  # noqa: S101 - `_ANSWERS` rests on it


def as_kept(locator: Any, sheets: Sequence[str]) -> Any:
    """Return a cell in words; the number of a row, a text or nothing stays as it is."""
    is_cell = isinstance(locator, int) and locator < 0
    return locator_text(locator, sheets) if is_cell else locator


def open_values(path: Path, known: Collection[str] | None = None) -> Values:
    """Open a file of values for reading, as it lies: never locked, never changed.

    Raises FileFault if it is missing, damaged, or made by another version of `oj`.
    """
    if not path.is_file():
        raise FileFault("store.missing", place=str(path), hints=remedy(path))
    connection = None
    try:
        uri = f"{uri_of(path.resolve())}?mode=ro&immutable=1"
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
    return Values(connection, path, known)


def version_of(path: Path) -> int:
    """Return the version of a file of values without opening it, 0 if it is none."""
    try:
        with path.open("rb") as file:
            head = file.read(_VERSION_AT + 4)
    except OSError:
        return 0  # whoever opens it says what is wrong
    return int.from_bytes(head[_VERSION_AT:], "big") if head.startswith(_MAGIC) else 0


def uri_of(path: PurePath) -> str:
    """Return an absolute path as SQLite reads it in a URI; a Windows share has no authority."""
    text = path.as_posix()
    if not _PLAIN.fullmatch(text):
        from urllib.parse import quote

        text = quote(os.fsencode(text), safe="/:")
    return f"file://{text}" if text.startswith("/") else f"file:///{text}"

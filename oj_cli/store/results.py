"""Results in a store, as tables or plain rows."""

import json
from bisect import bisect_left
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from oj_cli.domain.answers import Column
from oj_cli.domain.grid import locator_text
from oj_cli.store.blocks import ANSWER_CODES, NO_ANSWER, NO_COUNT, PACKED, Block
from oj_cli.store.connected import Connected, damaged

if TYPE_CHECKING:
    import pandas as pd

_ANSWERS = (*ANSWER_CODES, None)
"""Answers by code; the last stands for none, which is -1."""

_BLOCKS = "indicator i CROSS JOIN block b ON b.indicator = i.id"
"""Blocks by way of what they are about. CROSS JOIN fixes the order: each block by its key."""

_INDICATORS = "SELECT id, key FROM indicator WHERE area = ?"
_SOURCES = "SELECT id, key FROM source ORDER BY id"

Asked = tuple[str, Sequence[object]]
"""A condition in SQL, and the values in it."""


class Results(Connected):
    """The part of a store that is asked for results."""

    def rows(
        self,
        area: str,
        *,
        year: int | None = None,
        unit: tuple[str, str] | None = None,
        indicator: str | None = None,
        gender: str | None = "T",
        source: str | None = None,
    ) -> "pd.DataFrame":
        """Return results of an område as a table with the columns of a result row.

        `unit` is (kind, key), `source` a source's id. A locator that is a row's number stays one.
        The categories of `source` stand in the order the sources were imported.
        """
        from oj_cli.store.columns import table

        indicators = None if indicator is None else [indicator]
        blocks = self._asked(area, PACKED, year, indicators, source, gender)
        found = self._columns(area, blocks, None if unit is None else [unit], _cell_text)
        return table(area, list(found), [key for _, key in self._read(_SOURCES)])

    def columns(
        self,
        area: str,
        *,
        year: int | None = None,
        indicators: Iterable[str] | None = None,
        units: Collection[tuple[str, str]] | None = None,
        source: str | None = None,
        gender: str | None = "T",
        places: bool = False,
    ) -> Iterator[Column]:
        """Yield the results of an område, those of the source that was imported last at the end.

        `indicators` are ids and `units` are (kind, key), None for all; `places` gives locators
        in words too.
        """
        names = PACKED if places else PACKED[:-1]
        blocks = self._asked(area, names, year, indicators, source, gender)
        blocks.sort(key=lambda b: b.source)
        return self._columns(area, blocks, units, locator_text)

    def _asked(
        self,
        area: str,
        names: Sequence[str],
        year: int | None,
        indicators: Iterable[str] | None,
        source: str | None,
        gender: str | None,
    ) -> list[Block]:
        """Return the blocks of an område, of all that is None."""
        asked: list[Asked] = [("i.area = ?", [area])]
        if gender is not None:
            asked.append(("b.gender = ?", [gender]))
        if year is not None:
            asked.append(("b.year = ?", [year]))
        if source is not None:
            asked.append(("b.source = (SELECT id FROM source WHERE key = ?)", [source]))
        if indicators is not None:
            chosen = json.dumps(list(indicators))
            asked.append(("i.key IN (SELECT value FROM json_each(?))", [chosen]))
        return self._blocks(names, asked)

    def _columns(
        self,
        area: str,
        blocks: Iterable[Block],
        units: Collection[tuple[str, str]] | None,
        place: Callable[[Any, Sequence[str]], Any],
    ) -> Iterator[Column]:
        """Yield what blocks hold of some units, or of all; `place` makes what a locator is."""
        keys = dict(self._read(_INDICATORS, [area]))
        sources = dict(self._read(_SOURCES))
        known = {id: (kind, key) for id, kind, key in self._read("SELECT id, kind, key FROM unit")}
        only = None if units is None else [self._unit(*unit) for unit in units]
        sheets = self._sheets()
        with self._as_stored():
            for block in blocks:
                column = {name: block.plain(name) for name in block.columns}
                if only is not None:
                    column = _at(column, only)
                there = [known[id] for id in column["unit"]]
                if any(c and len(c) != len(there) for c in column.values()):
                    raise ValueError("kolumner är olika långa")
                of_source = sheets.get(block.source, ())
                found = Column(
                    keys[block.indicator],
                    block.year,
                    block.gender,
                    sources[block.source],
                    there,
                    [_ANSWERS[code] for code in column["answer"]],
                    [value if value == value else None for value in column["value"]],
                    [_count(number) for number in column["n_yes"]],
                    [_count(number) for number in column["n"]],
                    [place(at, of_source) for at in column.get("locator", ())],
                )
                if there:
                    yield found

    def years(self, area: str, kommuner: Sequence[str] | None = None) -> tuple[int, ...]:
        """Return the years with answers or values in an område from these kommuner, or from any."""
        sql = "SELECT id FROM unit WHERE kind = 'kommun'"
        if kommuner is not None:
            sql += " AND key IN (SELECT value FROM json_each(?))"
        given = () if kommuner is None else (json.dumps(list(kommuner)),)
        units = {id for (id,) in self._read(sql, given)}
        years: set[int] = set()
        with self._as_stored():
            for block in self._blocks(("unit", "answer", "value"), [("i.area = ?", [area])]):
                if block.year not in years and _is_answered(block, units):
                    years.add(block.year)
        return tuple(sorted(years))

    def newest_answers(self, kommun: str) -> dict[tuple[str, str], tuple[int, str]]:
        """Return a kommun's newest answer to each indicator, without a table.

        The keys are (område, indicator), the values (year, answer).
        """
        unit = self._unit("kommun", kommun)
        indicators = {
            id: (area, key) for id, area, key in self._read("SELECT id, area, key FROM indicator")
        }
        asked: list[Asked] = [("b.answer IS NOT NULL", []), ("b.gender = 'T'", [])]
        newest: dict[tuple[str, str], tuple[int, str]] = {}
        with self._as_stored():
            blocks = self._blocks(("unit", "answer"), asked)
            for block in sorted(blocks, key=lambda b: (b.year, b.source)):
                units = block.plain("unit")
                row = bisect_left(units, unit)
                if row < len(units) and units[row] == unit:
                    answer = _answer(block.plain("answer")[row])
                    if answer is not None:
                        newest[indicators[block.indicator]] = (block.year, answer)
        return newest

    def _blocks(self, columns: Sequence[str], asked: Sequence[Asked]) -> list[Block]:
        """Return blocks with these packed columns, ordered by indicator, year and source."""
        names = ", ".join(f"b.{column}" for column in columns)
        found = self._read(
            f"SELECT b.source, b.indicator, b.year, b.gender, {names} FROM {_BLOCKS}"
            f" WHERE {' AND '.join(condition for condition, _ in asked)}",
            [value for _, values in asked for value in values],
        )
        return [
            Block(source, indicator, year, gender, dict(zip(columns, packed, strict=True)))
            for source, indicator, year, gender, *packed in found
        ]

    def _unit(self, kind: str, key: str) -> int:
        """Return the integer key of a unit; none has 0."""
        found = self._read("SELECT id FROM unit WHERE kind = ? AND key = ?", (kind, key))
        return int(found[0][0]) if found else 0

    def _sheets(self) -> dict[int, list[str]]:
        """Return the sheets of each source that has cells, by its integer key."""
        found = self._read("SELECT id, sheets FROM source WHERE sheets IS NOT NULL")
        return {key: self._json(text) for key, text in found}

    @contextmanager
    def _as_stored(self) -> Iterator[None]:
        """Say in words that what is stored cannot be read, where that is found out."""
        try:
            yield
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            raise damaged(self.path, error) from error


def _answer(code: int | None) -> str | None:
    return None if code is None or code == NO_ANSWER else ANSWER_CODES[code]


def _at(column: dict[str, Sequence[Any]], units: Sequence[int]) -> dict[str, Sequence[Any]]:
    """Return the columns of a block with nothing but what is of some units."""
    there = column["unit"]
    found = [(bisect_left(there, unit), unit) for unit in units]
    rows = [row for row, unit in found if row < len(there) and there[row] == unit]
    return {name: [values[r] for r in rows] if values else () for name, values in column.items()}


def _cell_text(locator: Any, sheets: Sequence[str]) -> Any:
    """Return a cell in words; the number of a row, a text or nothing stays as it is."""
    is_cell = isinstance(locator, int) and locator < 0
    return locator_text(locator, sheets) if is_cell else locator


def _count(number: int | None) -> int | None:
    return None if number == NO_COUNT else number


def _is_answered(block: Block, units: Container[int]) -> bool:
    """Return whether a block has an answer or a value of any of these units."""
    answers, values = block.plain("answer"), block.plain("value")
    for row, unit in enumerate(block.plain("unit")):
        if unit in units and (
            (answers and answers[row] != NO_ANSWER) or (values and values[row] == values[row])
        ):
            return True
    return False

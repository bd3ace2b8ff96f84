"""Sources in a store: their records, and the rows that they gave."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oj_cli.domain.sources import Count, SourceRecord
from oj_cli.store.connected import Connected, damaged
from oj_cli.store.schema import dump

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Coverage:
    """What a source gives of an område: first and last year, and how many of each."""

    source: str
    area: str
    first_year: int
    last_year: int
    rows: int
    indicators: int
    units: int


class Sources(Connected):
    """The part of a store that knows where results came from."""

    def write_results(
        self, record: SourceRecord, rows: "pd.DataFrame", sheets: Sequence[str] = ()
    ) -> int:
        """Write the rows of one source and its record; return the number of rows.

        `rows` has the columns of a result row, without `source`; an integer `locator` is a row
        number in the source's file, or a cell in one of its `sheets`, see `domain.grid`.
        """
        from oj_cli.store.bulk import insert_rows

        db = self._db
        db.execute(
            "INSERT INTO source (key, json, sheets) VALUES (?, ?, ?)",
            (record.id, dump(record), json.dumps(sheets, ensure_ascii=False) if sheets else None),
        )
        source = db.execute("SELECT id FROM source WHERE key = ?", (record.id,)).fetchone()[0]
        return insert_rows(db, source, rows)

    def remove_source(self, id: str) -> int:
        """Remove a source and its rows; return how many rows there were.

        Units and indicators stay: they cost nothing, and others may name them.
        """
        found = self._read("SELECT id FROM source WHERE key = ?", (id,))
        if not found:
            return 0
        gone = sum(given.rows for given in self.coverage(id))
        for table in ("block", "coverage", "counts"):
            self._db.execute(f"DELETE FROM {table} WHERE source = ?", found[0])
        self._db.execute("DELETE FROM source WHERE id = ?", found[0])
        return gone

    def sources(self, ids: Iterable[str] | None = None) -> tuple[SourceRecord, ...]:
        """Return the source records with these ids, or all, in the order they came."""
        wanted = None if ids is None else set(ids)
        records = (
            self._load(SourceRecord, text)
            for (text,) in self._read("SELECT json FROM source ORDER BY id")
        )
        return tuple(r for r in records if wanted is None or r.id in wanted)

    def sources_of(self, sha256: str) -> tuple[SourceRecord, ...]:
        """Return the sources that were read from bytes with this hash."""
        return tuple(r for r in self.sources() if r.sha256 == sha256)

    def coverage(self, id: str | None = None) -> tuple[Coverage, ...]:
        """Return what each source, or one, gives of each område, in the order they came."""
        found = self._read(
            "SELECT s.key, c.area, c.first_year, c.last_year, c.rows, c.indicators, c.units"
            " FROM source s JOIN coverage c ON c.source = s.id"
            " WHERE ? IS NULL OR s.key = ? ORDER BY s.id, c.area",
            (id, id),
        )
        return tuple(Coverage(*row) for row in found)

    def overlaps(self, area: str, years: Collection[int]) -> dict[str, set[tuple[str, int]]]:
        """Return by source id which (indicator, year) of an område it gives in these years."""
        found = self._read(
            "SELECT DISTINCT s.key, i.key, b.year FROM indicator i CROSS JOIN json_each(?) y"
            " CROSS JOIN block b ON b.indicator = i.id AND b.year = y.value"
            " JOIN source s ON s.id = b.source WHERE i.area = ?",
            (json.dumps(sorted(years)), area),
        )
        given: dict[str, set[tuple[str, int]]] = {}
        for source, indicator, year in found:
            given.setdefault(source, set()).add((indicator, year))
        return given

    def source_counts(self, id: str) -> tuple[Count, ...]:
        """Return how many rows a source has by område, year, kind of unit and answer."""
        return tuple(
            Count(bool(is_number), area, year, kind, answer, rows)
            for area, year, kind, answer, is_number, rows in self._counts(id, "rader")
        )

    def source_units(self, id: str) -> tuple[tuple[int, str, int], ...]:
        """Return (year, kind of unit, how many different units) of a source."""
        return tuple((year, kind, units) for year, kind, units in self._counts(id, "enheter"))

    def _counts(self, id: str, what: str) -> list[list[Any]]:
        """Return what was counted when the source was written, in order."""
        found = self._read(
            "SELECT c.json FROM counts c JOIN source s ON s.id = c.source WHERE s.key = ?", (id,)
        )
        try:
            rows = [row for (text,) in found for row in self._json(text)[what]]
            return sorted(rows, key=lambda row: [(value is not None, value) for value in row])
        except (KeyError, TypeError) as error:
            raise damaged(self.path, error) from error

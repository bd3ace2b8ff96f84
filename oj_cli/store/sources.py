"""Sources in a store: their records, and the rows that they gave."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from oj_cli.domain.sources import SourceRecord
from oj_cli.store.connected import Connected
from oj_cli.store.schema import dump

if TYPE_CHECKING:
    import pandas as pd


class Sources(Connected):
    """The part of a store that knows where results came from."""

    def write_results(self, record: SourceRecord, rows: "pd.DataFrame") -> int:
        """Write the rows of one source and its record; return the number of rows.

        `rows` has the columns of a result row, without `source`; an integer `locator`
        is a row number in the source's file.
        """
        db = self._db
        db.execute("INSERT INTO source (key, json) VALUES (?, ?)", (record.id, dump(record)))
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

    def sources(self, ids: Iterable[str] | None = None) -> tuple[SourceRecord, ...]:
        """Return the source records with these ids, or all, in the order they came."""
        wanted = None if ids is None else set(ids)
        records = (
            self._load(SourceRecord, text)
            for (text,) in self._read("SELECT json FROM source ORDER BY id")
        )
        return tuple(r for r in records if wanted is None or r.id in wanted)

"""Results in a store, as tables."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from oj_cli.domain.answers import ROW_COLUMNS, PlainRow
from oj_cli.domain.places import locator_text
from oj_cli.store.connected import Connected, damaged

if TYPE_CHECKING:
    import pandas as pd

_PARTS = (
    "indicator i CROSS JOIN part p ON p.indicator = i.id CROSS JOIN result r"
    " ON r.source = p.source AND r.indicator = p.indicator AND r.year = p.year"
)
"""Results by way of what each source gives. CROSS JOIN fixes the order: each part by its key."""

_STORED = {c: f"r.{c}" for c in ROW_COLUMNS} | {"area": "i.area", "unit_kind": "r.unit"}


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
        columns: Collection[str] = ROW_COLUMNS,
    ) -> "pd.DataFrame":
        """Return results of an område as a table with the columns of a result row.

        `unit` is (kind, key), `source` a source's id; `columns` are those that are needed, for
        each costs its time. Texts are categorical; numbers that are missing are NaN.
        The categories of `source` stand in the order the sources were imported: where
        several give the same result the last counts, see `analysis.matrix.one_per_unit`.
        """
        asked: list[tuple[str, tuple[object, ...]]] = [("i.area = ?", (area,))]
        if year is not None:
            asked.append(("p.year = ?", (year,)))
        if indicator is not None:
            asked.append(("i.key = ?", (indicator,)))
        if source is not None:
            asked.append(("p.source = (SELECT id FROM source WHERE key = ?)", (source,)))
        if unit is not None:
            asked.append(("r.unit = (SELECT id FROM unit WHERE kind = ? AND key = ?)", unit))
        if gender is not None:
            asked.append(("r.gender = ?", (gender,)))
        known = {"area": area, "year": year, "gender": gender}
        wanted = {c: known.get(c) for c in ROW_COLUMNS if c in columns}
        return self._table(wanted, asked)

    def _table(
        self, wanted: Mapping[str, object], asked: Sequence[tuple[str, tuple[object, ...]]]
    ) -> "pd.DataFrame":
        """Return a table of the wanted columns, whose value is given where all rows share it."""
        import pandas as pd

        from oj_cli.store.columns import Reader

        stored = {_STORED[name] for name, value in wanted.items() if value is None}
        stored |= {"r.source"} if "r.locator" in stored else set()
        names = sorted(stored) or ["1"]
        found = self._read(
            f"SELECT {', '.join(names)} FROM {_PARTS} WHERE {' AND '.join(c for c, _ in asked)}",
            [value for _, values in asked for value in values],
        )
        cells = dict(
            zip(names, zip(*found, strict=True) if found else [()] * len(names), strict=True)
        )
        reader = Reader(self._read, len(found), cells)
        try:
            columns = {name: reader.column(name, value) for name, value in wanted.items()}
        except (ArithmeticError, IndexError, TypeError, ValueError) as error:
            raise damaged(self.path, error) from error
        return pd.DataFrame(columns, index=pd.RangeIndex(len(found)))

    def plain_rows(
        self,
        area: str,
        year: int | None = None,
        indicators: Iterable[str] | None = None,
        units: Iterable[str] | None = None,
    ) -> tuple[PlainRow, ...]:
        """Return results of an område (gender T), of one year or all, read without pandas.

        `indicators` and `units` are ids, None for all. Where several sources give the same
        result there is one row, of the source that was imported last.
        """
        where, values = "", list[str | int]([area])
        if year is not None:
            where, values = " AND p.year = ?", [area, year]
        for column, wanted in (("i.key", indicators), ("u.key", units)):
            if wanted is not None:
                where += f" AND {column} IN (SELECT value FROM json_each(?))"
                values.append(json.dumps(list(wanted)))
        sql = (
            "SELECT i.key, u.kind, u.key, r.answer, r.value, r.n_yes, r.n, s.key, r.year, r.locator"
            f" FROM {_PARTS} JOIN unit u ON u.id = r.unit JOIN source s ON s.id = r.source"
            f" WHERE i.area = ? AND r.gender = 'T'{where} ORDER BY r.source"
        )
        sheets = self._sheets()
        newest: dict[tuple[str, str, str, int], PlainRow] = {}
        for *row, year_found, locator in self._read(sql, values):
            place = locator_text(locator, sheets.get(row[-1], ()))
            found = PlainRow._make((*row, place, year_found))
            newest[*found[:3], year_found] = found
        return tuple(newest.values())

    def _sheets(self) -> dict[str, list[str]]:
        """Return the sheets of each source that has cells, by its id."""
        found = self._read("SELECT key, sheets FROM source WHERE sheets IS NOT NULL")
        return {key: self._json(text) for key, text in found}

    def years(self, area: str, kommuner: Sequence[str] | None = None) -> tuple[int, ...]:
        """Return the years with answers or values in an område from these kommuner, or from any."""
        asked = "i.area = ? AND p.year = y.year AND coalesce(r.answer, r.value) IS NOT NULL"
        values: tuple[str, ...] = (area, area)
        if kommuner is None:
            tables = f"{_PARTS} CROSS JOIN unit u ON u.id = r.unit AND u.kind = 'kommun'"
        else:  # few units: look each result up by its key, and stop at the first
            tables = f"unit u CROSS JOIN {_PARTS} AND r.unit = u.id"
            asked += " AND u.kind = 'kommun' AND u.key IN (SELECT value FROM json_each(?))"
            values = (*values, json.dumps(kommuner))
        sql = (
            "SELECT y.year FROM (SELECT DISTINCT p.year AS year FROM indicator i"
            " CROSS JOIN part p ON p.indicator = i.id WHERE i.area = ?) y WHERE EXISTS"
            f" (SELECT 1 FROM {tables} WHERE {asked}) ORDER BY y.year"
        )
        return tuple(y for (y,) in self._read(sql, values))

    def newest_answers(self, kommun: str) -> dict[tuple[str, str], tuple[int, str]]:
        """Return a kommun's newest answer to each indicator, without a table.

        The keys are (område, indicator), the values (year, answer).
        """
        sql = (
            f"SELECT i.area, i.key, r.year, r.answer FROM {_PARTS}"
            " WHERE p.answers > 0 AND r.answer IS NOT NULL AND r.gender = 'T'"
            " AND r.unit = (SELECT id FROM unit WHERE kind = 'kommun' AND key = ?)"
            " ORDER BY r.year, r.source"
        )
        rows = self._read(sql, [kommun])
        return {(area, indicator): (year, answer) for area, indicator, year, answer in rows}

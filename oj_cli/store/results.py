"""Results in a store, as tables."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from oj_cli.domain.answers import ROW_COLUMNS, PlainRow, locator_text
from oj_cli.store.connected import Connected, damaged

if TYPE_CHECKING:
    import pandas as pd

YEARS = range(1900, 2101)


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

        `unit` is (kind, key), `source` a source's id. Texts are categorical; numbers that are
        missing are NaN.
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
            "r.source = (SELECT id FROM source WHERE key = ?)": source,
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
            raise damaged(self.path, error) from error

    def _possible_years(self, area: str) -> list[int]:
        """Return the years that the sources of an område span."""
        spans = self._read("SELECT first_year, last_year FROM coverage WHERE area = ?", (area,))
        try:
            found = {y for first, last in spans for y in YEARS if first <= y <= last}
        except TypeError as error:
            raise damaged(self.path, error) from error
        return sorted(found)

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
            where, values = " AND r.year = ?", [area, year]
        for column, wanted in (("i.key", indicators), ("u.key", units)):
            if wanted is not None:
                where += f" AND {column} IN (SELECT value FROM json_each(?))"
                values.append(json.dumps(list(wanted)))
        sql = (
            "SELECT i.key, u.kind, u.key, r.answer, r.value, r.n_yes, r.n, s.key, r.year, r.locator"
            " FROM indicator i CROSS JOIN result r ON r.indicator = i.id"
            " JOIN unit u ON u.id = r.unit JOIN source s ON s.id = r.source"
            f" WHERE i.area = ? AND r.gender = 'T'{where} ORDER BY r.source"
        )
        newest: dict[tuple[str, str, str, int], PlainRow] = {}
        for *row, year_found, locator in self._read(sql, values):
            found = PlainRow._make((*row, locator_text(locator), year_found))
            newest[*found[:3], year_found] = found
        return tuple(newest.values())

    def years(self, area: str, kommuner: Sequence[str] | None = None) -> tuple[int, ...]:
        """Return the years with answers or values in an område from these kommuner, or from any."""
        has_result = "i.area = ? AND u.kind = 'kommun' AND coalesce(r.answer, r.value) IS NOT NULL"
        years = json.dumps(self._possible_years(area))
        values: tuple[str, ...] = (years, area)
        if kommuner is None:
            tables = (
                "indicator i CROSS JOIN result r ON r.indicator = i.id AND r.year = y.value"
                " CROSS JOIN unit u ON u.id = r.unit"
            )
        else:  # few units: look each result up by its key, and stop at the first
            tables = (
                "unit u CROSS JOIN indicator i"
                " CROSS JOIN result r ON r.indicator = i.id AND r.year = y.value AND r.unit = u.id"
            )
            has_result += " AND u.key IN (SELECT value FROM json_each(?))"
            values = (*values, json.dumps(kommuner))
        sql = (
            "SELECT y.value FROM json_each(?) y WHERE EXISTS"
            f" (SELECT 1 FROM {tables} WHERE {has_result}) ORDER BY y.value"
        )
        return tuple(y for (y,) in self._read(sql, values))

    def newest_answers(self, kommun: str) -> dict[tuple[str, str], tuple[int, str]]:
        """Return a kommun's newest answer to each indicator, without a table.

        The keys are (område, indicator), the values (year, answer).
        """
        sql = (
            "SELECT i.area, i.key, r.year, r.answer FROM unit u CROSS JOIN result r"
            " ON r.unit = u.id JOIN indicator i ON i.id = r.indicator"
            " WHERE u.kind = 'kommun' AND u.key = ? AND r.gender = 'T' AND r.answer IS NOT NULL"
            " ORDER BY r.year, r.source"
        )
        rows = self._read(sql, [kommun])
        return {(area, indicator): (year, answer) for area, indicator, year, answer in rows}


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

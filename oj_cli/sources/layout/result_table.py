"""Result rows of a workbook as a table. Imports pandas: import it where it is used."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from oj_cli.domain.findings import Finding
from oj_cli.sources.layout import faults
from oj_cli.sources.layout.rows import Reading
from oj_cli.sources.layout.understanding import Understanding


class _Texts:
    """A column of few different texts, as the number of each: quick to store and to compare."""

    def __init__(self) -> None:
        self.number: dict[str | None, int] = {None: -1}
        self.parts: list[np.ndarray[Any, Any]] = []

    def add(self, texts: Sequence[str | None]) -> "np.ndarray[Any, Any]":
        """Add a text for each row; return what was added, which may be added again."""
        number = self.number
        for text in dict.fromkeys(texts):
            number.setdefault(text, len(number) - 1)
        self.parts.append(np.array([number[text] for text in texts], dtype=np.int32))
        return self.parts[-1]

    def repeat(self, text: str, times: int) -> None:
        """Add the same text for so many rows."""
        number = self.number.setdefault(text, len(self.number) - 1)
        self.parts.append(np.full(times, number, dtype=np.int32))

    def column(self) -> "pd.Categorical[Any]":
        """Return what was added."""
        codes = np.concatenate([np.zeros(0, dtype=np.int32), *self.parts])
        return pd.Categorical.from_codes(codes, pd.Index(list(self.number)[1:], dtype=object))


def result_rows(found: Understanding, reading: Reading) -> pd.DataFrame:
    """Return the rows of a workbook, with the columns of a result row except `source`.

    The `locator` is the cell. Rows without answer, value and counts are left out.
    """
    names = ("area", "indicator", "unit", "unit_kind", "gender", "answer")
    texts = {name: _Texts() for name in names}
    years: list[np.ndarray[Any, Any]] = [np.zeros(0, dtype=np.int64)]
    numbers: list[np.ndarray[Any, Any]] = [np.zeros(0)]
    locators: list[str] = []
    of_table: dict[int, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any], list[int]]] = {}
    counts: dict[tuple[object, ...], dict[str, float]] = {}
    for values in reading.values:
        used, column = values.used, values.used.column
        own, groups = column.table.own, column.table.groups
        units = [*own, *groups]
        if used.use in ("antal", "antal_ja"):
            which = "n" if used.use == "antal" else "n_yes"
            given = (*values.numbers, *values.group_numbers)
            for unit, number in zip(units, given, strict=True):
                if number is not None:
                    what = (used.indicator, used.year, *unit.place.unit, column.label.gender)
                    counts.setdefault(what, {})[which] = number
            continue
        n = len(units)
        years.append(np.full(n, used.year))
        texts["area"].repeat(found.catalogue.area if found.catalogue else "", n)
        texts["indicator"].repeat(used.indicator, n)
        known = of_table.get(id(column.table))
        if known is None:  # the units of a table are the same in each of its columns
            of_table[id(column.table)] = (
                texts["unit"].add([u.place.key for u in units]),
                texts["unit_kind"].add([u.place.kind for u in units]),
                [u.row for u in units],
            )
        else:
            texts["unit"].parts.append(known[0])
            texts["unit_kind"].parts.append(known[1])
        texts["gender"].repeat(column.label.gender, n)
        texts["answer"].add([*values.answers, *[None] * len(groups)])
        numbers.append(np.array([*values.numbers, *values.group_numbers], dtype=float))
        locators += column.table.block.grid.names(column.index, of_table[id(column.table)][2])
    columns = {name: text.column() for name, text in texts.items()}
    rows = pd.DataFrame(
        {
            "area": columns["area"],
            "year": np.concatenate(years),
            "indicator": columns["indicator"],
            "unit": columns["unit"],
            "unit_kind": columns["unit_kind"],
            "gender": columns["gender"],
            "answer": columns["answer"],
            "value": np.concatenate(numbers),
            "locator": pd.Series(locators, dtype=object),
        }
    )
    n_yes, n_all = _counts(rows, counts)
    rows.insert(8, "n_yes", n_yes)
    rows.insert(9, "n", n_all)
    kept = rows["answer"].notna() | rows["value"].notna()
    return rows if kept.all() else rows[kept].reset_index(drop=True)


def _counts(
    rows: pd.DataFrame, counts: Mapping[tuple[object, ...], Mapping[str, float]]
) -> tuple["pd.Series[int]", "pd.Series[int]"]:
    empty = pd.Series(pd.NA, index=rows.index, dtype="Int64")
    if not counts:
        return empty, empty.copy()
    keys = ["indicator", "year", "unit_kind", "unit", "gender"]
    told = [counts.get(what, {}) for what in zip(*(rows[k] for k in keys), strict=True)]
    return (
        pd.Series([t.get("n_yes") for t in told], index=rows.index).astype("Int64"),
        pd.Series([t.get("n") for t in told], index=rows.index).astype("Int64"),
    )


SAME = ["indicator", "year", "unit_kind", "unit", "gender"]


def without_repeated(
    found: Understanding, rows: pd.DataFrame
) -> tuple[pd.DataFrame, int, list[Finding]]:
    """Return the rows with what several tables say alike given once.

    Also how many rows were taken away, and where tables say different things.
    """
    if len(found.tables) < 2:
        return rows, 0, []
    repeated = rows[rows.duplicated(SAME, keep=False)]
    if repeated.empty:
        return rows, 0, []
    first: dict[tuple[object, ...], tuple[object, object, str]] = {}
    findings = []
    columns = (repeated[c] for c in (*SAME, "answer", "value", "locator"))
    for *what, answer, value, locator in zip(*columns, strict=True):
        said = (answer, None if value != value else value, str(locator))
        before = first.setdefault(tuple(what), said)
        if before[:2] != said[:2]:
            findings.append(faults.sheets_differ(before[2], said[2], str(what[0])))
    later = repeated[repeated.duplicated(SAME)]
    return rows.drop_duplicates(SAME).reset_index(drop=True), len(later), findings

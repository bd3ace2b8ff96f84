"""Result rows of a workbook as a table. Imports pandas: import it where it is used."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Workbook
from oj_cli.domain.locators import can_pack, locator_text
from oj_cli.sources.findings import finding
from oj_cli.sources.layout.codes import counts_in
from oj_cli.sources.layout.rows import ANSWERS, COUNTS, NONE, Reading, Values, is_count
from oj_cli.sources.layout.tables import Table
from oj_cli.sources.layout.understanding import Understanding, Used


class _Units:
    """The units of a table, which are the same in each of its columns."""

    def __init__(self, table: Table, sheets: Sequence[str]) -> None:
        units = [*table.own, *table.groups]
        self.keys = np.array([u.place.key for u in units], dtype=object)
        self.kinds = np.array([u.place.kind for u in units], dtype=object)
        self.rows = np.array([u.row for u in units], dtype=np.int64)
        self.no_answers = np.full(len(table.groups), NONE, dtype=np.int8)
        self.sheet = sheets.index(table.sheet)


def sheets_of(workbook: Workbook) -> tuple[str, ...]:
    """Return the names of the sheets by which packed cells are told."""
    return tuple(sheet.name for sheet in workbook.sheets)


def result_rows(found: Understanding, reading: Reading) -> pd.DataFrame:
    """Return the rows of a workbook, with the columns of a result row except `source`.

    The `locator` is the cell, packed if it can be: see `domain.grid`. Rows without answer,
    value and counts are left out.
    """
    sheets = sheets_of(found.workbook)
    of_table: dict[int, _Units] = {}
    counts: dict[tuple[object, ...], dict[str, float]] = {}
    columns: list[tuple[Values, _Units]] = []
    for values in reading.values:
        used, table = values.used, values.used.column.table
        if used.use in COUNTS:
            _note_counts(values, counts)
            continue
        if id(table) not in of_table:
            of_table[id(table)] = _Units(table, sheets)
        columns.append((values, of_table[id(table)]))
        _note_counts_of_groups(used, counts)
    times = [len(units.rows) for _, units in columns]
    used_ = [values.used for values, _ in columns]
    answers = [a for values, units in columns for a in (values.answers, units.no_answers)]
    numbers = [
        np.asarray(n, dtype=float)
        for values, _ in columns
        for n in (values.numbers, values.group_numbers)
    ]
    area = found.catalogue.area if found.catalogue else ""
    rows = pd.DataFrame(
        {
            "area": _category(np.repeat(area, sum(times))),
            "year": np.repeat(np.array([u.year for u in used_], dtype=np.int64), times),
            "indicator": _category(np.repeat([u.indicator for u in used_], times)),
            "unit": _category(_joined([units.keys for _, units in columns])),
            "unit_kind": _category(_joined([units.kinds for _, units in columns])),
            "gender": _category(np.repeat([u.column.label.gender for u in used_], times)),
            "answer": _answers(answers),
            "value": np.concatenate([np.zeros(0), *numbers]),
            "locator": _locators(columns, sheets),
        },
        copy=False,
    )
    n_yes, n_all = _counts(rows, counts)
    rows.insert(8, "n_yes", n_yes)
    rows.insert(9, "n", n_all)
    kept = rows["answer"].notna() | rows["value"].notna()
    return rows if kept.all() else rows[kept].reset_index(drop=True)


def _joined(parts: Sequence[Any]) -> Any:
    return np.concatenate([np.zeros(0, dtype=object), *parts])


def _category(texts: Any) -> "pd.Categorical[Any]":
    """Return a column of few different texts: quick to store and to compare."""
    codes, different = pd.factorize(np.asarray(texts, dtype=object))
    return pd.Categorical.from_codes(codes, pd.Index(different, dtype=object))


def _answers(parts: Sequence[Any]) -> "pd.Categorical[Any]":
    codes = np.concatenate([np.zeros(0, dtype=np.int8), *parts])
    return pd.Categorical.from_codes(codes, pd.Index(ANSWERS, dtype=object))


def _locators(columns: Sequence[tuple[Values, _Units]], sheets: Sequence[str]) -> Any:
    used = [(values.used.column, units) for values, units in columns]
    widest = max((c.table.block.grid.sheet.cells.width for c, _ in used), default=0)
    if not can_pack(len(sheets), widest):
        texts = [c.table.block.grid.names(c.index, units.rows.tolist()) for c, units in used]
        return pd.Series(list(chain.from_iterable(texts)), dtype=object)
    places = [c.table.block.grid.places(units.sheet, c.index, units.rows) for c, units in used]
    return np.concatenate([np.zeros(0, dtype=np.int64), *places])


def _note_counts(values: Values, counts: dict[tuple[object, ...], dict[str, float]]) -> None:
    """Note what a column of counts says; it gives no rows of its own."""
    used, table = values.used, values.used.column.table
    which = "n" if used.use == "antal" else "n_yes"
    given = (*values.numbers.tolist(), *values.group_numbers)
    for unit, number in zip((*table.own, *table.groups), given, strict=True):
        if number is not None and is_count(number):
            what = (used.indicator, used.year, *unit.place.unit, used.column.label.gender)
            counts.setdefault(what, {})[which] = number


def _note_counts_of_groups(used: Used, counts: dict[tuple[object, ...], dict[str, float]]) -> None:
    """Note how many of how many the rows of län and riket tell beside answers: `9 av 15`."""
    column, table = used.column, used.column.table
    for unit in table.groups if used.use in ("svar", "koder") else ():
        found = counts_in(table.block.grid.cell(unit.row, column.index))
        if found is not None:
            what = (used.indicator, used.year, *unit.place.unit, column.label.gender)
            counts[what] = {"n_yes": found[0], "n": found[1]}


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
    columns_of = Counter((u.indicator, u.year, u.column.label.gender) for u in found.used)
    if len(found.tables) < 2 or max(columns_of.values(), default=0) < 2:
        return rows, 0, []
    repeated = rows[rows.duplicated(SAME, keep=False)]
    if repeated.empty:
        return rows, 0, []
    first: dict[tuple[object, ...], tuple[object, object, str]] = {}
    findings = []
    sheets = sheets_of(found.workbook)
    columns = (repeated[c] for c in (*SAME, "answer", "value", "locator"))
    for *what, answer, value, locator in zip(*columns, strict=True):
        said = (answer, None if value != value else value, locator_text(locator, sheets))
        before = first.setdefault(tuple(what), said)
        if before[:2] != said[:2]:
            findings.append(
                finding(
                    "layout.sheets_differ",
                    cell=said[2],
                    subject=str(what[0]),
                    first=before[2],
                    second=said[2],
                )
            )
    later = repeated[repeated.duplicated(SAME)]
    return rows.drop_duplicates(SAME).reset_index(drop=True), len(later), findings

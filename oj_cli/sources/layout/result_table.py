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

Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]


class _Texts:
    """A column of few different texts, as the number of each: quick to store and to compare."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.codes: list[Integers] = []

    def add(self, code: Integers) -> None:
        """Add the numbers of many rows."""
        self.codes.append(code)

    def numbers(self, texts: Sequence[str]) -> Integers:
        """Return the numbers of texts, new or known."""
        number = self.number
        return np.array([number.setdefault(text, len(number)) for text in texts], dtype=np.int32)

    def column(self, texts: Sequence[str] = (), times: Integers | None = None) -> Any:
        """Return what was added; or each of the texts so many times."""
        codes = np.concatenate([np.zeros(0, dtype=np.int32), *self.codes])
        if times is not None:
            codes = np.repeat(self.numbers(texts), times)
        return pd.Categorical.from_codes(codes, pd.Index(list(self.number), dtype=object))


class _Units:
    """The units of a table, which are the same in each of its columns."""

    def __init__(self, table: Table, unit: _Texts, kind: _Texts, sheets: Sequence[str]) -> None:
        units = [*table.own, *table.groups]
        self.n = len(units)
        self.unit = unit.numbers([u.place.key for u in units])
        self.kind = kind.numbers([u.place.kind for u in units])
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
    unit, kind = _Texts(), _Texts()
    of_table: dict[int, _Units] = {}
    counts: dict[tuple[object, ...], dict[str, float]] = {}
    columns: list[tuple[Values, _Units]] = []
    for values in reading.values:
        used, table = values.used, values.used.column.table
        if used.use in COUNTS:
            _note_counts(values, counts)
            continue
        units = of_table.get(id(table))
        if units is None:
            units = of_table[id(table)] = _Units(table, unit, kind, sheets)
        unit.add(units.unit)
        kind.add(units.kind)
        columns.append((values, units))
        _note_counts_of_groups(used, counts)
    times = np.array([units.n for _, units in columns], dtype=np.int64)
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
            "area": _Texts().column([area] * len(columns), times),
            "year": np.repeat(np.array([u.year for u in used_], dtype=np.int64), times),
            "indicator": _Texts().column([u.indicator for u in used_], times),
            "unit": unit.column(),
            "unit_kind": kind.column(),
            "gender": _Texts().column([u.column.label.gender for u in used_], times),
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

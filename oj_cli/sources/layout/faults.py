"""What is wrong or odd in a workbook: findings with the cell, and questions about units."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Cell, Workbook
from oj_cli.domain.importing import Question
from oj_cli.domain.kommuner import Register, short_lan
from oj_cli.domain.locators import column_letters
from oj_cli.domain.swedish import counted, near, number, some
from oj_cli.sources.findings import finding, question, typed
from oj_cli.sources.layout.grid import cell_text
from oj_cli.sources.layout.tables import HIDDEN, Column, LeftSheet, Table
from oj_cli.sources.layout.text import shorten, squash
from oj_cli.sources.layout.understanding import Used
from oj_cli.sources.layout.units import UnitFinder


def no_table(workbook: Workbook, left: Sequence[LeftSheet]) -> Finding:
    """Return that no sheet holds results, with what each sheet lacks."""
    reasons = "; ".join(f"bladet {x.name} {x.reason}" for x in left)
    more = "".join(
        f" I bladet {sheet.name} är cellerna {column_letters(a.left)}{a.top + 1} till"
        f" {column_letters(a.right)}{a.bottom + 1} sammanslagna: dela upp dem först."
        for sheet in workbook.sheets
        for a in sheet.merged
        if a.bottom > a.top + 1 and a.right > a.left
    )
    hidden = next((x.name for x in left if x.reason == HIDDEN), None)
    if hidden is not None:
        more += f" Är det bladet som är dolt: {typed('--blad', hidden)}"
    return finding(
        "layout.no_table", file=workbook.file, reasons=reasons or "den har inga blad", more=more
    )


_MOST_NAMED = 5


def of_units(
    table: Table, finder: UnitFinder, years: Collection[int] = (), told: set[str] | None = None
) -> Iterator[Finding]:
    """Yield units that stand twice, are named two ways, or have a code of former days.

    Such a code is right in a table of years before it ended. `told` are those that are told of.
    """
    told = set() if told is None else told
    cell = partial(table.block.grid.name, column=table.block.unit_columns[0])
    seen: dict[tuple[str, str], int] = {}
    for unit in table.block.units:
        if unit.clash:
            yield finding("layout.two_units", cell=cell(unit.row), quote=unit.text, both=unit.clash)
        if unit.place.unit in seen:
            first = cell(seen[unit.place.unit])
            name = finder.name(unit.place)
            yield finding(
                "layout.unit_twice", cell=cell(unit.row), quote=unit.text, name=name, first=first
            )
        seen.setdefault(unit.place.unit, unit.row)
        former = unit.place.former
        if former is not None and former.code not in told:
            told.add(former.code)
            is_before = bool(years) and max(years) < former.year
            said = "layout.former_code"
            said += "_and_name" if unit.place.by_name else "_before" if is_before else ""
            yield finding(said, cell=cell(unit.row), quote=unit.text, former=former)


def same_indicator_twice(used: Sequence[Used]) -> Iterator[Finding]:
    """Yield columns of one table that are of the same indicator, year and gender."""
    seen: dict[tuple[object, ...], Column] = {}
    for u in used:
        column = u.column
        what = (
            id(column.table),
            u.indicator,
            u.year,
            column.label.gender,
            u.use in ("antal", "antal_ja") and u.use,
        )
        first = seen.setdefault(what, column)
        if first is column:
            continue
        same = first.label.whole == column.label.whole
        said = "har samma rubrik" if same else "är samma indikator"
        yield finding(
            "layout.indicator_twice",
            cell=column.place,
            quote=shorten(column.label.whole, 90),
            said=said,
            first=first.place,
            place=column.place,
            ref=column.ref,
        )


def outside_coding(used: Used, unknown: Sequence[Cell]) -> Iterator[Finding]:
    """Yield values that mean no answer, with where each stands first; a cross is asked about."""
    column = used.column
    for value in unknown:
        if value in column.observed.unclear:
            continue
        times = counted(column.observed.times[value], "gång", "gånger")
        by = f" enligt {used.coded_by}" if used.coded_by else ""
        is_number = cell_text(value).isdecimal()  # a word means the same everywhere
        start = f"{column.ref}:" if is_number else ""
        yield _unread("layout.no_answer", column, value, start, by=by, times=times)


def _unread(fault: str, column: Column, value: Cell, start: str = "", **values: str) -> Finding:
    """Return that a value means nothing, where it stands first, and the flag that leaves it."""
    text = cell_text(value)
    flag, cell = typed("--kod", f"{start}{text}=BORTFALL"), column.first_cell(value)
    return in_column(column, fault, cell, text=shorten(text, 40), flag=flag, **values)


def in_column(column: Column, fault: str, cell: str = "", **values: Any) -> Finding:
    """Return a finding in a column: in one cell of it, else of its heading."""
    return finding(
        fault, cell=cell or column.place, subject=shorten(column.label.text, 60), **values
    )


def not_in_catalogue(column: Column, indicator: str, there: Sequence[str]) -> Finding:
    """Return that a layout names an indicator that there is not."""
    close = near(indicator, there, limit=1)
    maybe = f" Menade ni {close[0]}?" if close else ""
    return in_column(column, "layout.not_in_catalogue", indicator=indicator, maybe=maybe)


def other_coding(column: Column, before: Mapping[str, str], now: Mapping[str, str]) -> Finding:
    """Return that the file explains a column's codes in another way than its layout."""
    codes = sorted(code for code in before.keys() & now.keys() if before[code] != now[code])
    said = ", ".join(
        f"{code} är {now[code]} i filen men {before[code]} i layouten" for code in codes
    )
    before_it = ",".join(f"{code}={before[code]}" for code in codes)
    return in_column(column, "layout.other_coding", said=said, coding=f"{column.ref}:{before_it}")


def not_numbers(used: Used, unknown: Sequence[Cell]) -> Iterator[Finding]:
    """Yield values that are no numbers, with where each stands first."""
    for value in unknown:
        yield _unread("layout.no_number", used.column, value)


def shares_of_one(workbook: Workbook, found: Sequence[float]) -> Finding:
    """Return that shares of 1 are read as percent."""
    shown = str(found[0]).replace(".", ",")
    percent = number(found[0] * 100, 0 if (found[0] * 100).is_integer() else 1)
    return finding("layout.shares_of_one", file=workbook.file, shown=shown, percent=percent)


def shares_below_one(workbook: Workbook, small: Sequence[float]) -> Finding:
    """Return that some shares are below one percent, where others are not shares of 1."""
    shown = number(max(small), 2).rstrip("0")
    n = counted(len(small), "andel", "andelar")
    percent = number(max(small) * 100, 0)
    return finding("layout.shares_below_one", file=workbook.file, n=n, shown=shown, percent=percent)


def no_counts(column: Column, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield that cells in these rows of a column of counts are no counts."""
    if rows:
        text = cell_text(column.table.block.grid.cell(rows[0], column.index))
        more = f" Detsamma gäller {len(rows) - 1} till i kolumnen." if len(rows) > 1 else ""
        text = shorten(text.replace(".", ","), 40)
        yield in_column(column, "layout.no_count", column.cell(rows[0]), text=text, more=more)


def merged_answers(table: Table, read: Sequence[Column]) -> Iterator[Finding]:
    """Yield cells that are merged over several answers of a table, of which only one was read."""
    grid = table.block.grid
    rows = {u.row for u in table.block.units}
    columns = {c.index for c in read}
    for area in grid.merged:
        n_rows = sum(area.top <= row <= area.bottom for row in rows)
        n_columns = sum(area.left <= column <= area.right for column in columns)
        if n_rows * n_columns > 1:
            first, last = grid.name(area.top, area.left), grid.name(area.bottom, area.right)
            yield finding("layout.merged", cell=first, first=first, last=last.rpartition("!")[2])


def without_answers(
    table: Table, columns: Sequence[Column], finder: UnitFinder
) -> Iterator[Finding]:
    """Yield the kommuner that have a row but nothing in it: all becomes bortfall."""
    if not columns or table.block.said.indicator:
        return
    own = np.stack([c.codes for c in columns])
    is_answered = np.logical_or.reduce(table.block.grid.shows[own]).tolist()
    empty = [
        unit
        for unit, has_answer in zip(table.own, is_answered, strict=True)
        if unit.place.kind == "kommun" and not has_answer
    ]
    if empty:
        names = [finder.name(u.place) for u in empty]
        yield finding(
            "layout.without_answers",
            cell=table.block.grid.name(empty[0].row, table.block.unit_columns[0]),
            n=counted(len(names), "kommun", "kommuner"),
            names=some(names, _MOST_NAMED),
        )


def no_such(workbook: Workbook, flag: str, said: str, there: Sequence[str]) -> Finding:
    """Return that a flag names a column or sheet that is not in what is read."""
    close = near(said, there, limit=1)
    more = " …" if len(there) > 12 else "."
    remedy = (
        f"Menade du {close[0]}?" if close else f"Det som finns är {', '.join(there[:12])}{more}"
    )
    return finding("layout.no_such", file=workbook.file, flag=flag, said=said, remedy=remedy)


def unknown_units(table: Table, finder: UnitFinder, register: Register) -> Iterator[Question]:
    """Yield a question for each row with values that names no unit."""
    grid = table.block.grid
    missing = {k.name for k in register.kommuner} - {finder.name(u.place) for u in table.own}
    lowest = max(table.heading.rows)
    of_table = {register.by_code[u.place.key].lan for u in table.own if u.place.kind == "kommun"}
    lan = register.lan_by_code[of_table.pop()] if len(of_table) == 1 else None
    for odd in (*(r for r in table.block.above if r.row > lowest), *table.block.odd):
        has_values = grid.filled[odd.row, list(table.heading.labels)].any()
        if odd.kind != "okand" or not has_values or _repeats_heading(table, odd.row):
            continue
        place = finder.find(odd.text)
        known = {name: register.find_kommun(name).code for name in missing}
        known |= {
            form: x.code for x in register.lan for form in (x.name, f"Region {short_lan(x.name)}")
        }
        options = [(known[name], name) for name in near(odd.text, sorted(known), limit=3)]
        if place is not None and place.made_up:
            options = [
                (place.key, "en stadsdel som oj inte har i sin lista"),
                (place.key[:4], f"hela {register.by_code[place.key[:4]].name}"),
            ]
        if lan is not None and squash(odd.text).startswith("län"):
            options.insert(0, (lan.code, lan.name))
        yield question(
            "--enhet",
            f"Vilken kommun är ”{shorten(odd.text, 60)}”"
            f" ({grid.name(odd.row, table.block.unit_columns[0])})?",
            *options,
            ("utelamna", "läs inte raden"),
            start=f"{odd.text}=",
        )


def _repeats_heading(table: Table, row: int) -> bool:
    """Return whether a row is the heading once more, as at the top of each printed page."""
    grid, lowest = table.block.grid, max(table.heading.rows)
    texts = [(grid.text(row, c), grid.text(lowest, c)) for c in table.heading.labels]
    return any(text for text, _ in texts) and all(text in ("", above) for text, above in texts)

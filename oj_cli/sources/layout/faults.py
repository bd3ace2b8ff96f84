"""What is wrong or odd in a workbook: findings with the cell, and questions about units."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Cell, Workbook, column_letters
from oj_cli.domain.importing import Question
from oj_cli.domain.kommuner import Edition
from oj_cli.domain.swedish import counted, near, number
from oj_cli.sources.layout.grid import cell_text
from oj_cli.sources.layout.tables import HIDDEN, Column, LeftSheet, Table
from oj_cli.sources.layout.text import shorten
from oj_cli.sources.layout.units import UnitFinder

if TYPE_CHECKING:
    from oj_cli.sources.layout.understanding import Used


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
        more += f" Är det bladet som är dolt: {Question('--blad', '', '').typed(hidden)}"
    return Finding(
        "I01",
        "fel",
        f"Filen har ingen tabell med svar per kommun ({reasons or 'den har inga blad'}).",
        remedy=(
            "Kontrollera att det är rätt fil. Kommunernas namn eller koder ska stå i en rad eller"
            f" kolumn, med en rubrik för varje indikator.{more}"
        ),
        file=workbook.file,
    )


_MOST_NAMED = 5


def of_units(table: Table, finder: UnitFinder) -> Iterator[Finding]:
    """Yield units that stand twice, are named two ways, or have a code of former days."""
    cell = partial(table.block.grid.name, column=table.block.unit_columns[0])
    seen: dict[tuple[str, str], int] = {}
    for unit in table.block.units:
        if unit.clash:
            yield Finding(
                "I02",
                "fel",
                f"Koden och namnet hör inte ihop: raden nämner både {unit.clash}.",
                remedy="Rätta den som är fel i filen, och läs in den igen.",
                cell=cell(unit.row),
                quote=unit.text,
            )
        if unit.place.unit in seen:
            first = cell(seen[unit.place.unit])
            yield Finding(
                "I03",
                "fel",
                f"{finder.name(unit.place)} står två gånger, först i {first}.",
                remedy="Ta bort den rad som inte gäller, och läs in filen igen.",
                cell=cell(unit.row),
                quote=unit.text,
            )
        seen.setdefault(unit.place.unit, unit.row)
        former = unit.place.former
        if former is not None:
            yield Finding(
                "I04",
                "rad" if unit.place.by_name else "fel",
                f"Kommunkoden {former.code} slutade gälla {former.year}: {former.name} har koden"
                f" {former.became} ({former.reason}).",
                remedy=f"Raden läses som {former.name}, som den heter."
                if unit.place.by_name
                else f"Lägg till --enhet {former.code}={former.became} om raden gäller"
                f" {former.name}.",
                cell=cell(unit.row),
                quote=unit.text,
            )


def same_indicator_twice(used: "Sequence[Used]") -> Iterator[Finding]:
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
        yield Finding(
            "I05",
            "fel",
            f"Två kolumner {said}: {first.place} och {column.place}.",
            remedy=(
                f"Säg vad den ena är: --matcha {column.ref}=utelamna, =ny eller en annan"
                " indikators id."
            ),
            cell=column.place,
            quote=shorten(column.label.whole, 90),
        )


def outside_coding(used: "Used", unknown: Sequence[Cell]) -> Iterator[Finding]:
    """Yield values that mean no answer, with where each stands first; a cross is asked about."""
    column = used.column
    for value in unknown:
        if value in column.observed.unclear:
            continue
        times = counted(column.observed.times[value], "gång", "gånger")
        by = f" enligt {used.coded_by}" if used.coded_by else ""
        text = cell_text(value)
        start = f"{column.ref}:" if text.isdecimal() else ""  # a word means the same everywhere
        flag = Question("--kod", start, "").typed(f"{text}=BORTFALL")
        yield Finding(
            "I06",
            "fel",
            f"”{shorten(cell_text(value), 40)}” är inget svar{by} ({times} i kolumnen).",
            remedy=f"Rätta cellen, eller säg vad det betyder: {flag}",
            cell=column.first_cell(value),
            subject=shorten(column.label.text, 60),
        )


def not_in_catalogue(column: Column, indicator: str, there: Sequence[str]) -> Finding:
    """Return that a layout names an indicator that there is not."""
    close = near(indicator, there, limit=1)
    maybe = f" Menade ni {close[0]}?" if close else ""
    return Finding(
        "I23",
        "varn",
        f"Layouten säger ”{indicator}”, men den indikatorn finns inte. Rubriken avgör i stället.",
        remedy=f"Rätta id:t i layouten.{maybe} Vilka som finns visar oj indicators.",
        cell=column.place,
        subject=shorten(column.label.text, 60),
    )


def other_coding(column: Column, before: Mapping[str, str], now: Mapping[str, str]) -> Finding:
    """Return that the file explains a column's codes in another way than its layout."""
    codes = sorted(code for code in before.keys() & now.keys() if before[code] != now[code])
    said = ", ".join(
        f"{code} är {now[code]} i filen men {before[code]} i layouten" for code in codes
    )
    return Finding(
        "I19",
        "varn",
        f"Koderna betyder något annat än förra gången: {said}.",
        why="oj läser som filen säger.",
        remedy=f"Är filens förklaring fel: --kod {column.ref}:"
        + ",".join(f"{code}={before[code]}" for code in codes),
        cell=column.place,
        subject=shorten(column.label.text, 60),
    )


def not_numbers(used: "Used", unknown: Sequence[Cell]) -> Iterator[Finding]:
    """Yield values that are no numbers, with where each stands first."""
    for value in unknown:
        flag = Question("--kod", "", "").typed(f"{cell_text(value)}=BORTFALL")
        yield Finding(
            "I07",
            "fel",
            f"”{shorten(cell_text(value), 40)}” är varken ett tal eller ett tecken för bortfall.",
            remedy=f"Rätta cellen, eller säg vad det betyder: {flag}",
            cell=used.column.first_cell(value),
            subject=shorten(used.column.label.text, 60),
        )


def colours(workbook: Workbook) -> Finding:
    """Return that the file explains answers by colour, which cannot be read."""
    return Finding(
        "I08",
        "varn",
        "Filen förklarar svar med färg på cellerna. Färg går inte att läsa.",
        remedy="Kontrollera i förhandsvisningen att DELVIS och EA har kommit med som text.",
        file=workbook.file,
    )


def numbers_for_yes_or_no(used: "Used") -> Finding:
    """Return that a ja/nej indicator has numbers at kommuner."""
    column = used.column
    return Finding(
        "I09",
        "fel",
        "Kolumnen har tal för kommunerna, men indikatorn besvaras med ja eller nej.",
        remedy=f"Säg vad kolumnen är: --matcha {column.ref}=ny eller {column.ref}=utelamna.",
        cell=column.place,
        subject=shorten(column.label.text, 60),
    )


def shares_of_one(workbook: Workbook, found: Sequence[float]) -> Finding:
    """Return that shares of 1 are read as percent."""
    shown = str(found[0]).replace(".", ",")
    percent = number(found[0] * 100, 0 if (found[0] * 100).is_integer() else 1)
    return Finding(
        "I10",
        "rad",
        f"Andelarna för län och riket står som andel av 1: {shown} läses som {percent} procent.",
        remedy="Stämmer det inte: lägg till --andelar procent.",
        file=workbook.file,
    )


def shares_below_one(workbook: Workbook, small: Sequence[float]) -> Finding:
    """Return that some shares are below one percent, where others are not shares of 1."""
    shown = number(max(small), 2).rstrip("0")
    n = counted(len(small), "andel", "andelar")
    return Finding(
        "I22",
        "varn",
        f"{n} för län och riket är under 1, och läses som till exempel {shown} procent.",
        why="De andra andelarna i filen är större än 1, och står alltså i procent.",
        remedy=f"Kontrollera i filen att det inte ska vara {number(max(small) * 100, 0)} procent.",
        file=workbook.file,
    )


def sheets_differ(first: str, second: str, indicator: str) -> Finding:
    """Return that two tables say different things of the same."""
    return Finding(
        "I11",
        "fel",
        f"Två tabeller säger olika om samma sak: {first} och {second}.",
        remedy="Läs in ett av bladen: lägg till --blad med bladets namn.",
        cell=second,
        subject=indicator,
    )


def nothing_left(workbook: Workbook) -> Finding:
    """Return that no column was left to read."""
    return Finding(
        "I12",
        "fel",
        "Ingen kolumn i filen går att läsa som en indikator.",
        remedy="Se under Utelämnat varför kolumnerna inte läses.",
        file=workbook.file,
    )


def unknown_edition(workbook: Workbook, wanted: str, known: str) -> Finding:
    """Return that a layout names an edition that there is not."""
    return Finding(
        "I13",
        "fel",
        f"Layouten nämner utgåvan ”{wanted}”, som inte finns.",
        remedy=f"Utgåvorna är {known}.",
        file=workbook.file,
    )


def unknown_group(column: Column, row: int, group: str, edition: Edition) -> Finding:
    """Return that a cell names no kommungrupp."""
    return Finding(
        "I14",
        "fel",
        f"”{shorten(group, 40)}” är ingen grupp i {edition.name}.",
        remedy=f"Grupperna är {', '.join(edition.group_names)}.",
        cell=column.cell(row),
    )


def no_population(column: Column, row: int, text: str) -> Finding:
    """Return that a cell holds no number of inhabitants."""
    return Finding(
        "I15",
        "fel",
        f"”{shorten(text, 40)}” är inget antal invånare.",
        remedy="Rätta cellen.",
        cell=column.cell(row),
    )


def no_counts(column: Column, rows: Sequence[int]) -> Iterator[Finding]:
    """Yield that cells in these rows of a column of counts are no counts."""
    if rows:
        text = cell_text(column.table.block.grid.cell(rows[0], column.index))
        more = f" Detsamma gäller {len(rows) - 1} till i kolumnen." if len(rows) > 1 else ""
        yield Finding(
            "I23",
            "fel",
            f"”{shorten(text.replace('.', ','), 40)}” är inget antal.{more}",
            why="Ett antal är ett helt tal, noll eller större.",
            remedy="Rätta cellerna. Är det inte antal: skriv om rubriken ovanför kolumnen.",
            cell=column.cell(rows[0]),
            subject=shorten(column.label.text, 60),
        )


def merged_answers(table: Table) -> Iterator[Finding]:
    """Yield cells that are merged over several answers, of which only one could be read."""
    grid = table.block.grid
    rows = {u.row for u in table.block.units}
    columns = set(table.heading.labels)
    for area in grid.merged:
        n_rows = sum(area.top <= row <= area.bottom for row in rows)
        n_columns = sum(area.left <= column <= area.right for column in columns)
        if n_rows * n_columns > 1:
            first, last = grid.name(area.top, area.left), grid.name(area.bottom, area.right)
            yield Finding(
                "I16",
                "fel",
                f"Cellerna {first} till {last.rpartition('!')[2]} är sammanslagna över flera svar.",
                why="Bara den första av dem har något i sig. De andra skulle bli bortfall.",
                remedy="Dela upp cellerna i filen och skriv svaret i var och en.",
                cell=first,
            )


def without_answers(
    table: Table, columns: Sequence[Column], finder: UnitFinder
) -> Iterator[Finding]:
    """Yield the kommuner that have a row but nothing in it: all becomes bortfall."""
    own = [c.codes for c in columns if c.table is table]
    if not own:
        return
    is_answered = np.logical_or.reduce(table.block.grid.shows[np.stack(own)]).tolist()
    empty = [
        unit
        for unit, has_answer in zip(table.own, is_answered, strict=True)
        if unit.place.kind == "kommun" and not has_answer
    ]
    if empty:
        names = [finder.name(u.place) for u in empty]
        more = len(names) - _MOST_NAMED
        shown = ", ".join(names[:_MOST_NAMED]) + (f" och {more} till" if more > 0 else "")
        yield Finding(
            "I17",
            "varn",
            f"{counted(len(names), 'kommun', 'kommuner')} har en rad utan svar: {shown}.",
            why="Tomma celler läses som bortfall.",
            remedy="Kontrollera i filen att kommunen verkligen inte har svarat.",
            cell=table.block.grid.name(empty[0].row, table.block.unit_columns[0]),
        )


def no_such(workbook: Workbook, flag: str, said: str, there: Sequence[str]) -> Finding:
    """Return that a flag names a column or sheet that is not in what is read."""
    close = near(said, there, limit=1)
    more = " …" if len(there) > 12 else "."
    return Finding(
        "I18",
        "fel",
        f"Det som står efter {flag} finns inte i det som läses: ”{said}”.",
        remedy=f"Menade du {close[0]}?"
        if close
        else f"Det som finns är {', '.join(there[:12])}{more}",
        file=workbook.file,
    )

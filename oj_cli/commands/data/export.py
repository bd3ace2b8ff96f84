"""`oj data export`: answers out again, as a tidy table or as a workbook in the published form."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oj_cli.api.data_sources import complete_source, find_area, find_source
from oj_cli.commands.options import SearchedAreaOption
from oj_cli.commands.output import CsvDialectOption
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    import pandas as pd

    from oj_cli.presentation.document import Cell
    from oj_cli.reports.results_workbook import ResultBook
    from oj_cli.store import Store

MOST_CELLS = 1_500_000
"""Of a workbook: more takes minutes to write, and as long to open."""


def export(
    kalla: Annotated[
        str | None,
        typer.Argument(
            metavar="KÄLLA",
            help="Bara den källan, se oj data list. Annars alla.",
            autocompletion=complete_source,
        ),
    ] = None,
    omrade: SearchedAreaOption = None,
    ar: Annotated[
        int | None, typer.Option("--ar", "--year", metavar="ÅR", help="Bara det året.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FIL",
            help="Filens namn: slutar på .csv eller .xlsx. Annars skrivs tabellen på skärmen.",
        ),
    ] = None,
    csv_dialect: CsvDialectOption = "standard",
    ersatt: Annotated[
        bool, typer.Option("--ersatt", help="Skriv över en fil som redan finns.")
    ] = False,
    idag: Annotated[str | None, typer.Option("--idag", hidden=True)] = None,
) -> None:
    """Lämna ut svar som tabell eller kalkylblad.

    En .csv-fil får en rad för varje resultat, med källa och plats. En .xlsx-fil får ett blad för
    varje år, med enheterna i rader och indikatorerna i kolumner, så som svaren publiceras.
    """
    from oj_cli.api.selecting import open_data
    from oj_cli.commands.writing import emit_pieces
    from oj_cli.documents.writer import write_bytes
    from oj_cli.presentation.csvtext import stream
    from oj_cli.terminal.streams import say
    from oj_cli.workspace import today

    is_book = _is_book(output, ersatt)
    with open_data() as (store, _):
        source = None if kalla is None else find_source(store, kalla).id
        area = None if omrade is None else find_area(store, omrade)
        wanted = covered(store, area, ar, source)
        if is_book and output is not None:
            from oj_cli.reports.results_workbook import result_book

            book = book_of(store, wanted, source)
            write_bytes(output, result_book(book, today(idag)), keep_old=False)
            say(f"Skrev {output}.")
            return
        columns, rows = table_of(store, wanted, source)
        emit_pieces(stream(columns, rows, csv_dialect), output)
        if output is not None:
            say(f"Skrev {output}.")


def _is_book(output: Path | None, replace: bool) -> bool:
    """Return whether a workbook is asked for. Raises UsageFault for another kind of file."""
    if output is None or output == Path("-"):
        return False
    if output.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageFault(
            f"Svaren kan inte skrivas som {output.suffix or 'en fil utan ändelse'}.",
            hints=(f"Skriv -o {output.with_suffix('.csv')} eller {output.with_suffix('.xlsx')}.",),
        )
    if output.is_file() and not replace:
        raise UsageFault(
            "Filen finns redan.",
            place=str(output),
            hints=("Välj ett annat namn med -o, eller lägg till --ersatt.",),
        )
    return output.suffix.lower() == ".xlsx"


Wanted = dict[str, list[int]]
"""The years to export, by område."""


def covered(store: "Store", area: str | None, year: int | None, source: str | None) -> Wanted:
    """Return what there is of what was asked for. Raises UsageFault if there is nothing."""
    found: dict[str, set[int]] = {}
    for c in store.coverage(source):
        years = range(c.first_year, c.last_year + 1)
        if area in (None, c.area) and (year is None or year in years):
            found.setdefault(c.area, set()).update(years if year is None else [year])
    if not found:
        raise UsageFault(
            "Det finns inga svar att lämna ut för det urvalet.",
            hints=("Se vad som finns: oj data list",),
        )
    return {name: sorted(years) for name, years in found.items()}


def table_of(
    store: "Store", wanted: Wanted, source: str | None
) -> "tuple[Sequence[str], Iterator[Sequence[Cell]]]":
    """Return the columns of a result row, and the rows, read a year at a time."""
    from oj_cli.domain.answers import ROW_COLUMNS

    def rows() -> "Iterator[Sequence[Cell]]":
        for area, years in wanted.items():
            for year in years:
                found = store.rows(area, year=year, gender=None, source=source)
                plain = (_plain(found[name], name in ("n_yes", "n")) for name in ROW_COLUMNS)
                yield from zip(*plain, strict=True)

    return ROW_COLUMNS, rows()


def _plain(column: "pd.Series[Any]", whole: bool) -> "list[Cell]":
    values = column.astype(object).where(column.notna(), None).tolist()
    return [None if v is None else int(v) for v in values] if whole else values


def book_of(store: "Store", wanted: Wanted, source: str | None) -> "ResultBook":
    """Return what goes into the workbook of one område.

    Raises UsageFault if there are several områden, or too many cells.
    """
    from oj_cli.analysis.matrix import one_per_unit
    from oj_cli.reports.results_workbook import ResultBook, Results

    if len(wanted) > 1:
        raise UsageFault(
            "Ett kalkylblad rymmer ett område.",
            hints=(f"Lägg till till exempel --omrade {next(iter(wanted))}.",),
        )
    [(area, years)] = wanted.items()
    catalogue = store.catalogue(area)
    sheets: list[Results] = []
    used: set[str] = set()
    size = 0
    for year in years:
        rows = one_per_unit(store.rows(area, year=year, gender=None, source=source))
        size += rows["indicator"].nunique() * rows[["unit_kind", "unit"]].drop_duplicates().shape[0]
        if size > MOST_CELLS:
            raise UsageFault(
                "Kalkylbladet blir för stort för att öppnas.",
                hints=("Välj ett år med --ar, eller skriv en .csv-fil.",),
            )
        used |= set(rows["source"].unique())
        for gender in ("T", "K", "M"):
            of = rows[rows["gender"] == gender]
            if len(of):
                sheets.append(Results(year, gender, _cells(of)))
    register = store.register()
    names = {("riket", "riket"): "Riket"}
    names |= {("lan", x.code): x.name for x in register.lan}
    names |= {("kommun", k.code): k.name for k in register.kommuner}
    return ResultBook(catalogue, tuple(sheets), names, store.sources(used))


def _cells(rows: "pd.DataFrame") -> "dict[tuple[str, str], dict[str, Cell]]":
    """Return by (kind, unit) and indicator what is shown: the answer, value, or counts."""
    found: dict[tuple[str, str], dict[str, Cell]] = {}
    columns = (_plain(rows[c], c in ("n_yes", "n")) for c in _SHOWN)
    for kind, unit, indicator, answer, value, n_yes, n in zip(*columns, strict=True):
        cell = answer if answer is not None else value
        if cell is None and n is not None:
            cell = f"{n_yes} av {n}"
        found.setdefault((str(kind), str(unit)), {})[str(indicator)] = cell
    return found


_SHOWN = ("unit_kind", "unit", "indicator", "answer", "value", "n_yes", "n")

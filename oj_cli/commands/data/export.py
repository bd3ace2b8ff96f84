"""`oj data export`: answers out again, as a tidy table or as a workbook in the published form."""

from pathlib import Path
from typing import Annotated

from oj_cli.commands.completion import complete_source
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import (
    OverwriteOption,
    SearchedAreaOption,
    TodayOption,
    argument,
    option,
    year_option,
)
from oj_cli.commands.output import CsvDialectOption
from oj_cli.domain.errors import UsageFault
from oj_cli.terminal.streams import say


def export(
    kalla: Annotated[
        str | None,
        argument(
            "KÄLLA",
            "Bara den källan, se oj data list. Annars alla.",
            autocompletion=complete_source,
        ),
    ] = None,
    omrade: SearchedAreaOption = None,
    ar: Annotated[int | None, year_option("Bara det året.")] = None,
    output: Annotated[
        Path | None,
        option(
            "FIL",
            "Filens namn: slutar på .csv eller .xlsx. Annars skrivs tabellen på skärmen.",
            "-o",
            "--output",
        ),
    ] = None,
    csv_dialect: CsvDialectOption = "standard",
    ersatt: OverwriteOption = False,
    idag: TodayOption = None,
) -> None:
    """Lämna ut svar som tabell eller kalkylblad.

    En .csv-fil får en rad för varje resultat, med källa och plats. En .xlsx-fil får ett blad för
    varje år, med enheterna i rader och indikatorerna i kolumner, så som svaren publiceras.
    """
    from oj_cli.commands.output import emit_pieces
    from oj_cli.presentation.csvtext import stream

    is_book = _is_book(output, ersatt)
    oj = open_oj(idag)
    if is_book and output is not None:
        oj.export_workbook(output, source=kalla, area=omrade, year=ar)
        say(f"Skrev {output}.")
    else:
        rows = oj.rows(source=kalla, area=omrade, year=ar)
        emit_pieces(stream(rows.COLUMNS, iter(rows), csv_dialect), output)


def _is_book(output: Path | None, replace: bool) -> bool:
    """Return whether a workbook is asked for. Raises UsageFault for another kind of file."""
    if output is None or output == Path("-"):
        return False
    if output.suffix.lower() not in (".csv", ".xlsx"):
        raise UsageFault(
            "data.export_kind",
            kind=output.suffix or "en fil utan ändelse",
            csv=output.with_suffix(".csv"),
            xlsx=output.with_suffix(".xlsx"),
        )
    if output.is_file() and not replace:
        raise UsageFault("data.export_exists", place=str(output))
    return output.suffix.lower() == ".xlsx"

"""`oj report comments`: marks for the county report, with reasons, kept in a file for people."""

from pathlib import Path
from typing import Annotated

import typer

from oj_cli.commands.options import AreaOption, UtgavaOption
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.commands.report.reports import ReportLanOption, ReportYearOption


def comments(
    lan: ReportLanOption = None,
    omrade: AreaOption = None,
    ar: ReportYearOption = None,
    utgava: UtgavaOption = None,
    fil: Annotated[
        Path | None,
        typer.Option(
            "--fil",
            metavar="FIL",
            help="Lägg förslagen i en kommentarfil. Det som redan står där ändras aldrig.",
        ),
    ] = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Föreslå kommentarer med ! och + till länsrapporten, med skäl.

    Frågetecknet sätter ni själva. Till det finns en fråga att tala om. Med --fil sparas
    förslagen i en fil som ni sedan skriver om med egna ord.
    """
    import datetime

    from oj_cli.api.report_lan import CountyRequest, load_county
    from oj_cli.domain.kommuner import short_lan
    from oj_cli.reports.comments.files import add_suggestions
    from oj_cli.terminal.streams import say
    from oj_cli.views.report_comments import document

    county = load_county(CountyRequest(lan, omrade, ar, utgava), datetime.date.min)
    found = county.material.found
    if fil is not None:
        head: dict[str, str | int] = {
            "lan": short_lan(found.lan.name),
            "omrade": found.catalogue.area,
            "ar": found.year,
        }
        added = add_suggestions(fil, head, county.suggestions)
        say(_said(len(added), len(county.suggestions), fil))
    made = document(found, county.suggestions)
    show(made, format, output, csv_dialect, no_color)


def _said(added: int, all_: int, path: Path) -> str:
    from oj_cli.domain.swedish import counted

    text = f"Lade till {counted(added, 'förslag', 'förslag')} i {path}."
    if added < all_:
        kept = counted(all_ - added, "indikator hade", "indikatorer hade")
        text += f" {kept} redan en kommentar, som står kvar som den var."
    return text

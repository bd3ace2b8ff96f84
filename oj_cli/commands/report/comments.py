"""`oj report comments`: marks for the county report, with reasons, kept in a file for people."""

from pathlib import Path
from typing import Annotated

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import AreaOption, UtgavaOption, YearOption, option
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.report.reports import ReportLanOption
from oj_cli.domain.swedish import counted
from oj_cli.terminal.streams import say
from oj_cli.views.report_comments import document


@answers
def comments(
    lan: ReportLanOption = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    utgava: UtgavaOption = None,
    fil: Annotated[
        Path | None,
        option("FIL", "Lägg förslagen i en kommentarfil. Det som redan står där ändras aldrig."),
    ] = None,
) -> Answer:
    """Föreslå kommentarer med ! och + till länsrapporten, med skäl.

    Frågetecknet sätter ni själva. Till det finns en fråga att tala om. Med --fil sparas
    förslagen i en fil som ni sedan skriver om med egna ord.
    """
    oj = open_oj()
    suggested = oj.suggest_comments(lan=lan, area=omrade, year=ar, edition=utgava)
    if fil is not None:
        say(_said(oj.add_comments(fil, suggested), len(suggested.suggestions), fil))
    return Answer(suggested, document)


def _said(added: int, all_: int, path: Path) -> str:
    text = f"Lade till {counted(added, 'förslag', 'förslag')} i {path}."
    if added < all_:
        kept = counted(all_ - added, "indikator hade", "indikatorer hade")
        text += f" {kept} redan en kommentar, som står kvar som den var."
    return text

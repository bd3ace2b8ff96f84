"""`oj data changes`: the first hour after a publication."""

from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import KommunOption, TodayOption, area_option, year_option
from oj_cli.commands.output import Answer, answers
from oj_cli.views.data_changes import document


@answers
def changes(
    kommun: KommunOption = None,
    omrade: Annotated[
        str | None, area_option("Bara det området, eller de som hör ihop: lss. Annars alla.")
    ] = None,
    ar: Annotated[int | None, year_option("Vad det året ändrade. Annars det nyaste.")] = None,
    alla: Annotated[bool, typer.Option("--alla", help="Visa allt som har ändrats.")] = False,
    idag: TodayOption = None,
) -> Answer:
    """Visa vad som har ändrats sedan förra året, och vad i ert eget som bygger på det.

    Det nyaste året jämförs med det senaste jämförbara: svar som blev sämre, tydligt sämre och
    tydligt bättre, borta, nytt och upphört. Värden för tidigare år som en senare källa har
    ändrat visas också, och vilka av era analyser och planer som bygger på siffror som ändrats.
    """
    found = open_oj(idag).data_changes(kommun, area=omrade, year=ar)
    return Answer(found, lambda _: document(found, alla))

"""`oj explain`: what a question means, and where every figure comes from."""

from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import (
    IndicatorArgument,
    KommunOption,
    SearchedAreaOption,
    UtgavaOption,
    YearOption,
)
from oj_cli.commands.output import Answer, answers
from oj_cli.views.explain import document


@answers
def explain(
    indikator: IndicatorArgument,
    kommun: KommunOption = None,
    omrade: SearchedAreaOption = None,
    ar: YearOption = None,
    utgava: UtgavaOption = None,
    alla: Annotated[
        bool, typer.Option("--alla", help="Visa varje kommun bakom siffrorna, med svar och plats.")
    ] = False,
) -> Answer:
    """Förklara en indikator och varifrån varje siffra kommer.

    Visar vad frågan gäller, kommunens svar med källa och plats i filen, och hur varje
    andel den jämförs med har räknats fram.
    """
    found = open_oj().explain(
        indikator, kommun, area=omrade, year=ar, edition=utgava, every_kommun=alla
    )
    return Answer(found, document)

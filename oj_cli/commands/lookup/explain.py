"""`oj explain`: what a question means, and where every figure comes from."""

from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import (
    FreeIndicatorArgument,
    KommunOption,
    SearchedAreaOption,
    UtgavaOption,
    YearOption,
)
from oj_cli.commands.output import Answer, answers
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import listing


@answers
def explain(
    indikator: FreeIndicatorArgument = None,
    kommun: KommunOption = None,
    omrade: SearchedAreaOption = None,
    ar: YearOption = None,
    utgava: UtgavaOption = None,
    alla: Annotated[
        bool, typer.Option("--alla", help="Visa varje kommun bakom siffrorna, med svar och plats.")
    ] = False,
    metod: Annotated[
        bool,
        typer.Option(
            "--metod",
            help="Förklara i stället hur oj räknar och bedömer, med kommunens siffror som exempel.",
        ),
    ] = False,
) -> Answer:
    """Förklara en indikator och varifrån varje siffra kommer.

    Visar vad frågan gäller, kommunens svar med källa och plats i filen, och hur varje
    andel den jämförs med har räknats fram.
    """
    if metod:
        others = {"INDIKATOR": indikator, "--ar": ar, "--utgava": utgava, "--alla": alla}
        beside = [name for name, value in others.items() if value]
        if beside:
            raise UsageFault("explain.only_the_method", flags=listing(beside))
        from oj_cli.views import method

        return Answer(open_oj().method(kommun, area=omrade), method.document)
    if indikator is None:
        raise UsageFault("explain.no_indicator")
    found = open_oj().explain(
        indikator, kommun, area=omrade, year=ar, edition=utgava, every_kommun=alla
    )
    from oj_cli.views.explain import document

    return Answer(found, document)

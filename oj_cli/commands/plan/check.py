"""`oj plan check`: the rules that a good plan keeps, each fault with its place and remedy."""

from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import PlansArgument, TodayOption


@answers
def check(
    planer: PlansArgument = None,
    alla: Annotated[
        bool, typer.Option("--alla", help="Visa också råd, inte bara FEL och VARN.")
    ] = False,
    idag: TodayOption = None,
) -> Answer:
    """Kontrollera en handlingsplan innan den beslutas, och medan den gäller.

    Säger vad som är fel, var, varför det är viktigt och vad man gör. Ange planer, filer eller
    en mapp; annars kontrolleras alla planer i arbetsmappen.
    """
    from oj_cli.views.plan_check import document

    found = open_oj(idag).check_plan(planer or (), everything=alla)
    return Answer(found, lambda: document(found), code=int(found.has_faults))

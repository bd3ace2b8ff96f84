"""`oj plan next`: the next period's plan."""

from pathlib import Path
from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import PlanArgument, TodayOption
from oj_cli.terminal.streams import say


@answers
def next_(
    plan: PlanArgument,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help="2028, 2028-2029 eller 2028-07-01--2029-06-30. Krävs.",
        ),
    ] = None,
    fil: Annotated[
        Path | None,
        typer.Option("--fil", metavar="FIL", help="Den nya planens fil. Annars bredvid den gamla."),
    ] = None,
    idag: TodayOption = None,
) -> Answer:
    """Gör nästa periods plan av den som tar slut.

    Alla mål följer med, med det senaste utfallet som utgångsläge. Det som är planerat för nästa
    period flyttas upp, och det som är klart lämnas kvar. Den gamla planen ändras inte.
    """
    from oj_cli.views.plan_next import document

    made = open_oj(idag).write_next(plan, period, fil)
    say(f"Skrev {made.path}.")
    return Answer(made, lambda: document(made))

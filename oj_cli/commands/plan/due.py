"""`oj plan due`: what is late, what comes, and for whom."""

from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import PlansArgument, TodayOption, unread


@answers
def due(
    planer: PlansArgument = None,
    till: Annotated[
        str | None,
        typer.Option(
            "--till",
            metavar="ÅÅÅÅ-MM-DD",
            help="Visa vad som kommer till och med den dagen. Annars tre månader framåt.",
        ),
    ] = None,
    idag: TodayOption = None,
) -> Answer:
    """Visa vad som är försenat och vad som kommer, och för vem.

    Gäller uppföljningar, aktiviteter och redovisningar till nämnden, i alla planer i
    arbetsmappen eller i dem som anges.
    """
    from oj_cli.views.plan_due import document

    found = open_oj(idag).due(planer or (), till)
    return Answer(found, lambda: document(found), fault=unread(found.unread))

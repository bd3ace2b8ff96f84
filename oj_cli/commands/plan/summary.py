"""`oj plan summary`: many plans together."""

from pathlib import Path
from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import TodayOption, unread


@answers
def summary(
    mapp: Annotated[
        Path | None,
        typer.Argument(
            metavar="MAPP", help="Mappen med planerna, med undermappar. Annars arbetsmappens."
        ),
    ] = None,
    idag: TodayOption = None,
) -> Answer:
    """Sammanfatta många planer: mål efter tema, läge, försenat och hållna löften.

    Planerna kan vara enheters, eller ett läns kommuners.
    """
    from oj_cli.views.plan_summary import document

    found = open_oj(idag).summary(mapp)
    return Answer(found, lambda: document(found), fault=unread(found.unread))

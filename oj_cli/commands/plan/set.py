"""`oj plan set`: change one value of a plan in place."""

from typing import Annotated

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.plan.options import PlanArgument
from oj_cli.domain.errors import UsageFault
from oj_cli.terminal.streams import say


def set_(
    plan: PlanArgument,
    vad: Annotated[
        str,
        typer.Argument(
            metavar="VAD", help="Vägen till värdet, med id: mal.M1.aktiviteter.A2.status."
        ),
    ],
    varde: Annotated[
        str | None,
        typer.Argument(
            metavar="VÄRDE",
            help="Det nya värdet. Flera datum skrivs med komma emellan, texter med semikolon.",
        ),
    ] = None,
    tom: Annotated[bool, typer.Option("--tom", help="Ta bort värdet.")] = False,
    skal: Annotated[
        str | None,
        typer.Option(
            "--skal", metavar="TEXT", help="Varför aktiviteten inte är genomförd. Krävs då."
        ),
    ] = None,
) -> None:
    """Ändra ett enda värde i en plan.

    Allt annat i filen står kvar som det var, också kommentarer och radslut. Orden i vägen är de
    som står i filen; mål, aktiviteter och parter kallas vid sitt id. Ett värde som börjar med
    minus skrivs efter --.
    """
    from oj_cli.views.plan_changes import changed

    if (varde is None) != tom:
        raise UsageFault("plan.value_or_empty")
    for line in changed(open_oj().set_value(plan, vad, varde, skal)):
        say(line)

"""`oj plan set`: change one value of a plan in place."""

from typing import Annotated

import typer

from oj_cli.commands.plan_options import PlanArgument, find_path
from oj_cli.domain.errors import UsageFault


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
    from oj_cli.plan.setting import set_value
    from oj_cli.ui.console import say

    if (varde is None) != tom:
        raise UsageFault(
            "Ange det nya värdet, eller --tom för att ta bort värdet.",
            hints=("oj plan set PLAN mal.M1.aktiviteter.A2.status klar",),
        )
    made, _ = set_value(find_path(plan), vad, varde, skal)
    for change in made:
        if change.before == change.after:
            say(f"{change.name} är redan {_said(change.after)}.")
        else:
            say(f"Ändrade {change.name} från {_said(change.before)} till {_said(change.after)}.")


def _said(value: object) -> str:
    if value is None:
        return "tomt"
    if isinstance(value, list):
        return f"”{', '.join(map(str, value))}”"
    if isinstance(value, dict):
        return "flera värden"
    return f"”{str(value).replace('.', ',') if isinstance(value, float) else value}”"

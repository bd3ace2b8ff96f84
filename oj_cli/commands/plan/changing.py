"""`oj plan set` and `oj plan next`: one value changed, and the next period made."""

from pathlib import Path
from typing import Annotated

import typer

from oj_cli.commands.completion import complete_plan
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import TodayOption, argument, option
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import PlanArgument
from oj_cli.domain.errors import UsageFault
from oj_cli.terminal.streams import say


def set_(
    plan: Annotated[str, argument("PLAN", "Planens id eller fil.", autocompletion=complete_plan)],
    vad: Annotated[
        str, argument("VAD", "Vägen till värdet, med id: mal.M1.aktiviteter.A2.status.")
    ],
    varde: Annotated[
        str | None,
        argument(
            "VÄRDE", "Det nya värdet. Flera datum skrivs med komma emellan, texter med semikolon."
        ),
    ] = None,
    tom: Annotated[bool, typer.Option("--tom", help="Ta bort värdet.")] = False,
    skal: Annotated[
        str | None, option("TEXT", "Varför aktiviteten inte är genomförd. Krävs då.")
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


@answers
def next_(
    plan: PlanArgument = None,
    period: Annotated[
        str | None, option("PERIOD", "2028, 2028-2029 eller 2028-07-01--2029-06-30. Krävs.")
    ] = None,
    fil: Annotated[
        Path | None, option("FIL", "Den nya planens fil. Annars bredvid den gamla.")
    ] = None,
    idag: TodayOption = None,
) -> Answer:
    """Gör nästa periods plan av den som tar slut.

    Alla mål följer med, med det senaste utfallet som utgångsläge. Det som är planerat för nästa
    period flyttas upp, och det som är klart lämnas kvar. Den gamla planen ändras inte.
    """
    from oj_cli.views.plan_changes import next_plan

    made = open_oj(idag).write_next(plan, period, fil)
    say(f"Skrev {made.path}.")
    return Answer(made, next_plan)

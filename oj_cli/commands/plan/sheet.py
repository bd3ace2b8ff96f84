"""`oj plan sheet` and `oj plan collect`: report in a workbook, and read it back."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import OverwriteOption, TodayOption, argument, option
from oj_cli.commands.output import Answer, answers
from oj_cli.commands.plan.options import PlanArgument
from oj_cli.terminal.streams import say


def sheet(
    plan: PlanArgument = None,
    per: Annotated[
        Literal["part", "enhet"] | None,
        typer.Option(
            "--per",
            help="En arbetsbok för varje part, eller för varje enhet.",
            show_default="part, eller enhet om planen inte har parter",
        ),
    ] = None,
    mapp: Annotated[
        Path | None,
        option("MAPP", "Var filerna läggs. Annars i rapporter i arbetsmappen, eller här."),
    ] = None,
    ersatt: OverwriteOption = False,
    idag: TodayOption = None,
) -> None:
    """Gör en Excel-fil för varje part eller enhet att rapportera i.

    Den som fyller i behöver inget annat än Excel. Läs sedan in filerna med oj plan collect.
    """
    written, collected = open_oj(idag).write_sheets(plan, per, mapp, ersatt)
    for made in written:
        say(f"Skrev {made.path}: {made.receiver}, {made.goals} mål.")
    say(f"När filerna är ifyllda: oj plan collect {collected}")


@answers
def collect(
    filer: Annotated[list[Path], argument("FIL …", "Ifyllda arbetsböcker.")],
    plan: Annotated[str | None, option("PLAN", "Vilken plan, om filen inte säger det.")] = None,
    part: Annotated[str | None, option("PART", "Vilken part, om filen inte säger det.")] = None,
    prova: Annotated[
        bool, typer.Option("--prova", help="Visa vad som skulle skrivas in, utan att skriva.")
    ] = False,
    idag: TodayOption = None,
) -> Answer:
    """Läs in ifyllda arbetsböcker som utfall i planen.

    Säger för varje cell vad som saknas eller är konstigt. Det som är rätt skrivs in. Samma fil
    kan läsas in flera gånger utan att något dubbleras.
    """
    from oj_cli.views.plan_changes import collected

    found = open_oj(idag).collect(filer, plan, part, dry=prova)
    return Answer(found, collected, code=int(found.has_faults))

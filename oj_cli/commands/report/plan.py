"""`oj report namnd` and `oj report plan`: an action plan as people read it."""

from typing import Annotated

import typer

from oj_cli.commands.completion import complete_plan
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import option
from oj_cli.commands.plan.options import PlanArgument
from oj_cli.commands.report.saving import FormatsOption, OutputFileOption, TodayOption, tell
from oj_cli.domain.errors import UsageFault


def namnd(
    plan: Annotated[
        str | None, option("PLAN", "Planens id eller fil.", autocompletion=complete_plan)
    ] = None,
    begaran: Annotated[list[str] | None, option("TEXT", "Något som ni ber nämnden om.")] = None,
    format: FormatsOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en sida till nämnden: varför, vad som ska nås, hur det går och vad som begärs."""
    if plan is None:
        raise UsageFault("report.which_plan")
    oj = open_oj(idag)
    tell(oj.report_namnd(plan, asked=begaran or (), formats=format, output=output))


def plan(
    plan: PlanArgument,
    tabell: Annotated[
        bool, typer.Option("--tabell", help="Som en enda tabell på liggande papper.")
    ] = False,
    format: FormatsOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en handlingsplan till ett dokument att läsa, eller till en tabell för möten."""
    oj = open_oj(idag)
    tell(oj.report_plan(plan, as_table=tabell, formats=format, output=output))

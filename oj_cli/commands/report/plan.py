"""`oj report namnd` and `oj report plan`: an action plan as people read it."""

from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.plan.options import PlanArgument, complete_plan, open_plan
from oj_cli.commands.report.reports import FormatsOption, OutputFileOption, TodayOption
from oj_cli.commands.report.saving import formats, save
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from oj_cli.reports.plans.material import PlanMaterial


def namnd(
    plan: Annotated[
        str | None,
        typer.Option(
            "--plan", metavar="PLAN", help="Planens id eller fil.", autocompletion=complete_plan
        ),
    ] = None,
    begaran: Annotated[
        list[str] | None,
        typer.Option("--begaran", metavar="TEXT", help="Något som ni ber nämnden om."),
    ] = None,
    format: FormatsOption = None,
    output: OutputFileOption = None,
    idag: TodayOption = None,
) -> None:
    """Gör en sida till nämnden: varför, vad som ska nås, hur det går och vad som begärs."""
    from oj_cli.reports.plans.namnd import namnd_page

    if plan is None:
        raise UsageFault("Ange vilken plan det gäller.", hints=("Lägg till --plan FIL.",))
    wanted = formats(format, output)
    save(namnd_page(_material(plan, idag, tuple(begaran or ()))), wanted, output)


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
    from oj_cli.reports.plans.build import plan_document, plan_table

    wanted = formats(format, output)
    build = plan_table if tabell else plan_document
    save(build(_material(plan, idag)), wanted, output)


def _material(name: str, idag: str | None, asked: tuple[str, ...] = ()) -> "PlanMaterial":
    from oj_cli.api import selecting
    from oj_cli.plan.due import add_months, due
    from oj_cli.plan.standing import goal_standing
    from oj_cli.plan.table import plan_rows
    from oj_cli.reports.plans.material import PlanMaterial
    from oj_cli.workspace import today

    day = today(idag)
    file = open_plan(name)
    found = file.plan
    wanted = {tie.indicator for goal in found.goals for tie in goal.ties}
    with selecting.open_data() as (store, _):
        indicators = {
            f"{catalogue.area}/{i.id}": i
            for catalogue in store.catalogues()
            for i in catalogue
            if f"{catalogue.area}/{i.id}" in wanted
        }
    return PlanMaterial(
        plan=found,
        standings=tuple(goal_standing(goal, found.head, day) for goal in found.goals),
        due=due(found, str(file.path), day, add_months(day, 12)),
        rows=plan_rows(found),
        indicators=indicators,
        today=day,
        asked=asked,
    )

"""`oj plan show`: a whole plan at a glance."""

from oj_cli.commands.output import CsvDialectOption, FormatOption, NoColorOption, OutputOption
from oj_cli.commands.plan.options import PlanArgument, TodayOption, open_plan


def show(
    plan: PlanArgument,
    idag: TodayOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Visa en plan: mål, mått, aktiviteter, läge och vad som kommer härnäst."""
    from oj_cli.commands import output as options
    from oj_cli.plan.due import add_months, due
    from oj_cli.plan.standing import goal_standing
    from oj_cli.views.plan_show import document
    from oj_cli.workspace import today

    day = today(idag)
    file = open_plan(plan)
    standings = [goal_standing(goal, file.plan.head, day) for goal in file.plan.goals]
    found = due(file.plan, str(file.path), day, add_months(day, 12))
    unknown = [f"{file.document.file.place(f.where)}: {f.message}" for f in file.unknown]
    options.show(
        document(file.plan, standings, found, unknown, day), format, output, csv_dialect, no_color
    )

"""`oj plan matrix`: who has reported what."""

from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.commands.plan.options import PlanArgument, TodayOption, open_plan


def matrix(
    plan: PlanArgument,
    idag: TodayOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Visa vilka parter som har rapporterat om vilka mål, och vilka som inte har det."""
    from oj_cli.plan.reporting import report_matrix
    from oj_cli.views.plan_matrix import document
    from oj_cli.workspace import today

    day = today(idag)
    read = open_plan(plan).plan
    show(document(read, report_matrix(read, day), day), format, output, csv_dialect, no_color)

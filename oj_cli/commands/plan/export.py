"""`oj plan export`: a plan as a table."""

from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.commands.plan.options import PlanArgument, open_plan


def export(
    plan: PlanArgument,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Skriv en plan som tabell: mål, aktivitet, uppföljning, ansvarig, nästa period, kommentar.

    Som text och Markdown står varje mål på en rad. Som CSV står varje aktivitet på en rad, så att
    tabellen kan sorteras och filtreras.
    """
    from oj_cli.plan.table import plan_rows
    from oj_cli.views.plan_export import document

    read = open_plan(plan).plan
    show(document(read, plan_rows(read)), format, output, csv_dialect, no_color)

"""`oj plan due`: what is late, what comes, and for whom."""

from typing import Annotated

import typer

from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.commands.plan.options import PlansArgument, TodayOption, open_plans, refuse_unread


def due(
    planer: PlansArgument = None,
    till: Annotated[
        str | None,
        typer.Option(
            "--till",
            metavar="ÅÅÅÅ-MM-DD",
            help="Visa vad som kommer till och med den dagen. Annars tre månader framåt.",
        ),
    ] = None,
    idag: TodayOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Visa vad som är försenat och vad som kommer, och för vem.

    Gäller uppföljningar, aktiviteter och redovisningar till nämnden, i alla planer i
    arbetsmappen eller i dem som anges.
    """
    from oj_cli.plan.due import add_months
    from oj_cli.plan.due import due as find_due
    from oj_cli.plan.values import date_of
    from oj_cli.views.plan_due import document
    from oj_cli.workspace import today

    day = today(idag)
    until = date_of(till, "Till") if till else add_months(day, 3)
    read = open_plans(planer)
    found = [d for file in read.plans for d in find_due(file.plan, str(file.path), day, until)]
    show(document(found, len(read.plans), day, until), format, output, csv_dialect, no_color)
    refuse_unread(read)

"""`oj plan next`: the next period's plan."""

from pathlib import Path
from typing import Annotated

import typer

from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.commands.plan.options import PlanArgument, TodayOption, near_path, open_plan
from oj_cli.domain.errors import UsageFault


def next_(
    plan: PlanArgument,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help="2028, 2028-2029 eller 2028-07-01--2029-06-30. Krävs.",
        ),
    ] = None,
    fil: Annotated[
        Path | None,
        typer.Option("--fil", metavar="FIL", help="Den nya planens fil. Annars bredvid den gamla."),
    ] = None,
    idag: TodayOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Gör nästa periods plan av den som tar slut.

    Alla mål följer med, med det senaste utfallet som utgångsläge. Det som är planerat för nästa
    period flyttas upp, och det som är klart lämnas kvar. Den gamla planen ändras inte.
    """
    from oj_cli.plan.next_period import next_plan, read_period, save
    from oj_cli.terminal.streams import say
    from oj_cli.views.plan_next import document
    from oj_cli.views.words import shell_word
    from oj_cli.workspace import schema_line, today

    file = open_plan(plan)
    if period is None:
        validity = file.plan.head.validity
        last = validity.last if validity and validity.last else today(idag)
        hint = f"oj plan next {shell_word(plan)} --period {last.year + 1}"
        raise UsageFault("Ange vilken period den nya planen gäller.", hints=(hint,))
    made = next_plan(file, read_period(period), today(idag))
    target = fil or file.path.with_name(f"{made.id}.yaml")
    save(target, made, file.plan.head.id, schema_line(target, "plan"))
    say(f"Skrev {near_path(target)}.")
    show(
        document(made, near_path(target), file.plan.head.id), format, output, csv_dialect, no_color
    )

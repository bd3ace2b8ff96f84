"""`oj plan new`: a new action plan, goal by goal."""

from typing import Annotated

import typer

from oj_cli.commands.completion import complete_analysis
from oj_cli.commands.guide.guide import (
    AnswersOption,
    DraftOption,
    QuestionsOption,
    TemplateOption,
    WholeOption,
    show_questions,
)
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import TodayOption
from oj_cli.commands.output import Written, with_output
from oj_cli.domain.guide_walk import How
from oj_cli.terminal.command_line import flags_of
from oj_cli.terminal.prompts import can_ask


@with_output
def new(
    ctx: typer.Context,
    id: Annotated[
        str | None,
        typer.Option("--id", metavar="NAMN", help="Planens id. Annars efter kommun och område."),
    ] = None,
    analys: Annotated[
        str | None,
        typer.Option(
            "--analys",
            metavar="NAMN",
            help="Analysen som planen bygger på. Annars den som finns i arbetsmappen.",
            autocompletion=complete_analysis,
        ),
    ] = None,
    svarsfil: AnswersOption = None,
    grundlig: WholeOption = False,
    utkast: DraftOption = False,
    idag: TodayOption = None,
    fragor: QuestionsOption = False,
    mall: TemplateOption = False,
    *,
    written: Written,
) -> None:
    """Skriv en ny handlingsplan, mål för mål, med det som analysen redan vet.

    Indikatorer, svar, jämförelser, underlag och orsaker hämtas från analysen. Frågorna kan
    också besvaras med flaggor eller med --svarsfil; flera mål och aktiviteter bara med
    --svarsfil. En plan som finns skrivs aldrig över.
    """
    from oj_cli.api.guide import PLAN
    from oj_cli.api.guide_begin import new_plan
    from oj_cli.commands.guide.walk import run

    oj = open_oj(idag)
    oj.own_flags = flags_of(ctx)
    if mall or fragor:
        show_questions(oj.guide_questions(PLAN), written, as_template=mall)
        return
    how = How(ctx.args, svarsfil, draft=utkast, all_asked=grundlig)
    walk = new_plan(oj, how, id=id, analysis=analys, may_go_on=can_ask())
    run(walk, opens=written["oppna"])

"""`oj guide`: the questions of a guide, walked on a terminal or answered from a file."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.completion import complete_guide
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import TodayOption, of_analysis, option
from oj_cli.commands.output import Answer, Written, emit, emit_pieces, output_options, with_output
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide_walk import How
from oj_cli.domain.selection import Which
from oj_cli.terminal.command_line import flags_of
from oj_cli.terminal.streams import say

if TYPE_CHECKING:
    from oj_cli.domain.guide import QuestionList

AnswersOption = Annotated[Path | None, option("FIL", "Läs svaren från en fil, se --mall.")]
DraftOption = Annotated[
    bool, typer.Option("--utkast", help="Skriv planen fast svar saknas, med ATT GÖRA i stället.")
]
WholeOption = Annotated[
    bool, typer.Option("--grundlig", help="Ställ alla frågor, även dem som oj kan fylla i.")
]
_instead = partial(typer.Option, rich_help_panel="Visa i stället för att fråga")
QuestionsOption = Annotated[
    bool, _instead("--fragor", help="Visa frågorna, och flaggan som svarar på var och en.")
]
TemplateOption = Annotated[bool, _instead("--mall", help="Visa en svarsfil att fylla i.")]


@with_output
@of_analysis
def guide(
    ctx: typer.Context,
    guide: Annotated[
        str, option("NAMN", "Vilken guide, se --lista.", autocompletion=complete_guide)
    ] = "fyra-steg",
    svarsfil: AnswersOption = None,
    utan_siffror: Annotated[
        bool, typer.Option("--utan-siffror", help="Visa inga siffror bredvid frågorna.")
    ] = False,
    grundlig: WholeOption = False,
    utkast: DraftOption = False,
    idag: TodayOption = None,
    lista: Annotated[bool, _instead("--lista", help="Visa vilka guider som finns.")] = False,
    fragor: QuestionsOption = False,
    mall: TemplateOption = False,
    kopiera: Annotated[
        bool, _instead("--kopiera", help="Lägg en kopia att ändra i, i er mapp guides.")
    ] = False,
    *,
    which: Which,
    written: Written,
) -> None:
    """Gå igenom frågorna i en guide, från era svar till en handlingsplan.

    Varje svar sparas i analysen. Ni kan gå tillbaka, hoppa över och sluta när som helst, och
    fortsätter där ni slutade. Med --oppna visas siffrorna i webbläsaren också. Utan terminal
    svarar ni med --svarsfil, eller med en flagga för varje fråga: oj guide --fragor visar dem.
    Egna guider läggs i arbetsmappens mapp guides.
    """
    from oj_cli.api.guide import copy_guide
    from oj_cli.api.guide_begin import walks
    from oj_cli.commands.guide.walk import run
    from oj_cli.commands.workspace.begin import begin, may_begin
    from oj_cli.views.guide import guides_document

    is_list = lista or fragor or mall or kopiera
    if not (is_list or svarsfil or ctx.args) and may_begin() and not begin(which.area):
        return
    oj = open_oj(idag)
    oj.own_flags = flags_of(ctx)
    if not is_list:
        how = How(ctx.args, svarsfil, silent=utan_siffror, draft=utkast, all_asked=grundlig)
        begun = walks(oj, guide, which, how)
        for walk in begun:
            run(walk, asks=len(begun) == 1, opens=written["oppna"])
        return
    if ctx.args:
        raise UsageFault("guide.not_with_a_list", word=ctx.args[0])
    if kopiera:
        say(f"Skrev {copy_guide(oj, guide)}. Den gäller nu i stället för den som följer med oj.")
        say("Vill ni ha kvar båda byter ni namn på filen, och på raden guide: i den.")
    elif lista:
        emit(Answer(oj.guides(), guides_document), output_options(**written))
    else:
        show_questions(oj.guide_questions(guide), written, as_template=mall)


def show_questions(found: "QuestionList", written: Written, *, as_template: bool) -> None:
    """Show the questions of a guide, or an answers file to fill in, which may have any name."""
    from oj_cli.views.guide import questions_document, template

    if as_template:
        emit_pieces([template(found)], written["output"])
    else:
        emit(Answer(found, questions_document), output_options(**written))

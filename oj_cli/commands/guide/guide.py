"""`oj guide`: the questions of a guide, walked on a terminal or answered from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.completion import complete_guide, complete_lan
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import (
    AreaOption,
    KommunOption,
    NoInputOption,
    TodayOption,
    YearOption,
)
from oj_cli.commands.output import (
    Answer,
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    emit,
    emit_pieces,
    output_options,
)
from oj_cli.domain.errors import UsageFault
from oj_cli.terminal.streams import say

if TYPE_CHECKING:
    from oj_cli.domain.guide import QuestionList

_LISTS = "Visa i stället för att fråga"

AnswersOption = Annotated[
    Path | None,
    typer.Option("--svarsfil", metavar="FIL", help="Läs svaren från en fil, se --mall."),
]

DraftOption = Annotated[
    bool,
    typer.Option("--utkast", help="Skriv planen fast svar saknas, med ATT GÖRA i stället."),
]


def guide(
    ctx: typer.Context,
    guide: Annotated[
        str,
        typer.Option(
            "--guide",
            metavar="NAMN",
            help="Vilken guide, se --lista.",
            autocompletion=complete_guide,
        ),
    ] = "fyra-steg",
    svarsfil: AnswersOption = None,
    no_input: NoInputOption = False,
    kommun: KommunOption = None,
    lan: Annotated[
        str | None,
        typer.Option(
            "--lan",
            metavar="LÄN",
            help="Länet, om svaren gäller ett helt län.",
            autocompletion=complete_lan,
        ),
    ] = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    utan_siffror: Annotated[
        bool, typer.Option("--utan-siffror", help="Visa inga siffror bredvid frågorna.")
    ] = False,
    utkast: DraftOption = False,
    idag: TodayOption = None,
    lista: Annotated[
        bool,
        typer.Option("--lista", help="Visa vilka guider som finns.", rich_help_panel=_LISTS),
    ] = False,
    fragor: Annotated[
        bool,
        typer.Option(
            "--fragor",
            help="Visa guidens frågor, och flaggan som svarar på var och en.",
            rich_help_panel=_LISTS,
        ),
    ] = False,
    mall: Annotated[
        bool,
        typer.Option("--mall", help="Visa en svarsfil att fylla i.", rich_help_panel=_LISTS),
    ] = False,
    kopiera: Annotated[
        bool,
        typer.Option(
            "--kopiera",
            help="Lägg en kopia av guiden i arbetsmappens mapp guides, att ändra i.",
            rich_help_panel=_LISTS,
        ),
    ] = False,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Gå igenom frågorna i en guide, från era svar till en handlingsplan.

    Varje svar sparas i analysen. Ni kan gå tillbaka, hoppa över och sluta när som helst, och
    fortsätter där ni slutade. Utan terminal svarar ni med --svarsfil, eller med en flagga för
    varje fråga: oj guide --fragor visar dem. Egna guider läggs i arbetsmappens mapp guides.
    """
    from oj_cli.api.guide import copy_guide
    from oj_cli.api.guide_begin import walk_guide
    from oj_cli.commands.guide.run import own_flags, run

    oj, taken = open_oj(idag), own_flags(ctx)
    if lista or fragor or mall or kopiera:
        from oj_cli.views.guide import guides_document

        if ctx.args:
            raise UsageFault("guide.not_with_a_list", word=ctx.args[0])
        if kopiera:
            path = copy_guide(oj, guide)
            say(f"Skrev {path}. Den gäller nu i stället för den som följer med oj.")
            say("Vill ni ha kvar båda byter ni namn på filen, och på raden guide: i den.")
        elif mall:
            write_template(oj.guide_template(guide, own_flags=taken), output)
        else:
            options = output_options(format, output, csv_dialect, no_color)
            if lista:
                guides = oj.guides(own_flags=taken)
                emit(Answer(guides, lambda: guides_document(guides)), options)
            else:
                emit(shown_questions(oj.guide_questions(guide, own_flags=taken)), options)
        return
    walk = walk_guide(
        oj,
        guide,
        kommun=kommun,
        lan=lan,
        area=omrade,
        year=ar,
        flags=ctx.args,
        answers=svarsfil,
        silent=utan_siffror,
        draft=utkast,
        own_flags=taken,
    )
    run(walk, no_input)


def shown_questions(found: "QuestionList") -> Answer:
    """Return the questions of a guide in each form."""
    from oj_cli.views.guide import questions_document

    return Answer(found, lambda: questions_document(found))


def write_template(text: str, output: Path | None) -> None:
    """Write an answers file to fill in, to stdout or to a file of any name."""
    emit_pieces([text], output)
    if output not in (None, Path("-")):
        say(f"Skrev {output}.")

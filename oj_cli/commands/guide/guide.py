"""`oj guide`: the questions of a guide, walked on a terminal or answered from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oj_cli.commands.completion import complete_guide
from oj_cli.commands.opened import open_oj
from oj_cli.commands.options import (
    AreaOption,
    KommunOption,
    NoInputOption,
    TodayOption,
    YearOption,
    lan_option,
)
from oj_cli.commands.output import (
    Answer,
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OpenOption,
    OutputOption,
    emit,
    emit_pieces,
    output_options,
)
from oj_cli.domain.errors import UsageFault
from oj_cli.terminal.streams import say

if TYPE_CHECKING:
    from oj_cli.api import Oj
    from oj_cli.domain.guide import QuestionList
    from oj_cli.domain.guide_walk import Tree

AnswersOption = Annotated[
    Path | None,
    typer.Option("--svarsfil", metavar="FIL", help="Läs svaren från en fil, se --mall."),
]
DraftOption = Annotated[
    bool,
    typer.Option("--utkast", help="Skriv planen fast svar saknas, med ATT GÖRA i stället."),
]

WholeOption = Annotated[
    bool, typer.Option("--grundlig", help="Ställ alla frågor, även dem som oj kan fylla i.")
]


def instead_option(flag: str, help: str) -> Any:
    """Return an option that shows something and asks nothing."""
    return typer.Option(flag, help=help, rich_help_panel="Visa i stället för att fråga")


QuestionsOption = Annotated[
    bool, instead_option("--fragor", "Visa frågorna, och flaggan som svarar på var och en.")
]
TemplateOption = Annotated[bool, instead_option("--mall", "Visa en svarsfil att fylla i.")]


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
    lan: Annotated[str | None, lan_option("Länet, om svaren gäller ett helt län.")] = None,
    omrade: AreaOption = None,
    ar: YearOption = None,
    utan_siffror: Annotated[
        bool, typer.Option("--utan-siffror", help="Visa inga siffror bredvid frågorna.")
    ] = False,
    grundlig: WholeOption = False,
    utkast: DraftOption = False,
    idag: TodayOption = None,
    lista: Annotated[bool, instead_option("--lista", "Visa vilka guider som finns.")] = False,
    fragor: QuestionsOption = False,
    mall: TemplateOption = False,
    kopiera: Annotated[
        bool,
        instead_option(
            "--kopiera", "Lägg en kopia av guiden i arbetsmappens mapp guides, att ändra i."
        ),
    ] = False,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
    oppna: OpenOption = False,
) -> None:
    """Gå igenom frågorna i en guide, från era svar till en handlingsplan.

    Varje svar sparas i analysen. Ni kan gå tillbaka, hoppa över och sluta när som helst, och
    fortsätter där ni slutade. Med --oppna visas siffrorna i webbläsaren också. Utan terminal
    svarar ni med --svarsfil, eller med en flagga för varje fråga: oj guide --fragor visar dem.
    Egna guider läggs i arbetsmappens mapp guides.
    """
    from oj_cli.api.guide import copy_guide
    from oj_cli.api.guide_walk import by_area, walk_guide
    from oj_cli.commands.guide.begin import begin, may_begin
    from oj_cli.commands.guide.walk import own_flags, run

    is_walk = not (lista or fragor or mall or kopiera or svarsfil or ctx.args)
    if is_walk and may_begin(no_input) and not begin(omrade):
        return
    oj, taken = open_oj(idag), own_flags(ctx)
    if ctx.args and (lista or fragor or mall or kopiera):
        raise UsageFault("guide.not_with_a_list", word=ctx.args[0])
    if kopiera:
        path = copy_guide(oj, guide)
        say(f"Skrev {path}. Den gäller nu i stället för den som följer med oj.")
        say("Vill ni ha kvar båda byter ni namn på filen, och på raden guide: i den.")
    elif mall:
        write_template(oj.guide_questions(guide, own_flags=taken), output)
    elif lista or fragor:
        options = output_options(format, output, csv_dialect, no_color, oppna)
        emit(_guides(oj, taken) if lista else questions(oj, guide, taken), options)
    if lista or fragor or mall or kopiera:
        return
    is_of_all = svarsfil is not None and not (kommun or omrade or ctx.args)
    parts = by_area(oj, guide, lan, svarsfil, taken) if svarsfil and is_of_all else {}
    every: list[tuple[str | None, Tree | None]] = [*parts.items()] or [(omrade, None)]
    for area, given in every:
        walk = walk_guide(
            oj,
            guide,
            kommun=kommun,
            lan=lan,
            area=area,
            year=ar,
            flags=ctx.args,
            answers=svarsfil,
            silent=utan_siffror,
            draft=utkast,
            whole=grundlig,
            own_flags=taken,
            given=given,
        )
        run(walk, no_input or len(parts) > 1, opens=oppna)


def _guides(oj: "Oj", own_flags: frozenset[str]) -> Answer:
    from oj_cli.views.guide import guides_document

    return Answer(oj.guides(own_flags=own_flags), guides_document)


def questions(oj: "Oj", guide: str, own_flags: frozenset[str]) -> Answer:
    """Return what a guide asks."""
    from oj_cli.views.guide import questions_document

    return Answer(oj.guide_questions(guide, own_flags=own_flags), questions_document)


def write_template(found: "QuestionList", output: Path | None) -> None:
    """Write an answers file to fill in, to stdout or to a file of any name."""
    from oj_cli.views.guide import template

    emit_pieces([template(found)], output)
    if output not in (None, Path("-")):
        say(f"Skrev {output}.")

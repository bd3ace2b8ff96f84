"""`oj guide`: the questions of a guide, walked on a terminal or answered from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.completion import complete_lan
from oj_cli.commands.options import (
    AreaOption,
    KommunOption,
    NoInputOption,
    TodayOption,
    YearOption,
)
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from oj_cli.domain.guide import Guide

_LISTS = "Visa i stället för att fråga"

AnswersOption = Annotated[
    Path | None,
    typer.Option("--svarsfil", metavar="FIL", help="Läs svaren från en fil, se --mall."),
]

DraftOption = Annotated[
    bool,
    typer.Option("--utkast", help="Skriv planen fast svar saknas, med ATT GÖRA i stället."),
]


def complete_guide(incomplete: str) -> list[str]:
    """Offer the guides by name."""
    from oj_cli.domain.errors import OjError

    try:
        return [name for name in _names() if name.startswith(incomplete)]
    except OjError:
        return []


def _names() -> list[str]:
    from oj_cli.guide.content import guide_names
    from oj_cli.workspace import find_workspace, guides_folder

    workspace = find_workspace()
    return guide_names(guides_folder(), workspace.folder if workspace else None)


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
    if lista or fragor or mall or kopiera:
        from oj_cli.api import guide_lists

        _refuse_extra(ctx)
        if kopiera:
            guide_lists.copy(guide)
            return
        if mall:
            guide_lists.write_template(find(guide), output)
            return
        document = guide_lists.guides() if lista else guide_lists.questions(find(guide))
        show(document, format, output, csv_dialect, no_color)
        return
    from oj_cli.commands.guide.run import Asked, run

    run(
        find(guide),
        Asked(
            kommun=kommun,
            lan=lan,
            area=omrade,
            year=ar,
            answers=svarsfil,
            flags=tuple(ctx.args),
            no_input=no_input,
            today=idag,
            silent=utan_siffror,
            draft=utkast,
        ),
    )


def find(name: str) -> "Guide":
    """Return a guide by name. Raises UsageFault or FileFault."""
    from oj_cli.guide.content import find_guide
    from oj_cli.workspace import find_workspace, guides_folder

    workspace = find_workspace()
    return find_guide(name, guides_folder(), workspace.folder if workspace else None)


def _refuse_extra(ctx: typer.Context) -> None:
    if ctx.args:
        raise UsageFault(f"”{ctx.args[0]}” går inte att kombinera med en lista.")

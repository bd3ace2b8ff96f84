"""`oj plan new`: a new action plan, goal by goal."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oj_cli.commands.guide.guide import AnswersOption, DraftOption, find
from oj_cli.commands.options import NoInputOption, TodayOption
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from oj_cli.analysis_file.file import AnalysisFile
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace

GUIDE = "plan"
_LISTS = "Visa i stället för att fråga"


def complete_analysis(incomplete: str) -> list[str]:
    """Offer the analyses of the workspace by name."""
    from oj_cli.analysis_file.file import analysis_paths
    from oj_cli.domain.errors import OjError
    from oj_cli.workspace import find_workspace

    try:
        workspace = find_workspace()
    except OjError:
        return []
    paths = analysis_paths(workspace.folder) if workspace else ()
    return [p.stem for p in paths if p.stem.startswith(incomplete)]


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
    utkast: DraftOption = False,
    no_input: NoInputOption = False,
    idag: TodayOption = None,
    fragor: Annotated[
        bool,
        typer.Option(
            "--fragor",
            help="Visa frågorna, och flaggan som svarar på var och en.",
            rich_help_panel=_LISTS,
        ),
    ] = False,
    mall: Annotated[
        bool, typer.Option("--mall", help="Visa en svarsfil att fylla i.", rich_help_panel=_LISTS)
    ] = False,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Skriv en ny handlingsplan, mål för mål, med det som analysen redan vet.

    Indikatorer, svar, jämförelser, underlag och orsaker hämtas från analysen. Frågorna kan
    också besvaras med flaggor eller med --svarsfil; flera mål och aktiviteter bara med
    --svarsfil. En plan som finns skrivs aldrig över.
    """
    if fragor or mall:
        from oj_cli.api import guide_lists

        if mall:
            guide_lists.write_template(find(GUIDE), output)
        else:
            show(guide_lists.questions(find(GUIDE)), format, output, csv_dialect, no_color)
        return
    from oj_cli.commands.guide.run import Asked

    _run(
        Asked(
            answers=svarsfil,
            flags=tuple(ctx.args),
            no_input=no_input,
            today=idag,
            draft=utkast,
            id=id,
        ),
        analys,
    )


def _run(asked: Any, analysis_name: str | None) -> None:
    from oj_cli.api import selecting
    from oj_cli.api.guide_figures import Figures
    from oj_cli.api.guide_names import StoreNames
    from oj_cli.api.guide_plan import PlanSide
    from oj_cli.commands.guide.run import Walking, read_given
    from oj_cli.guide.record import Record
    from oj_cli.guide.session import Session
    from oj_cli.plan.new import FOLDER, refuse_taken
    from oj_cli.terminal.prompts import can_ask
    from oj_cli.workspace import today

    guide = find(GUIDE)
    day = today(asked.today)
    with selecting.open_data() as (store, workspace):
        if workspace is None:
            raise UsageFault(
                "Planer sparas i en arbetsmapp, och här finns ingen.",
                hints=("Gör en: oj init MAPP --kommun Leksand", "Gå in i den: oj plan new"),
            )
        folder, settings = workspace.folder, workspace.settings
        file = _analysis(store, workspace, analysis_name)
        names = StoreNames(store, file.analysis.area if file else None)
    if asked.id is not None:
        refuse_taken(folder, asked.id)
    analysis = file.analysis if file else None
    given = read_given(guide, asked, names)
    session = Session(
        guide,
        Record(folder / FOLDER / f"{asked.id or 'ny-plan'}.svar", GUIDE, is_analysis=False),
        names,
        day,
    )
    session.open()
    plan = PlanSide(
        guide,
        folder,
        day,
        analysis,
        file.path.stem if file else None,
        asked.id,
        settings.kommun,
        settings.lan,
        settings.area,
    )
    figures = Figures(analysis, light=True)
    go_on = "oj plan new" + (f" --id {asked.id}" if asked.id else "")
    walking = Walking(guide, session, plan, figures, given, asked, go_on)
    if can_ask(asked.no_input):
        if not walking.on_terminal():
            return
    else:
        walking.without_terminal()
    walking.finish()
    session.discard(keep_old=walking.has_replaced)


def _analysis(store: "Store", workspace: "Workspace", name: str | None) -> "AnalysisFile | None":
    """Return the analysis that the plan builds on, None if there is none.

    Without a name it is the one that the workspace's settings say. Raises UsageFault if the one
    that is named is not there, or several are and none is named.
    """
    from oj_cli.analysis_file.file import analysis_paths, read_analysis
    from oj_cli.api.open_analysis import Which, find
    from oj_cli.domain.swedish import listing, near

    paths = {path.stem: path for path in analysis_paths(workspace.folder)}
    if name is not None:
        stem = Path(name).stem
        if stem not in paths:
            close = near(stem, paths, limit=1)
            raise UsageFault(
                f"Det finns ingen analys som heter ”{name}”.",
                hints=(
                    f"Menade du {close[0]}?" if close else f"De som finns är {listing([*paths])}.",
                ),
            )
        return read_analysis(paths[stem])
    if not paths:
        return None
    try:
        return find(store, workspace, Which())
    except UsageFault as fault:
        raise UsageFault(
            f"Det finns flera analyser: {listing([*paths])}.",
            hints=(f"Ange vilken: oj plan new --analys {next(iter(paths))}",),
        ) from fault

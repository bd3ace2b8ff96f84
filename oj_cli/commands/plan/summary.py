"""`oj plan summary`: many plans together."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.commands.plan.options import TodayOption, near_path, plan_folder, refuse_unread
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from oj_cli.plan.files import PlanFile


def summary(
    mapp: Annotated[
        Path | None,
        typer.Argument(
            metavar="MAPP", help="Mappen med planerna, med undermappar. Annars arbetsmappens."
        ),
    ] = None,
    idag: TodayOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Sammanfatta många planer: mål efter tema, läge, försenat och hållna löften.

    Planerna kan vara enheters, eller ett läns kommuners.
    """
    from oj_cli.plan.finding import plans_below, read_plans
    from oj_cli.plan.summing import summarise
    from oj_cli.views.plan_summary import document
    from oj_cli.workspace import today

    day = today(idag)
    folder = mapp or plan_folder()
    if folder is None:
        raise UsageFault(
            "Ange mappen med planerna, eller stå i en arbetsmapp.",
            hints=("oj plan summary planer",),
        )
    paths, others = plans_below(folder)
    read = read_plans(paths)
    if not read.plans:
        if read.faults:
            raise read.faults[0]
        raise UsageFault(
            f"Det finns inga planer i mappen {folder}.",
            hints=("Kontrollera att det är rätt mapp.",),
        )
    names, theme_of = _themes(read.plans)
    found = [summarise(f.plan, str(near_path(f.path)), day, names, theme_of) for f in read.plans]
    show(document(found, day, others), format, output, csv_dialect, no_color)
    refuse_unread(read)


def _themes(
    plans: "tuple[PlanFile, ...]",
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return names of themes by id, and the theme's id of each indicator that is used."""
    from oj_cli.api import selecting

    used = {t.indicator for f in plans for g in f.plan.goals if not g.theme for t in g.ties}
    areas = {name.partition("/")[0] for name in used}
    with selecting.open_data() as (store, _):
        names = {t.id: t.name for t in store.themes().themes}
        known = [*store.areas(), *store.areas("nyckeltal")]
        catalogues = [store.catalogue(a) for a in known if a in areas]
    return names, {f"{c.area}/{i.id}": i.theme for c in catalogues for i in c}

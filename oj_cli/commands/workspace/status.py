"""`oj status`: where one is, what is missing, and what to type next. Needs no pandas."""

from typing import TYPE_CHECKING

from oj_cli.commands.options import TodayOption
from oj_cli.commands.output import (
    CsvDialectOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    show,
)
from oj_cli.domain.errors import FileFault, UsageFault

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from oj_cli.analysis_file.file import AnalysisFile
    from oj_cli.domain.analysis import Analysis
    from oj_cli.domain.status import AnalysisStatus, Moved, Status
    from oj_cli.plan.files import PlanFile
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace

NEAR = 60
"""How many days ahead something is near."""


def status(
    idag: TodayOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    csv_dialect: CsvDialectOption = "standard",
    no_color: NoColorOption = False,
) -> None:
    """Visa var ni är i de fyra stegen, och vad ni gör härnäst.

    Säger också vad som saknas, vad som är försenat eller snart ska följas upp, och om nyare
    uppgifter har ändrat någon siffra som ni valde på.
    """
    from oj_cli.views.status import document, outside
    from oj_cli.workspace import find_workspace, today

    day = today(idag)
    workspace = find_workspace()
    if workspace is None:
        show(outside(), format, output, csv_dialect, no_color)
        return
    found, faults = find(workspace, day)
    show(document(found), format, output, csv_dialect, no_color)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise FileFault(
            f"{len(faults)} filer går inte att läsa.",
            details=tuple(" ".join((f"{f.place or ''}: {f.message}", *f.details)) for f in faults),
            hints=("Rätta dem, och kör kommandot igen. Resten är med i svaret.",),
        )


def find(workspace: "Workspace", day: "datetime.date") -> "tuple[Status, list[FileFault]]":
    """Return how a workspace stands, and what is wrong with the files that cannot be read."""
    from datetime import timedelta

    from oj_cli.analysis_file.file import list_analyses
    from oj_cli.api import selecting
    from oj_cli.domain.status import PlanStatus, Status
    from oj_cli.plan.due import due
    from oj_cli.plan.finding import plan_paths, read_plans

    files, faults = list_analyses(workspace.folder)
    folder = workspace.folder / "planer"
    plans = read_plans(plan_paths(folder)) if folder.is_dir() else read_plans(())
    until = day + timedelta(days=NEAR)
    dues = [d for p in plans.plans for d in due(p.plan, str(p.path), day, until)]
    with selecting.open_data() as (store, _):
        who = selecting.name_of(store, workspace) or workspace.folder.name
        analyses = tuple(of_analysis(store, f, plans.plans) for f in files)
    every = [*faults, *plans.faults]
    return (
        Status(
            folder=str(workspace.folder),
            who=who,
            today=day,
            until=until,
            analyses=analyses,
            plans=tuple(
                PlanStatus(
                    p.plan.head.id,
                    p.plan.head.title or p.plan.head.id,
                    p.plan.head.status,
                    len(p.plan.goals),
                )
                for p in plans.plans
            ),
            due=tuple(sorted(dues, key=lambda d: (d.date, d.plan, d.goal))),
            unreadable=tuple((f"{f.place or ''}: {f.message}", f.details) for f in every),
        ),
        every,
    )


def of_analysis(
    store: "Store", file: "AnalysisFile", plans: "Sequence[PlanFile]"
) -> "AnalysisStatus":
    """Return how one analysis stands against the data and the plans."""
    from oj_cli.analysis.complement import bears_on, missing_views
    from oj_cli.analysis.progress import steps
    from oj_cli.api.selecting import from_here
    from oj_cli.domain.status import AnalysisStatus
    from oj_cli.views.words import area_word

    analysis = file.analysis
    themes = {t.id: t.name for t in store.themes().themes}
    names = [p.plan.head.id for p in plans if _builds_on(p, file)]
    unknown, moved, newer, word = list[str](), tuple["Moved", ...](), None, analysis.area
    evidence = {c.theme: list(analysis.evidence) for c in analysis.chosen}
    try:
        catalogue = store.catalogue(store.find_area(analysis.area))
        word = area_word(catalogue)
        evidence = {
            c.theme: [e for e in analysis.evidence if bears_on(e, [c.theme], catalogue)]
            for c in analysis.chosen
        }
        newer = _newer(store, analysis)
        moved, unknown = _moved(store, analysis)
    except UsageFault as fault:
        unknown = [fault.message]
    unknown += _identities(file)
    voiceless = [t for t, found in evidence.items() if "brukarrost" in missing_views(found)]
    return AnalysisStatus(
        path=str(from_here(file.path)),
        analysis=analysis,
        area_name=word,
        steps=steps(analysis, themes, evidence, voiceless, names),
        plans=tuple(names),
        newer_year=newer,
        unknown=tuple(unknown),
        moved=moved,
    )


def _identities(file: "AnalysisFile") -> list[str]:
    """Return in which lines somebody has written a personnummer, never the number itself."""
    from oj_cli.domain.identity import holds_identity

    text = file.document.raw.decode("utf-8-sig", "replace")
    return [
        f"Rad {n} i filen har ett personnummer eller samordningsnummer. Ta bort det."
        for n, line in enumerate(text.splitlines(), start=1)
        if holds_identity(line)
    ]


def _builds_on(plan: "PlanFile", file: "AnalysisFile") -> bool:
    """Tell whether a plan names an analysis, or is of the same kommun or län and område."""
    from oj_cli.domain.swedish import fold

    head, analysis = plan.plan.head, file.analysis
    if head.analysis is not None:
        return head.analysis.rpartition("/")[2] in (file.path.name, file.path.stem)
    who = fold(head.kommun or head.lan or "")
    return who == fold(analysis.who) and head.area == analysis.area


def _newer(store: "Store", analysis: "Analysis") -> int | None:
    from oj_cli.api.complement import subject

    kommun, lan = subject(store, analysis)
    codes = (
        [kommun.code]
        if kommun
        else [k.code for k in store.register().kommuner if k.lan == lan.code]
    )
    years = store.years(store.find_area(analysis.area), codes)
    return years[-1] if years and years[-1] > analysis.year else None


def _moved(store: "Store", analysis: "Analysis") -> "tuple[tuple[Moved, ...], list[str]]":
    """Return the chosen indicators with figures that are others now, and those that are gone."""
    from oj_cli.analysis.frozen import differences
    from oj_cli.api.snapshot import as_now
    from oj_cli.domain.status import Moved

    catalogue = store.catalogue(store.find_area(analysis.area))
    now = as_now(store, analysis)
    gone = [
        f"Indikatorn {f.indicator} finns inte i data."
        for f in analysis.frozen
        if f.indicator not in now
    ]
    moved = []
    for then in analysis.frozen:
        if then.indicator in now and (found := differences(then, now[then.indicator])):
            indicator = catalogue.by_id[then.indicator]
            moved.append(Moved(indicator.id, indicator.name, indicator.kind == "numerisk", found))
    return tuple(moved), gone

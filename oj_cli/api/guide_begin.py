"""A walk through a guide is begun: in an analysis, in each of a län's, or in a plan of its own."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from oj_cli.analysis_file import file as analyses
from oj_cli.api.guide import PLAN, Guides, library
from oj_cli.api.guide_figures import StoreNames
from oj_cli.api.guide_files import Home
from oj_cli.api.guide_plan import PlanSide
from oj_cli.api.guide_walk import Walk
from oj_cli.api.open_analysis import find, new_analysis
from oj_cli.documents.decode import TO_DO
from oj_cli.documents.reader import decode_text, read_bytes
from oj_cli.domain.analysis import Analysis
from oj_cli.domain.county import BEHIND
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide_walk import How, Tree
from oj_cli.domain.selection import Which
from oj_cli.domain.swedish import listing, near
from oj_cli.domain.wording import shell_word
from oj_cli.guide import stops
from oj_cli.guide.given import given_answers
from oj_cli.guide.sheet import Sheet
from oj_cli.guide.targets import IDENTITY, key_of
from oj_cli.plan.new import plan_path, refuse_taken
from oj_cli.workspace import Workspace, schema_line


def walks(oj: Guides, guide: str, which: Which, how: How) -> tuple[Walk, ...]:
    """Begin a walk as `walk_guide` does, or one for each område that a län's file answers of."""
    file, is_of_one = how.file, which.kommun or which.area or how.flags
    parts = {} if file is None or is_of_one else _by_area(oj, guide, which.lan, file)
    of_each = [(which._replace(area=a), how._replace(given=given)) for a, given in parts.items()]
    return tuple(walk_guide(oj, guide, *one) for one in of_each or [(which, how)])


def walk_guide(oj: Guides, guide: str, which: Which, how: How) -> Walk:
    """Begin a walk whose answers are kept in an analysis; nothing is written yet.

    If none is named it is the only one of the workspace's own kommun or län. Raises UsageFault
    and FileFault.
    """
    found = library(oj).find(guide)
    flags = zip(("--kommun", "--lan", "--omrade", "--ar"), which, strict=True)
    said = (f"{flag} {shell_word(str(typed))}" for flag, typed in flags if typed)
    command = " ".join((found.command, *said))
    if oj.workspace is None:
        raise UsageFault("guide.no_workspace", command=command)
    path, analysis = _analysis(oj, oj.workspace, which)
    maker = partial(analyses.open_analysis, oj.workspace.folder, analysis, oj.today, schema_line)
    home = Home(oj.workspace.folder, found.id, path, maker)
    return Walk(PlanSide(oj, found, oj.workspace, analysis, path.stem), home, how, command)


def _analysis(oj: Guides, workspace: Workspace, which: Which) -> tuple[Path, Analysis]:
    """Return where the analysis that is walked lies or will lie, and what is in it."""
    folder, own = workspace.folder, workspace.settings.kommun or workspace.settings.lan
    if which == Which() and len(only := analyses.fitting(folder, own, None, None)) == 1:
        return only[0].path, only[0].analysis
    with oj.data() as store:
        new = new_analysis(store, workspace, which)
    if there := analyses.find_exact(folder, new):
        return there.path, there.analysis
    is_taken = analyses.analysis_path(folder, new).exists()  # by the kommun or län of the same name
    return analyses.analysis_path(folder, new, named_lan=is_taken), new


def new_plan(
    oj: Guides,
    how: How,
    *,
    id: str | None = None,
    analysis: str | None = None,
    may_go_on: bool = False,
) -> Walk:
    """Begin the walk through a plan of its own, on what an analysis knows; as `walk_guide`.

    `analysis` is the name of its file. Each answer stands in the plan at once. One that is begun
    and lacks something is gone on with where one `may_go_on`; no other plan is written to.
    """
    guide = library(oj).find(PLAN)
    if oj.workspace is None:
        raise UsageFault("guide.no_workspace_for_plans")
    folder = oj.workspace.folder
    file = _ground(oj, oj.workspace, analysis)
    home = Home(folder, guide.id)
    if id is not None:
        path = plan_path(folder, id)
        if may_go_on and path.exists() and TO_DO in decode_text(read_bytes(path), path):
            home.begun = id
        else:
            refuse_taken(folder, id)
    of, name = (file.analysis, file.path.stem) if file else (None, None)
    walk = Walk(PlanSide(oj, guide, oj.workspace, of, name, id), home, how, guide.command)
    if home.begun:  # what was skipped is not noted in a plan: it is not asked for again
        walk.saved.change(_go_on)
    return walk


def _ground(oj: Guides, workspace: Workspace, name: str | None) -> analyses.AnalysisFile | None:
    """Return the analysis that a plan builds on, None if there is none.

    Without a name it is the one that the workspace's settings say. Raises UsageFault if the one
    that is named is not there, or several are and none is named.
    """
    paths = {path.stem: path for path in analyses.analysis_paths(workspace.folder)}
    known = listing([*paths])
    if name is not None:
        if found := paths.get(Path(name).stem):
            return analyses.read_analysis(found)
        close = near(Path(name).stem, paths, limit=1)
        raise UsageFault("guide.unknown_analysis", name=name, near=close, known=known)
    try:
        with oj.data() as store:
            return find(store, workspace, Which()) if paths else None
    except UsageFault as fault:
        first = next(iter(paths))
        raise UsageFault("guide.several_analyses", known=known, first=first) from fault


def _go_on(sheet: Sheet) -> None:
    """Note that a walk goes on after its last answer, or where it is asked if the rest is right."""
    answers, spots = sheet.answers, stops.walk(sheet.guide, sheet.answers)[0]
    last = max((n for n, s in enumerate(spots) if stops.is_answered(answers, s.place)), default=-1)
    for n, spot in enumerate(spots[: last + 2]):
        rest = ((*spot.place[:-1], id) for id in spot.question.corrects)
        if n > last or any(not stops.is_answered(answers, place) for place in rest):
            sheet.go_on_at(spot.place)
            return


def _by_area(oj: Guides, guide: str, lan: str | None, file: Path) -> Mapping[str, Tree]:
    """Return the answers of a län's file by område, since its analyses are of one each.

    What is chosen goes to the område in which it is furthest behind, what waits to one of these,
    the rest to all. Empty where it is not a län's, or the workspace is of one område.
    """
    found, workspace = library(oj).find(guide), oj.workspace
    groups = {q.id: q for q in found.questions if q.target in IDENTITY}
    lan = lan or (workspace.settings.lan if workspace else None)
    if workspace is None or not lan or not groups or workspace.settings.area:
        return {}
    weak, asked = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    with oj.data() as store:
        tree = given_answers(found, (), file, StoreNames(store, None))
        for area in store.areas() if groups.keys() & tree else ():
            with suppress(UsageFault):  # the län has no answers there
                for row in oj.identify_lan(lan, area=area).indicators:
                    weak[area, row.indicator.theme] += row.verdict in BEHIND
                    asked[area, row.indicator.theme] += 1
    every, result = dict.fromkeys(area for area, _ in asked), dict[str, dict[str, Any]]()
    for group in groups.values() if every else ():
        for one in stops.rounds(group, tree.get(group.id)):
            if theme := one.get(key_of(group).id):
                among = result if result and group.target != "val" else every
                area = max(among, key=lambda a: (weak[a, theme], asked[a, theme]))
                rest = {id: said for id, said in tree.items() if id not in groups}
                result.setdefault(area, rest).setdefault(group.id, []).append(one)
    return result

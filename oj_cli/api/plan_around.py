"""What is known beside a plan: which indicators there are, its analysis, the promises."""

from dataclasses import replace
from typing import TYPE_CHECKING

from oj_cli.domain.errors import OjError

if TYPE_CHECKING:
    from oj_cli.plan.check.checked import Broken, Checked
    from oj_cli.store import Store
    from oj_cli.workspace import Workspace


def around(plan: "Checked", workspace: "Workspace | None") -> "Checked":
    """Return the plan with what is known around it.

    Without a workspace the shipped data tell which indicators there are. Raises FileFault if
    the store cannot be read.
    """
    from oj_cli.api.session import Session

    chosen, unread = _chosen(plan, workspace)
    ties = [tie for goal in plan.plan.goals for tie in goal.ties]
    promises = workspace.promises if workspace else ()
    indicators: frozenset[str] | None = None
    broken: tuple[Broken, ...] = ()
    if ties or promises:
        with Session(workspace.folder if workspace else None).own_data() as store:
            indicators = frozenset(
                f"{c.area}/{i.id}".casefold() for c in store.catalogues() for i in c.indicators
            )
            if workspace is not None and promises:
                broken = _broken(plan, workspace, store)
    known = replace(
        plan.around,
        indicators=indicators,
        chosen=chosen,
        unread_analysis=unread,
        broken=broken,
    )
    return replace(plan, around=known)


def _chosen(
    plan: "Checked", workspace: "Workspace | None"
) -> tuple[tuple[str, ...] | None, str | None]:
    """Return the indicators that the plan's analysis chose, and the analysis if it is not found."""
    from oj_cli.analysis_file.file import FOLDER, read_analysis

    name = plan.plan.head.analysis
    if name is None:
        return None, None
    folders = [plan.path.parent, plan.path.parent.parent / FOLDER]
    if workspace is not None:
        folders += [workspace.folder, workspace.folder / FOLDER]
    tried = [f / n for f in folders for n in (name, f"{name}.yaml")]
    path = next((p for p in tried if p.is_file()), None)
    if path is None:
        return None, name
    try:
        analysis = read_analysis(path).analysis
    except OjError:
        return None, name
    waiting = {s.what.casefold() for s in analysis.set_aside}
    chosen = [
        i.indicator if "/" in i.indicator else f"{analysis.area}/{i.indicator}"
        for c in analysis.chosen
        if c.theme.casefold() not in waiting
        for i in c.indicators
    ]
    return tuple(i for i in chosen if not {i, i.partition("/")[2]} & waiting), None


def _broken(plan: "Checked", workspace: "Workspace", store: "Store") -> tuple["Broken", ...]:
    """Return the promises that the plan's kommun has answered NEJ, in the plan's område."""
    from oj_cli.plan.check.checked import Broken
    from oj_cli.workspace import corrections_of

    name = plan.plan.head.kommun or workspace.settings.kommun
    if name is None:
        return ()
    try:
        register = store.register()
        kommun = register.find_kommun(name)
        corrections = corrections_of(workspace, register, kommun)
    except OjError:
        return ()
    answers = store.newest_answers(kommun.code)
    corrected = {(c.indicator, c.year): c.answer for c in corrections}
    found = []
    for promise in workspace.promises:
        for whole in promise.indicators:
            area, _, indicator = whole.partition("/")
            year, said = answers.get((area, indicator), (0, ""))
            said = corrected.get((whole, year), said)
            in_plan = plan.plan.head.area in (None, area)
            if said == "NEJ" and in_plan and promise.applies(area, indicator, year):
                found.append(Broken(promise, whole, year))
    return tuple(found)

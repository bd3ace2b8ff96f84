"""The check of plans: what the rules of a good plan say, and what is known around a plan."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.api.files import from_here
from oj_cli.api.plans import Plans
from oj_cli.api.session import Session, place_in
from oj_cli.domain.errors import FileFault, OjError
from oj_cli.domain.findings import Finding, SwitchedOff
from oj_cli.domain.plan import Plan
from oj_cli.domain.plan_changes import PlanCheck
from oj_cli.domain.swedish import near
from oj_cli.store import Store
from oj_cli.workspace import SETTINGS_FILE, Workspace, corrections_of, find_workspace

if TYPE_CHECKING:
    from oj_cli.analysis_file.file import AnalysisFile
    from oj_cli.domain.local import Promise
    from oj_cli.domain.plan_chance import Grounds
    from oj_cli.plan.check.checked import Broken, Checked


class PlanChecks(Plans):
    """Checking plans."""

    def check_plan(self, names: Sequence[str] = (), everything: bool = False) -> PlanCheck:
        """Return what is wrong in the plans that are named, else in all of the workspace.

        Args:
            names: Ids, files, or folders of plans.
            everything: Advice (`rad`) too, not only faults (`fel`) and warnings (`varn`).

        Returns:
            A row for each finding: its rule, level, file and line, which goal it is about, what
            is wrong, why that matters and what to do. A plan that cannot be read is one too.

        """
        from oj_cli.plan.check.rules import load_rules
        from oj_cli.plan.check.running import check_plan, open_checked, unreadable

        typed = {Path(name) for name in names}
        files = [
            path if typed & {path, path.parent} else from_here(path)
            for path in self.plan_paths(names)
        ]
        found: list[Finding] = []
        unread: list[FileFault] = []
        off: dict[str, SwitchedOff] = {}
        for path in files:
            try:
                here = find_workspace(path.resolve().parent)
                disabled = switched_off(here)
                plan = around(open_checked(path, self.today), here)
                found += check_plan(plan, disabled)
                off |= disabled
            except FileFault as fault:
                unread.append(fault)
                found.append(unreadable(fault, path))
        if len(unread) == len(files):
            raise unread[0]
        shown = tuple(f for f in found if everything or f.level != "rad")
        return PlanCheck(
            findings=shown,
            switched_off=tuple(off.values()),
            files=tuple(files),
            hidden=len(found) - len(shown),
            titles=load_rules().titles(),
        )


def switched_off(workspace: Workspace | None) -> dict[str, SwitchedOff]:
    """Return the rules that a workspace has switched off. Raises FileFault for an unknown one."""
    from oj_cli.plan.check.running import rule_ids

    found = {}
    for n, rule in enumerate(workspace.settings.disabled if workspace else ()):
        id = rule.rule.upper()
        if workspace is not None and id not in rule_ids():
            raise FileFault(
                "plan.unknown_rule",
                place=place_in(workspace, SETTINGS_FILE, ("avstangda_regler", n, "regel")),
                rule=rule.rule,
                near=near(id, rule_ids(), limit=1),
            )
        found[id] = SwitchedOff(id, rule.reason)
    return found


def around(plan: "Checked", workspace: Workspace | None) -> "Checked":
    """Return the plan with what is known around it.

    Without a workspace the shipped data tell which indicators there are. Raises FileFault if
    the store cannot be read.
    """
    chosen, unread = _chosen(plan, workspace)
    from oj_cli.api.plan_grounds import grounds_of

    named = any(goal.indicators for goal in plan.plan.goals)
    promises = workspace.promises if workspace else ()
    indicators: frozenset[str] | None = None
    commitments: tuple[str, ...] = ()
    broken: tuple[Broken, ...] = ()
    stand: Grounds | None = None
    if named or promises:
        with Session(workspace.folder if workspace else None).own_data() as store:
            indicators = frozenset(
                f"{c.area}/{i.id}".casefold() for c in store.catalogues() for i in c.indicators
            )
            commitments = tuple(_commitments(plan, promises, store))
            if workspace is not None and promises:
                broken = _broken(plan, workspace, store)
            stand = grounds_of(store, plan.plan, workspace)
    known = replace(
        plan.around,
        indicators=indicators,
        chosen=chosen,
        commitments=commitments,
        unread_analysis=unread,
        broken=broken,
        grounds=stand,
    )
    return replace(plan, around=known)


def _chosen(
    plan: "Checked", workspace: Workspace | None
) -> tuple[dict[str, tuple[str, ...]] | None, str | None]:
    """Return what the plan's analysis chose, by theme, and the analysis if it is not found."""
    name = plan.plan.head.analysis
    try:
        file = analysis_of(plan.plan, plan.file.path, workspace)
    except OjError:
        return None, name
    if file is None:
        return None, name
    analysis = file.analysis
    waiting = {s.what.casefold() for s in analysis.set_aside}
    chosen = {}
    for c in analysis.chosen:
        names = (analysis.whole(i.indicator) for i in c.indicators)
        left = tuple(i for i in names if not {i, i.partition("/")[2]} & waiting)
        if left and c.theme.casefold() not in waiting:
            chosen[c.theme] = left
    return chosen, None


def _commitments(plan: "Checked", promises: Sequence["Promise"], store: Store) -> Iterator[str]:
    """Yield the name and source of each promise and commitment of what the goals are tied to."""
    tied = {name for goal in plan.plan.goals for name in goal.indicators}
    for promise in promises:
        if tied & set(promise.indicators):
            yield f"{promise.name}, {promise.source}"
    for catalogue in store.catalogues():
        asked = {c for i in catalogue if f"{catalogue.area}/{i.id}" in tied for c in i.commitments}
        for commitment in catalogue.commitments:
            if commitment.id in asked:
                yield f"{commitment.name}, {commitment.source}"


def analysis_of(plan: Plan, path: Path, workspace: Workspace | None) -> "AnalysisFile | None":
    """Return the analysis that a plan names, beside it or in a workspace; None if not there.

    Raises FileFault if it cannot be read.
    """
    from oj_cli.analysis_file.file import FOLDER, read_analysis

    name = plan.head.analysis
    folders = [path.parent, path.parent.parent / FOLDER]
    if workspace is not None:
        folders += [workspace.folder, workspace.folder / FOLDER]
    tried = [f / n for f in folders for n in (name, f"{name}.yaml")] if name else []
    found = next((p for p in tried if p.is_file()), None)
    return None if found is None else read_analysis(found)


def _broken(plan: "Checked", workspace: Workspace, store: Store) -> tuple["Broken", ...]:
    """Return the promises that the plan's kommun has answered NEJ, in the plan's område."""
    from oj_cli.api.plan_grounds import kommun_of
    from oj_cli.plan.check.checked import Broken

    kommun = kommun_of(store, plan.plan, workspace)
    if kommun is None:
        return ()
    try:
        corrections = corrections_of(workspace, store.register(), kommun)
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

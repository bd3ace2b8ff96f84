"""Action plans read: what is due, how the goals stand, who has reported, many plans together."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.api.files import from_here
from oj_cli.api.session import Session
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.following import DueList, Measured, PlanStanding, PlanTable, ReportMatrix
from oj_cli.domain.plan import Plan
from oj_cli.domain.swedish import listing, sort_key
from oj_cli.plan.due import add_months, due, report_matrix
from oj_cli.plan.files import (
    PlanFile,
    Read,
    find_plan,
    plan_paths,
    plans_below,
    plans_in,
    read_plan,
    read_plans,
)
from oj_cli.workspace import Workspace

if TYPE_CHECKING:
    from oj_cli.domain.coach import Coached
    from oj_cli.domain.plan_chance import Grounds
    from oj_cli.domain.plan_outcome import PlanOutcome
    from oj_cli.domain.plan_summary import Summary
    from oj_cli.domain.trend import Trend

FOLDER = "planer"


def plans_of(workspace: Workspace | None) -> Read:
    """Return all plans of a workspace; none where there are none."""
    folder = workspace.folder / FOLDER if workspace else None
    return read_plans(plan_paths(folder) if folder and folder.is_dir() else ())


class Plans(Session):
    """Reading action plans.

    A plan is named by its file, or by the name of its file or its id in the workspace's folder
    of plans; the only one there need not be named. All of these raise UsageFault for a plan that
    there is not, with those that are near, and FileFault for one that cannot be read.
    """

    def plan(self, name: str | None = None) -> PlanStanding:
        """Return a plan with how its goals stand today, and what is due within a year.

        A row for each activity, with the columns `mal`, `aktivitet`, `vad`, `ansvarig`, `start`,
        `klart`, `status` and `skal`. A goal's state is its newest value against baseline and
        target: `nadd`, `pa_vag`, `oforandrad`, `samre`, `oklart` or `inte_matt`.
        """
        return self._standing(self.plan_file(name))

    def plans(self, names: Sequence[str] = ()) -> tuple[PlanStanding, ...]:
        """Return the plans that are named, else all of the workspace, each as `plan` does.

        Those that cannot be read are told of in `notices`; FileFault if there are no others.
        """
        read = self._read_plans(names)
        for fault in read.faults:
            self.note(f"{fault.place or ''}: {fault.message}")
        return tuple(self._standing(file) for file in read.plans)

    def due(self, names: Sequence[str] = (), until: str | None = None) -> DueList:
        """Return what is late and what comes, in the plans named or all of the workspace.

        Args:
            names: Which plans.
            until: The last day, as people write it; three months ahead if left out.

        Returns:
            A row for each follow-up, activity and report to a nämnd, the latest first. `status`
            is `sen`, `kommande` or `passerad` (a report whose day is gone), `dagar_sen` days.

        """
        from oj_cli.plan.values import date_of

        last = date_of(until, "Till") if until else add_months(self.today, 3)
        read = self._read_plans(names)
        found = [d for f in read.plans for d in due(f.plan, str(f.path), self.today, last)]
        in_order = tuple(sorted(found, key=lambda d: (d.date, d.plan, d.goal)))
        return DueList(in_order, len(read.plans), self.today, last, read.faults)

    def matrix(self, name: str | None = None) -> ReportMatrix:
        """Return who has reported what: a row for each party and goal of a plan.

        `rapport` is `rapporterat`, `gammalt`, `saknas`, `inte_an` or `delas_inte`; `varde` is
        the newest, in the goal's unit, counted on `n`.
        """
        plan = self.plan_file(name).plan
        return ReportMatrix(plan, report_matrix(plan, self.today), self.today)

    def table(self, name: str | None = None) -> PlanTable:
        """Return a plan as the table that nämnder know, a row for each activity."""
        return PlanTable(self.plan_file(name).plan)

    def outcome(self, name: str | None = None) -> "PlanOutcome":
        """Return how a plan's goals stand, beside what became of the indicators they name.

        Rows with `kolumn` `eget_matt` are values in the goal's unit, by party; those with
        `oppna_jamforelser` are answers and shares in percent (or medians in the indicator's
        unit) of the plan's kommun and, of the same year, of what it is compared with. `nadd` and
        `tydligt_battre` are two statements, each `ja`, `nej` or nothing where it cannot be told;
        `n_da` and `n` are how many answers the baseline and the value stand on. Raises
        UsageFault, besides, for a kommun or län that there is not.
        """
        from oj_cli.domain.plan_outcome import PlanOutcome
        from oj_cli.plan.standing import standings
        from oj_cli.plan.ties import goal_outcome, tie_outcome

        plan = self.plan_file(name).plan
        found, grounds, measured = self._plan_ties(plan)
        goals = tuple(
            goal_outcome(s, [tie_outcome(t, found[t.indicator], grounds) for t in s.goal.ties])
            for s in standings(plan, self.today, grounds, measured)
        )
        return PlanOutcome(plan, goals, self.today)

    def summary(self, folder: Path | None = None) -> "Summary":
        """Return all plans of a folder and the folders in it, else of the workspace, together.

        Raises UsageFault if there are no plans, FileFault if none of them can be read.

        Returns:
            A row for each plan: how many goals stand in which way, what is late, and how many
            of the activities, follow-ups and goals that were promised until today were kept.

        """
        from oj_cli.domain.plan_summary import Summary
        from oj_cli.plan.standing import summarise

        folder = folder or self.plan_folder()
        if folder is None:
            raise UsageFault("plan.name_folder")
        paths, others = plans_below(folder)
        read = read_plans(paths)
        if not paths:
            raise UsageFault("plan.no_plans_there", folder=folder)
        if not read.plans:
            raise read.faults[0]
        names, theme_of = self._plan_themes(read.plans)
        found = [
            summarise(
                *(f.plan, str(from_here(f.path)), self.today, names, theme_of),
                self._measured(f.plan),
            )
            for f in read.plans
        ]
        found.sort(key=lambda p: sort_key(p.owner or p.title))
        return Summary(tuple(found), self.today, others, read.faults)

    def coach(self, sentences: Sequence[str]) -> "Coached":
        """Return whether sentences are goals (`mal`), activities or neither yet (`oklart`).

        A row for each sentence, with the columns `mening`, `bedomning`, `typ` (for a goal:
        `brukarmal` or `processmal`), `skal` and `fraga`. Raises UsageFault if there is none.
        """
        from oj_cli.domain.coach import Coached, Judged
        from oj_cli.plan.coach.judging import judge

        wanted = [text for text in (" ".join(s.split()) for s in sentences) if text]
        if not wanted:
            raise UsageFault("plan.no_sentence")
        return Coached(Judged(text, judge(text)) for text in wanted)

    # --- which plan ----------------------------------------------------------------------

    def plan_folder(self) -> Path | None:
        """Return the workspace's folder of plans, None outside a workspace."""
        return None if self.workspace is None else self.workspace.folder / FOLDER

    def plan_names(self) -> list[str]:
        """Return the names of the workspace's plans, as they may be typed."""
        folder = self.plan_folder()
        return [p.stem for p in plan_paths(folder)] if folder and folder.is_dir() else []

    def plan_path(self, name: str | None) -> Path:
        """Return the file of a plan that is named, else of the only one."""
        if name is None:
            paths = self.plan_paths()
            if len(paths) > 1:
                raise UsageFault("plan.which_plan", known=listing([p.stem for p in paths]))
            return paths[0]
        path = Path(name)
        return path if path.is_file() else find_plan(name, self.plan_folder())

    def plan_file(self, name: str | None) -> PlanFile:
        """Read a plan that is named, or the only one, with the text that it was read from."""
        return read_plan(self.plan_path(name))

    def plan_paths(self, names: Sequence[str] = ()) -> list[Path]:
        """Return the files of the plans that are named, else of all in the workspace.

        A folder stands for all plans in it. Raises UsageFault if none is named and there is no
        workspace, or if a folder has none.
        """
        folder = self.plan_folder() if not names else None
        if folder is not None:
            return list(plans_in(folder))
        if not names:
            raise UsageFault("plan.name_plan")
        found: dict[Path, None] = {}
        # planer/* of a workspace that an earlier version of `oj` wrote in
        for name in [n for n in names if not n.endswith((".bak", ".lock"))] or names:
            is_folder = Path(name).is_dir()
            found |= dict.fromkeys(plans_in(Path(name)) if is_folder else [self.plan_path(name)])
        return list(found)

    def _read_plans(self, names: Sequence[str]) -> Read:

        read = read_plans(self.plan_paths(names))
        if not read.plans:
            raise read.faults[0]
        return read

    # --- from the data -------------------------------------------------------------------

    def _plan_themes(
        self, plans: Sequence[PlanFile]
    ) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Return names of themes by id, and the theme's id of each indicator that is used."""
        used = {n for f in plans for g in f.plan.goals if not g.theme for n in g.indicators}
        areas = {name.partition("/")[0] for name in used}
        with self.own_data() as store:
            names = {t.id: t.name for t in store.themes().themes}
            known = [*store.areas(), *store.areas("nyckeltal")]
            catalogues = [store.catalogue(a) for a in known if a in areas]
        return names, {f"{c.area}/{i.id}": i.theme for c in catalogues for i in c}

    def _measured(self, plan: Plan) -> dict[str, Measured]:
        """Return the newest values in the data of goals that are measured by an indicator."""
        if not any(goal.measure and goal.measure.indicator for goal in plan.goals):
            return {}
        from oj_cli.api.plan_grounds import known_of

        with self.own_data() as store:
            return known_of(store, plan, self.workspace)[1]

    def _plan_ties(
        self, plan: Plan
    ) -> "tuple[dict[str, Trend | None], Grounds, dict[str, Measured]]":
        """Return the years of each indicator that a goal is tied to, by `omrade/indikator`.

        None for an indicator that no catalogue has. Also what the kommun's own values stand on,
        and the newest that a goal is measured by.
        """
        from oj_cli.api import selecting
        from oj_cli.api.loading import load_indicator
        from oj_cli.api.plan_grounds import known_of
        from oj_cli.api.trend import follow
        from oj_cli.domain.lookup import find_indicator

        wanted = dict.fromkeys(tie.indicator for goal in plan.goals for tie in goal.ties)
        if not any(goal.indicators for goal in plan.goals):
            return {}, {}, {}
        with self.own_data() as store:
            whose = selecting.whose(store, self.workspace, plan.head.kommun, plan.head.lan)
            areas = (*store.areas(), *store.areas("nyckeltal"))
            catalogues = [store.catalogue(area) for area in areas]
            found: dict[str, Trend | None] = dict.fromkeys(wanted)
            for name in wanted:
                try:
                    catalogue, indicator = find_indicator(name, catalogues)
                except UsageFault:
                    continue
                loaded = load_indicator(store, catalogue, indicator.id)
                found[name] = follow(store, self.workspace, catalogue, indicator, loaded, whose)
            return found, *known_of(store, plan, self.workspace)

    def _standing(self, file: PlanFile) -> PlanStanding:
        from oj_cli.plan.standing import standings

        plan, today = file.plan, self.today
        return PlanStanding(
            plan,
            standings(plan, today, None, self._measured(plan)),
            due(plan, str(file.path), today, add_months(today, 12)),
            tuple(f"{file.document.file.place(f.where)}: {f.message}" for f in file.unknown),
            today,
        )

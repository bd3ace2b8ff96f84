"""A user's workspace: how it is made, and how far one has come in it. Needs no pandas."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.api import selecting
from oj_cli.api.files import from_here
from oj_cli.api.kommun_map import parts_of
from oj_cli.api.session import Session
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommun_map import AreaPart
from oj_cli.domain.kommuner import Register, short_lan
from oj_cli.domain.local import Settings
from oj_cli.domain.selection import EVERY
from oj_cli.domain.status import AnalysisStatus, Moved, PlanStatus, Status
from oj_cli.domain.swedish import fold
from oj_cli.domain.wording import WHOLE, area_word
from oj_cli.store import Store, open_store

if TYPE_CHECKING:
    from oj_cli.analysis_file.file import AnalysisFile
    from oj_cli.domain.analysis import Analysis
    from oj_cli.domain.year import Year
    from oj_cli.plan.files import PlanFile

NEAR = timedelta(days=60)
"""How far ahead something is near."""


class Workspaces(Session):
    """Looking at a workspace as a whole."""

    def status(self) -> Status:
        """Return where one is in the four steps, and what comes next.

        Returns:
            `areas` with what the map says of each, `analyses` with the four steps each, `plans`,
            and what is `due` within 60 days. `records` has a row for each step of each analysis.
            `folder` is None where there is no workspace; files that cannot be read are among the
            `faults`, and the rest is there.

        """
        from oj_cli.analysis_file.file import list_analyses
        from oj_cli.api.plans import plans_of
        from oj_cli.plan.due import due
        from oj_cli.plan.year import days_of_steps

        workspace = self.workspace
        until = self.today + min(NEAR, date.max - self.today)
        if workspace is None:
            return Status(folder=None, who="", today=self.today, until=until)
        files, faults = list_analyses(workspace.folder)
        plans = plans_of(workspace)
        dues = [d for p in plans.plans for d in due(p.plan, str(p.path), self.today, until)]
        with self.data() as store:
            who = selecting.name_of(store, workspace) or workspace.folder.name
            analyses = tuple(_of_analysis(store, f, plans.plans) for f in files)
            areas = self._areas(store)
        heads = [(p.plan.head, len(p.plan.goals)) for p in plans.plans]
        return Status(
            folder=str(workspace.folder),
            who=who,
            today=self.today,
            until=until,
            areas=areas,
            analyses=analyses,
            plans=tuple(PlanStatus(h.id, h.title or h.id, h.status, n) for h, n in heads),
            due=tuple(sorted(dues, key=lambda d: (d.date, d.plan, d.goal))),
            in_year=min(
                days_of_steps(workspace.settings.year, self.today, bool(heads)),
                key=lambda d: d.day,
            ),
            faults=(*faults, *plans.faults),
        )

    def _areas(self, store: Store) -> tuple[AreaPart, ...]:
        """Return what the map says of each område of the workspace's kommun."""
        kommun = self.workspace.settings.kommun if self.workspace else None
        if kommun is None:
            return ()
        found = parts_of(store, self.workspace, store.register().find_kommun(kommun), store.areas())
        return tuple(part for part in found if part.year is not None)

    def year(self) -> "Year":
        """Return what is to be done from today on: each step of the year, and a year of the plans.

        Returns:
            A row for each day: `datum`, `slag` (a step's id, or `uppfoljning`, `aktivitet` or
            `redovisning` of a `plan`), `namn`, `vad`, `kommando`, and `forslag` where nobody has
            said that it is this day. Without a workspace all days are proposals.

        """
        from oj_cli.api.plans import plans_of
        from oj_cli.domain.year import Year
        from oj_cli.plan.due import add_months, due
        from oj_cli.plan.year import days_of_plans, days_of_steps

        workspace, plans, until = (
            self.workspace,
            plans_of(self.workspace),
            add_months(self.today, 12),
        )
        dues = [d for p in plans.plans for d in due(p.plan, str(p.path), self.today, until)]
        said = workspace.settings if workspace else Settings()
        days = (
            *days_of_steps(said.year, self.today, not workspace or bool(plans.plans)),
            *days_of_plans(dues),
        )
        return Year(
            today=self.today,
            folder=str(workspace.folder) if workspace else None,
            who=said.kommun or said.lan or "",
            days=tuple(sorted(days, key=lambda d: d.day)),
            late=sum(d.state == "sen" for d in dues),
            unread=plans.faults,
        )


def may_begin() -> bool:
    """Tell whether nothing lies in the folder that one stands in, and no workspace is above it."""
    from oj_cli.workspace import find_workspace

    try:
        is_empty = all(path.name.startswith(".") for path in Path().iterdir())
    except OSError:
        return False
    return is_empty and find_workspace() is None


def register() -> Register:
    """Return the kommuner and the län that a workspace may be about."""
    with open_store() as store:
        return store.register()


def make_workspace(
    folder: Path, kommun: str | None, lan: str | None, area: str | None
) -> list[Path]:
    """Make a workspace; return the files that were written.

    Raises UsageFault if the folder is or lies in a workspace already, and unless exactly one
    of kommun and län is named and known.
    """
    from oj_cli.api.registers import workspace_schemas
    from oj_cli.workspace import create_workspace, refuse_workspace

    refuse_workspace(folder)
    if (kommun is None) == (lan is None):
        raise UsageFault("workspace.of_nobody" if kommun is None else "workspace.of_two")
    with open_store() as store:
        register = store.register()
        settings = Settings(
            kommun=register.find_kommun(kommun).name if kommun else None,
            lan=short_lan(register.find_lan(lan).name) if lan else None,
            area=store.find_area(area) if area else None,
        )
    return create_workspace(folder, settings, workspace_schemas())


def _of_analysis(store: Store, file: "AnalysisFile", plans: "Sequence[PlanFile]") -> AnalysisStatus:
    """Return how one analysis stands against the data and the plans."""
    from oj_cli.analysis.complement import bears_on, missing_views
    from oj_cli.analysis.progress import steps
    from oj_cli.api.open_analysis import with_names

    analysis = file.analysis
    names = [p.plan.head.id for p in plans if _builds_on(p, file)]
    unknown, moved, newer, word = list[str](), tuple[Moved, ...](), None, analysis.area
    evidence = {c.theme: list(analysis.evidence) for c in analysis.chosen}
    judged: dict[str, Sequence[Indicator]] = {}
    try:
        of = with_names(store, analysis)
        word = area_word(of.asked.own) if of.asked.own else WHOLE
        evidence = {
            theme: [e for e in found if bears_on(e, [theme], of.asked)]
            for theme, found in evidence.items()
        }
        judged = {theme: of.judged_in(theme) for theme in evidence}
        newer = _newer(store, analysis)
        moved, unknown = moved_figures(store, analysis)
    except UsageFault as fault:
        unknown = [fault.message]
    voiceless = [
        theme
        for theme, found in evidence.items()
        if "brukarrost" in missing_views(found, judged.get(theme, ()))
    ]
    return AnalysisStatus(
        path=str(from_here(file.path)),
        analysis=analysis,
        area_name=word,
        steps=steps(analysis, store.themes().names, evidence, voiceless, names),
        plans=tuple(names),
        newer_year=newer,
        unknown=(*unknown, *_identities(file)),
        moved=moved,
    )


def _identities(file: "AnalysisFile") -> list[str]:
    """Return in which lines somebody has written a personnummer, never the number itself."""
    from oj_cli.domain.identity import holds_identity

    return [
        f"Rad {n} i filen har ett personnummer eller samordningsnummer. Ta bort det."
        for n, line in enumerate(file.document.text.splitlines(), start=1)
        if holds_identity(line)
    ]


def _builds_on(plan: "PlanFile", file: "AnalysisFile") -> bool:
    """Tell whether a plan names an analysis, or is of the same kommun or län and område."""
    head, analysis = plan.plan.head, file.analysis
    if head.analysis is not None:
        return head.analysis.rpartition("/")[2] in (file.path.name, file.path.stem)
    who = fold(head.kommun or head.lan or "")
    return who == fold(analysis.who) and (head.area or EVERY) == analysis.area


def _newer(store: Store, analysis: "Analysis") -> int | None:
    """Return the newest year with answers, where it is after the analysis's own in that område."""
    from oj_cli.api.complement import subject

    kommun, lan = subject(store, analysis)
    members = store.register().of(kommun or lan)
    newer = set[int]()
    for part in analysis.parts:
        years = store.years(store.find_area(part.area), selecting.codes(members))
        newer |= {year for year in years[-1:] if year > part.year}
    return max(newer, default=None)


def moved_figures(store: Store, analysis: "Analysis") -> tuple[tuple[Moved, ...], list[str]]:
    """Return the chosen indicators with figures that are others now, and those that are gone."""
    from oj_cli.analysis.frozen import differences
    from oj_cli.api.open_analysis import catalogues_of
    from oj_cli.api.snapshot import as_now

    by_id = catalogues_of(store, analysis).by_id
    now = as_now(store, analysis)
    gone, moved = [], []
    for then in analysis.frozen:
        if then.indicator not in now:
            gone.append(f"Indikatorn {then.indicator} finns inte i data.")
        elif found := differences(then, now[then.indicator]):
            indicator = by_id[then.indicator]
            moved.append(
                Moved(
                    indicator=then.indicator,
                    name=indicator.name,
                    numeric=indicator.kind == "numerisk",
                    differences=found,
                )
            )
    return tuple(moved), gone

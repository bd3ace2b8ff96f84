"""What the files of a workspace name: kommuner, områden, themes, indicators, parties, analyses."""

import datetime
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property

from oj_cli.analysis_file.file import AnalysisFile, list_analyses
from oj_cli.api.files import from_here
from oj_cli.api.plan_checks import analysis_of, switched_off
from oj_cli.api.plans import plans_of
from oj_cli.api.workspace_found import Found
from oj_cli.documents.reader import Where, YamlFile, read_yaml
from oj_cli.domain.errors import FileFault
from oj_cli.domain.findings import Level
from oj_cli.domain.logs import LOGS
from oj_cli.domain.swedish import near
from oj_cli.plan.check.running import check_plan, checked_document, rule_ids
from oj_cli.plan.files import PlanFile
from oj_cli.store import Store, open_store
from oj_cli.workspace import CORRECTIONS_FILE, PROMISES_FILE, SETTINGS_FILE, Workspace

_LINKS = ("F05", "A05", "P05", "P08")
"""The rules of `oj plan check` that tell of what is not there, or cannot be told apart."""

_NOT_OF_LINKS = ("saknas",)
"""The way of breaking them that says that nothing is named."""


def look_at_links(found: Found, today: datetime.date) -> None:
    """Look for what files name and is not there. A file that cannot be read names nothing."""
    workspace = found.workspace()
    with open_store(found.folder) as store:
        links = _Links(found, store, workspace)
        links.of_settings()
        with suppress(FileFault):
            links.of_promises()
        with suppress(FileFault):
            links.of_corrections()
        for analysis in list_analyses(found.folder)[0]:
            links.of_analysis(analysis)
        plans = plans_of(workspace).plans
        for plan in plans:
            links.of_plan(plan, [p.plan.head.id for p in plans], today)


class _Links:
    """What is named in the files of a workspace, held to what there is."""

    def __init__(self, found: Found, store: Store, workspace: Workspace) -> None:
        self.found = found
        self.store = store
        self.workspace = workspace
        self.themes = frozenset(store.themes().names)

    @cached_property
    def _areas(self) -> tuple[frozenset[str], frozenset[str]]:
        """All indicators as `omrade/id`, and the områden whose catalogue cannot be read."""
        ids, unread = set[str](), set[str]()
        for area in self.store.folders:
            try:
                ids |= {f"{area}/{i.id}" for i in self.store.catalogue(area)}
            except FileFault:
                unread.add(area)
        return frozenset(ids), frozenset(unread)

    def _indicator(
        self, file: YamlFile, where: Where, name: str, also: Collection[str] = ()
    ) -> None:
        """Tell of an indicator that there is not; `also` are other words that may stand there."""
        known, unread = self._areas
        if name.casefold() in {k.casefold() for k in also}:
            return
        if name not in known and name.partition("/")[0] not in unread:
            self._missing(file, where, "endera" if also else "indikator", name, [*known, *also])

    def _missing(
        self,
        file: YamlFile,
        where: Where,
        variant: str,
        name: str,
        known: Collection[str],
        level: Level | None = None,
    ) -> None:
        close = near(name, known, limit=1)
        self.found.add(
            *("W04", variant, file.path, file.line(where)),
            level=level,
            namn=name,
            atgard=f"Menade du {close[0]}?" if close else "Se indikatorerna: oj indicators",
        )

    def _who(self, file: YamlFile, where: Where, kommun: str | None, lan: str | None) -> None:
        """Tell of a kommun and a län that there is not."""
        register = self.store.register()
        if kommun is not None:
            with self.found.naming(file, (*where, "kommun")):
                register.find_kommun(kommun)
        if lan is not None:
            with self.found.naming(file, (*where, "lan")):
                register.find_lan(lan)

    def of_settings(self) -> None:
        """Look at `oj.yaml`."""
        path, settings = self.workspace.folder / SETTINGS_FILE, self.workspace.settings
        with suppress(FileFault):
            file = read_yaml(path)
            self._who(file, (), settings.kommun, settings.lan)
            if settings.area is not None:
                with self.found.naming(file, ("omrade",)):
                    self.store.find_area(settings.area)
        with self.found.reading(path):
            switched_off(self.workspace)

    def of_promises(self) -> None:
        """Look at `ataganden.yaml`."""
        file = read_yaml(self.workspace.folder / PROMISES_FILE)
        for n, promise in enumerate(self.workspace.promises):
            for m, name in enumerate(promise.indicators):
                self._indicator(file, ("ataganden", n, "indikatorer", m), name)

    def of_corrections(self) -> None:
        """Look at `rattelser.yaml`."""
        file = read_yaml(self.workspace.folder / CORRECTIONS_FILE)
        for n, correction in enumerate(self.workspace.corrections):
            where = ("rattelser", n)
            self._indicator(file, (*where, "indikator"), correction.indicator)
            self._who(file, where, correction.kommun, None)

    def of_analysis(self, of: AnalysisFile) -> None:
        """Look at an analysis."""
        analysis, file = of.analysis, of.document.file
        self._who(file, (), analysis.kommun, analysis.lan)
        if not analysis.is_of_all:
            with self.found.naming(file, ("omrade",)):
                self.store.find_area(analysis.area)
        for n, chosen in enumerate(analysis.chosen):
            if chosen.theme not in self.themes:
                self._missing(file, ("val", n, "tema"), "tema", chosen.theme, self.themes)
            for m, frozen in enumerate(chosen.indicators):
                where = ("val", n, "indikatorer", m, "indikator")
                self._indicator(file, where, analysis.whole(frozen.indicator))
        for n, aside in enumerate(analysis.set_aside):
            self._concerned(of, ("valts_bort", n, "vad"), aside.what)
        for log in LOGS:
            for n, item in enumerate(log.of(analysis)):
                for m, name in enumerate(item.concerns):
                    self._concerned(of, (log.key, n, "galler", m), name)

    def _concerned(self, of: AnalysisFile, where: Where, name: str) -> None:
        if name not in self.themes:
            whole = of.analysis.whole(name)
            self._indicator(of.document.file, where, whole, also=self.themes)

    def of_plan(self, of: PlanFile, ids: Sequence[str], today: datetime.date) -> None:
        """Look at a plan, by the rules of its check."""
        head, file = of.plan.head, of.document.file
        path = of.path
        self._who(file, ("plan",), head.kommun, head.lan)
        if head.area is not None:
            with self.found.naming(file, ("plan", "omrade")):
                self.store.find_area(head.area)
        for key, id in (("ingar_i", head.part_of), ("foregaende", head.previous)):
            if id is not None and id not in ids:
                self._missing(file, ("plan", key), "plan", id, ids, level="varn")
        checked = checked_document(of.document, path, today)
        known, unread = self._areas
        named = {name for goal in of.plan.goals for name in goal.indicators}
        untold = {name for name in named if name.partition("/")[0] in unread}
        around = replace(
            checked.around,
            indicators=frozenset(name.casefold() for name in known | untold),
            unread_analysis=self._lost_analysis(of),
        )
        for hit in check_plan(replace(checked, around=around), rule_ids().difference(_LINKS)):
            if hit.fields["fel"] not in _NOT_OF_LINKS:
                shown = str(from_here(path))
                self.found.findings.append(replace(hit, level="fel", file=shown))

    def _lost_analysis(self, of: PlanFile) -> str | None:
        """Return the name of a plan's analysis where there is none of that name."""
        try:
            there = analysis_of(of.plan, of.path, self.workspace)
        except FileFault:
            return None  # told of itself
        return of.plan.head.analysis if there is None else None

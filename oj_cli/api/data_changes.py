"""What the newest figures changed, and what of the workspace's own rests on it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from oj_cli.analysis.data_changes import changed, differs, revised
from oj_cli.analysis.trend_overview import overview
from oj_cli.analysis_file.file import list_analyses
from oj_cli.api import selecting
from oj_cli.api.data import find_area
from oj_cli.api.files import from_here
from oj_cli.api.kommun_map import compared, together
from oj_cli.api.loading import load_own, load_points
from oj_cli.api.plan_grounds import kommun_of
from oj_cli.api.plans import plans_of
from oj_cli.api.session import Session
from oj_cli.api.workspaces import moved_figures
from oj_cli.domain.analysis import Analysis
from oj_cli.domain.chosen import Difference
from oj_cli.domain.data_changes import KINDS, AreaCount, DataChange, DataChanges, Resting
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import AreaHead, Catalogue
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.sources import Around
from oj_cli.domain.swedish import fold, listing
from oj_cli.domain.trend import Point
from oj_cli.plan.files import PlanFile
from oj_cli.store import Store
from oj_cli.workspace import Workspace

if TYPE_CHECKING:
    from oj_cli.domain.sources import SourceRecord


class Changes(Session):
    """What changed since last time."""

    def data_changes(
        self, kommun: str | None = None, *, area: str | None = None, year: int | None = None
    ) -> DataChanges:
        """Return what changed for a kommun in the newest year against the last comparable one.

        Args:
            kommun: Name or code; the workspace's if left out.
            area: Id or name of an område or of one with nyckeltal, or the word of those that
                belong together (`lss`); all that are compared if left out.
            year: What that year changed; the newest of each område if left out.

        Returns:
            A row for each change: `slag` (`blev_nej`, `tydligt_samre`, `stort_fall`,
            `tydligt_battre`, `blev_ja`, `blev_delvis`, `borta`, `ny`, `upphord`,
            `andrad_i_efterhand`), `omrade`, `indikator`, `namn`, both years with their answers
            or values, `andring` in the indicator's unit, and `skal`. What is clear is what
            `trend_overview` calls so; `andrad_i_efterhand` is what a later source changed of
            any year until then.

        """
        with self.data() as store:
            found = selecting.choose_kommun(store, kommun, self.workspace)
            heads = compared(store)
            if area is not None:
                heads = together(store, area) or [store.heads[find_area(store, area)]]
            years = {head: y for head in heads if (y := _year(store, head, year))}
            looked = [_Area(store, self.workspace, found, h, y) for h, y in years.items()]
            if not looked:
                if len(heads) == 1:
                    selecting.choose_year(store, store.catalogue(heads[0].area), year)  # says that
                known = sorted({y for h in heads for y in store.years(h.area)})
                said = listing([str(y) for y in known])
                raise UsageFault("data.nothing_that_year", year=year or "", years=said)
            every = [change for area in looked for change in area.changes]
            return DataChanges(
                kommun=found,
                around=Around(is_shipped=store.is_shipped),
                areas=tuple(area.count for area in looked),
                changes=tuple(sorted(every, key=lambda c: KINDS.index(c.kind))),
                resting=tuple(self._resting(store, found, looked)),
                sources=store.sources({id for area in looked for id in area.sources}),
            )

    def _resting(self, store: Store, kommun: Kommun, looked: "list[_Area]") -> Iterator[Resting]:
        """Yield what rests on what changed. Files that cannot be read are told of."""
        if self.workspace is None:
            return
        areas = {area.head.area: area for area in looked}
        analyses, faults = list_analyses(self.workspace.folder)
        plans = plans_of(self.workspace)
        for fault in (*faults, *plans.faults):
            self.note(f"{fault.place or ''}: {fault.message}")
        for file in analyses:
            whose = file.analysis.kommun or kommun.name
            if fold(whose) == fold(kommun.name):
                path = from_here(file.path).as_posix()
                for part in (p for p in file.analysis.parts if p.area in areas):
                    try:
                        yield from areas[part.area].under_analysis(store, part, path)
                    except UsageFault as unknown:  # a län that there is not
                        self.note(f"{path}: {unknown.message}")
        for plan in plans.plans:
            if kommun_of(store, plan.plan, self.workspace) == kommun:
                for area in looked:
                    yield from area.under_plan(plan)


def _year(store: Store, head: AreaHead, year: int | None) -> int | None:
    """Return the year that is meant, or the newest with anything to judge; None without any."""
    if year is not None:
        return year if year in store.years(head.area) else None
    return max(store.years(head.area, judged=True) or store.years(head.area), default=None)


def _fetched_twice(
    workspace: Workspace | None,
    records: "Iterable[SourceRecord]",
    catalogue: Catalogue,
    kommun: Kommun,
) -> Iterator[tuple[str, Point, str]]:
    """Yield what Kolada has said of a kommun, time after time, where that came again."""
    from oj_cli.sources import kolada

    indicators = {i.kolada: i for i in catalogue if not i.counts_people}
    for record in records:
        if workspace is None or record.layout != kolada.LAYOUT:
            continue
        lines = kolada.kept_lines(workspace.folder, record)
        for id, year, value, said in kolada.revisions(lines, kommun.code):
            indicator = indicators.get(id)
            if indicator and value[:1].isdigit():
                answer = said or indicator.codes.get(value)
                number = None if answer else float(value)
                yield indicator.id, Point(year, number, answer), record.title


class _Area:
    """An område as it is for a kommun: what a year changed, and all that it has now."""

    def __init__(
        self,
        store: Store,
        workspace: Workspace | None,
        kommun: Kommun,
        head: AreaHead,
        year: int,
    ) -> None:

        self.head = head
        self.catalogue = store.catalogue(head.area)
        own = load_points(store, self.catalogue, kommun, until=year)
        known = load_own(store, self.catalogue, kommun, until=year)
        found = overview(self.catalogue, store.themes(), kommun, year, own, ({}, ()), (), known)
        asked: dict[str, list[int]] = {}
        for (id, of), summary in store.summaries(head.area).items():
            if summary.n:
                asked.setdefault(id, []).append(of)
        self.now: dict[tuple[str, int], Point] = {}
        given = list(store.results(head.area, ("kommun", kommun.code)))
        records = {r.id: r for r in store.sources({r.source for r in given})}
        known_as = []
        for r in given:
            point = self.now[r.indicator, r.year] = Point(r.year, r.value, r.answer)
            known_as.append((r.indicator, point, records[r.source].title))
        known_as += _fetched_twice(workspace, records.values(), self.catalogue, kommun)
        until = [known for known in known_as if known[1].year <= year]
        self.news = list(changed(head, found, own[0], asked))
        self.changes = [*self.news, *revised(head, self.catalogue, until)]
        self.sources = {r.source for r in given if r.year <= year}
        moved = [c for c in found.changes if c.gain]
        n_same = sum(c.gain == 0 for c in found.changes)
        n_unclear = sum(not c.is_clear for c in moved)
        self.count = AreaCount(head, year, len(moved) + n_same, n_unclear, n_same)

    def under_analysis(self, store: Store, analysis: Analysis, path: str) -> Iterator[Resting]:
        """Yield the chosen indicators whose figures are others now, or that are news."""
        moved = {m.indicator: m.differences for m in moved_figures(store, analysis)[0]}
        for id in dict.fromkeys(f.indicator for f in analysis.frozen):
            news = self._news_of(id)
            if id in moved or news:
                indicator = self.catalogue.by_id[id]
                yield Resting(self.head, indicator, moved.get(id, ()), news, path)

    def under_plan(self, plan: PlanFile) -> Iterator[Resting]:
        """Yield the tied indicators whose figures are others now, or that are news."""
        path = from_here(plan.path).as_posix()
        for goal, tie in ((g, t) for g in plan.plan.goals for t in g.ties):
            area, _, id = tie.indicator.partition("/")
            if area != self.head.area or id not in self.catalogue.by_id:
                continue
            indicator, news = self.catalogue.by_id[id], self._news_of(id)
            point = self.now.get((id, tie.year or 0))
            then, now = tie.answer or tie.value, point.said if point else None
            is_other = then is not None and tie.year and differs(then, now, indicator)
            what = Difference("answer" if tie.answer else "value", then, now)
            is_baseline = bool(is_other) and goal.baseline is not None and goal.baseline == then
            if is_other or news:
                differences = (what,) if is_other else ()
                yield Resting(self.head, indicator, differences, news, path, goal.id, is_baseline)

    def _news_of(self, id: str) -> tuple[DataChange, ...]:
        return tuple(c for c in self.news if c.indicator.id == id)

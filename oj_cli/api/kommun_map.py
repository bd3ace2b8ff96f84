"""The map: a kommun over all områden at once, judged by what is kept of riket."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from oj_cli.analysis.identify import changes_in_short, order_of, steps
from oj_cli.analysis.judge import Comparisons, Judge
from oj_cli.analysis.matrix import AreaYear, Matrix, build_matrix
from oj_cli.analysis.question import Question
from oj_cli.api import selecting
from oj_cli.api.loading import OfRiket, load_mirrors, load_moved, read_priorities
from oj_cli.api.session import Session
from oj_cli.domain.identification import CLEAR, IndicatorResult
from oj_cli.domain.indicators import AreaHead, Catalogue, Step, Theme
from oj_cli.domain.kommun_map import (
    AreaPart,
    AreaResult,
    KommunMap,
    shared_themes,
)
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.lookup import find_theme
from oj_cli.domain.progress import Step as Working
from oj_cli.domain.references import RIKET, Comparison
from oj_cli.domain.selection import EVERY
from oj_cli.domain.sources import Around
from oj_cli.domain.swedish import fold
from oj_cli.store import Store
from oj_cli.store.values import Result
from oj_cli.workspace import Workspace, corrections_of, promises_of

if TYPE_CHECKING:
    from oj_cli.domain.lan_map import LanMap

MANY = 20
"""So many kommuner take more than a second."""
MOST_YEARS = 4
"""A part of an område that is so much older than its newest is left out."""


class Maps(Session):
    """The map over all områden."""

    def kommun_map(self, kommun: str | None = None, *, belonging: str | None = None) -> KommunMap:
        """Return how a kommun stands in every område, against riket, in the newest year of each.

        Args:
            kommun: Name or code; the workspace's if left out.
            belonging: Only the områden that belong together under this word (`lss`), or the one
                of this name.

        Returns:
            A row for each indicator: `omrade`, `ar`, `indikator`, `namn`, `bedomning`, `tema`,
            `svar`, `varde`, `skillnad` (own minus riket, in the unit) and `skal`.

        """
        with self.data() as store:
            return self.map_in(store, kommun, belonging)

    def map_in(
        self, store: Store, kommun: str | None = None, belonging: str | None = None
    ) -> KommunMap:
        """Return the map as `kommun_map` does, from data that are open."""
        found = selecting.choose_kommun(store, kommun, self.workspace)
        areas = [head.area for head in compared(store, belonging)]
        parts = parts_of(store, self.workspace, found, areas)
        if all(part.year is None for part in parts):
            named = named_areas(store, belonging)
            area = selecting.choose_area(
                store, named[0].area if named else None, None, [found], found.name
            )
            selecting.choose_year(store, store.catalogue(area), None, [found], found.name)
        clear = [AreaResult(p, r) for p in parts for r in p.results if r.verdict in CLEAR]
        kinds = steps(read_priorities(store).order)
        clear.sort(key=lambda of: order_of(of.result, kinds))
        return KommunMap(
            kommun=found,
            lan=store.register().lan_by_code[found.lan],
            parts=tuple(parts),
            shared=shared_themes(parts, store.themes().areas),
            clear=tuple(clear),
            sources=store.sources({source for part in parts for source in part.sources}),
            year_now=self.today.year,
            around=Around(is_shipped=store.is_shipped, in_workspace=self.workspace is not None),
            theme_names=store.themes().names,
        )

    def lan_map(self, lan: str | None = None, *, belonging: str | None = None) -> "LanMap":
        """Return in what the kommuner of a län are clearly weak, over all områden.

        Args:
            lan: Name or code; the workspace's if left out.
            belonging: As of `kommun_map`.

        Returns:
            A row for each indicator of each kommun: `kommun`, `kod`, and as of `kommun_map`.

        """
        from oj_cli.domain.lan_map import LanMap, results_of, shared_needs

        with self.data() as store:
            found = selecting.choose_lan(store, lan, self.workspace)
            kommuner = store.register().of(found)
            order = read_priorities(store).order
            of = [_Area(store, None, head, order) for head in compared(store, belonging)]
            maps: dict[str, tuple[AreaPart, ...]] = {}
            for n, kommun in enumerate(kommuner):
                if len(kommuner) > MANY:
                    self.progress(Working(f"Bedömer {kommun.name}", n, len(kommuner)))
                maps[kommun.code] = tuple(part for area in of for part in area.parts(kommun))
            parts = [part for of_kommun in maps.values() for part in of_kommun]
            if all(part.year is None for part in parts):
                selecting.choose_area(store, None, None, kommuner, found.name)  # says that
            themes = {theme.id: theme for theme in store.themes().areas}
            is_shipped = store.is_shipped
            sources = store.sources({source for part in parts for source in part.sources})
        results = [of for of in results_of(kommuner, maps) if of.result.is_told]

        def theme_of(r: IndicatorResult) -> tuple[str, str] | None:
            theme = themes.get(r.indicator.theme)
            return (theme.id, theme.name) if theme else None

        return LanMap(
            lan=found,
            kommuner=kommuner,
            maps=maps,
            themes=shared_needs(results, theme_of),
            indicators=shared_needs(results, lambda r: (r.indicator.id, r.indicator.name)),
            sources=sources,
            year_now=self.today.year,
            around=Around(is_shipped=is_shipped, in_workspace=self.workspace is not None),
            theme_names={id: theme.name for id, theme in themes.items()},
        )

    def belong_together(self, text: str) -> bool:
        """Return whether several områden belong together under a word that is no område's id."""
        with self.data() as store:
            return bool(together(store, text))


def newest_year(store: Store, kommun: Kommun) -> int:
    """Return the newest year in which a kommun has anything to judge. UsageFault if none."""
    areas = [head.area for head in compared(store)]
    found = [y for area in areas for y in store.years(area, [kommun.code], judged=True)[-1:]]
    if not found:
        selecting.choose_area(store, None, None, [kommun], kommun.name)  # says that
    return max(found)


def together(store: Store, text: str) -> list[AreaHead]:
    """Return the områden that belong together under a word; none if it is an område's id."""
    found = [h for h in compared(store) if h.belongs_to and fold(h.belongs_to) == fold(text)]
    return found if len(found) > 1 and fold(text) not in map(fold, store.folders) else []


def compared(store: Store, named: str | None = None) -> list[AreaHead]:
    """Return the områden that are compared: all, those that belong together under a word, or one.

    Raises UsageFault if there is none of that name.
    """
    if named is None or fold(named) == EVERY:
        return [h for h in store.heads.values() if h.purpose == "jamforelse"]
    return together(store, named) or [store.heads[store.find_area(named)]]


def named_areas(store: Store, named: str | None) -> tuple[AreaHead, ...]:
    """Return the områden that were named, none where all are meant."""
    is_every = named is None or fold(named) == EVERY
    return () if is_every else tuple(compared(store, named))


def theme_called(store: Store, text: str | None) -> Theme | None:
    """Return the theme that was named. Raises UsageFault if there is none such."""
    if text is None:
        return None
    themes = store.themes()
    id = find_theme(text, themes)
    return next(theme for theme in themes.themes if theme.id == id)


def parts_of(
    store: Store, workspace: Workspace | None, kommun: Kommun, areas: Collection[str]
) -> list[AreaPart]:
    """Return how a kommun stands in some områden."""
    order = read_priorities(store).order
    return [
        part
        for head in store.heads.values()
        if head.area in areas
        for part in _Area(store, workspace, head, order).parts(kommun)
    ]


class _Area:
    """An område, with what riket has, by which kommuner are judged."""

    def __init__(
        self,
        store: Store,
        workspace: Workspace | None,
        head: AreaHead,
        order: tuple[Step, ...],
    ) -> None:
        self.store, self.workspace, self.head, self.order = store, workspace, head, order
        self._moves: dict[int, Mapping[str, float]] = {}

    @cached_property
    def catalogue(self) -> Catalogue:
        """What is asked; many områden wait for their values, and theirs is not read."""
        return self.store.catalogue(self.head.area)

    @cached_property
    def riket(self) -> OfRiket:
        """What riket has any year."""
        return OfRiket(self.store, self.catalogue)

    def parts(self, kommun: Kommun) -> Iterator[AreaPart]:
        """Yield the område for each year that is the newest of any survey, newest first."""
        own = list(self.store.results(self.head.area, ("kommun", kommun.code)))
        newest = _newest(self.catalogue, own) if own else {}
        if not newest:
            years = self.store.years(self.head.area)
            yield AreaPart(self.head, year=None, newest=years[-1] if years else None)
            return
        first = max(newest.values())
        for year in sorted({y for y in newest.values() if y > first - MOST_YEARS}, reverse=True):
            every = Judge(*self._question(kommun, year, own), ["riket"]).results()
            results = tuple(r for r in every if newest.get(r.indicator.id) == year)
            surveys = {r.indicator.survey for r in results if r.difference is not None}
            yield AreaPart(
                self.head,
                year,
                results,
                tuple(changes_in_short(results)),
                can_tell=not surveys or any(self.catalogue.survey(s).can_tell for s in surveys),
                sources=tuple(dict.fromkeys(r.source for r in own if r.year == year)),
            )

    def _question(
        self, kommun: Kommun, year: int, own: Collection[Result]
    ) -> tuple[Question, Comparisons]:
        """Return what is asked of a kommun, and what riket has that year."""
        store, catalogue = self.store, self.catalogue
        register = store.register()
        has = {r.indicator for r in own if r.year == year}
        comparisons = {
            i.id: {"riket": self.riket.figure(i, year) or Comparison.nothing()}
            for i in catalogue
            if i.id in has
        }
        history: dict[str, list[tuple[int, str | None, float | None]]] = {}
        for r in sorted(own, key=lambda r: -r.year):
            history.setdefault(r.indicator, []).append((r.year, r.answer, r.value))
        matrix = _matrix(store, catalogue, kommun, year, own)
        edition = register.edition(year)
        question = Question(
            data=AreaYear(catalogue, store.themes(), year, register, edition, matrix, ()),
            kommun=kommun,
            references=(RIKET,),
            ranking="riket",
            order=self.order,
            reflections={},
            history=history,
            mirrors=load_mirrors(store, catalogue, kommun, year),
            corrections=corrections_of(self.workspace, register, kommun),
            promises=promises_of(self.workspace, register, kommun),
            compared_in=lambda indicator, year, _: self.riket.figure(indicator, year),
            moved=self._moved(year),
        )
        return question, comparisons

    def _moved(self, year: int) -> Mapping[str, float]:
        if year not in self._moves:
            self._moves[year] = load_moved(self.store, self.catalogue, year)
        return self._moves[year]


def _matrix(
    store: Store, catalogue: Catalogue, kommun: Kommun, year: int, own: Collection[Result]
) -> Matrix:
    """Return the own year; with answers to ja/nej, those of the län's other kommuner too."""
    if any(r.answer is not None for r in own):
        units = [("kommun", k.code) for k in store.register().kommuner if k.lan == kommun.lan]
        return build_matrix(store.columns(catalogue.area, year=year, units=units))
    of_year = {r.indicator: r.value for r in own if r.year == year and r.value is not None}
    values = {id: {kommun.code: value} for id, value in of_year.items()}
    return Matrix((kommun.code,), {}, values, {})


def _newest(catalogue: Catalogue, own: Collection[Result]) -> dict[str, int]:
    """Return the newest year of each indicator that is judged and has a result."""
    found: dict[str, int] = {}
    for r in own:
        if catalogue.by_id[r.indicator].is_judged and (r.value is not None or r.answer is not None):
            found[r.indicator] = max(r.year, found.get(r.indicator, 0))
    return found

"""The map: a kommun over all områden at once, judged by what is kept of riket."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from oj_cli.api import selecting
from oj_cli.api.loading import load_mirrors, load_moved
from oj_cli.api.session import Session
from oj_cli.domain.references import Comparison
from oj_cli.domain.sources import Around
from oj_cli.domain.swedish import fold
from oj_cli.workspace import corrections_of, promises_of

if TYPE_CHECKING:
    from oj_cli.analysis.compare import ComparedIn
    from oj_cli.analysis.judge import Comparisons
    from oj_cli.analysis.matrix import Matrix
    from oj_cli.analysis.question import Question
    from oj_cli.domain.indicators import AreaHead, Catalogue, Indicator, Step
    from oj_cli.domain.kommun_map import AreaPart, KommunMap
    from oj_cli.domain.kommuner import Kommun
    from oj_cli.domain.references import Reference
    from oj_cli.store import Store
    from oj_cli.store.values import Result
    from oj_cli.workspace import Workspace

RIKET = ("riket", "riket")
MOST_YEARS = 4
"""A part of an område that is so much older than its newest is left out."""


class Maps(Session):
    """The map over all områden."""

    def kommun_map(self, kommun: str | None = None, *, belonging: str | None = None) -> "KommunMap":
        """Return how a kommun stands in every område, against riket, in the newest year of each.

        Args:
            kommun: Name or code; the workspace's if left out.
            belonging: Only the områden that belong together under this word (`lss`); none if no
                område has it.

        Returns:
            A row for each indicator: `omrade`, `ar`, `indikator`, `namn`, `bedomning`, `tema`,
            `svar`, `varde`, `skillnad` (own minus riket, in the unit) and `skal`.

        Raises:
            UsageFault: The kommun is unknown, or has no answers anywhere.
            FileFault: The data or the workspace cannot be read.

        """
        from oj_cli.analysis.identify import order_of, steps
        from oj_cli.api.loading import read_priorities
        from oj_cli.domain.identification import CLEAR
        from oj_cli.domain.kommun_map import AreaResult, KommunMap, shared_themes

        with self.data() as store:
            found = selecting.choose_kommun(store, kommun, self.workspace)
            heads = [h for h in store.heads.values() if h.purpose == "jamforelse"]
            if belonging is not None:
                heads = [h for h in heads if h.belongs_to and fold(h.belongs_to) == fold(belonging)]
            parts = parts_of(store, self.workspace, found, [head.area for head in heads])
            if all(part.year is None for part in parts):
                selecting.choose_area(store, None, None, [found], found.name)  # says that
            used = {source for part in parts for source in part.sources}
            clear = [AreaResult(p, r) for p in parts for r in p.results if r.verdict in CLEAR]
            kinds = steps(read_priorities(store).order)
            clear.sort(key=lambda of: order_of(of.result, kinds))
            themes = store.themes().areas
            is_shipped = store.is_shipped
            sources = store.sources(used)
            lan = store.register().lan_by_code[found.lan]
        return KommunMap(
            kommun=found,
            lan=lan,
            parts=tuple(parts),
            shared=shared_themes(parts, themes),
            clear=tuple(clear),
            sources=sources,
            year_now=self.today.year,
            around=Around(is_shipped=is_shipped, in_workspace=self.workspace is not None),
        )

    def belong_together(self, text: str) -> bool:
        """Return whether several områden belong together under a word that is no område's id."""
        with self.data() as store:
            heads = store.heads.values()
            of = [h for h in heads if h.belongs_to and fold(h.belongs_to) == fold(text)]
            return len(of) > 1 and all(fold(h.area) != fold(text) for h in heads)


def parts_of(
    store: "Store", workspace: "Workspace | None", kommun: "Kommun", areas: Collection[str]
) -> "list[AreaPart]":
    """Return how a kommun stands in some områden."""
    from oj_cli.api.loading import read_priorities

    order = read_priorities(store).order
    found: list[AreaPart] = []
    for head in (h for h in store.heads.values() if h.area in areas):
        own = list(store.results(head.area, ("kommun", kommun.code)))
        found += _parts(store, workspace, kommun, head, own, order)
    return found


def _parts(
    store: "Store",
    workspace: "Workspace | None",
    kommun: "Kommun",
    head: "AreaHead",
    own: "Collection[Result]",
    order: "tuple[Step, ...]",
) -> "Iterator[AreaPart]":
    """Yield an område for each year that is the newest of any of its surveys, newest first."""
    from oj_cli.analysis.identify import changes
    from oj_cli.analysis.judge import Judge
    from oj_cli.domain.kommun_map import AreaPart

    catalogue = store.catalogue(head.area) if own else None  # many wait for their values
    newest = {} if catalogue is None else _newest(catalogue, own)
    if catalogue is None or not newest:
        yield AreaPart(head, year=None, newest=next(reversed(store.years(head.area)), None))
        return
    first = max(newest.values())
    for year in sorted({y for y in newest.values() if y > first - MOST_YEARS}, reverse=True):
        question, comparisons = _question(store, workspace, catalogue, kommun, year, own, order)
        every = Judge(question, comparisons, ["riket"]).results()
        results = tuple(r for r in every if newest.get(r.indicator.id) == year)
        surveys = {r.indicator.survey for r in results if r.difference is not None}
        can_tell = not surveys or any(catalogue.survey(s).can_tell for s in surveys)
        used = dict.fromkeys(r.source for r in own if r.year == year)
        notes = tuple(changes(results))
        yield AreaPart(head, year, results, notes, can_tell=can_tell, sources=tuple(used))


def _question(
    store: "Store",
    workspace: "Workspace | None",
    catalogue: "Catalogue",
    kommun: "Kommun",
    year: int,
    own: "Collection[Result]",
    order: "tuple[Step, ...]",
) -> "tuple[Question, Comparisons]":
    """Return what is asked of one område, and what riket has that year."""
    from oj_cli.analysis.matrix import AreaYear
    from oj_cli.analysis.question import Question
    from oj_cli.analysis.references import riket

    register = store.register()
    of_riket = riket(register)
    compared_in = _compared_in(store, catalogue, len(register.kommuner))
    matrix = _matrix(store, catalogue, kommun, year, own)
    comparisons = {
        i.id: {"riket": compared_in(i, year, of_riket) or Comparison.nothing()} for i in catalogue
    }
    history: dict[str, list[tuple[int, str | None, float | None]]] = {}
    for r in sorted(own, key=lambda r: -r.year):
        history.setdefault(r.indicator, []).append((r.year, r.answer, r.value))
    question = Question(
        data=AreaYear(
            catalogue, store.themes(), year, register, register.edition(year), matrix, ()
        ),
        kommun=kommun,
        references=(of_riket,),
        ranking="riket",
        order=order,
        reflections={},
        history=history,
        mirrors=load_mirrors(store, catalogue, kommun, year),
        corrections=corrections_of(workspace, register, kommun),
        promises=promises_of(workspace, register, kommun),
        compared_in=compared_in,
        moved=load_moved(store, catalogue, year),
    )
    return question, comparisons


def _compared_in(store: "Store", catalogue: "Catalogue", size: int) -> "ComparedIn":
    """Return what gives riket's figure any year, from what was counted when values were written."""
    from oj_cli.analysis.compare import counted
    from oj_cli.analysis.matrix import Published

    summaries = store.summaries(catalogue.area)
    printed = {
        (r.indicator, r.year): Published(r.value, r.n_yes, r.n)
        for r in store.results(catalogue.area, RIKET)
        if r.value is not None
    }
    in_data: dict[int, int] = {}
    for (_, year), summary in summaries.items():
        in_data[year] = max(in_data.get(year, 0), summary.n)

    def find(indicator: "Indicator", year: int, _: "Reference") -> "Comparison | None":
        summary = summaries.get((indicator.id, year))
        published = printed.get((indicator.id, year))
        if summary is None:
            return None
        return counted(
            indicator,
            n=summary.n,
            n_yes=summary.n_yes,
            quartiles=(summary.q1, summary.median, summary.q3),
            printed=published,
            in_data=in_data[year],
            size=size,
        )

    return find


def _matrix(
    store: "Store", catalogue: "Catalogue", kommun: "Kommun", year: int, own: "Collection[Result]"
) -> "Matrix":
    """Return the own year; with answers to ja/nej, those of the län's other kommuner too."""
    from oj_cli.analysis.matrix import Matrix, build_matrix

    if any(r.answer is not None for r in own):
        units = [("kommun", k.code) for k in store.register().kommuner if k.lan == kommun.lan]
        return build_matrix(store.columns(catalogue.area, year=year, units=units))
    of_year = {r.indicator: r.value for r in own if r.year == year and r.value is not None}
    values = {id: {kommun.code: value} for id, value in of_year.items()}
    return Matrix((kommun.code,), {}, values, {})


def _newest(catalogue: "Catalogue", own: "Collection[Result]") -> dict[str, int]:
    """Return the newest year of each indicator that is judged and has a result."""
    found: dict[str, int] = {}
    for r in own:
        if catalogue.by_id[r.indicator].is_judged and (r.value is not None or r.answer is not None):
            found[r.indicator] = max(r.year, found.get(r.indicator, 0))
    return found

"""What the map calls clear, beside comparable kommuner."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from oj_cli.analysis.compare import compare
from oj_cli.analysis.identify import order_of, steps
from oj_cli.analysis.matrix import Matrix, build_matrix
from oj_cli.analysis.references import build_references
from oj_cli.api import selecting
from oj_cli.api.kommun_map import Maps, named_areas, theme_called
from oj_cli.api.loading import read_priorities
from oj_cli.domain.answers import Answer
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.identification import CLEAR, STRONG
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommun_map import AreaPart, AreaResult, KommunMap
from oj_cli.domain.kommuner import Kommun, LikeKind
from oj_cli.domain.references import RANKINGS, Reference
from oj_cli.domain.selection import Filters
from oj_cli.domain.swedish import listing, sort_key
from oj_cli.domain.whole_compare import Beside, WholeComparison
from oj_cli.store import Store


class WholeCompare(Maps):
    """Comparing over all områden."""

    def compare_whole(
        self,
        kommun: str | None = None,
        *,
        area: str | None = None,
        theme: str | None = None,
        among: str | None = None,
        edition: str | None = None,
        filters: Filters = Filters(),  # noqa: B008  # frozen
    ) -> WholeComparison:
        """Return what the map calls clear, and the strengths, beside a group of kommuner.

        Args:
            kommun: Name or code; the workspace's if left out.
            area: Only the område of this name, or those that belong together under the word.
            theme: Id or name of a theme: all that is judged in it, and nothing else.
            among: Id of the reference that is the group; the workspace's if left out, else like
                kommuner, where there are such.
            edition: Of the kommungrupper; the one in force in the map's newest year if left out.
            filters: Which kommuner; they are the group where no reference is named.

        Returns:
            A row for each indicator with the columns of the map, `riket`, `grupp` (its name),
            `grupp_varde` (percent JA, or the median in the unit), `grupp_n`, `grupp_ja`,
            `antal_andra`, `antal_battre` and `basta`.

        """
        with self.data() as store:
            found = self.map_in(store, kommun, area)
            chosen = theme_called(store, theme)
            group = _Group(self, store, found, among, edition, filters)
            kinds = steps(read_priorities(store).order)
            results: list[Beside] = []
            for part in found.known:
                if chosen is None:
                    of_part = [r for r in part.results if r.verdict in (*CLEAR, *STRONG)]
                else:
                    of_part = list(part.of_theme(chosen.id))
                results += group.beside([AreaResult(part, r) for r in of_part])
            results.sort(key=lambda beside: order_of(beside.of.result, kinds))
            groups = {(b.reference.name, b.reference.edition): b.reference for b in results}
            return WholeComparison(
                map=found,
                theme=chosen,
                only=named_areas(store, area),
                groups=tuple(groups.values()),
                results=tuple(results),
            )


class _Group:
    """The group that a kommun is compared with, in every område."""

    def __init__(
        self,
        oj: Maps,
        store: Store,
        found: KommunMap,
        among: str | None,
        edition: str | None,
        filters: Filters,
    ) -> None:
        self.store, self.own, self.year = store, found.kommun, found.newest or 0
        own = selecting.ranking(among, oj.workspace)
        if among is None and filters:
            self.id = "urval"
        else:
            self.id = "liknande" if among is None and own == "riket" else own
        if self.id not in (*RANKINGS, "urval"):
            known = listing(RANKINGS, "eller")
            raise UsageFault("identify.unknown_reference", text=self.id, known=known)
        self.register = store.register(population_before=self.year)
        self.edition = self.register.edition(self.year, edition)
        self.within = selecting.select(self.register, filters, self.edition, self.year)
        self.reference = cache(self._reference)

    def beside(self, results: list[AreaResult]) -> Iterable[Beside]:
        """Yield results of one område and year beside the group."""
        if not results:
            return
        part = results[0].part
        references = {of.result.indicator.id: self._of(part, of.result.indicator) for of in results}
        units = {("kommun", code) for r in references.values() for code in r.members}
        units |= {r.published for r in references.values() if r.published}
        columns = self.store.columns(
            part.head.area,
            year=part.year,
            indicators=references,
            units=[*units, ("kommun", self.own.code)],
        )
        matrix = build_matrix(columns)
        for of in results:
            indicator, reference = of.result.indicator, references[of.result.indicator.id]
            group = compare(matrix, [indicator], [reference], self.own.code)
            better = self._better(of, reference, matrix)
            yield Beside(of, reference, group[indicator.id][reference.id], better)

    def _of(self, part: AreaPart, indicator: Indicator) -> Reference:
        """Return the group as it is in an område: like kommuner are others in each."""
        kind = indicator.only_like or self.store.catalogue(part.head.area).like
        return self.reference("liknande" if indicator.only_like else self.id, kind)

    def _reference(self, id: str, kind: LikeKind) -> Reference:
        """Return a reference of the kommun, the part of it that the filters select."""
        like = self.store.like(self.own.code, kind)
        found = build_references(
            self.own, self.register, self.year, self.edition, (), self.within, like
        )
        group = next((r for r in found if r.id == id), None)
        if group is None:
            raise UsageFault(f"identify.no_{id}", text=id)
        if self.within is None or id == "urval":
            return group
        return replace(group, members=group.members & self.within)

    def _better(
        self, of: AreaResult, reference: Reference, matrix: Matrix
    ) -> tuple[tuple[Kommun, float | None], ...]:
        """Return who of the group is better than the own kommun, the best first."""
        indicator, own = of.result.indicator, of.result.value
        others = sorted(
            (self.register.by_code[code] for code in reference.members - {self.own.code}),
            key=lambda k: sort_key(k.name),
        )
        if indicator.kind == "ja_nej":
            if of.result.answer == Answer.JA:
                return ()
            return tuple(
                (k, None) for k in others if matrix.answer(indicator.id, k.code) == Answer.JA
            )
        known = [(k, matrix.value(indicator.id, k.code)) for k in others]
        found = [
            (k, v)
            for k, v in known
            if v is not None and own is not None and indicator.lead(v, own) > 0
        ]
        return tuple(sorted(found, key=lambda kv: -indicator.lead(kv[1], 0.0)))

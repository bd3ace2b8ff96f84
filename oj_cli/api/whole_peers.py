"""Whom to call about what the map calls clearly weak or missing, over all områden."""

from collections.abc import Mapping, Sequence

from oj_cli.analysis.learn import UNLIKE, all_sought, likeness, wanted_indicator
from oj_cli.analysis.matrix import AreaYear, Matrix, build_by_year
from oj_cli.analysis.sought import tells
from oj_cli.api import selecting
from oj_cli.api.kommun_map import Maps, named_areas, theme_called
from oj_cli.api.loading import load_moved
from oj_cli.domain.identification import Verdict
from oj_cli.domain.indicators import Theme
from oj_cli.domain.kommun_map import AreaPart, AreaResult, KommunMap
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.selection import Filters
from oj_cli.domain.swedish import sort_key
from oj_cli.domain.whole_peers import WholePeer, WholePeers, Wish
from oj_cli.store import Store

UNSURE = (Verdict.PABORJAT, Verdict.OSAKERT)


class WholeLearnFrom(Maps):
    """Kommuner to call, over all områden."""

    def peers_whole(
        self,
        kommun: str | None = None,
        *,
        area: str | None = None,
        theme: str | None = None,
        among: str | None = None,
        edition: str | None = None,
        filters: Filters = Filters(),  # noqa: B008  # frozen
        most: int | None = None,
    ) -> WholePeers:
        """Return who has what the map calls clearly weak or missing; of a theme else the uncertain.

        That is who says JA, or is in the best quarter and better than the own kommun beyond chance.

        Args:
            kommun: Name or code; the workspace's if left out.
            area: Only the område of this name, or those that belong together under the word.
            theme: Id or name of a theme.
            among: Id of the reference that they must be in: `kommungrupp`.
            edition: Of the kommungrupper; the one in force in the map's newest year if left out.
            filters: Which kommuner.
            most: How many kommuner at most; all if left out.

        Returns:
            A row for each kommun and indicator, with the columns `kod`, `kommun`, `likhet` (0 for
            the most alike, 3 for nothing in common), `lika_i`, `omrade`, `ar`, `indikator`,
            `namn`, `varde` (None for a JA), `eget_svar` and `eget_varde`.

        """
        with self.data() as store:
            found = self.map_in(store, kommun, area)
            chosen = theme_called(store, theme)
            year = found.newest or 0
            register = store.register(population_before=year)
            used = register.edition(year, edition)
            whole = AreaYear(
                store.catalogue(found.known[0].head.area),
                *(store.themes(), year, register, used, Matrix((), {}, {}, {}), ()),
            )
            selection = selecting.select(register, filters, used, year)
            group = None
            if among is not None:
                group = selecting.choose_reference(store, whole, found.kommun, among)
            wanted = _wanted(found, chosen)
            having = {
                id(of): who
                for part in found.known
                for of, who in _having(store, whole, found.kommun, part, wanted)
            }
            only = named_areas(store, area)
        by_code: dict[str, list[AreaResult]] = {}
        for of in wanted:
            for code in having[id(of)]:
                is_in = group is None or code in group.members
                if is_in and (selection is None or code in selection) and code in register.by_code:
                    by_code.setdefault(code, []).append(of)
        peers = [
            WholePeer(other, *likeness(found.kommun, other, whole), tuple(has))
            for other, has in ((register.by_code[code], has) for code, has in by_code.items())
        ]
        peers.sort(key=_first)
        return WholePeers(
            map=found,
            theme=chosen,
            only=only,
            wishes=tuple(Wish(of, _who(peers, having[id(of)])) for of in wanted),
            peers=tuple(peers[:most]),
            n_found=len(peers),
            among=group,
        )


def _who(
    peers: Sequence[WholePeer], having: Mapping[str, float | None]
) -> tuple[tuple[Kommun, float | None], ...]:
    """Return which of the peers have something, with their values."""
    codes = ((p.kommun, p.kommun.code) for p in peers)
    return tuple((kommun, having[code]) for kommun, code in codes if code in having)


def _first(peer: WholePeer) -> tuple[object, ...]:
    """Return what the list is ordered by: in how many områden it has something, then how much."""
    n_areas = len({of.part.head.area for of in peer.has})
    is_unlike, name = peer.likeness == UNLIKE, sort_key(peer.kommun.name)
    return is_unlike, -n_areas, -len(peer.has), peer.likeness, name


def _wanted(found: KommunMap, theme: Theme | None) -> Sequence[AreaResult]:
    """Return what is clearly weak or missing; of a theme what is uncertain, if nothing is."""
    if theme is None:
        return found.clear
    clear = [of for of in found.clear if of.result.indicator.theme == theme.id]
    return clear or [
        AreaResult(part, r)
        for part in found.known
        for r in part.of_theme(theme.id)
        if r.verdict in UNSURE
    ]


def _having(
    store: Store,
    whole: AreaYear,
    kommun: Kommun,
    part: AreaPart,
    wanted: Sequence[AreaResult],
) -> list[tuple[AreaResult, dict[str, float | None]]]:
    """Return for each result of an område and year who could teach, by kommunkod."""
    here = [of for of in wanted if of.part is part]
    if not here or part.year is None:
        return []
    catalogue = store.catalogue(part.head.area)
    ids = frozenset[str]().union(*(tells(catalogue, of.result.indicator) for of in here))
    by_year = build_by_year(store.columns(part.head.area, indicators=ids))
    before = {year: matrix for year, matrix in by_year.items() if year < part.year}
    data = AreaYear(
        *(catalogue, whole.themes, part.year, whole.register, whole.edition),
        *(by_year[part.year], ()),
    )
    moved = load_moved(store, catalogue, part.year)
    asked = [wanted_indicator(data, of.result.indicator) for of in here]
    return [
        (
            of,
            {
                code: s.values.get(code)
                for code in (s.having & s.clear if s.is_numeric else s.having)
            },
        )
        for of, s in zip(here, all_sought(data, kommun, asked, before, moved), strict=True)
    ]

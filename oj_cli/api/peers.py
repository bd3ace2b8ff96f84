"""Whom to learn from about an indicator or a theme."""

from oj_cli.analysis.learn import all_sought, peers, wanted_in_theme, wanted_indicator
from oj_cli.analysis.sought import tells
from oj_cli.api import selecting
from oj_cli.api.loading import load_area_year, load_earlier, load_moved
from oj_cli.api.session import Session
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.lookup import find_theme
from oj_cli.domain.peers import Peers
from oj_cli.domain.selection import Filters
from oj_cli.workspace import corrections_by_kommun


class LearnFrom(Session):
    """Kommuner that have what is missing."""

    def peers(
        self,
        kommun: str | None = None,
        *,
        indicator: str | None = None,
        theme: str | None = None,
        area: str | None = None,
        year: int | None = None,
        edition: str | None = None,
        filters: Filters = Filters(),  # noqa: B008  # frozen
        among: str | None = None,
        most: int | None = None,
    ) -> Peers:
        """Return the kommuner that answer JA, or are in the best quarter of all and better.

        Where the own kommun is itself among the best, only those clearly better are given. Of a
        theme, what counts is what the own kommun lacks in it, or all of it if it lacks nothing.
        Those that are better by more than chance stand first, among them the most alike (same
        kommungrupp and invånargrupp, then one of them, then the same län), then those that
        improved.

        Args:
            kommun: Name or code; the workspace's if left out.
            indicator: Id, name or Kolada id. Either this or `theme`.
            theme: Id or name of a theme.
            area: Id or name of an område; the first that fits if left out.
            year: The newest with answers if left out.
            edition: Of the kommungrupper; the one in force in the year if left out.
            filters: Which kommuner.
            among: Id of the reference that they must be in: `liknande`.
            most: How many kommuner at most; all if left out.

        Returns:
            A row for each kommun, with the columns `kod`, `kommun`, `likhet` (0 for the most
            alike, 3 for nothing in common), `lika_i`, `har`, `varde` (in the indicator's unit),
            `battre_i`, `battre_sedan`, `tydlighet` (`tydligt_battre` or `kan_bero_pa_slumpen`),
            `tydligt_battre_i`, and `n` (answers behind the value) with `n_kalla`.

        """
        if (indicator is None) == (theme is None):
            raise UsageFault("peers.indicator_or_theme")
        with self.data() as store:
            own = selecting.choose_kommun(store, kommun, self.workspace)
            if indicator is not None:
                catalogue, only = selecting.find_indicator(store, indicator, area)
                about = only.name
            else:
                area = selecting.choose_area(store, area, self.workspace, [own], own.name)
                catalogue, only = store.catalogue(area), None
                theme = find_theme(theme or "", store.themes())
                about = store.themes().names[theme]
            year = selecting.choose_year(store, catalogue, year, [own], own.name, only)
            data = load_area_year(store, catalogue, year, edition)
            selection = selecting.select(data.register, filters, data.edition, year)
            group = None
            if among is not None:
                group = selecting.choose_reference(store, data, own, among)
            before = load_earlier(store, catalogue, year, tells(catalogue, only) if only else None)
            moved = load_moved(store, catalogue, year)
            around = self.around(store, catalogue.area, year)
        if only is not None:
            wanted = [wanted_indicator(data, only)]
        else:
            wanted = wanted_in_theme(data, theme or "", own.code)
        if not wanted:
            raise UsageFault("peers.theme_without_indicators", theme=about, area=catalogue.short)
        sought = all_sought(data, own, wanted, before, moved)
        found = [
            peer
            for peer in peers(data, own, sought)
            if (selection is None or peer.kommun.code in selection)
            and (group is None or peer.kommun.code in group.members)
        ]
        indicators = tuple(i for i, _ in wanted)
        return Peers(
            kommun=own,
            catalogue=catalogue,
            year=year,
            edition=data.edition,
            about=about,
            indicators=indicators,
            answers={i.id: data.matrix.answer(i.id, own.code) for i in indicators},
            values={s.indicator.id: s.own for s in sought},
            uncertainties={s.indicator.id: u for s in sought if (u := s.uncertainty(own.code))},
            own_best=tuple(s.indicator.id for s in sought if s.is_numeric and s.owns),
            best=sought[0].best if len(sought) == 1 and sought[0].is_numeric else None,
            peers=tuple(found[:most]),
            n_found=len(found),
            sources=data.sources,
            corrections=corrections_by_kommun(self.workspace, data.register, catalogue.area, year),
            around=around,
            among=group,
        )

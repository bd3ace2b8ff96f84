"""Step 1: what a kommun should improve first, and the needs that the kommuner of a län share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from oj_cli.analysis.compare import compared_in
from oj_cli.analysis.identify import identify
from oj_cli.analysis.matrix import AreaYear, Matrix
from oj_cli.analysis.question import Question
from oj_cli.analysis.references import build_references
from oj_cli.api import selecting
from oj_cli.api.loading import (
    OfRiket,
    load_area_year,
    load_compared,
    load_earlier,
    load_history,
    load_mirrors,
    load_moved,
    read_priorities,
)
from oj_cli.api.session import Session
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.identification import Identification
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.local import Corrected
from oj_cli.domain.lookup import find_quality_area
from oj_cli.domain.references import REFERENCE_IDS, Comparison, Reference
from oj_cli.domain.selection import Filters
from oj_cli.domain.swedish import listing
from oj_cli.store import Store
from oj_cli.workspace import (
    Workspace,
    corrections_by_kommun,
    corrections_of,
    promises_of,
    promises_of_lan,
)

if TYPE_CHECKING:
    from oj_cli.domain.county import LanIdentification


class Identify(Session):
    """Step 1 of the four."""

    def identify(
        self,
        kommun: str | None = None,
        *,
        area: str | None = None,
        year: int | None = None,
        ranking: str | None = None,
        own_list: str | None = None,
        edition: str | None = None,
        quality_area: str | None = None,
        filters: Filters = Filters(),  # noqa: B008  # frozen
    ) -> Identification:
        """Return what is most important for a kommun to improve.

        What is clear comes first: a NEJ, and a number that is worse than its reference beyond
        chance (`analysis.judging`). Of that, what law, then guideline, then agreement asks for
        (`guides/prioritering.yaml`), then what differs the most.

        Args:
            kommun: Name or code; the workspace's if left out.
            area: Id or name of an område; the first with answers if left out.
            year: The newest with answers if left out.
            ranking: Id of the reference to compare with, the workspace's if left out; riket is
                taken where it cannot answer for an indicator.
            own_list: An own reference: `Mora,Rättvik,2029`.
            edition: Of the kommungrupper; the one in force in the year if left out.
            quality_area: Id or name of the only kvalitetsområde that is shown.
            filters: Which kommuner the reference `urval` holds.

        Returns:
            A row for each indicator, the clear ones first, with the columns `indikator`, `namn`,
            `kvalitetsomrade`, `tema`, `svar`, `varde`, `bedomning`, `jamfors_med`, `skillnad` (own
            minus reference, in the unit), `n` and `n_kalla` (answers behind), `lagst` and `hogst`
            (95 %), `forra_ar` and `forra`, `skal`, and each reference's share (percent) or value.

        """
        used = selecting.ranking(ranking, self.workspace)
        if used not in REFERENCE_IDS:
            known = listing(REFERENCE_IDS, "eller")
            raise UsageFault("identify.unknown_reference", text=ranking, known=known)
        with self.data() as store:
            found = selecting.choose_kommun(store, kommun, self.workspace)
            of_area = selecting.choose_area(store, area, self.workspace, [found], found.name)
            catalogue = store.catalogue(of_area)
            is_named = year is not None
            year = selecting.choose_year(store, catalogue, year, [found], found.name)
            newest = store.years(of_area, [found.code])[-1]
            if not is_named and newest > year:
                self.note(f"Det som är nyare, till och med {newest}, är bara bakgrund hos er.")
            data = load_area_year(store, catalogue, year, edition)
            own = selecting.choose_kommuner(data.register, own_list)
            selection = selecting.select(data.register, filters, data.edition, year)
            only = None if quality_area is None else find_quality_area(quality_area, catalogue)
            asked = kommun_question(store, self.workspace, data, found, used, own, selection)
            around = self.around(store, of_area, year)
        return replace(identify(replace(asked, quality_area=only)), around=around)

    def identify_lan(
        self,
        lan: str | None = None,
        *,
        area: str | None = None,
        year: int | None = None,
        quality_area: str | None = None,
    ) -> "LanIdentification":
        """Return in what the kommuner of a län together lag behind riket, and who could teach.

        What is clear comes first: a difference that so few kommuner do not make by chance
        (`analysis.county`). Of that, what law, guideline or agreement asks for.

        Args:
            lan: Name or code; the workspace's if left out.
            area: Id or name of an område; the first with answers if left out.
            year: The newest with answers if left out.
            quality_area: Id or name of the only kvalitetsområde that is shown.

        Returns:
            A row for each indicator, with the columns `indikator`, `namn`, `kvalitetsomrade`,
            `tema`, `lan` and `riket` (percent JA; of numbers the median, and riket's published
            value where there is one), `n_ja`, `n_svar`, `n_ea`, `n_bortfall`, `skillnad` (the län
            minus riket), `bedomning`, `n_samre_an_riket` (kommuner), `forra_ar`, `forra_lan` and
            `har` (the kommuner that could teach).

        """
        from oj_cli.analysis.county import identify_lan

        with self.data() as store:
            in_lan = selecting.choose_lan(store, lan, self.workspace)
            members = store.register().of(in_lan)
            of_area = selecting.choose_area(store, area, self.workspace, members, in_lan.name)
            catalogue = store.catalogue(of_area)
            year = selecting.choose_year(store, catalogue, year, members, in_lan.name)
            only = None if quality_area is None else find_quality_area(quality_area, catalogue)
            data = load_area_year(store, catalogue, year)
            asked = read_priorities(store)
            before = load_earlier(store, catalogue, year)
            found = identify_lan(data, in_lan, asked.reflections, before, asked.order, only)
            around = self.around(store, of_area, year)
        corrections = corrections_by_kommun(self.workspace, data.register, of_area, year)
        return replace(
            found,
            corrections=tuple(
                Corrected(kommun.name, correction, data.matrix.answer(indicator, kommun.code))
                for kommun in members
                for (code, indicator), correction in corrections.items()
                if code == kommun.code
            ),
            promises=tuple(
                promise
                for promise in promises_of_lan(self.workspace, data.register, in_lan)
                if found.promised(promise)
            ),
            around=around,
        )


def kommun_question(
    store: Store,
    workspace: Workspace | None,
    data: AreaYear,
    kommun: Kommun,
    ranking: str = "riket",
    own_list: Sequence[Kommun] = (),
    selection: frozenset[str] | None = None,
    earlier: Mapping[int, Matrix] | None = None,
) -> Question:
    """Return what step 1 asks of a kommun, compared with one of its references.

    `earlier` are the years before, of all kommuner, where they are loaded already. Raises
    UsageFault if the kommun has no such reference.
    """
    alike = selecting.like(store, data.catalogue, kommun, ranking)
    references = build_references(
        kommun, data.register, data.year, data.edition, own_list, selection, alike
    )
    if ranking not in {r.id for r in references}:
        raise UsageFault(f"identify.no_{ranking}", text=ranking)
    priorities = read_priorities(store)
    history = load_history(store, data.catalogue, kommun)
    of_riket = OfRiket(store, data.catalogue)
    if earlier is None:
        numbers = (i for i in data.catalogue if i.kind == "numerisk" and i.is_judged)
        found = (of_riket.figure(i, data.year) for i in numbers)
        riket_answers = ranking == "riket" and all(f is None or f.ranks for f in found)
        years = {} if riket_answers else load_compared(store, data.catalogue, data.year, history)
    else:
        years = earlier
    in_years = compared_in(years, kommun.code)

    def compared(indicator: Indicator, year: int, reference: Reference) -> Comparison | None:
        if reference.id == "riket":  # what is kept of it is the same, and read at once
            return of_riket.figure(indicator, year)
        return in_years(indicator, year, reference)

    return Question(
        data=data,
        kommun=kommun,
        references=references,
        ranking=ranking,
        order=priorities.order,
        reflections=priorities.reflections,
        history=history,
        mirrors=load_mirrors(store, data.catalogue, kommun, data.year),
        corrections=corrections_of(workspace, data.register, kommun),
        promises=promises_of(workspace, data.register, kommun),
        compared_in=compared,
        moved=load_moved(store, data.catalogue, data.year),
    )

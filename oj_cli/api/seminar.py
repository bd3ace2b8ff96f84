"""The page for the analysis day, written for a län or a kommun."""

from pathlib import Path

from oj_cli.api import selecting
from oj_cli.api.kommun_map import compared
from oj_cli.api.loading import OfRiket, load_history, read_priorities
from oj_cli.api.report_files import Place
from oj_cli.api.whole_peers import WholeLearnFrom
from oj_cli.api.whole_trend import WholeTrends
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import LIKE_WORDS, Kommun, Lan
from oj_cli.domain.progress import Step
from oj_cli.domain.references import Comparison
from oj_cli.domain.reports import Written
from oj_cli.domain.swedish import slug, sort_key
from oj_cli.domain.whole_trend import WholeTrend
from oj_cli.reports.seminar.build import seminar_page
from oj_cli.reports.seminar.data import SeminarMaterial
from oj_cli.store import Store

MOST_CALLS = 5


class Seminar(WholeLearnFrom, WholeTrends):
    """The page that a group works on together."""

    def report_seminar(
        self, *, lan: str | None = None, kommun: str | None = None, output: Path | None = None
    ) -> Written:
        """Write the page for the analysis day: all områden of a län's kommuner, or of a kommun's.

        A kommun is shown with those of its län and those that Kolada counts as like it. Raises
        UsageFault for what is unknown or has no answers, FileFault for what cannot be written.
        """
        place = Place(self, "html", output)
        material = self.seminar_material(lan, kommun)
        return Written(place.keep(slug(f"seminarium {material.who}"), seminar_page(material)))

    def seminar_material(self, lan: str | None, kommun: str | None) -> SeminarMaterial:
        """Return what the page is made of."""
        with self.data() as store:
            whose = selecting.whose(store, self.workspace, kommun, lan)
            if whose is None:
                raise UsageFault("report.seminar_of_whom")
            like = _like(store, whose)
            near = frozenset[str]().union(*(members for _, members in like))
            register = store.register()
            own, in_lan = (whose, whose.lan) if isinstance(whose, Kommun) else (None, whose.code)
            asked = [k for k in register.kommuner if k.lan == in_lan or (own and k.code in near)]
        wholes: list[WholeTrend] = []
        absent: list[Kommun] = []
        for n, one in enumerate(sorted(asked, key=lambda k: (k != own, sort_key(k.name)))):
            self.progress(Step(f"Bedömer {one.name}", n, len(asked)))
            try:
                wholes.append(self.trend_whole(one.code))
            except UsageFault:
                if one == own or len(absent) + 1 == len(asked):
                    raise
                absent.append(one)
        calls: dict[str, list[str]] = {}
        if own:
            for wish in self.peers_whole(own.code).wishes:
                calls[wish.of.name] = [k.name for k, _ in wish.who[:MOST_CALLS]]
        return self._material(whose, like, wholes, absent, calls)

    def _material(
        self,
        whose: Kommun | Lan,
        like: list[tuple[str, frozenset[str]]],
        wholes: list[WholeTrend],
        absent: list[Kommun],
        calls: dict[str, list[str]],
    ) -> SeminarMaterial:
        with self.data() as store:
            areas = [head.area for head in compared(store)]
            catalogues = {area: store.catalogue(area) for area in areas}
            riket = {area: OfRiket(store, catalogues[area]) for area in areas}
            year = max(whole.map.newest or 0 for whole in wholes)
            register = store.register(population_before=year)
            kommuner = [whole.map.kommun for whole in wholes]

            def of_riket(area: str, indicator: Indicator, year: int) -> Comparison | None:
                return riket[area].figure(indicator, year)

            units = [("kommun", k.code) for k in kommuner]
            years = {(p.head.area, p.year) for w in wholes for p in w.map.known if p.year}
            return SeminarMaterial(
                who=whose.name,
                own=whose if isinstance(whose, Kommun) else None,
                wholes=wholes,
                absent=absent,
                register=register,
                edition=register.edition(year),
                year=year,
                themes=store.themes(),
                reflections=read_priorities(store).reflections,
                like=like,
                catalogues=catalogues,
                history={
                    (area, k.code): load_history(store, catalogues[area], k)
                    for area in areas
                    for k in kommuner
                },
                riket=of_riket,
                in_data={
                    (area, year): frozenset(
                        code
                        for column in store.columns(area, year=year, units=units)
                        for _, code in column.units
                    )
                    for area, year in years
                },
                calls=calls,
                today=self.today,
            )


def _like(store: Store, whose: Kommun | Lan) -> list[tuple[str, frozenset[str]]]:
    """Return the groups of kommuner like one, or like each of a län: what they are called, who."""
    if isinstance(whose, Lan):
        found = [(k, store.like(k.code, "overgripande")) for k in store.register().of(whose)]
        return [(f"{k.name} och liknande", of.members | {k.code}) for k, of in found if of]
    kinds = {store.catalogue(head.area).like for head in compared(store)}
    groups = {like.kind: like for kind in kinds if (like := store.like(whose.code, kind))}
    return [
        (f"Liknande: {LIKE_WORDS[kind]} (Kolada {of.edition})", of.members | {whose.code})
        for kind, of in sorted(groups.items())
    ]

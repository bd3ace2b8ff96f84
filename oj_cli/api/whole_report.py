"""The map as a report."""

from dataclasses import replace
from pathlib import Path

from oj_cli.analysis.method import method
from oj_cli.api import selecting
from oj_cli.api.loading import read_method, read_priorities
from oj_cli.api.report_files import Place, each_of
from oj_cli.api.report_material import stored
from oj_cli.api.whole_peers import WholeLearnFrom
from oj_cli.api.whole_trend import WholeTrends
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.reports import Written
from oj_cli.domain.swedish import fold
from oj_cli.reports.sheets import Sheets, whole_sheets
from oj_cli.reports.whole.build import WholeMaterial, whole_report


class WholeReport(WholeLearnFrom, WholeTrends):
    """Reporting over all områden."""

    def report_whole(
        self,
        *,
        kommun: str | None = None,
        area: str | None = None,
        each: bool = False,
        lan: str | None = None,
        formats: str | None = None,
        output: Path | None = None,
    ) -> Written:
        """Write a kommun's map as a report, or with `each` one of each kommun in a län or Sweden.

        `area` is the word of områden that belong together, if not all are meant. Raises as
        `report_kommun` does.
        """
        place = Place(self, formats, output)
        with self.data() as store:
            register = store.register()
            text = method(read_method(store), [])
            reflections = read_priorities(store).reflections
            kommuner: tuple[Kommun, ...]
            if not each:
                kommuner = (selecting.choose_kommun(store, kommun, self.workspace),)
            elif lan is not None:
                kommuner = register.of(selecting.choose_lan(store, lan, self.workspace))
            else:
                kommuner = register.kommuner
            names = [fold(k.name) for k in register.kommuner]

        def save(one: Kommun, folder: Path | None = None) -> tuple[Path, ...]:
            peers = self.peers_whole(one.code, area=area)
            material = WholeMaterial(
                trend=self.trend_of(peers.map, area),
                peers=peers,
                method=text,
                today=self.today,
                reflections=reflections,
                shares_name=names.count(fold(one.name)) > 1,
            )
            found = material.trend.map

            def sheets() -> Sheets:
                with self.data() as store:
                    years = {p.head.area: p.year or 0 for p in found.known}
                    known = {area: store.catalogue(area) for area in years}
                    given = [(c, stored(store, c, years[a], (one,))) for a, c in known.items()]
                    ids = {column.source for _, columns in given for column in columns}
                    return whole_sheets(found, given, store.sources(ids))

            return place.save(replace(whole_report(material), sheets=sheets), folder)

        return each_of(self, place, kommuner, save) if each else Written(save(kommuner[0]))

"""Kommuner side by side."""

from dataclasses import replace

from oj_cli.analysis.compare import is_asked
from oj_cli.analysis.overview import overview
from oj_cli.api import selecting
from oj_cli.api.loading import load_area_year
from oj_cli.api.session import Session
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.lookup import find_quality_area
from oj_cli.domain.overview import Overview
from oj_cli.domain.selection import Filters, SortBy
from oj_cli.workspace import corrections_by_kommun


class Compare(Session):
    """Comparing."""

    def compare(
        self,
        *,
        indicator: str | None = None,
        quality_area: str | None = None,
        area: str | None = None,
        year: int | None = None,
        edition: str | None = None,
        filters: Filters = Filters(),  # noqa: B008  # frozen
        sort: SortBy = "kommun",
        kommun: str | None = None,
        among: str | None = None,
    ) -> Overview:
        """Return the answers of all kommuner to one indicator, or to those of a kvalitetsområde.

        Args:
            indicator: Id, name or Kolada id. Either this or `quality_area`.
            quality_area: Id or name of a kvalitetsområde.
            area: Id or name of an område; the first that fits if left out.
            year: The newest with answers if left out.
            edition: Of the kommungrupper; the one in force in the year if left out.
            filters: Which kommuner.
            sort: What the kommuner are sorted by.
            kommun: The one whose reference `among` is; the workspace's if left out.
            among: Id of a reference (`liknande`): only its kommuner, and the own one.

        Returns:
            A row for each selected kommun, with the columns `kod`, `kommun`, `lan`, `kommungrupp`,
            `invanargrupp`, and an answer, or a value in the indicator's unit, for each indicator.
            Without a selection, those that the data have something of.
            Shares are percent JA of JA, NEJ and DELVIS, unrounded.

        """
        if (indicator is None) == (quality_area is None):
            raise UsageFault("compare.indicator_or_quality_area")
        with self.data() as store:
            if indicator is not None:
                catalogue, only = selecting.find_indicator(store, indicator, area)
                indicators: tuple[Indicator, ...] = (only,)
                heading = only.name
            else:
                area = selecting.choose_area(store, area, self.workspace)
                catalogue, only = store.catalogue(area), None
                quality = find_quality_area(quality_area or "", catalogue)
                indicators = tuple(i for i in catalogue if i.quality_area == quality)
                heading = catalogue.quality_area_names[quality]
            year = selecting.choose_year(store, catalogue, year, indicator=only)
            if only is None:
                indicators = tuple(i for i in indicators if is_asked(i, year)) or indicators
            data = load_area_year(store, catalogue, year, edition)
            selection = selecting.select(data.register, filters, data.edition, year)
            group = None
            if among is not None:
                own = selecting.choose_kommun(store, kommun, self.workspace)
                group = selecting.choose_reference(store, data, own, among)
                within = group.members | {own.code}
                selection = within if selection is None else within & selection
            others = store.years(catalogue.area, sorted(selection)) if selection else ()
            around = self.around(store, catalogue.area, year)
        found = overview(data, indicators, selection, sort, heading, None if filters else group)
        if not any(row.in_data for row in found.rows):
            raise UsageFault(
                "compare.nobody_answered", year=year, area=catalogue.short, other=others[-1:]
            )
        corrections = corrections_by_kommun(self.workspace, data.register, catalogue.area, year)
        return replace(found, corrections=corrections, around=around)

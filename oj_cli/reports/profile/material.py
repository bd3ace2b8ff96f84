"""What a kommun profile is built of: results that a command has worked out beforehand."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from oj_cli.domain.analysis import Analysis
from oj_cli.domain.identification import Identification, IndicatorResult, Verdict
from oj_cli.domain.kommuner import Edition
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.trend import Trend, TrendOverview
from oj_cli.presentation.pictures.model import Chart
from oj_cli.views.trend_chart import chart

History = Mapping[str, tuple[tuple[int, str | None, float | None], ...]]


@dataclass(frozen=True)
class ProfileMaterial:
    """One kommun, one område, one year.

    `found` is step 1. `trend` is what changed, `trends` the development of some indicators by
    id. `values` are all kommuner's values of some numeric indicators, by id. `history` is the
    kommun's own (year, answer, value) by indicator id, newest first. `analysis` is what the
    kommun has chosen and found out, None if there is none. `population` is (year, inhabitants).
    `shares_name`: another kommun's name is the same without å, ä and ö.
    """

    found: Identification
    edition: Edition
    trend: TrendOverview
    trends: Mapping[str, Trend]
    values: Mapping[str, tuple[float, ...]]
    history: History
    themes: Mapping[str, str]
    analysis: Analysis | None
    population: tuple[int, int] | None
    today: datetime.date
    shares_name: bool = False

    @property
    def name(self) -> str:
        """The kommun's name."""
        return self.found.kommun.name

    @property
    def is_numeric(self) -> bool:
        """Tell whether the område holds values and not answers."""
        return any(i.kind == "numerisk" for i in self.found.catalogue)

    @property
    def charts(self) -> Mapping[str, Chart]:
        """Drawings of the developments, by indicator id."""
        return {id: chart(found) for id, found in self.trends.items()}

    @property
    def sources(self) -> tuple[SourceRecord, ...]:
        """All sources, each once."""
        by_id = {s.id: s for s in (*self.found.sources, *self.trend.sources)}
        return tuple(by_id.values())

    @property
    def answered(self) -> tuple[IndicatorResult, ...]:
        """The quality indicators that have an answer or a value."""
        return tuple(
            r for r in self.found.results if r.verdict not in (Verdict.INGET_SVAR, Verdict.BAKGRUND)
        )

    def result(self, id: str) -> IndicatorResult | None:
        """Return step 1's result for an indicator."""
        return next((r for r in self.found.results if r.indicator.id == id), None)

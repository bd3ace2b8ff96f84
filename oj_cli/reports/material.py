"""What reports on an område are built of: results that a command has worked out beforehand."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from oj_cli.domain.analysis import Analysis
from oj_cli.domain.comments import ReasonCode, Suggestion, Texts
from oj_cli.domain.county import LanIdentification, LanIndicator
from oj_cli.domain.identification import Identification, IndicatorResult, Verdict
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Edition
from oj_cli.domain.method import Method
from oj_cli.domain.overview import KommunRow
from oj_cli.domain.references import Comparison
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import sort_key
from oj_cli.domain.trend import Trend
from oj_cli.domain.trend_overview import TrendOverview
from oj_cli.presentation.document import Remark
from oj_cli.presentation.pictures.model import Chart
from oj_cli.views.trend_chart import chart

Found = TypeVar("Found", Identification, LanIdentification)
History = Mapping[str, tuple[tuple[int, str | None, float | None], ...]]


@dataclass(frozen=True, kw_only=True)
class Material(Generic[Found]):
    """One område and year, for a kommun or a län.

    `found` is step 1. `trend` is what changed. `themes` are names by id. `method` is how all of it
    was counted.
    """

    found: Found
    edition: Edition
    trend: TrendOverview
    themes: Mapping[str, str]
    method: Method
    today: datetime.date

    @property
    def is_numeric(self) -> bool:
        """Tell whether the område holds values and not answers."""
        return any(i.kind == "numerisk" for i in self.found.catalogue)

    @property
    def sources(self) -> tuple[SourceRecord, ...]:
        """All sources, each once."""
        by_id = {s.id: s for s in (*self.found.sources, *self.trend.sources)}
        return tuple(by_id.values())


@dataclass(frozen=True, kw_only=True)
class CountyMaterial(Material[LanIdentification]):
    """A län and its kommuner.

    `logo` is a PNG or nothing, and `questions` are to talk about, by theme.
    `rows` are all its kommuner with sorting keys and answers, `comparisons` the figures of riket
    and the län by indicator id and reference id.
    `kommuner` is step 1 for each kommun that has answers. `population` is (year, inhabitants) by
    kommunkod. `suggestions` are marks for indicators, `remarks` comments by kvalitetsområde id.
    `texts` are the author's own words, their figures filled in, `trends` the developments of some
    indicators by id.
    """

    trends: Mapping[str, Trend]
    rows: tuple[KommunRow, ...]
    comparisons: Mapping[str, Mapping[str, Comparison]]
    kommuner: tuple[Identification, ...]
    population: Mapping[str, tuple[int, int]]
    suggestions: tuple[Suggestion, ...]
    questions: Mapping[str, str]
    remarks: Mapping[str, tuple[Remark, ...]]
    texts: Texts = field(default_factory=Texts)
    logo: bytes = b""

    @property
    def charts(self) -> Mapping[str, Chart]:
        """Drawings of the developments, by indicator id."""
        return {id: chart(found) for id, found in self.trends.items()}

    @property
    def asked(self) -> tuple[Indicator, ...]:
        """The indicators that were asked, in the catalogue's order."""
        return tuple(i for i in self.found.catalogue if self.has_results(i))

    @property
    def asked_by_area(self) -> tuple[Indicator, ...]:
        """The indicators that were asked, by kvalitetsområde."""
        order = {area.id: n for n, area in enumerate(self.found.catalogue.quality_areas)}
        return tuple(sorted(self.asked, key=lambda i: order[i.quality_area]))

    def of(self, reference: str) -> Callable[[Indicator], Comparison]:
        """Return what tells an indicator's figures in a reference."""
        return lambda indicator: self.comparisons[indicator.id][reference]

    def has_results(self, indicator: Indicator) -> bool:
        """Tell whether any kommun of the län has an answer or value, or riket a share."""
        if any(
            r.answers[indicator.id] is not None or r.values[indicator.id] is not None
            for r in self.rows
        ):
            return True
        return self.comparisons[indicator.id]["riket"].share is not None

    def result(self, id: str) -> LanIndicator | None:
        """Return step 1's result for an indicator; None for background."""
        return next((r for r in self.found.indicators if r.indicator.id == id), None)

    @property
    def in_data(self) -> tuple[KommunRow, ...]:
        """The kommuner that the data have, in Swedish order."""
        return tuple(r for r in self.rows_by_name if r.in_data)

    @property
    def rows_by_name(self) -> tuple[KommunRow, ...]:
        """The kommuner in Swedish order."""
        return tuple(sorted(self.rows, key=lambda r: sort_key(r.kommun.name)))

    def marked(self, mark: str, *codes: ReasonCode) -> tuple[LanIndicator, ...]:
        """Return the indicators that have a mark for one of these reasons, in step 1's order."""
        ids = {
            s.indicator
            for s in self.suggestions
            if any(r.mark == mark and r.code in codes for r in s.reasons)
        }
        return tuple(r for r in self.found.indicators if r.indicator.id in ids)


@dataclass(frozen=True, kw_only=True)
class ProfileMaterial(Material[Identification]):
    """A kommun.

    `history` is the kommun's own (year, answer, value) by indicator id, newest first. `analysis`
    is what the kommun has chosen and found out, None if there is none. `population` is (year,
    inhabitants). `shares_name`: another kommun's name is the same without å, ä and ö.
    """

    history: History
    analysis: Analysis | None
    population: tuple[int, int] | None
    shares_name: bool = False

    @property
    def name(self) -> str:
        """The kommun's name."""
        return self.found.kommun.name

    @property
    def answered(self) -> tuple[IndicatorResult, ...]:
        """The quality indicators that have an answer or a value."""
        return tuple(
            r for r in self.found.results if r.verdict not in (Verdict.INGET_SVAR, Verdict.BAKGRUND)
        )

    def result(self, id: str) -> IndicatorResult | None:
        """Return step 1's result for an indicator."""
        return next((r for r in self.found.results if r.indicator.id == id), None)

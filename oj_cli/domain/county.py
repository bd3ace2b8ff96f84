"""What step 1 finds for a län: the needs that its kommuner share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, records_of
from oj_cli.domain.identification import Identification
from oj_cli.domain.indicators import INDICATOR_KEYS, Catalogue, Indicator, Theme
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.local import Corrected, Promise
from oj_cli.domain.references import Comparison
from oj_cli.domain.sources import Around, SourceRecord


@dataclass(frozen=True)
class Change:
    """A län's figure one earlier, comparable year: percent JA, or the median of the kommuner.

    `n_yes` and `n` are known for ja/nej indicators.
    """

    year: int = key("ar")
    figure: float = key("varde")
    n_yes: int | None = key("n_ja")
    n: int | None = key("n_svar")


@dataclass(frozen=True, kw_only=True)
class LanIndicator:
    """One indicator in a län against riket.

    `figure` and `riket_figure` are percent JA, or medians for a numeric indicator;
    `shortfall` is riket minus län (the other way round where lower is better), None if
    either is missing or riket's does not rank. `teachers` are the kommuner with JA or
    among the best of the län, `without` the number that answered and are not.
    """

    indicator: Indicator
    lan: Comparison
    riket: Comparison
    figure: float | None = key("lan")
    riket_figure: float | None = key("riket")
    shortfall: float | None = key("brist")
    teachers: tuple[Kommun, ...] = key("har")
    without: int
    before: Change | None = key("forra")
    is_worse: bool = key("samre")
    not_answered: tuple[Kommun, ...]

    JSON: ClassVar[Mapping[str, Taken]] = {
        **INDICATOR_KEYS,
        "n_ja": "lan.n_yes",
        "n_svar": "lan.n",
        "n_ea": "lan.n_ea",
        "n_bortfall": "lan.n_missing",
    }

    @property
    def is_behind(self) -> bool:
        """Whether the län lies below riket."""
        return (self.shortfall or 0) > 0


@dataclass(frozen=True, kw_only=True)
class LanTheme:
    """A theme in a län: the mean of its indicators' figures against riket's."""

    theme: Theme
    figure: float = key("lan")
    riket_figure: float = key("riket")
    shortfall: float = key("brist")
    n_yes: int | None = key("n_ja")
    n: int | None = key("n_svar")
    indicators: tuple[str, ...] = key("indikatorer")
    question: str | None = key("fraga")

    JSON: ClassVar[Mapping[str, Taken]] = {"tema": "theme.id", "namn": "theme.name"}


@dataclass(frozen=True, kw_only=True)
class LanIdentification(Listed):
    """Step 1 for one län, one område and one year. `indicators` stand largest shortfall first.

    `corrections` are those of its kommuner that year, `promises` those of what it promised
    that an indicator here measures. A shortfall is in percentage points or the unit.
    """

    catalogue: Catalogue
    kommuner: tuple[Kommun, ...]
    lan: Lan = key("lan")
    year: int = key("ar")
    absent: tuple[Kommun, ...] = key("har_inte_svarat")
    themes: tuple[LanTheme, ...] = key("teman")
    indicators: tuple[LanIndicator, ...] = key("resultat")
    sources: tuple[SourceRecord, ...] = key("kalla")
    corrections: tuple[Corrected, ...] = key("rattelser", default=())
    promises: tuple[Promise, ...] = key("ataganden", default=())
    around: Around = Around()

    SCHEMA: ClassVar = "oj-identify-lan/1"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "catalogue.area",
        "antal_kommuner": lambda found: len(found.kommuner),
    }

    @property
    def weak(self) -> tuple[str, ...]:
        """The indicators in which the län is behind riket, the furthest behind first."""
        return tuple(r.indicator.id for r in self.indicators if r.is_behind)

    @property
    def leading(self) -> tuple[str, ...]:
        """The themes, the one with the largest shortfall first."""
        return tuple(theme.theme.id for theme in self.themes)

    def promised(self, promise: Promise) -> list[LanIndicator]:
        """Return the indicators that a promise asks for."""
        area, year = self.catalogue.area, self.year
        return [r for r in self.indicators if promise.applies(area, r.indicator.id, year)]

    def records(self) -> Records:
        """Return one row for each indicator: the län now and before, and riket."""
        names = self.catalogue.quality_area_names
        taken: dict[str, Taken] = {
            **json_of(LanIndicator),
            "kvalitetsomrade": lambda r: names[r.indicator.quality_area],
            "skillnad": lambda r: None if r.shortfall is None else -r.shortfall,
            "forra_ar": "before.year",
            "forra_lan": "before.figure",
            "har": lambda r: tuple(k.name for k in r.teachers),
        }
        columns = (
            *("indikator", "namn", "kvalitetsomrade", "tema", "lan", "n_ja", "n_svar", "n_ea"),
            *("n_bortfall", "riket", "skillnad", "forra_ar", "forra_lan", "har"),
        )
        return records_of(self.indicators, taken, columns)


Step1 = Identification | LanIdentification
"""What step 1 finds, of a kommun or a län."""

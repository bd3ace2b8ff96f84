"""What step 1 finds for a län: the needs that its kommuner share."""

from collections.abc import Mapping
from typing import ClassVar

from oj_cli.domain.encoding import Listed, Records, Taken, json_of, key, records_of
from oj_cli.domain.identification import Identification, Verdict
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import INDICATOR_KEYS, Catalogue, CommitmentKind, Indicator, Theme
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.local import Corrected, Promise
from oj_cli.domain.references import RIKET, Comparison
from oj_cli.domain.sources import Around, SourceRecord

BEHIND = (Verdict.TYDLIG_SVAGHET, Verdict.OSAKERT)
"""What a län is so far behind in that it is worth a word; the latter may be chance."""


@immutable
class Change:
    """A län's figure one earlier, comparable year: percent JA, or the median of the kommuner.

    `n_yes` and `n` are known for ja/nej indicators.
    """

    year: int = key("ar")
    figure: float = key("varde")
    n_yes: int | None = key("n_ja")
    n: int | None = key("n_svar")


@immutable(kw_only=True)
class LanIndicator:
    """One indicator in a län against riket.

    `figure` and `riket_figure` are percent JA, or for a numeric indicator the median of the län
    and what is published for riket, else the median of all kommuner. `difference` is the first
    minus the second. There is none, and no verdict, if either is missing, riket's does not rank,
    or fewer than five kommuner and less than half of the län have answered. `n_behind` kommuner of
    the län lie behind `riket_figure`, or do not say JA. `is_worse` and `is_better` tell of a
    change since `before` that is worth a word. `teachers` are the kommuner with JA or among the
    best of the län, `without` the number that answered and are not.
    """

    indicator: Indicator
    lan: Comparison
    riket: Comparison
    figure: float | None = key("lan")
    riket_figure: float | None = key("riket")
    difference: float | None = key("skillnad")
    verdict: Verdict | None = key("bedomning")
    n_behind: int | None = key("n_samre_an_riket", default=None)
    commitment: CommitmentKind | None = key("atagande", default=None)
    teachers: tuple[Kommun, ...] = key("har")
    without: int
    before: Change | None = key("forra")
    is_worse: bool = key("samre")
    is_better: bool = key("battre", default=False)
    not_answered: tuple[Kommun, ...]

    JSON: ClassVar[Mapping[str, Taken]] = {
        **INDICATOR_KEYS,
        "n_ja": "lan.n_yes",
        "n_svar": "lan.n",
        "n_ea": "lan.n_ea",
        "n_bortfall": "lan.n_missing",
    }

    @property
    def lead(self) -> float:
        """How much better than riket it is, in the unit; zero where that is not known."""
        if self.figure is None or self.riket_figure is None or self.difference is None:
            return 0.0
        return self.indicator.lead(self.figure, self.riket_figure)

    @property
    def riket_said(self) -> str:
        """What `riket_figure` is: `riket`, or whose median."""
        return self.riket.said(RIKET)

    @property
    def is_behind(self) -> bool:
        """Whether the län lies behind riket, however little."""
        return self.lead < 0


@immutable(kw_only=True)
class LanTheme:
    """A theme in which a län is behind riket, with the indicators: the most important first.

    `n_behind` of its `n` comparable indicators lie behind riket, `n_weak` clearly, and
    `n_uncertain` as far and perhaps by chance. `against` is `riket`, or `medianen` where nothing
    is published.
    """

    theme: Theme
    against: str = key("mot")
    n_behind: int = key("n_samre")
    n_weak: int = key("n_tydliga")
    n_uncertain: int = key("n_osakra")
    n: int = key("n_indikatorer")
    indicators: tuple[str, ...] = key("indikatorer")
    question: str | None = key("fraga")

    JSON: ClassVar[Mapping[str, Taken]] = {"tema": "theme.id", "namn": "theme.name"}


@immutable(kw_only=True)
class LanIdentification(Listed):
    """Step 1 for one län, one område and one year.

    `indicators` stand with those first in which the län is clearly behind, the most important
    foremost, then those in which that may be chance. `themes` are the themes of these, in the
    same order. `corrections` are those of its kommuner that year, `promises` those of what it
    promised that an indicator here measures.
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

    SCHEMA: ClassVar = "oj-identify-lan/2"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "omrade": "catalogue.area",
        "antal_kommuner": lambda found: len(found.kommuner),
    }

    def of(self, *verdicts: Verdict) -> tuple[LanIndicator, ...]:
        """Return the indicators with these verdicts, in order."""
        return tuple(r for r in self.indicators if r.verdict in verdicts)

    @property
    def compared(self) -> tuple[LanIndicator, ...]:
        """The indicators that can be set against riket."""
        return tuple(r for r in self.indicators if r.verdict is not None)

    @property
    def weak(self) -> tuple[str, ...]:
        """The indicators in which the län is behind riket, what is clear first."""
        return tuple(r.indicator.id for r in self.of(*BEHIND))

    @property
    def leading(self) -> tuple[str, ...]:
        """The themes in which the län is behind, that of the first indicator first."""
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
            "bedomning": lambda r: r.verdict and r.verdict.value,
            "forra_ar": "before.year",
            "forra_lan": "before.figure",
            "har": lambda r: tuple(k.name for k in r.teachers),
        }
        columns = (
            *("indikator", "namn", "kvalitetsomrade", "tema", "lan", "n_ja", "n_svar", "n_ea"),
            *("n_bortfall", "riket", "skillnad", "bedomning", "n_samre_an_riket"),
            *("forra_ar", "forra_lan", "har"),
        )
        return records_of(self.indicators, taken, columns)


Step1 = Identification | LanIdentification
"""What step 1 finds, of a kommun or a län."""

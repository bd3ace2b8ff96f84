"""What step 1 finds for a kommun: verdicts, priorities, areas to work on, whom to learn from."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any, ClassVar

from oj_cli.domain.chance import Uncertainty
from oj_cli.domain.encoding import Listed, Records, Taken, encode, json_of, key, records_of
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import (
    INDICATOR_KEYS,
    Catalogue,
    CommitmentKind,
    Indicator,
    Theme,
)
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.local import Correction, Promise
from oj_cli.domain.peers import Peer
from oj_cli.domain.references import Comparison, ReferenceUse
from oj_cli.domain.sources import Around, SourceRecord


class Verdict(StrEnum):
    """What an indicator calls for, in the order that the result lists them."""

    TYDLIG_SVAGHET = "tydlig_svaghet"
    SAKNAS = "saknas"
    PABORJAT = "paborjat"
    KONTROLLERA = "kontrollera"
    OSAKERT = "osakert"
    TYDLIG_STYRKA = "tydlig_styrka"
    OVANLIGT_BRA = "ovanligt_bra"
    UPPFYLLT = "uppfyllt"
    I_MITTEN = "i_mitten"
    EJ_AKTUELLT = "ej_aktuellt"
    INGET_SVAR = "inget_svar"
    BAKGRUND = "bakgrund"


JUDGED = (
    *(Verdict.TYDLIG_SVAGHET, Verdict.SAKNAS, Verdict.PABORJAT, Verdict.OSAKERT, Verdict.I_MITTEN),
    *(Verdict.UPPFYLLT, Verdict.TYDLIG_STYRKA, Verdict.OVANLIGT_BRA),
)
CLEAR = (Verdict.TYDLIG_SVAGHET, Verdict.SAKNAS)
"""What is to be improved, beyond doubt."""
STRONG = (Verdict.TYDLIG_STYRKA, Verdict.OVANLIGT_BRA)
VERDICT_WORDS = {
    Verdict.TYDLIG_SVAGHET: "tydligt svagt",
    Verdict.SAKNAS: "saknas",
    Verdict.PABORJAT: "påbörjat",
    Verdict.KONTROLLERA: "stäm av svaret",
    Verdict.OSAKERT: "osäkert",
    Verdict.TYDLIG_STYRKA: "tydligt starkt",
    Verdict.OVANLIGT_BRA: "ovanligt bra",
    Verdict.UPPFYLLT: "uppfyllt",
    Verdict.I_MITTEN: "i mitten",
    Verdict.EJ_AKTUELLT: "ej aktuellt",
    Verdict.INGET_SVAR: "inget svar",
    Verdict.BAKGRUND: "bakgrund",
}
WEAK = (*CLEAR, Verdict.PABORJAT, Verdict.KONTROLLERA, Verdict.OSAKERT)
"""What a theme brings along when it is chosen, in this order."""


@immutable
class Reason:
    """Why a verdict, or a place in the order, is what it is."""

    code: str = key("kod")
    text: str = key("text")


@immutable
class Before:
    """The own answer or value the last comparable year, and what the reference had then.

    `figure` is in the indicator's unit; `n` is how many answers stood behind the value.
    """

    year: int = key("ar")
    value: float | None = key("varde", default=None)
    answer: str | None = key("svar", default=None)
    figure: float | None = key("jamforelse", default=None)
    n: int | None = key("n", default=None)

    @property
    def said(self) -> float | str | None:
        """The answer, else the value."""
        return self.value if self.answer is None else self.answer


@immutable
class IndicatorResult:
    """One indicator for the own kommun.

    `answer` is None for a numeric indicator and where nothing was reported. `reference` is the
    id of what it is compared with, `difference` own minus that, in the indicator's unit: None
    for an answer. `distance` orders: the share (0–1) that say JA, or how many times the middle
    half of all kommuner the value is worse. `commitment` is the strongest kind that asks for
    it. `checks` say what should be checked, whatever the verdict.
    """

    indicator: Indicator
    answer: str | None = key("svar")
    value: float | None = key("varde")
    verdict: Verdict = key("bedomning")
    reasons: tuple[Reason, ...] = key("skal")
    comparisons: dict[str, Comparison] = key("jamforelser")
    reference: str = key("jamfors_med")
    difference: float | None = key("skillnad", default=None)
    distance: float | None = key("avstand", default=None)
    commitment: CommitmentKind | None = key("atagande", default=None)
    uncertainty: Uncertainty | None = key("osakerhet", default=None)
    before: Before | None = key("forra", default=None)
    checks: tuple[Reason, ...] = key("att_stamma_av", default=())

    JSON: ClassVar[Mapping[str, Taken]] = {**INDICATOR_KEYS, "roll": "indicator.role"}

    @property
    def is_compared(self) -> bool:
        """Whether its verdict, or its place in the order, rests on the comparison."""
        return self.difference is not None or self.distance is not None

    @property
    def is_told(self) -> bool:
        """Whether a verdict on the work is given: not background, and there is an answer."""
        return self.is_compared or self.verdict in (Verdict.UPPFYLLT, Verdict.OVANLIGT_BRA)

    @property
    def compared(self) -> Comparison:
        """The comparison that it is judged by."""
        return self.comparisons[self.reference]

    @property
    def compared_role(self) -> str:
        """What that is in a picture: a reference's id, `alla` for the median of all kommuner."""
        of_all = self.reference == "riket" and not self.compared.is_of_riket(self.reference)
        return "alla" if of_all else self.reference


@immutable(kw_only=True)
class ThemeResult:
    """A theme for the own kommun, with what it lacks: the most important first.

    `n_yes` is None where the theme has no ja/nej indicators; `n_weak` counts those that are
    clearly weak or missing, `n_uncertain` those that are worse and may be so by chance.
    """

    theme: Theme
    n_yes: int | None = key("n_ja")
    n_weak: int = key("n_tydliga")
    n_uncertain: int = key("n_osakra")
    n_answered: int = key("n_svar")
    indicators: tuple[str, ...] = key("indikatorer")
    question: str | None = key("fraga")
    peers: tuple[Peer, ...]

    JSON: ClassVar[Mapping[str, Taken]] = {"tema": "theme.id", "namn": "theme.name"}


@immutable
class Identification(Listed):
    """Step 1 for one kommun, one område and one year.

    `results` stand with what is clear first, the most important of it foremost. `areas` are the
    themes of these, in the same order, `uncertain` those in which nothing is clear. `ranking` is
    the id of the reference that most are compared with, `wanted_ranking` the one that was asked
    for. `theme_names` are by id. `corrections` and `promises` are the kommun's own, of any
    område and year.
    """

    kommun: Kommun
    lan: Lan
    catalogue: Catalogue
    year: int
    ranking: str
    wanted_ranking: str
    references: tuple[ReferenceUse, ...]
    areas: tuple[ThemeResult, ...]
    uncertain: tuple[ThemeResult, ...]
    results: tuple[IndicatorResult, ...]
    sources: tuple[SourceRecord, ...]
    notes: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    promises: tuple[Promise, ...] = ()
    around: Around = Around()
    theme_names: Mapping[str, str] = field(default_factory=dict)

    SCHEMA: ClassVar = "oj-identify/2"
    JSON: ClassVar[Mapping[str, Taken]] = {
        "kommun": lambda found: {**encode(found.kommun), "lan": found.lan.name},
        "omrade": "catalogue.area",
        "ar": "year",
        "kalla": "sources",
        "rankar": "ranking",
        "referenser": "references",
        "utvecklingsomraden": lambda found: [found.area_json(area) for area in found.areas],
        "osakra_omraden": lambda found: [found.area_json(area) for area in found.uncertain],
        "resultat": "results",
    }

    def of(self, *verdicts: Verdict) -> tuple[IndicatorResult, ...]:
        """Return the results with these verdicts, in order."""
        return tuple(r for r in self.results if r.verdict in verdicts)

    @property
    def weak(self) -> tuple[str, ...]:
        """The indicators that are weak for the kommun, the most important first."""
        return tuple(r.indicator.id for r in self.of(*WEAK))

    @property
    def leading(self) -> tuple[str, ...]:
        """The themes that stand first."""
        return tuple(area.theme.id for area in self.areas)

    def records(self) -> Records:
        """Return one row for each indicator, with the share or median of each reference."""
        names = self.catalogue.quality_area_names
        references = [use.reference.id for use in self.references]
        taken: dict[str, Taken] = {
            **json_of(IndicatorResult),
            "kvalitetsomrade": lambda r: names[r.indicator.quality_area],
            "bedomning": "verdict.value",
            "skal": lambda r: " ".join(reason.text for reason in (*r.reasons, *r.checks)),
            "n": "uncertainty.n",
            "n_kalla": "uncertainty.n_source",
            "lagst": lambda r: _end(r, 0),
            "hogst": lambda r: _end(r, 1),
            "forra_ar": "before.year",
            "forra": "before.said",
            **{id: _figure_of(id) for id in references},
        }
        columns = (
            *("indikator", "namn", "kvalitetsomrade", "tema", "svar", "varde", "bedomning"),
            *("jamfors_med", "skillnad", "n", "n_kalla", "lagst", "hogst", "forra_ar", "forra"),
            *("skal", *references),
        )
        return records_of(self.results, taken, columns)

    def area_json(self, area: ThemeResult) -> dict[str, Any]:
        """Return an area to work on as plain data, with why each peer is worth a call."""
        by_id = self.catalogue.by_id
        peers = [{**encode(p.kommun), "varfor": p.why(by_id)} for p in area.peers]
        return {**encode(area), "larande": peers}


def _end(result: IndicatorResult, place: int) -> float | None:
    interval = result.uncertainty.interval if result.uncertainty else None
    return interval[place] if interval else None


def _figure_of(reference: str) -> Taken:
    return lambda result: result.comparisons[reference].figure

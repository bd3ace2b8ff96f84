"""What step 1 finds for a kommun: verdicts, priorities, areas to work on."""

from dataclasses import dataclass
from enum import StrEnum

from oj_cli.domain.indicators import Catalogue, Indicator, Theme
from oj_cli.domain.kommuner import Kommun, Lan
from oj_cli.domain.references import Comparison, ReferenceUse
from oj_cli.domain.sources import SourceRecord


class Verdict(StrEnum):
    """What an indicator calls for, in the order that the result lists them."""

    FORBATTRINGSOMRADE = "forbattringsomrade"
    PABORJAT = "paborjat"
    KONTROLLERA = "kontrollera"
    STYRKA = "styrka"
    UPPFYLLT = "uppfyllt"
    MITTEN = "mitten"
    EJ_AKTUELLT = "ej_aktuellt"
    INGET_SVAR = "inget_svar"
    BAKGRUND = "bakgrund"


@dataclass(frozen=True)
class Reason:
    """Why a verdict or a priority is what it is. `points` is None where nothing was added."""

    code: str
    text: str
    points: float | None = None


@dataclass(frozen=True)
class IndicatorResult:
    """One indicator for the own kommun. `gap` and `priority` are points, None if none apply.

    `answer` is None for a numeric indicator and where nothing was reported.
    """

    indicator: Indicator
    answer: str | None
    value: float | None
    verdict: Verdict
    gap: float | None
    priority: float | None
    reasons: tuple[Reason, ...]
    comparisons: dict[str, Comparison]


@dataclass(frozen=True)
class Peer:
    """A kommun to learn from: how alike it is (0 most) and why it is listed.

    `has` are the ids of the wanted indicators that it has, `improved` those it went
    from NEJ to JA on, or rose in, since `improved_since`.
    """

    kommun: Kommun
    likeness: int
    alike: tuple[str, ...]
    has: tuple[str, ...]
    wanted: int
    value: float | None = None
    improved: tuple[str, ...] = ()
    improved_since: int | None = None
    rise: float | None = None


@dataclass(frozen=True)
class ThemeResult:
    """A theme for the own kommun. `shortfall` is the mean gap over its answered indicators.

    `n_yes` is None where the theme has no ja/nej indicators; `n_weak` counts
    indicators that are improvement areas.
    """

    theme: Theme
    n_yes: int | None
    n_weak: int
    n_answered: int
    shortfall: float
    indicators: tuple[str, ...]
    question: str | None
    peers: tuple[Peer, ...]


@dataclass(frozen=True)
class Identification:
    """Step 1 for one kommun, one område and one year.

    `results` stand with improvement areas first, by priority. `ranking` is the id of
    the reference that ranks, `wanted_ranking` the one that was asked for.
    """

    kommun: Kommun
    lan: Lan
    catalogue: Catalogue
    year: int
    ranking: str
    wanted_ranking: str
    references: tuple[ReferenceUse, ...]
    areas: tuple[ThemeResult, ...]
    results: tuple[IndicatorResult, ...]
    sources: tuple[SourceRecord, ...]
    notes: tuple[str, ...]

    def of(self, *verdicts: Verdict) -> tuple[IndicatorResult, ...]:
        """Return the results with these verdicts, in order."""
        return tuple(r for r in self.results if r.verdict in verdicts)

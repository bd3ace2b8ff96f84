"""What a kommun itself adds to the published data: settings, corrections, promises."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal

from oj_cli.domain.encoding import Taken, key
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import CommitmentKind
from oj_cli.domain.references import Ranking


@immutable
class DisabledRule:
    """A rule of a check that is not used here, and why not."""

    rule: str = key("regel", "Regelns id, till exempel A06")
    reason: str = key("skal", "Varför den inte gäller hos er")


@immutable
class YearDates:
    """The kommun's own days of the year, by step; what is left out is proposed."""

    publication: date | None = key("publicering", "När nya svar kommer", default=None)
    check: date | None = key("kontroll", "När de ska vara avstämda", default=None)
    analysis: date | None = key("analys", "När steg 1 till 3 ska vara klara", default=None)
    seminar: date | None = key("seminarium", "Analysdagen", default=None)
    decision: date | None = key("namnd", "När nämnden beslutar om planen", default=None)
    budget: date | None = key("budget", "När budgeten beslutas", default=None)
    follow_up: date | None = key("uppfoljning", "När årets utfall ska in", default=None)


@immutable
class Settings:
    """The workspace's `oj.yaml`: what is meant when a flag is left out."""

    kommun: str | None = key("kommun", default=None)
    lan: str | None = key("lan", default=None)
    area: str | None = key("omrade", default=None)
    ranking: Ranking | None = key(
        "jamfor_med", "Den jämförelse som avgör ordningen, annars riket", default=None
    )
    disabled: tuple[DisabledRule, ...] = key(
        "avstangda_regler", "Regler som oj plan check inte ska använda", default=()
    )
    year: YearDates = key(
        "arshjul", "Era dagar i årshjulet, ÅÅÅÅ-MM-DD; annars förslag", default=YearDates()
    )


@immutable
class Correction:
    """An answer that the kommun knows was reported wrongly.

    It stands beside the published answer and never replaces it. `kommun` is the workspace's
    own where it is left out; a län's workspace names it.
    """

    indicator: str = key("indikator", "omrade/indikator")
    year: int = key("ar")
    answer: Literal["JA", "NEJ", "DELVIS", "EA"] = key("svar", "Det svar som borde ha stått där")
    reason: str = key("skal")
    kommun: str | None = key("kommun", "Tomt: arbetsmappens kommun", default=None)


@immutable
class Corrected:
    """A correction of a kommun, by name, and what is published in its place; None for nothing."""

    kommun: str
    correction: Correction
    published: str | None

    JSON: ClassVar[Mapping[str, Taken]] = {
        "kommun": "kommun",
        "indikator": "correction.indicator",
        "ar": "correction.year",
        "svar": "correction.answer",
        "skal": "correction.reason",
    }


@immutable
class Promise:
    """What the kommun has promised, tied to indicators (`omrade/indikator`).

    `priority` is the one that a national guideline gives: 1 is the most urgent, 10 the least.
    """

    kind: CommitmentKind = key("typ")
    name: str = key("namn")
    source: str = key("kalla", "Var det står, med datum eller diarienummer")
    indicators: tuple[str, ...] = key("indikatorer")
    first_year: int | None = key("fran", default=None)
    last_year: int | None = key("till", default=None)
    priority: int | None = key("prioritet", "En riktlinjes prioritet, 1 till 10", default=None)

    @property
    def said(self) -> str:
        """The name, with the priority where there is one: `riktlinjerna 2011, prioritet 2`."""
        return self.name if self.priority is None else f"{self.name}, prioritet {self.priority}"

    def applies(self, area: str, indicator: str, year: int) -> bool:
        """Return whether the promise asks for this indicator in data of this year."""
        return (
            f"{area}/{indicator}" in self.indicators
            and (self.first_year is None or self.first_year <= year)
            and (self.last_year is None or year <= self.last_year)
        )


@immutable
class Corrections:
    """What `rattelser.yaml` holds."""

    corrections: tuple[Correction, ...] = key("rattelser", default=())


@immutable
class Promises:
    """What `ataganden.yaml` holds."""

    promises: tuple[Promise, ...] = key("ataganden", default=())

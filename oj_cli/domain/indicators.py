"""Indicator catalogues: what is asked, what it means, and which years can be compared."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Literal

from oj_cli.domain.encoding import Taken, key
from oj_cli.domain.immutable import immutable
from oj_cli.domain.kommuner import LikeKind

Kind = Literal["ja_nej", "numerisk"]
Direction = Literal["hogre", "lagre", "ingen"]
Role = Literal["kvalitet", "bakgrund", "sammansatt", "dubblett"]
Scale = Literal["procent", "dagar", "timmar", "kronor", "antal", "index", "koder"]
Option = Literal["JA", "NEJ", "DELVIS"]
CommitmentKind = Literal["lag", "riktlinje", "overenskommelse", "namndmal"]

UNKNOWN_UNIT = "enligt rubriken"
"""The unit of a number of which nobody has said in what it is counted."""

DIRECTION_WORDS: Mapping[Direction, str] = {
    "hogre": "högre är bättre",
    "lagre": "lägre är bättre",
    "ingen": "bedöms inte",
}
"""What the directions say."""

INDICATOR_KEYS: Mapping[str, Taken] = {
    "indikator": "indicator.id",
    "kolada_id": "indicator.kolada",
    "namn": "indicator.name",
    "kvalitetsomrade": "indicator.quality_area",
    "tema": "indicator.theme",
}
"""The first keys in JSON of a result that is of one `indicator`."""


@immutable
class Theme:
    """Indicators that belong together whatever their heading, in every område."""

    id: str = key("id", "Kort namn utan å, ä, ö och mellanslag")
    name: str = key("namn")
    description: str = key("beskrivning", "Vad som håller ihop temat")
    holds_together: bool = key(
        "haller_ihop", "false: en samling för det som ingen har ordnat än", default=True
    )
    is_whole: bool = key(
        "helhet", "true: temats nyckeltal säger något om hela verksamheten", default=False
    )


@immutable
class Themes:
    """The themes, as `teman.yaml` holds them."""

    themes: tuple[Theme, ...] = key("teman")

    @cached_property
    def names(self) -> dict[str, str]:
        """The themes' names by id."""
        return {t.id: t.name for t in self.themes}

    @property
    def areas(self) -> tuple[Theme, ...]:
        """The themes that can be areas to work on: not what nobody has sorted yet."""
        return tuple(t for t in self.themes if t.holds_together)


@immutable
class QualityArea:
    """A kvalitetsområde: the publisher's own heading."""

    id: str = key("id")
    name: str = key("namn")


@immutable
class Commitment:
    """What a law, a national guideline, an agreement or a nämnd goal asks for.

    `first_year` and `last_year` are the data years it applies to; `lan` the länskoder
    it applies in (empty: all of Sweden).
    """

    id: str = key("id")
    kind: CommitmentKind = key("typ")
    name: str = key("namn")
    short: str = key("kort", "Högst 40 tecken, används i meningar")
    source: str = key("kalla")
    scope: str = key("rackvidd", "Vad som begärs, och av vem")
    first_year: int | None = key("fran", default=None)
    last_year: int | None = key("till", default=None)
    lan: tuple[str, ...] = key("lan", "Länskoder; tomt betyder hela landet", default=())

    def applies(self, year: int, lan: str) -> bool:
        """Return whether it asks anything of a kommun in `lan` in the data of `year`."""
        return (
            (self.first_year is None or self.first_year <= year)
            and (self.last_year is None or year <= self.last_year)
            and (not self.lan or lan in self.lan)
        )


@immutable
class Successor:
    """What replaced an indicator that ended."""

    name: str = key("namn")
    kolada: str | None = key("kolada", default=None)


@immutable
class Break:
    """From `first_year` on, values are not comparable with those before."""

    first_year: int = key("fran")
    reason: str = key("skal")


@immutable
class Indicator:
    """One indicator of an område. `unit` is the unit of a numeric value, else None."""

    id: str = key("id")
    name: str = key("namn")
    short: str = key("kort", "Högst 24 tecken, ryms i en kolumn")
    quality_area: str = key("kvalitetsomrade")
    group: str = key("grupp")
    theme: str = key("tema")
    kind: Kind = key("typ")
    direction: Direction = key("riktning")
    role: Role = key("roll")
    definition: str = key("definition")
    unit: str | None = key("enhet", default=None)
    yes_means: str | None = key("ja_betyder", default=None)
    first_year: int | None = key("forsta_ar", default=None)
    last_year: int | None = key("sista_ar", default=None)
    replaced_by: tuple[Successor, ...] = key("ersatt_av", default=())
    breaks: tuple[Break, ...] = key("brott", default=())
    commitments: tuple[str, ...] = key("ataganden", default=())
    mirrors: tuple[str, ...] = key("speglar", "Samma fråga: omrade/indikator", default=())
    requires: tuple[str, ...] = key(
        "kraver", "Ett JA här förutsätter JA på de här indikatorerna i området", default=()
    )
    options: tuple[Option, ...] = key(
        "svarsalternativ", "De svar som frågan har; tomt om det inte är känt", default=()
    )
    kolada: str | None = key("kolada", default=None)
    scb: str | None = key("scb", "Tabell och variabel hos SCB", default=None)
    titles: tuple[str, ...] = key("rubriker", "Vad utgivaren kallar den, som i filer", default=())
    survey: str | None = key(
        "undersokning", "Samma ord för alla som samma personer svarade på", default=None
    )
    respondents: str | None = key(
        "antal_svar", "Indikatorn här som säger hur många som svarade", default=None
    )
    response_rate: str | None = key(
        "svarsfrekvens", "Indikatorn här som säger hur stor del som svarade", default=None
    )
    siblings: tuple[str, ...] = key(
        "syskon",
        "Frågar nästan detsamma på ett annat sätt: indikator eller omrade/indikator",
        default=(),
    )
    scale: Scale | None = key("skala", "Vad talen är", default=None)
    codes: dict[str, Option] = key(
        "koder", "Vad publicerade siffror betyder, som 2: JA", default_factory=dict, hash=False
    )
    floor: float | None = key(
        "relevans", "Minsta skillnad att tala om, i indikatorns enhet", default=None
    )
    only_like: LikeKind | None = key(
        "bara_liknande", "Jämförs bara med liknande kommuner av det slaget", default=None
    )
    concerns: tuple[str, ...] = key(
        "galler",
        "Ett nyckeltal: vilka det säger något om, med ord som områdens hor_till",
        default=(),
    )
    by_gender: bool = key("kon", "true: publiceras även för kvinnor och män", default=False)
    why: str | None = key("skal", "Varför tema, riktning och syskon är som de är", default=None)

    @property
    def known_unit(self) -> str | None:
        """The unit of its values; None of yes and no, and where it is not known."""
        return None if self.unit == UNKNOWN_UNIT else self.unit

    @property
    def after_value(self) -> str:
        """The unit as it stands after a value; nothing where it would say nothing."""
        says_nothing = self.scale in ("antal", "index") and self.unit == self.scale
        return "" if says_nothing else self.known_unit or ""

    @property
    def is_judged(self) -> bool:
        """Whether it says how good something is: not background, and it is known what is better."""
        return self.role == "kvalitet" and self.direction != "ingen"

    @property
    def counts_people(self) -> bool:
        """Whether its figures are how many persons there are."""
        return self.scale == "antal" and " per " not in (self.unit or "")

    @property
    def is_cost(self) -> bool:
        """Whether it counts money."""
        return self.scale == "kronor" or (self.unit or "").startswith("kronor")

    @property
    def is_percent(self) -> bool:
        """Whether its figures are percent: shares of kommuner, or values that are so."""
        return self.kind == "ja_nej" or (self.unit or "").startswith("procent")

    def is_new(self, year: int) -> bool:
        """Return whether it was first asked in `year`."""
        return self.first_year == year

    def is_broken(self, year: int) -> bool:
        """Return whether it is measured in a new way from `year` on."""
        return any(b.first_year == year for b in self.breaks)

    def lead(self, value: float, other: float) -> float:
        """Return how much better a value is than another; below zero where it is worse."""
        return other - value if self.direction == "lagre" else value - other

    def break_between(self, year: int, other: int) -> Break | None:
        """Return the first break that makes the two years incomparable, or None."""
        low, high = sorted((year, other))
        return next((b for b in self.breaks if low < b.first_year <= high), None)


@immutable
class Tried:
    """How the rule for a clear weakness did in the newest pair of years, which did not choose it.

    `base` and `held` are percent that were under riket the next time: of all values, and of those
    called clear weaknesses, of which there were `flags`. All surveys of an område that tell
    kommuner apart are tried together.
    """

    years: str = key("ar", "Som 2020–2022")
    base: float = key("alla")
    flags: int = key("antal")
    held: float = key("kvar")


@immutable
class Survey:
    """What the values of one survey taught, from pairs of years that are over.

    `spread` is how many times wider chance is than that of as many independent answers.
    """

    id: str = key("id")
    spread: float = key("spridning", default=1.3)
    can_tell: bool = key(
        "skiljer", "false: ingen kommun går att skilja ut tydligt här", default=True
    )
    why: str | None = key("skal", "Vad det bygger på", default=None)
    tried: Tried | None = key("provad", default=None)


@immutable
class Origin:
    """Where newer values of an område are found."""

    way: Literal["kolada", "fil"] = key("satt", "kolada: oj hämtar; fil: någon laddar ner den")
    words: str | None = key("sok", "Vad man söker på hos utgivaren", default=None)


@immutable
class Catalogue:
    """All that is known of the indicators of one område.

    `belongs_to` joins områden about the same people; `order` is its place in lists, lowest first.
    """

    area: str = key("omrade", is_id=True)
    name: str = key("namn")
    short: str = key("kort")
    publisher: str = key("utgivare")
    respondent: str = key("svarande", "Vad ett värde gäller")
    quality_areas: tuple[QualityArea, ...] = key("kvalitetsomraden")
    indicators: tuple[Indicator, ...] = key("indikatorer", default=())
    purpose: Literal["jamforelse", "nyckeltal"] = key(
        "slag", "nyckeltal kompletterar (steg 2) och rangordnas aldrig", default="jamforelse"
    )
    remark: str | None = key("anmarkning", "Vad en läsare måste veta", default=None)
    commitments: tuple[Commitment, ...] = key("ataganden", default=())
    surveys: tuple[Survey, ...] = key(
        "undersokningar", "Hur mycket slumpen rör, mätt på år som har gått", default=()
    )
    belongs_to: str | None = key(
        "hor_till", "Ett ord för områden om samma personer", is_id=True, default=None
    )
    origin: Origin | None = key("kommer_fran", default=None)
    order: int = key("ordning", "Plats i listor, lägst först", default=1000)
    like: LikeKind = key(
        "liknande", "Vilka av Koladas liknande kommuner som passar området", default="overgripande"
    )

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators)

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        """The indicators by id, in the catalogue's order."""
        return {i.id: i for i in self.indicators}

    @cached_property
    def commitment_by_id(self) -> dict[str, Commitment]:
        """The commitments by id."""
        return {c.id: c for c in self.commitments}

    @cached_property
    def _survey_by_id(self) -> dict[str, Survey]:
        return {s.id: s for s in self.surveys}

    def survey(self, id: str | None) -> Survey:
        """Return what is known of a survey."""
        return self._survey_by_id.get(id or "") or Survey(id or "")

    @cached_property
    def shares_of_survey(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the indicators in percent that the same persons answered, by survey."""
        found: dict[str, tuple[str, ...]] = {}
        for i in self.indicators:
            if i.survey is not None and i.is_percent:
                found[i.survey] = (*found.get(i.survey, ()), i.id)
        return found

    def judged_in(self, theme: str) -> tuple[Indicator, ...]:
        """Return the indicators of a theme that are judged."""
        return tuple(i for i in self.indicators if i.theme == theme and i.is_judged)

    def with_added(self, own: "Catalogue") -> "Catalogue":
        """Return this with the entries of another added, or in place of those with their id."""
        return replace(
            self,
            indicators=tuple(({**self.by_id, **own.by_id}).values()),
            quality_areas=tuple(
                {q.id: q for q in (*self.quality_areas, *own.quality_areas)}.values()
            ),
            commitments=tuple(({**self.commitment_by_id, **own.commitment_by_id}).values()),
        )

    @cached_property
    def quality_area_names(self) -> dict[str, str]:
        """The names of the kvalitetsområden by id."""
        return {q.id: q.name for q in self.quality_areas}


@immutable
class AreaHead:
    """What a list says of an område: the beginning of its catalogue."""

    area: str = key("omrade")
    name: str = key("namn")
    short: str = key("kort")
    purpose: str = key("slag")
    order: int = key("ordning")
    belongs_to: str | None = key("hor_till", default=None)


@immutable
class Step:
    """One step of the order: what kinds of commitment it holds, and why it stands there."""

    kinds: tuple[CommitmentKind, ...] = key("ataganden")
    why: str = key("skal")


@immutable
class Priorities:
    """What comes first among what is clear, and a question for reflection by theme."""

    order: tuple[Step, ...] = key("ordning", "Det viktigaste först")
    reflections: dict[str, str] = key("reflektion", "Tema och fråga")

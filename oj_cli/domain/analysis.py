"""The local analysis, steps 1 to 3 and the conclusions: the model of `analys/*.yaml`.

What was chosen is kept with the figures it was chosen on, frozen, so that newer data can
be told apart from what the group saw.
"""

from dataclasses import dataclass
from typing import Any, Literal

from oj_cli.domain.fields import key

SCHEMA = "oj-analys/1"

EvidenceKind = Literal[
    "annan_oj",
    "nyckeltal",
    "egen_statistik",
    "brukarundersokning",
    "brukarrevision",
    "hearing",
    "inventering",
    "klagomal",
    "lex_sarah",
    "ivo_tillsyn",
    "ej_verkstallda_beslut",
    "kollegiegranskning",
    "avvikelser",
    "egen_bedomning",
    "annat",
]
Supports = Literal["stodjer", "motsager", "oklart"]
TargetGroup = Literal["barn", "unga", "vuxna", "aldre"]
Gender = Literal["kvinnor", "man"]
EventKind = Literal["organisation", "personal", "metod", "lag", "reform", "annat"]


@dataclass(frozen=True)
class Frozen:
    """One indicator as it was when it was chosen, with the source of the own answer.

    `answer` or `value` is the kommun's own; `riket`, `lan` and `group` are shares in
    percent, or medians for a numeric indicator. For a län, `answer` is null and `lan`
    is its own figure.
    """

    indicator: str = key("indikator")
    answer: str | None = key("svar", default=None)
    value: float | None = key("varde", default=None)
    riket: float | None = key("riket", default=None)
    lan: float | None = key("lan", default=None)
    group: float | None = key("grupp", default=None)
    priority: float | None = key("prioritet", default=None)
    source: str | None = key("kalla", default=None)


@dataclass(frozen=True)
class Chosen:
    """An area that was chosen to work on, with its indicators. `theme` is a theme's id."""

    theme: str = key("tema")
    why: str = key("motiv")
    date: str = key("valt", "Datum, 2026-11-22")
    indicators: tuple[Frozen, ...] = key("indikatorer", default=())


@dataclass(frozen=True)
class SetAside:
    """A theme or indicator that was set aside, and why."""

    what: str = key("vad", "Tema eller indikator")
    why: str = key("motiv")
    date: str | None = key("datum", default=None)


@dataclass(frozen=True)
class Measurement:
    """A value with its unit, and on how many it is counted."""

    value: float = key("varde")
    unit: str | None = key("enhet", default=None)
    n: int | None = key("n", default=None)


@dataclass(frozen=True)
class Evidence:
    """Something else that is known: step 2. `concerns` are indicators or themes."""

    id: str = key("id")
    kind: EvidenceKind = key("typ")
    source: str = key("kalla")
    shows: str = key("visar")
    date: str | None = key("datum", default=None)
    measurement: Measurement | None = key("matning", default=None)
    target_groups: tuple[TargetGroup, ...] = key("malgrupp", default=())
    gender: Gender | None = key("kon", default=None)
    concerns: tuple[str, ...] = key("galler", "Teman eller indikatorer", default=())
    supports: Supports = key("bedomning", default="oklart")
    link: str | None = key("lank", "Länk eller diarienummer", default=None)


@dataclass(frozen=True)
class Event:
    """Something that happened and may explain a change: step 3."""

    id: str = key("id")
    date: str = key("datum", "2016, 2016-05 eller 2016-05-01")
    text: str = key("vad")
    kind: EventKind = key("typ", default="annat")
    scope: tuple[str, ...] = key("galler", "Teman eller indikatorer; tomt: allt", default=())


@dataclass(frozen=True)
class TrendNote:
    """What the group makes of an indicator's development."""

    indicator: str = key("indikator")
    text: str = key("slutsats")


@dataclass(frozen=True)
class Conclusion:
    """What to develop and why: step 4 begins here. `concerns` are themes or indicators."""

    text: str = key("vad")
    concerns: tuple[str, ...] = key("galler", default=())
    causes: tuple[str, ...] = key("orsaker", default=())


@dataclass(frozen=True)
class Analysis:
    """A kommun's or a län's analysis of one område and year."""

    schema: str = key("schema")
    area: str = key("omrade")
    year: int = key("ar")
    kommun: str | None = key("kommun", "Namn; tomt för ett län", default=None)
    lan: str | None = key("lan", default=None)
    created: str | None = key("skapad", default=None)
    chosen: tuple[Chosen, ...] = key("val", default=())
    set_aside: tuple[SetAside, ...] = key("valts_bort", default=())
    evidence: tuple[Evidence, ...] = key("underlag", default=())
    events: tuple[Event, ...] = key("handelser", default=())
    trend: tuple[TrendNote, ...] = key("trend", default=())
    conclusions: tuple[Conclusion, ...] = key("slutsatser", default=())
    answers: dict[str, dict[str, Any]] = key(
        "svar", "Svar på guidernas frågor: guide, fråga, svar", default_factory=dict
    )

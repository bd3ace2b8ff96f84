"""The local analysis, steps 1 to 3 and the conclusions: the model of `analys/*.yaml`.

What was chosen is kept with the figures it was chosen on, frozen, so that newer data can
be told apart from what the group saw.
"""

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from oj_cli.domain.answers import IN_DENOMINATOR
from oj_cli.domain.encoding import key
from oj_cli.domain.immutable import immutable
from oj_cli.domain.selection import EVERY
from oj_cli.domain.typed import first_day

SCHEMA = "oj-analys/1"

RESUME = "fortsatt_vid"
"""Among a guide's saved answers: where a walk that is not done goes on."""

BEGUN = "paborjad_plan"
"""Among a guide's saved answers: the plan that a walk is filling."""

WRITTEN = "skrivet"
"""Among the answers of a round: the id of the item of the analysis that it is."""

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
    "kostnad",
    "annat",
]
Supports = Literal["stodjer", "motsager", "oklart"]
TargetGroup = Literal["barn", "unga", "vuxna", "aldre"]
Gender = Literal["kvinnor", "man"]
OneToThree = Literal[1, 2, 3]
EventKind = Literal["organisation", "personal", "metod", "lag", "reform", "annat"]
FrozenAnswer = Literal["JA", "NEJ", "DELVIS", "EA", "BORTFALL", "SEKRETESS"]

EVENT_WORDS: dict[EventKind, str] = {
    "organisation": "organisation",
    "personal": "personal",
    "metod": "metod",
    "lag": "lag",
    "reform": "reform",
    "annat": "annat",
}
EVIDENCE_WORDS: dict[EvidenceKind, str] = {
    "annan_oj": "annan öppen jämförelse",
    "nyckeltal": "nyckeltal",
    "egen_statistik": "egen statistik",
    "brukarundersokning": "brukarundersökning",
    "brukarrevision": "brukarrevision",
    "hearing": "hearing",
    "inventering": "inventering",
    "klagomal": "klagomål och synpunkter",
    "lex_sarah": "lex Sarah",
    "ivo_tillsyn": "tillsyn av IVO",
    "ej_verkstallda_beslut": "ej verkställda beslut",
    "kollegiegranskning": "kollegiegranskning",
    "avvikelser": "avvikelser",
    "egen_bedomning": "verksamhetens egen bedömning",
    "kostnad": "kostnad",
    "annat": "annat",
}
SUPPORT_WORDS: dict[Supports, str] = {
    "stodjer": "stödjer",
    "motsager": "motsäger",
    "oklart": "oklart",
}
TARGET_WORDS: dict[TargetGroup, str] = {
    "barn": "barn",
    "unga": "unga",
    "vuxna": "vuxna",
    "aldre": "äldre",
}
GENDER_WORDS: dict[Gender, str] = {"kvinnor": "kvinnor", "man": "män"}


@immutable
class Frozen:
    """One indicator as it was when it was chosen.

    `answer` or `value` is the kommun's own; `riket`, `lan` and `group` are shares in
    percent with one decimal, or medians for a numeric indicator. Each `_yes` and `_n` are
    how many of how many kommuner had JA, None where only a published share is known. For
    a län, `answer` is None and `lan` is its own figure. `priority` is what `oj identify`
    gave, for a län the distance to riket. `source` names the source of the own figure and
    the place in it. `year` is that of the figures where it is not the analysis' own.
    """

    indicator: str = key("indikator", "Id; område/id för ett annat område än analysens")
    year: int | None = key("ar", "Året, om det inte är analysens", default=None)
    answer: FrozenAnswer | None = key("svar", default=None)
    value: float | None = key("varde", default=None)
    riket: float | None = key("riket", "Andel JA i procent, eller median", default=None)
    riket_n: int | None = key("riket_n", "Antal kommuner bakom", default=None)
    lan: float | None = key("lan", "Andel JA i procent, eller median", default=None)
    lan_yes: int | None = key("lan_ja", "Antal kommuner med JA", default=None)
    lan_n: int | None = key("lan_n", "Antal kommuner bakom", default=None)
    group: float | None = key("grupp", "Andel JA i procent, eller median", default=None)
    group_name: str | None = key("grupp_namn", "Kommungruppen med utgåva", default=None)
    group_yes: int | None = key("grupp_ja", "Antal kommuner med JA", default=None)
    group_n: int | None = key("grupp_n", "Antal kommuner bakom", default=None)
    priority: float | None = key("prioritet", default=None)
    ranked_by: str | None = key("prioritet_mot", "Jämförelsen bakom prioriteten", default=None)
    source: str | None = key("kalla", "Källa och plats i den", default=None)

    @property
    def group_others(self) -> int | None:
        """How many others of the group have answered; None where only a share is known."""
        if self.group_n is None:
            return None
        return self.group_n - (self.answer in IN_DENOMINATOR or self.value is not None)


@immutable
class Chosen:
    """An area that was chosen to work on, with its indicators. `theme` is a theme's id.

    `benefit` and `effort` are 1 (small) to 3 (great), as the group judged them.
    """

    theme: str = key("tema")
    why: str | None = key("motiv", "Varför ni väljer det", default=None)
    date: datetime.date | None = key("valt", "Dagen då ni valde", default=None)
    indicators: tuple[Frozen, ...] = key("indikatorer", default=())
    benefit: OneToThree | None = key("nytta", "För brukaren: 1 liten, 2, 3 stor", default=None)
    effort: OneToThree | None = key("insats", "Av er: 1 liten, 2, 3 stor", default=None)


@immutable
class SetAside:
    """A theme or indicator that was set aside, and why."""

    what: str = key("vad", "Tema eller indikator")
    why: str = key("motiv")
    date: datetime.date | None = key("datum", default=None)


@immutable
class Measurement:
    """A value with its unit, and on how many it is counted."""

    value: float = key("varde")
    unit: str | None = key("enhet", default=None)
    n: int | None = key("n", "Hur många värdet bygger på", default=None)


@immutable
class Evidence:
    """Something else that is known: step 2. `concerns` are indicators or themes.

    `date` is a year, a month or a day, as an event's is.
    """

    id: str = key("id")
    kind: EvidenceKind = key("typ")
    source: str = key("kalla")
    shows: str = key("visar")
    date: str | None = key("datum", "2016, 2016-05 eller 2016-05-01", default=None)
    measurement: Measurement | None = key("matning", default=None)
    target_groups: tuple[TargetGroup, ...] = key("malgrupp", default=())
    gender: Gender | None = key("kon", default=None)
    concerns: tuple[str, ...] = key("galler", "Teman eller indikatorer; tomt: allt", default=())
    supports: Supports = key(
        "bedomning", "Stödjer eller motsäger underlaget det som ni valt?", default="oklart"
    )
    link: str | None = key("lank", "Länk eller diarienummer", default=None)


@immutable
class Event:
    """Something that happened and may explain a change: step 3.

    `date` is a year, a month or a day: `2016`, `2016-05`, `2016-05-01`. `scope` says in
    words what it reached (`boendestödet`, `hela landet`), `concerns` which indicators or
    themes it may explain, all if empty.
    """

    id: str = key("id")
    date: str = key("datum", "2016, 2016-05 eller 2016-05-01")
    text: str = key("vad")
    kind: EventKind = key("typ", default="annat")
    scope: str | None = key("omfattning", "Vad den omfattade: boendestödet, länet", default=None)
    concerns: tuple[str, ...] = key("galler", "Teman eller indikatorer; tomt: allt", default=())
    how: str | None = key("hur", "Hur den gick till", default=None)

    @property
    def first_day(self) -> datetime.date:
        """The first day that the date may mean. Raises ValueError if there is none."""
        return first_day(self.date)


@immutable
class TrendNote:
    """What the group makes of a development: step 3. `concerns` are indicators or themes."""

    id: str = key("id")
    text: str = key("slutsats")
    concerns: tuple[str, ...] = key("galler", "Teman eller indikatorer", default=())


@immutable
class Conclusion:
    """What to develop and why: step 4 begins here. `concerns` are themes or indicators."""

    id: str = key("id")
    text: str = key("vad")
    concerns: tuple[str, ...] = key("galler", "Teman eller indikatorer", default=())
    causes: tuple[str, ...] = key("orsaker", default=())


@immutable
class Analysis:
    """A kommun's or a län's analysis of one område and year, or of all områden of a kommun.

    Its indicators are named by their ids, those of other områden as `omrade/id`, with a year each.
    So are all in one of all områden; its year is then the newest there was.
    """

    schema: str = key("schema")
    area: str = key("omrade", f"Områdets id, eller {EVERY} för hela kommunen")
    year: int = key("ar", "Dataår")
    kommun: str | None = key("kommun", "Namn; tomt för ett län", default=None)
    lan: str | None = key("lan", "Namn; tomt för en kommun", default=None)
    created: datetime.date | None = key("skapad", default=None)
    chosen: tuple[Chosen, ...] = key("val", default=())
    set_aside: tuple[SetAside, ...] = key("valts_bort", default=())
    evidence: tuple[Evidence, ...] = key("underlag", default=())
    events: tuple[Event, ...] = key("handelser", default=())
    trend: tuple[TrendNote, ...] = key("trend", default=())
    conclusions: tuple[Conclusion, ...] = key("slutsatser", default=())
    answers: dict[str, dict[str, Any]] = key(
        "svar", "Svar på guidernas frågor: guide, fråga, svar", default_factory=dict
    )

    @property
    def who(self) -> str:
        """The kommun's or the län's name."""
        return self.kommun or self.lan or ""

    @property
    def frozen(self) -> tuple[Frozen, ...]:
        """All chosen indicators, in the order of the areas."""
        return tuple(f for chosen in self.chosen for f in chosen.indicators)

    @property
    def is_of_all(self) -> bool:
        """Whether it is of all områden."""
        return self.area == EVERY

    def whole(self, name: str) -> str:
        """Return an indicator that the analysis names as `omrade/id`."""
        return name if "/" in name or self.is_of_all else f"{self.area}/{name}"

    def year_of(self, frozen: Frozen) -> int:
        """Return the year of a chosen indicator's figures."""
        return frozen.year or self.year

    @property
    def parts(self) -> tuple["Analysis", ...]:
        """The analysis for each område and year that it has chosen from, as if it were of that one.

        The own one is first, whether or not anything of it is chosen.
        """
        found: dict[tuple[str, int], list[Frozen]] = {}
        if not self.is_of_all:
            found[self.area, self.year] = []
        for frozen in self.frozen:
            area, _, id = self.whole(frozen.indicator).rpartition("/")
            of = found.setdefault((area, self.year_of(frozen)), [])
            of.append(replace(frozen, indicator=id, year=None))
        return tuple(
            replace(self, area=area, year=year, chosen=(Chosen("", indicators=tuple(of)),))
            for (area, year), of in found.items()
        )

    def areas_of(self, theme: str) -> frozenset[str]:
        """Return the områden that a theme is chosen in: the own, or those of its indicators."""
        names = (f.indicator for c in self.chosen if c.theme == theme for f in c.indicators)
        found = {self.whole(name).rpartition("/")[0] for name in names}
        return frozenset(found if self.is_of_all else found | {self.area})

    def area_of(self, indicator: str) -> Chosen | None:
        """Return the chosen area that holds an indicator, None if it is not chosen."""
        for chosen in self.chosen:
            if any(f.indicator == indicator for f in chosen.indicators):
                return chosen
        return None


def next_id(letter: str, used: Iterable[str]) -> str:
    """Return an id above all that are in use: `U3` after `U2`."""
    numbers = [int(id[1:]) for id in used if id[:1].upper() == letter and id[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"

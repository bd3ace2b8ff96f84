"""Action plans, step 4: the model of `planer/*.yaml`.

Nearly every field may be left out, since a plan is a draft for a long time: what a plan must
have to be a good one is told by the rules of `oj plan check`, not by the reader. A value that
begins with `ATT GÖRA` is read as not yet given.
"""

import datetime
from typing import Literal

from oj_cli.domain.chance import NSource
from oj_cli.domain.encoding import key
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Direction

SCHEMA = "oj-plan/1"

PlanStatus = Literal["utkast", "beslutad", "pagar", "avslutad"]
GoalKind = Literal["brukarmal", "processmal"]
PartyKind = Literal["kommun", "region", "stadsdel", "enhet", "organisation", "myndighet", "annan"]
Dimension = Literal[
    "kunskapsbaserad", "saker", "individanpassad", "effektiv", "jamlik", "tillganglig"
]
Aim = Literal["oka", "minska", "behall"]
ActivityKind = Literal["gora", "sluta"]
ActivityStatus = Literal["planerad", "pagar", "klar", "ej_genomford"]
Interval = Literal["manad", "kvartal", "tertial", "halvar", "ar"]
Judgement = Literal["nadd", "pa_vag", "oforandrad", "samre", "inte_matt", "ej_genomford"]
Decision = Literal["fortsatt", "andra", "avsluta", "sprid"]
YesNo = Literal["ja", "nej", "oklart"]
AIMS: dict[Direction, Aim] = {"hogre": "oka", "lagre": "minska"}
"""Where a measure is to go that is an indicator with a direction."""


@immutable
class Validity:
    """The days a plan applies to, first and last included."""

    first: datetime.date | None = key("fran", "Planens första dag", default=None)
    last: datetime.date | None = key("till", "Planens sista dag", default=None)


@immutable
class Resolution:
    """The decision that adopted the plan."""

    body: str | None = key("instans", "Vem som beslutade, till exempel Socialnämnden", default=None)
    date: datetime.date | None = key("datum", "Dagen för beslutet", default=None)
    paragraph: str | None = key("paragraf", "Till exempel § 114", default=None)


@immutable
class Party:
    """One of those who share the plan."""

    id: str = key("id", "Kort namn utan å, ä, ö och mellanslag")
    name: str = key("namn", "Partens hela namn")
    kind: PartyKind = key("typ", "Vad parten är", default="annan")


@immutable
class ComparisonGroup:
    """Whom the plan compares with, and why."""

    kind: str | None = key(
        "typ", "riket, lan, kommungrupp, invanargrupp, liknande eller egen", default=None
    )
    name: str | None = key("namn", "Gruppens namn, med utgåva", default=None)
    why: str | None = key("motiv", "Varför ni jämför er med dem", default=None)


@immutable
class PlanSource:
    """Where the plan's figures come from."""

    id: str = key("id", "Kort namn på källan")
    title: str | None = key("titel", "Källans titel", default=None)
    publisher: str | None = key("utgivare", "Vem som ger ut den", default=None)
    year: int | None = key("ar", "Vilket år uppgifterna gäller", default=None)
    fetched: datetime.date | None = key("hamtad", "Dagen då de hämtades", default=None)


@immutable
class PlanHead:
    """What holds for the whole plan. `part_of` and `previous` name other plans by id."""

    id: str = key("id", "Kort namn på planen, samma som filens")
    title: str | None = key("titel", "Planens namn, med samma period som giltigheten", default=None)
    status: PlanStatus = key("status", "Hur långt planen har kommit", default="utkast")
    kommun: str | None = key("kommun", "Kommunen som planen gäller", default=None)
    lan: str | None = key("lan", "Länet, om planen gäller ett län", default=None)
    area: str | None = key("omrade", "Område i öppna jämförelser", default=None)
    unit: str | None = key("enhet", "Enhet, om planen gäller en enda", default=None)
    registration: str | None = key("diarienummer", "Nummer i diariet", default=None)
    validity: Validity | None = key(
        "giltighet", "Från och till vilken dag planen gäller", default=None
    )
    resolution: Resolution | None = key("beslut", "När och av vem planen beslutades", default=None)
    responsible_body: str | None = key(
        "ansvarigt_organ", "Nämnden som svarar för planen", default=None
    )
    process_owner: str | None = key("processagare", "En funktion, inte ett namn", default=None)
    parties: tuple[Party, ...] = key("parter", "De som delar planen", default=())
    comparison: ComparisonGroup | None = key(
        "jamforelsegrupp", "Vilka ni jämför er med", default=None
    )
    board_goals: tuple[str, ...] = key("namndmal", "Nämndens eller fullmäktiges mål", default=())
    part_of: str | None = key("ingar_i", "Den plan som den här är en del av", default=None)
    previous: str | None = key("foregaende", "Förra periodens plan", default=None)
    analysis: str | None = key("analys", "Analysen som planen bygger på", default=None)
    sources: tuple[PlanSource, ...] = key("kallor", "Var planens siffror kommer från", default=())
    appendices: tuple[str, ...] = key("bilagor", "Namn på bilagor", default=())

    @property
    def name(self) -> str:
        """What the plan is called: its title, else its id."""
        return self.title or self.id

    @property
    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last day that the plan applies to, as far as it says."""
        return (self.validity.first, self.validity.last) if self.validity else (None, None)


@immutable
class Tie:
    """An indicator that a goal is tied to, as it stood when the goal was set.

    `indicator` is `omrade/indikator`; `answer` or `value` is the kommun's own; the others are
    shares in percent, or medians for a numeric indicator.
    """

    indicator: str = key("indikator", "område/indikator, se oj indicators")
    year: int | None = key("ar", "Året för svaret", default=None)
    answer: str | None = key("eget", "Eget svar: JA, NEJ, DELVIS, EA", default=None)
    value: float | None = key("eget_varde", "Eget värde för en indikator med tal", default=None)
    lan: float | None = key("lan", "Länets andel i procent, eller median", default=None)
    riket: float | None = key("riket", "Rikets andel i procent, eller median", default=None)
    group: float | None = key("grupp", "Jämförelsegruppens andel, eller median", default=None)


@immutable
class Backing:
    """Evidence that the goal stands on: step 2."""

    kind: str | None = key("typ", "Samma sorter som i analysens underlag", default=None)
    source: str | None = key("kalla", "Var det står", default=None)
    shows: str | None = key("visar", "Vad det visar", default=None)
    supports: YesNo = key("stodjer", "Om det stödjer målet", default="oklart")
    date: datetime.date | None = key("datum", "Dagen för uppgiften", default=None)


@immutable
class Value:
    """A measured value, on how many it is counted, and when."""

    value: float | None = key("varde", "Värdet i måttets enhet", default=None)
    n: int | None = key("n", "Antal som värdet bygger på", default=None)
    date: datetime.date | None = key("datum", "Dagen då det mättes", default=None)


@immutable
class Baseline(Value):
    """The value that a goal begins with, and what it stands on.

    `year` is that of an indicator's value, which has no day. `moved` is how far such values usually
    go from a year to the next, in the measure's unit.
    """

    year: int | None = key("ar", "Året, om måttet är en indikator", default=None)
    n_source: NSource | None = key(
        "n_kalla", "publicerad, eller minst om antalet inte är publicerat", default=None
    )
    moved: float | None = key(
        "rorelse", "Hur mycket sådana värden vanligen rör sig mellan två år", default=None
    )


@immutable
class Measure:
    """How one sees that the goal is reached. Values are in `unit`.

    Where `indicator` is given they are the kommun's own in the data, read from there.
    """

    indicator: str | None = key(
        "indikator", "område/indikator, om det som räknas är en i data", default=None
    )

    description: str | None = key("beskrivning", "Vad som räknas", default=None)
    source: str | None = key("kalla", "En källa som finns i dag", default=None)
    unit: str | None = key("enhet", "procent, antal, dagar …", default=None)
    aim: Aim | None = key("riktning", "Åt vilket håll värdet ska gå", default=None)
    baseline: Baseline | None = key("utgangslage", "Värdet när ni börjar", default=None)
    target: float | None = key("malvarde", "Värdet som ska nås", default=None)
    milestones: tuple[Value, ...] = key("delmal", "Värden på vägen, med dag", default=())
    by: datetime.date | None = key("senast", "Dagen då målet ska vara nått", default=None)
    available: datetime.date | None = key(
        "finns_fran", "Dagen då måttet börjar finnas, om det inte finns i dag", default=None
    )


@immutable
class Risk:
    """What may stop the goal."""

    description: str | None = key("beskrivning", "Vad som kan hindra målet", default=None)


@immutable
class Owner:
    """A function, with the party it belongs to where there are several."""

    function: str | None = key("funktion", "En funktion, inte ett namn", default=None)
    party: str | None = key("part", "Partens id", default=None)


@immutable
class Cost:
    """The expected change of cost in kronor; 0 is an answer, nothing is not."""

    change: float | None = key(
        "forandring_kr", "Förändring i kronor; 0 om kostnaden inte ändras", default=None
    )
    period: str | None = key("period", "Vilket år eller vilken tid det gäller", default=None)
    funding: str | None = key("finansiering", "Hur det betalas", default=None)


@immutable
class Activity:
    """What is done to reach a goal, or no longer done. Parties that share it have an owner each."""

    id: str = key("id", "Kort namn i målet, till exempel A1")
    what: str | None = key("vad", "Vad som ska vara gjort", default=None)
    owners: tuple[Owner, ...] = key("ansvarig", "En funktion, eller en per part", default=())
    helpers: tuple[Owner, ...] = key("medverkar", "Andra som hjälper till", default=())
    start: datetime.date | None = key("start", "Första dagen", default=None)
    due: datetime.date | None = key("klart", "Sista dagen", default=None)
    status: ActivityStatus = key("status", "Hur långt aktiviteten har kommit", default="planerad")
    reason: str | None = key(
        "skal", "Krävs när status är ej_genomford, och för det ni slutar göra", default=None
    )
    kind: ActivityKind = key(
        "slag", "sluta: något som upphör, som en metod utan stöd", default="gora"
    )
    knowledge: str | None = key("kunskapsstod", "Riktlinje eller forskning bakom", default=None)
    cost: Cost | None = key("kostnad", "Vad den kostar", default=None)
    time: str | None = key("tid", "Arbetstid, till exempel 40 h", default=None)

    @property
    def undone(self) -> str | None:
        """Why it was not carried out, None where it was, or may be."""
        return self.reason if self.status == "ej_genomford" else None

    @property
    def said(self) -> str | None:
        """What is to be done; of what ends it is said that it does, and why."""
        if self.kind == "gora" or not self.what:
            return self.what
        because = f" Skäl: {self.reason}" if self.reason and not self.undone else ""
        return f"Sluta göra: {self.what}{because}"


@immutable
class NextActivity:
    """What is to be done in the next period."""

    what: str = key("vad", "Vad som ska göras")
    owners: tuple[Owner, ...] = key("ansvarig", "En funktion, eller en per part", default=())
    due: datetime.date | None = key("klart", "Sista dagen", default=None)


@immutable
class Recurring:
    """Follow-up again and again, first and last day included."""

    every: Interval = key("varje", "Hur ofta")
    first: datetime.date | None = key("fran", "Första dagen", default=None)
    last: datetime.date | None = key("till", "Sista dagen", default=None)


@immutable
class Reporting:
    """To whom the outcome is reported, and when."""

    to: str | None = key("till", "Vem det redovisas för", default=None)
    dates: tuple[datetime.date, ...] = key("nar", "Vilka dagar", default=())


@immutable
class FollowUp:
    """When, how and by whom a goal is followed up."""

    dates: tuple[datetime.date, ...] = key("nar", "Vilka dagar", default=())
    recurring: Recurring | None = key("aterkommer", "Om det görs gång på gång", default=None)
    how: str | None = key("hur", "Hur värdet tas fram", default=None)
    who: str | None = key("vem", "En funktion, inte ett namn", default=None)
    support: str | None = key("stod", "Vilka som hjälper till, och med vad", default=None)
    reporting: Reporting | None = key(
        "redovisas", "Vem som får veta resultatet, och när", default=None
    )
    feedback: str | None = key(
        "aterkoppling", "Hur brukare och personal får veta resultatet", default=None
    )

    @property
    def is_dated(self) -> bool:
        """Whether it says any day, or how often."""
        return bool(self.dates or self.recurring)


@immutable
class Outcome:
    """What came of a goal, one for each party and date. Never changed once it is logged."""

    date: datetime.date | None = key("datum", "Dagen för utfallet", default=None)
    party: str | None = key("part", "Partens id; tomt: alla tillsammans", default=None)
    value: float | None = key("varde", "Värdet i måttets enhet", default=None)
    n: int | None = key("n", "Antal som värdet bygger på", default=None)
    judgement: Judgement | None = key("bedomning", "Hur det går", default=None)
    done: tuple[str, ...] = key("gjort", "Aktiviteters id, eller text", default=())
    learnt: str | None = key("larde", "Vad ni har lärt er", default=None)
    decision: Decision | None = key("beslut", "Vad som händer nu", default=None)
    next_step: str | None = key("nasta_steg", "Det närmaste som ska göras", default=None)
    reason: str | None = key("skal", "Krävs när bedömningen är ej_genomford", default=None)
    source: str | None = key("kalla", "Var värdet kommer från", default=None)

    @property
    def answers(self) -> bool:
        """Whether it says how the goal goes: a value or a judgement."""
        return self.value is not None or self.judgement is not None


@immutable
class Goal:
    """A goal: what becomes better, for whom, how it shows, and what is done for it.

    `parties` are ids of those who share it; empty means all parties of the plan.
    """

    id: str = key("id", "Kort namn, till exempel M1")
    text: str | None = key("mal", "Vad som blir bättre, för vem, hur mycket och när", default=None)
    kind: GoalKind | None = key(
        "typ", "Brukarmål: vad brukaren får ut. Processmål: det brukaren möter", default=None
    )
    target_group: str | None = key("malgrupp", "Vilka målet gäller", default=None)
    dimension: Dimension | None = key("dimension", "Dimension av god kvalitet", default=None)
    quality_area: str | None = key("omrade", "Kvalitetsområde i öppna jämförelser", default=None)
    theme: str | None = key("tema", "Tema i öppna jämförelser", default=None)
    board_goal: str | None = key("namndmal", "Det nämndmål som det här hör till", default=None)
    parties: tuple[str, ...] = key("parter", "Tomt: alla parter", default=())
    ties: tuple[Tie, ...] = key("koppling", "Indikatorer som målet hör till", default=())
    why: str | None = key("varfor", "Varför målet behövs", default=None)
    causes: tuple[str, ...] = key("orsaker", "Orsaker till att det är som det är", default=())
    benefit: str | None = key("brukarnytta", "Nyttan i en mening", default=None)
    participation: str | None = key("brukarmedverkan", "Hur brukare har varit med", default=None)
    backing: tuple[Backing, ...] = key("underlag", "Vad målet bygger på", default=())
    measure: Measure | None = key("matt", "Hur ni ser att målet är nått", default=None)
    balance: str | None = key("balansmatt", "Vad som inte får bli sämre", default=None)
    if_nothing: str | None = key("om_inget_gors", "Vad som händer annars", default=None)
    risk: Risk | None = key("risk", "Vad som kan hindra målet", default=None)
    activities: tuple[Activity, ...] = key("aktiviteter", "Vad som ska göras", default=())
    follow_up: FollowUp | None = key(
        "uppfoljning", "När, hur och av vem det följs upp", default=None
    )
    outcomes: tuple[Outcome, ...] = key(
        "utfall", "Vad det blev; skrivs av oj plan followup", default=()
    )
    next_period: tuple[NextActivity, ...] = key(
        "nasta_period", "Vad som ska göras nästa period", default=()
    )
    comment: str | None = key("kommentar", "Annat som läsaren behöver veta", default=None)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that the goal is tied to, and the one that it is measured by."""
        measured = self.measure.indicator if self.measure else None
        return tuple(t.indicator for t in self.ties) + ((measured,) if measured else ())

    @property
    def newest_year(self) -> int | None:
        """The year of the newest value that the goal was set on, None where it says none."""
        base = self.measure.baseline if self.measure else None
        of_base = base and (base.year or (base.date.year if base.date else None))
        return max((y for y in (*(t.year for t in self.ties), of_base) if y), default=None)

    @property
    def unit(self) -> str | None:
        """The unit of the goal's values, None if there is no measure or it says none."""
        return self.measure.unit if self.measure else None

    @property
    def baseline(self) -> float | None:
        """The value that the goal began with, as far as it says."""
        return self.measure.baseline.value if self.measure and self.measure.baseline else None


@immutable
class Plan:
    """A whole plan file."""

    schema: str = key("schema", "Vilken version filen har: oj-plan/1")
    head: PlanHead = key("plan", "Det som gäller hela planen")
    goals: tuple[Goal, ...] = key("mal", "Målen", default=())

    @property
    def areas(self) -> frozenset[str]:
        """The områden of the plan: its own, and those of its goals' indicators."""
        names = (name for goal in self.goals for name in goal.indicators if "/" in name)
        own = {self.head.area} if self.head.area else set()
        return frozenset({name.partition("/")[0] for name in names} | own)

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities of all goals."""
        return tuple(a for goal in self.goals for a in goal.activities)

    def goal(self, id: str) -> Goal | None:
        """Return the goal with this id in any case, None if there is none."""
        return next((g for g in self.goals if g.id.casefold() == id.casefold()), None)

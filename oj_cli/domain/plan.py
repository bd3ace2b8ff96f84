"""Action plans, step 4: the model of `planer/*.yaml`.

Nearly every field may be left out, since a plan is a draft for a long time: what a plan must
have to be a good one is told by the rules of `oj plan check`, not by the reader. A value that
begins with `ATT GÖRA` is read as not yet given.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from oj_cli.domain.fields import key

SCHEMA = "oj-plan/1"

PlanStatus = Literal["utkast", "beslutad", "pagar", "avslutad"]
GoalKind = Literal["brukarmal", "processmal"]
PartyKind = Literal["kommun", "region", "stadsdel", "enhet", "organisation", "myndighet", "annan"]
Dimension = Literal[
    "kunskapsbaserad", "saker", "individanpassad", "effektiv", "jamlik", "tillganglig"
]
Aim = Literal["oka", "minska", "behall"]
ActivityStatus = Literal["planerad", "pagar", "klar", "ej_genomford"]
Interval = Literal["manad", "kvartal", "tertial", "halvar", "ar"]
Judgement = Literal["nadd", "pa_vag", "oforandrad", "samre", "inte_matt", "ej_genomford"]
Decision = Literal["fortsatt", "andra", "avsluta", "sprid"]
YesNo = Literal["ja", "nej", "oklart"]


@dataclass(frozen=True)
class Validity:
    """The days a plan applies to, first and last included."""

    first: datetime.date | None = key("fran", default=None)
    last: datetime.date | None = key("till", default=None)


@dataclass(frozen=True)
class Resolution:
    """The decision that adopted the plan."""

    body: str | None = key("instans", "Vem som beslutade, till exempel Socialnämnden", default=None)
    date: datetime.date | None = key("datum", default=None)
    paragraph: str | None = key("paragraf", "Till exempel § 114", default=None)


@dataclass(frozen=True)
class Party:
    """One of those who share the plan."""

    id: str = key("id", "Kort namn utan å, ä, ö och mellanslag")
    name: str = key("namn")
    kind: PartyKind = key("typ", default="annan")


@dataclass(frozen=True)
class ComparisonGroup:
    """Whom the plan compares with, and why."""

    kind: str | None = key("typ", "riket, lan, kommungrupp, invanargrupp eller egen", default=None)
    name: str | None = key("namn", default=None)
    why: str | None = key("motiv", default=None)


@dataclass(frozen=True)
class PlanSource:
    """Where the plan's figures come from."""

    id: str = key("id")
    title: str | None = key("titel", default=None)
    publisher: str | None = key("utgivare", default=None)
    year: int | None = key("ar", default=None)
    fetched: datetime.date | None = key("hamtad", default=None)


@dataclass(frozen=True)
class PlanHead:
    """What holds for the whole plan. `part_of` and `previous` name other plans by id."""

    id: str = key("id", "Kort namn på planen, samma som filens")
    title: str | None = key("titel", default=None)
    status: PlanStatus = key("status", default="utkast")
    kommun: str | None = key("kommun", default=None)
    lan: str | None = key("lan", default=None)
    area: str | None = key("omrade", "Område i öppna jämförelser", default=None)
    unit: str | None = key("enhet", "Enhet, om planen gäller en enda", default=None)
    registration: str | None = key("diarienummer", default=None)
    validity: Validity | None = key("giltighet", default=None)
    resolution: Resolution | None = key("beslut", default=None)
    responsible_body: str | None = key("ansvarigt_organ", default=None)
    process_owner: str | None = key("processagare", "En funktion, inte ett namn", default=None)
    parties: tuple[Party, ...] = key("parter", default=())
    comparison: ComparisonGroup | None = key("jamforelsegrupp", default=None)
    board_goals: tuple[str, ...] = key("namndmal", "Nämndens eller fullmäktiges mål", default=())
    part_of: str | None = key("ingar_i", "Den plan som den här är en del av", default=None)
    previous: str | None = key("foregaende", "Förra periodens plan", default=None)
    analysis: str | None = key("analys", "Analysen som planen bygger på", default=None)
    sources: tuple[PlanSource, ...] = key("kallor", default=())
    appendices: tuple[str, ...] = key("bilagor", default=())


@dataclass(frozen=True)
class Tie:
    """An indicator that a goal is tied to, as it stood when the goal was set.

    `indicator` is `omrade/indikator`; `answer` or `value` is the kommun's own; the others are
    shares in percent, or medians for a numeric indicator.
    """

    indicator: str = key("indikator", "område/indikator, se oj indicators")
    year: int | None = key("ar", default=None)
    answer: str | None = key("eget", "Eget svar: JA, NEJ, DELVIS, EA", default=None)
    value: float | None = key("eget_varde", "Eget värde för en indikator med tal", default=None)
    lan: float | None = key("lan", default=None)
    riket: float | None = key("riket", default=None)
    group: float | None = key("grupp", default=None)


@dataclass(frozen=True)
class Backing:
    """Evidence that the goal stands on: step 2."""

    kind: str | None = key("typ", "Samma sorter som i analysens underlag", default=None)
    source: str | None = key("kalla", default=None)
    shows: str | None = key("visar", default=None)
    supports: YesNo = key("stodjer", default="oklart")
    date: datetime.date | None = key("datum", default=None)


@dataclass(frozen=True)
class Value:
    """A measured value, on how many it is counted, and when."""

    value: float | None = key("varde", default=None)
    n: int | None = key("n", "Antal som värdet bygger på", default=None)
    date: datetime.date | None = key("datum", default=None)


@dataclass(frozen=True)
class Measure:
    """How one sees that the goal is reached. Values are in `unit`."""

    description: str | None = key("beskrivning", default=None)
    source: str | None = key("kalla", "En källa som finns i dag", default=None)
    unit: str | None = key("enhet", "procent, antal, dagar …", default=None)
    aim: Aim | None = key("riktning", default=None)
    baseline: Value | None = key("utgangslage", default=None)
    target: float | None = key("malvarde", default=None)
    milestones: tuple[Value, ...] = key("delmal", default=())
    by: datetime.date | None = key("senast", "Dagen då målet ska vara nått", default=None)


@dataclass(frozen=True)
class Risk:
    """What may stop the goal, from 1 (low) to 4 (high)."""

    description: str | None = key("beskrivning", default=None)
    probability: int | None = key("sannolikhet", "1 till 4", default=None)
    consequence: int | None = key("konsekvens", "1 till 4", default=None)


@dataclass(frozen=True)
class Owner:
    """A function, with the party it belongs to where there are several."""

    function: str | None = key("funktion", "En funktion, inte ett namn", default=None)
    party: str | None = key("part", "Partens id", default=None)


@dataclass(frozen=True)
class Cost:
    """The expected change of cost in kronor; 0 is an answer, nothing is not."""

    change: float | None = key("forandring_kr", default=None)
    period: str | None = key("period", default=None)
    funding: str | None = key("finansiering", default=None)


@dataclass(frozen=True)
class Activity:
    """What is done to reach a goal. Parties that share it have an owner each."""

    id: str = key("id")
    what: str | None = key("vad", default=None)
    owners: tuple[Owner, ...] = key("ansvarig", default=())
    helpers: tuple[Owner, ...] = key("medverkar", default=())
    start: datetime.date | None = key("start", default=None)
    due: datetime.date | None = key("klart", default=None)
    status: ActivityStatus = key("status", default="planerad")
    reason: str | None = key("skal", "Krävs när status är ej_genomford", default=None)
    knowledge: str | None = key("kunskapsstod", default=None)
    cost: Cost | None = key("kostnad", default=None)
    time: str | None = key("tid", "Arbetstid, till exempel 40 h", default=None)


@dataclass(frozen=True)
class NextActivity:
    """What is to be done in the next period."""

    what: str = key("vad")
    owners: tuple[Owner, ...] = key("ansvarig", default=())
    due: datetime.date | None = key("klart", default=None)


@dataclass(frozen=True)
class Recurring:
    """Follow-up again and again, first and last day included."""

    every: Interval = key("varje")
    first: datetime.date | None = key("fran", default=None)
    last: datetime.date | None = key("till", default=None)


@dataclass(frozen=True)
class Reporting:
    """To whom the outcome is reported, and when."""

    to: str | None = key("till", default=None)
    dates: tuple[datetime.date, ...] = key("nar", default=())


@dataclass(frozen=True)
class FollowUp:
    """When, how and by whom a goal is followed up."""

    dates: tuple[datetime.date, ...] = key("nar", default=())
    recurring: Recurring | None = key("aterkommer", default=None)
    how: str | None = key("hur", default=None)
    who: str | None = key("vem", "En funktion, inte ett namn", default=None)
    reporting: Reporting | None = key("redovisas", default=None)
    feedback: str | None = key(
        "aterkoppling", "Hur brukare och personal får veta resultatet", default=None
    )


@dataclass(frozen=True)
class Outcome:
    """What came of a goal, one for each party and date. Never changed once it is logged."""

    date: datetime.date | None = key("datum", default=None)
    party: str | None = key("part", default=None)
    value: float | None = key("varde", default=None)
    n: int | None = key("n", default=None)
    judgement: Judgement | None = key("bedomning", default=None)
    done: tuple[str, ...] = key("gjort", "Aktiviteters id, eller text", default=())
    learnt: str | None = key("larde", default=None)
    decision: Decision | None = key("beslut", default=None)
    next_step: str | None = key("nasta_steg", default=None)
    reason: str | None = key("skal", "Krävs när bedömningen är ej_genomford", default=None)
    source: str | None = key("kalla", default=None)


@dataclass(frozen=True)
class Goal:
    """A goal: what becomes better, for whom, how it shows, and what is done for it.

    `parties` are ids of those who share it; empty means all parties of the plan.
    """

    id: str = key("id")
    text: str | None = key("mal", "Vad som blir bättre, för vem, hur mycket och när", default=None)
    kind: GoalKind | None = key("typ", default=None)
    target_group: str | None = key("malgrupp", default=None)
    dimension: Dimension | None = key("dimension", default=None)
    quality_area: str | None = key("omrade", "Kvalitetsområde i öppna jämförelser", default=None)
    theme: str | None = key("tema", default=None)
    board_goal: str | None = key("namndmal", default=None)
    parties: tuple[str, ...] = key("parter", "Tomt: alla parter", default=())
    ties: tuple[Tie, ...] = key("koppling", default=())
    why: str | None = key("varfor", default=None)
    causes: tuple[str, ...] = key("orsaker", default=())
    benefit: str | None = key("brukarnytta", default=None)
    participation: str | None = key("brukarmedverkan", default=None)
    backing: tuple[Backing, ...] = key("underlag", default=())
    measure: Measure | None = key("matt", default=None)
    balance: str | None = key("balansmatt", "Vad som inte får bli sämre", default=None)
    if_nothing: str | None = key("om_inget_gors", default=None)
    risk: Risk | None = key("risk", default=None)
    activities: tuple[Activity, ...] = key("aktiviteter", default=())
    follow_up: FollowUp | None = key("uppfoljning", default=None)
    outcomes: tuple[Outcome, ...] = key("utfall", default=())
    next_period: tuple[NextActivity, ...] = key("nasta_period", default=())
    comment: str | None = key("kommentar", default=None)


@dataclass(frozen=True)
class Plan:
    """A whole plan file."""

    schema: str = key("schema")
    head: PlanHead = key("plan")
    goals: tuple[Goal, ...] = key("mal", default=())

    def goal(self, id: str) -> Goal | None:
        """Return the goal with this id in any case, None if there is none."""
        return next((g for g in self.goals if g.id.casefold() == id.casefold()), None)

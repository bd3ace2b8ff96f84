"""What the codes of a plan are called when a person reads them, and values with their unit."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence

from oj_cli.domain.plan import Activity, FollowUp, Goal, Measure, Outcome, Owner, PlanHead, Value
from oj_cli.domain.swedish import capital, listing, number

PLAN_STATUS = {
    "utkast": "utkast",
    "beslutad": "beslutad",
    "pagar": "pågår",
    "avslutad": "avslutad",
}
ACTIVITY_STATUS = {
    "planerad": "planerad",
    "pagar": "pågår",
    "klar": "klar",
    "ej_genomford": "inte genomförd",
}
JUDGEMENT = {
    "nadd": "nådd",
    "pa_vag": "på väg",
    "oforandrad": "oförändrad",
    "samre": "sämre",
    "inte_matt": "inte mätt",
    "ej_genomford": "inte genomförd",
    "oklart": "går inte att bedöma",
}
DECISION = {
    "fortsatt": "fortsätt",
    "andra": "ändra",
    "avsluta": "avsluta",
    "sprid": "sprid",
}
DIMENSION = {
    "kunskapsbaserad": "kunskapsbaserad",
    "saker": "säker",
    "individanpassad": "individanpassad",
    "effektiv": "effektiv",
    "jamlik": "jämlik",
    "tillganglig": "tillgänglig",
}
GOAL_KIND = {"brukarmal": "brukarmål", "processmal": "processmål"}
INTERVAL = {
    "manad": "varje månad",
    "kvartal": "varje kvartal",
    "tertial": "varje tertial",
    "halvar": "varje halvår",
    "ar": "varje år",
}
IN_COMMON = "gemensamt"
"""What is typed for a party when an outcome stands for all who share the goal."""

_PERCENT = re.compile(r"\s*(?:procent\b|%)", re.I)


def bare_number(value: float) -> str:
    """Return a number with the decimals it has, at most three: `55`, `7,5`."""
    return number(value, decimals_of(value))


def decimals_of(value: float) -> int:
    """Return how many decimals a number has, at most three."""
    return next((d for d in range(3) if round(value, d) == value), 3)


def is_percent(measure: Measure | None) -> bool:
    """Tell whether a measure is a share, 0 to 100: in `procent`, `%`, `procent av de svarande`."""
    return measure is not None and is_share(measure.unit)


def is_share(unit: str | None) -> bool:
    """Tell whether a unit is that of a share."""
    return _PERCENT.match(unit or "") is not None


def with_unit(value: float, unit: str | None) -> str:
    """Return a measured value with its unit: `55 %`, `12 dagar`."""
    if (unit or "").casefold() in ("procent", "%"):
        return f"{bare_number(value)}\u00a0%"
    if (unit or "").casefold() == "antal":
        return bare_number(value)
    return f"{bare_number(value)} {unit or ''}".strip()


def counted_value(value: float, unit: str | None, n: int | None) -> str:
    """Return a measured value with its unit and on how many it is counted."""
    text = with_unit(value, unit)
    return text if n is None else f"{text} (n\u00a0=\u00a0{number(n)})"


def outcome_value(goal: Goal, outcome: Outcome | Value | None) -> str:
    """Return a value of a goal with its unit and on how many it is counted, empty without one."""
    if outcome is None or outcome.value is None:
        return ""
    return counted_value(outcome.value, goal.unit, outcome.n)


def outcome_text(goal: Goal, outcome: Outcome | None) -> str:
    """Return an outcome's value with its day, empty where it has no value."""
    value = outcome_value(goal, outcome)
    return f"{value} {outcome.date or ''}".strip() if outcome is not None and value else ""


def latest(outcomes: Iterable[Outcome]) -> Outcome | None:
    """Return the newest outcome with a value, None if there is none. Of one day the last counts."""
    valued = [o for o in outcomes if o.value is not None]
    in_order = sorted(valued, key=lambda o: o.date or datetime.date.min)
    return in_order[-1] if in_order else None


def measure_text(measure: Measure) -> str:
    """Return what is measured and from what to what: `andel ja: från 41 % till 80 %`."""
    parts = []
    if measure.baseline is not None and measure.baseline.value is not None:
        is_long = measure.target is not None and " " in (measure.unit or "")
        unit = None if is_long else measure.unit  # it stands after the target
        base = counted_value(measure.baseline.value, unit, measure.baseline.n)
        parts.append(f"från {base}")
    if measure.target is not None:
        parts.append(f"till {with_unit(measure.target, measure.unit)}")
    if measure.by is not None:
        parts.append(f"senast {measure.by.isoformat()}")
    if measure.available is not None:
        parts.append(f"(finns från {measure.available.isoformat()})")
    said = " ".join(parts)
    if not measure.description:
        return said
    return f"{measure.description}: {said}" if said else measure.description


def party_name(head: PlanHead, id: str | None) -> str:
    """Return a party's name, its id if the plan does not name it.

    Without an id it is all of them in common: the only party there is, or the plan itself.
    """
    if id is None:
        alone = head.parties[0].name if head.parties else "hela planen"
        return "gemensamt" if len(head.parties) > 1 else alone
    return next((p.name for p in head.parties if p.id == id), id)


def owner_text(head: PlanHead, owners: tuple[Owner, ...]) -> str:
    """Return those responsible: the function, with the party where there are several."""
    several = len(head.parties) > 1
    words = []
    for owner in owners:
        party = party_name(head, owner.party) if owner.party and several else ""
        if owner.function and party:
            words.append(f"{owner.function} ({party})")
        elif owner.function or party:
            words.append(owner.function or party)
    return listing(words)


def activity_text(activity: Activity) -> str:
    """Return what is done, how far it has come and why, its last day and what it costs."""
    status = ACTIVITY_STATUS[activity.status]
    state = f"{status}: {activity.undone.rstrip('.')}" if activity.undone else status
    said = (state, str(activity.due or ""), cost_text([activity]))
    return f"{(activity.said or '').rstrip('.')} ({', '.join(part for part in said if part)})"


def cost_text(activities: Sequence[Activity]) -> str:
    """Return what activities cost, summed for each period: `292 000 kronor`, `oförändrad kostnad`.

    Empty where none of them says; those that do not are counted.
    """
    sums: dict[str, float] = {}
    for a in activities:
        if a.cost is not None and a.cost.change is not None:
            about = ", ".join(part for part in (a.cost.period, a.cost.funding) if part)
            sums[about] = sums.get(about, 0) + a.cost.change
    kept = {about: kronor for about, kronor in sums.items() if kronor} or dict.fromkeys(sums, 0.0)
    said = [
        (f"{bare_number(kronor)}\u00a0kronor" if kronor else "oförändrad kostnad")
        + (f" ({about})" if about else "")
        for about, kronor in kept.items()
    ]
    silent = sum(a.cost is None or a.cost.change is None for a in activities)
    if said and silent:
        said[-1] += f"; {silent} av {len(activities)} aktiviteter saknar uppgift"
    return listing(said)


def shortened(text: str, most: int = 90) -> str:
    """Return text cut between words, with … where it was cut."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:.")
    return f"{cut}…"


def goal_name(goal: Goal, most: int = 90) -> str:
    """Return a goal's id with the beginning of its sentence."""
    return f"{goal.id}: {shortened(goal.text, most)}" if goal.text else goal.id


def follow_up_texts(head: PlanHead, goal: Goal) -> Iterator[str]:
    """Yield the outcomes, the oldest first; when it will be followed up if there is none."""
    for outcome in sorted(goal.outcomes, key=lambda o: o.date or datetime.date.min):
        yield told_outcome(head, goal, outcome)
    if goal.outcomes or goal.follow_up is None:
        return
    if when := follow_up_days(goal.follow_up):
        yield f"Följs upp {when}."


def follow_up_days(follow_up: FollowUp) -> str:
    """Return on which days and how often a goal is followed up; empty where that is not said."""
    often = [INTERVAL[follow_up.recurring.every]] if follow_up.recurring else []
    return listing([*map(str, follow_up.dates), *often])


def told_outcome(head: PlanHead, goal: Goal, outcome: Outcome) -> str:
    """Return an outcome as one text: who, when, the value and what was made of it."""
    who = party_name(head, outcome.party) if outcome.party else ""
    lead = " ".join(p for p in (str(outcome.date or ""), who) if p)
    said = []
    if outcome.value is not None:
        said.append(outcome_value(goal, outcome))
    if outcome.judgement is not None:
        said.append(JUDGEMENT[outcome.judgement])
    only = outcome.learnt if outcome.learnt and not (said or outcome.reason) else ""
    what = ", ".join(said) or only or ("inget värde" if lead else "")
    parts = [f"{lead}: {what}" if lead else what]
    if outcome.reason:
        parts.append(f"Skäl: {outcome.reason}")
    if outcome.learnt and not only:
        parts.append(f"Lärde: {outcome.learnt}")
    if outcome.decision is not None:
        parts.append(f"Beslut: {DECISION[outcome.decision]}")
    if outcome.next_step:
        parts.append(f"Nästa steg: {outcome.next_step}")
    return " ".join(f"{capital(p).rstrip('.')}." for p in parts if p)


def next_texts(head: PlanHead, goal: Goal) -> Iterator[str]:
    """Yield what is to be done in the next period, by whom and when."""
    for activity in goal.next_period:
        owner = owner_text(head, activity.owners)
        more = "; ".join(p for p in (owner, str(activity.due or "")) if p)
        yield f"{activity.what} ({more})" if more else activity.what

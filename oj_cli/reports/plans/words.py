"""How plans are said in a report: facts of the head, measures, standings and ties."""

from oj_cli.domain.following import GoalStanding
from oj_cli.domain.plan import Goal, PlanHead, Tie
from oj_cli.domain.plan_words import (
    JUDGEMENT,
    PLAN_STATUS,
    counted_value,
    with_unit,
)
from oj_cli.domain.swedish import capital, listing, percent
from oj_cli.presentation.document import Fact
from oj_cli.reports.plans.material import PlanMaterial

MISSING = "inte angivet"
MOST_PARTIES = 3
"""Values of more parties than this are counted, not listed."""


def head_facts(material: PlanMaterial) -> tuple[Fact, ...]:
    """Return what an archive and a reader look for first."""
    head = material.plan.head
    facts = [Fact("Diarienummer", head.registration or MISSING)]
    if head.responsible_body:
        facts.append(Fact("Ansvarig nämnd", head.responsible_body))
    if head.kommun or head.lan:
        facts.append(Fact("Gäller", head.kommun or head.lan or ""))
    facts.append(Fact("Giltighet", _validity(head)))
    facts.append(Fact("Läge", capital(PLAN_STATUS[head.status])))
    if head.resolution and (head.resolution.date or head.resolution.body):
        facts.append(Fact("Beslut", _resolution(head)))
    if head.process_owner:
        facts.append(Fact("Håller ihop planen", head.process_owner))
    facts.append(Fact("Läget gäller", material.today.isoformat()))
    return tuple(facts)


def _validity(head: PlanHead) -> str:
    v = head.validity
    if v is None or (v.first is None and v.last is None):
        return MISSING
    return f"{v.first or 'inget startdatum'} till {v.last or 'inget slutdatum'}"


def _resolution(head: PlanHead) -> str:
    r = head.resolution
    if r is None:
        return MISSING
    parts = [r.body, r.date.isoformat() if r.date else None, r.paragraph]
    return ", ".join(part for part in parts if part)


def from_text(goal: Goal) -> str:
    """Return a goal's baseline: `41 % (n = 37)`."""
    m = goal.measure
    if m is None or m.baseline is None or m.baseline.value is None:
        return MISSING
    return counted_value(m.baseline.value, m.unit, m.baseline.n)


def target_text(goal: Goal) -> str:
    """Return a goal's target: `80 %`."""
    m = goal.measure
    return MISSING if m is None or m.target is None else with_unit(m.target, m.unit)


def path_text(goal: Goal) -> str:
    """Return from where to where: `41 % (n = 37) till 80 %`."""
    start, end = from_text(goal), target_text(goal)
    return MISSING if start == end == MISSING else f"{start} till {end}"


def by_text(goal: Goal) -> str:
    """Return the day by which a goal is to be reached."""
    return goal.measure.by.isoformat() if goal.measure and goal.measure.by else MISSING


def newest_text(standing: GoalStanding) -> str:
    """Return the newest value of each party: `55 % (n = 31), 2027-06-30`."""
    unit = standing.goal.measure.unit if standing.goal.measure else None
    several = len(standing.parties) > 1
    if len(standing.parties) > MOST_PARTIES:
        n = len(standing.parties) - len(standing.unmeasured)
        return f"värde från {n} av {len(standing.parties)} parter"
    parts = []
    for party in standing.parties:
        outcome = party.outcome
        if outcome is None or outcome.value is None:
            if several:
                parts.append(f"{party.name}: inget värde")
            continue
        value = counted_value(outcome.value, unit, outcome.n)
        when = f", {outcome.date}" if outcome.date else ""
        parts.append(f"{party.name}: {value}{when}" if several else f"{value}{when}")
    return "; ".join(parts) if parts else "inget värde än"


def state_text(standing: GoalStanding) -> str:
    """Return how a goal stands, in words."""
    return JUDGEMENT[standing.state]


def tie_text(tie: Tie, material: PlanMaterial) -> str:
    """Return what an indicator that a goal is tied to said when the goal was set."""
    indicator = material.indicators.get(tie.indicator)
    name = indicator.name if indicator else tie.indicator
    is_numeric = indicator is not None and indicator.kind == "numerisk"
    own = []
    if tie.answer:
        own.append(f"eget svar {'ej aktuellt' if tie.answer == 'EA' else tie.answer}")
    if tie.value is not None:
        own.append(f"eget värde {percent(tie.value)}")
    word = "median" if is_numeric else "svarar JA"
    for label, figure in (("riket", tie.riket), ("länet", tie.lan), ("gruppen", tie.group)):
        if figure is not None:
            said = f"median {percent(figure)}" if is_numeric else f"{percent(figure)} {word}"
            own.append(f"i {label} {said}" if label != "gruppen" else f"i jämförelsegruppen {said}")
    when = f" {tie.year}" if tie.year else ""
    return f"{name}{when}: {listing(own)}." if own else f"{name}{when}."

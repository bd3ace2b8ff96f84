"""A plan as the table that nämnder know: goal, activity, follow-up, responsible, next, comment."""

import datetime
from collections.abc import Iterator

from oj_cli.domain.following import PlanRow
from oj_cli.domain.plan import Goal, Outcome, Plan
from oj_cli.domain.plan_words import (
    DECISION,
    INTERVAL,
    JUDGEMENT,
    outcome_value,
    owner_text,
    party_name,
)
from oj_cli.domain.swedish import capital, listing


def plan_rows(plan: Plan) -> tuple[PlanRow, ...]:
    """Return a row for each goal of a plan."""
    return tuple(_row(plan, goal) for goal in plan.goals)


def _row(plan: Plan, goal: Goal) -> PlanRow:
    acts = goal.activities
    return PlanRow(
        goal.id,
        goal.text or "",
        tuple(a.id for a in acts),
        tuple(a.what or "" for a in acts),
        tuple(owner_text(plan.head, a.owners) or "ingen angiven" for a in acts),
        tuple(a.status for a in acts),
        tuple(a.due for a in acts),
        tuple(_follow_up(plan, goal)),
        tuple(_next(plan, goal)),
        goal.comment or "",
    )


def _follow_up(plan: Plan, goal: Goal) -> Iterator[str]:
    """Yield the outcomes, the oldest first; when it will be followed up if there is none."""
    for outcome in sorted(goal.outcomes, key=lambda o: o.date or datetime.date.min):
        yield outcome_text(plan, goal, outcome)
    if goal.outcomes or goal.follow_up is None:
        return
    when = [d.isoformat() for d in goal.follow_up.dates]
    if goal.follow_up.recurring is not None:
        when.append(INTERVAL[goal.follow_up.recurring.every])
    if when:
        yield f"Följs upp {listing(when)}."


def outcome_text(plan: Plan, goal: Goal, outcome: Outcome) -> str:
    """Return an outcome as one text: who, when, the value and what was made of it."""
    who = party_name(plan.head, outcome.party) if outcome.party else ""
    lead = " ".join(p for p in (str(outcome.date or ""), who) if p)
    said = []
    if outcome.value is not None:
        said.append(outcome_value(goal, outcome))
    if outcome.judgement is not None:
        said.append(JUDGEMENT[outcome.judgement])
    parts = [f"{lead}: {', '.join(said) or 'inget värde'}" if lead else ", ".join(said)]
    if outcome.reason:
        parts.append(f"Skäl: {outcome.reason}")
    if outcome.learnt:
        parts.append(f"Lärde: {outcome.learnt}")
    if outcome.decision is not None:
        parts.append(f"Beslut: {DECISION[outcome.decision]}")
    if outcome.next_step:
        parts.append(f"Nästa steg: {outcome.next_step}")
    return " ".join(f"{capital(p).rstrip('.')}." for p in parts if p)


def _next(plan: Plan, goal: Goal) -> Iterator[str]:
    for activity in goal.next_period:
        owner = owner_text(plan.head, activity.owners)
        more = "; ".join(p for p in (owner, str(activity.due or "")) if p)
        yield f"{activity.what} ({more})" if more else activity.what

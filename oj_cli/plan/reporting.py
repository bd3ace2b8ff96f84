"""Who has reported what: each party against each goal it shares."""

import datetime
from collections.abc import Sequence

from oj_cli.domain.following import Reported, ReportState
from oj_cli.domain.plan import Goal, Plan
from oj_cli.domain.plan_words import party_name
from oj_cli.plan.due import (
    add_months,
    follow_up_dates,
    follow_ups,
    missing_reports,
    outcomes_of,
    sharing,
)

_AHEAD = 60
"""How many months ahead a day to report is looked for."""


def report_matrix(plan: Plan, today: datetime.date) -> tuple[Reported, ...]:
    """Return one entry for each party and goal, the parties in the plan's order.

    A plan without parties has one row, for all in common.
    """
    parties = _parties(plan)
    return tuple(_reported(plan, goal, party, today) for party in parties for goal in plan.goals)


def _parties(plan: Plan) -> Sequence[str | None]:
    named = dict.fromkeys(p.id for p in plan.head.parties)
    named |= dict.fromkeys(p for goal in plan.goals for p in goal.parties)
    return list(named) or [None]


def _reported(plan: Plan, goal: Goal, party: str | None, today: datetime.date) -> Reported:
    sharers = sharing(goal, plan.head) or tuple(p.id for p in plan.head.parties)
    name = party_name(plan.head, party)
    if party is not None and party not in sharers:
        return Reported(party, name, goal.id, "delas_inte")
    alone = len(sharers) < 2
    outcomes = [o for o in outcomes_of(goal, party, alone) if o.date is None or o.date <= today]
    newest = outcomes[-1] if outcomes else None
    missed = missed_reports(plan, goal, party, today)
    state: ReportState
    if missed:
        state = "gammalt" if newest else "saknas"
    else:
        state = "rapporterat" if newest else _silent(plan, goal, today)
    return Reported(party, name, goal.id, state, newest, missed[0] if missed else None)


def _silent(plan: Plan, goal: Goal, today: datetime.date) -> ReportState:
    """Return whether a report that has not come is to come, or is missing without a day."""
    first = plan.head.days[0]
    until = add_months(today, _AHEAD)
    coming = [d for d in follow_up_dates(goal, plan.head, until) if d >= today]
    return "inte_an" if coming or (first is not None and today < first) else "saknas"


def missed_reports(
    plan: Plan, goal: Goal, party: str | None, today: datetime.date
) -> list[datetime.date]:
    """Return the passed follow-ups that this party has not answered."""
    alone = len(sharing(goal, plan.head)) < 2
    return [
        day
        for day, first in follow_ups(goal, plan.head, today)
        if day < today
        and (missing := missing_reports(goal, plan.head, first))
        and (alone or party in missing)
    ]

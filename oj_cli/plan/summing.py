"""Many plans together: goals by theme and state, what is late, what was promised and kept."""

import datetime
from collections.abc import Mapping
from itertools import pairwise

from oj_cli.domain.following import GoalStanding
from oj_cli.domain.plan import Goal, Plan, PlanHead
from oj_cli.domain.plan_summary import PlanSummary, Promises
from oj_cli.domain.swedish import capital, fold
from oj_cli.plan.due import answered_from, due, follow_up_dates, outcomes_of, reporters
from oj_cli.plan.standing import goal_standing

NO_THEME = "Utan tema"


def summarise(
    plan: Plan,
    path: str,
    today: datetime.date,
    themes: Mapping[str, str],
    theme_of: Mapping[str, str],
) -> PlanSummary:
    """Return how a plan stands on a day.

    `themes` are names of themes by id, `theme_of` ids of themes by `omrade/indikator`.
    """
    standings = [goal_standing(goal, plan.head, today) for goal in plan.goals]
    head = plan.head
    late = due(plan, path, today, today)
    return PlanSummary(
        head.id,
        head.name,
        path,
        head.unit or head.kommun or head.lan or head.responsible_body or "",
        head.status,
        tuple((_theme(s.goal, themes, theme_of), s.state) for s in standings),
        tuple(d for d in late if d.state == "sen"),
        sum((_promises(s, head, today) for s in standings), Promises()),
    )


def _theme(goal: Goal, themes: Mapping[str, str], theme_of: Mapping[str, str]) -> str:
    """Return the theme that a goal names, else that of the first indicator it is tied to."""
    if goal.theme:
        known = {fold(id): name for id, name in themes.items()}
        known |= {fold(name): name for name in themes.values()}
        return known.get(fold(goal.theme), capital(goal.theme))
    for tie in goal.ties:
        theme = theme_of.get(tie.indicator)
        if theme is not None:
            return themes.get(theme, theme)
    return NO_THEME


def _promises(standing: GoalStanding, head: PlanHead, today: datetime.date) -> Promises:
    goal = standing.goal
    acts = [a for a in goal.activities if a.due is not None and a.due < today]
    kept, total = kept_follow_ups(goal, head, today)
    by = goal.measure.by if goal.measure else None
    is_due = by is not None and by < today
    return Promises(
        len(acts),
        sum(a.status == "klar" for a in acts),
        sum(a.status == "ej_genomford" for a in acts),
        total,
        kept,
        int(is_due),
        int(is_due and standing.state == "nadd"),
    )


def kept_follow_ups(goal: Goal, head: PlanHead, today: datetime.date) -> tuple[int, int]:
    """Return (answered in their own time, due) of the follow-ups that have passed.

    Each party that shares the goal has one of its own, until its last outcome ended it.
    """
    dates = [d for d in follow_up_dates(goal, head, today) if d < today]
    starts = [*answered_from(dates), datetime.date.max]
    kept = total = 0
    for party in reporters(goal, head):
        outcomes = outcomes_of(goal, head, party)
        days = [o.date for o in outcomes if o.date is not None and o.date <= today]
        ended = outcomes[-1].date if outcomes and outcomes[-1].decision == "avsluta" else None
        for first, following in pairwise(starts):
            if ended is not None and first > ended:
                continue
            total += 1
            kept += any(first <= day < following for day in days)
    return kept, total

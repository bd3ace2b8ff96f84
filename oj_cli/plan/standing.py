"""How goals stand by their own measure: the newest value against baseline, target and milestones.

Where what a party writes about itself disagrees with that, it is said.
"""

import datetime
from collections.abc import Iterator, Mapping
from itertools import pairwise

from oj_cli.domain.following import STATES, GoalStanding, Measured, Standing, State
from oj_cli.domain.plan import Goal, Measure, Outcome, Plan, PlanHead
from oj_cli.domain.plan_chance import Grounds, Step
from oj_cli.domain.plan_chance_words import step_text
from oj_cli.domain.plan_summary import PlanSummary, Promises
from oj_cli.domain.plan_words import JUDGEMENT, bare_number, is_percent, party_name, with_unit
from oj_cli.domain.swedish import capital, fold
from oj_cli.plan.due import (
    activity_day,
    answered_from,
    asked_of,
    due,
    follow_up_dates,
    outcomes_of,
    reporters,
)
from oj_cli.plan.target import ground_of, judge, reached, reaches, same, step_to

FEW_PEOPLE = 5
"""A value counted on fewer may tell who they are."""
UNSTEADY = 20
"""A share counted on fewer moves by more than 5 percentage points with one person."""

NOTHING: Mapping[str, Measured] = {}


def goal_standing(
    goal: Goal,
    head: PlanHead,
    today: datetime.date,
    grounds: Grounds | None = None,
    measured: Measured | None = None,
) -> GoalStanding:
    """Return how a goal stands on a day, as a whole and for each party that shares it.

    As a whole it is reached when all have reached it; else it stands as the worst of those
    that are measured. An outcome in common (`part` left out) newer than a party's own stands
    for that party too, and so does one that is `measured` in a later year. `grounds` are what
    indicators' values stand on.
    """
    found = tuple(
        _standing(goal, head, party, today, grounds, measured) for party in reporters(goal, head)
    )
    whole = _whole([s.state for s in found])
    return GoalStanding(goal, whole, found, ground_of(goal, grounds))


def standings(
    plan: Plan,
    today: datetime.date,
    grounds: Grounds | None = None,
    measured: Mapping[str, Measured] = NOTHING,
) -> tuple[GoalStanding, ...]:
    """Return how each goal of a plan stands; `measured` are their values in the data, by goal."""
    return tuple(
        goal_standing(goal, plan.head, today, grounds, measured.get(goal.id)) for goal in plan.goals
    )


def _whole(states: list[State]) -> State:
    measured = [s for s in states if s != "inte_matt"]
    if not measured:
        return "inte_matt"
    order = ("samre", "oforandrad", "oklart", "pa_vag", "nadd")
    worst = min(measured, key=order.index)
    return "pa_vag" if worst == "nadd" and len(measured) < len(states) else worst


def _standing(
    goal: Goal,
    head: PlanHead,
    party: str | None,
    today: datetime.date,
    grounds: Grounds | None,
    measured: Measured | None,
) -> Standing:
    logged = outcomes_of(goal, head, party)
    outcomes = [o for o in logged if o.date is None or o.date <= today]
    valued = [o for o in outcomes if o.value is not None]
    newest = outcomes[-1] if outcomes else None
    outcome = valued[-1] if valued else None
    year = None
    if measured is not None and not _is_of(outcome, measured.year):
        outcome, year = measured.outcome, measured.year
        newest = newest or outcome
    value, n = (outcome.value, outcome.n) if outcome else (None, None)
    asked = asked_of(goal, head, outcome.party if outcome else None)
    state, why = judge(asked, value, n)
    measure = goal.measure
    if measure is not None and measure.indicator and value is None:
        since = measure.baseline.year if measure.baseline else None
        why = f"Inget värde efter {since} finns i data." if since else "Inget värde finns i data."
    if logged and not outcomes and measured is None:
        why = f"Det som är inskrivet har en senare dag än {today.isoformat()}."
    elif newest is not None and outcome is None:
        why = newest.reason or "Det som är inskrivet har inget värde."
    step = None if value is None else step_to(asked, value, n, grounds)
    notes = tuple(_notes(goal, outcome, newest, state, step, today))
    has_come = reached(asked, value, n)
    name = party_name(head, party)
    return Standing(party, name, state, outcome, newest, why, notes, has_come, step, year)


def _is_of(outcome: Outcome | None, year: int) -> bool:
    """Tell whether an outcome is of a year, or after it."""
    return outcome is not None and outcome.date is not None and outcome.date.year >= year


def _notes(
    goal: Goal,
    outcome: Outcome | None,
    newest: Outcome | None,
    state: State,
    step: Step | None,
    today: datetime.date,
) -> Iterator[str]:
    measure = goal.measure
    if outcome is None or outcome.value is None or measure is None:
        return
    if newest is not None and newest is not outcome and newest.value is None:
        yield f"Det senaste utfallet, {newest.date or 'utan datum'}, har inget värde."
    if step is not None:
        yield step_text(step, measure)
    yield from disagreement(outcome, state)
    yield from _milestone(measure, outcome, outcome.value)
    if measure.by is not None and measure.by < today and state != "nadd":
        yield f"Målet skulle ha varit nått {measure.by.isoformat()}."
    yield from small_numbers(measure, outcome.value, outcome.n)


def disagreement(outcome: Outcome, state: State) -> Iterator[str]:
    """Yield that a party judges its value otherwise than the goal's measure does."""
    said = outcome.judgement
    if said in STATES and said != state and state != "oklart":
        yield f"Bedömningen är ”{JUDGEMENT[said]}”, men värdet ger ”{JUDGEMENT[state]}”."


def _milestone(measure: Measure, outcome: Outcome, value: float) -> Iterator[str]:
    if outcome.date is None or measure.aim not in ("oka", "minska"):
        return
    valued = ((m.date, m.value) for m in measure.milestones if m.date and m.value is not None)
    passed = [(day, target) for day, target in valued if day <= outcome.date]
    if passed:
        day, target = max(passed, key=lambda milestone: milestone[0])
        word = "nått" if reaches(measure.aim, value, target) else "inte nått"
        yield f"Delmålet {with_unit(target, measure.unit)} till {day} är {word}."


def small_numbers(measure: Measure | None, value: float, n: int | None) -> Iterator[str]:
    """Yield what must be said of a value that is counted on few."""
    if n is None:
        return
    if n < FEW_PEOPLE:
        yield f"Värdet bygger på {n} svar. Så få kan gå att känna igen."
    if n == 0 or measure is None or not is_percent(measure):
        return
    one = 100 / n
    base = measure.baseline.value if measure.baseline else None
    if base is not None and not same(base, value) and abs(value - base) < one:
        yield f"Skillnaden mot utgångsläget är mindre än en person av {n}."
    elif n < UNSTEADY:
        points = f"{bare_number(round(one))} procentenheter"
        yield f"En person mer eller mindre ändrar värdet med {points}."


NO_THEME = "Utan tema"


def summarise(
    plan: Plan,
    path: str,
    today: datetime.date,
    themes: Mapping[str, str],
    theme_of: Mapping[str, str],
    measured: Mapping[str, Measured] = NOTHING,
) -> PlanSummary:
    """Return how a plan stands on a day.

    `themes` are names of themes by id, `theme_of` ids of themes by `omrade/indikator`. `measured`
    are goals' values in the data, by goal.
    """
    head, found = plan.head, standings(plan, today, None, measured)
    late = due(plan, path, today, today)
    return PlanSummary(
        head.id,
        head.name,
        path,
        head.unit or head.kommun or head.lan or head.responsible_body or "",
        head.status,
        [a.status for goal in plan.goals for a in goal.activities].count("klar"),
        sum(len(goal.activities) for goal in plan.goals),
        tuple((_theme(s.goal, themes, theme_of), s.state) for s in found),
        tuple(d for d in late if d.state == "sen"),
        sum((_promises(s, head, today) for s in found), Promises()),
    )


def _theme(goal: Goal, themes: Mapping[str, str], theme_of: Mapping[str, str]) -> str:
    """Return the theme that a goal names, else that of the first indicator it is tied to."""
    if goal.theme:
        known = {fold(id): name for id, name in themes.items()}
        known |= {fold(name): name for name in themes.values()}
        return known.get(fold(goal.theme), capital(goal.theme))
    for indicator in goal.indicators:
        theme = theme_of.get(indicator)
        if theme is not None:
            return themes.get(theme, theme)
    return NO_THEME


def _promises(standing: GoalStanding, head: PlanHead, today: datetime.date) -> Promises:
    goal = standing.goal
    acts = [a for a in goal.activities if (activity_day(a, head) or today) < today]
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

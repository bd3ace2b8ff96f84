"""When something is due in a plan: follow-ups, activities, reports. Pure functions of dates.

A follow-up is answered by an outcome that is logged from a month before its day on (half the
time since the follow-up before, where that is shorter), and by any later one: what was missed
in March cannot be measured any more once June has been. Where the goal has a measure an outcome
answers with a value or a judgement. A goal that parties share is answered when each of them has
reported, or when one outcome stands for all (`part` left out).

One rule for all that counts: what has no day of its own, follow-up or activity, is due on the
plan's last day; nothing is late before its day.
"""

import calendar
import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from oj_cli.domain.following import Due, DueState, Reported, ReportState
from oj_cli.domain.plan import Activity, Goal, Interval, Outcome, Plan, PlanHead, Recurring
from oj_cli.domain.plan_words import owner_text, party_name

MONTHS: dict[Interval, int] = {"manad": 1, "kvartal": 3, "tertial": 4, "halvar": 6, "ar": 12}
EARLY = datetime.timedelta(days=31)
"""How long before its day a follow-up may be made."""
REPORT_SHOWN = datetime.timedelta(days=31)
"""How long a report to a nämnd is shown after its day."""
MOST_DATES = 1200
"""A hundred years of months: more is a mistyped year."""

OPEN = ("planerad", "pagar")
"""The statuses of what is still to be done."""

Make = Callable[..., Due]
"""Makes something that is due of a goal: its kind, state and days, and what else is known."""


def add_months(day: datetime.date, months: int, stays_last: bool = True) -> datetime.date:
    """Return the same day of a later month; the last day of a month stays the last.

    What would be after the year 9999, which people write for a time without end, is its end; what
    would be before the year 1 is its first day.
    """
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > datetime.MAXYEAR:
        return datetime.date.max
    if day.year + years < datetime.MINYEAR:
        return datetime.date.min
    last = calendar.monthrange(day.year + years, month + 1)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    number = last if stays_last and is_last else min(day.day, last)
    return datetime.date(day.year + years, month + 1, number)


def unroll(recurring: Recurring, head: PlanHead, until: datetime.date) -> tuple[datetime.date, ...]:
    """Return the days of a recurring follow-up up to `until`, in order.

    Without a first day it comes at the end of each interval from the plan's first day;
    without a last day it goes on as long as the plan applies. Empty if neither the follow-up
    nor the plan says when it begins.
    """
    step = MONTHS[recurring.every]
    last = recurring.last or head.days[1] or until
    first = recurring.first or head.days[0]
    if first is None:
        return ()
    dates: list[datetime.date] = []
    left = (datetime.MAXYEAR - first.year + 1) * 12 - first.month  # months of the calendar
    for n in range(MOST_DATES):
        months = (n if recurring.first else n + 1) * step
        if months > left:
            break
        day = add_months(first, months, stays_last=recurring.first is not None)
        if recurring.first is None:  # an interval ends the day before the next one begins
            day -= datetime.timedelta(days=1)
        if day > min(last, until):
            break
        dates.append(day)
    return tuple(dates)


def follow_up_dates(goal: Goal, head: PlanHead, until: datetime.date) -> tuple[datetime.date, ...]:
    """Return the days up to `until` on which a goal is followed up, each once, in order.

    That is the plan's last day where the goal says none.
    """
    if goal.follow_up is None or not goal.follow_up.is_dated:
        last = head.days[1]
        return (last,) if last is not None and last <= until else ()
    dates = {d for d in goal.follow_up.dates if d <= until}
    if goal.follow_up.recurring is not None:
        dates |= set(unroll(goal.follow_up.recurring, head, until))
    return tuple(sorted(dates))


def activity_day(activity: Activity, head: PlanHead) -> datetime.date | None:
    """Return the last day of an activity, the plan's where it says none."""
    return activity.due or head.days[1]


def follow_ups(
    goal: Goal, head: PlanHead, until: datetime.date
) -> list[tuple[datetime.date, datetime.date]]:
    """Return each follow-up up to `until`, with the first day on which an outcome answers it."""
    dates = follow_up_dates(goal, head, until)
    return list(zip(dates, answered_from(dates), strict=True))


def answered_from(dates: Sequence[datetime.date]) -> tuple[datetime.date, ...]:
    """Return for each follow-up the first day on which an outcome answers it."""
    gaps = [EARLY, *(min(EARLY, (b - a) / 2) for a, b in pairwise(dates))]
    days = (d.toordinal() - gap.days for d, gap in zip(dates, gaps, strict=False))
    return tuple(datetime.date.fromordinal(max(day, 1)) for day in days)


def sharing(goal: Goal, head: PlanHead) -> tuple[str, ...]:
    """Return the ids of the parties that report on a goal; empty if the plan has one or none."""
    if goal.parties:
        return goal.parties
    return tuple(p.id for p in head.parties) if len(head.parties) > 1 else ()


def reporters(goal: Goal, head: PlanHead) -> tuple[str | None, ...]:
    """Return those who report on a goal, None for all in common where nobody is named."""
    return sharing(goal, head) or (None,)


def asked_of(goal: Goal, head: PlanHead, party: str | None) -> Goal:
    """Return a goal as a party's value is judged by it.

    The persons that a shared goal counts are those of all parties together, not of each.
    """
    return goal if party is None or len(sharing(goal, head)) < 2 else replace(goal, text=None)


def outcomes_of(goal: Goal, head: PlanHead, party: str | None) -> tuple[Outcome, ...]:
    """Return a party's outcomes in the order of their dates, the common ones with them.

    Where the goal has one party all outcomes count, whoever they name.
    """
    alone = len(sharing(goal, head)) < 2
    own = [o for o in goal.outcomes if alone or o.party in (party, None)]
    return tuple(sorted(own, key=lambda o: o.date or datetime.date.min))


def missing_reports(goal: Goal, head: PlanHead, from_day: datetime.date) -> tuple[str | None, ...]:
    """Return the parties without an outcome from that day on; (None,) if nobody has any.

    A party whose last outcome ended the goal has nothing more to report.
    """
    parties = reporters(goal, head)
    return tuple(p for p in parties if not _has_reported(goal, head, p, from_day))


def _has_reported(goal: Goal, head: PlanHead, party: str | None, from_day: datetime.date) -> bool:
    outcomes = outcomes_of(goal, head, party)
    if outcomes and outcomes[-1].decision == "avsluta":
        return True
    return any(
        o.date is not None and o.date >= from_day and (not goal.measure or o.answers)
        for o in outcomes
    )


def is_ended(goal: Goal, head: PlanHead) -> bool:
    """Tell whether all who share a goal have ended it."""
    return not missing_reports(goal, head, datetime.date.max)


def due(plan: Plan, path: str, today: datetime.date, until: datetime.date) -> tuple[Due, ...]:
    """Return what is late and what comes up to `until`, the first day first.

    A plan that is closed has nothing due. Something due today is to come, not late.
    """
    if plan.head.status == "avslutad":
        return ()
    found: list[Due] = []
    head, is_draft = plan.head, plan.head.status == "utkast"
    for goal in plan.goals:
        make = partial(
            Due,
            head.id,
            head.name,
            path,
            goal.id,
            what=goal.text or "",
            is_draft=is_draft,
        )
        found += _follow_ups(make, head, goal, today, until)
        found += _reports(make, head, goal, today, until)
        if not is_ended(goal, head):
            found += _activities(make, head, goal, today, until)
    return tuple(sorted(found, key=lambda d: (d.date, d.plan, d.goal, d.activity or "")))


def _follow_ups(
    make: Make, head: PlanHead, goal: Goal, today: datetime.date, until: datetime.date
) -> Iterator[Due]:
    who = goal.follow_up.who if goal.follow_up else None
    make = partial(make, by_plan=not (goal.follow_up and goal.follow_up.is_dated))
    late: list[datetime.date] = []
    without: dict[str | None, None] = {}
    for day, first in follow_ups(goal, head, max(until, today)):
        missing = missing_reports(goal, head, first)
        if missing and day < today:
            late.append(day)
            without |= dict.fromkeys(missing)
        elif missing and day <= until:
            parties = _names(head, missing)
            yield make("uppfoljning", "kommande", (day,), who=who, parties=parties)
    if late:
        parties = _names(head, tuple(without))
        yield make("uppfoljning", "sen", tuple(late), who=who, parties=parties)


def _names(head: PlanHead, parties: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(party_name(head, p) for p in parties if p is not None)


def _activities(
    make: Make, head: PlanHead, goal: Goal, today: datetime.date, until: datetime.date
) -> Iterator[Due]:
    for a in goal.activities:
        day = activity_day(a, head)
        if day is not None and a.status in OPEN and day <= until:
            state: DueState = "sen" if day < today else "kommande"
            said = {"what": a.said or "", "who": owner_text(head, a.owners) or None}
            yield make("aktivitet", state, (day,), activity=a.id, by_plan=a.due is None, **said)


def _reports(
    make: Make, head: PlanHead, goal: Goal, today: datetime.date, until: datetime.date
) -> Iterator[Due]:
    reporting = goal.follow_up.reporting if goal.follow_up else None
    for day in reporting.dates if reporting else ():
        if reporting and today - day <= REPORT_SHOWN and day <= until:
            state: DueState = "passerad" if day < today else "kommande"
            yield make("redovisning", state, (day,), who=head.process_owner, to=reporting.to)


# --- who has reported ----------------------------------------------------------------------


def report_matrix(plan: Plan, today: datetime.date) -> tuple[Reported, ...]:
    """Return one entry for each party and goal, the parties in the plan's order.

    A plan without parties has one row, for all in common.
    """
    named = dict.fromkeys(p.id for p in plan.head.parties)
    named |= dict.fromkeys(p for goal in plan.goals for p in goal.parties)
    parties = tuple(named) or (None,)
    return tuple(_reported(plan, goal, party, today) for party in parties for goal in plan.goals)


def _reported(plan: Plan, goal: Goal, party: str | None, today: datetime.date) -> Reported:
    sharers = sharing(goal, plan.head) or tuple(p.id for p in plan.head.parties)
    name = party_name(plan.head, party)
    if party is not None and party not in sharers:
        return Reported(party, name, goal.id, "delas_inte")
    logged = outcomes_of(goal, plan.head, party)
    outcomes = [o for o in logged if o.date is None or o.date <= today]
    newest = outcomes[-1] if outcomes else None
    missed = missed_reports(plan, goal, party, today)
    state: ReportState
    if missed:
        state = "gammalt" if newest else "saknas"
    else:
        state = "rapporterat" if newest else "inte_an"
    return Reported(party, name, goal.id, state, newest, missed[0] if missed else None)


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

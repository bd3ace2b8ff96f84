"""The days of a plan as events: follow-ups, due dates and reports. `calendar_file` writes them.

An event is known by what it is (plan, goal, activity, the how-manieth follow-up), never by its
day, so that a new export moves it instead of adding another.
"""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from oj_cli.domain.plan import Activity, FollowUp, Goal, Plan
from oj_cli.domain.plan_words import (
    ACTIVITY_STATUS,
    latest,
    measure_text,
    outcome_text,
    owner_text,
    party_name,
    shortened,
    with_unit,
)
from oj_cli.domain.swedish import listing
from oj_cli.plan.due import add_months, sharing, unroll

OPEN_ENDED = 24
"""Months that a recurring follow-up is unrolled where nothing says when it ends."""


@dataclass(frozen=True)
class Event:
    """One day of a plan. `key` is the same whenever the plan is exported."""

    key: str
    day: datetime.date
    summary: str
    description: str
    category: str


def events(plan: Plan) -> tuple[Event, ...]:
    """Return all days of a plan, in order; what is done stays, with a word that says so."""
    found: list[Event] = []
    seen: Counter[str] = Counter()
    for event in (e for goal in plan.goals for e in _of_goal(plan, goal)):
        seen[event.key] += 1
        again = seen[event.key]  # two goals or activities with the same id
        found.append(replace(event, key=f"{event.key}/{again}") if again > 1 else event)
    return tuple(sorted(found, key=lambda e: (e.day, e.key)))


def _of_goal(plan: Plan, goal: Goal) -> Iterator[Event]:
    base = f"{plan.head.id}/{goal.id}"
    about = _about(plan, goal)
    if goal.follow_up is not None:
        yield from _follow_ups(plan, goal, goal.follow_up, base, about)
    for activity in goal.activities:
        if activity.due is not None:
            yield _activity(plan, goal, activity, activity.due, base, about)
    measure = goal.measure
    if measure is not None and measure.by is not None:
        target = "" if measure.target is None else f" ({with_unit(measure.target, measure.unit)})"
        summary = f"{goal.id} ska vara nått{target}: {_short(goal.text)}"
        yield Event(f"{base}/senast", measure.by, summary, about, "Mål")


def _follow_ups(
    plan: Plan, goal: Goal, follow_up: FollowUp, base: str, about: str
) -> Iterator[Event]:
    summary = f"Följ upp {goal.id}: {_short(goal.text)}"
    lines = [
        *([f"Vem: {follow_up.who}"] if follow_up.who else []),
        *([f"Stöd: {follow_up.support}"] if follow_up.support else []),
        *([f"Hur: {follow_up.how}"] if follow_up.how else []),
    ]
    parties = [party_name(plan.head, p) for p in sharing(goal, plan.head)]
    if len(parties) > 1:
        lines.append(f"Rapporteras av: {listing(parties)}")
    lines.append(f"Skriv in: oj plan followup {plan.head.id} --mal {goal.id}")
    text = "\n".join([*lines, about])
    for n, day in enumerate(follow_up.dates, start=1):
        yield Event(f"{base}/uppfoljning/{n}", day, summary, text, "Uppföljning")
    for n, day in enumerate(_recurring(plan, follow_up), start=1):
        if day not in follow_up.dates:
            yield Event(f"{base}/aterkommande/{n}", day, summary, text, "Uppföljning")
    reporting = follow_up.reporting
    for n, day in enumerate(reporting.dates if reporting else (), start=1):
        to = f" till {reporting.to}" if reporting and reporting.to else ""
        summary = f"Redovisa {goal.id}{to}: {_short(goal.text)}"
        yield Event(f"{base}/redovisning/{n}", day, summary, about, "Redovisning")


def _recurring(plan: Plan, follow_up: FollowUp) -> tuple[datetime.date, ...]:
    recurring, (start, end) = follow_up.recurring, plan.head.days
    if recurring is None:
        return ()
    first, last = recurring.first or start, recurring.last or end
    if last is None and first is not None:
        last = add_months(first, OPEN_ENDED)
    return unroll(recurring, plan.head, last or datetime.date.min)


def _activity(
    plan: Plan, goal: Goal, activity: Activity, day: datetime.date, base: str, about: str
) -> Event:
    word = {"klar": "Klar", "ej_genomford": "Inte genomförd"}.get(activity.status, "Ska vara klart")
    lines = [
        f"Ansvarig: {owner_text(plan.head, activity.owners) or 'ingen angiven'}",
        f"Status: {ACTIVITY_STATUS[activity.status]}",
        *([f"Skäl: {activity.reason}"] if activity.reason else []),
    ]
    return Event(
        f"{base}/aktivitet/{activity.id}",
        day,
        f"{word}: {goal.id} {activity.id} {_short(activity.what)}".strip(),
        "\n".join([*lines, about]),
        "Aktivitet",
    )


def _about(plan: Plan, goal: Goal) -> str:
    lines = [f"Mål {goal.id}: {goal.text or 'utan text'}"]
    if goal.measure is not None:
        lines.append(f"Mått: {measure_text(goal.measure)}")
    last = latest(goal.outcomes)
    if last is not None:
        lines.append(f"Senaste värde: {outcome_text(goal, last)}")
    return "\n".join([*lines, f"Plan: {plan.head.name}"])


def _short(text: str | None) -> str:
    return shortened(text or "", 70)

"""Plans as a calendar file of all-day events: follow-ups, due dates and reports.

The same plan gives the same bytes. Calendars take a new export as a change of the event that
they have when its UID is the same and its SEQUENCE higher. The number is counted on from the
file that is written over, so that nothing needs to be kept beside the plan; what is no longer
in the plan stays in the file as cancelled, since a calendar keeps what it is not told of.

An event is known by what it is (plan, goal, activity, the how-manieth follow-up), never by its
day, so that a new export moves it instead of adding another.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import icalendar

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.identity import mask
from oj_cli.domain.plan import Activity, FollowUp, Goal, Plan
from oj_cli.domain.plan_changes import CalendarFile
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
from oj_cli.domain.signs import steerless
from oj_cli.domain.swedish import capital, listing
from oj_cli.domain.year import YearDay
from oj_cli.plan.due import add_months, sharing, unroll

_MAKER = "-//oj//handlingsplaner//SV"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # as some readers see them
_UNDATED = datetime.date(2000, 1, 1)
_CANCELLED = "CANCELLED"
_YEAR = "arshjul:"  # which no id of a plan has before its first /
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


Known = Mapping[str, icalendar.Event]
"""The events of an earlier file by their UID."""


def read_written(raw: bytes, place: str) -> Known:
    """Return the events of a file that `render` has written.

    Raises UsageFault for a file of another maker, which is not to be written over.
    """
    try:
        found = icalendar.Calendar.from_ical(raw)
    except ValueError:
        found = icalendar.Calendar()
    if found.get("PRODID") != _MAKER:
        raise UsageFault("plan.other_calendar", place=place)
    return {str(e["UID"]): e for e in found.events if "UID" in e}


def render(
    plans: Sequence[Plan], known: Known | None = None, year: Sequence[YearDay] = ()
) -> CalendarFile:
    """Return plans as an iCalendar file; `known` are the events of the file it replaces.

    The steps of a `year` may be in it: each is one event, that moves on. Raises UsageFault if two
    plans have the same id.
    """
    ids = [plan.head.id for plan in plans]
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise UsageFault("plan.same_id_in_calendar", id=twice)
    file = icalendar.Calendar()
    file.add("PRODID", _MAKER)
    file.add("VERSION", "2.0")
    file.add("CALSCALE", "GREGORIAN")
    file.add("METHOD", "PUBLISH")
    name = plans[0].head.name if len(plans) == 1 and not year else "Handlingsplaner"
    file.add("X-WR-CALNAME", icalendar.vText(_text("Årshjulet" if year else name)))
    counts: Counter[str] = Counter()
    parts = [(f"{plan.head.id}/", _stamp(plan), events(plan)) for plan in plans]
    if year:
        parts.append((_YEAR, _UNDATED, tuple(map(_of_step, year))))
    for prefix, day, found in parts:
        stamp = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
        for event in _of_part(_text(prefix), found, known or {}, counts):
            _put(event, "DTSTAMP", stamp)
            file.add_component(event)
    changed, cancelled = counts["changed"], counts["cancelled"]
    return CalendarFile(file.to_ical(), len(plans), counts["count"], changed, cancelled)


def _of_step(day: YearDay) -> Event:
    word = " (förslag)" if day.is_proposal else ""
    text = f"{capital(day.what)}.\nSkriv: {day.command}"
    return Event(f"{_YEAR}{day.kind}", day.day, f"{day.name}{word}", text, "Årshjulet")


def _of_part(
    prefix: str, found: Iterable[Event], before: Known, counts: Counter[str]
) -> Iterator[icalendar.Event]:
    """Yield events, then those that the file had before with this prefix and has no more."""
    here: set[str] = set()
    for event in map(_event, found):
        uid = str(event["UID"])
        here.add(uid)
        counts["count"] += 1
        was = before.get(uid)
        is_changed = was is not None and _content(was) != _content(event)
        counts["changed"] += is_changed
        _put(event, "SEQUENCE", is_changed + (_sequence(was) if was else 0))
        yield event
    for uid, was in before.items():
        if uid in here or not uid.startswith(prefix):
            continue
        if was.get("STATUS") != _CANCELLED:
            counts["cancelled"] += 1
            _put(was, "STATUS", _CANCELLED)
            _put(was, "SUMMARY", f"Inställt: {was.get('SUMMARY', '')}")
            _put(was, "SEQUENCE", _sequence(was) + 1)
        yield was


def _put(event: icalendar.Event, name: str, value: object) -> None:
    """Give an event a property in the place of the one it has."""
    event.pop(name, None)
    event.add(name, value)


def _sequence(event: icalendar.Event) -> int:
    """Return how often an event has been changed; what somebody has mistyped counts as never."""
    said = str(event.get("SEQUENCE", 0))
    return int(said) if said.isascii() and said.isdigit() else 0


def _content(event: icalendar.Event) -> bytes:
    """Return what an event says: what would make it another one."""
    same = event.copy()
    for name in ("SEQUENCE", "DTSTAMP"):
        same.pop(name, None)
    content: bytes = same.to_ical()
    return content


def _stamp(plan: Plan) -> datetime.date:
    """Return the newest day on which something is known to have been written in the plan."""
    resolution = plan.head.resolution
    days = [resolution.date if resolution else None]
    for goal in plan.goals:
        days += [o.date for o in goal.outcomes]
        days += [goal.measure.baseline.date if goal.measure and goal.measure.baseline else None]
    return max((day for day in days if day), default=plan.head.days[0] or _UNDATED)


def _event(event: Event) -> icalendar.Event:
    after = min(event.day.toordinal() + 1, datetime.date.max.toordinal())
    made = icalendar.Event()
    made.add("UID", _text(f"{event.key}@oj"))
    made.add("DTSTART", event.day)
    made.add("DTEND", datetime.date.fromordinal(after))  # the first day that is not part of it
    made.add("SUMMARY", _text(capital(event.summary)))
    made.add("DESCRIPTION", _text(event.description))
    made.add("CATEGORIES", [event.category])
    made.add("TRANSP", "TRANSPARENT")
    return made


def _text(text: str) -> str:
    """Return text without signs that steer or a personnummer, line ends as the format has them."""
    return mask(steerless(_LINE_ENDS.sub("\n", text)))


# --- the days of a plan --------------------------------------------------------------------


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
    lines.append(
        "Skicka värdet, hur många det bygger på, vad som är gjort och vad ni har lärt er till: "
        f"{plan.head.process_owner or 'den som håller ihop planen'}"
    )
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
    first = recurring.first or start or datetime.date.min
    last = recurring.last or end or add_months(first, OPEN_ENDED)
    return unroll(recurring, plan.head, last)


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
        f"{word}: {goal.id} {activity.id} {_short(activity.said)}".strip(),
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

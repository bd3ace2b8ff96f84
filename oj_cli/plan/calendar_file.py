"""Plans as a calendar file of all-day events.

The same plan gives the same bytes. Calendars take a new export as a change of the event that
they have when its UID is the same and its SEQUENCE higher. The number is counted on from the
file that is written over, so that nothing needs to be kept beside the plan; what is no longer
in the plan stays in the file as cancelled, since a calendar keeps what it is not told of.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import icalendar

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.plan import Plan
from oj_cli.domain.swedish import capital
from oj_cli.plan.calendar import Event, events

_MAKER = "-//oj//handlingsplaner//SV"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # as some readers see them
_UNDATED = datetime.date(2000, 1, 1)
_CANCELLED = "CANCELLED"

Known = Mapping[str, icalendar.Event]
"""The events of an earlier file by their UID."""


@dataclass
class Calendar:
    """A calendar file, and how many of its events are new, changed and cancelled in it."""

    content: bytes = b""
    count: int = 0
    changed: int = 0
    cancelled: int = 0


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


def render(plans: Sequence[Plan], known: Known | None = None) -> Calendar:
    """Return plans as an iCalendar file; `known` are the events of the file it replaces.

    Raises UsageFault if two plans have the same id.
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
    name = plans[0].head.name if len(plans) == 1 else "Handlingsplaner"
    file.add("X-WR-CALNAME", icalendar.vText(_text(name)))
    made = Calendar()
    for plan in plans:
        stamp = datetime.datetime.combine(_stamp(plan), datetime.time(), datetime.UTC)
        for event in _of_plan(plan, known or {}, made):
            _put(event, "DTSTAMP", stamp)
            file.add_component(event)
    made.content = file.to_ical()
    return made


def _of_plan(plan: Plan, before: Known, made: Calendar) -> Iterator[icalendar.Event]:
    """Yield a plan's events, then those that it had in the file before and has no more."""
    here: set[str] = set()
    for event in map(_event, events(plan)):
        uid = str(event["UID"])
        here.add(uid)
        made.count += 1
        was = before.get(uid)
        is_changed = was is not None and _content(was) != _content(event)
        made.changed += is_changed
        _put(event, "SEQUENCE", is_changed + (_sequence(was) if was else 0))
        yield event
    for uid, was in before.items():
        if uid in here or not uid.startswith(f"{_text(plan.head.id)}/"):
            continue
        if was.get("STATUS") != _CANCELLED:
            made.cancelled += 1
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
    """Return text without signs that steer, each end of a line as the format has it."""
    lines = _LINE_ENDS.sub("\n", text)
    return "".join(c for c in lines if c in "\t\n" or (c >= " " and c != "\x7f"))

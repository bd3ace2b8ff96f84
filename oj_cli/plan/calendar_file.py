"""Plans as an RFC 5545 calendar file of all-day events.

The same plan gives the same bytes. Calendars take a new export as a change of the event that
they have when its UID is the same and its SEQUENCE higher. The number is counted on from the
file that is written over, so that nothing needs to be kept beside the plan; what is no longer
in the plan stays in the file as cancelled, since a calendar keeps what it is not told of.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.plan import Plan
from oj_cli.domain.swedish import capital
from oj_cli.plan.calendar import Event, events

_MAKER = "PRODID:-//oj//handlingsplaner//SV"
_OCTETS = 75
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")  # as some readers see them
_UNDATED = datetime.date(2000, 1, 1)
_CANCELLED = "STATUS:CANCELLED"
_CANCELLED_WORD = "Inställt: "


@dataclass(frozen=True)
class Written:
    """An event as it stands in a file: its lines, the UID first, and how often it was changed."""

    lines: tuple[str, ...]
    sequence: int = 0

    @property
    def uid(self) -> str:
        """The line with what the event is known by."""
        return self.lines[0]

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the event is no longer in the plan."""
        return _CANCELLED in self.lines


@dataclass(frozen=True)
class Calendar:
    """A calendar file, and how many of its events are new, changed and cancelled in it."""

    content: bytes
    count: int
    changed: int = 0
    cancelled: int = 0


Known = Mapping[str, Written]
"""The events of an earlier file by their UID line."""


def read_written(raw: bytes, place: str) -> Known:
    """Return the events of a file that `render` has written.

    Raises UsageFault for a file of another maker, which is not to be written over.
    """
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\n ", "")
    lines = text.split("\n")
    if _MAKER not in lines:
        raise UsageFault(
            "Filen finns redan och är ingen kalender som oj har skrivit. Den skrivs inte över.",
            place=place,
            hints=("Välj ett annat namn med --ics.",),
        )
    found: dict[str, Written] = {}
    inside: list[str] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            inside = []
        elif line == "END:VEVENT" and inside and inside[0].startswith("UID:"):
            found[inside[0]] = _written(inside)
        else:
            inside.append(line)
    return found


def _written(lines: Sequence[str]) -> Written:
    said = next((x.partition(":")[2] for x in lines if x.startswith("SEQUENCE:")), "")
    kept = tuple(x for x in lines if not x.startswith(("SEQUENCE:", "DTSTAMP:")))
    return Written(kept, int(said) if said.isascii() and said.isdigit() else 0)


def render(plans: Sequence[Plan], known: Known | None = None) -> Calendar:
    """Return plans as an iCalendar file; `known` are the events of the file it replaces.

    Raises UsageFault if two plans have the same id.
    """
    ids = [plan.head.id for plan in plans]
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise UsageFault(
            f"Två av planerna har samma id, ”{twice}”.",
            hints=("Ge dem olika id, annars skriver de över varandra i kalendern.",),
        )
    names = [plan.head.title or plan.head.id for plan in plans]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        _MAKER,
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(names[0] if len(names) == 1 else 'Handlingsplaner')}",
    ]
    before = known or {}
    told = _Told()
    for plan in plans:
        stamp = f"DTSTAMP:{_day(_stamp(plan))}T000000Z"
        for event in _of_plan(plan, before, told):
            uid, *rest = event.lines
            lines += ["BEGIN:VEVENT", uid, f"SEQUENCE:{event.sequence}", stamp, *rest, "END:VEVENT"]
    lines.append("END:VCALENDAR")
    content = b"".join(_folded(line) for line in lines)
    return Calendar(content, told.count, told.changed, told.cancelled)


@dataclass
class _Told:
    """How many events there are, and what became of those that were there before."""

    count: int = 0
    changed: int = 0
    cancelled: int = 0


def _of_plan(plan: Plan, before: Known, told: _Told) -> Iterator[Written]:
    """Yield a plan's events, then those that it had in the file before and has no more."""
    here: set[str] = set()
    for event in events(plan):
        now = Written(_event_lines(event))
        was = before.get(now.uid)
        here.add(now.uid)
        told.count += 1
        if was is None:
            yield now
        elif was.lines == now.lines:
            yield was
        else:
            told.changed += 1
            yield replace(now, sequence=was.sequence + 1)
    for uid, was in before.items():
        if uid in here or not uid.startswith(f"UID:{_text(plan.head.id)}/"):
            continue
        told.cancelled += not was.is_cancelled
        yield was if was.is_cancelled else _cancelled(was)


def _cancelled(event: Written) -> Written:
    lines = (
        line.replace("SUMMARY:", f"SUMMARY:{_CANCELLED_WORD}", 1)
        if line.startswith("SUMMARY:")
        else line
        for line in event.lines
    )
    return Written((*lines, _CANCELLED), event.sequence + 1)


def _stamp(plan: Plan) -> datetime.date:
    """Return the newest day on which something is known to have been written in the plan."""
    head = plan.head
    days = [o.date for goal in plan.goals for o in goal.outcomes if o.date]
    days += [d for d in (head.resolution.date if head.resolution else None,) if d]
    days += [g.measure.baseline.date for g in plan.goals if g.measure and g.measure.baseline
             and g.measure.baseline.date]  # fmt: skip
    first = head.validity.first if head.validity else None
    return max(days, default=first or _UNDATED)


def _event_lines(event: Event) -> tuple[str, ...]:
    after = min(event.day.toordinal() + 1, datetime.date.max.toordinal())
    ends = datetime.date.fromordinal(after)  # the first day that is not part of it
    return (
        f"UID:{_text(event.key)}@oj",
        f"DTSTART;VALUE=DATE:{_day(event.day)}",
        f"DTEND;VALUE=DATE:{_day(ends)}",
        f"SUMMARY:{_text(capital(event.summary))}",
        f"DESCRIPTION:{_text(event.description)}",
        f"CATEGORIES:{_text(event.category)}",
        "TRANSP:TRANSPARENT",
    )


def _day(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")  # strftime drops the zeros of early years


def _text(text: str) -> str:
    """Return text as a value of a property: signs with a meaning of their own escaped."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = _LINE_ENDS.sub(r"\\n", escaped)
    return "".join(c for c in lines if c == "\t" or (c >= " " and c != "\x7f"))


def _folded(line: str) -> bytes:
    """Return a line of at most 75 octets, what is longer on lines that begin with a space."""
    parts: list[bytes] = [b""]
    for character in line:
        encoded = character.encode()
        room = _OCTETS if len(parts) == 1 else _OCTETS - 1
        if len(parts[-1]) + len(encoded) > room:
            parts.append(b"")
        parts[-1] += encoded
    return b"\r\n ".join(parts) + b"\r\n"

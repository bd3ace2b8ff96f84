"""What happened and may explain a change, as it stands beside a development."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oj_cli.presentation.document import Section
from oj_cli.presentation.parts import bullets, note, section

if TYPE_CHECKING:
    from oj_cli.domain.analysis import Event


def event_text(event: "Event") -> str:
    """Return an event on one line: date, what, and in brackets its kind and scope."""
    from oj_cli.domain.analysis import EVENT_WORDS  # most trends have no events beside them

    words = [EVENT_WORDS[event.kind], event.scope or ""]
    return f"{event.date} {event.text} ({', '.join(w for w in words if w)})"


def event_section(events: "Sequence[Event]") -> Section:
    """Return what happened, numbered as in the drawing; empty if nothing is known."""
    text = "Att något hände före en ändring betyder inte att det är orsaken."
    happened = bullets(map(event_text, events), numbered=True)
    return section("Händelser som kan förklara", happened, note(text if events else ""))

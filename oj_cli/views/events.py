"""What happened and may explain a change, and what one makes of a development."""

from collections.abc import Sequence

from oj_cli.domain.analysis import Event, TrendNote
from oj_cli.domain.analysis_words import EVENT_WORDS
from oj_cli.domain.logs import EventLog, OpenAnalysis
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.analysis import concerned, heading, under_way


def event_text(event: Event) -> str:
    """Return an event on one line: date, what, and in brackets its kind and scope."""
    words = [EVENT_WORDS[event.kind], event.scope or ""]
    return f"{event.date} {event.text} ({', '.join(w for w in words if w)})"


def event_section(events: Sequence[Event]) -> Section | None:
    """Return what happened, numbered as in the drawing; None if nothing is known."""
    if not events:
        return None
    text = "Att något hände före en ändring betyder inte att det är orsaken."
    items = tuple(Item(event_text(e)) for e in events)
    blocks: tuple[Block, ...] = (Bullets(items, numbered=True), Paragraph(text, "note"))
    return Section("Händelser som kan förklara", blocks)


def note_section(notes: Sequence[TrendNote]) -> Section | None:
    """Return what the group makes of the development; None if nothing is written."""
    if not notes:
        return None
    return Section("Era slutsatser", (Bullets(tuple(Item(n.text) for n in notes)),))


def document(found: EventLog) -> Document:
    """Return all events of an analysis, and the conclusions of its step 3."""
    of = found.of
    rows = tuple(
        (e.id, e.date, e.text, EVENT_WORDS[e.kind], e.scope or "", concerned(e.concerns, of))
        for e in found.items
    )
    columns = (
        Column("Id"),
        Column("Datum"),
        Column("Vad som hände", weight=2),
        Column("Sort"),
        Column("Omfattar", weight=1),
        Column("Kan förklara", weight=1),
    )
    first = Table(columns, rows) if rows else Paragraph("Det finns inga händelser än.")
    sections = []
    if of.analysis.trend:
        notes = tuple(
            Item(f"{t.id}: {t.text}", (f"Gäller {concerned(t.concerns, of)}.",))
            for t in of.analysis.trend
        )
        sections.append(Section("Era slutsatser av utvecklingen", (Bullets(notes),)))
    commands = (
        Command(f"oj trend event add{of.flags}", "lägg till en händelse"),
        Command(f"oj trend note{of.flags}", "skriv vad ni drar för slutsats"),
    )
    return Document(
        title=f"Händelser: {heading(of)}",
        lead=(first, Paragraph(f"Sparat i {of.path}.", "note"), *under_way(of.analysis)),
        sections=(*sections, Section("Nästa steg", (Commands(commands),))),
    )


def see(event: Event, of: OpenAnalysis) -> str:
    """Return how to see an event: in the trend of the first chosen indicator that it concerns."""
    for chosen in of.analysis.chosen:
        for frozen in chosen.indicators:
            if not event.concerns or {frozen.indicator, chosen.theme} & {*event.concerns}:
                line = f"oj trend --indicator {frozen.indicator}{of.flags}"
                return f"Se den i utvecklingen: {line}"
    return f"Visa alla: oj trend event list{of.flags}"

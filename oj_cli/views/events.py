"""What happened and may explain a change, and what one makes of a development."""

from collections.abc import Sequence
from pathlib import Path

from oj_cli.domain.analysis import Analysis, Event, TrendNote
from oj_cli.domain.analysis_words import EVENT_WORDS
from oj_cli.domain.encoding import encode
from oj_cli.domain.indicators import Catalogue, Themes
from oj_cli.domain.swedish import listing
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.chosen import name_of
from oj_cli.views.under_way import under_way
from oj_cli.views.words import area_word

SCHEMA = "oj-handelser/1"


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


def document(
    analysis: Analysis, catalogue: Catalogue, themes: Themes, path: Path, where: str
) -> Document:
    """Return all events of an analysis, and the conclusions of its step 3.

    `where` are the flags that name the analysis, where commands must have them.
    """
    names = {t.id: t.name for t in themes.themes}

    def concerned(ids: Sequence[str]) -> str:
        return listing([name_of(id, catalogue, names) for id in ids]) or "allt"

    events = sorted(analysis.events, key=lambda e: (e.first_day, e.text))
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "id": e.id,
            "datum": e.date,
            "vad": e.text,
            "typ": EVENT_WORDS[e.kind],
            "omfattning": e.scope or "",
            "galler": concerned(e.concerns),
        }
        for e in events
    )
    columns = (
        Column("id", "Id"),
        Column("datum", "Datum"),
        Column("vad", "Vad som hände", weight=2),
        Column("typ", "Sort"),
        Column("omfattning", "Omfattar", weight=1),
        Column("galler", "Kan förklara", weight=1),
    )
    lead: tuple[Block, ...] = (Table(columns, rows),) if rows else ()
    if not rows:
        lead = (Paragraph("Det finns inga händelser än."),)
    sections = []
    if analysis.trend:
        notes = tuple(
            Item(f"{t.id}: {t.text}", (f"Gäller {concerned(t.concerns)}.",)) for t in analysis.trend
        )
        sections.append(Section("Era slutsatser av utvecklingen", (Bullets(notes),)))
    commands = (
        Command(f"oj trend event add{where}", "lägg till en händelse"),
        Command(f"oj trend note{where}", "skriv vad ni drar för slutsats"),
    )
    sections.append(Section("Nästa steg", (Commands(commands),)))
    return Document(
        title=f"Händelser: {analysis.who}, {area_word(catalogue)} {analysis.year}",
        lead=(*lead, Paragraph(f"Sparat i {path}.", "note"), *under_way(analysis)),
        sections=tuple(sections),
        data=_flat(events),
        payload={
            "schema": SCHEMA,
            "fil": str(path),
            "kommun": analysis.kommun,
            "lan": analysis.lan,
            "omrade": analysis.area,
            "ar": analysis.year,
            "handelser": encode(events),
            "trend": encode(analysis.trend),
        },
    )


def _flat(events: Sequence[Event]) -> Table:
    keys = ("id", "datum", "vad", "typ", "omfattning", "galler")
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "id": e.id,
            "datum": e.date,
            "vad": e.text,
            "typ": e.kind,
            "omfattning": e.scope,
            "galler": ", ".join(e.concerns),
        }
        for e in events
    )
    return Table(tuple(Column(k, k) for k in keys), rows)

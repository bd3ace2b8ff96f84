"""What happened and may explain a change, and what one makes of a development."""

from oj_cli.domain.analysis import EVENT_WORDS, Event
from oj_cli.domain.logs import EventLog, OpenAnalysis
from oj_cli.presentation.document import Column, Document
from oj_cli.presentation.parts import bullets, compose, item, next_steps, note, section, table, wide
from oj_cli.views.analysis import concerned
from oj_cli.views.chosen import heading


def document(found: EventLog) -> Document:
    """Return all events of an analysis, and the conclusions of its step 3."""
    of = found.of
    rows = (
        (e.id, e.date, e.text, EVENT_WORDS[e.kind], e.scope or "", concerned(e.concerns, of))
        for e in found.items
    )
    what = (wide("Vad som hände", 2), Column("Sort"), wide("Omfattar"), wide("Kan förklara"))
    notes = (
        item(f"{t.id}: {t.text}", f"Gäller {concerned(t.concerns, of)}.") for t in of.analysis.trend
    )
    return compose(
        f"Händelser: {heading(of.analysis, of.asked)}",
        "" if found.items else "Det finns inga händelser än.",
        table((Column("Id"), Column("Datum"), *what), rows),
        note(f"Sparat i {of.path}."),
        sections=(
            section("Era slutsatser av utvecklingen", bullets(notes)),
            next_steps(
                (f"oj trend event add{of.flags}", "lägg till en händelse"),
                (f"oj trend note{of.flags}", "skriv vad ni drar för slutsats"),
            ),
        ),
    )


def see(event: Event, of: OpenAnalysis) -> str:
    """Return how to see an event: in the trend of the first chosen indicator that it concerns."""
    for chosen in of.analysis.chosen:
        for frozen in chosen.indicators:
            if not event.concerns or {frozen.indicator, chosen.theme} & {*event.concerns}:
                line = f"oj trend --indicator {frozen.indicator}{of.flags}"
                return f"Se den i utvecklingen: {line}"
    return f"Visa alla: oj trend event list{of.flags}"

"""How it has gone over the years: only comparable years, and why the others are not."""

from collections import Counter
from collections.abc import Mapping

from oj_cli.domain.analysis import EVENT_WORDS
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.swedish import counted, joined, listing
from oj_cli.domain.trend import Point
from oj_cli.domain.trend_overview import IndicatorChange, TrendOverview
from oj_cli.domain.wording import signed, signed_between, value_text
from oj_cli.presentation.document import (
    Block,
    Cell,
    Column,
    Figure,
    Paragraph,
    Section,
    Shown,
    Table,
)
from oj_cli.presentation.parts import figure, listed, note, section, table_of
from oj_cli.presentation.pictures.model import Chart, Multiples
from oj_cli.reports.words import NOTHING
from oj_cli.views.trend_words import change_lead, great_falls


def development(found: TrendOverview, charts: Mapping[str, Chart], who: str) -> Section:
    """Return what changed in a län since the last comparable year; drawings by indicator id."""
    id, heading = "utveckling", "Utveckling över tid"
    if not found.changes:
        return section(heading, "Inget i data går att jämföra med ett tidigare år.", id=id)
    lead = f"{change_lead(found)} Ökar eller minskar sägs bara när minst tre år går åt samma håll."
    made = _table(found, who)
    drawn = _drawn([c for c in charts.values() if len(c.years) > 2], found, who, made)
    # a picture alone is not seen by all
    parts = (lead, great_falls(found), made, drawn, *events(found), _not_compared(found))
    return section(heading, *parts, id=id)


def events(found: TrendOverview) -> tuple[Block, ...]:
    """Return what happened and may explain a change."""
    return listed(
        "Händelser som kan ha haft betydelse. Att något hände samtidigt bevisar inget:",
        (f"{e.date}: {e.text} ({joined(EVENT_WORDS[e.kind], e.scope)})." for e in found.events),
    )


def _drawn(charts: list[Chart], found: TrendOverview, who: str, data: Table) -> Figure | None:
    """Return the developments beside each other; one alone has a picture of its own."""
    if not charts:
        return None
    if len(charts) == 1:
        (c,) = charts
        return figure("figur-utveckling", c, c.description, data, f"{c.subtitle}. {c.title}")
    picture = Multiples(
        f"{who}: så har det gått med det som ändrats mest",
        f"{found.catalogue.name}, till {found.year}",
        tuple(charts),
        data.source,
    )
    alt = " ".join(f"{c.subtitle}. {c.title}. {c.description}" for c in charts)
    return figure("figur-utveckling", picture, alt, data)


def _table(found: TrendOverview, who: str) -> Table:
    riket = ((Column("Riket samma år", width=1.2), _riket),)
    return table_of(
        "tabell-utveckling",
        f"{who}: ändring sedan det senaste jämförbara året",
        found.changes,
        (
            (Column("Indikator", width=2.6), lambda c: c.indicator.short),
            (Column("Från", width=1.2), lambda c: _point(c.shift.before, c.indicator)),
            (Column("Till", width=1.2), lambda c: _point(c.shift.after, c.indicator)),
            (Column("Ändring", width=1.5), change_text),
            (Column("Bedömning", width=1.2), _word),
            *(riket if any(c.riket for c in found.changes) else ()),
        ),
        ("Med få kommuner betyder en enda kommun många procentenheter.",),
    )


def _point(point: Point, indicator: Indicator) -> str:
    if point.n_yes is not None and point.n is not None:
        return f"{point.year}: {point.n_yes} av {point.n}"
    return f"{point.year}: {value_text(point.figure or 0.0, indicator)}"


def change_text(change: IndicatorChange) -> str:
    """Return a change in kommuner where they are counted, else in the indicator's unit."""
    shift, more = change.shift, change.shift.kommuner
    if more is not None:
        if more == 0:
            return "lika många kommuner"
        return f"{counted(abs(more), 'kommun', 'kommuner')} {'fler' if more > 0 else 'färre'}"
    before, after = shift.before.figure or 0.0, shift.after.figure or 0.0
    points = shift.points or 0.0
    if not change.indicator.is_percent:
        sign = "+" if points > 0 else "−" if points else ""
        return f"{sign}{value_text(abs(points), change.indicator)}"
    text = signed_between(points, before, after)
    if text == "0":
        return "samma"
    return f"{text} {'procentenhet' if text[1:] == '1' else 'procentenheter'}"


def _word(change: IndicatorChange) -> str:
    if change.gain is None:
        return "rangordnas inte"
    return "bättre" if change.gain > 0 else "sämre" if change.gain else "oförändrad"


def _riket(change: IndicatorChange) -> Cell:
    if change.riket is None:
        return NOTHING
    points = change.riket.points or 0.0
    is_points = change.indicator.is_percent
    return Shown(signed(points) if is_points else signed(points, 1), points)


def _not_compared(found: TrendOverview) -> Paragraph:
    reasons = Counter(entry.why for entry in found.not_compared)
    said = [f"{why} ({n})" for why, n in reasons.items()]
    return note(f"Går inte att jämföra: {listing(said)}." if said else "")

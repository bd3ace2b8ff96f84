"""How it has gone over the years: only comparable years, and why the others are not."""

from collections.abc import Mapping

from oj_cli.domain.analysis_words import EVENT_WORDS
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.domain.trend import IndicatorChange, Point, TrendOverview
from oj_cli.domain.wording import credit, signed, value_text
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Figure,
    Item,
    Paragraph,
    Section,
    Shown,
    Table,
)
from oj_cli.presentation.pictures.model import Chart
from oj_cli.reports.words import NOTHING, answer_cell

TABLE = "tabell-utveckling"


def development(
    found: TrendOverview | None,
    charts: Mapping[str, Chart],
    who: str,
    more: tuple[Block, ...] = (),
) -> Section:
    """Return what changed since the last comparable year, with drawings by indicator id.

    `more` stands last.
    """
    if found is None or not found.changes:
        text = "Inget i data går att jämföra med ett tidigare år."
        blocks: tuple[Block, ...] = (Paragraph(text), *more)
        return Section("Utveckling över tid", blocks, id="utveckling")
    intro = (
        f"{counted(len(found.changes), 'indikator', 'indikatorer')} har ett tidigare år som går "
        f"att jämföra med: {_counts(found)}. Ökar eller minskar sägs bara när minst tre år går åt "
        "samma håll."
    )
    table = _table(found, who)
    figures = [
        Figure(
            chart,
            title=f"{chart.subtitle}. {chart.title}",
            alt=chart.description,
            data=TABLE,
            id=f"figur-utveckling-{id}",
        )
        for id, chart in charts.items()
    ]
    return Section(
        "Utveckling över tid",
        (Paragraph(intro), table, *figures, *_events(found), *more),
        _not_compared(found),
        id="utveckling",
    )


def _events(found: TrendOverview) -> tuple[Block, ...]:
    """Return what happened that may explain a change: a picture alone is not seen by all."""
    if not found.events:
        return ()
    items = []
    for event in found.events:
        what = ", ".join(word for word in (EVENT_WORDS[event.kind], event.scope) if word)
        items.append(Item(f"{event.date}: {event.text} ({what})."))
    lead = "Händelser som kan ha haft betydelse. Att något hände samtidigt bevisar inget:"
    return (Paragraph(lead), Bullets(tuple(items)))


def _counts(found: TrendOverview) -> str:
    parts = []
    for n, one, many in (
        (len(found.better), "bättre", "bättre"),
        (len(found.worse), "sämre", "sämre"),
        (len(found.same), "oförändrad", "oförändrade"),
        (len(found.unranked), "som inte rangordnas", "som inte rangordnas"),
    ):
        if n:
            parts.append(counted(n, one, many))
    return listing(parts)


def _table(found: TrendOverview, who: str) -> Table:
    rows = []
    for change in found.changes:
        i, shift = change.indicator, change.shift
        rows.append(
            (
                i.name,
                _point(shift.before, i),
                _point(shift.after, i),
                change_text(change),
                _word(change),
                _riket(change),
            )
        )
    return Table(
        (
            Column("Indikator", width=2.6),
            Column("Från", width=1.2),
            Column("Till", width=1.2),
            Column("Ändring", width=1.5),
            Column("Bedömning", width=0.9),
            Column("Riket samma år", width=1.2),
        ),
        tuple(rows),
        caption=f"{who}: ändring sedan det senaste jämförbara året",
        id=TABLE,
        notes=("Med få kommuner betyder en enda kommun många procentenheter.",)
        if found.lan
        else (),
        source=credit(found.sources),
    )


def _point(point: Point, indicator: Indicator) -> str:
    if point.n_yes is not None and point.n is not None:
        return f"{point.year}: {point.n_yes} av {point.n}"
    if point.figure is None:
        return f"{point.year}: {answer_cell(point.answer, None, indicator).text}"
    return f"{point.year}: {value_text(point.figure or 0.0, indicator)}"


def change_text(change: IndicatorChange) -> str:
    """Return a change in kommuner where they are counted, else in the indicator's unit."""
    shift, more = change.shift, change.shift.kommuner
    if more is not None:
        if more == 0:
            return "lika många kommuner"
        return f"{counted(abs(more), 'kommun', 'kommuner')} {'fler' if more > 0 else 'färre'}"
    if shift.points is None:
        same = shift.before.answer == shift.after.answer
        return "samma svar" if same else "ändrat svar"
    points = shift.points
    is_points = change.indicator.is_percent
    if number(points) == "0" and is_points:
        return "samma"
    return f"{signed(points)} procentenheter" if is_points else signed(points, 1)


def _word(change: IndicatorChange) -> str:
    if change.gain is None:
        return "rangordnas inte"
    return "bättre" if change.gain > 0 else "sämre" if change.gain < 0 else "oförändrad"


def _riket(change: IndicatorChange) -> Cell:
    if change.riket is None:
        return NOTHING
    points = change.riket.points or 0.0
    is_points = change.indicator.is_percent
    return Shown(signed(points) if is_points else signed(points, 1), points)


def _not_compared(found: TrendOverview) -> tuple[Section, ...]:
    if not found.not_compared:
        return ()
    by_reason: dict[str, list[str]] = {}
    for entry in found.not_compared:
        by_reason.setdefault(entry.why, []).append(entry.indicator.short)
    items = tuple(
        Item(
            f"{capital(why)}: {counted(len(names), 'indikator', 'indikatorer')}.", (listing(names),)
        )
        for why, names in by_reason.items()
    )
    return (Section("Det som inte går att jämföra", (Bullets(items),), id="inte-jamforbart"),)

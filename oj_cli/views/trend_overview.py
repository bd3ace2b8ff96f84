"""All that changed in an område as a document."""

from collections.abc import Sequence

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.domain.trend import IndicatorChange, Outlook, Point, TrendOverview
from oj_cli.domain.wording import (
    area_word,
    figure_text,
    shell_word,
    signed,
    signed_between,
    value_text,
)
from oj_cli.presentation.document import Cell, Column, Document, Section, Shown
from oj_cli.presentation.parts import (
    bullets,
    compose,
    next_steps,
    note,
    right,
    section,
    strong,
    table,
    wide,
)
from oj_cli.views.happened import event_section
from oj_cli.views.sources import how_counted

MOST = 10
MOST_OTHERS = 2
_WHOLE_SCALE = (0.0, 100.0)


def document(found: TrendOverview, show_all: bool) -> Document:
    """Return the overview as a document."""
    return compose(
        f"{_name(found)}: vad som har ändrats, {area_word(found.catalogue)} {found.year}",
        strong(_lead(found)),
        sections=(
            _themes(found),
            _changed("Sämre", found.worse, show_all),
            _changed("Bättre", found.better, show_all),
            _changed("Rangordnas inte", found.unranked, show_all),
            _not_compared(found, show_all),
            _outlooks(found, show_all),
            event_section(found.events),
            _how(found),
            _next_steps(found),
        ),
    )


def _name(found: TrendOverview) -> str:
    place = found.kommun or found.lan
    return place.name if place else "Riket"


def _lead(found: TrendOverview) -> str:
    n = len(found.changes)
    if not n:
        return f"Inget går att jämföra: det finns inget jämförbart år före {found.year}."
    same = "oförändrad" if len(found.same) == 1 else "oförändrade"
    kinds = (
        (found.better, "bättre"),
        (found.worse, "sämre"),
        (found.same, same),
        (found.unranked, "som inte rangordnas"),
    )
    said = [f"{number(len(changes))} {word}" for changes, word in kinds if changes]
    what = counted(n, "indikator", "indikatorer")
    return f"{what} kan jämföras med ett tidigare år: {listing(said)}."


def _themes(found: TrendOverview) -> Section:
    if not found.themes:
        return section("Per tema")
    rows = (
        (
            *(t.theme.name, t.better, t.worse, t.same),
            Shown("" if t.gain is None else signed(t.gain), t.gain),
        )
        for t in found.themes
    )
    columns = (wide("Tema"), *right("Bättre", "Sämre", "Lika", "I snitt"))
    text = "I snitt: medel av temats ändringar, plus är bättre."
    if any(c.shift.after.figure is None for c in found.changes):
        text += " Från NEJ till JA är 100, DELVIS är halvvägs."
    return section("Per tema", table(columns, rows), note(text))


# --- better and worse ------------------------------------------------------------------


def _changed(heading: str, changes: Sequence[IndicatorChange], show_all: bool) -> Section:
    moved = [c for c in changes if c.gain is not None or c.shift.points != 0]
    shown = moved if show_all else moved[:MOST]
    with_riket = any(c.riket for c in shown)
    rows: list[tuple[Cell, ...]] = []
    for c in shown:
        ends = (_said(point, c.indicator) for point in (c.shift.before, c.shift.after))
        points = None if c.riket is None else c.riket.points or 0.0
        riket = Shown("" if points is None else signed(points), points)
        size = Shown(_size(c), c.shift.points)
        rows.append((c.indicator.name, *ends, size, *((riket,) if with_riket else ())))
    figures = right("Ändring", "Riket") if with_riket else right("Ändring")
    left = counted(len(moved) - len(shown), "indikator", "indikatorer")
    return section(
        heading,
        table((wide("Indikator"), Column("Från"), Column("Till"), *figures), rows),
        note(f"{left} till visas med --alla." if len(shown) < len(moved) else ""),
    )


def _said(point: Point, indicator: Indicator) -> str:
    if point.figure is None:
        text = point.answer or ""
    elif point.n_yes is not None:
        text = f"{point.n_yes} av {point.n}"
    else:
        text = value_text(point.figure, indicator)
    return f"{point.year}: {text}"


def _size(change: IndicatorChange) -> str:
    """Return the change in kommuner where they are counted, else in points."""
    kommuner, points = change.shift.kommuner, change.shift.points
    if kommuner:
        who = "en kommun" if abs(kommuner) == 1 else f"{abs(kommuner)} kommuner"
        return f"{who} {'fler' if kommuner > 0 else 'färre'}"
    if points is None:
        return ""
    if change.indicator.is_percent:
        before, after = change.shift.before.figure, change.shift.after.figure
        if before is None or after is None:
            return signed(points)
        return signed_between(points, before, after)
    return ("+" if points > 0 else "−") + value_text(abs(points), change.indicator)


def _not_compared(found: TrendOverview, show_all: bool) -> Section:
    by_reason: dict[str, list[str]] = {}
    for one in found.not_compared:
        by_reason.setdefault(one.why, []).append(one.indicator.name)
    lines = []
    for why, names in sorted(by_reason.items(), key=lambda r: -len(r[1])):
        text = listing(names)
        if len(names) > MOST and not show_all:
            text = f"{counted(len(names), 'indikator', 'indikatorer')}, namnen visas med --alla"
        lines.append(f"{capital(why)}: {text}.")
    return section("Går inte att jämföra", bullets(lines))


# --- what it would mean if nothing is done ----------------------------------------------


def _outlooks(found: TrendOverview, show_all: bool) -> Section:
    """Return what a straight line says of next year; empty if no series is long enough.

    A line that says nothing (the interval is the whole scale) is only counted, unless
    all are asked for.
    """
    heading = "Om ingenting görs"
    if not found.outlooks:
        return section(heading)
    year = found.outlooks[0][1].year
    said = [(i, o) for i, o in found.outlooks if show_all or _says_something(o)]
    lead = (
        f"En rät linje genom {_years(found)} år, dragen till {year}. Det är ingen prognos: "
        "linjen vet inget om varför värdena ändrats, och så få punkter gör den mycket osäker. "
        "Intervallet rymmer nästa värde 95 gånger av 100, om utvecklingen verkligen är en rät "
        "linje."
    )
    columns = (wide("Indikator"), *right(str(found.year), f"Linjen {year}"))
    lines = (_outlook_row(i, o) for i, o in said)
    left = counted(len(found.outlooks) - len(said), "indikator", "indikatorer")
    silent = (
        f"För {left} {'till ' if said else ''}säger linjen inget: intervallet är hela skalan, "
        "0–100 %, eller går inte att räkna eftersom alla punkter ligger på linjen. "
        "De visas med --alla."
    )
    clipped = "* Klippt där skalan tar slut: linjen eller intervallet gick utanför."
    return section(
        heading,
        lead,
        table((*columns, Column("95 % intervall")), lines),
        note(silent if len(said) < len(found.outlooks) else ""),
        note(clipped if any(o.is_clipped for _, o in said) else ""),
    )


def _years(found: TrendOverview) -> str:
    lengths = sorted({len(o.points) for _, o in found.outlooks})
    if lengths == [3]:
        return "tre"
    return f"{lengths[0]}" if len(lengths) == 1 else f"{lengths[0]} till {lengths[-1]}"


def _says_something(found: Outlook) -> bool:
    return found.low is not None and (found.low, found.high) != _WHOLE_SCALE


def _outlook_row(indicator: Indicator, found: Outlook) -> tuple[Cell, ...]:
    now, interval = found.points[-1].figure or 0.0, "går inte att räkna"
    if found.low is not None and found.high is not None:
        low = figure_text(found.low, indicator) + ("–" if indicator.is_percent else " till ")
        interval = f"{low}{value_text(found.high, indicator)}" + ("*" if found.is_clipped else "")
    figures = (Shown(value_text(figure, indicator), figure) for figure in (now, found.figure))
    return (indicator.name, *figures, interval)


def _how(found: TrendOverview) -> Section:
    text = f"Varje indikator jämförs mellan {found.year} och det senaste jämförbara året före."
    if any(c.shift.points is not None and not c.shift.kommuner for c in found.changes):
        text += " Ändringar utan annan enhet är procentenheter."
    if any(c.riket for c in found.changes):
        text += " Riket är ändringen i utgivarens värde för riket mellan samma år."
    if found.lan:
        text += " Länets siffra är andel JA, eller medianen av kommunernas värden."
    return how_counted([text], found.catalogue, found.sources, found.around)


def _next_steps(found: TrendOverview) -> Section:
    who = f"--kommun {shell_word(found.kommun.name)}" if found.kommun else ""
    if found.lan:
        who = f"--lan {shell_word(short_lan(found.lan.name))}"
    where, steps = f"--omrade {found.catalogue.area}", []
    for change in (*found.worse, *found.better)[:1]:
        line = f"oj trend --indicator {change.indicator.id} {who} {where}"
        steps.append((line, "alla år, med staplar och jämförelser"))
    if found.kommun and not found.changes:
        line = f"oj trend --lan {found.kommun.lan} {where}"
        steps.append((line, "hur det har gått i länet"))
    for area in found.around.others[:MOST_OTHERS]:
        line = f"oj trend {who} --omrade {area}"
        steps.append((line, "samma sak i ett annat område"))
    return next_steps(*steps, (f"oj identify {who} {where}", "vad som är viktigast att förbättra"))

"""All that changed in an område as a document."""

from collections.abc import Sequence

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.swedish import capital, counted, listing
from oj_cli.domain.trend import Expected, Point
from oj_cli.domain.trend_overview import IndicatorChange, TrendOverview
from oj_cli.domain.wording import (
    area_word,
    figure_text,
    in_table,
    named_with_unit,
    plain,
    shell_word,
    signed,
    signed_between,
)
from oj_cli.presentation.document import Cell, Column, Document, Section, Shown
from oj_cli.presentation.parts import (
    bullets,
    compose,
    next_steps,
    note,
    rest,
    right,
    section,
    strong,
    table,
    wide,
)
from oj_cli.views.happened import event_section
from oj_cli.views.sources import how_counted
from oj_cli.views.trend_words import (
    AS_KOMMUNER_DO,
    UNKNOWN_NEXT,
    by_certainty,
    change_lead,
    great_falls,
)

MOST = 10
MOST_OTHERS = 2
WIDEST = 50
"""So many percent units between what a next value may be, or more: then it says too little."""


def document(found: TrendOverview, show_all: bool) -> Document:
    """Return the overview as a document."""
    return compose(
        f"{_name(found)}: vad som har ändrats, {area_word(found.catalogue)} {found.year}",
        strong(_lead(found)),
        great_falls(found),
        sections=(
            _themes(found),
            *(_changed(heading, changes, show_all) for heading, changes in by_certainty(found)),
            _changed("Rangordnas inte", found.unranked, show_all),
            _not_compared(found, show_all),
            _next_time(found, show_all),
            event_section(found.events),
            _how(found),
            _next_steps(found),
        ),
    )


def _name(found: TrendOverview) -> str:
    place = found.kommun or found.lan
    return place.name if place else "Riket"


def _lead(found: TrendOverview) -> str:
    if not found.changes:
        return f"Inget går att jämföra: det finns inget jämförbart år före {found.year}."
    return change_lead(found)


def _themes(found: TrendOverview) -> Section:
    heading = "Per tema"
    if not found.themes:
        return section(heading)
    if found.lan:
        plain = ((t.theme.name, t.better, t.worse, t.same) for t in found.themes)
        return section(heading, table((wide("Tema"), *right("Bättre", "Sämre", "Lika")), plain))
    rows = (
        (
            *(t.theme.name, t.clearly_worse, t.worse - t.clearly_worse),
            *(t.clearly_better, t.better - t.clearly_better, t.same),
        )
        for t in found.themes
    )
    figures = right("Tydligt sämre", "Sämre?", "Tydligt bättre", "Bättre?", "Lika")
    text = "Sämre? och Bättre?: ändringen kan bero på slumpen."
    return section(heading, table((wide("Tema"), *figures), rows), note(text))


# --- better and worse ------------------------------------------------------------------


def _changed(heading: str, changes: Sequence[IndicatorChange], show_all: bool) -> Section:
    moved = [c for c in changes if c.gain is not None or c.shift.points or _is_answered_anew(c)]
    n_great = sum(c.is_great_fall for c in moved)  # the first ones: they are always told
    shown = moved if show_all else moved[: max(MOST, n_great)]
    with_riket = any(c.riket for c in shown)
    rows: list[tuple[Cell, ...]] = []
    for c in shown:
        ends = (point_text(point, c.indicator) for point in (c.shift.before, c.shift.after))
        points = None if c.riket is None else c.riket.points or 0.0
        riket = Shown("" if points is None else in_unit(points, c.indicator), points)
        size = Shown(size_text(c), c.shift.points)
        name = named_with_unit(c.indicator.name, c.indicator)
        rows.append((name, *ends, size, *((riket,) if with_riket else ())))
    figures = right("Ändring", "Riket") if with_riket else right("Ändring")
    return section(
        heading,
        table((wide("Indikator"), Column("Från"), Column("Till"), *figures), rows),
        note(rest(len(moved) - len(shown))),
    )


def point_text(point: Point, indicator: Indicator) -> str:
    """Return the year of an end of a change and what was said then: `2019: 88 %`."""
    if point.figure is None:
        text = point.answer or ""
    elif point.n_yes is not None:
        text = f"{point.n_yes} av {point.n}"
    else:
        text = in_table(point.figure, indicator)
    return f"{point.year}: {text}"


def size_text(change: IndicatorChange) -> str:
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
    return in_unit(points, change.indicator)


def in_unit(points: float, indicator: Indicator) -> str:
    """Return a change with its sign, without the unit."""
    if indicator.is_percent or not points:
        return signed(points)
    return ("+" if points > 0 else "−") + plain(abs(points))


def _is_answered_anew(change: IndicatorChange) -> bool:
    before, after = change.shift.before, change.shift.after
    return change.shift.points is None and before.answer != after.answer


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


# --- the next time ----------------------------------------------------------------------


def _next_time(found: TrendOverview, show_all: bool) -> Section:
    """Return what the values are likely to be the next time; empty for a län."""
    heading = "Nästa gång"
    numbers = [c for c in found.changes if c.gain is not None and c.shift.points is not None]
    known = [(c, c.expected) for c in numbers if c.expected is not None]
    if not found.kommun or not numbers:
        return section(heading)
    told = [(c, e) for c, e in known if not (c.indicator.is_percent and e.high - e.low >= WIDEST)]
    untold, any_value = len(numbers) - len(known), len(known) - len(told)
    of_untold, of_any = (counted(n, "indikator", "indikatorer") for n in (untold, any_value))
    why = f"För {of_untold} går det inte att säga: {UNKNOWN_NEXT}" if untold else ""
    wide_open = f"För {of_any} går värdena så upp och ned att inget är att vänta."
    if not told:
        return section(heading, why, wide_open if any_value else "")
    shown = told if show_all else told[:MOST]
    columns = (wide("Indikator"), *right(str(found.year), "Väntas"), Column("Mellan"))
    return section(
        heading,
        f"Det här är att vänta {AS_KOMMUNER_DO}",
        table(columns, (_expected_row(c, e) for c, e in shown)),
        note("95 av 100 sådana värden hamnar mellan gränserna."),
        note(wide_open if any_value else ""),
        note(why),
        note(rest(len(told) - len(shown))),
    )


def _expected_row(change: IndicatorChange, next_one: Expected) -> tuple[Cell, ...]:
    indicator = change.indicator
    now = change.shift.after.figure or 0.0
    figures = (Shown(in_table(v, indicator), v) for v in (now, next_one.figure))
    between = "–".join(figure_text(v, indicator) for v in (next_one.low, next_one.high))
    return (named_with_unit(indicator.name, indicator), *figures, between)


def _how(found: TrendOverview) -> Section:
    text = f"Varje indikator jämförs mellan {found.year} och det senaste jämförbara året före."
    if any(c.shift.points is not None and not c.shift.kommuner for c in found.changes):
        text += " Ändringar är procentenheter, där ingen annan enhet står efter namnet."
    if any(c.riket for c in found.changes):
        text += " Riket är ändringen i utgivarens värde för riket mellan samma år."
    if found.kommun and any(c.is_clear is not None and c.shift.points for c in found.changes):
        text += (
            " Tydligt är det som slumpen sällan gör: räknat så att högst 3 av 100 som kallas "
            "tydliga är slump. Under 3 procentenheter sägs inget vara tydligt, under 10 där det "
            "inte framgår hur många som står bakom värdet."
        )
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

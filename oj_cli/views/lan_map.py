"""The map of a län as a document: the needs that its kommuner share, on one screen."""

from oj_cli.domain.identification import CLEAR, STRONG
from oj_cli.domain.kommun_map import AreaPart
from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.lan_map import LanMap, SharedNeed
from oj_cli.domain.swedish import counted, listing
from oj_cli.domain.wording import WHOLE, area_word, shell_word
from oj_cli.presentation.document import Column, Document, Section
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
from oj_cli.views.kommun_map import OLD, too_old, whose

MOST_NEEDS = 7
MOST_NAMED = 4


def document(found: LanMap) -> Document:
    """Return the map of a län: which needs its kommuner share, and a line for each område."""
    newest = found.newest
    old = newest is not None and found.year_now - newest >= OLD
    none = "Inget är tydligt svagt hos två kommuner eller fler."
    kommuner = counted(len(found.kommuner), "kommun", "kommuner")
    return compose(
        f"{found.lan.name}: {WHOLE} i {kommuner}",
        strong(too_old(newest)) if old else None,
        sections=(
            section(
                "Behov som flera kommuner delar",
                bullets(map(_need, found.themes[:MOST_NEEDS])) if found.themes else none,
            ),
            _common(found),
            _areas(found),
            _next_steps(found),
        ),
    )


def _need(need: SharedNeed) -> str:
    where = listing([area_word(head) for head in need.areas])
    n = f"{len(need.kommuner)} av {counted(need.judged, 'kommun', 'kommuner')}"
    return f"{need.name}: minst hälften är tydligt svagt eller saknas hos {n}, i {where}."


def _common(found: LanMap) -> Section:
    columns = (wide("Indikator", 2), *right("Kommuner"), wide("Vilka", 2))
    rows = (
        (need.name, f"{len(need.kommuner)} av {need.judged}", _named(need))
        for need in found.indicators[:MOST_NEEDS]
    )
    return section("Vanligast tydligt svagt, eller saknas", table(columns, rows))


def _named(need: SharedNeed) -> str:
    names = [k.name for k in need.kommuner]
    left = len(names) - MOST_NAMED
    return listing([*names[:MOST_NAMED], f"{left} till"] if left > 1 else names)


def _areas(found: LanMap) -> Section:
    by_area: dict[str, dict[str, list[AreaPart]]] = {}
    for code, parts in found.maps.items():
        for part in (part for part in parts if part.year is not None):
            by_area.setdefault(part.head.area, {}).setdefault(code, []).append(part)
    rows = []
    for of in by_area.values():
        every = [part for parts in of.values() for part in parts]
        years = [part.year or 0 for part in every]
        span = f"{min(years)}–{max(years)}" if min(years) < max(years) else str(max(years))
        weak, good = (
            sum(any(part.n(*verdicts) for part in parts) for parts in of.values())
            for verdicts in (CLEAR, STRONG)
        )
        rows.append((every[0].head.short, span, len(of), weak, good))
    numbers = right("Kommuner", "Något tydligt svagt", "Något tydligt starkt")
    made = table((wide("Område"), Column("År"), *numbers), rows)
    return section("Område för område", made, note(whose(found.sources, found.around)))


def _next_steps(found: LanMap) -> Section:
    lan, kommun = shell_word(short_lan(found.lan.name)), shell_word(found.kommuner[0].name)
    area = found.themes[0].areas[0] if found.themes else next(of.part.head for of in found)
    line = f"oj identify --lan {lan} --omrade {area.area}"
    return next_steps(
        (line, "länet mot riket, och vem som kan lära vem"),
        (f"oj identify --kommun {kommun}", "en kommuns karta"),
        ("oj explain --metod", "hur det är räknat"),
    )

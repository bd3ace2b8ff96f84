"""The map of a län as a document: the needs that its kommuner share, on one screen."""

from collections.abc import Sequence

from oj_cli.domain.identification import CLEAR, STRONG
from oj_cli.domain.kommun_map import AreaPart
from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.lan_map import LanMap, SharedNeed
from oj_cli.domain.swedish import counted, listing
from oj_cli.domain.wording import WHOLE, area_word, shell_word
from oj_cli.presentation.document import Column, Document, Section
from oj_cli.presentation.parts import (
    compose,
    next_steps,
    note,
    rest,
    right,
    section,
    table,
    wide,
)
from oj_cli.views.kommun_map import HOW, age, whose

MOST_NEEDS = 5


def document(found: LanMap) -> Document:
    """Return the map of a län: which needs its kommuner share, and a line for each område."""
    kommuner = counted(len(found.kommuner), "kommun", "kommuner")
    return compose(
        f"{found.lan.name}: {WHOLE}",
        age(kommuner, found.newest, found.year_now),
        sections=(_shared(found), _common(found), _areas(found), _next_steps(found)),
        is_short=True,
    )


def _shared(found: LanMap) -> Section:
    heading = "Behov som flera kommuner delar"
    if not found.themes:
        return section(heading, "Inget är tydligt svagt hos två kommuner eller fler.")
    rows = (
        (need.name, need.year, _of(need), listing([area_word(head) for head in need.areas]))
        for need in found.themes[:MOST_NEEDS]
    )
    columns = (wide("Tema"), Column("År"), *right("Kommuner"), wide("Område", 2))
    counts = "En kommun räknas där minst hälften av temat är tydligt svagt eller saknas."
    last = "Det som är gammalt står sist." if found.has_old else ""
    said = (counts, _left(found.themes), last)
    return section(heading, table(columns, rows), note(" ".join(filter(None, said))))


def _common(found: LanMap) -> Section:
    columns = (wide("Indikator", 2), Column("År"), *right("Kommuner"))
    rows = ((need.name, need.year, _of(need)) for need in found.indicators[:MOST_NEEDS])
    more = note(_left(found.indicators))
    return section("Vanligast tydligt svagt, eller saknas", table(columns, rows), more)


def _of(need: SharedNeed) -> str:
    return f"{len(need.kommuner)} av {need.judged}"


def _left(needs: Sequence[SharedNeed]) -> str:
    return rest(len(needs) - MOST_NEEDS, "delas av två eller fler")


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
    numbers = right("Kommuner", "Något svagt/saknas", "Något starkt")
    made = table((wide("Område"), Column("År"), *numbers), rows)
    return section("Område för område", made, note(f"{whose(found.sources, found.around)} {HOW}"))


def _next_steps(found: LanMap) -> Section:
    lan, kommun = shell_word(short_lan(found.lan.name)), shell_word(found.kommuner[0].name)
    area = found.themes[0].areas[0] if found.themes else next(of.part.head for of in found)
    line = f"oj identify --lan {lan} --omrade {area.area}"
    return next_steps(
        (line, "länet mot riket, och vem som kan lära vem"),
        (f"oj identify --kommun {kommun}", "en kommuns karta"),
    )

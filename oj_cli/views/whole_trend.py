"""What has moved over all områden, as a document of one screen."""

from collections import Counter
from collections.abc import Sequence

from oj_cli.domain.identification import VERDICT_WORDS
from oj_cli.domain.kommun_map import in_turn
from oj_cli.domain.references import RIKET
from oj_cli.domain.swedish import counted, listing
from oj_cli.domain.whole_trend import AreaChange, WholeTrend
from oj_cli.domain.wording import area_word, named_with_unit
from oj_cli.presentation.document import Cell, Column, Document, Section, Shown
from oj_cli.presentation.parts import bullets, compose, rest, right, section, strong, table, wide
from oj_cli.views.judged_numbers import compared_with
from oj_cli.views.trend_overview import in_unit, point_text, size_text
from oj_cli.views.whole import age, ending, flag, where

MOST_WORSE = 6
MOST_BETTER = 3


def document(found: WholeTrend) -> Document:
    """Return what moved clearly, the falls first, and a line for each område."""
    clear = [c for c in found.changes if c.is_clear]
    worse = [c for c in clear if c.is_worse]
    better = [c for c in clear if not c.is_worse]
    n = len(found.changes)
    riket = compared_with([c.result for c in found.changes], {"riket": RIKET})
    lead = (
        f"{counted(n, 'mått', 'mått')} går att jämföra med ett tidigare år: {len(worse)} är "
        f"tydligt sämre och {len(better)} tydligt bättre. Resten är som förut, eller kan bero på "
        f"slumpen. Jämförelsen är ändringen i {riket}."
    )
    left = max(len(worse) - MOST_WORSE, 0) + max(len(better) - MOST_BETTER, 0)
    more = rest(left, "i filen: -o trend.xlsx")
    return compose(
        f"{found.kommun.name}: vad som har ändrats i {where(found)}",
        age(found),
        lead if n else "Inget går att jämföra: det finns inget jämförbart tidigare år.",
        strong(_great(found)),
        sections=(
            _moved("Tydligt sämre", worse, MOST_WORSE),
            _moved("Tydligt bättre", better, MOST_BETTER),
            _areas(found),
            _ending(found, clear, more),
        ),
    )


def _great(found: WholeTrend) -> str:
    """Say what fell so far that it is always told, clear or not, and where."""
    great = [c for c in found.changes if c.change.is_great_fall]
    n = counted(len(great), "mått", "mått")
    return (
        f"{n} i {_areas_of(great)} föll med 40 procentenheter eller mer: stäm av uppgifterna."
        if great
        else ""
    )


def _areas_of(changes: Sequence[AreaChange]) -> str:
    heads = {c.part.head.area: c.part.head for c in changes}
    return listing([area_word(head) for head in heads.values()])


def _moved(heading: str, changes: Sequence[AreaChange], most: int) -> Section:
    great = [c for c in changes if c.change.is_great_fall]
    others = [c for c in changes if not c.change.is_great_fall]
    shown = [*great, *in_turn(others, lambda c: c.part.head.area)][:most]
    columns = (wide("Indikator"), Column("Från"), Column("Till"))
    more = (*right("Ändring", "Jämförelse"), Column("Nu"))
    return section(heading, table((*columns, *more), map(_row, shown)))


def _row(c: AreaChange) -> tuple[Cell, ...]:
    change, indicator = c.change, c.result.indicator
    ends = (point_text(p, indicator) for p in (change.shift.before, change.shift.after))
    riket = None if change.riket is None else change.riket.points
    return (
        named_with_unit(indicator.short, indicator),
        *ends,
        Shown(size_text(change), change.shift.points),
        Shown("" if riket is None else in_unit(riket, indicator), riket),
        VERDICT_WORDS[c.result.verdict],
    )


def _areas(found: WholeTrend) -> Section:
    """Return how many moved clearly in each område, and in which nothing did."""
    clear = [c for c in found.changes if c.is_clear]
    moved = {c.part.head.area for c in clear}
    still = [c for c in found.changes if c.part.head.area not in moved]
    sides = (("Tydligt sämre", True), ("Tydligt bättre", False))
    lines = [
        f"{word}: {said}."
        for word, is_worse in sides
        if (said := _numbers([c for c in clear if c.is_worse == is_worse]))
    ]
    lines += [f"Inget har tydligt ändrats i {_areas_of(still)}."] if still else []
    return section("Område för område", bullets(lines))


def _numbers(changes: Sequence[AreaChange]) -> str:
    heads = {c.part.head.area: c.part.head for c in changes}
    n = Counter(c.part.head.area for c in changes)
    return listing([f"{many} i {area_word(heads[area])}" for area, many in n.most_common()])


def _ending(found: WholeTrend, clear: Sequence[AreaChange], more: str) -> Section:
    first = next(iter(clear or found.changes), None)
    if first is None:
        return ending(found, (f"oj identify {flag(found)}", "kartan"))
    area = first.part.head.area
    return ending(
        found,
        (
            f"oj trend --indicator {area}/{first.result.indicator.id} {flag(found)}",
            "alla år, med staplar",
        ),
        more=more,
    )

"""What the views over all områden say alike: heading, age, and what the kommun has."""

from collections.abc import Iterable

from oj_cli.domain.identification import IndicatorResult
from oj_cli.domain.kommun_map import AreaResult
from oj_cli.domain.swedish import counted, listing, percent
from oj_cli.domain.whole import Whole
from oj_cli.domain.wording import (
    WHOLE,
    area_word,
    figure_text,
    in_table,
    named_with_unit,
    shell_word,
)
from oj_cli.presentation.document import Cell, Paragraph, Section, Shown
from oj_cli.presentation.parts import commands, note, section
from oj_cli.views import kommun_map


def where(found: Whole) -> str:
    """Return what it is about: `hela socialtjänsten`, the områden, or the theme in them."""
    known = {part.head.area for part in found.map.known}
    areas = listing([area_word(head) for head in found.only if head.area in known])
    areas = areas or WHOLE
    return f"{found.theme.name} i {areas}" if found.theme else areas


def age(found: Whole) -> Paragraph | str:
    """Return how many områden there are, from when, and what to do about figures that are old."""
    areas = counted(len({p.head.area for p in found.map.known}), "område", "områden")
    return kommun_map.age(areas, found.map.newest, found.map.year_now)


def flag(found: Whole) -> str:
    """Return the flag that names the kommun."""
    return f"--kommun {shell_word(found.kommun.name)}"


def ending(found: Whole, *steps: tuple[str, str], more: str = "") -> Section:
    """Return what to type next, and below it what is left out and whom the figures are from."""
    said = f"{more} {kommun_map.whose(found.map.sources, found.map.around)}"
    return section("Nästa steg", commands(*steps), note(said.strip()))


def named(of: AreaResult, newest: int | None) -> str:
    """Return an indicator's short name with its unit, and its year where that is not the newest."""
    name = of.result.indicator.short
    is_older = of.part.year is not None and of.part.year != newest
    return named_with_unit(f"{name} ({of.part.year})" if is_older else name, of.result.indicator)


def own(result: IndicatorResult) -> Cell:
    """Return the answer or the value of the kommun."""
    if result.value is None:
        return result.answer
    return Shown(in_table(result.value, result.indicator), result.value)


def compared(result: IndicatorResult) -> Cell:
    """Return what the map compares it with."""
    figure = result.compared.figure
    if figure is None or not result.compared.ranks:
        return ""
    is_answer = result.indicator.kind == "ja_nej"
    return Shown(
        f"{percent(figure)} JA" if is_answer else figure_text(figure, result.indicator), figure
    )


def some(names: Iterable[str], most: int) -> str:
    """Return the first names, and how many more there are."""
    every = list(names)
    left = len(every) - most
    return listing([*every[:most], f"{left} till"] if left > 0 else every)

"""Indicators, themes and kvalitetsområden by what people call them."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Indicator, Themes
from oj_cli.domain.swedish import fold, listing, near


@immutable
class Catalogues:
    """What is asked in some områden; `own` is the only one of an analysis that has one."""

    own: Catalogue | None
    every: tuple[Catalogue, ...]

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        """The indicators by `omrade/id`, and those of the own område by id."""
        found = dict(self.own.by_id) if self.own else {}
        return found | {f"{c.area}/{i.id}": i for c in self.every for i in c}

    def named(self, catalogue: Catalogue, id: str) -> str:
        """Return an indicator as an analysis of these names it."""
        is_own = self.own is not None and catalogue.area == self.own.area
        return id if is_own else f"{catalogue.area}/{id}"

    def of(self, areas: Iterable[str]) -> tuple[Catalogue, ...]:
        """Return those of some områden."""
        wanted = set(areas)
        return tuple(c for c in self.every if c.area in wanted)

    def __iter__(self) -> Iterator[Catalogue]:
        return iter(self.every)


def find_indicator(text: str, catalogues: Iterable[Catalogue]) -> tuple[Catalogue, Indicator]:
    """Return the indicator called `text`, with its catalogue.

    Accepts an id, `omrade/id`, a Kolada id, the full name or the short name, in any
    case, with or without åäö. Raises UsageFault if none or several fit.
    """
    catalogues = list(catalogues)
    area, slash, rest = text.partition("/")
    of_area = [c for c in catalogues if slash and fold(c.area) == fold(area)]
    hits = called(text, catalogues)
    if len(hits) == 1:
        return hits[0]
    if hits:
        options = [f"{c.area}/{i.id}" for c, i in hits]
        known = listing(options, "eller")
        raise UsageFault("catalogue.several_indicators", text=text, known=known, example=options[0])
    ids = [i.id for c in of_area or catalogues for i in c]
    name = rest or text
    close = near(name, ids) or tuple(
        i for i in ids if len(fold(name)) >= 3 and fold(name) in fold(i)
    )
    n = sum(fold(name) in fold(f"{i.id} {i.name}") for c in of_area or catalogues for i in c)
    if n > len(close) and len(fold(name)) >= 3 and name.isalpha():
        raise UsageFault("catalogue.word_of_indicators", text=text, n=n, word=name)
    raise UsageFault("catalogue.unknown_indicator", text=text, near=listing(close[:3], "eller"))


def called(text: str, catalogues: Iterable[Catalogue]) -> list[tuple[Catalogue, Indicator]]:
    """Return the indicators that are called `text`, each with its catalogue."""
    catalogues = list(catalogues)
    area, slash, rest = text.partition("/")
    of_area = [c for c in catalogues if slash and fold(c.area) == fold(area)]
    return _named(rest, of_area) or _named(text, catalogues)  # a name may hold a slash itself


def _named(text: str, catalogues: Iterable[Catalogue]) -> list[tuple[Catalogue, Indicator]]:
    wanted = fold(text)
    return [
        (c, i)
        for c in catalogues
        for i in c
        if wanted and wanted in (fold(i.id), fold(i.name), fold(i.short), fold(i.kolada or ""))
    ]


def find_quality_area(text: str, catalogue: Catalogue) -> str:
    """Return the id of a kvalitetsområde by id, name or the beginning of its name.

    Raises UsageFault if none or several fit.
    """
    wanted = fold(text)
    names = catalogue.quality_area_names
    exact = [q for q, name in names.items() if wanted in (fold(q), fold(name))]
    hits = exact or [q for q, name in names.items() if wanted and fold(name).startswith(wanted)]
    if len(hits) == 1:
        return hits[0]
    raise UsageFault(
        "catalogue.unknown_quality_area",
        text=text,
        area=catalogue.short,
        known=listing(list(names.values())),
    )


def find_theme(text: str, themes: Themes) -> str:
    """Return the id of a theme by id, name or the beginning of its name.

    Raises UsageFault if none or several fit.
    """
    wanted = fold(text)
    exact = [t.id for t in themes.themes if wanted in (fold(t.id), fold(t.name))]
    hits = exact or [t.id for t in themes.themes if wanted and fold(t.name).startswith(wanted)]
    if len(hits) == 1:
        return hits[0]
    ids = [t.id for t in themes.themes]
    near_by = near(text, ids, limit=1)
    raise UsageFault("catalogue.unknown_theme", text=text, near=near_by, known=listing(ids))

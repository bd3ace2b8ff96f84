"""Which themes and indicators a user means, and how they belong together."""

from collections.abc import Mapping, Sequence

from oj_cli.domain.chosen import ThemeTable
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import Catalogue, Indicator, Themes
from oj_cli.domain.lookup import Catalogues, called, find_indicator, find_theme
from oj_cli.domain.swedish import listing, near


def split(
    names: Sequence[str], asked: Catalogues, themes: Themes, weak: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return indicators, as an analysis names them, by theme id for names of either.

    A theme alone means those of its indicators that are in `weak`, or where none is all of a
    single område that tell of quality; together with some of its indicators it means those.
    Raises UsageFault for an unknown name, and for a theme without indicators.
    """
    found: dict[str, list[str]] = {}
    for name in names:
        theme, indicator = named(name, asked, themes)
        ids = found.setdefault(theme, [])
        if indicator is not None and indicator not in ids:
            ids.append(indicator)
    return {
        theme: tuple(ids) or _weak_in(theme, asked, themes, weak) for theme, ids in found.items()
    }


def named(name: str, asked: Catalogues, themes: Themes) -> tuple[str, str | None]:
    """Return theme id and indicator as an analysis names it; None where the name is a theme's.

    Raises UsageFault, with near misses, if it is neither.
    """
    if name in themes.names:
        return name, None
    try:
        catalogue, indicator = found_in(asked, name)
    except UsageFault as fault:
        if fault.fault == "catalogue.several_indicators":
            raise
    else:
        return indicator.theme, asked.named(catalogue, indicator.id)
    try:
        return find_theme(name, themes), None
    except UsageFault:
        in_areas = _themes_of(asked)
        raise UsageFault(
            "identify.unknown_theme_or_indicator",
            text=name,
            area=_area_word(asked),
            near=listing(near(name, [*in_areas, *(i.id for c in asked for i in c)]), "eller"),
            themes=listing(in_areas),
            command=f"oj indicators --omrade {asked.own.area}"
            if asked.own
            else "oj indicators ORD",
        ) from None


def found_in(asked: Catalogues, name: str) -> tuple[Catalogue, Indicator]:
    """Return the indicator that is meant, one of the own område before others."""
    own = called(name, [asked.own]) if asked.own else []
    return own[0] if len(own) == 1 else find_indicator(name, asked)


def _area_word(asked: Catalogues) -> str:
    return asked.own.short if asked.own else "något område där ni har svar"


def _themes_of(asked: Catalogues) -> list[str]:
    return list(dict.fromkeys(i.theme for c in asked for i in c))


def _weak_in(theme: str, asked: Catalogues, themes: Themes, weak: Sequence[str]) -> tuple[str, ...]:
    ids = tuple(id for id in weak if asked.by_id[id].theme == theme)
    if ids:
        return ids
    of_theme = [i for i in asked.own or () if i.theme == theme]
    if not of_theme:
        is_weak = dict.fromkeys(asked.by_id[id].theme for id in weak)
        raise UsageFault(
            "identify.theme_without_indicators" if asked.own else "identify.theme_is_not_weak",
            theme=themes.names[theme],
            area=_area_word(asked),
            themes=listing(_themes_of(asked) if asked.own else list(is_weak)),
        )
    quality = [i for i in of_theme if i.is_judged]
    return tuple(i.id for i in quality or of_theme)


def themes_in_order(
    weak: Sequence[str], asked: Catalogues, leading: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return the themes with weak indicators, and those: what step 1 puts first is first."""
    of_theme: dict[str, tuple[str, ...]] = {}
    for id in weak:
        theme = asked.by_id[id].theme
        of_theme[theme] = (*of_theme.get(theme, ()), id)
    order = dict.fromkeys((*(t for t in leading if t in of_theme), *of_theme))
    return {theme: of_theme[theme] for theme in order}


def without_weakness(
    areas: Mapping[str, Sequence[str]], weak: Sequence[str], themes: Themes
) -> list[str]:
    """Return a sentence on each area that is chosen with indicators none of which is weak."""
    return [
        f"Ingen indikator i {themes.names[theme]} är svag hos er. "
        + ("Den enda är med." if len(ids) == 1 else f"Alla {len(ids)} är med.")
        for theme, ids in areas.items()
        if not set(ids) & set(weak)
    ]


def tables_of(theme: str, catalogue: Catalogue) -> tuple[ThemeTable, ...]:
    """Return the tables that a theme's indicators stand in, in the catalogue's order."""
    tables: dict[tuple[str, str], list[Indicator]] = {}
    for indicator in catalogue:
        if indicator.theme == theme:
            tables.setdefault((indicator.quality_area, indicator.group), []).append(indicator)
    return tuple(
        ThemeTable(tuple(indicators), catalogue.quality_area_names[area], group)
        for (area, group), indicators in tables.items()
    )

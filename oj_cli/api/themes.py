"""Which themes and indicators a user means, and how they belong together."""

from collections.abc import Mapping, Sequence

from oj_cli.domain.chosen import ThemeTable
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import Catalogue, Indicator, Themes
from oj_cli.domain.lookup import find_indicator, find_theme
from oj_cli.domain.swedish import listing, near


def split(
    names: Sequence[str], catalogue: Catalogue, themes: Themes, weak: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return indicator ids by theme id for names of themes and indicators.

    A theme alone means those of its indicators that are in `weak`, or where none is all that
    tell of quality; together with some of its indicators it means those. Raises UsageFault
    for an unknown name, and for a theme without indicators.
    """
    found: dict[str, list[str]] = {}
    for name in names:
        theme, indicator = named(name, catalogue, themes)
        ids = found.setdefault(theme, [])
        if indicator is not None and indicator not in ids:
            ids.append(indicator)
    return {
        theme: tuple(ids) or _weak_in(theme, catalogue, themes, weak)
        for theme, ids in found.items()
    }


def named(name: str, catalogue: Catalogue, themes: Themes) -> tuple[str, str | None]:
    """Return theme id and indicator id; the latter None where the name is a theme's.

    Raises UsageFault, with near misses, if it is neither.
    """
    if name in themes.names:
        return name, None
    try:
        indicator = find_indicator(name, [catalogue])[1]
    except UsageFault:
        pass
    else:
        return indicator.theme, indicator.id
    try:
        return find_theme(name, themes), None
    except UsageFault:
        in_area = _themes_of(catalogue)
        raise UsageFault(
            "identify.unknown_theme_or_indicator",
            text=name,
            area=catalogue.short,
            near=listing(near(name, [*in_area, *catalogue.by_id]), "eller"),
            themes=listing(in_area),
            id=catalogue.area,
        ) from None


def _themes_of(catalogue: Catalogue) -> list[str]:
    return list(dict.fromkeys(i.theme for i in catalogue))


def _weak_in(
    theme: str, catalogue: Catalogue, themes: Themes, weak: Sequence[str]
) -> tuple[str, ...]:
    ids = tuple(id for id in weak if catalogue.by_id[id].theme == theme)
    if ids:
        return ids
    of_theme = [i for i in catalogue if i.theme == theme]
    if not of_theme:
        raise UsageFault(
            "identify.theme_without_indicators",
            theme=themes.names[theme],
            area=catalogue.short,
            themes=listing(_themes_of(catalogue)),
        )
    quality = [i for i in of_theme if i.is_judged]
    return tuple(i.id for i in quality or of_theme)


def themes_in_order(
    weak: Sequence[str], catalogue: Catalogue, leading: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return the themes with weak indicators, and those: what step 1 puts first is first."""
    of_theme: dict[str, tuple[str, ...]] = {}
    for id in weak:
        theme = catalogue.by_id[id].theme
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

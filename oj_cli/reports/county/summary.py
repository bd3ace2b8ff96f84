"""The summary: what goes well and what needs attention, each with its reason."""

from collections.abc import Sequence

from oj_cli.domain.county import LanIndicator, LanTheme
from oj_cli.domain.swedish import counted, listing, number, percent
from oj_cli.domain.wording import credit, value_text
from oj_cli.presentation.document import Block, Bullets, Item, Paragraph, Remarks, Section
from oj_cli.reports.county.material import CountyMaterial
from oj_cli.reports.county.uncertain import uncertain
from oj_cli.reports.overview import overview_figure, overview_table
from oj_cli.reports.words import difference_text, lan_text, names

MOST = 5
CLEAR = 5
"""Points that a län must differ from riket to be named in the summary."""
MANY = 50
"""Percent of the kommuner that must have it for it to be named as good news."""
MOST_NAMED = 4


def summary(material: CountyMaterial) -> Section:
    """Return the summary."""
    good, weak = good_news(material.ranked), weak_spots(material.ranked)
    what = "median" if material.is_numeric else "andel JA"
    good_intro = (
        f"Här har länet tydligt högre {what} än riket, och minst hälften av kommunerna har det."
    )
    if material.is_numeric:
        good_intro = f"Här har länet tydligt bättre {what} än riket."
    sections = [
        _part("gar-bra", "Det här går bra", good_intro, [_good(r) for r in good]),
        _part(
            "uppmarksamma",
            "Det här behöver uppmärksamhet",
            "Störst avstånd till riket kommer först, sedan det som blivit sämre.",
            [*_needs(material), *(_weak(r) for r in weak), *_worse(material)],
        ),
        _part("osakert", "Det här är osäkert", "", uncertain(material)),
    ]
    remarks = material.remarks.get("", ())
    if remarks:
        sections.append(Section("Kommentarer", (Remarks(tuple(remarks)),), id="kommentarer"))
    return Section(
        "Sammanfattning",
        (Paragraph(_lead(material), "lead"), *_overview(material)),
        tuple(s for s in sections if s is not None),
        id="sammanfattning",
    )


def good_news(ranked: Sequence[LanIndicator]) -> tuple[LanIndicator, ...]:
    """Return where the län is clearly above riket and at least half of it has it, best first."""
    found = [r for r in reversed(ranked) if is_good_news(r)]
    return tuple(found[:MOST])


def is_good_news(r: LanIndicator) -> bool:
    """Tell whether the län is clearly better than riket, and at least half of it has it."""
    ahead = -(r.shortfall or 0.0) >= CLEAR
    return ahead and (r.indicator.kind == "numerisk" or (r.figure or 0.0) >= MANY)


def weak_spots(ranked: Sequence[LanIndicator]) -> tuple[LanIndicator, ...]:
    """Return where the län lags most behind riket, largest shortfall first."""
    return tuple(r for r in ranked if (r.shortfall or 0.0) >= CLEAR)[:MOST]


def _part(id: str, heading: str, intro: str, items: Sequence[Item]) -> Section | None:
    if not items:
        return None
    lead = (Paragraph(intro),) if intro else ()
    return Section(heading, (*lead, Bullets(tuple(items))), id=id)


def _lead(material: CountyMaterial) -> str:
    found, ranked = material.found, material.ranked
    n, n_all = len(material.rows), len(found.kommuner)
    text = (
        f"Alla {n} kommuner i {found.lan.name} finns i rapporten."
        if n == n_all
        else f"{n} av {n_all} kommuner i {found.lan.name} finns i rapporten."
    )
    if not ranked:
        return f"{text} Det finns inget för riket att jämföra med."
    below = sum(_side(r) > 0 for r in ranked)
    above = sum(_side(r) < 0 for r in ranked)
    same = len(ranked) - below - above
    text += f" Länet ligger under riket på {below} av {len(ranked)} indikatorer"
    return (
        f"{text}, över på {above} och lika på {same}." if same else f"{text} och över på {above}."
    )


def _side(r: LanIndicator) -> int:
    """Return 1, 0 or -1 for behind, level with or ahead of riket, as the printed figures are."""
    if r.figure is None or r.riket_figure is None:
        return 0
    if value_text(r.figure, r.indicator) == value_text(r.riket_figure, r.indicator):
        return 0
    if r.indicator.kind == "ja_nej" and number(r.figure) == number(r.riket_figure):
        return 0
    return ((r.shortfall or 0.0) > 0) - ((r.shortfall or 0.0) < 0)


def _overview(material: CountyMaterial) -> tuple[Block, ...]:
    name, year = material.found.lan.name, material.found.year
    figures = {r.indicator.id: (r.figure, r.riket_figure) for r in material.ranked}
    table = overview_table(material.found.catalogue, figures, name, year, credit(material.sources))
    if table is None:
        return ()
    figure = overview_figure(table, name, year)
    return (table,) if figure is None else (figure, table)


def _good(r: LanIndicator) -> Item:
    return Item(f"{r.indicator.name}: {lan_text(r)}.")


def _weak(r: LanIndicator) -> Item:
    details = [f"{difference_text(r)}."] if r.shortfall is not None else []
    if r.teachers and len(r.teachers) <= MOST_NAMED:
        details.append(
            f"{'Bland de bästa' if r.lan.n_yes is None else 'Har det'}: {names(r.teachers)}."
        )
    return Item(f"{r.indicator.name}: {lan_text(r)}.", (" ".join(details),))


def _needs(material: CountyMaterial) -> list[Item]:
    """Return the common needs: themes in which the län lags behind riket."""
    themes = [t for t in material.found.themes if t.shortfall >= CLEAR][:3]
    return [Item(theme_text(t, material.is_numeric), _theme_weak(t, material)) for t in themes]


def theme_text(theme: LanTheme, is_numeric: bool) -> str:
    """Return how the län stands in a theme, as a sentence that begins with `Gemensamt behov`."""
    if is_numeric:
        own = f"genomsnittet är {number(theme.figure)} mot {number(theme.riket_figure)} i riket"
    else:
        own = f"i snitt svarar {percent(theme.figure)} JA mot {percent(theme.riket_figure)} i riket"
    return f"Gemensamt behov, {theme.theme.name.lower()}: {own}."


def _theme_weak(theme: LanTheme, material: CountyMaterial) -> tuple[str, ...]:
    by_id = {r.indicator.id: r for r in material.ranked}
    weak = [by_id[i] for i in theme.indicators if (by_id[i].shortfall or 0.0) > 0]
    weak.sort(key=lambda r: -(r.shortfall or 0.0))
    return (f"Under riket: {listing([r.indicator.short for r in weak])}.",) if weak else ()


def _worse(material: CountyMaterial) -> list[Item]:
    """Return what got worse, the largest fall first."""
    worse = [r for r in material.found.indicators if r.is_worse and r.before is not None]
    worse.sort(key=lambda r: -abs((r.figure or 0.0) - (r.before.figure if r.before else 0.0)))
    items = [
        Item(f"Sämre än {r.before.year}: {r.indicator.name}.", (change_text(r),))
        for r in worse[:MOST]
        if r.before is not None
    ]
    if len(worse) > MOST:
        more = counted(len(worse) - MOST, "indikator", "indikatorer")
        items.append(Item(f"{more} till är sämre än förra gången, se Utveckling över tid."))
    return items


def change_text(r: LanIndicator) -> str:
    """Return how an indicator has changed: `Från 9 till 5 av 15 kommuner.`."""
    before = r.before
    if before is None or r.figure is None:
        return ""
    if before.n_yes is not None and r.lan.n_yes is not None:
        if before.n == r.lan.n:
            return f"Från {before.n_yes} till {r.lan.n_yes} av {r.lan.n} kommuner."
        return (
            f"Från {before.n_yes} av {before.n} till {r.lan.n_yes} av {r.lan.n} kommuner. Det är "
            "olika många som har svarat."
        )
    if r.indicator.kind == "ja_nej":
        return f"Från {number(before.figure)} till {percent(r.figure)}."
    return (
        f"Från {value_text(before.figure, r.indicator)} till {value_text(r.figure, r.indicator)}."
    )

"""The summary: what goes well, what needs attention and what is uncertain, with its reason."""

from collections.abc import Iterator, Sequence

from oj_cli.domain.county import LanIndicator, LanTheme
from oj_cli.domain.identification import Verdict
from oj_cli.domain.swedish import capital, counted, listing, number, percent
from oj_cli.domain.wording import value_text
from oj_cli.presentation.document import Item, Paragraph, Section
from oj_cli.presentation.parts import listed, section
from oj_cli.reports.county.results import remarks
from oj_cli.reports.material import CountyMaterial
from oj_cli.reports.overview import overview
from oj_cli.reports.words import difference_text, first_few, lan_text, names

MOST = 5
CLEAR = 5
"""Points that a län must differ from riket to be named in the summary."""
MANY = 50
"""Percent of the kommuner that must have it for it to be named as good news."""
FEW = 50
"""With so many kommuner or fewer, a single one is worth a word."""
MOST_NAMED = 4
MOST_THEMES = 3


def summary(material: CountyMaterial) -> Section:
    """Return the summary."""
    found = material.found
    figures = {r.indicator.id: (r.figure, r.riket_figure) for r in material.ranked}
    good_intro = (
        "Här har länet tydligt bättre median än riket."
        if material.is_numeric
        else "Här har länet tydligt högre andel JA än riket, och minst hälften av kommunerna har "
        "det."
    )
    weak = [r for r in material.ranked if (r.shortfall or 0.0) >= CLEAR][:MOST]
    parts = (
        ("gar-bra", "Det här går bra", good_intro, map(_good, good_news(material.ranked))),
        (
            "uppmarksamma",
            "Det här behöver uppmärksamhet",
            "Störst avstånd till riket kommer först, sedan det som blivit sämre.",
            (*_needs(material), *map(_weak, weak), *_worse(material)),
        ),
        ("osakert", "Det här är osäkert", "", _uncertain(material)),
    )
    return section(
        "Sammanfattning",
        Paragraph(_lead(material), "lead"),
        *overview(found.catalogue, figures, found.lan.name, found.year, material.sources),
        *(section(heading, *listed(intro, items), id=id) for id, heading, intro, items in parts),
        remarks(material),
        id="sammanfattning",
    )


def good_news(ranked: Sequence[LanIndicator]) -> list[LanIndicator]:
    """Return where the län is clearly above riket and at least half of it has it, best first."""
    return [
        r
        for r in reversed(ranked)
        if -(r.shortfall or 0.0) >= CLEAR
        and (r.indicator.kind == "numerisk" or (r.figure or 0.0) >= MANY)
    ][:MOST]


def _lead(material: CountyMaterial) -> str:
    found, ranked = material.found, material.ranked
    n, n_all = len(material.rows), len(found.kommuner)
    of_all = f"Alla {n}" if n == n_all else f"{n} av {n_all}"
    text = f"{of_all} kommuner i {found.lan.name} finns i rapporten."
    if not ranked:
        return f"{text} Det finns inget för riket att jämföra med."
    sides = [_side(r) for r in ranked]
    below, above, same = (sides.count(side) for side in (1, -1, 0))
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


def _good(r: LanIndicator) -> Item:
    return Item(f"{r.indicator.name}: {lan_text(r)}.")


def _weak(r: LanIndicator) -> Item:
    details = [f"{difference_text(r)}."] if r.shortfall is not None else []
    if r.teachers and len(r.teachers) <= MOST_NAMED:
        details.append(
            f"{'Bland de bästa' if r.lan.n_yes is None else 'Har det'}: {names(r.teachers)}."
        )
    return Item(f"{r.indicator.name}: {lan_text(r)}.", (" ".join(details),))


def _needs(material: CountyMaterial) -> Iterator[Item]:
    """Yield the common needs: themes in which the län lags behind riket."""
    for theme in [t for t in material.found.themes if t.shortfall >= CLEAR][:MOST_THEMES]:
        behind = [r for r in material.ranked if r.indicator.id in theme.indicators and r.is_behind]
        shorts = listing([r.indicator.short for r in behind])
        details = (f"Under riket: {shorts}.",) if behind else ()
        yield Item(theme_text(theme, material.is_numeric), details)


def theme_text(theme: LanTheme, is_numeric: bool) -> str:
    """Return how the län stands in a theme, as a sentence that begins with `Gemensamt behov`."""
    if is_numeric:
        own = f"genomsnittet är {number(theme.figure)} mot {number(theme.riket_figure)} i riket"
    else:
        own = f"i snitt svarar {percent(theme.figure)} JA mot {percent(theme.riket_figure)} i riket"
    return f"Gemensamt behov, {theme.theme.name.lower()}: {own}."


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


# --- what is uncertain ----------------------------------------------------------------------


def _uncertain(material: CountyMaterial) -> Iterator[Item | str]:
    """Yield what a reader must know before anything is concluded, each with its reason."""
    n, year = len(material.rows), material.found.year
    if material.found.absent:
        yield f"Saknas helt i data: {names(material.found.absent)}."
    check = [
        f"{k.kommun.name} ({r.indicator.short})"
        for k in material.kommuner
        for r in k.of(Verdict.KONTROLLERA)
    ]
    if check:
        yield Item(
            f"Svar som bör stämmas av först: {first_few(check, MOST)}.",
            ("Skälet står under varje kommun i avsnittet Kommun för kommun.",),
        )
    if not material.is_numeric and 1 < n <= FEW:
        yield Item(
            f"Få kommuner: med {n} svar är en enda kommun {number(100 / n)} procentenheter.",
            ("En skillnad mot riket kan bero på en eller två kommuner. Se antalen.",),
        )
    fewer = [r for r in material.ranked if r.lan.n is not None and r.lan.n < n]
    if fewer:
        least = min(fewer, key=lambda r: r.lan.n or 0)
        yield Item(
            f"{capital(counted(len(fewer), 'indikator', 'indikatorer'))} bygger på färre än "
            f"{n} svar, eftersom frågan inte är aktuell eller inte besvarad överallt.",
            (f"Minst svar har {least.indicator.short}: {least.lan.n} kommuner.",),
        )
    new = sum(i.is_new(year) for i in material.asked)
    broken = sum(i.is_broken(year) for i in material.asked)
    parts = [counted(new, "indikator är ny", "indikatorer är nya")] if new else []
    parts += [f"{broken} mäts på nytt sätt"] if broken else []
    if parts:
        yield f"{capital(listing(parts))} {year}. De går inte att jämföra med tidigare år."
    if not material.is_numeric:
        yield Item(
            "JA betyder att något finns, inte att det är bra eller når dem som behöver det.",
            ("Prata med dem som får stödet innan ni drar slutsatser.",),
        )

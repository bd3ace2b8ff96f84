"""The summary: what goes well, what needs attention and what is uncertain, with its reason."""

from collections.abc import Iterator, Sequence

from oj_cli.domain.comments import ReasonCode
from oj_cli.domain.county import LanIndicator, LanTheme
from oj_cli.domain.identification import Verdict
from oj_cli.domain.kommuner import short_lan
from oj_cli.domain.swedish import capital, counted, listing, number, percent
from oj_cli.domain.wording import shell_word, value_text
from oj_cli.presentation.document import Item, Paragraph, Section
from oj_cli.presentation.parts import listed, section, strong
from oj_cli.reports.county.results import remarks
from oj_cli.reports.material import CountyMaterial
from oj_cli.reports.overview import overview
from oj_cli.reports.words import (
    check_first,
    difference_text,
    first_few,
    in_doubt,
    lan_text,
    names,
    to_check,
)
from oj_cli.views.county import standing, theme_standing

MOST = 5
FEW = 50
"""With so many kommuner or fewer, a single one is worth a word."""
MOST_NAMED = 4
MOST_THEMES = 3
_STANDS: tuple[ReasonCode, ...] = ("gap", "niva", "atagande")


def summary(material: CountyMaterial) -> Section:
    """Return the summary."""
    found = material.found
    verdicts = {r.indicator.id: r.verdict for r in found.compared if r.verdict is not None}
    good_intro = (
        "Här är länet tydligt bättre än riket."
        if material.is_numeric
        else "Här har länet tydligt högre andel JA än riket, eller så har nästan alla det."
    )
    weak_intro = (
        "Först det som är tydligt sämre än riket, sedan det som blivit sämre."
        if material.is_numeric
        else "Först det som är tydligt sämre än riket, sedan det som lag, riktlinje eller "
        "överenskommelse begär eller som få har, och det som blivit sämre."
    )
    weak = material.marked("!", *_STANDS)[:MOST]
    parts = (
        ("gar-bra", "Det här går bra", good_intro, map(_good, good_news(material))),
        (
            "uppmarksamma",
            "Det här behöver uppmärksamhet",
            weak_intro,
            (*_needs(material), *map(_weak, weak), *_worse(material)),
        ),
        ("osakert", "Det här är osäkert", "", _uncertain(material)),
    )
    flags = f"--lan {shell_word(short_lan(found.lan.name))} --omrade {found.catalogue.area}"
    n = sum(to_check(k.results) for k in material.kommuner)
    return section(
        "Sammanfattning",
        Paragraph(_lead(material), "lead"),
        strong(check_first(n, material.is_numeric, f"oj check data {flags} --ar {found.year}")),
        overview(found.catalogue, verdicts, found.lan.name, found.year, material.sources),
        *(section(heading, *listed(intro, items), id=id) for id, heading, intro, items in parts),
        remarks(material),
        id="sammanfattning",
    )


def good_news(material: CountyMaterial) -> Sequence[LanIndicator]:
    """Return where the län does well, the furthest ahead of riket first."""
    return material.marked("+", *_STANDS)[::-1][:MOST]


def _lead(material: CountyMaterial) -> str:
    found = material.found
    n, n_all = len(material.in_data), len(found.kommuner)
    of_all = f"Alla {n}" if n == n_all else f"{n} av {n_all}"
    text = f"{of_all} kommuner i {found.lan.name} finns i rapporten."
    return f"{text} {standing(found) or 'Det finns inget för riket att jämföra med.'}"


def _good(r: LanIndicator) -> Item:
    return Item(f"{r.indicator.name}: {lan_text(r)}.")


def _weak(r: LanIndicator) -> Item:
    details = [f"{difference_text(r)}."] if r.difference is not None else []
    if r.lan.n_yes is None and r.n_behind is not None and r.lan.n:
        details.append(f"{r.n_behind} av {r.lan.n} kommuner är sämre.")
    if r.teachers and len(r.teachers) <= MOST_NAMED:
        details.append(
            f"{'Bland de bästa' if r.lan.n_yes is None else 'Har det'}: {names(r.teachers)}."
        )
    return Item(f"{r.indicator.name}: {lan_text(r)}.", (" ".join(details),))


def _needs(material: CountyMaterial) -> Iterator[Item]:
    """Yield the common needs: themes in which the län is clearly behind riket."""
    for theme in [t for t in material.found.themes if t.n_weak][:MOST_THEMES]:
        behind = [r for id in theme.indicators if (r := material.result(id)) is not None]
        shorts = listing([r.indicator.short for r in behind])
        yield Item(theme_text(theme), (f"Sämre: {shorts}.",))


def theme_text(theme: LanTheme) -> str:
    """Return how the län stands in a theme, as a sentence that begins with `Gemensamt behov`."""
    return f"Gemensamt behov, {theme.theme.name.lower()}: länet är {theme_standing(theme)}."


def _worse(material: CountyMaterial) -> list[Item]:
    """Return what got worse."""
    worse = [r for r in material.found.indicators if r.is_worse and r.before is not None]
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
    n, year = len(material.in_data), material.found.year
    if material.found.absent:
        yield f"Saknas helt i data: {names(material.found.absent)}."
    named = {r.indicator.id for r in material.marked("!", *_STANDS)}
    doubtful = [r for r in material.found.of(Verdict.OSAKERT) if r.indicator.id not in named]
    if doubtful:
        shorts = first_few([r.indicator.short for r in doubtful], MOST)
        yield Item(
            f"Sämre än riket, men det kan bero på slumpen: {shorts}.",
            ("Välj det om annat underlag säger samma sak.",),
        )
    check = [
        f"{k.kommun.name} ({r.indicator.short})"
        for k in material.kommuner
        for r in k.results
        if in_doubt(r)
    ]
    if check:
        yield Item(
            f"Det här bör stämmas av först: {first_few(check, MOST)}.",
            ("Skälet står under varje kommun i avsnittet Kommun för kommun.",),
        )
    if not material.is_numeric and 1 < n <= FEW:
        yield Item(
            f"Få kommuner: med {n} svar är en enda kommun {number(100 / n)} procentenheter.",
            ("En skillnad mot riket kan bero på en eller två kommuner. Se antalen.",),
        )
    fewer = [r for r in material.found.compared if r.lan.n is not None and r.lan.n < n]
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

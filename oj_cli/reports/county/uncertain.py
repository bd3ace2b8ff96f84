"""What a reader must know before anything is concluded, each with its reason."""

from oj_cli.domain.identification import Verdict
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.presentation.document import Item
from oj_cli.reports.county.material import CountyMaterial
from oj_cli.reports.words import names

MOST = 5


def uncertain(material: CountyMaterial) -> list[Item]:
    """Return what is uncertain in the whole report."""
    found = material.found
    items = []
    if found.absent:
        items.append(Item(f"Saknas helt i data: {names(found.absent)}."))
    items += _to_check(material)
    items += _few(material)
    items += _not_comparable(material)
    if not material.is_numeric:
        items.append(
            Item(
                "JA betyder att något finns, inte att det är bra eller når dem som behöver det.",
                ("Prata med dem som får stödet innan ni drar slutsatser.",),
            )
        )
    return items


def is_new(indicator: Indicator, year: int) -> bool:
    """Tell whether an indicator was first asked in `year`."""
    return indicator.first_year == year


def is_broken(indicator: Indicator, year: int) -> bool:
    """Tell whether an indicator is measured in a new way from `year` on."""
    return any(b.first_year == year for b in indicator.breaks)


def _to_check(material: CountyMaterial) -> list[Item]:
    found = [
        f"{k.kommun.name} ({r.indicator.short})"
        for k in material.kommuner
        for r in k.of(Verdict.KONTROLLERA)
    ]
    if not found:
        return []
    more = len(found) - MOST
    shown = [*found[:MOST], f"{more} till"] if more > 0 else found
    return [
        Item(
            f"Svar som bör stämmas av först: {listing(shown)}.",
            ("Skälet står under varje kommun i avsnittet Kommun för kommun.",),
        )
    ]


def _few(material: CountyMaterial) -> list[Item]:
    n = len(material.rows)
    items = []
    if not material.is_numeric and 1 < n <= 50:
        items.append(
            Item(
                f"Få kommuner: med {n} svar är en enda kommun {number(100 / n)} procentenheter.",
                ("En skillnad mot riket kan bero på en eller två kommuner. Se antalen.",),
            )
        )
    fewer = [r for r in material.ranked if r.lan.n is not None and r.lan.n < n]
    if fewer:
        least = min(fewer, key=lambda r: r.lan.n or 0)
        items.append(
            Item(
                f"{capital(counted(len(fewer), 'indikator', 'indikatorer'))} bygger på färre än "
                f"{n} svar, eftersom frågan inte är aktuell eller inte besvarad överallt.",
                (f"Minst svar har {least.indicator.short}: {least.lan.n} kommuner.",),
            )
        )
    return items


def _not_comparable(material: CountyMaterial) -> list[Item]:
    year = material.found.year
    asked = [i for i in material.found.catalogue if material.has_results(i)]
    new = sum(is_new(i, year) for i in asked)
    broken = sum(is_broken(i, year) for i in asked)
    parts = []
    if new:
        parts.append(counted(new, "indikator är ny", "indikatorer är nya"))
    if broken:
        parts.append(counted(broken, "mäts på nytt sätt", "mäts på nytt sätt"))
    if not parts:
        return []
    return [Item(f"{capital(listing(parts))} {year}. De går inte att jämföra med tidigare år.")]

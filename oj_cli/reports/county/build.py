"""Put the county report together, and say what it builds on: who answered, and what is new."""

from collections.abc import Iterator

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import invanargrupp_name
from oj_cli.domain.overview import KommunRow
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.domain.wording import area_word, comparison_word
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Fact,
    Paragraph,
    Section,
    Shown,
)
from oj_cli.presentation.parts import bullets, filled, listed, section, table_of
from oj_cli.reports.county.kommuner import kommun_by_kommun, learning, mirrored, to_discuss
from oj_cli.reports.county.results import results
from oj_cli.reports.county.summary import summary
from oj_cli.reports.development import development
from oj_cli.reports.glossary import SECTION_ID
from oj_cli.reports.material import CountyMaterial
from oj_cli.reports.method import how_counted, sources
from oj_cli.reports.words import NOTHING, names, slug


def county_report(material: CountyMaterial) -> Document:
    """Return the county report, not yet finished."""
    found = material.found
    sections = (
        summary(material),
        basis(material),
        sorting_keys(material),
        results(material),
        development(material.trend, material.charts, found.lan.name),
        mirrored(material),
        learning(material),
        kommun_by_kommun(material),
        to_discuss(material),
        how_counted(material.method),
    )
    last = (Section("Ordlista", id=SECTION_ID), sources(material.sources))
    return Document(
        id=slug(f"lansrapport {found.lan.name} {found.catalogue.area} {found.year}"),
        title=f"{capital(comparison_word(found.catalogue))} {found.year}: "
        f"{area_word(found.catalogue)} i {found.lan.name}",
        subtitle=f"Länsrapport. {found.catalogue.name}",
        date=material.today.isoformat(),
        facts=(
            Fact("Län", found.lan.name),
            Fact("Område", found.catalogue.name),
            Fact("Jämförelsens år", str(found.year)),
            Fact("Kommuner i rapporten", f"{len(material.in_data)} av {len(found.kommuner)}"),
            Fact("Rapporten gjord", material.today.isoformat()),
        ),
        sections=(*filled(sections), *last),
    )


def basis(material: CountyMaterial) -> Section:
    """Return what the report is, what it builds on, and how it is read."""
    found = material.found
    return section(
        "Vad rapporten är och bygger på",
        f"Rapporten samlar resultaten i {comparison_word(found.catalogue)} {found.year} av "
        f"{area_word(found.catalogue)} för kommunerna i {found.lan.name}. Den är ett underlag för "
        "samtal: var fungerar det, var behöver vi bli bättre, och vem kan lära av vem? Svaren "
        "blir till nytta först när ni lägger till det ni själva vet.",
        section("Vilka som har svarat", *_answered(material), id="vilka-svarat"),
        section(f"Nytt och ändrat {found.year}", *_new(material), id="nytt"),
        section("Så läser ni tabeller och märken", _reading(material.is_numeric), id="lasa"),
        id="bygger-pa",
    )


def _answered(material: CountyMaterial) -> Iterator[Block | str]:
    found = material.found
    n, n_all = len(material.in_data), len(found.kommuner)
    if n == n_all:
        yield f"Alla {n} kommuner i länet finns i data."
    else:
        yield (
            f"{n} av {n_all} kommuner i länet finns i data. Det saknas uppgifter från "
            f"{names(found.absent)}."
        )
    rows = []
    for i in material.asked:
        ea = [r.kommun.name for r in material.in_data if r.answers[i.id] == "EA"]
        gone = [r.kommun.name for r in material.in_data if _is_missing(r, i)]
        if ea or gone:
            rows.append((i, n - len(ea) - len(gone), listing(ea), listing(gone)))
    if not rows:
        yield "Alla har svarat på alla frågor."
        return
    yield "Här saknas svar från någon kommun, eller så är frågan inte aktuell där."
    yield table_of(
        "tabell-ej-svar",
        f"Indikatorer där alla inte har svarat, {found.lan.name} {found.year}",
        rows,
        (
            (Column("Indikator", width=1.4), lambda r: r[0].short),
            (Column("Svar", align="right", width=0.5), lambda r: r[1]),
            (Column("Ej aktuellt", width=2), lambda r: r[2] or NOTHING),
            (Column("Svar saknas", width=2), lambda r: r[3] or NOTHING),
        ),
        ("Svar saknas: kommunen har inte svarat, eller så saknas uppgiften i data.",),
        found.sources,
    )


def _is_missing(row: KommunRow, indicator: Indicator) -> bool:
    is_given = row.answers[indicator.id] not in (None, "BORTFALL", "SEKRETESS")
    return not is_given and row.values[indicator.id] is None


def _new(material: CountyMaterial) -> tuple[Block, ...]:
    year, remark = material.found.year, material.found.catalogue.remark
    new = [i.name for i in material.asked if i.is_new(year)]
    n = counted(len(new), "indikator är ny", "indikatorer är nya")
    reasons = {
        i.name: listing([b.reason for b in i.breaks if b.first_year == year])
        for i in material.asked
        if i.is_broken(year)
    }
    changes = (
        *listed(f"{n} {year}. De har inget tidigare år att jämföra med:", new),
        *listed(
            "De här mäts på ett annat sätt än tidigare år:",
            (f"{name}: {said}." for name, said in reasons.items()),
        ),
    )
    known = changes or (Paragraph("Det finns ingen känd ändring av frågorna."),)
    return (*known, Paragraph(remark, "strong")) if remark else known


def _reading(is_numeric: bool) -> Bullets:
    answers = (
        "JA: kommunen har det som frågan gäller. NEJ: den har det inte.",
        "DELVIS: kommunen har en del av det. Det räknas inte som ett JA.",
        "Ej aktuellt: frågan gäller inte kommunen. Svaret räknas inte i andelen.",
        "Bortfall: kommunen har inte svarat. Svaret räknas inte i andelen.",
    )
    values = (
        "Siffran för en kommun är det värde som kommunen har i data.",
        "Saknas: det finns inget värde för kommunen i data.",
    )
    marks = (
        "Utropstecken (!) betyder Uppmärksamma: något som kan behöva göras. oj föreslår det där "
        "länet är tydligt sämre än riket, där det har blivit sämre"
        + (
            "."
            if is_numeric
            else ", där högst var fjärde kommun har det och länet ligger efter, "
            "och där lag, riktlinje eller överenskommelse begär det men färre än hälften har det."
        ),
        "Frågetecken (?) betyder Fundera: något att tala om innan ni drar slutsatser.",
        "Plustecken (+) betyder Bra: något att glädjas åt och lära av.",
    )
    return bullets((*(values if is_numeric else answers), *marks))


def sorting_keys(material: CountyMaterial) -> Section:
    """Return the kommuner with what they can be sorted by: inhabitants and groups."""
    edition, population = material.edition, material.population

    def inhabitants(row: KommunRow) -> Cell:
        _, people = population.get(row.kommun.code, (0, None))
        return "saknas" if people is None else Shown(number(people), people)

    def size(row: KommunRow) -> Cell:
        known = row.invanargrupp
        return f"{known}: {invanargrupp_name(known)}" if known else NOTHING

    def group(row: KommunRow) -> Cell:
        known = row.kommungrupp
        return f"{known}: {edition.group_names[known]}" if known else NOTHING

    years = sorted({str(year) for year, _ in population.values()})
    made = table_of(
        "tabell-sorteringsnycklar",
        f"Kommunerna i {material.found.lan.name}, invånare, invånargrupp och kommungrupp",
        material.rows_by_name,
        (
            (Column("Kommun", width=1.2), lambda row: row.kommun.name),
            (Column("Invånare", align="right", width=0.8), inhabitants),
            (Column("Invånargrupp", width=1.8), size),
            (Column(f"Kommungrupp ({edition.name})", width=2.4), group),
        ),
        (f"Folkmängd i slutet av {listing(years)}." if years else "",),
        f"Egen bearbetning av uppgifter från {edition.publisher} och SCB.",
    )
    return section(
        "Kommuner att jämföra sig med",
        "Jämför er gärna med kommuner som liknar er. Invånargrupperna är Socialstyrelsens och går "
        "efter antal invånare. Kommungrupperna går efter storlek, läge och pendling. Grupperna "
        "blandas aldrig mellan utgåvor, för en kommun kan ha bytt grupp.",
        made,
        id="sorteringsnycklar",
    )

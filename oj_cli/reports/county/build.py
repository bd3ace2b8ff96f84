"""Put the county report together: what is read first, the tables, and what it builds on."""

from oj_cli.domain.kommuner import invanargrupp_name, short_lan
from oj_cli.domain.overview import KommunRow
from oj_cli.domain.swedish import capital, counted, listing, number, slug
from oj_cli.domain.wording import area_word, comparison_word, shell_word
from oj_cli.presentation.document import Block, Cell, Column, Document, Remarks, Section, Shown
from oj_cli.presentation.parts import bullets, facts, filled, section, strong, table_of
from oj_cli.reports.county.front import message, to_discuss
from oj_cli.reports.county.results import beside_riket, on_one_page, results
from oj_cli.reports.development import development
from oj_cli.reports.glossary import SECTION_ID
from oj_cli.reports.material import CountyMaterial
from oj_cli.reports.method import how_counted, sources
from oj_cli.reports.words import NOTHING, doubted, doubts, paragraphs, result_cell

MOST_CHECKED = 25
"""Rows of what should be checked; a command shows the rest."""


def county_report(material: CountyMaterial) -> Document:
    """Return the county report, not yet finished."""
    found, texts = material.found, material.texts
    lead: tuple[Block, ...] = (
        *paragraphs(texts.summary),
        message(material),
        *paragraphs(texts.assignment),
    )
    sections = (
        on_one_page(material),
        to_discuss(material),
        section("Kommentarer", Remarks(material.remarks.get("", ())), id="kommentarer"),
        beside_riket(material),
        results(material),
        development(material.trend, material.charts, found.lan.name),
        basis(material),
        section("Noter", bullets(texts.notes, numbered=True), id="noter"),
        how_counted(material.method),
    )
    last = (Section("Ordlista", id=SECTION_ID), sources(material.sources))
    n, n_all = len(material.in_data), len(found.kommuner)
    return Document(
        id=slug(f"lansrapport {found.lan.name} {found.catalogue.area} {found.year}"),
        title=f"{capital(comparison_word(found.catalogue))} {found.year}: "
        f"{area_word(found.catalogue)} i {found.lan.name}",
        subtitle=f"Länsrapport. {found.catalogue.name}",
        date=material.today.isoformat(),
        facts=facts(
            ("Kommuner i rapporten", f"{n} av {n_all}"),
            ("Rapporten gjord", material.today.isoformat()),
            ("Sammanställd av", texts.author),
        ),
        lead=lead,
        logo=material.logo,
        sections=(*filled(sections), *last),
    )


def basis(material: CountyMaterial) -> Section:
    """Return what the report builds on: who answered, what is new, what is asked, and of whom."""
    return section(
        "Vad rapporten bygger på",
        strong(material.found.catalogue.remark or ""),
        _answered(material),
        _new(material),
        _to_check(material),
        _sorting_keys(material),
        section("Vad frågorna gäller", _asked(material), id="fragor"),
        id="bygger-pa",
    )


def _answered(material: CountyMaterial) -> str:
    n = len(material.in_data)
    fewer = [r for r in material.found.indicators if r.lan.n is not None and r.lan.n < n]
    if not fewer:
        return ""
    least = min(fewer, key=lambda r: r.lan.n or 0)
    return (
        f"{counted(len(fewer), 'indikator', 'indikatorer')} bygger på färre än {n} svar. "
        f"Minst underlag finns om {least.indicator.short}, med {least.lan.n} svar."
    )


def _new(material: CountyMaterial) -> str:
    year = material.found.year
    new = [i.short for i in material.asked if i.is_new(year)]
    broken = [
        f"{i.short} ({listing([b.reason for b in i.breaks if b.first_year == year])})"
        for i in material.asked
        if i.is_broken(year)
    ]
    said = [f"Nya frågor {year}, som inte går att jämföra bakåt: {listing(new)}."] if new else []
    said += [f"Mäts på ett annat sätt än tidigare år: {listing(broken)}."] if broken else []
    return " ".join(said)


def _to_check(material: CountyMaterial) -> Block:
    """Return what should be checked, and why: kommuner with the same answer on one row."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for kommun, r in doubted(material.kommuner):
        why = " ".join(reason.text for reason in doubts(r))
        rows.setdefault((r.indicator.short, result_cell(r).text, why), []).append(kommun.name)
    found, left = material.found, len(rows) - MOST_CHECKED
    flags = f"--lan {shell_word(short_lan(found.lan.name))} --omrade {found.catalogue.area}"
    return table_of(
        "tabell-stamma-av",
        "Stäm av det här innan ni bygger på det",
        sorted(rows.items())[:MOST_CHECKED],
        (
            (Column("Indikator", width=1.6), lambda of: of[0][0]),
            (Column("Kommun", width=1.6), lambda of: listing(of[1])),
            (Column("Har svarat", width=0.9), lambda of: of[0][1]),
            (Column("Varför", width=4), lambda of: of[0][2]),
        ),
        (f"{left} till. Alla visar: oj check data {flags}" if left > 0 else "",),
    )


def _sorting_keys(material: CountyMaterial) -> Block:
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
    return table_of(
        "tabell-sorteringsnycklar",
        "Kommuner att jämföra sig med: invånare, invånargrupp och kommungrupp",
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


def _asked(material: CountyMaterial) -> Block:
    return table_of(
        "tabell-fragor",
        "Indikatorerna och vad de frågar efter",
        material.asked,
        (
            (Column("Indikator", width=1.3), lambda i: i.short),
            (Column("Vad som frågas", width=4), lambda i: i.definition),
        ),
    )

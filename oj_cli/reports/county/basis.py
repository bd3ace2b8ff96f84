"""What a county report builds on: who answered, what is new, and the keys to sort kommuner by."""

from oj_cli.domain.kommuner import invanargrupp_name
from oj_cli.domain.swedish import counted, listing, number
from oj_cli.domain.wording import area_word, credit
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Column,
    Item,
    Paragraph,
    Section,
    Shown,
    Table,
    listed,
)
from oj_cli.reports.county.material import CountyMaterial
from oj_cli.reports.county.uncertain import is_broken, is_new
from oj_cli.reports.words import NOTHING, names


def basis(material: CountyMaterial) -> Section:
    """Return what the report is, what it builds on, and how it is read."""
    found = material.found
    area = area_word(found.catalogue)
    return Section(
        "Vad rapporten är och bygger på",
        (
            Paragraph(
                f"Rapporten samlar resultaten i öppna jämförelser {found.year} av {area} för "
                f"kommunerna i {found.lan.name}. Den är ett underlag för samtal: var fungerar det, "
                "var behöver vi bli bättre, och vem kan lära av vem? Svaren blir till nytta först "
                "när ni lägger till det ni själva vet."
            ),
        ),
        (
            Section("Vilka som har svarat", _answered(material), id="vilka-svarat"),
            Section(f"Nytt och ändrat {found.year}", _new(material), id="nytt"),
            Section("Så läser ni tabeller och märken", _reading(material), id="lasa"),
        ),
        id="bygger-pa",
    )


def _answered(material: CountyMaterial) -> tuple[Block, ...]:
    found = material.found
    n, n_all = len(material.rows), len(found.kommuner)
    if n == n_all:
        blocks: list[Block] = [Paragraph(f"Alla {n} kommuner i länet finns i data.")]
    else:
        text = f"{n} av {n_all} kommuner i länet finns i data."
        blocks = [Paragraph(f"{text} Det saknas uppgifter från {names(found.absent)}.")]
    rows = []
    for indicator in found.catalogue:
        if not material.has_results(indicator):
            continue
        ea = [r.kommun.name for r in material.rows_by_name if r.answers[indicator.id] == "EA"]
        gone = [
            r.kommun.name
            for r in material.rows_by_name
            if r.answers[indicator.id] in (None, "BORTFALL", "SEKRETESS")
            and r.values[indicator.id] is None
        ]
        if ea or gone:
            row = (
                indicator.short,
                Shown(str(n - len(ea) - len(gone)), n - len(ea) - len(gone)),
                listing(ea) if ea else NOTHING,
                listing(gone) if gone else NOTHING,
            )
            rows.append(row)
    if not rows:
        blocks.append(Paragraph("Alla har svarat på alla frågor."))
        return tuple(blocks)
    intro = "Här saknas svar från någon kommun, eller så är frågan inte aktuell där."
    blocks.append(Paragraph(intro))
    columns = (
        Column("Indikator", width=1.4),
        Column("Svar", align="right", width=0.5),
        Column("Ej aktuellt", width=2),
        Column("Svar saknas", width=2),
    )
    caption = f"Indikatorer där alla inte har svarat, {found.lan.name} {found.year}"
    blocks.append(
        Table(
            columns,
            tuple(rows),
            caption=caption,
            id="tabell-ej-svar",
            notes=("Svar saknas: kommunen har inte svarat, eller så saknas uppgiften i data.",),
            source=credit(found.sources),
        )
    )
    return tuple(blocks)


def _new(material: CountyMaterial) -> tuple[Block, ...]:
    year = material.found.year
    asked = [i for i in material.found.catalogue if material.has_results(i)]
    new = [i for i in asked if is_new(i, year)]
    broken = [i for i in asked if is_broken(i, year)]
    blocks: list[Block] = []
    text = f"{counted(len(new), 'indikator är ny', 'indikatorer är nya')} {year}. De har inget "
    blocks += listed(f"{text}tidigare år att jämföra med:", (i.name for i in new))
    reasons = {i.name: [b.reason for b in i.breaks if b.first_year == year] for i in broken}
    blocks += listed(
        "De här mäts på ett annat sätt än tidigare år:",
        (f"{name}: {listing(said)}." for name, said in reasons.items()),
    )
    if not blocks:
        blocks.append(Paragraph("Det finns ingen känd ändring av frågorna."))
    if material.found.catalogue.remark:
        blocks.append(Paragraph(material.found.catalogue.remark, "strong"))
    return tuple(blocks)


def _reading(material: CountyMaterial) -> tuple[Block, ...]:
    items = []
    if not material.is_numeric:
        items += [
            Item("JA: kommunen har det som frågan gäller. NEJ: den har det inte."),
            Item("DELVIS: kommunen har en del av det. Det räknas inte som ett JA."),
            Item("Ej aktuellt: frågan gäller inte kommunen. Svaret räknas inte i andelen."),
            Item("Bortfall: kommunen har inte svarat. Svaret räknas inte i andelen."),
        ]
    else:
        items += [
            Item("Siffran för en kommun är det värde som kommunen har i data."),
            Item("Saknas: det finns inget värde för kommunen i data."),
        ]
    items += [
        Item("Utropstecken (!) betyder Uppmärksamma: något som kan behöva göras."),
        Item("Frågetecken (?) betyder Fundera: något att tala om innan ni drar slutsatser."),
        Item("Plustecken (+) betyder Bra: något att glädjas åt och lära av."),
    ]
    return (Bullets(tuple(items)),)


def sorting_keys(material: CountyMaterial) -> Section:
    """Return the kommuner with what they can be sorted by: inhabitants and groups."""
    edition = material.edition
    rows = []
    for row in material.rows_by_name:
        known = material.population.get(row.kommun.code)
        size = row.invanargrupp
        group = row.kommungrupp
        rows.append(
            (
                row.kommun.name,
                Shown(number(known[1]), known[1]) if known else "saknas",
                f"{size}: {invanargrupp_name(size)}" if size else NOTHING,
                f"{group}: {edition.group_names[group]}" if group else NOTHING,
            )
        )
    years = sorted({year for year, _ in material.population.values()})
    when = f"Folkmängd i slutet av {listing([str(y) for y in years])}." if years else ""
    table = Table(
        (
            Column("Kommun", width=1.2),
            Column("Invånare", align="right", width=0.8),
            Column("Invånargrupp", width=1.8),
            Column(f"Kommungrupp ({edition.name})", width=2.4),
        ),
        tuple(rows),
        caption=f"Kommunerna i {material.found.lan.name}, invånare, invånargrupp och kommungrupp",
        id="tabell-sorteringsnycklar",
        notes=tuple(n for n in (when,) if n),
        source=f"Egen bearbetning av uppgifter från {edition.publisher} och SCB.",
    )
    intro = (
        "Jämför er gärna med kommuner som liknar er. Invånargrupperna är Socialstyrelsens och går "
        "efter antal invånare. Kommungrupperna går efter storlek, läge och pendling. Grupperna "
        "blandas aldrig mellan utgåvor, för en kommun kan ha bytt grupp."
    )
    return Section(
        "Kommuner att jämföra sig med", (Paragraph(intro), table), id="sorteringsnycklar"
    )

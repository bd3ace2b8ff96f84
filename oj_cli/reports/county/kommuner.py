"""Kommun by kommun: what each could begin with, what it is good at, and what it should check."""

from oj_cli.domain.answers import IN_DENOMINATOR
from oj_cli.domain.identification import Identification, IndicatorResult, Peer, ThemeResult, Verdict
from oj_cli.domain.swedish import counted, listing, percent
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Column,
    Figure,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.presentation.pictures.model import HeatCell, HeatMap
from oj_cli.reports.county.material import CountyMaterial
from oj_cli.reports.county.uncertain import is_broken, is_new
from oj_cli.reports.words import answer_cell, slug

TABLE = "tabell-kommuner-teman"
MOST_STRENGTHS = 5
MOST_FIRST = 3
_ORDER = (
    "Områdena är de teman där mest saknas, högst tre för varje kommun: rikets andelar för det som "
    "kommunen saknar, delade med antalet frågor i temat som kommunen har svarat på. Svar att "
    "stämma av räknas inte. De enskilda sakerna står efter rikets andel, med tillägg för lag, "
    "riktlinje, överenskommelse och försämring."
)
_NUMERIC_ORDER = (
    "Områdena är de teman där flest andra kommuner har bättre värden, i genomsnitt för temats "
    "indikatorer, högst tre för varje kommun. De enskilda sakerna står efter hur många andra som "
    "har ett bättre värde, med tillägg för lag, riktlinje, överenskommelse och försämring."
)


def kommun_by_kommun(material: CountyMaterial) -> Section | None:
    """Return a table of kommuner and themes, its picture, and a section for each kommun."""
    if not material.kommuner:
        return None
    order = _NUMERIC_ORDER if material.is_numeric else _ORDER
    advice = (
        "De två listorna räknas på olika sätt och kan därför skilja sig. Båda är förslag att "
        "pröva, inte ett facit: kommunen vet själv vad som är viktigast."
    )
    blocks: list[Block] = [Paragraph(order), Paragraph(advice)]
    table = None if material.is_numeric else _table(material)
    if table is not None:
        blocks += [_picture(material, table), table]
    sections = tuple(_kommun(material, k) for k in material.kommuner)
    return Section("Kommun för kommun", tuple(blocks), sections, id="kommuner")


# --- themes ---------------------------------------------------------------------------------


def _table(material: CountyMaterial) -> Table:
    """Return how many of each theme's indicators each kommun says JA to, of those answered."""
    themes = _themes(material)
    rows = []
    for k in material.kommuner:
        cells = []
        for id in themes:
            answered = [
                r
                for r in k.results
                if r.indicator.theme == id
                and r.indicator.role == "kvalitet"
                and r.answer in IN_DENOMINATOR
            ]
            yes = sum(r.answer == "JA" for r in answered)
            cells.append(f"{yes} av {len(answered)}" if answered else "–")
        rows.append((k.kommun.name, *cells))
    return Table(
        (
            Column("Kommun", width=1.3),
            *(Column(material.themes[id], align="center") for id in themes),
        ),
        tuple(rows),
        caption="Så många av temats indikatorer har varje kommun svarat JA på, "
        f"{material.found.year}",
        id=TABLE,
        notes=("Ej aktuellt och bortfall är inte med. Bakgrundsfaktorer är inte med.",),
        source=credit(material.found.sources),
    )


def _themes(material: CountyMaterial) -> list[str]:
    used = {
        i.theme
        for i in material.found.catalogue
        if i.role == "kvalitet" and material.has_results(i)
    }
    return [id for id in material.themes if id in used]


def _picture(material: CountyMaterial, table: Table) -> Figure:
    cells, totals = [], []
    for row in table.cells:
        parts = [_parts(cell.text) for cell in row[1:]]
        cells.append(
            tuple(HeatCell(f"{a} av {b}" if b else "–", a / b if b else None) for a, b in parts)
        )
        answered = sum(b for _, b in parts)
        if answered:
            share = sum(a for a, _ in parts) / answered
            totals.append((share, row[0].text))
    best, least = max(totals), min(totals)
    title = (
        f"Flest JA i {best[1]} ({percent(100 * best[0])} av svaren), "
        f"färst i {least[1]} ({percent(100 * least[0])})"
    )
    alt = (
        f"Rutmönster med {len(table.rows)} kommuner och {len(table.columns) - 1} teman. I varje "
        "ruta står hur många JA kommunen har av temats frågor. Ju fler JA, desto mörkare ruta. "
        f"{title}."
    )
    source = credit(material.found.sources)
    heat = HeatMap(
        title,
        tuple(row[0].text for row in table.cells),
        tuple(column.heading for column in table.columns[1:]),
        tuple(cells),
        source,
        "Antal JA av de frågor som kommunen har svarat på. Mörkare ruta: större del JA.",
    )
    return Figure(heat, title=title, alt=alt, data=TABLE, id="figur-kommuner-teman")


def _parts(text: str) -> tuple[int, int]:
    yes, _, n = text.partition(" av ")
    return (int(yes), int(n)) if n else (0, 0)


# --- one kommun -----------------------------------------------------------------------------


def _kommun(material: CountyMaterial, k: Identification) -> Section:
    blocks: list[Block] = [Paragraph(_counts(k))]
    blocks += [Paragraph(f"Obs: {note}", "strong") for note in k.notes]
    items = []
    if k.areas:
        items.append(Item("Områden att arbeta med:", tuple(_area(a, k) for a in k.areas)))
    first = k.of(Verdict.FORBATTRINGSOMRADE)[:MOST_FIRST]
    if first:
        items.append(Item("Enskilda saker att börja med:", tuple(_priority(r) for r in first)))
    check = k.of(Verdict.KONTROLLERA)
    if check:
        items.append(Item("Svar att stämma av först:", tuple(_doubt(r) for r in check)))
    unsure = _uncertain(k)
    if unsure:
        items.append(Item("Osäkert:", tuple(unsure)))
    strong = k.of(Verdict.STYRKA)
    if strong:
        shown = [r.indicator.short for r in strong[:MOST_STRENGTHS]]
        more = len(strong) - len(shown)
        names = [*shown, f"{more} till"] if more else shown
        items.append(Item(f"Styrkor, sådant som få andra har: {listing(names)}."))
    if items:
        blocks.append(Bullets(tuple(items)))
    return Section(k.kommun.name, tuple(blocks), id=f"kommun-{slug(k.kommun.name)}")


def _counts(k: Identification) -> str:
    asked = [r for r in k.results if r.indicator.role == "kvalitet"]
    if any(r.indicator.kind == "numerisk" for r in asked):
        weak, strong = len(k.of(Verdict.FORBATTRINGSOMRADE)), len(k.of(Verdict.STYRKA))
        return (
            f"{counted(weak, 'förbättringsområde', 'förbättringsområden')} och "
            f"{counted(strong, 'styrka', 'styrkor')} på {len(asked)} indikatorer."
        )
    answered = [r for r in asked if r.answer in IN_DENOMINATOR]
    yes = sum(r.answer == "JA" for r in answered)
    if not answered:
        return "Kommunen har inte svarat på några frågor."
    share = percent(100 * yes / len(answered))
    text = f"JA på {yes} av {len(answered)} besvarade frågor ({share}), utan bakgrundsfaktorerna."
    outside = len(asked) - len(answered)
    return f"{text} {counted(outside, 'fråga', 'frågor')} räknas inte." if outside else text


def _area(area: ThemeResult, k: Identification) -> str:
    by_id = {r.indicator.id: r for r in k.results}
    lacking = listing([_lacks(by_id[i]) for i in area.indicators])
    text = f"{area.theme.name}: saknar {lacking}."
    if area.n_yes is None:
        text = f"{area.theme.name}: svagt i {lacking}."
    if area.peers:
        text += f" Kan lära av {listing([_peer(p, k) for p in area.peers])}."
    return text


def _peer(peer: Peer, k: Identification) -> str:
    """Return whom to ask about what: `Avesta (IPS)`."""
    return f"{peer.kommun.name} ({listing([k.catalogue.by_id[i].short for i in peer.has])})"


def _lacks(r: IndicatorResult) -> str:
    """Return what is lacking, with how many in riket have it: `Vårdkedja (38 % i riket)`."""
    riket = r.comparisons["riket"]
    if r.indicator.kind == "numerisk":
        own, median = (answer_cell(None, v, r.indicator).text for v in (r.value, riket.median))
        return f"{r.indicator.short} ({own}, median {median} i riket)"
    if riket.share is None:
        return r.indicator.short
    return f"{r.indicator.short} ({percent(riket.share)} i riket)"


def _uncertain(k: Identification) -> list[str]:
    """Return what is uncertain in what the kommun is said to lack."""
    lacking = k.of(Verdict.FORBATTRINGSOMRADE)
    without = [
        r.indicator
        for r in lacking
        if is_new(r.indicator, k.year) or is_broken(r.indicator, k.year)
    ]
    said = []
    if without:
        said.append(
            f"{len(without)} av de {len(lacking)} sakerna att förbättra är nya eller mäts på nytt "
            f"sätt {k.year}. Det går inte att se om det har blivit bättre eller sämre."
        )
    weak = [u.reference for u in k.references if not u.ranks and u.reference.id != "riket"]
    if weak:
        names = listing([r.name.partition(",")[0].lower() for r in weak])
        said.append(
            f"Data har för få kommuner i {names} för att de ska få avgöra vad som är viktigast. "
            "Därför gör riket det. Gruppernas siffror står ändå i tabellerna."
        )
    return said


def _priority(r: IndicatorResult) -> str:
    return f"{r.indicator.name}. {' '.join(reason.text for reason in r.reasons)}"


def _doubt(r: IndicatorResult) -> str:
    what = answer_cell(r.answer, r.value, r.indicator).text
    return f"{r.indicator.short} ({what}): {' '.join(reason.text for reason in r.reasons)}"

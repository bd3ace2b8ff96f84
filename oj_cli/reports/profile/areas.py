"""The areas to work on: those the kommun has chosen, else those that the figures point at.

Then the single indicators to begin with: why, and where riket, the län and the groups stand.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from oj_cli.domain.analysis import EVIDENCE_WORDS, SUPPORT_WORDS, Analysis, Chosen, Evidence
from oj_cli.domain.identification import CLEAR, IndicatorResult, ThemeResult, Verdict
from oj_cli.domain.peers import CLARITY_WORDS, Peer
from oj_cli.domain.references import Comparison
from oj_cli.domain.swedish import listing, number, percent
from oj_cli.presentation.document import (
    Block,
    Cell,
    Column,
    Figure,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.presentation.parts import bullets, figure, listed, section, table_of
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow, Spread
from oj_cli.reports.material import ProfileMaterial
from oj_cli.reports.words import (
    NOTHING,
    figure_cell,
    group_cell,
    result_cell,
    slug,
    value_cell,
)

MOST_FIRST = 7
Results = Sequence[IndicatorResult]


def work_areas(material: ProfileMaterial) -> Iterator[Section]:
    """Yield the chosen areas, what else the figures point at, and the single indicators."""
    analysis = material.analysis
    chosen = analysis.chosen if analysis else ()
    taken = {c.theme for c in chosen}
    suggested = [a for a in material.found.areas if a.theme.id not in taken]
    if chosen and analysis:
        yield section(
            "Det kommunen har valt att förbättra",
            "Områdena har kommunen själv valt, med de skäl och det underlag som står i dess "
            "analys.",
            *(_chosen(material, analysis, c) for c in chosen),
            id="valda",
        )
    if suggested:
        yield section(
            "Fler områden att överväga" if chosen else "Förslag på områden att förbättra",
            "Förslagen är de teman där mest saknas jämfört med andra kommuner, räknat på temats "
            "besvarade frågor. De är en början på ett samtal. Kommunen vet själv vad som är "
            "viktigast.",
            *(_suggested(material, a) for a in suggested),
            id="forslag",
        )
    yield _single(material)


# --- one area -------------------------------------------------------------------------------


def _chosen(material: ProfileMaterial, analysis: Analysis, chosen: Chosen) -> Section:
    area = next((a for a in material.found.areas if a.theme.id == chosen.theme), None)
    ids = [f.indicator for f in chosen.indicators] or (list(area.indicators) if area else [])

    def is_about(concerns: Sequence[str]) -> bool:
        """Tell whether something is about the theme or its indicators; about all if empty."""
        of_indicators = any(c.rpartition("/")[2] in ids for c in concerns)
        return not concerns or chosen.theme in concerns or of_indicators

    evidence = [_evidence(e) for e in analysis.evidence if is_about(e.concerns)]
    conclusions = (
        Item(c.text, (f"Orsaker: {listing(c.causes)}.",) if c.causes else ())
        for c in analysis.conclusions
        if is_about(c.concerns)
    )
    return section(
        material.themes.get(chosen.theme, chosen.theme),
        f"Varför: {chosen.why}" if chosen.why else None,
        *_figures(material, chosen.theme, ids),
        "Det här vet kommunen från annat håll:"
        if evidence
        else "Kommunen har inte skrivit in något annat underlag. Innan ni bestämmer mål: vad säger "
        "brukarna, personalen och den egna statistiken?",
        bullets(evidence),
        *listed(
            "Vad kommunen ser i utvecklingen:",
            (t.text for t in analysis.trend if is_about(t.concerns)),
        ),
        *listed("Slutsatser:", conclusions),
        *(_learn(area) if area is not None else ()),
        id=f"val-{slug(chosen.theme)}",
    )


def _suggested(material: ProfileMaterial, area: ThemeResult) -> Section:
    if area.n_yes is None:
        standing = f"Svagt på {area.n_weak} av {area.n_answered} indikatorer."
    else:
        standing = f"JA på {area.n_yes} av {area.n_answered} indikatorer med svar."
    return section(
        area.theme.name,
        standing,
        *_figures(material, area.theme.id, area.indicators),
        f"Att tala om: {area.question}" if area.question else None,
        *_learn(area),
        id=f"forslag-{slug(area.theme.id)}",
    )


def _figures(material: ProfileMaterial, theme: str, ids: Sequence[str]) -> tuple[Block, ...]:
    """Return the indicators of an area with what riket, the län and the groups have."""
    results = [r for id in ids if (r := material.result(id)) is not None]
    if not results:
        return ()
    found, what = material.found, "median" if material.is_numeric else "andel JA"

    def reasons(r: IndicatorResult) -> Cell:
        better = r.comparisons[found.ranking].better
        said = [reason.text for reason in r.reasons if reason.code != "gap"]
        if better is not None:
            said.insert(0, f"{number(better)} procent av andra har ett bättre värde.")
        return " ".join(said) or NOTHING

    made = table_of(
        f"tabell-tema-{slug(theme)}",
        f"{material.themes.get(theme, theme)}: {material.name} {found.year}",
        results,
        (
            (Column("Indikator", width=2.4), lambda r: r.indicator.name),
            (Column(material.name, align="center"), result_cell),
            (
                Column(f"Riket, {what}", align="right"),
                lambda r: figure_cell(r.comparisons["riket"], r.indicator),
            ),
            (
                Column(f"{found.lan.name}, {what}", align="right"),
                lambda r: figure_cell(r.comparisons["lan"], r.indicator),
            ),
            (Column("Skäl att arbeta med det", width=2.6), reasons),
        ),
        source=found.sources,
    )
    spreads = (_spread(material, r, made) for r in results)
    return (made, *(s for s in spreads if s is not None))


def _spread(material: ProfileMaterial, r: IndicatorResult, data: Table) -> Figure | None:
    values = material.values.get(r.indicator.id)
    riket = r.comparisons["riket"]
    if not values or r.value is None or riket.median is None:
        return None
    own, median = (value_cell(v, r.indicator).text for v in (r.value, riket.median))
    picture = Spread(
        f"{r.indicator.short}: {material.name} har {own}, medianen är {median}",
        f"{r.indicator.name}. {r.indicator.known_unit or ''}".strip(". ") + ".",
        values,
        r.value,
        own,
        material.name,
        riket.median,
        median,
        "Medianen",
        data.source,
    )
    alt = (
        f"Stapeldiagram över {number(len(values))} kommuners värden. {material.name} är "
        f"markerad vid {own}. Medianen är {median}. "
    )
    if riket.better is not None:
        alt += f"{number(riket.better)} procent av de andra kommunerna har ett bättre värde."
    return figure(f"figur-{r.indicator.id.replace('_', '-')}", picture, alt, data)


def _evidence(e: Evidence) -> Item:
    when = f", {e.date}" if e.date else ""
    details = [f"{EVIDENCE_WORDS[e.kind].capitalize()}: {e.source}{when}."]
    if e.supports != "oklart":
        details.append(f"Underlaget {SUPPORT_WORDS[e.supports]} valet.")
    return Item(e.shows, tuple(details))


def _learn(area: ThemeResult) -> tuple[Block, ...]:
    nobody = "Ingen kommun i data har det som saknas. Leta efter exempel på annat håll."
    return listed("Kommuner att fråga:", (_peer(p, area) for p in area.peers)) or (
        Paragraph(nobody),
    )


def _peer(peer: Peer, area: ThemeResult) -> str:
    alike = f" ({listing(peer.alike)})" if peer.alike else ""
    n = f"{len(peer.has)} av {peer.wanted}"
    has = f"bland de bästa i {n}" if area.n_yes is None else f"har {n} av det som saknas"
    clarity = f", {CLARITY_WORDS[peer.clarity]}" if peer.clarity else ""
    return f"{peer.kommun.name}{alike}: {has}{clarity}."


# --- single indicators ----------------------------------------------------------------------


def _single(material: ProfileMaterial) -> Section:
    """Return the single indicators with the highest priority, and why."""
    weak = material.found.of(*CLEAR)
    first = weak[:MOST_FIRST]
    items = (Item(f"{r.indicator.name}.", tuple(why.text for why in r.reasons)) for r in first)
    rest = listing([r.indicator.short for r in weak[MOST_FIRST:]])
    begun = listing([r.indicator.short for r in material.found.of(Verdict.PABORJAT)])
    made = _table(material, first) if first else None
    return section(
        "Enskilda saker att förbättra",
        "Viktigast först, med skäl:"
        if first
        else "Inget svar sticker ut tydligt åt det sämre hållet.",
        bullets(items, numbered=True),
        f"Dessutom: {rest}." if rest else None,
        _dots(material, first, made) if made else None,
        made,
        f"Påbörjat, kommunen svarar DELVIS: {begun}." if begun else None,
        id="enskilda",
    )


def _table(material: ProfileMaterial, weak: Results) -> Table:
    found, what = material.found, "medianer" if material.is_numeric else "andel JA"

    def cell(reference: str, r: IndicatorResult) -> Cell:
        how = figure_cell if reference in ("riket", "lan") else group_cell
        return how(r.comparisons[reference], r.indicator)

    return table_of(
        "tabell-enskilda",
        f"Det som är viktigast att förbättra, {material.name} och {what} {found.year}",
        weak,
        (
            (Column("Indikator", width=1.8), lambda r: r.indicator.short),
            (Column(material.name, align="center"), result_cell),
            *(
                (Column(u.reference.short_name, align="right"), partial(cell, u.reference.id))
                for u in found.references
            ),
        ),
        source=found.sources,
    )


def _dots(material: ProfileMaterial, weak: Results, data: Table) -> Figure | None:
    """Return a row of dots for each indicator: the own value, and every reference that counts."""
    counted = [
        use.reference
        for use in material.found.references
        if any(_counting(r.comparisons[use.reference.id]) is not None for r in weak)
    ]
    own = (material.name,) if material.is_numeric else ()
    rows = []
    for r in weak:
        if r.indicator.is_percent:
            named = [(material.name, r.value)] if own else []
            named += [(of.short_name, _counting(r.comparisons[of.id])) for of in counted]
            dots = tuple(Dot(name, value) for name, value in named if value is not None)
            rows.append(DotRow(r.indicator.short, dots))
    if len(rows) < 2:
        return None
    what = "Värde och medianer i procent" if material.is_numeric else "Andel som svarat JA"
    picture = DotPlot(
        f"{len(rows)} saker som {material.name} kan börja med, den viktigaste överst",
        f"{what}, {material.found.year}",
        (*own, *(reference.short_name for reference in counted)),
        tuple(rows),
        data.source,
    )
    said = [
        f"{row.name}: {listing([f'{d.series} {percent(d.value)}' for d in row.dots])}"
        for row in rows
    ]
    alt = f"Punktdiagram, den viktigaste indikatorn överst. {'; '.join(said)}."
    return figure("figur-enskilda", picture, alt, data)


def _counting(c: Comparison) -> float | None:
    """Return a reference's figure, None where too few have answered for it to count."""
    return c.figure if c.ranks else None

"""The areas to work on: those the kommun has chosen, else those that the figures point at.

Then the single indicators to begin with: why, and where riket, the län and the groups stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import get_args

from oj_cli.domain.analysis import EVIDENCE_WORDS, SUPPORT_WORDS, Analysis, Chosen, Evidence
from oj_cli.domain.identification import (
    CLEAR,
    IndicatorResult,
    ThemeResult,
    Verdict,
)
from oj_cli.domain.indicators import CommitmentKind
from oj_cli.domain.peers import CLARITY_WORDS, Peer
from oj_cli.domain.references import Comparison, ReferenceUse
from oj_cli.domain.swedish import capital, counted, listing, number, percent
from oj_cli.domain.wording import credit
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
from oj_cli.presentation.parts import bullets, figure, item, listed, note, section, table_of
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow, Strip
from oj_cli.reports.material import ProfileMaterial
from oj_cli.reports.words import (
    NOTHING,
    figure_cell,
    group_cell,
    result_cell,
    slug,
    value_cell,
)
from oj_cli.views.identify import standing
from oj_cli.views.judged_numbers import numbers_table, references_of

MOST_FIRST = 7
MOST_UNCERTAIN = 12
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
            "Förslagen är temana för det som står först i jämförelsen. De är en början på ett "
            "samtal. Kommunen vet själv vad som är viktigast.",
            *(_suggested(material, a) for a in suggested),
            id="forslag",
        )
    yield _single(material)
    yield _uncertain(material)


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
    return section(
        area.theme.name,
        f"{capital(standing(area))}.",
        *_figures(material, area.theme.id, area.indicators),
        f"Att tala om: {area.question}" if area.question else None,
        *_learn(area),
        id=f"forslag-{slug(area.theme.id)}",
    )


def _figures(material: ProfileMaterial, theme: str, ids: Sequence[str]) -> tuple[Block, ...]:
    """Return the indicators of an area with what they are compared with."""
    results = [r for id in ids if (r := material.result(id)) is not None]
    numbers = [r for r in results if r.difference is not None]
    others = [r for r in results if r.difference is None]
    blocks: list[Block] = []
    if numbers:
        made = numbers_of(material, numbers, f"tabell-tema-{slug(theme)}-tal")
        spreads = (_spread(material, r, made) for r in numbers)
        blocks += [made, *_asked(numbers), *(s for s in spreads if s is not None)]
    if others:
        blocks.append(_answers(material, others, theme))
    return tuple(blocks)


def numbers_of(material: ProfileMaterial, numbers: Results, id: str) -> Table:
    """Return judged numbers as a table of the report, with answers and interval."""
    found = material.found
    made = numbers_table(numbers, references_of(found), material.name)
    return replace(made, id=id, source=credit(found.sources))


def _asked(results: Results) -> tuple[Block, ...]:
    """Return who asks for what, of those that somebody asks for."""
    kinds = get_args(CommitmentKind)
    asked = ((r, [why.text for why in r.reasons if why.code in kinds]) for r in results)
    return listed("Det här begärs:", (item(f"{r.indicator.name}.", *by) for r, by in asked if by))


def _answers(material: ProfileMaterial, results: Results, theme: str) -> Table:
    found, what = material.found, "median" if material.is_numeric else "andel JA"

    def reasons(r: IndicatorResult) -> Cell:
        return " ".join(reason.text for reason in r.reasons) or NOTHING

    return table_of(
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


def _spread(material: ProfileMaterial, r: IndicatorResult, data: Table) -> Figure | None:
    values = material.values.get(r.indicator.id)
    riket = r.comparisons["riket"]
    if not values or r.value is None or riket.median is None:
        return None
    own, median = (value_cell(v, r.indicator).text for v in (r.value, riket.median))
    quartiles = None if riket.q1 is None or riket.q3 is None else (riket.q1, riket.q3)
    picture = Strip(
        f"{r.indicator.short}: {material.name} har {own}, medianen är {median}",
        f"{r.indicator.name}. {capital(r.indicator.known_unit or '')}".strip(". ") + ".",
        r.indicator.is_percent,
        values,
        (
            (Dot("ni", r.value), f"{material.name}: {own}"),
            (Dot("alla", riket.median), f"Medianen: {median}"),
        ),
        data.source,
        quartiles,
    )
    alt = (
        f"En punkt för var och en av {number(len(values))} kommuner. {material.name} är "
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
    """Return the single indicators that come first, and why; numbers with how sure they are."""
    weak = material.found.of(*CLEAR)
    first = weak[:MOST_FIRST]
    numbers = [r for r in first if r.difference is not None]
    answers = [r for r in first if r.difference is None]
    items = (Item(f"{r.indicator.name}.", tuple(why.text for why in r.reasons)) for r in answers)
    rest = listing([r.indicator.short for r in weak[MOST_FIRST:]])
    begun = listing([r.indicator.short for r in material.found.of(Verdict.PABORJAT)])
    of_numbers = numbers_of(material, numbers, "tabell-enskilda-tal") if numbers else None
    made = _table(material, answers) if answers else None
    return section(
        "Enskilda saker att förbättra",
        "Viktigast först:" if first else "Inget skiljer sig tydligt åt det sämre hållet.",
        _dots(material, answers, made) if made else None,
        of_numbers,
        *_asked(numbers),
        bullets(items, numbered=True),
        made,
        f"Dessutom: {rest}." if rest else None,
        f"Påbörjat, kommunen svarar DELVIS: {begun}." if begun else None,
        id="enskilda",
    )


def _uncertain(material: ProfileMaterial) -> Section:
    """Return what is worse and may be so by chance, with what to look for elsewhere."""
    found = material.found
    doubtful = found.of(Verdict.OSAKERT)
    if not doubtful:
        return section("Osäkert, kan bero på slumpen")
    look = (item(a.theme.name, a.question or "") for a in found.uncertain)
    return section(
        "Osäkert, kan bero på slumpen",
        "Det här är sämre än jämförelsen, men det kan vara slump. Välj det om annat underlag "
        "säger samma sak.",
        numbers_of(material, doubtful[:MOST_UNCERTAIN], "tabell-osakert"),
        note(_left(len(doubtful) - MOST_UNCERTAIN)),
        *listed("Leta efter det här hos brukare, personal och i egen statistik:", look),
        id="osakert",
    )


def _left(n: int) -> str:
    return f"{counted(n, 'indikator', 'indikatorer')} till finns bland alla svar." if n > 0 else ""


def _table(material: ProfileMaterial, weak: Results) -> Table:
    found, what = material.found, "medianer" if material.is_numeric else "andel JA"

    def cell(reference: str, r: IndicatorResult) -> Cell:
        how = figure_cell if reference in ("riket", "lan") else group_cell
        return how(r.comparisons[reference], r.indicator)

    return table_of(
        "tabell-enskilda",
        f"Det som saknas, {material.name} och {what} {found.year}",
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


def _dots(material: ProfileMaterial, missing: Results, data: Table) -> Figure | None:
    """Return a row of dots for each answer: the share of every reference that counts."""
    uses = material.found.references
    shown = [u.reference for u in uses if any(_counts(r, u) for r in missing)]
    rows = tuple(
        DotRow(
            r.indicator.short,
            tuple(
                Dot(of.id, share)
                for of in shown
                if (share := _counting(r.comparisons[of.id])) is not None
            ),
        )
        for r in missing
    )
    if len(rows) < 2:
        return None
    picture = DotPlot(
        f"{len(rows)} saker som {material.name} kan börja med, den viktigaste överst",
        f"Andel som svarat JA, {material.found.year}",
        tuple((of.id, of.short_name) for of in shown),
        rows,
        data.source,
    )
    names = dict(picture.series)
    said = [
        f"{row.name}: {listing([f'{names[d.role]} {percent(d.value)}' for d in row.dots])}"
        for row in rows
    ]
    alt = f"Punktdiagram, den viktigaste indikatorn överst. {'; '.join(said)}."
    return figure("figur-enskilda", picture, alt, data)


def _counts(r: IndicatorResult, use: ReferenceUse) -> bool:
    return _counting(r.comparisons[use.reference.id]) is not None


def _counting(c: Comparison) -> float | None:
    """Return a reference's figure, None where too few have answered for it to count."""
    return c.figure if c.ranks else None

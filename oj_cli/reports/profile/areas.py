"""The areas to work on: those the kommun has chosen, else those that the figures point at."""

from collections.abc import Sequence

from oj_cli.domain.analysis import Analysis, Chosen, Evidence
from oj_cli.domain.analysis_words import EVIDENCE_WORDS, SUPPORT_WORDS
from oj_cli.domain.identification import IndicatorResult, Peer, ThemeResult
from oj_cli.domain.swedish import listing, number
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Figure,
    Item,
    Paragraph,
    Row,
    Section,
    Table,
    listed,
)
from oj_cli.presentation.pictures.model import Spread
from oj_cli.reports.profile.first import first_things
from oj_cli.reports.profile.material import ProfileMaterial
from oj_cli.reports.words import NOTHING, answer_cell, figure_cell, slug


def work_areas(material: ProfileMaterial) -> tuple[Section, ...]:
    """Return the chosen areas and what else the figures point at."""
    chosen = material.analysis.chosen if material.analysis else ()
    taken = {c.theme for c in chosen}
    suggested = [a for a in material.found.areas if a.theme.id not in taken]
    sections = []
    if chosen and material.analysis:
        intro = (
            "Områdena har kommunen själv valt, med de skäl och det underlag som står i dess analys."
        )
        inner = tuple(_chosen(material, material.analysis, c) for c in chosen)
        sections.append(
            Section("Det kommunen har valt att förbättra", (Paragraph(intro),), inner, id="valda")
        )
    if suggested:
        heading = "Fler områden att överväga" if chosen else "Förslag på områden att förbättra"
        intro = (
            "Förslagen är de teman där mest saknas jämfört med andra kommuner, räknat på temats "
            "besvarade frågor. De är en början på ett samtal. Kommunen vet själv vad som är "
            "viktigast."
        )
        inner = tuple(_suggested(material, a) for a in suggested)
        sections.append(Section(heading, (Paragraph(intro),), inner, id="forslag"))
    sections.append(first_things(material))
    return tuple(sections)


# --- one area -------------------------------------------------------------------------------


def _chosen(material: ProfileMaterial, analysis: Analysis, chosen: Chosen) -> Section:
    name = material.themes.get(chosen.theme, chosen.theme)
    area = next((a for a in material.found.areas if a.theme.id == chosen.theme), None)
    ids = [f.indicator for f in chosen.indicators] or (list(area.indicators) if area else [])
    blocks: list[Block] = []
    if chosen.why:
        blocks.append(Paragraph(f"Varför: {chosen.why}"))
    blocks += _figures(material, chosen.theme, ids)
    evidence = [e for e in analysis.evidence if _concerns(e.concerns, chosen.theme, ids)]
    blocks.append(Paragraph(_evidence_lead(evidence)))
    if evidence:
        blocks.append(Bullets(tuple(_evidence(e) for e in evidence)))
    notes = [t for t in analysis.trend if _concerns(t.concerns, chosen.theme, ids)]
    blocks += listed("Vad kommunen ser i utvecklingen:", (t.text for t in notes))
    conclusions = [c for c in analysis.conclusions if _concerns(c.concerns, chosen.theme, ids)]
    blocks += listed(
        "Slutsatser:",
        (
            Item(c.text, (f"Orsaker: {listing(c.causes)}.",) if c.causes else ())
            for c in conclusions
        ),
    )
    if area is not None:
        blocks += _learn(area)
    return Section(name, tuple(blocks), id=f"val-{slug(chosen.theme)}")


def _suggested(material: ProfileMaterial, area: ThemeResult) -> Section:
    blocks: list[Block] = [Paragraph(_standing(area))]
    blocks += _figures(material, area.theme.id, list(area.indicators))
    if area.question:
        blocks.append(Paragraph(f"Att tala om: {area.question}"))
    blocks += _learn(area)
    return Section(area.theme.name, tuple(blocks), id=f"forslag-{slug(area.theme.id)}")


def _standing(area: ThemeResult) -> str:
    if area.n_yes is None:
        return f"Svagt på {area.n_weak} av {area.n_answered} indikatorer."
    return f"JA på {area.n_yes} av {area.n_answered} indikatorer med svar."


def _concerns(concerns: Sequence[str], theme: str, ids: Sequence[str]) -> bool:
    """Tell whether something is about a theme or one of its indicators; about all if empty."""
    return not concerns or theme in concerns or any(c.rpartition("/")[2] in ids for c in concerns)


def _figures(material: ProfileMaterial, theme: str, ids: Sequence[str]) -> list[Block]:
    """Return the indicators of an area with what riket, the län and the groups have."""
    found = [r for id in ids if (r := material.result(id)) is not None]
    if not found:
        return []
    table = _table(material, theme, found)
    return [table, *_spreads(material, found, table.id)]


def _table(material: ProfileMaterial, theme: str, found: Sequence[IndicatorResult]) -> Table:
    rows: list[Row] = []
    for r in found:
        cells: list[Cell] = [r.indicator.name, answer_cell(r.answer, r.value, r.indicator)]
        for reference in ("riket", "lan"):
            c = r.comparisons.get(reference)
            cells.append(figure_cell(c, r.indicator) if c else NOTHING)
        reasons = [reason.text for reason in r.reasons if reason.code != "gap"]
        better = r.comparisons[material.found.ranking].better
        if better is not None:
            reasons.insert(0, f"{number(better)} procent av andra har ett bättre värde.")
        cells.append(" ".join(reasons) if reasons else NOTHING)
        rows.append(tuple(cells))
    what = "median" if material.is_numeric else "andel JA"
    return Table(
        (
            Column("Indikator", width=2.4),
            Column(material.name, align="center"),
            Column(f"Riket, {what}", align="right"),
            Column(f"{material.found.lan.name}, {what}", align="right"),
            Column("Skäl att arbeta med det", width=2.6),
        ),
        tuple(rows),
        caption=f"{material.themes.get(theme, theme)}: {material.name} {material.found.year}",
        id=f"tabell-tema-{slug(theme)}",
        source=credit(material.found.sources),
    )


def _spreads(
    material: ProfileMaterial, found: Sequence[IndicatorResult], table: str
) -> list[Figure]:
    figures = []
    for r in found:
        values = material.values.get(r.indicator.id)
        riket = r.comparisons["riket"]
        if not values or r.value is None or riket.median is None:
            continue
        better = riket.better
        title = f"{r.indicator.short}: {material.name} har {_value(r)}, medianen är "
        title += _text(riket.median, r)
        alt = (
            f"Stapeldiagram över {number(len(values))} kommuners värden. {material.name} är "
            f"markerad vid {_value(r)}. Medianen är {_text(riket.median, r)}. "
        )
        if better is not None:
            alt += f"{number(better)} procent av de andra kommunerna har ett bättre värde."
        figures.append(
            Figure(
                Spread(
                    title,
                    f"{r.indicator.name}. {r.indicator.unit or ''}".strip(". ") + ".",
                    values,
                    r.value,
                    _value(r),
                    material.name,
                    riket.median,
                    _text(riket.median, r),
                    "Medianen",
                    credit(material.found.sources),
                ),
                title=title,
                alt=alt,
                data=table,
                id=f"figur-{r.indicator.id.replace('_', '-')}",
            )
        )
    return figures


def _value(r: IndicatorResult) -> str:
    return answer_cell(None, r.value, r.indicator).text


def _text(value: float, r: IndicatorResult) -> str:
    return answer_cell(None, value, r.indicator).text


def _evidence_lead(evidence: Sequence[Evidence]) -> str:
    if not evidence:
        return (
            "Kommunen har inte skrivit in något annat underlag. Innan ni bestämmer mål: vad säger "
            "brukarna, personalen och den egna statistiken?"
        )
    return "Det här vet kommunen från annat håll:"


def _evidence(e: Evidence) -> Item:
    when = f", {e.date}" if e.date else ""
    details = [f"{EVIDENCE_WORDS[e.kind].capitalize()}: {e.source}{when}."]
    if e.supports != "oklart":
        details.append(f"Underlaget {SUPPORT_WORDS[e.supports]} valet.")
    return Item(e.shows, tuple(details))


def _learn(area: ThemeResult) -> list[Block]:
    if not area.peers:
        return [
            Paragraph("Ingen kommun i data har det som saknas. Leta efter exempel på annat håll.")
        ]
    return [*listed("Kommuner att fråga:", map(_peer, area.peers))]


def _peer(peer: Peer) -> str:
    alike = f" ({listing(peer.alike)})" if peer.alike else ""
    return f"{peer.kommun.name}{alike}: har {len(peer.has)} av {peer.wanted} av det som saknas."

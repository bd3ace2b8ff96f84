"""All about one indicator for one kommun as a document, and as `oj-explain/1`."""

from typing import Any

from oj_cli.domain.encoding import encode
from oj_cli.domain.local import Correction, Promise
from oj_cli.domain.overview import Explanation, ReferenceFigure
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import capital, listing, number, percent
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.explain_trace import (
    behind_payload,
    behind_rows,
    behind_section,
    observation_item,
    others_payload,
    place_text,
    source_section,
)
from oj_cli.views.sources import source_blocks
from oj_cli.views.words import area_word, shell_word, value_text

SCHEMA = "oj-explain/1"

_COMMITMENT_WORDS = {
    "lag": "Lag",
    "riktlinje": "Nationell riktlinje",
    "overenskommelse": "Överenskommelse",
    "namndmal": "Nämndens mål",
}


def document(
    found: Explanation,
    theme: str,
    corrections: tuple[Correction, ...],
    promises: tuple[Promise, ...],
    is_newest: bool,
    shipped: bool,
    show_all: bool = False,
) -> Document:
    """Return the explanation as a document, with every kommun behind a figure if `show_all`.

    `corrections` and `promises` are the kommun's own, of this indicator. `is_newest`
    tells whether any kommun has newer answers, so that the commands that are shown need
    not name the year.
    """
    sources = _sources(found, show_all)
    sections = (
        _meaning(found, theme),
        _history_of_the_question(found),
        _commitments(found, promises),
        _answers(found, corrections),
        _figures(found),
        behind_section(found) if show_all else None,
        source_section(sources, source_blocks(sources, shipped)[2:]),
        _next_steps(found, "" if is_newest else f" --ar {found.year}"),
    )
    return Document(
        title=found.indicator.name,
        lead=(
            Paragraph(f"{capital(area_word(found.catalogue))}. {found.kommun.name} {found.year}."),
        ),
        sections=tuple(s for s in sections if s is not None),
        data=_flat(found, corrections, show_all),
        payload=payload(found, theme, corrections, show_all),
    )


def _meaning(found: Explanation, theme: str) -> Section:
    i = found.indicator
    blocks: list[Block] = [Paragraph(i.definition)]
    if i.yes_means:
        lead = "JA betyder" if i.kind == "ja_nej" else "För att räknas"
        blocks.append(Paragraph(f"{lead}: {i.yes_means}"))
    quality = found.catalogue.quality_area_names[i.quality_area]
    facts = [
        Item(f"Id: {i.id}" + (f". Kolada: {i.kolada}." if i.kolada else ".")),
        Item(f"Kvalitetsområde: {quality}. Tema: {theme}."),
    ]
    if i.unit:
        facts.append(Item(f"Enhet: {i.unit}."))
    if i.role == "bakgrund":
        facts.append(Item("Bakgrundsfaktor: visas, men rangordnas aldrig."))
    blocks.append(Bullets(tuple(facts)))
    return Section("Vad frågan gäller", tuple(blocks))


def _history_of_the_question(found: Explanation) -> Section | None:
    i = found.indicator
    items = []
    if i.first_year:
        items.append(Item(f"Första år: {i.first_year}."))
    if i.last_year:
        items.append(Item(f"Sista år: {i.last_year}."))
    if i.replaced_by:
        names = [s.name + (f" ({s.kolada})" if s.kolada else "") for s in i.replaced_by]
        items.append(Item(f"Ersatt av: {listing(names)}."))
    items += [Item(f"Jämför inte före och efter {b.first_year}: {b.reason}.") for b in i.breaks]
    return Section("Frågan över tid", (Bullets(tuple(items)),)) if items else None


def _commitments(found: Explanation, promises: tuple[Promise, ...]) -> Section | None:
    items = []
    for id in found.indicator.commitments:
        c = found.catalogue.commitment_by_id[id]
        lead = f"{_COMMITMENT_WORDS[c.kind]}: {c.name}."
        if not c.applies(found.year, found.kommun.lan):
            lead += f" Gäller inte {found.kommun.name} {found.year}."
        items.append(Item(lead, (c.scope, f"Källa: {c.source}.")))
    for p in promises:
        lead = f"{_COMMITMENT_WORDS[p.kind]}, ert eget löfte: {p.said}."
        if not p.applies(found.catalogue.area, found.indicator.id, found.year):
            lead += f" Gäller inte {found.year}."
        items.append(Item(lead, (f"Källa: {p.source}.",)))
    return Section("Åtaganden", (Bullets(tuple(items)),)) if items else None


def _answers(found: Explanation, corrections: tuple[Correction, ...]) -> Section:
    if not found.observations:
        text = f"{found.kommun.name} har inget svar på den här frågan i data."
        return Section("Kommunens svar", (Paragraph(text),))
    items = [observation_item(o, found) for o in found.observations]
    items += [Item(f"Er egen rättelse för {c.year}: {c.answer}", (c.reason,)) for c in corrections]
    return Section("Kommunens svar", (Bullets(tuple(items)),))


def _figures(found: Explanation) -> Section:
    items = tuple(_figure(f, found) for f in found.figures)
    if found.indicator.kind == "ja_nej":
        rule = (
            "Andel = 100 × JA / (JA + NEJ + DELVIS). Ej aktuellt (EA), bortfall och sekretess "
            "räknas inte. Kommunen själv räknas med i gruppen."
        )
    else:
        rule = (
            "Medianen är det mittersta värdet; hälften av kommunerna mellan kvartilerna. "
            "Bättre betyder strikt bättre: lika värden är inte bättre."
        )
    blocks: list[Block] = [Paragraph(rule), Bullets(items)]
    if found.catalogue.remark:
        blocks.append(Paragraph(found.catalogue.remark))
    return Section("Jämförelser", tuple(blocks))


def _figure(figure: ReferenceFigure, found: Explanation) -> Item:
    c, r = figure.comparison, figure.reference
    name = r.name + (f" ({r.edition})" if r.edition else "")
    details = [_in_data(figure)]
    if found.indicator.kind == "numerisk":
        head = f"{name}: {_median(figure, found)}"
        if c.better is not None:
            details.append(
                f"{percent(c.better)} av {number(c.n_others)} andra kommuner har ett bättre värde."
            )
    else:
        share = "ingen andel" if c.share is None else percent(c.share)
        kind = "publicerad" if c.is_published else "beräknad"
        head = f"{name}: {share}" + (f", {kind}" if c.share is not None else "")
        if figure.counts:
            said = ", ".join(f"{n} {answer}" for answer, n in figure.counts.items())
            details.append(f"I data: {said}.")
        if c.n and not c.is_published:
            details.append(f"Räknat: 100 × {c.n_yes} / {c.n} = {number(c.share or 0, 2)}.")
    if figure.published_source is not None and c.published_value is not None:
        details.append(
            f"Redovisat av utgivaren: {percent(c.published_value)}"
            f" ({figure.published_source.title}: {place_text(figure.published_locator or '')})."
        )
        if _differs(figure):
            details.append("Obs: det redovisade stämmer inte med svaren i data.")
    if c.why_not:
        details.append(f"Räknas inte i ordningen: {c.why_not}.")
    return Item(head, tuple(details))


def _in_data(figure: ReferenceFigure) -> str:
    n, size = number(figure.n_in_data), number(len(figure.reference.members))
    return f"{n} av {size} kommuner i gruppen finns i data."


def _median(figure: ReferenceFigure, found: Explanation) -> str:
    c = figure.comparison
    if c.median is None or c.q1 is None or c.q3 is None:
        return "inga värden"
    i = found.indicator
    quartiles = f"{value_text(c.q1, i)} till {value_text(c.q3, i)}"
    return f"median {value_text(c.median, i)}, kvartiler {quartiles}, {number(c.n or 0)} kommuner"


def _differs(figure: ReferenceFigure) -> bool:
    """Return whether a published share differs from a complete computed one, in whole percent."""
    c = figure.comparison
    if c.is_published or c.computed_share is None or c.published_value is None:
        return False
    return number(c.computed_share) != number(c.published_value)


def _sources(found: Explanation, show_all: bool) -> tuple[SourceRecord, ...]:
    records = [o.source for o in found.observations]
    records += [other.source for o in found.observations for other in o.others]
    records += [f.published_source for f in found.figures if f.published_source is not None]
    records += [b.result.source for b in found.behind] if show_all else []
    return tuple(dict.fromkeys(records))


def _next_steps(found: Explanation, year: str) -> Section:
    kommun, id = shell_word(found.kommun.name), found.indicator.id
    where = f"--omrade {found.catalogue.area}{year}"
    return Section(
        "Nästa steg",
        (
            Commands(
                (
                    Command(f"oj compare --indicator {id} {where}", "alla kommuners svar"),
                    Command(
                        f"oj peers --indicator {id} --kommun {kommun} {where}",
                        "vilka ni kan ringa",
                    ),
                )
            ),
        ),
    )


def _flat(found: Explanation, corrections: tuple[Correction, ...], show_all: bool) -> Table:
    keys = (
        "typ",
        "namn",
        "ar",
        "svar",
        "varde",
        "andel",
        "median",
        "n_ja",
        "n_svar",
        "n_ea",
        "n_bortfall",
        "berakning",
        "kalla",
        "plats",
    )
    rows: list[dict[str, Cell]] = [
        {
            "typ": "svar",
            "namn": found.kommun.name,
            "ar": o.year,
            "svar": o.answer,
            "varde": o.value,
            "kalla": o.source.id,
            "plats": o.locator,
        }
        for o in found.observations
    ]
    rows += [
        {
            "typ": "rattelse",
            "namn": found.kommun.name,
            "ar": c.year,
            "svar": c.answer,
            "kalla": "rattelser.yaml",
            "plats": c.reason,
        }
        for c in corrections
    ]
    for f in found.figures:
        c = f.comparison
        rows.append(
            {
                "typ": "jamforelse",
                "namn": f.reference.name,
                "ar": found.year,
                "andel": c.share,
                "median": c.median,
                "n_ja": c.n_yes,
                "n_svar": c.n,
                "n_ea": c.n_ea,
                "n_bortfall": c.n_missing,
                "berakning": "publicerad" if c.is_published else "beraknad",
                "kalla": f.published_source.id if f.published_source else None,
                "plats": f.published_locator,
            }
        )
    rows += behind_rows(found) if show_all else []
    return Table(tuple(Column(k, k) for k in keys), tuple(rows))


def payload(
    found: Explanation, theme: str, corrections: tuple[Correction, ...], show_all: bool = False
) -> dict[str, Any]:
    """Return plain data: the whole catalogue entry, the answers with sources, the figures."""
    return {
        "schema": SCHEMA,
        "kommun": {"kod": found.kommun.code, "namn": found.kommun.name, "lan": found.lan.name},
        "omrade": found.catalogue.area,
        "ar": found.year,
        "indikator": {**encode(found.indicator), "tema_namn": theme},
        "ataganden": [
            encode(found.catalogue.commitment_by_id[c]) for c in found.indicator.commitments
        ],
        "svar": [
            {
                "ar": o.year,
                "svar": o.answer,
                "varde": o.value,
                "kalla": encode(o.source),
                "plats": o.locator,
                "andra_kallor": others_payload(o),
            }
            for o in found.observations
        ],
        "kommuner": behind_payload(found) if show_all else None,
        "rattelser": encode(corrections),
        "jamforelser": [
            {
                "id": f.reference.id,
                "namn": f.reference.name,
                "utgava": f.reference.edition,
                "antal_kommuner": len(f.reference.members),
                "antal_i_data": f.n_in_data,
                "andel": f.comparison.share,
                "kalla": "publicerad" if f.comparison.is_published else "beraknad",
                "redovisat": f.comparison.published_value,
                "redovisat_i": f.published_source.id if f.published_source else None,
                "redovisat_plats": f.published_locator,
                "svar_i_data": f.counts,
                "n_ja": f.comparison.n_yes,
                "n_svar": f.comparison.n,
                "n_ea": f.comparison.n_ea,
                "n_bortfall": f.comparison.n_missing,
                "median": f.comparison.median,
                "kvartil_1": f.comparison.q1,
                "kvartil_3": f.comparison.q3,
                "battre_andel": f.comparison.better,
                "raknas": f.comparison.ranks,
                "varfor_inte": f.comparison.why_not,
            }
            for f in found.figures
        ],
    }

"""All about one indicator for one kommun as a document."""

import re

from oj_cli.domain.explanation import Explanation, Observation, ReferenceFigure
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import capital, listing, number, percent
from oj_cli.domain.wording import area_word, shell_word, value_text, year_flag
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Column,
    Command,
    Commands,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.sources import source_blocks, source_text

_CELL = re.compile(r"^(?P<sheet>.+)!(?P<cell>[A-Z]{1,3}[0-9]+)$")
_READERS = {"longtable": "tabelläsaren", "arbetsbok": "arbetsboksläsaren"}
_SHORT = {
    "riket": "riket",
    "lan": "länet",
    "kommungrupp": "kommungruppen",
    "invanargrupp": "invånargruppen",
    "egen": "egen lista",
    "urval": "urvalet",
}
_COMMITMENT_WORDS = {
    "lag": "Lag",
    "riktlinje": "Nationell riktlinje",
    "overenskommelse": "Överenskommelse",
    "namndmal": "Nämndens mål",
}


def document(found: Explanation) -> Document:
    """Return the explanation as a document, with every kommun behind a figure if it holds them."""
    sections = (
        _meaning(found),
        _history_of_the_question(found),
        _commitments(found),
        _answers(found),
        _figures(found),
        _behind(found),
        _sources(found),
        _next_steps(found),
    )
    return Document(
        title=found.indicator.name,
        lead=(
            Paragraph(f"{capital(area_word(found.catalogue))}. {found.kommun.name} {found.year}."),
        ),
        sections=tuple(s for s in sections if s is not None),
    )


def _meaning(found: Explanation) -> Section:
    i = found.indicator
    blocks: list[Block] = [Paragraph(i.definition)]
    if i.yes_means:
        lead = "JA betyder" if i.kind == "ja_nej" else "För att räknas"
        blocks.append(Paragraph(f"{lead}: {i.yes_means}"))
    quality = found.catalogue.quality_area_names[i.quality_area]
    facts = [
        Item(f"Id: {i.id}" + (f". Kolada: {i.kolada}." if i.kolada else ".")),
        Item(f"Kvalitetsområde: {quality}. Tema: {found.theme}."),
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


def _commitments(found: Explanation) -> Section | None:
    items = []
    for c in found.commitments:
        lead = f"{_COMMITMENT_WORDS[c.kind]}: {c.name}."
        if not c.applies(found.year, found.kommun.lan):
            lead += f" Gäller inte {found.kommun.name} {found.year}."
        items.append(Item(lead, (c.scope, f"Källa: {c.source}.")))
    for p in found.promises:
        lead = f"{_COMMITMENT_WORDS[p.kind]}, ert eget löfte: {p.said}."
        if not p.applies(found.catalogue.area, found.indicator.id, found.year):
            lead += f" Gäller inte {found.year}."
        items.append(Item(lead, (f"Källa: {p.source}.",)))
    return Section("Åtaganden", (Bullets(tuple(items)),)) if items else None


def _answers(found: Explanation) -> Section:
    if not found.observations:
        text = f"{found.kommun.name} har inget svar på den här frågan i data."
        return Section("Kommunens svar", (Paragraph(text),))
    items = [_observation(o, found) for o in found.observations]
    for c in found.corrections:
        items.append(Item(f"Er egen rättelse för {c.year}: {c.answer}", (c.reason,)))
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
    n, size = number(figure.n_in_data), number(len(r.members))
    details = [f"{n} av {size} kommuner i gruppen finns i data."]
    if found.indicator.kind == "numerisk":
        head = f"{r.full_name}: {_median(figure, found)}"
        if c.better is not None:
            details.append(
                f"{percent(c.better)} av {number(c.n_others)} andra kommuner har ett bättre värde."
            )
    else:
        share = "ingen andel" if c.share is None else percent(c.share)
        kind = "publicerad" if c.is_published else "beräknad"
        head = f"{r.full_name}: {share}" + (f", {kind}" if c.share is not None else "")
        if figure.counts:
            said = ", ".join(f"{n} {answer}" for answer, n in figure.counts.items())
            details.append(f"I data: {said}.")
        if c.n and not c.is_published:
            details.append(f"Räknat: 100 × {c.n_yes} / {c.n} = {number(c.share or 0, 2)}.")
    if figure.published_source is not None and c.published_value is not None:
        details.append(
            f"Redovisat av utgivaren: {percent(c.published_value)}"
            f" ({figure.published_source.title}: {_place_text(figure.published_locator or '')})."
        )
        counted = None if c.is_published else c.computed_share
        if counted is not None and number(counted) != number(c.published_value):
            details.append("Obs: det redovisade stämmer inte med svaren i data.")
    if c.why_not:
        details.append(f"Räknas inte i ordningen: {c.why_not}.")
    return Item(head, tuple(details))


def _median(figure: ReferenceFigure, found: Explanation) -> str:
    c = figure.comparison
    if c.median is None or c.q1 is None or c.q3 is None:
        return "inga värden"
    i = found.indicator
    quartiles = f"{value_text(c.q1, i)} till {value_text(c.q3, i)}"
    return f"median {value_text(c.median, i)}, kvartiler {quartiles}, {number(c.n or 0)} kommuner"


def _sources(found: Explanation) -> Section:
    records = [o.source for o in found.observations]
    records += [other.source for o in found.observations for other in o.others]
    records += [f.published_source for f in found.figures if f.published_source is not None]
    records += [b.result.source for b in found.behind or ()]
    sources = tuple(dict.fromkeys(records))
    rest = source_blocks(sources, found.around.is_shipped)[2:]
    return Section("Källor", (Bullets(tuple(_source(s) for s in sources)), *rest))


def _next_steps(found: Explanation) -> Section:
    kommun, id = shell_word(found.kommun.name), found.indicator.id
    where = f"--omrade {found.catalogue.area}{year_flag(found.around, found.year)}"
    peers = f"oj peers --indicator {id} --kommun {kommun} {where}"
    commands = (
        Command(f"oj compare --indicator {id} {where}", "alla kommuners svar"),
        Command(peers, "vilka ni kan ringa"),
    )
    return Section("Nästa steg", (Commands(commands),))


def _place_text(locator: str) -> str:
    """Return where in a file something stands: `bladet Resultat, cell AH9`."""
    cell = _CELL.match(locator)
    return f"bladet {cell['sheet']}, cell {cell['cell']}" if cell else locator


def _said(result: Observation, found: Explanation) -> str:
    """Return an answer or a value in words."""
    if result.value is not None:
        return value_text(result.value, found.indicator)
    return result.answer or "inget svar"


def _observation(result: Observation, found: Explanation) -> Item:
    """Return a result of the kommun with its place, and what other sources say of the year."""
    details = [
        f"{result.source.title}: {_place_text(result.locator)}.",
        f"Fil: {result.source.file}.",
    ]
    for other in result.others:
        same = _said(other, found) == _said(result, found)
        verb = "Samma svar står" if same else f"{_said(other, found)} står"
        details.append(f"{verb} också i {other.source.title}: {_place_text(other.locator)}.")
        if not same:
            details.append("Obs: källorna säger olika. Den som lästes in sist gäller.")
    return Item(f"{result.year}: {_said(result, found)}", tuple(details))


def _source(source: SourceRecord) -> Item:
    file = f"Fil: {source.file}"
    if source.imported is not None:
        file += f", inläst {source.imported}"
    if source.original is not None:
        file += f", sparad som data/original/{source.original}"
    reader = _READERS.get(source.reader, source.reader)
    read = f"Läst med: {reader}, version {source.reader_version}"
    if source.layout is not None:
        read += f"; layouten {source.layout}"
        if source.layout_version is not None:
            read += f", version {source.layout_version}"
    return Item(source_text(source), (f"{file}.", f"{read}.", f"sha256: {source.sha256}"))


def _behind(found: Explanation) -> Section | None:
    """Return the kommuner behind the figures, with their answers and where those stand."""
    if found.behind is None:
        return None
    heading = "Kommunerna bakom siffrorna"
    if not found.behind:
        return Section(heading, (Paragraph(f"Inga kommuner har svar {found.year} i data."),))
    files = {b.result.source.file for b in found.behind}
    rows = tuple(
        (
            b.kommun.name,
            _said(b.result, found),
            listing([_SHORT[r] for r in b.references]),
            ("" if len(files) == 1 else f"{b.result.source.file}, ")
            + _place_text(b.result.locator),
        )
        for b in found.behind
    )
    columns = (
        Column("Kommun", weight=1),
        Column("Svar" if found.indicator.kind == "ja_nej" else "Värde"),
        Column("Räknas i", weight=2),
        Column("Plats", weight=2),
    )
    blocks: list[Block] = [Table(columns, rows)]
    if len(files) == 1:
        blocks.insert(0, Paragraph(f"Alla svar {found.year} står i {files.pop()}."))
    return Section(heading, tuple(blocks))

"""All about one indicator for one kommun as a document."""

import re

from oj_cli.domain.explanation import Explanation, Observation, ReferenceFigure
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import capital, listing, number, percent
from oj_cli.domain.wording import (
    area_word,
    figure_text,
    part_text,
    shell_word,
    value_text,
    year_flag,
)
from oj_cli.presentation.document import Column, Document, Item, Section
from oj_cli.presentation.parts import bullets, compose, item, next_steps, section, table, wide
from oj_cli.views.question import question_over_time
from oj_cli.views.sources import read_by, source_blocks, source_text

_CELL = re.compile(r"^(?P<sheet>.+)!(?P<cell>[A-Z]{1,3}[0-9]+)$")
_COMMITMENT_WORDS = {
    "lag": "Lag",
    "riktlinje": "Nationell riktlinje",
    "overenskommelse": "Överenskommelse",
    "namndmal": "Nämndens mål",
}

UNDECIDED = "Bedöms inte: vad som är bättre är inte avgjort. Det står som riktning i katalogfilen."


def document(found: Explanation) -> Document:
    """Return the explanation as a document, with every kommun behind a figure if it holds them."""
    return compose(
        found.indicator.name,
        f"{capital(area_word(found.catalogue))}. {found.kommun.name} {found.year}.",
        sections=(
            _meaning(found),
            section("Frågan över tid", bullets(question_over_time(found.indicator))),
            _commitments(found),
            _answers(found),
            _figures(found),
            _behind(found),
            _sources(found),
            _next_steps(found),
        ),
    )


def _meaning(found: Explanation) -> Section:
    i = found.indicator
    lead = "JA betyder" if i.kind == "ja_nej" else "För att räknas"
    quality = found.catalogue.quality_area_names[i.quality_area]
    facts = (
        f"Id: {i.id}." + (f" Kolada: {i.kolada}." if i.kolada else ""),
        f"Kvalitetsområde: {quality}. Tema: {found.theme}.",
        f"Enhet: {i.known_unit}." if i.known_unit else "",
        "Bakgrundsfaktor: visas, men rangordnas aldrig." if i.role == "bakgrund" else "",
        UNDECIDED if i.role == "kvalitet" and not i.is_judged else "",
        i.why or "",
    )
    return section(
        "Vad frågan gäller",
        i.definition,
        f"{lead}: {i.yes_means}" if i.yes_means else "",
        bullets(filter(None, facts)),
    )


def _commitments(found: Explanation) -> Section:
    items = []
    for c in found.commitments:
        lead = f"{_COMMITMENT_WORDS[c.kind]}: {c.name}."
        if not c.applies(found.year, found.kommun.lan):
            lead += f" Gäller inte {found.kommun.name} {found.year}."
        items.append(item(lead, c.scope, f"Källa: {c.source}."))
    for p in found.promises:
        lead = f"{_COMMITMENT_WORDS[p.kind]}, ert eget löfte: {p.said}."
        if not p.applies(found.catalogue.area, found.indicator.id, found.year):
            lead += f" Gäller inte {found.year}."
        items.append(item(lead, f"Källa: {p.source}."))
    return section("Åtaganden", bullets(items))


def _answers(found: Explanation) -> Section:
    items = [_observation(o, found) for o in found.observations]
    none = f"{found.kommun.name} har inget svar på den här frågan i data."
    if items:
        items += [
            item(f"Er egen rättelse för {c.year}: {c.answer}", c.reason) for c in found.corrections
        ]
    return section("Kommunens svar", "" if items else none, bullets(items))


def _figures(found: Explanation) -> Section:
    items = (_figure(f, found) for f in found.figures)
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
    return section("Jämförelser", rule, bullets(items), found.catalogue.remark or "")


def _figure(figure: ReferenceFigure, found: Explanation) -> Item:
    c, r = figure.comparison, figure.reference
    n, size = number(figure.n_in_data), number(len(r.members))
    details = [f"{n} av {size} kommuner i gruppen finns i data."]
    if found.indicator.kind == "numerisk":
        said = _median(figure, found)
        if c.better is not None and found.indicator.is_judged:
            better = part_text(c.better, c.n_others)
            details.append(f"{better} andra kommuner har ett bättre värde.")
    else:
        kind = "publicerad" if c.is_published else "beräknad"
        said = "ingen andel" if c.share is None else f"{percent(c.share)}, {kind}"
        if figure.counts:
            counts = ", ".join(f"{n} {answer}" for answer, n in figure.counts.items())
            details.append(f"I data: {counts}.")
        if c.n and not c.is_published:
            details.append(f"Räknat: 100 × {c.n_yes} / {c.n} = {number(c.share or 0, 2)}.")
    if figure.published_source is not None and c.published_value is not None:
        whose = "Riket, redovisat" if r.id == "riket" else "Redovisat"
        details.append(
            f"{whose} av utgivaren: {value_text(c.published_value, found.indicator)}"
            f" ({figure.published_source.title}: {_place_text(figure.published_locator or '')})."
        )
        counted = None if c.is_published else c.computed_share
        if counted is not None and number(counted) != number(c.published_value):
            details.append("Obs: det redovisade stämmer inte med svaren i data.")
    why_not = f"Räknas inte i ordningen: {c.why_not}." if c.why_not else ""
    is_median = c.median is not None and r.id == "riket"
    name = "Alla kommuner som har värde" if is_median else r.full_name
    return item(f"{name}: {said}", *details, why_not)


def _median(figure: ReferenceFigure, found: Explanation) -> str:
    c = figure.comparison
    if c.median is None or c.q1 is None or c.q3 is None:
        return "inga värden"
    i = found.indicator
    quartiles = f"{figure_text(c.q1, i)} till {value_text(c.q3, i)}"
    return f"median {value_text(c.median, i)}, kvartiler {quartiles}, {number(c.n or 0)} kommuner"


def _sources(found: Explanation) -> Section:
    records = [each.source for o in found.observations for each in (o, *o.others)]
    records += [f.published_source for f in found.figures if f.published_source is not None]
    records += [b.result.source for b in found.behind or ()]
    sources = tuple(dict.fromkeys(records))
    rest = source_blocks(sources, found.around.is_shipped)[2:]
    return section("Källor", bullets(map(_source, sources)), *rest)


def _next_steps(found: Explanation) -> Section:
    kommun, id = shell_word(found.kommun.name), found.indicator.id
    where = f"--omrade {found.catalogue.area}{year_flag(found.around, found.year)}"
    return next_steps(
        (f"oj compare --indicator {id} {where}", "alla kommuners svar"),
        (f"oj peers --indicator {id} --kommun {kommun} {where}", "vilka ni kan ringa"),
    )


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
    details, said = [f"Fil: {result.source.file}."], _said(result, found)
    for other in result.others:
        also, place = _said(other, found), _place_text(other.locator)
        details.append(f"{also} står också i {other.source.title}: {place}.")
        if also != said:
            details.append("Obs: källorna säger olika. Den som lästes in sist gäller.")
    where = f"{result.source.title}: {_place_text(result.locator)}."
    return item(f"{result.year}: {said}", where, *details)


def _source(source: SourceRecord) -> Item:
    file = f"Fil: {source.file}"
    if source.imported is not None:
        file += f", inläst {source.imported}"
    if source.original is not None:
        file += f", sparad som data/original/{source.original}"
    read = f"Läst med: {read_by(source)}."
    return item(source_text(source), f"{file}.", read, f"sha256: {source.sha256}")


def _behind(found: Explanation) -> Section:
    """Return the kommuner behind the figures, with their answers and where those stand."""
    heading = "Kommunerna bakom siffrorna"
    if not found.behind:
        none = f"Inga kommuner har svar {found.year} i data."
        return section(heading, "" if found.behind is None else none)
    short = {f.reference.id: f.reference.short_name for f in found.figures}
    files = {b.result.source.file for b in found.behind}
    one_file = len(files) == 1
    rows = (
        (
            *(b.kommun.name, _said(b.result, found), listing([short[id] for id in b.references])),
            ("" if one_file else f"{b.result.source.file}, ") + _place_text(b.result.locator),
        )
        for b in found.behind
    )
    answer = "Svar" if found.indicator.kind == "ja_nej" else "Värde"
    columns = (wide("Kommun"), Column(answer), wide("Räknas i", 2), wide("Plats", 2))
    where = f"Alla svar {found.year} står i {files.pop()}." if one_file else ""
    return section(heading, where, table(columns, rows))

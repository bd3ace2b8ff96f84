"""From a figure back to its cell: files, places, and every kommun behind a share."""

import re
from collections.abc import Sequence

from oj_cli.domain.encoding import encode
from oj_cli.domain.overview import Behind, Explanation, Observation
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import listing
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.words import value_text

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


def place_text(locator: str) -> str:
    """Return where in a file something stands: `bladet Resultat, cell AH9`."""
    cell = _CELL.match(locator)
    return f"bladet {cell['sheet']}, cell {cell['cell']}" if cell else locator


def said(result: Observation, found: Explanation) -> str:
    """Return an answer or a value in words."""
    if result.value is not None:
        return value_text(result.value, found.indicator)
    return result.answer or "inget svar"


def observation_item(result: Observation, found: Explanation) -> Item:
    """Return a result of the kommun with its place, and what other sources say of the year."""
    details = [
        f"{result.source.title}: {place_text(result.locator)}.",
        f"Fil: {result.source.file}.",
    ]
    for other in result.others:
        same = said(other, found) == said(result, found)
        verb = "Samma svar står" if same else f"{said(other, found)} står"
        details.append(f"{verb} också i {other.source.title}: {place_text(other.locator)}.")
        if not same:
            details.append("Obs: källorna säger olika. Den som lästes in sist gäller.")
    return Item(f"{result.year}: {said(result, found)}", tuple(details))


def source_section(sources: Sequence[SourceRecord], rest: Sequence[Block]) -> Section:
    """Return each source with its file, checksum, and what read it. `rest` stands below."""
    return Section("Källor", (Bullets(tuple(_source(s) for s in sources)), *rest))


def _source(source: SourceRecord) -> Item:
    publisher = source.publisher
    if source.year and not publisher.endswith(str(source.year)):
        publisher += f", {source.year}"
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
    return Item(
        f"{source.title}. {publisher}.", (f"{file}.", f"{read}.", f"sha256: {source.sha256}")
    )


def behind_section(found: Explanation) -> Section:
    """Return the kommuner behind the figures, with their answers and where those stand."""
    if not found.behind:
        text = f"Inga kommuner har svar {found.year} i data."
        return Section("Kommunerna bakom siffrorna", (Paragraph(text),))
    files = {b.result.source.file for b in found.behind}
    rows: list[dict[str, Cell]] = [
        {
            "kommun": b.kommun.name,
            "svar": said(b.result, found),
            "grupper": listing([_SHORT.get(r, r) for r in b.references]),
            "plats": _place(b, len(files) > 1),
        }
        for b in found.behind
    ]
    columns = (
        Column("kommun", "Kommun", weight=1),
        Column("svar", "Svar" if found.indicator.kind == "ja_nej" else "Värde"),
        Column("grupper", "Räknas i", weight=2),
        Column("plats", "Plats", weight=2),
    )
    blocks: list[Block] = [Table(columns, tuple(rows))]
    if len(files) == 1:
        blocks.insert(0, Paragraph(f"Alla svar {found.year} står i {files.pop()}."))
    return Section("Kommunerna bakom siffrorna", tuple(blocks))


def _place(behind: Behind, with_file: bool) -> str:
    place = place_text(behind.result.locator)
    return f"{behind.result.source.file}, {place}" if with_file else place


def behind_payload(found: Explanation) -> list[dict[str, object]]:
    """Return the kommuner behind the figures as plain data."""
    return [
        {
            "kod": b.kommun.code,
            "namn": b.kommun.name,
            "svar": b.result.answer,
            "varde": b.result.value,
            "kalla": b.result.source.id,
            "fil": b.result.source.file,
            "plats": b.result.locator,
            "raknas_i": list(b.references),
        }
        for b in found.behind
    ]


def behind_rows(found: Explanation) -> list[dict[str, Cell]]:
    """Return the kommuner behind the figures as rows of the flat table."""
    return [
        {
            "typ": "kommun",
            "namn": b.kommun.name,
            "ar": found.year,
            "svar": b.result.answer,
            "varde": b.result.value,
            "kalla": b.result.source.id,
            "plats": b.result.locator,
        }
        for b in found.behind
    ]


def others_payload(result: Observation) -> list[dict[str, object]]:
    """Return what other sources say of the same year as plain data."""
    return [
        {
            "svar": o.answer,
            "varde": o.value,
            "kalla": encode(o.source),
            "plats": o.locator,
        }
        for o in result.others
    ]

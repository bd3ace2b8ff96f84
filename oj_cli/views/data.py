"""Sources as documents: the list of them, and one of them with what it gives."""

from collections.abc import Sequence

from oj_cli.domain.sources import Count, Given, SourceContent, SourceList, SourceRecord
from oj_cli.domain.swedish import counted
from oj_cli.presentation.document import (
    Block,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Paragraph,
    Section,
    Table,
)

_KIND_WORDS = {
    "kommun": "kommuner",
    "stadsdel": "stadsdelar",
    "lan": "län",
    "riket": "riket",
    "grupp": "grupper",
}
_ANSWER_WORDS = {
    "JA": "JA",
    "NEJ": "NEJ",
    "DELVIS": "DELVIS",
    "EA": "EA (ej aktuellt)",
    "BORTFALL": "Bortfall",
    "SEKRETESS": "Sekretess",
}


def list_document(found: SourceList) -> Document:
    """Return all sources as a document: those that were imported first."""
    own = [x for x in found.given if not x.record.is_shipped]
    shipped = [x for x in found.given if x.record.is_shipped]
    blocks: list[Block] = []
    if own:
        blocks.append(_listed(own, "Det ni har läst in"))
    if shipped:
        blocks.append(_listed(shipped, "Det som följer med oj"))
    if not found.given:
        blocks.append(Paragraph("Det finns inga källor för det området."))
    if not own:
        where = "i arbetsmappen"
        if not found.in_workspace:
            where = "här; det görs i en arbetsmapp, se oj init"
        blocks.append(Paragraph(f"Inget är inläst {where}.", "note"))
    first = (own or shipped)[:1]
    if first:
        shown = Command(f"oj data show {first[0].record.id}", "vad källan innehåller")
        blocks.append(Commands((shown,)))
    n = len({x.record.id for x in found.given})
    return Document(title=counted(n, "källa", "källor"), lead=tuple(blocks))


def _listed(found: Sequence[Given], caption: str) -> Table:
    columns = [
        Column("id", "Källa", weight=2),
        Column("omrade", "Område", weight=2),
        Column("ar", "År"),
        Column("rader", "Rader", "right"),
    ]
    if not found[0].record.is_shipped:
        columns += [
            Column("inlast", "Inläst"),
            Column("fil", "Fil", weight=3),
            Column("last", "Läst med", weight=2),
        ]
    rows = tuple(
        {
            "id": x.record.id,
            "omrade": x.area,
            "ar": _years(x),
            "rader": x.rows,
            "fil": x.record.file,
            "inlast": x.record.imported,
            "last": _read_by(x.record),
        }
        for x in found
    )
    return Table(tuple(columns), rows, caption)


def _read_by(record: SourceRecord) -> str:
    """Return reader and layout with their versions."""
    parts = [f"{record.reader} {record.reader_version}"]
    if record.layout is not None:
        version = "" if record.layout_version is None else f" {record.layout_version}"
        parts.append(f"{record.layout}{version}")
    return ", ".join(parts)


def _years(given: Given) -> str:
    """Return the year, or the first and the last."""
    first, last = given.first_year, given.last_year
    return str(first) if first == last else f"{first}–{last}"


def show_document(found: SourceContent) -> Document:
    """Return one source as a document: where it is from, answers and units by kind and year."""
    record = found.record
    facts: list[tuple[str, str | None]] = [
        ("Id", record.id),
        ("Utgivare", record.publisher),
        ("Område", ", ".join(dict.fromkeys(c.area for c in found.counts))),
        ("Indikatorer", str(found.indicators)),
        ("Fil", record.file),
        ("Kontrollsumma", record.sha256),
        ("Hämtad", record.fetched),
        ("Inläst", record.imported or "Följer med oj"),
        ("Läst med", _read_by(record)),
        ("Originalet finns i", None if found.kept is None else str(found.kept)),
        ("Villkor", record.licence),
        ("Anmärkning", record.remark),
    ]
    lines = tuple({"vad": what, "text": text} for what, text in facts if text)
    about = Table((Column("vad", "Uppgift"), Column("text", "Innehåll", weight=1)), lines)
    sections = (
        Section(
            "Svar", (_crossed("Svar", [(_what(c), c.unit_kind, c.rows) for c in found.counts]),)
        ),
        Section("Enheter", (_crossed("År", [(str(y), kind, n) for y, kind, n in found.units]),)),
    )
    export = Command(f"oj data export {record.id} -o svar.xlsx", "svaren som kalkylblad")
    return Document(
        title=record.title,
        lead=(about,),
        sections=(*sections, Section("Nästa steg", (Commands((export,)),))),
    )


def _what(count: Count) -> str:
    """Return the answer in words, or what stands in its place."""
    if count.answer is not None:
        return _ANSWER_WORDS[count.answer]
    return "Tal" if count.is_number else "Bara antal JA och antal svar"


def _crossed(heading: str, cells: Sequence[tuple[str, str, int]]) -> Table:
    """Return numbers by (row, kind of unit) as a table with the kinds across."""
    kinds = [kind for kind in _KIND_WORDS if any(kind == k for _, k, _ in cells)]
    numbers: dict[str, dict[str, int]] = {}
    for name, kind, number in cells:
        row = numbers.setdefault(name, {})
        row[kind] = row.get(kind, 0) + number
    rows: list[dict[str, Cell]] = [{"vad": name, **row} for name, row in numbers.items()]
    columns = [Column("vad", heading)]
    columns += [Column(kind, _KIND_WORDS[kind].capitalize(), "right") for kind in kinds]
    return Table(tuple(columns), tuple(rows))

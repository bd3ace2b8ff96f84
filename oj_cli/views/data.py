"""Sources as documents: the list of them, and one of them with what it gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from oj_cli.domain.encoding import encode
from oj_cli.domain.sources import SourceRecord
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


@dataclass(frozen=True)
class Listed:
    """What a source gives of one område."""

    record: SourceRecord
    area: str
    first_year: int
    last_year: int
    rows: int

    @property
    def years(self) -> str:
        """The year, or the first and the last."""
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"


@dataclass(frozen=True)
class Counted:
    """How many rows a source has of one kind. See `store.Count`."""

    area: str
    year: int
    unit_kind: str
    answer: str | None
    is_number: bool
    rows: int

    @property
    def what(self) -> str:
        """The answer in words, or what stands in its place."""
        if self.answer is not None:
            return _ANSWER_WORDS[self.answer]
        return "Tal" if self.is_number else "Bara antal JA och antal svar"


def list_document(found: Sequence[Listed], in_workspace: bool) -> Document:
    """Return all sources as a document: those that were imported first."""
    own = [x for x in found if not x.record.is_shipped]
    shipped = [x for x in found if x.record.is_shipped]
    blocks: list[Block] = []
    if own:
        blocks.append(_listed(own, "Det ni har läst in"))
    if shipped:
        blocks.append(_listed(shipped, "Det som följer med oj"))
    if not found:
        blocks.append(Paragraph("Det finns inga källor för det området."))
    if not own:
        where = "i arbetsmappen" if in_workspace else "här; det görs i en arbetsmapp, se oj init"
        blocks.append(Paragraph(f"Inget är inläst {where}.", "note"))
    first = (own or shipped)[:1]
    if first:
        shown = Command(f"oj data show {first[0].record.id}", "vad källan innehåller")
        blocks.append(Commands((shown,)))
    rows = [_flat(x) for x in found]
    return Document(
        title=counted(len({x.record.id for x in found}), "källa", "källor"),
        lead=tuple(blocks),
        data=Table(tuple(Column(k, k) for k in _FLAT), tuple(rows)),
        payload={"schema": "oj-data-list/1", "kallor": rows},
    )


_FLAT = (
    "id",
    "titel",
    "utgivare",
    "omrade",
    "forsta_ar",
    "sista_ar",
    "rader",
    "fil",
    "sha256",
    "inlast",
    "lasare",
    "lasarversion",
    "layout",
    "layoutversion",
)


def _flat(listed: Listed) -> dict[str, Cell]:
    record = encode(listed.record)
    given: dict[str, Cell] = {
        "omrade": listed.area,
        "forsta_ar": listed.first_year,
        "sista_ar": listed.last_year,
        "rader": listed.rows,
    }
    return {name: given.get(name, record.get(name)) for name in _FLAT}


def _listed(found: Sequence[Listed], caption: str) -> Table:
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
            "ar": x.years,
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


def show_document(
    record: SourceRecord,
    counts: Sequence[Counted],
    units: Sequence[tuple[int, str, int]],
    indicators: int,
    kept: Path | None,
) -> Document:
    """Return one source as a document: where it is from, answers and units by kind and year.

    `units` are (year, kind, how many), `kept` where the workspace keeps the file.
    """
    areas = list(dict.fromkeys(c.area for c in counts))
    facts: list[tuple[str, str | None]] = [
        ("Id", record.id),
        ("Utgivare", record.publisher),
        ("Område", ", ".join(areas)),
        ("Indikatorer", str(indicators)),
        ("Fil", record.file),
        ("Kontrollsumma", record.sha256),
        ("Hämtad", record.fetched),
        ("Inläst", record.imported or "Följer med oj"),
        ("Läst med", _read_by(record)),
        ("Originalet finns i", None if kept is None else str(kept)),
        ("Villkor", record.licence),
        ("Anmärkning", record.remark),
    ]
    lines = tuple({"vad": what, "text": text} for what, text in facts if text)
    about = Table((Column("vad", "Uppgift"), Column("text", "Innehåll", weight=1)), lines)
    sections = (
        Section("Svar", (_crossed("Svar", [(c.what, c.unit_kind, c.rows) for c in counts]),)),
        Section("Enheter", (_crossed("År", [(str(y), kind, n) for y, kind, n in units]),)),
    )
    rows: list[dict[str, Cell]] = [
        {
            "omrade": c.area,
            "ar": c.year,
            "enhetsslag": c.unit_kind,
            "svar": c.answer,
            "tal": "ja" if c.is_number else "nej",
            "rader": c.rows,
        }
        for c in counts
    ]
    keys = ("omrade", "ar", "enhetsslag", "svar", "tal", "rader")
    export = Command(f"oj data export {record.id} -o svar.xlsx", "svaren som kalkylblad")
    return Document(
        title=record.title,
        lead=(about,),
        sections=(*sections, Section("Nästa steg", (Commands((export,)),))),
        data=Table(tuple(Column(k, k) for k in keys), tuple(rows)),
        payload={
            "schema": "oj-data-show/1",
            "kalla": encode(record),
            "indikatorer": indicators,
            "antal": rows,
            "enheter": [{"ar": y, "enhetsslag": kind, "antal": n} for y, kind, n in units],
        },
    )


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

"""Sources as documents: the list of them, and one of them with what it gives."""

from collections.abc import Sequence

from oj_cli.domain.answers import ANSWER_WORDS
from oj_cli.domain.sources import Count, Given, Purge, SourceContent, SourceList, Waiting
from oj_cli.domain.swedish import counted, listing
from oj_cli.presentation.document import Column, Document, Table
from oj_cli.presentation.parts import (
    bullets,
    commands,
    compose,
    next_steps,
    note,
    right,
    section,
    table,
    wide,
)
from oj_cli.views.sources import read_by

_KIND_WORDS = {
    "kommun": "kommuner",
    "stadsdel": "stadsdelar",
    "lan": "län",
    "riket": "riket",
    "grupp": "grupper",
}


def list_document(found: SourceList) -> Document:
    """Return all sources as a document: those that were imported first."""
    own = [x for x in found.given if not x.record.is_shipped]
    shipped = [x for x in found.given if x.record.is_shipped]
    where = "i arbetsmappen"
    if not found.in_workspace:
        where = "här; det görs i en arbetsmapp, se oj init"
    shown = [(f"oj data show {x.record.id}", "vad källan innehåller") for x in (own or shipped)[:1]]
    return compose(
        counted(len({x.record.id for x in found.given}), "källa", "källor"),
        _listed(own, "Det ni har läst in"),
        _listed(shipped, "Det som följer med oj"),
        waiting_table(found.waiting, "Inga svar än: ladda ner filen, och kör oj data import FIL"),
        "" if found.given or found.waiting else "Det finns inga källor för det området.",
        note("" if own else f"Inget är inläst {where}."),
        commands(*shown),
    )


def waiting_table(found: Sequence[Waiting], caption: str) -> Table:
    """Return områden whose files someone downloads, and what to search for at the publisher's."""
    rows = ((x.area, x.name, x.words or "er egen fil") for x in found)
    columns = (wide("Område", 2), wide("Namn", 2), wide("Ladda ner filen: sök på", 3))
    return table(columns, rows, caption)


def _listed(found: Sequence[Given], caption: str) -> Table:
    columns = [wide("Källa", 2), wide("Område", 2), Column("År"), *right("Rader")]
    is_own = any(not x.record.is_shipped for x in found)
    if is_own:
        columns += [Column("Inläst"), wide("Fil", 3), wide("Läst med", 2)]
    rows = []
    for x in found:
        read = (x.record.imported, x.record.file, read_by(x.record)) if is_own else ()
        rows.append((x.record.id, x.area, _years(x), x.rows, *read))
    return table(columns, rows, caption)


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
        ("Läst med", read_by(record)),
        ("Originalet finns i", None if found.kept is None else str(found.kept)),
        ("Villkor", record.licence),
        ("Anmärkning", record.remark),
    ]
    lines = ((what, text) for what, text in facts if text)
    answers = _crossed("Svar", [(_what(c), c.unit_kind, c.rows) for c in found.counts])
    units = _crossed("År", [(str(y), kind, n) for y, kind, n in found.units])
    return compose(
        record.title,
        table((Column("Uppgift"), wide("Innehåll")), lines),
        sections=(
            section("Svar", answers),
            section("Enheter", units),
            next_steps((f"oj data export {record.id} -o svar.xlsx", "svaren som kalkylblad")),
        ),
    )


def purge_document(found: Purge) -> Document:
    """Return what goes with a source, and what rests on it and stays."""
    gone = [f"{listing(found.sources)}: {counted(found.rows, 'rad', 'rader')}"]
    gone = [*(gone if found.sources else []), *found.files]
    if found.indicators:
        made = counted(found.indicators, "indikator", "indikatorer")
        gone.append(f"{made} som gjordes av filens rubriker")
    rests = [*(f"analys/{n}" for n in found.analyses), *(f"planer/{n}" for n in found.plans)]
    return compose(
        "Borttaget" if found.is_done else "Det här försvinner för gott",
        bullets(gone),
        sections=(
            section("Det här bygger på källan, och ligger kvar", bullets(rests)),
            section(
                "Titta också",
                note(
                    "Rapporter och utdrag som ni har gjort ligger kvar. Historiken töms: oj undo "
                    "når inte det som gjordes före."
                ),
            ),
        ),
    )


def _what(count: Count) -> str:
    """Return the answer in words, or what stands in its place."""
    if count.answer is not None:
        return ANSWER_WORDS[count.answer]
    return "Tal" if count.is_number else "Bara antal JA och antal svar"


def _crossed(heading: str, cells: Sequence[tuple[str, str, int]]) -> Table:
    """Return numbers by (row, kind of unit) as a table with the kinds across."""
    kinds = [kind for kind in _KIND_WORDS if any(kind == k for _, k, _ in cells)]
    numbers: dict[str, dict[str, int]] = {}
    for name, kind, number in cells:
        row = numbers.setdefault(name, {})
        row[kind] = row.get(kind, 0) + number
    columns = (Column(heading), *right(*(_KIND_WORDS[kind].capitalize() for kind in kinds)))
    return table(columns, ((name, *map(row.get, kinds)) for name, row in numbers.items()))

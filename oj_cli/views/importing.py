"""What an import found, as a document: what it is first, then what is odd, then all columns."""

from collections.abc import Iterator, Sequence

from oj_cli.domain.importing import Imported, ImportPreview, LeftOut, Question, ReadAs
from oj_cli.domain.swedish import capital, counted, listing, number
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Item,
    Paragraph,
    Section,
    Table,
)
from oj_cli.views.findings import finding_sections

_KINDS = {
    "kommun": ("kommun", "kommuner"),
    "stadsdel": ("stadsdel", "stadsdelar"),
    "lan": ("län", "län"),
    "riket": ("rad för riket", "rader för riket"),
}
_MOST_DIFFERENCES = 20
_MOST_COLUMNS = 60


def import_document(preview: ImportPreview) -> Document:
    """Return what an import found, and whether it is written."""
    sections = [
        _asked(preview.asked),
        *finding_sections(preview.findings),
        _differences(preview),
        _units(preview),
        _answers(preview),
        _to_look_at(preview.columns),
        _left_out(preview.left_out),
        _columns(preview.columns),
    ]
    return Document(
        title=f"Inläsning av {preview.file}",
        lead=tuple(_lead(preview)),
        sections=tuple(s for s in sections if s is not None),
    )


def _lead(preview: ImportPreview) -> Iterator[Block]:
    yield Paragraph(preview.state, "strong")
    if preview.area:
        new = " (ett nytt område)" if preview.is_new_area else ""
        years = _years(preview)
        results = counted(preview.n_rows, "resultat", "resultat")
        yield Paragraph(
            f"{preview.area_name}{new}{years}: {results}."
            if preview.n_rows
            else f"{preview.area_name}{new}{years}."
        )
    if preview.layout:
        yield Paragraph(f"Läses efter layouten {preview.layout}.")
    if preview.tables:
        yield Paragraph(f"Läses från {listing(preview.tables)}.")


def _years(preview: ImportPreview) -> str:
    years = preview.years
    if not years:
        return ", okänt år" if preview.columns or preview.asked else ""
    if len(years) > 3 and years == tuple(range(years[0], years[-1] + 1)):
        return f", {years[0]}–{years[-1]}"
    return f", {listing([str(y) for y in years])}"


def _asked(asked: Sequence[Question]) -> Section | None:
    if not asked:
        return None
    items = tuple(
        Item(a.text, (*a.about, *(f"{flag}   {text}" for flag, text in a.flags))) for a in asked
    )
    intro = Paragraph("Lägg till en flagga för varje fråga och kör kommandot igen.")
    return Section("Det här måste ni avgöra", (intro, Bullets(items, numbered=True)))


def _units(preview: ImportPreview) -> Section | None:
    if not preview.units:
        return None
    words = [counted(n, *_KINDS.get(kind, (kind, kind))) for kind, n in preview.units]
    return Section("Enheter", (Paragraph(f"{listing(words)}."),))


def _answers(preview: ImportPreview) -> Section | None:
    blocks: list[Block] = []
    if preview.answers:
        columns = (
            Column("svar", "Svar"),
            Column("antal", "Antal", "right"),
            Column("skrivet", "Så står det i filen", weight=1),
        )
        rows: tuple[dict[str, Cell], ...] = tuple(
            {
                "svar": a.answer,
                "antal": a.n,
                "skrivet": ", ".join(f"{text} ({number(n)})" for text, n in a.written),
            }
            for a in preview.answers
        )
        blocks.append(Table(columns, rows))
    if preview.n_numbers:
        blocks.append(Paragraph(f"{counted(preview.n_numbers, 'tal', 'tal')}."))
    return Section("Svar", tuple(blocks)) if blocks else None


def _to_look_at(columns: Sequence[ReadAs]) -> Section | None:
    """Return the matches that are not word for word, and what is new."""
    likely = [c for c in columns if c.certainty == "trolig"]
    new = [c for c in columns if c.certainty == "ny"]
    sure = len(columns) - len(likely) - len(new)
    if not columns:
        return None
    blocks: list[Block] = [
        Paragraph(
            f"{counted(sure, 'säker', 'säkra')}, {counted(len(likely), 'trolig', 'troliga')} och "
            f"{counted(len(new), 'ny', 'nya')}."
        )
    ]
    if likely:
        blocks.append(Paragraph("Troliga: samma fråga med lite andra ord. Stämmer de?"))
        items = [Item(f"{c.heading} ({c.cell})", (f"läses som: {c.name}",)) for c in _once(likely)]
        blocks.append(Bullets(tuple(items)))
    if new:
        blocks.append(Paragraph("Nya indikatorer:"))
        items = [Item(f"{c.heading} ({c.cell})", (f"får id {c.indicator}",)) for c in _once(new)]
        blocks.append(Bullets(tuple(items)))
    coded = [c for c in columns if c.coding]
    if coded:
        blocks.append(Paragraph("Koder:"))
        by_coding: dict[str, list[str]] = {}
        for c in coded:
            by_coding.setdefault(c.coding, []).append(c.cell)
        blocks.append(
            Bullets(tuple(Item(f"{coding}: {_some(cells)}") for coding, cells in by_coding.items()))
        )
    return Section("Indikatorer", tuple(blocks))


def _once(columns: Sequence[ReadAs]) -> list[ReadAs]:
    return list({c.heading: c for c in reversed(columns)}.values())[::-1]


def _some(cells: Sequence[str], most: int = 4) -> str:
    more = len(cells) - most
    return ", ".join(cells[:most]) + (f" och {number(more)} till" if more > 0 else "")


def _left_out(left: Sequence[LeftOut]) -> Section | None:
    if not left:
        return None
    items = tuple(
        Item(f"{x.what}: {x.reason}", (", ".join(x.examples),) if x.examples else ()) for x in left
    )
    return Section("Utelämnat", (Bullets(items),))


def _differences(preview: ImportPreview) -> Section | None:
    found = preview.differences
    if not found:
        return None
    columns = (
        Column("indikator", "Indikator", weight=1),
        Column("ar", "År", "right"),
        Column("enhet", "Enhet"),
        Column("fore", "Nu"),
        Column("efter", "Blir"),
    )
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"indikator": d.indicator, "ar": str(d.year), "enhet": d.unit, "fore": d.before,
         "efter": d.after}
        for d in found[:_MOST_DIFFERENCES]
    )  # fmt: skip
    blocks: list[Block] = [
        Paragraph(f"{counted(len(found), 'resultat ändras', 'resultat ändras')}."),
        Table(columns, rows),
    ]
    if len(found) > _MOST_DIFFERENCES:
        blocks.append(Paragraph("Alla finns i --format json."))
    return Section("Det här ändras", tuple(blocks))


def _columns(columns: Sequence[ReadAs]) -> Section | None:
    """Return what each heading is read as, once for all its years."""
    if not columns:
        return None
    years: dict[str, list[str]] = {}
    for c in columns:
        years.setdefault(c.heading, []).append(str(c.year))
    once = _once(columns)
    table = Table(
        (
            Column("cell", "Rubriken står i"),
            Column("indikator", "Läses som", weight=1),
            Column("sakerhet", "Säkerhet"),
            Column("ar", "År", weight=1),
        ),
        tuple(
            {
                "cell": c.cell,
                "indikator": c.name,
                "sakerhet": c.certainty,
                "ar": ", ".join(sorted(set(years[c.heading]))),
            }
            for c in once[:_MOST_COLUMNS]
        ),
    )
    blocks: list[Block] = [table]
    if len(once) > _MOST_COLUMNS:
        blocks.append(Paragraph("Alla finns med --format csv och --format json."))
    return Section("Alla kolumner", tuple(blocks))


def written_lines(written: Imported) -> Iterator[str]:
    """Yield what an import wrote, a line each."""
    if written.updated:
        yield f"Uppdaterade indikatorerna i {listing(written.updated)}."
    if not written.source:
        return
    yield f"Sparade {counted(written.n, 'resultat', 'resultat')} som {written.source}."
    if written.entries is not None:
        new = counted(written.n_new, "ny indikator", "nya indikatorer")
        yield f"{capital(new)} står i {written.entries}."
    if written.layout is not None:
        yield f"Hur filen lästes står i {written.layout.as_posix()}."
    yield f"Fortsätt med: {written.next_command}"

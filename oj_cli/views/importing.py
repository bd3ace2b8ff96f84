"""What an import found, as a document: what it is first, then what is odd, then all columns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from oj_cli.domain.importing import (
    Difference,
    Imported,
    ImportPreview,
    NewIndicator,
    Question,
    ReadAs,
)
from oj_cli.domain.indicators import DIRECTION_WORDS
from oj_cli.domain.swedish import capital, counted, listing, number, some
from oj_cli.presentation.document import Column, Document, Section
from oj_cli.presentation.parts import (
    bullets,
    compose,
    item,
    listed,
    right,
    section,
    strong,
    table,
    wide,
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
    left_out = (item(f"{x.what}: {x.reason}", ", ".join(x.examples)) for x in preview.left_out)
    units = [counted(n, *_KINDS.get(kind, (kind, kind))) for kind, n in preview.units]
    return compose(
        f"Inläsning av {preview.file}",
        strong(preview.state),
        *_lead(preview),
        sections=(
            _asked(preview.asked),
            *finding_sections(preview.findings),
            differences_section(preview.differences),
            _new(preview.new),
            section("Enheter", f"{listing(units)}." if units else ""),
            _answers(preview),
            _to_look_at(preview.columns),
            section("Utelämnat", bullets(left_out)),
            _columns(preview.columns),
        ),
    )


def _lead(preview: ImportPreview) -> Iterator[str]:
    if preview.area:
        new = " (ett nytt område)" if preview.is_new_area else ""
        years = listing([str(year) for year in preview.years]) or "okänt år"
        n = f": {counted(preview.n_rows, 'resultat', 'resultat')}" if preview.n_rows else ""
        yield f"{preview.area_name}{new}, {years}{n}."
    if preview.layout:
        yield f"Läses efter layouten {preview.layout}."
    if preview.tables:
        yield f"Läses från {listing(preview.tables)}."


def _asked(asked: Sequence[Question]) -> Section:
    items = (item(a.text, *a.about, *(f"{flag}   {text}" for flag, text in a.flags)) for a in asked)
    intro = "Lägg till en flagga för varje fråga och kör kommandot igen."
    return section("Det här måste ni avgöra", intro if asked else "", bullets(items, numbered=True))


def _answers(preview: ImportPreview) -> Section:
    rows = (
        (a.answer, a.n, ", ".join(f"{text} ({number(n)})" for text, n in a.written))
        for a in preview.answers
    )
    columns = (Column("Svar"), *right("Antal"), wide("Så står det i filen"))
    n = preview.n_numbers
    return section("Svar", table(columns, rows), f"{number(n)} tal." if n else "")


def _to_look_at(columns: Sequence[ReadAs]) -> Section:
    """Return the matches that are not word for word, and what is new."""
    if not columns:
        return section("Indikatorer")
    likely = _once(c for c in columns if c.certainty == "trolig")
    new = _once(c for c in columns if c.certainty == "ny")
    kinds = (
        counted(len(_once(columns)) - len(likely) - len(new), "säker", "säkra"),
        counted(len(likely), "trolig", "troliga"),
        counted(len(new), "ny", "nya"),
    )
    codes: dict[str, list[str]] = {}
    for c in columns:
        if c.coding:
            codes.setdefault(c.coding, []).append(c.cell)
    guessed = (item(f"{c.heading} ({c.cell})", f"läses som: {c.name}") for c in likely)
    made = (item(f"{c.heading} ({c.cell})", f"får id {c.indicator}") for c in new)
    coded = (f"{coding}: {some(cells, 4)}" for coding, cells in codes.items())
    return section(
        "Indikatorer",
        f"{listing(kinds)}.",
        *listed("Troliga: samma fråga med lite andra ord. Stämmer de?", guessed),
        *listed("Nya indikatorer:", made),
        *listed("Koder:", coded),
    )


def _once(columns: Iterable[ReadAs]) -> list[ReadAs]:
    return list({c.heading: c for c in reversed([*columns])}.values())[::-1]


def differences_section(found: Sequence[Difference], *, is_done: bool = False) -> Section:
    """Return the results that get another value, or have got one."""
    heading, n = "Det här ändras", f"{number(len(found))} resultat ändras."
    before, after = "Nu", "Blir"
    if is_done:
        heading, n = "Ändrat i efterhand", f"{number(len(found))} resultat är andra än förut."
        before, after = "Förut", "Nu"
    shown = found[:_MOST_DIFFERENCES]
    columns = (wide("Indikator"), *right("År"), Column("Enhet"), Column(before), Column(after))
    return section(
        heading,
        n if found else "",
        table(columns, ((d.indicator, str(d.year), d.unit, d.before, d.after) for d in shown)),
        "Alla finns i --format json." if len(shown) < len(found) else "",
    )


def _new(new: Sequence[NewIndicator]) -> Section:
    """Return the new indicators with how they are judged, and why."""
    shown = new[:_MOST_COLUMNS]
    columns = (wide("Indikator"), wide("Bedömning"), Column("Enhet"), Column("Tema"), wide("Skäl"))
    rows = (
        (i.name, DIRECTION_WORDS[i.direction], i.unit or "", i.theme, i.why or "") for i in shown
    )
    counts = Counter(i.direction for i in new)
    told = [f"{number(counts[d])} {words}" for d, words in DIRECTION_WORDS.items() if counts[d]]
    return section(
        "Nya indikatorer",
        f"{capital(counted(len(new), 'ny indikator', 'nya indikatorer'))}: {listing(told)}."
        if new
        else "",
        table(columns, rows),
        "Alla finns i --format json." if len(shown) < len(new) else "",
    )


def _columns(columns: Sequence[ReadAs]) -> Section:
    """Return what each heading is read as, once for all its years."""
    years: dict[str, set[str]] = {}
    for c in columns:
        years.setdefault(c.heading, set()).add(str(c.year))
    once = _once(columns)
    shown = once[:_MOST_COLUMNS]
    rows = ((c.cell, c.name, c.certainty, ", ".join(sorted(years[c.heading]))) for c in shown)
    headings = (Column("Rubriken står i"), wide("Läses som"), Column("Säkerhet"), wide("År"))
    more = "Alla finns med --format csv och --format json." if len(shown) < len(once) else ""
    return section("Alla kolumner", table(headings, rows), more)


def written_lines(written: Imported) -> Iterator[str]:
    """Yield what an import wrote, a line each."""
    if written.sheet is not None:
        yield f"Förslagen står i {written.sheet}. Ändra dem där, till exempel i Excel."
        directions = listing(list(DIRECTION_WORDS), "eller")
        yield f"Riktning är {directions}. Kör sedan samma kommando igen."
        return
    if not written.source:
        return
    yield f"Sparade {counted(written.n, 'resultat', 'resultat')} som {written.source}."
    if written.entries is not None:
        new = counted(written.n_new, "ny indikator", "nya indikatorer")
        yield f"{capital(new)} står i {written.entries}."
    if written.layout is not None:
        yield f"Hur filen lästes står i {written.layout.as_posix()}."
    yield f"Fortsätt med: {written.next_command}"

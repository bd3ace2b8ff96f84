"""Answers as a workbook in the published form: units down, indicators across, a sheet a year.

It can be read in again.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oj_cli.domain.answers import ANSWER_WORDS
from oj_cli.domain.encoding import Cell
from oj_cli.domain.guard import with_guard
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import sort_key
from oj_cli.reports.book import Book, Value

_ABOUT_INDICATORS = (
    *(("Id", 30), ("Indikator", 44), ("Kvalitetsområde", 26), ("Enhet", 20)),
    *(("Vad den gäller", 80), ("Ett ja betyder", 60)),
)
_MEANINGS = (
    ("Ja, Nej, Delvis", "Kommunens svar. Delvis räknas inte som ja i en andel."),
    ("Ej aktuellt", "Frågan gäller inte kommunen. Svaret räknas inte i en andel."),
    ("Bortfall", "Kommunen har inte svarat."),
    ("Sekretess", "Värdet visas inte för att det bygger på få personer."),
    ("9 av 15", "Så många ja av så många svar."),
    ("Tal", "Ett värde i den enhet som står i bladet Indikatorer. Procent är 0–100."),
    ("Tom cell", "Källan har ingen uppgift."),
)
_GENDERS = {"T": "", "K": " kvinnor", "M": " män"}
_KINDS = ("riket", "lan", "kommun", "stadsdel", "grupp")


@dataclass(frozen=True)
class Results:
    """One year and gender: what each unit, by (kind, key), has for each indicator."""

    year: int
    gender: str
    cells: Mapping[tuple[str, str], Mapping[str, Cell]]


@dataclass(frozen=True)
class ResultBook:
    """What goes into a workbook. `names` are those of units by (kind, key), where known."""

    catalogue: Catalogue
    results: tuple[Results, ...]
    names: Mapping[tuple[str, str], str]
    sources: Sequence[SourceRecord]

    @property
    def title(self) -> str:
        """What the workbook is called."""
        years = sorted({r.year for r in self.results})
        said = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        return f"Öppna jämförelser: {self.catalogue.name}, {said}"


def result_book(content: ResultBook, today: datetime.date) -> bytes:
    """Return the workbook as XLSX. The same content on the same day gives the same bytes."""
    book = Book(content.title, today)
    lines: list[tuple[str, str]] = [
        ("Blad", "Vad det innehåller"),
        ("Indikatorer", "Vad varje indikator gäller, och i vilken enhet ett värde är."),
        *((_name(r), f"Resultat {r.year}{_GENDERS[r.gender]}.") for r in content.results),
        ("", ""),
        ("I cellerna", "Betyder"),
        *_MEANINGS,
        ("", ""),
        ("Källa", "Utgivare, fil och villkor"),
        *((with_guard(s.title), with_guard(_about(s))) for s in content.sources),
    ]
    if content.catalogue.remark:
        lines += [("", ""), ("Anmärkning", with_guard(content.catalogue.remark))]
    book.read_first(lines, headings=("Blad", "I cellerna", "Källa", "Anmärkning"))
    rows = [[with_guard(text) for text in _described(i, content)] for i in _used(content)]
    title = f"Indikatorer i {content.catalogue.name}"
    book.table("Indikatorer", _ABOUT_INDICATORS, rows, title=title)
    for results in content.results:
        _write_results(book, content, results)
    return book.content()


def _described(i: Indicator, content: ResultBook) -> tuple[str, ...]:
    heading = content.catalogue.quality_area_names.get(i.quality_area, i.quality_area)
    unit = "ja eller nej" if i.kind == "ja_nej" else i.known_unit or ""
    asked = (unit, i.definition, i.yes_means or "")
    return (i.id, i.name, heading, *asked)


def _about(source: SourceRecord) -> str:
    parts = (source.publisher, f"Fil: {source.file}", source.licence, source.credit)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _used(content: ResultBook) -> list[Indicator]:
    used = {i for results in content.results for cells in results.cells.values() for i in cells}
    return [i for i in content.catalogue if i.id in used]


def _write_results(book: Book, content: ResultBook, results: Results) -> None:
    here = {i for cells in results.cells.values() for i in cells}
    indicators = [i for i in content.catalogue if i.id in here]
    rows: list[list[Value]] = []
    for kind, key in sorted(results.cells, key=lambda unit: _order(unit, content.names)):
        cells = results.cells[kind, key]
        shown = [_shown(cells.get(i.id)) for i in indicators]
        name = content.names.get((kind, key), key)
        rows.append(["00" if kind == "riket" else with_guard(key), with_guard(name), *shown])
    columns = [("Kod", 10), ("Namn", 24), *((with_guard(h), 18) for h in _headings(indicators))]
    title = f"{content.catalogue.name}: resultat {results.year}{_GENDERS[results.gender]}"
    key = f"Resultat_{results.year}_{results.gender}"
    book.table(_name(results), columns, rows, title=title, key=key, frozen=2, wraps=False)


def _order(unit: tuple[str, str], names: Mapping[tuple[str, str], str]) -> tuple[int, str, object]:
    kind, key = unit
    return _KINDS.index(kind), key, sort_key(names.get(unit, key))


def _name(results: Results) -> str:
    return f"Resultat {results.year}{_GENDERS[results.gender]}"


def _headings(indicators: Sequence[Indicator]) -> list[str]:
    """Return the names; where two are alike in a spreadsheet's eyes, with their ids."""
    names = [i.name.lower() for i in indicators]
    alone = {name for name in names if names.count(name) == 1}
    return [i.name if i.name.lower() in alone else f"{i.name} ({i.id})" for i in indicators]


def _shown(cell: Cell) -> Value:
    if not isinstance(cell, str):
        return cell
    return ANSWER_WORDS[cell].capitalize() if cell in ANSWER_WORDS else with_guard(cell)

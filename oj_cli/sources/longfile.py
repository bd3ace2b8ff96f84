"""Long tables as they are sent: one result in each row, millions of rows, several områden.

The columns are told by a layout with `lang_tabell`. Indicators that no catalogue has are left
out or made new, as the user says.
"""

import hashlib
import re
import zlib
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from oj_cli.documents.dumper import dump
from oj_cli.domain.cells import EMPTY, NUMBER
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import FileFault
from oj_cli.domain.findings import Finding
from oj_cli.domain.grid import Workbook
from oj_cli.domain.importing import Question
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import counted, number
from oj_cli.sources import kolada
from oj_cli.sources.findings import finding, question
from oj_cli.sources.incoming import Incoming, record_by
from oj_cli.sources.kolada_export import LAYOUT as EXPORT
from oj_cli.sources.kolada_export import export_of
from oj_cli.sources.layout.assessing import assess
from oj_cli.sources.layout.entries import new_by_code, new_catalogue, with_new, with_short_names
from oj_cli.sources.layout.grid import Grid, Integers, cell_text
from oj_cli.sources.layout.model import Decisions, Layout, read_layout
from oj_cli.sources.layout.saving import without_empty
from oj_cli.sources.layout.understanding import Known
from oj_cli.sources.layout.units import UnitFinder
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.sources.longrows import LongRows, read_rows
from oj_cli.sources.packed import is_packed, unpacked
from oj_cli.sources.sandbox.kinds import damaged, refused
from oj_cli.sources.workbook import read_file, workbook_of
from oj_cli.store import Store
from oj_cli.store.coding import distinct

READER = "langtabell"
_HEAD = 65_536  # bytes that the heading stands within
_MOST_ROWS = 1_048_576  # as in Excel, of what is no long table
_MOST_NAMES = 100_000
_OF_NUMBERS = "0123456789,.-% \u00a0"
_MOST_NAMED = 6
_MOST_FINDINGS = 20


@dataclass(frozen=True)
class LongFile:
    """A long table: the hash of its bytes as they came, the layout that fits, and its rows.

    `table` has a categorical column of texts for each heading, and row numbers as its index.
    `fetched` is the day it was fetched, where it says so itself; `titles` are what it calls
    indicators, by what stands in the column of them.
    """

    path: Path
    sha256: str
    layout: Layout
    table: pd.DataFrame
    fetched: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict)


def open_table(
    path: Path, layouts: Iterable[Layout], name: str | None = None
) -> LongFile | Workbook:
    """Return a file as a long table if a layout knows its heading, else as a workbook.

    `name` is what it was called where it came from. Raises FileFault as `read_workbook` does, and
    for a long table in which something is wrong with whole rows.
    """
    raw = read_file(path)
    if kolada.is_kept(_head(raw)):
        layout = _fitting(kolada.COLUMNS, layouts)
        whole = unpacked(raw, path) if is_packed(raw) else raw
        if layout is not None:
            try:
                lines = kolada.read_lines(whole)
                table, day = kolada.read_table(lines), max(line.day for line in lines)
            except (LookupError, TypeError, ValueError) as error:
                raise damaged(path) from error
            return LongFile(path, hashlib.sha256(raw).hexdigest(), layout, table, day)
    book = workbook_of(raw, path if name is None else path.with_name(name))
    file = as_long(book, path, layouts)
    if file is not None:
        return file
    if any(len(s.cells.codes) > _MOST_ROWS * s.cells.width for s in book.sheets):
        raise refused(path, "too_many_rows")
    names = sum(1 for text in book.texts if text.strip(_OF_NUMBERS))  # each may be that of a unit
    if names > _MOST_NAMES:
        raise refused(path, "too_many_texts", n=number(names))
    return book


def _head(raw: bytes) -> bytes:
    """Return the beginning of a file, unpacked; as it is where it cannot be unpacked."""
    try:
        return zlib.decompressobj(wbits=31).decompress(raw, _HEAD) if is_packed(raw) else raw
    except zlib.error:
        return raw  # whoever reads it whole says what is wrong


def as_long(book: Workbook, path: Path, layouts: Iterable[Layout]) -> LongFile | None:
    """Return the first sheet with cells as a long table if a layout knows its heading.

    Raises FileFault for rows of another length than the heading, and for a table without rows.
    """
    first = next((sheet for sheet in book.sheets if sheet.cells.codes), None)
    if first is None:
        return None
    grid = Grid(first)
    filled = np.flatnonzero(grid.filled.any(axis=1))
    names = [name.strip() for name in grid.texts(int(filled[0]))] if len(filled) else []
    layout = _fitting(names, layouts)
    if layout is None or layout.long is None:
        return None
    twice = [column for column in layout.long.columns if names.count(column) > 1]
    if twice:
        raise FileFault("sources.column_twice", place=str(path), column=twice[0])
    if len(filled) == 1:
        raise FileFault("sources.empty_table", place=str(path))
    _refuse_uneven(grid, filled, 1 + max(n for n, name in enumerate(names) if name), path)
    return LongFile(path, book.sha256, layout, _columns(grid, names, filled[1:]))


def as_export(
    book: Workbook, path: Path, decisions: Decisions, known: Known
) -> LongFile | Question | None:
    """Return a workbook as a long table where it is Kolada's, or what must be asked first.

    What is said of its columns one by one is for who reads it as any workbook.
    """
    layout = next((x for x in known.layouts if x.id == EXPORT), None)
    if layout is None or decisions.layout or decisions.columns or decisions.codes:
        return None
    found = export_of(book, layout, decisions, known)
    if found is None or isinstance(found, Question):
        return found
    units = {**layout.units, **decisions.units}
    layout = replace(layout, year=decisions.year or layout.year, units=units)
    return LongFile(path, book.sha256, layout, found.table, titles=found.titles)


def _columns(grid: Grid, names: Sequence[str], rows: Integers) -> pd.DataFrame:
    """Return some rows of a sheet as categorical columns of texts, by the number of the row."""
    columns = {}
    for name in dict.fromkeys(filter(None, names)):
        codes, values = grid.codes[rows, names.index(name)].astype(np.int64), list(grid.values)
        is_number = codes == NUMBER
        if is_number.any():
            numbers, of_number = np.unique(
                grid.numbers[rows, names.index(name)][is_number], return_inverse=True
            )
            codes[is_number] = len(values) + of_number
            values += numbers.tolist()
        of_row, different = distinct(codes, len(values))
        texts: dict[str, int] = {}
        of_text = [texts.setdefault(cell_text(values[c]), len(texts)) for c in different.tolist()]
        index = pd.Index(list(texts), dtype="str")
        columns[name] = pd.Categorical.from_codes(np.array(of_text)[of_row], index)
    return pd.DataFrame(columns, index=rows + 1)


def _refuse_uneven(grid: Grid, filled: Integers, width: int, path: Path) -> None:
    """Raise FileFault with the rows that have another number of cells than the heading."""
    if not len(grid.sheet.lengths):
        return
    lengths = np.asarray(grid.sheet.lengths)[filled]
    is_uneven = (lengths < width) | (grid.codes[filled, width:] != EMPTY).any(axis=1)
    uneven = [
        f"Rad {row + 1}: Raden har {length} celler, rubriken har {width}."
        for row, length in zip(filled[is_uneven].tolist(), lengths[is_uneven].tolist(), strict=True)
    ]
    if uneven:
        more = len(uneven) - _MOST_FINDINGS
        raise FileFault(
            "sources.wrong_rows",
            place=str(path),
            details=(*uneven[:_MOST_FINDINGS], *([f"… och {more} till"] if more > 0 else [])),
            n=counted(len(uneven), "fel", "fel"),
        )


def _fitting(names: Sequence[str], layouts: Iterable[Layout]) -> Layout | None:
    """Return the layout that knows most of the headings of a long table."""
    fitting = [x for x in layouts if x.long is not None and set(x.long.columns) <= set(names)]
    return max(fitting, key=lambda x: len(x.long.columns) if x.long else 0, default=None)


def read_long(
    file: LongFile, catalogues: Sequence[Catalogue], finder: UnitFinder, area: str | None = None
) -> LongRows:
    """Read a long table into the områden of the catalogues, or into one of them.

    Rows of indicators that no catalogue has are left out and named, as are those of units
    that are not known. Raises FileFault if the table cannot be parsed.
    """
    if file.layout.long is None:
        raise ValueError("the layout tells of no long table")
    table = file.table
    wanted = [c for c in catalogues if area in (None, c.area)]
    found = read_rows(table, file.layout.long, wanted, finder)
    if file.layout.long.locator is not None:
        template, numbers = file.layout.long.locator, found.rows["locator"].tolist()
        records = table.loc[numbers].assign(rad=numbers).astype(str).to_dict("records")
        found.rows["locator"] = [_fill(template, record) for record in records]
    return found


def _fill(template: str, record: Mapping[Hashable, str]) -> str:
    """Put a row's values in the places that a template names; an unknown name stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda m: record.get(m[1], m[0]), template)


@dataclass(frozen=True)
class FoundLong:
    """What a long table says. `target` is the catalogue that the `new` indicators are added to.

    `of_new` is what is wrong in what was said of them, `sheet` a file to be filled in first.
    """

    file: LongFile
    reading: LongRows
    area: str | None = None
    target: Catalogue | None = None
    new: tuple[Indicator, ...] = ()
    questions: tuple[Question, ...] = ()
    of_new: tuple[Finding, ...] = ()
    sheet: Path | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong in the rows, the first of it."""
        file, reading = self.file.path.name, self.reading
        wrong = [
            finding("layout.wrong_value", file=file, **self._at(line), wrong=text)
            for line, text in sorted(reading.faults)[:_MOST_FINDINGS]
        ]
        more = f". Så är det på {reading.n_repeated} ställen" if reading.n_repeated > 1 else ""
        for lines in reading.repeated:
            at = [self._at(line) for line in lines[:_MOST_NAMED]]
            rows = ", ".join(str(x) for place in at for x in place.values())
            wrong.append(
                finding(
                    "layout.same_result_twice",
                    file=file,
                    **self._at(lines[1]),
                    rows=rows,
                    more=more,
                )
            )
        return (*self.of_new, *wrong)

    def _at(self, line: int) -> dict[str, Any]:
        """Return where a row stands: its number, or the cell where it was laid out anew."""
        cells = self.file.table.get("cell")
        return {"line": line} if cells is None else {"cell": cells[line]}

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the rows."""
        return tuple(sorted(int(y) for y in self.reading.rows["year"].unique()))

    @property
    def wanted_id(self) -> str:
        """What the source would be called."""
        years = self.years
        span = f"-{years[0]}-{years[-1]}" if years and years[0] != years[-1] else ""
        begins = self.area or self.file.layout.id
        return f"{begins}{span or ''.join(f'-{y}' for y in years)}"


def understand_long(file: LongFile, decisions: Decisions, known: Known) -> FoundLong:
    """Read a long table; ask what becomes of indicators that no catalogue has.

    With `--omrade` everything is read into that område.
    """
    finder = UnitFinder(known.register, known.words, decisions.units)
    area = decisions.area
    reading = read_long(file, known.catalogues, finder, area)
    unknown = reading.indicators
    found = FoundLong(file, reading, area)
    if not unknown or decisions.new == "utelamna":
        return found
    if decisions.new is None:
        return replace(found, questions=(_question_of_new(reading),))
    target = _target(decisions, known, file.layout.publisher)
    if target is None:
        return replace(found, questions=(_question_of_area(known),))
    by_kolada = file.layout.long is not None and file.layout.long.indicator_as == "kolada"
    with_answers = reading.indicators_with_answers
    titles = {**file.titles, **decisions.titles}
    by_code = (
        new_by_code(code, code not in with_answers, by_kolada, titles.get(code), decisions.new)
        for code in dict.fromkeys(i.text for i in unknown)
    )
    new = with_short_names(by_code, target)
    said = assess(new, decisions.assessment, known, target.area)
    if said.questions or said.findings or said.sheet:
        return FoundLong(
            file, reading, area, None, said.indicators, said.questions, said.findings, said.sheet
        )
    target = with_new(target, said.indicators)
    others = [c for c in known.catalogues if c.area != target.area]
    reading = read_long(file, (*others, target), finder, area)
    return FoundLong(file, reading, area, target, said.indicators)


def _target(decisions: Decisions, known: Known, publisher: str | None) -> Catalogue | None:
    """Return the catalogue that new indicators go into: a new one, or the one that was named."""
    if decisions.new_area is not None:
        made = new_catalogue(
            decisions.new_area, publisher, is_nyckeltal=decisions.new != "kvalitet"
        )
        return next((c for c in known.catalogues if c.area == made.area), made)
    return next((c for c in known.catalogues if c.area == decisions.area), None)


def _question_of_new(reading: LongRows) -> Question:
    unknown = [i.text for i in reading.indicators]
    n = counted(len(unknown), "indikator", "indikatorer")
    rows = counted(sum(i.n for i in reading.indicators), "rad", "rader")
    named = ", ".join(unknown[:_MOST_NAMED]) + (" …" if len(unknown) > _MOST_NAMED else "")
    return question(
        "--nya",
        f"{n} i {rows} finns inte i någon katalog. Ska de bli nya?",
        ("utelamna", "nej, läs inte in dem"),
        ("bakgrund", "ja, men de bedöms inte"),
        ("kvalitet", "ja, och de ska bedömas: oj föreslår vad som är bättre"),
        about=(named,),
    )


def _question_of_area(known: Known) -> Question:
    return question(
        "--nytt-omrade",
        "I vilket område ska de nya indikatorerna stå? Skriv ett namn.",
        ("Nyckeltal från Kolada", "ett eget område"),
        about=(f"Ett område som finns går också: --omrade {known.catalogues[0].area}",),
    )


def long_record(found: FoundLong, id: str) -> SourceRecord:
    """Return the record of a long table."""
    record = record_by(
        found.file.layout,
        id,
        title=": ".join(t for t in (found.file.layout.title, found.area) if t),
        year=max(found.years, default=None),
        file=found.file.path.name,
        sha256=found.file.sha256,
        reader=READER,
    )
    return replace(record, fetched=found.file.fetched)


def long_recipe(found: FoundLong) -> str:
    """Return the layout and område by which the table can be read again, as YAML."""
    return dump(without_empty(encode(replace(found.file.layout, area=found.area))))


def read_kept_long(
    path: Path, recipe: Path, _name: str, store: Store, areas: Collection[str]
) -> Incoming:
    """Read a kept long table by its recipe, what several områden have into these first.

    Raises FileFault if it is no such table any more.
    """
    layout = read_layout(recipe)
    file = open_table(path, [layout])
    catalogues = sorted(store.every_catalogue(), key=lambda c: c.area not in areas)
    if isinstance(file, Workbook):
        known = Known(store.register(), tuple(catalogues), (layout,), word_lists())
        found_file = as_export(file, path, Decisions(area=layout.area), known)
        if not isinstance(found_file, LongFile):
            raise FileFault("sources.other_table", place=str(path), file=path.name)
        file = found_file
    finder = UnitFinder(store.register(), word_lists())
    found = FoundLong(file, read_long(file, catalogues, finder, layout.area), layout.area)
    return Incoming(long_record(found, recipe.stem), found.reading.rows, long_recipe(found))

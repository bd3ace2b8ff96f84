"""What people export from Kolada, in any shape, as one row for each value.

Kolada's Excel file has titles and no ids, and its indicators are of many områden at once. So it is
laid out anew with the columns of `data/layouter/kolada-export.yaml`, and read as what
`oj data fetch` brings is.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from oj_cli.documents.packaged import read_packaged
from oj_cli.domain.encoding import key
from oj_cli.domain.grid import Workbook
from oj_cli.domain.importing import Question
from oj_cli.domain.indicators import Indicator
from oj_cli.sources.findings import question
from oj_cli.sources.layout.grid import cell_text
from oj_cli.sources.layout.header import BESIDE, COUNTS, Label
from oj_cli.sources.layout.legend import split_legend
from oj_cli.sources.layout.model import Decisions, Layout
from oj_cli.sources.layout.tables import (
    OWN,
    Column,
    columns_of,
    find_tables,
    is_about_unit,
    unreadable_cells,
    year_of_table,
)
from oj_cli.sources.layout.text import clean, squash
from oj_cli.sources.layout.understanding import Known
from oj_cli.sources.layout.units import Place, UnitFinder

LAYOUT = "kolada-export"
COLUMNS = ("kpi", "municipality", "period", "gender", "value", "svar", "cell")
_ID = re.compile(r"\b[NU]\d{5}\b")
_KOLADA = "kolada"
_LEGEND = re.compile(r"\([^()]*=[^()]*\)")
_LONGEST = 400  # signs of a title


@dataclass(frozen=True)
class _Shipped:
    """What `koladas_titlar.yaml` holds: titles by id."""

    titles: dict[str, str] = key("titlar")


@dataclass(frozen=True)
class Export:
    """A table of the columns `COLUMNS`, and what the file calls its indicators, by `kpi`."""

    table: pd.DataFrame
    titles: Mapping[str, str]


@cache
def id_of_title() -> dict[str, str]:
    """Return Kolada's ids by the titles, bare; what two are called tells neither."""
    found = dict[str, str]()
    shipped = read_packaged(_Shipped, "inlasning/koladas_titlar.yaml", "Koladas titlar").titles
    twice = set[str]()
    for id, title in shipped.items():
        bare = _bare(title)
        if found.setdefault(bare, id) != id:
            twice.add(bare)
    return {bare: id for bare, id in found.items() if bare not in twice}


def _bare(title: str) -> str:
    """Return a title without what its codes mean, which a heading may have lost already."""
    return squash(_LEGEND.sub("", title))


def _id(text: str) -> str | None:
    """Return the id that a text holds, or that its title has."""
    if len(text) > _LONGEST:
        return None
    said = _ID.search(text)
    return said[0] if said else id_of_title().get(_bare(text))


def export_of(
    book: Workbook, layout: Layout, decisions: Decisions, known: Known
) -> Export | Question | None:
    """Return a workbook with indicators of Kolada's, or what must be asked first.

    None for any other: half must be headed so, and numeric, or the file name Kolada or ids.
    """
    words = known.words
    area = decisions.area
    wanted = [c for c in known.catalogues if area in (None, c.area)]
    indicators = {i.kolada: i for c in wanted for i in c if i.kolada}
    if not any(_id(text) in indicators for text in book.texts):
        return None
    columns = list(_columns(book, layout, decisions, known))
    ids = {c.label.whole: _id_of(c.label) for c in columns}
    by_id = [id for id in ids.values() if id in indicators]
    is_named = any(
        _KOLADA in text.lower() for text in (*book.texts, *(s.name for s in book.sheets))
    )
    is_named |= any(_ID.search(f"{c.label.code} {c.label.whole}") for c in columns)
    is_said = any(c.observed.shape == "svar" for c in columns)
    numeric = [id for id in by_id if indicators[id].kind == "numerisk"]  # publishers ask the others
    if is_said or not by_id or not (is_named or 2 * len(numeric) >= len(ids)):
        return None
    years = dict[int, int]()
    for column in columns:
        said = column.label.year or decisions.year or layout.year
        found = {said} if said else year_of_table(column.table, (), book, words)
        if len(found) != 1:
            options = [(str(y), f"värdena gäller {y}") for y in sorted(found, reverse=True)]
            return question("--ar", "Vilket år gäller värdena?", *options)
        years[id(column)] = found.pop()
    titles, cells = dict[str, str](), dict[tuple[str, ...], str]()
    for column in columns:
        title, codes = split_legend(column.label.text, words)
        kpi = ids[column.label.whole] or title
        titles[kpi] = clean(title.replace(kpi, "", 1)).strip(" ,:()–-") or title
        means = _codes(column, codes, indicators.get(kpi))
        for *told, cell in _rows(column, kpi, years[id(column)], means):
            cells.setdefault(tuple(told), cell)  # two may be called the same, and answered alike
    rows = [(*told, cell) for told, cell in cells.items()]
    return Export(_table(rows), titles)


def _columns(
    book: Workbook, layout: Layout, decisions: Decisions, known: Known
) -> Iterator[Column]:
    """Yield the columns that have a heading and hold values."""
    words, units = known.words, {**layout.units, **decisions.units}
    finder = UnitFinder(known.register, known.words, units)
    for table in find_tables(book, decisions, finder, words)[0]:
        for column in columns_of(table, words, unreadable_cells(book)):
            label = column.label
            is_beside = label.measure in (BESIDE, *COUNTS) or is_about_unit(column, words)
            if label.text and not is_beside and column.observed.shape not in ("text", "tom"):
                yield column


def _id_of(label: Label) -> str | None:
    texts = (label.code, label.text, label.whole)
    return next((id for text in texts if text and (id := _id(text))), None)


def _codes(
    column: Column, codes: Mapping[str, str], indicator: Indicator | None
) -> Mapping[str, str]:
    """Return what codes mean where the heading says otherwise than the catalogue does."""
    said = codes or column.label.coding
    is_other = indicator is not None and indicator.kind == "ja_nej" and said != indicator.codes
    explains = set(map(cell_text, column.cells)) - {""} <= said.keys()
    return said if is_other and explains else {}


def _rows(
    column: Column, kpi: str, year: int, codes: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    for unit in column.table.block.units:
        value = cell_text(column.table.block.grid.cell(unit.row, column.index))
        if value:
            answer = codes.get(value, "") if unit.place.kind in OWN else ""
            said = (_unit(unit.place, unit.text), str(year), column.label.gender)
            yield kpi, *said, "" if answer else value, answer, column.cell(unit.row)


def _unit(place: Place, text: str) -> str:
    """Return how a unit is written so that it can be read again, a mean of a group as it stands."""
    codes = {"kommun": place.key, "lan": f"00{place.key}", "riket": "0000"}
    return text if place.rank else codes.get(place.kind, text)


def _table(rows: Collection[tuple[str, ...]]) -> pd.DataFrame:

    numbers = pd.Index(range(1, len(rows) + 1), dtype="int64")
    return pd.DataFrame(rows, index=numbers, columns=list(COLUMNS), dtype=str).astype("category")

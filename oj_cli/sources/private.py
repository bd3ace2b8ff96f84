"""Personnummer in a file that is to be imported: where they stand, and the file without them."""

import datetime
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from oj_cli.domain.cells import Cell
from oj_cli.domain.grid import Workbook
from oj_cli.domain.identity import holds_identity, mask
from oj_cli.domain.importing import Question
from oj_cli.domain.locators import cell_name
from oj_cli.sources.findings import question
from oj_cli.sources.layout.deciding import PRIVATE
from oj_cli.sources.longfile import LongFile

FLAG = "--personnummer"
LEAVE_OUT, KEEP = PRIVATE
_LEAST = 1e9  # of ten digits that begin with anything but 0
_MOST_NAMED = 8
_LONGEST_SHEET_NAME = 31
_BESIDE = re.compile(r"docProps/|comment|meta\.xml|drawing", re.I)
_LARGEST_PART = 2_000_000  # bytes
_TAG = re.compile(r"<[^>]*>")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_DAY = datetime.datetime(2000, 1, 1)

Place = tuple[str, bool]
"""Where one stands, in words, and whether it may be a plain number instead."""


def question_of(path: Path, content: Workbook | LongFile) -> Question | None:
    """Return what must be asked of a file before it is let in; None if no number is in it."""
    found = [*_places(path.name, content), *_beside(path)]
    if not found:
        return None
    named = [place for place, _ in found[:_MOST_NAMED]]
    more = [f"… och {len(found) - _MOST_NAMED} ställen till"] if len(found) > _MOST_NAMED else []
    options = [(LEAVE_OUT, "lämna dem utanför: rutorna blir tomma, också i filen som oj sparar")]
    if all(is_plain for _, is_plain in found):
        options.append((KEEP, "läs in dem: det är vanliga tal"))
    text = "Filen har personnummer eller samordningsnummer. Vad ska hända med dem?"
    return question(FLAG, text, *options, about=(*named, *more))


def _places(file: str, content: Workbook | LongFile) -> Iterator[Place]:
    if holds_identity(file):
        yield "filens namn", False
    if isinstance(content, LongFile):
        yield from _in_table(content)
        return
    has_text = any(map(holds_identity, content.texts))
    for n, sheet in enumerate(content.sheets, 1):
        if holds_identity(sheet.name):
            yield f"namnet på blad {n}", False
        if has_text or max(sheet.cells.numbers, default=0) >= _LEAST:
            for row, cells in enumerate(sheet.rows):
                for column, cell in enumerate(cells):
                    if _is_private(cell):
                        is_plain = not isinstance(cell, str) or cell.strip().isdigit()
                        yield f"{cell_name(mask(sheet.name), row, column)}", is_plain


def _beside(path: Path) -> Iterator[Place]:
    """Look at what a workbook keeps beside its cells: remarks, who made it, text in drawings."""
    if not path.is_file() or not is_zipfile(path):
        return
    try:
        with ZipFile(path) as archive:
            parts = [p for p in archive.infolist() if _BESIDE.search(p.filename)]
            texts = [archive.read(p) for p in parts if p.file_size <= _LARGEST_PART]
    except (BadZipFile, NotImplementedError, OSError, RuntimeError, zlib.error):
        return  # a part that no program can open
    if any(holds_identity(_TAG.sub(" | ", text.decode("utf-8", "replace"))) for text in texts):
        yield "filens anmärkningar eller egenskaper", False


def _in_table(file: LongFile) -> Iterator[Place]:
    """Look at the different texts of each column but that of the values: there may be millions."""
    for n, name in enumerate(file.table, 1):
        if holds_identity(str(name)):
            yield f"rubriken i kolumn {n}", False
        if name not in _values(file):
            private = [text for text in file.table[name].unique() if _is_private(text)]
            rows = file.table.index[file.table[name].isin(private)] if private else ()
            yield from ((f"rad {row}, kolumn {n}", False) for row in rows)


def _values(file: LongFile) -> set[str | None]:
    long = file.layout.long
    return set() if long is None else {long.value, long.n, long.n_yes}


def _is_private(cell: Cell) -> bool:
    if isinstance(cell, float):
        return cell >= _LEAST and cell.is_integer() and holds_identity(int(cell))
    return isinstance(cell, str) and holds_identity(cell)


def without(file: str, content: Workbook | LongFile) -> tuple[str, bytes]:
    """Return a name and the bytes of a file that says the same, but holds no personnummer.

    A table of long rows is CSV, all else a workbook with the same cells in the same places, and
    nothing but cells.
    """
    if isinstance(content, LongFile):
        table = content.table.rename(columns=lambda name: mask(str(name)))
        for name in table:
            private = [text for text in table[name].unique() if _is_private(text)]
            table[name] = table[name].astype(object).replace(dict.fromkeys(private, ""))
        return _named(file, ".csv"), table.to_csv(index=False).encode()
    return _named(file, ".xlsx"), _workbook(content)


def _named(file: str, ending: str) -> str:
    return f"{Path(mask(file)).stem}{ending}"


def _workbook(book: Workbook) -> bytes:
    from xlsxwriter import Workbook as Writer  # type: ignore[import-untyped]  # it has no types

    content = BytesIO()
    settings = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with Writer(content, settings) as made:
        made.set_properties({"created": _DAY})
        percent = made.add_format({"num_format": "0.0%"})
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        names: list[str] = []
        for sheet in book.sheets:
            names.append(_sheet_name(sheet.name, names))
            page = made.add_worksheet(names[-1])
            if sheet.is_hidden:
                page.hide()
            for area in sheet.merged:
                page.merge_range(area.top, area.left, area.bottom, area.right, "")
            for row, cells in enumerate(sheet.rows):
                for column, cell in enumerate(cells):
                    if cell is None or _is_private(cell):
                        continue
                    if isinstance(cell, str):
                        page.write_string(row, column, cell)
                    elif isinstance(cell, datetime.date):
                        page.write_datetime(row, column, cell, day)
                    else:
                        look = percent if (row, column) in sheet.percent else None
                        page.write(row, column, cell, look)
    return content.getvalue()


def _sheet_name(name: str, taken: list[str]) -> str:
    """Return a name that a workbook can have, and no sheet before has."""
    free = _NOT_IN_SHEET_NAMES.sub(" ", mask(name))[:_LONGEST_SHEET_NAME].strip() or "Blad"
    return free if free not in taken else f"{free[: _LONGEST_SHEET_NAME - 3]} {len(taken) + 1}"

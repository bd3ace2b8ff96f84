"""The process that reads one file: its bytes on stdin, its cells on stdout.

Run as `python -c 'from oj_cli.sources.sandbox.child import main; main()' SECONDS BYTES PATH`: the
limits on processor time and memory, and what the file is called. What it writes is one value of
`marshal`, which is several times faster than other ways; dates, which `marshal` does not know, come
as ISO text and are listed.
"""

import gc
import marshal
import os
import sys
from datetime import date
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from oj_cli.domain.cells import Codes
from oj_cli.domain.errors import FileFault
from oj_cli.sources.packed import is_packed, unpacked
from oj_cli.sources.sandbox import ods, xlsx
from oj_cli.sources.sandbox.kinds import (
    UNREADABLE,
    Kind,
    damaged,
    has_password,
    kind_of,
    refused,
)
from oj_cli.sources.sandbox.limits import limit
from oj_cli.sources.sandbox.odd import Odd, TooFarError
from oj_cli.sources.sandbox.sheets import (
    RawSheet,
    SignError,
    TooLongError,
    meaning,
    sheet_of_rows,
)

_MOST_MERGED = 100_000
_MOST_SHEETS = 1000
_UNSEEN = (Kind.XLS, Kind.XLSB)
"""The formats in which only calamine looks."""

Answer = dict[str, Any]
"""`sheets`: see `sheets.sheet_of`; `values`: what their codes stand for; `dates`: the codes of
those that are dates; `is_unseen`. Else `fault`: its name, place and values."""


def read(raw: bytes, path: Path) -> Answer:
    """Return the cells of a file and what was odd in it."""
    codes = Codes(meaning)
    try:
        if is_packed(raw):
            raw = unpacked(raw, path)
        kind = kind_of(raw, path)
        sheets = _sheets(raw, kind, path, codes)
    except FileFault as fault:
        return {"fault": (fault.fault, fault.place, fault.values)}
    values = [v.isoformat() if isinstance(v, date) else v for v in codes.different]
    dates = [code for code, v in enumerate(codes.different) if isinstance(v, date)]
    return {"sheets": sheets, "values": values, "dates": dates, "is_unseen": kind in _UNSEEN}


def _sheets(raw: bytes, kind: Kind, path: Path, codes: Codes) -> list[RawSheet]:
    """Return the sheets. Raises FileFault, whatever a reader stumbles on."""
    try:
        if kind is Kind.TEXT:
            from oj_cli.sources.sandbox.delimited import read_delimited

            return [read_delimited(raw, path, codes)]
        if kind is Kind.JSON:
            from oj_cli.sources.sandbox.jsontable import read_json

            return [read_json(raw, path, codes)]
        if kind is Kind.WEBPAGE:
            from oj_cli.sources.sandbox.webpage import read_webpage

            return read_webpage(raw, path, codes)
        return _spreadsheet(raw, path, codes)
    except TooLongError as error:
        raise refused(path, "long_cell") from error
    except SignError as error:
        sign, cell = error.args
        place = f"{path}, cell {cell}"
        raise FileFault("workbook.sign", place=place, file=path.name, sign=sign) from error


def _spreadsheet(raw: bytes, path: Path, codes: Codes) -> list[RawSheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        odd = _look(raw)
        with CalamineWorkbook.from_filelike(BytesIO(raw)) as book:
            n = len(book.sheet_names)
            if n > _MOST_SHEETS:
                raise refused(path, "too_large")
            odd += [Odd() for _ in range(n - len(odd))]
            return [_sheet(book, number, odd[number], codes) for number in range(n)]
    except TooFarError as error:
        place = f"{path}, cell {error}"
        raise FileFault("workbook.far", place=place, file=path.name) from error
    except PasswordError as error:
        raise has_password(path) from error
    except (CalamineError, BadZipFile, *UNREADABLE) as error:
        raise damaged(path) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of calamine, which cannot be imported
            raise damaged(path) from error
        raise


def _look(raw: bytes) -> list[Odd]:
    """Return what is odd in the sheets, as far as the format lets it be seen."""
    if not raw.startswith(b"PK"):
        return []
    with ZipFile(BytesIO(raw)) as archive:
        is_ods = "content.xml" in archive.namelist()
    return ods.look(raw) if is_ods else xlsx.look(raw)


def _sheet(book: Any, number: int, odd: Odd, codes: Codes) -> RawSheet:
    """Return name, cells, merged ranges, whether hidden, and where something is odd."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    about = book.sheets_metadata[number]
    rows: list[list[Any]] = []
    merged = odd.merged
    if about.typ == SheetTypeEnum.WorkSheet:
        read = book.get_sheet_by_index(number)
        rows = _plain(read.to_python(skip_empty_area=False))
        merged = read.merged_cell_ranges or merged
    found = _put_in(rows, odd)
    percent = [
        (row, column)
        for row, column in odd.percent
        if row < len(rows) and column < len(rows[row]) and isinstance(rows[row][column], float)
    ]
    if len(merged) > _MOST_MERGED:
        raise MemoryError
    sheet = sheet_of_rows(about.name, rows, codes, merged)
    is_hidden = about.visible != SheetVisibleEnum.Visible
    return sheet | found | {"percent": percent, "hidden": is_hidden}


_ORDINARY = {str, float, bool}


def _plain(rows: list[list[Any]]) -> list[list[Any]]:
    """Return rows of text, numbers, truth values and dates."""
    if _ORDINARY.issuperset(map(type, chain.from_iterable(rows))):
        return rows
    return [list(map(_cell, row)) for row in rows]


def _cell(value: Any) -> Any:
    if type(value) in _ORDINARY or hasattr(value, "year"):
        return value
    if isinstance(value, int):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)  # a length of time


def _put_in(rows: list[list[Any]], odd: Odd) -> dict[str, list[tuple[int, int, str]]]:
    """Put error values and formulas without a value where calamine leaves the cell empty."""
    _widen(rows, [(row, column) for row, column, _ in (*odd.errors, *odd.formulas)])
    put: dict[str, list[tuple[int, int, str]]] = {"errors": [], "formulas": []}
    for kind, cells in (("errors", odd.errors), ("formulas", odd.formulas)):
        for row, column, text in cells:
            # an ods file may give an error value the number 0
            if rows[row][column] == "" or kind == "errors":
                rows[row][column] = text
                put[kind].append((row, column, text))
    return put


def _widen(rows: list[list[Any]], places: list[tuple[int, int]]) -> None:
    """Make room for cells below or to the right of all that calamine saw."""
    if not places:
        return
    width = max(len(rows[0]) if rows else 0, *(column + 1 for _, column in places))
    while len(rows) <= max(row for row, _ in places):
        rows.append([])
    for row in rows:
        row += [""] * (width - len(row))


def main() -> None:
    """Read stdin, write stdout."""
    limit(int(sys.argv[1]), int(sys.argv[2]))
    gc.disable()  # there are no cycles among cells, and the process ends when they are sent
    path = Path(sys.argv[3])
    try:
        answer = marshal.dumps(read(sys.stdin.buffer.read(), path))
    except MemoryError:
        fault = refused(path, "too_large")
        answer = marshal.dumps({"fault": (fault.fault, fault.place, fault.values)})
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    os._exit(0)  # without freeing all the cells first


if __name__ == "__main__":
    main()

"""The process that reads one workbook: its bytes on stdin, its cells on stdout.

Run as `python -c 'from oj_cli.sources.sandbox.child import main; main()' SECONDS BYTES`, the limits
on processor time and memory (0: none). What it writes is one value of `marshal`, which is several
times faster than other ways; dates, which `marshal` does not know, come as ISO text and are listed.
"""

import gc
import marshal
import os
import sys
from contextlib import suppress
from datetime import date
from io import BytesIO
from itertools import chain
from typing import Any
from zipfile import BadZipFile, ZipFile

from oj_cli.domain.cells import Codes, coded
from oj_cli.domain.guard import without_guard
from oj_cli.sources.sandbox import ods, xlsx
from oj_cli.sources.sandbox.odd import Odd, TooFarError

MOST_CHARACTERS = 100_000
"""In one cell: three times as many as Excel can hold."""

Answer = dict[str, Any]
"""`sheets`: a dict for each, see `_sheet`; `values`: what its codes stand for; `dates`: the codes
of those that are dates. Else `fault`, a word for what is wrong, with `about`."""


def limit(seconds: int, memory: int) -> None:
    """Let the system end this process when it takes too much, where the system can."""
    try:
        import resource
    except ImportError:  # Windows; there the parent's clock is the only limit
        return
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: seconds or resource.RLIM_INFINITY,
        resource.RLIMIT_AS: memory or resource.RLIM_INFINITY,
    }
    for what, most in wanted.items():
        with suppress(ValueError, OSError):  # a lower limit holds already
            resource.setrlimit(what, (most, most))


def read(raw: bytes) -> Answer:
    """Return the cells of a workbook and what was odd in it."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    codes = Codes(_meaning)
    try:
        odd = _look(raw)
        with CalamineWorkbook.from_filelike(BytesIO(raw)) as book:
            n = len(book.sheet_names)
            odd += [Odd() for _ in range(n - len(odd))]
            sheets = [_sheet(book, number, odd[number], codes) for number in range(n)]
    except TooFarError as error:
        return {"fault": "far", "about": str(error)}
    except TooLongError:
        return {"fault": "long", "about": ""}
    except PasswordError:
        return {"fault": "locked", "about": ""}
    except MemoryError:
        return {"fault": "large", "about": ""}
    except (CalamineError, BadZipFile, KeyError, OSError, ValueError) as error:
        return {"fault": "damaged", "about": str(error)}
    return {
        "sheets": sheets,
        "values": [v.isoformat() if isinstance(v, date) else v for v in codes.different],
        "dates": [code for code, v in enumerate(codes.different) if isinstance(v, date)],
    }


def _look(raw: bytes) -> list[Odd]:
    """Return what is odd in the sheets, as far as the format lets it be seen."""
    if not raw.startswith(b"PK"):
        return []
    with ZipFile(BytesIO(raw)) as archive:
        is_ods = "content.xml" in archive.namelist()
    return ods.look(raw) if is_ods else xlsx.look(raw)


def _sheet(book: Any, number: int, odd: Odd, codes: Codes) -> Answer:
    """Return name, cells, merged ranges, whether hidden, and where something is odd."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    about = book.sheets_metadata[number]
    rows: list[list[Any]] = []
    sheet: Answer = {
        "name": about.name,
        "hidden": about.visible != SheetVisibleEnum.Visible,
        "merged": odd.merged,
        "errors": [],
        "formulas": [],
    }
    if about.typ == SheetTypeEnum.WorkSheet:
        read = book.get_sheet_by_index(number)
        rows = _plain(read.to_python(skip_empty_area=False))
        sheet["merged"] = read.merged_cell_ranges or odd.merged
    _put_in(rows, odd, sheet)
    sheet["percent"] = [
        (row, column)
        for row, column in odd.percent
        if row < len(rows) and column < len(rows[row]) and isinstance(rows[row][column], float)
    ]
    cells, numbers = coded(rows, codes)
    sheet |= {"width": len(rows[0]) if rows else 0, "codes": cells, "numbers": numbers}
    return sheet


class TooLongError(Exception):
    """A cell holds more text than a spreadsheet can."""


def _meaning(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise TooLongError
    return without_guard(text)


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


def _put_in(rows: list[list[Any]], odd: Odd, sheet: Answer) -> None:
    """Put error values and formulas without a value where calamine leaves the cell empty."""
    _widen(rows, [(row, column) for row, column, _ in (*odd.errors, *odd.formulas)])
    for kind, cells in (("errors", odd.errors), ("formulas", odd.formulas)):
        for row, column, text in cells:
            # an ods file may give an error value the number 0
            if rows[row][column] == "" or kind == "errors":
                rows[row][column] = text
                sheet[kind].append((row, column, text))


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
    answer = read(sys.stdin.buffer.read())
    sys.stdout.buffer.write(marshal.dumps(answer))
    sys.stdout.buffer.flush()
    os._exit(0)  # without freeing all the cells first


if __name__ == "__main__":
    main()

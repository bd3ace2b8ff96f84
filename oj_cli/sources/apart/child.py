"""The process that reads one workbook: its bytes on stdin, its cells on stdout.

Run as `python -m oj_cli.sources.apart.child SECONDS BYTES`, the limits on processor time and
memory (0: none). What it writes is one value of `marshal`, which is several times faster than
other ways; dates, which `marshal` does not know, come as ISO text and are listed.
"""

import gc
import marshal
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from oj_cli.domain.guard import without_guard
from oj_cli.sources.apart import ods, xlsx
from oj_cli.sources.apart.odd import Odd, TooFarError

MOST_CHARACTERS = 100_000
"""In one cell: three times as many as Excel can hold."""

Answer = dict[str, Any]
"""`sheets`: a dict for each, see `_sheet`. Else `fault`, a word for what is wrong, with `about`."""


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

    try:
        odd = _look(raw)
        with CalamineWorkbook.from_filelike(BytesIO(raw)) as book:
            sheets = [_sheet(book, n) for n in range(len(book.sheet_names))]
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
    for sheet, found in zip(sheets, odd, strict=False):
        _put_in(sheet, found)
    return {"sheets": sheets}


def _look(raw: bytes) -> list[Odd]:
    """Return what is odd in the sheets, as far as the format lets it be seen."""
    if not raw.startswith(b"PK"):
        return []
    with ZipFile(BytesIO(raw)) as archive:
        is_ods = "content.xml" in archive.namelist()
    return ods.look(raw) if is_ods else xlsx.look(raw)


def _sheet(book: Any, number: int) -> Answer:
    """Return name, rows, merged ranges, whether hidden; and (row, column) of its dates."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    about = book.sheets_metadata[number]
    sheet: Answer = {
        "name": about.name,
        "hidden": about.visible != SheetVisibleEnum.Visible,
        "rows": [],
        "merged": [],
        "dates": [],
        "errors": [],
        "formulas": [],
        "percent": [],
    }
    if about.typ == SheetTypeEnum.WorkSheet:
        read = book.get_sheet_by_index(number)
        texts = _Texts({"": None})
        rows = read.to_python(skip_empty_area=False)
        sheet["rows"] = [_plain(row, n, texts, sheet["dates"]) for n, row in enumerate(rows)]
        sheet["merged"] = read.merged_cell_ranges or []
    return sheet


class TooLongError(Exception):
    """A cell holds more text than a spreadsheet can."""


class _Texts(dict[str, str | None]):
    """Each different text once: less to send, and faster to compare for who receives it."""

    def __missing__(self, text: str) -> str:
        if len(text) > MOST_CHARACTERS:
            raise TooLongError
        self[text] = meant = without_guard(text)
        return meant


_ORDINARY = {str, float, bool}


def _plain(row: list[Any], number: int, texts: _Texts, dates: list[tuple[int, int]]) -> list[Any]:
    """Return cells as text, numbers and truth values, None where there is nothing."""
    if not _ORDINARY.issuperset(map(type, row)):
        row = [_cell(value, number, column, dates) for column, value in enumerate(row)]
    return [texts[value] if value.__class__ is str else value for value in row]


def _cell(value: Any, row: int, column: int, dates: list[tuple[int, int]]) -> Any:
    if type(value) in _ORDINARY:
        return value
    if isinstance(value, int):
        return float(value)
    if hasattr(value, "year"):
        dates.append((row, column))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)  # a length of time


def _put_in(sheet: Answer, odd: Odd) -> None:
    """Put error values and formulas without a value where calamine leaves the cell empty."""
    rows = sheet["rows"]
    _widen(rows, [(row, column) for row, column, _ in (*odd.errors, *odd.formulas)])
    for kind, cells in (("errors", odd.errors), ("formulas", odd.formulas)):
        for row, column, text in cells:
            # an ods file may give an error value the number 0
            if rows[row][column] is None or kind == "errors":
                rows[row][column] = text
                sheet[kind].append((row, column, text))
    sheet["merged"] = sheet["merged"] or odd.merged
    sheet["percent"] = [
        (row, column)
        for row, column in odd.percent
        if row < len(rows) and column < len(rows[row]) and isinstance(rows[row][column], float)
    ]


def _widen(rows: list[list[Any]], places: list[tuple[int, int]]) -> None:
    """Make room for cells below or to the right of all that calamine saw."""
    if not places:
        return
    width = max(len(rows[0]) if rows else 0, *(column + 1 for _, column in places))
    while len(rows) <= max(row for row, _ in places):
        rows.append([])
    for row in rows:
        row += [None] * (width - len(row))


def main() -> None:
    """Read stdin, write stdout."""
    limit(int(sys.argv[1]), int(sys.argv[2]))
    gc.disable()  # there are no cycles among cells, and the process ends when they are sent
    answer = read(sys.stdin.buffer.read())
    sys.stdout.buffer.write(marshal.dumps(answer))


if __name__ == "__main__":
    main()

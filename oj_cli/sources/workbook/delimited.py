"""CSV files: one sheet, whose cells are text."""

import csv
from collections import Counter
from io import StringIO
from itertools import islice
from pathlib import Path

from oj_cli.domain.cells import Codes
from oj_cli.domain.errors import FileFault
from oj_cli.domain.grid import Cells, Sheet, Workbook
from oj_cli.domain.guard import without_guard
from oj_cli.sources.workbook.kinds import refused
from oj_cli.sources.workbook.texts import decode_any, refuse_conflict

DELIMITERS = (";", "\t", ",", "|")
"""In order: a comma may be a decimal comma, which no other can be."""

_LOOKED_AT = 200
_MOST_ROWS = 1_048_576  # as in Excel
_MOST_CHARACTERS = 1_000_000  # in one cell


def read_delimited(raw: bytes, path: Path, digest: str) -> Workbook:
    """Return a CSV file as a workbook of one sheet, named as the file without its ending.

    Empty lines are kept, so that a row's number is what a spreadsheet shows. Raises FileFault
    for a file that is no text, is empty, or in which a quotation mark stands wrong.
    """
    text = decode_any(raw, path)
    refuse_conflict(text, path)
    if not text.strip():
        raise refused(path, "empty")
    first, _, rest = text.partition("\n")
    said = first.strip().lower().removeprefix("sep=") if first.lower().startswith("sep=") else ""
    if len(said) == 1 or first.lower().startswith("sep=\t"):  # Excel's own way to tell
        delimiter, text = said or "\t", f"\n{rest}"
    else:
        delimiter = find_delimiter(text)
    text = text.rstrip(f"{delimiter} \t\r\n")  # empty rows at the end, which may be very many
    if not text:
        raise refused(path, "empty")
    if max(text.count("\n"), text.count("\r")) >= _MOST_ROWS:
        raise refused(path, "too_many_rows")
    rows = _rows(text, delimiter, path)
    width = max(map(len, rows))
    for row in rows:
        row += [""] * (width - len(row))
    name = path.name.removesuffix(".gz").rpartition(".")[0] or path.name
    return Workbook(path.name, digest, (Sheet(name, Cells.of(rows, Codes(without_guard))),))


def find_delimiter(text: str) -> str:
    """Return what separates the cells: what gives most lines the same number of them."""

    def lines_alike(delimiter: str) -> int:
        sample = StringIO(text, newline="")
        try:
            widths = Counter(map(len, islice(csv.reader(sample, delimiter=delimiter), _LOOKED_AT)))
        except csv.Error:
            return 0
        return max((n for width, n in widths.items() if width > 1), default=0)

    return max(DELIMITERS, key=lines_alike)


def _rows(text: str, delimiter: str, path: Path) -> list[list[str]]:
    before = csv.field_size_limit(_MOST_CHARACTERS)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        what = "open_quote" if "limit" in str(error) else "stray_quote"
        raise FileFault(f"workbook.{what}", place=f"{path}, rad {reader.line_num}") from error
    finally:
        csv.field_size_limit(before)

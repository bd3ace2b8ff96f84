"""CSV files: one sheet, whose cells are text."""

import csv
import re
from array import array
from bisect import bisect_left
from collections import Counter
from contextlib import suppress
from io import BytesIO, StringIO, TextIOWrapper
from itertools import accumulate, chain, islice, pairwise
from pathlib import Path

from oj_cli.domain.cells import EMPTY, Codes
from oj_cli.domain.errors import FileFault
from oj_cli.sources.sandbox.kinds import refused
from oj_cli.sources.sandbox.sheets import MOST_CHARACTERS, RawSheet, SignError, sheet_of
from oj_cli.sources.sandbox.texts import encoding_of

DELIMITERS = (";", "\t", ",", "|")
"""In order: a comma may be a decimal comma, which no other can be."""

_SAID = re.compile("sep=([^\r\n]) *[\r\n]", re.IGNORECASE)  # Excel's own way to tell
_CONFLICT = "<<<<<<< "
_LOOKED_AT = 200  # rows
_SAMPLE = 1 << 18  # bytes
_AT_ONCE = 500  # rows: few are quicker than many
_MOST_CELLS = 50_000_000
_LONGEST_LINE = 4_000_000
_SPLIT_NUMBER = re.compile(r"[-\u2212]?[\d \u00a0]*\d\n\d{1,3}")  # its halves a line each


def read_delimited(raw: bytes, path: Path, codes: Codes) -> RawSheet:
    """Return a CSV file as a sheet, named as the file without its ending.

    Empty lines are kept, so that a row's number is what a spreadsheet shows. Raises FileFault
    for a file that is no text, is empty, or in which a quotation mark stands wrong.
    """
    encoding = encoding_of(raw, path)
    sample = raw[:_SAMPLE].decode(encoding, "ignore")
    said = _SAID.match(sample)
    delimiter = said[1] if said else find_delimiter(sample)
    _refuse_long_lines(raw, path)
    cells, lengths = _cells(raw, encoding, delimiter, codes, path)
    if said:
        cells, lengths[0] = cells[lengths[0] :], 0
    if not any(str(text).strip() for text in codes.different[1:]):
        raise refused(path, "empty")
    n = -(-len(cells.tobytes().rstrip(b"\0")) // cells.itemsize)  # without what is empty at the end
    width = max(lengths)
    is_even = min(lengths) == width
    height = -(-n // width) if is_even else _height(n, lengths)
    if width * height > _MOST_CELLS:
        raise refused(path, "too_large")
    if not is_even:
        if delimiter == ",":
            _refuse_decimal_commas(cells, lengths[:height], codes, path)
        cells, lengths = _evened(cells, lengths[:height], width), lengths[:height]
    del cells[width * height :]
    _refuse_conflict(cells, width, codes, path)
    name = path.name.removesuffix(".gz").rpartition(".")[0] or path.name
    return sheet_of(name, width, cells, lengths=None if is_even else lengths)


def find_delimiter(text: str) -> str:
    """Return what separates the cells: what gives most lines the same number of them."""

    def lines_alike(delimiter: str) -> int:
        rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        widths = Counter[int]()
        with suppress(csv.Error):  # what ends here, or has quotation marks around other cells
            widths.update(map(len, islice(rows, _LOOKED_AT)))
        return max((n for width, n in widths.items() if width > 1), default=0)

    return max(DELIMITERS, key=lines_alike)


def _refuse_long_lines(raw: bytes, path: Path) -> None:
    """Raise FileFault for a line so long that its cells would not fit in memory."""
    start = 0
    while len(raw) - start > _LONGEST_LINE:
        end = max(raw.rfind(sign, start, start + _LONGEST_LINE) for sign in (b"\n", b"\r"))
        if end < 0:
            line = raw.count(b"\n", 0, start) + 1
            raise FileFault("workbook.long_line", place=f"{path}, rad {line}", file=path.name)
        start = end + 1


def _cells(
    raw: bytes, encoding: str, delimiter: str, codes: Codes, path: Path
) -> "tuple[array[int], array[int]]":
    """Return the codes of all cells, row by row, and how many each row has."""
    csv.field_size_limit(MOST_CHARACTERS)
    cells, lengths = array("i"), array("i")
    code = codes.__getitem__
    stream = TextIOWrapper(BytesIO(raw.rstrip(b"\x1a")), encoding, newline="")
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    try:
        while rows := list(islice(reader, _AT_ONCE)):
            lengths.extend(map(len, rows))
            cells.fromlist(list(map(code, chain.from_iterable(rows))))
    except SignError as error:
        sign, text = error.args
        line = len(lengths) - len(rows) + next(n for n, row in enumerate(rows, 1) if text in row)
        place = f"{path}, rad {line}"
        raise FileFault("workbook.sign", place=place, file=path.name, sign=sign) from error
    except csv.Error as error:
        what = "open_quote" if "limit" in str(error) else "stray_quote"
        raise FileFault(f"workbook.{what}", place=f"{path}, rad {reader.line_num}") from error
    return cells, lengths


def _height(n: int, lengths: "array[int]") -> int:
    """Return how many rows so many cells stand in."""
    return bisect_left(list(accumulate(lengths)), n) + 1


def _evened(cells: "array[int]", lengths: "array[int]", width: int) -> "array[int]":
    """Return cells in rows that are equally long."""
    evened, start = array("i"), 0
    for length in lengths:
        evened.extend(cells[start : start + length])
        evened.extend([EMPTY] * (width - length))
        start += length
    return evened


def _refuse_decimal_commas(
    cells: "array[int]", lengths: "array[int]", codes: Codes, path: Path
) -> None:
    """Raise FileFault for a row longer than all above where a decimal comma may have split it."""
    start = widest = 0
    for line, length in enumerate(lengths, 1):
        if length > widest:
            row = cells[start : start + length]
            filled = max((n for n, code in enumerate(row, 1) if code != EMPTY), default=0)
            pairs = map("\n".join, pairwise(str(codes.different[code]) for code in row))
            if filled > widest > 1 and any(map(_SPLIT_NUMBER.fullmatch, pairs)):
                raise FileFault(
                    "workbook.decimal_comma", place=f"{path}, rad {line}", n=filled, most=widest
                )
            widest = filled
        start += length


def _refuse_conflict(cells: "array[int]", width: int, codes: Codes, path: Path) -> None:
    """Raise FileFault for a file in which git left two versions beside each other."""
    marks = [n for n, v in enumerate(codes.different) if str(v).startswith(_CONFLICT)]
    rows = [row for row, code in enumerate(cells[::width], 1) if code in marks] if marks else []
    if rows:
        raise FileFault("workbook.git_conflict", place=f"{path}, rad {rows[0]}", file=path.name)

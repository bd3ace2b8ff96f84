"""The bytes of a table with one result per row, parsed to columns of texts.

Each column is categorical: 1.7 million rows have few different texts in most of their columns,
and what a text means is then found once. A regular file is parsed by pandas in a tenth of the
time; one with quotation marks, empty rows or rows of uneven length by the standard library,
which tells where what is wrong.
"""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from oj_cli.documents.reader import decode_text
from oj_cli.domain.errors import FileFault

if TYPE_CHECKING:
    import pandas as pd

Faults = list[tuple[int, str]]
"""Row number, as a spreadsheet counts, and what is wrong there."""

_REGULAR_FROM = 200_000  # bytes; for less, pandas saves nothing
_DELIMITERS = (",", ";", "\t")


def parse_table(raw: bytes, path: Path) -> tuple[list[str], "pd.DataFrame", Faults]:
    """Return the headings, the rows by number, and what is wrong with whole rows.

    Commas, semicolons and tabs are told apart. Raises FileFault for a file that is not UTF-8,
    is empty, or in which a quotation mark stands wrong.
    """
    text = decode_text(raw, path)
    delimiter = _delimiter(text)
    if len(raw) >= _REGULAR_FROM:
        regular = _parse_regular(text, delimiter)
        if regular is not None:
            names = [str(name) for name in regular.columns]
            return names, regular, []
    names, numbered = _parse_any(text, delimiter, path)
    return names, *_columns(names, numbered)


def headings(text: str) -> tuple[str, ...]:
    """Return the headings of a table from the beginning of its text."""
    head = text.lstrip("\ufeff \r\n").partition("\n")[0].strip("\r")
    try:
        cells = next(csv.reader([head], delimiter=_delimiter(text)), [])
    except csv.Error:
        return ()
    return tuple(cell.strip() for cell in cells)


def _delimiter(text: str) -> str:
    head = text.lstrip().partition("\n")[0]
    return max(_DELIMITERS, key=head.count)


def _parse_regular(text: str, delimiter: str) -> "pd.DataFrame | None":
    """Return the table of a regular file, None if the file is not surely regular."""
    import numpy as np
    import pandas as pd

    if '"' in text or "\0" in text or "\r" in text.replace("\r\n", "\n"):
        return None
    head = text.partition("\n")[0].rstrip("\r").split(delimiter)
    names = [name.strip() for name in head]
    if not all(names) or len(set(names)) < len(names):
        return None
    try:
        table = pd.read_csv(
            BytesIO(text.encode()),
            sep=delimiter,
            header=0,
            names=names,
            dtype=str,  # as categories it would read 0114 as a number
            keep_default_na=False,
            na_values=[],
            skip_blank_lines=False,
            quoting=csv.QUOTE_NONE,
            index_col=False,
            low_memory=False,
            on_bad_lines="error",
        )
    except (pd.errors.ParserError, pd.errors.ParserWarning, ValueError):
        return None
    # no row is too long, so if there are as many cells as there should be none is too short
    if table.empty or text.count(delimiter) != (len(table) + 1) * (len(names) - 1):
        return None
    table = table.astype("category")
    blank = [
        table[name].isin([text for text in table[name].cat.categories if not text.strip()])
        for name in names
    ]
    if np.logical_and.reduce(blank).any():
        return None
    table.index = pd.RangeIndex(2, len(table) + 2)
    return table


Records = list[tuple[int, list[str]]]
"""The rows of a table: row number, as a spreadsheet counts, and cells."""


def _parse_any(text: str, delimiter: str, path: Path) -> tuple[list[str], Records]:
    """Return the headings and the rows that are not empty."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        numbered = list(enumerate(reader, 1))
    except csv.Error as error:
        place = f"{path}, rad {reader.line_num}"
        raise FileFault("workbook.stray_quote", place=place) from error
    filled = [(n, cells) for n, cells in numbered if any(cell.strip() for cell in cells)]
    if len(filled) < 2:
        raise FileFault("sources.empty_table", place=str(path))
    return [name.strip() for name in filled[0][1]], filled[1:]


def _columns(names: Sequence[str], records: Records) -> tuple["pd.DataFrame", Faults]:
    import pandas as pd

    faults: Faults = []
    width = len(names)
    for n, cells in records:
        if len(cells) < width or any(cells[width:]):
            faults.append((n, f"Raden har {len(cells)} celler, rubriken har {width}"))
    whole = [(n, cells[:width]) for n, cells in records if len(cells) >= width]
    table = pd.DataFrame(
        [cells for _, cells in whole],
        index=[n for n, _ in whole],
        columns=list(names),
        dtype="category",
    )
    return table.loc[:, ~table.columns.duplicated()], faults

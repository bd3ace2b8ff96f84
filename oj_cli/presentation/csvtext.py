"""A table as CSV.

Both dialects have the same header, the columns' keys: a dialect says how a file is
written, not what its columns are called, so a file is read back by the same names
whichever way it was written, and headings may be reworded without breaking anyone.
"""

import csv
import datetime
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Literal

from oj_cli.domain.guard import with_guard
from oj_cli.presentation.console import clean

if TYPE_CHECKING:  # `--help` asks for the dialects alone
    from oj_cli.presentation.document import Cell, Table

Dialect = Literal["standard", "svensk"]
BOM = "\ufeff"  # by this Excel knows UTF-8
_ROWS_AT_A_TIME = 5000


def render(table: "Table", dialect: Dialect) -> str:
    """Return the table as CSV: `standard`, or `svensk` as a Swedish Excel opens it."""
    keys = [column.key for column in table.columns]
    rows = ([r.get(k) for k in keys] if isinstance(r, Mapping) else r for r in table.rows)
    return "".join(stream(keys, rows, dialect))


def stream(
    columns: Sequence[str], rows: Iterable[Sequence["Cell"]], dialect: Dialect
) -> Iterator[str]:
    """Yield a long table as CSV, some rows at a time."""
    swedish = dialect == "svensk"
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, delimiter=";" if swedish else ",", lineterminator="\r\n" if swedish else "\n"
    )
    writer.writerow([_harmless(column) for column in columns])
    yield (BOM if swedish else "") + _taken(text)
    remaining = iter(rows)
    while some := list(islice(remaining, _ROWS_AT_A_TIME)):
        writer.writerows([_cell(value, swedish) for value in row] for row in some)
        yield _taken(text)


def _taken(text: io.StringIO) -> str:
    """Return what was written, and make room for more."""
    written = text.getvalue()
    text.seek(0)
    text.truncate()
    return written


def _cell(value: "Cell", swedish: bool) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, str | datetime.date):
        return _harmless(str(value))
    if not isinstance(value, int | float):  # what a reader sees, and its value
        return _cell(value.text if value.value is None else value.value, swedish)
    digits = format(Decimal(repr(value)), "f")  # all of them, and no exponent
    return digits.replace(".", ",") if swedish else digits


def _harmless(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula."""
    shown = with_guard(clean(text))
    was_dangerous = with_guard(text) != text  # a tab or return that is cleaned away
    return shown if shown.startswith("'") or not was_dangerous else f"'{shown}"

"""A table as CSV.

Both dialects have the same header, the columns' keys: a dialect says how a file is
written, not what its columns are called, so a file is read back by the same names
whichever way it was written, and headings may be reworded without breaking anyone.
"""

import csv
import datetime
import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from oj_cli.domain.encoding import Records
from oj_cli.domain.guard import with_guard
from oj_cli.presentation.console import clean
from oj_cli.presentation.dialects import BOM, Dialect


class _Line:
    """What the lines are written to: each is handed back."""

    def write(self, text: str) -> str:
        return text


def render(records: Records, dialect: Dialect) -> str:
    """Return columns and rows as CSV: `standard`, or `svensk` as a Swedish Excel opens it."""
    columns, rows = records
    return "".join(stream(columns, ([row.get(c) for c in columns] for row in rows), dialect))


def stream(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], dialect: Dialect
) -> Iterator[str]:
    """Yield a long table as CSV, line by line."""
    swedish = dialect == "svensk"
    writer = csv.writer(
        _Line(), delimiter=";" if swedish else ",", lineterminator="\r\n" if swedish else "\n"
    )
    yield (BOM if swedish else "") + writer.writerow([_harmless(column) for column in columns])
    for row in rows:
        yield writer.writerow([_cell(value, swedish) for value in row])


def _cell(value: Any, swedish: bool) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, str | datetime.date):
        return _harmless(str(value))
    digits = format(Decimal(repr(value)), "f")  # all of them, and no exponent
    return digits.replace(".", ",") if swedish else digits


@lru_cache(4096)  # the same names and sources stand in a million rows
def _harmless(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula."""
    shown = with_guard(clean(text))
    was_dangerous = with_guard(text) != text  # a tab or return that is cleaned away
    return shown if shown.startswith("'") or not was_dangerous else f"'{shown}"

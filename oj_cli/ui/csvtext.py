"""A table as CSV.

Both dialects have the same header, the columns' keys: a dialect says how a file is
written, not what its columns are called, so a file is read back by the same names
whichever way it was written, and headings may be reworded without breaking anyone.
"""

import csv
import io
import math
from decimal import Decimal

from oj_cli.domain.document import Cell, Table
from oj_cli.ui.console import clean
from oj_cli.ui.output import BOM, Dialect

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(table: Table, dialect: Dialect) -> str:
    """Return the table as CSV: `standard`, or `svensk` as a Swedish Excel opens it."""
    swedish = dialect == "svensk"
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, delimiter=";" if swedish else ",", lineterminator="\r\n" if swedish else "\n"
    )
    writer.writerow([_cell(column.key, swedish) for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(row.get(column.key), swedish) for column in table.columns])
    return (BOM if swedish else "") + text.getvalue()


def _cell(value: Cell, swedish: bool) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, str):
        return _harmless(value)
    digits = format(Decimal(repr(value)), "f")  # all of them, and no exponent
    return digits.replace(".", ",") if swedish else digits


def _harmless(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula."""
    dangerous = text.startswith(_FORMULA) or clean(text).startswith(_FORMULA)
    return ("'" if dangerous else "") + clean(text)

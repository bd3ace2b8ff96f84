"""What stands in a cell of a table that people read."""

import math

from oj_cli.domain.swedish import number
from oj_cli.presentation.console import clean
from oj_cli.presentation.document import Cell, Column, Table


def shown(value: Cell, column: Column) -> str:
    """Return a cell as text: Swedish numbers, nothing where there is no value.

    A whole number in a left-aligned column is a name (a year, a code) and is not grouped.
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, int) and column.align == "left":
        return str(value)
    return number(value, column.decimals)


def body(table: Table) -> list[list[str]]:
    """Return the cells of each row in the order of the columns."""
    return [[shown(row.get(c.key), c) for c in table.columns] for row in table.rows]

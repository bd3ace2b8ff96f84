"""Columns of rows as whole numbers, with what each number stands for.

Imports pandas: import it where it is used.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from oj_cli.domain.immutable import immutable
from oj_cli.store.columnwise import Integers

MOST_COUNTED_AT_ONCE = 1 << 24
"""Different combinations for which a counter each is held in memory."""


@immutable
class Codes:
    """A column as integers from 0, with what each of them stands for."""

    of_row: "Integers"
    values: Sequence[Any]

    def __len__(self) -> int:
        return len(self.values)


def coded(column: "pd.Series[Any]", *, may_lack: bool = False) -> Codes:
    """Return a column as integers. Raises KeyError for a missing value that may not be."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.cat.remove_unused_categories()  # those of other områden in the same file
        codes, values = column.cat.codes.to_numpy(dtype=np.int64), column.cat.categories.tolist()
    else:
        found, different = pd.factorize(column)
        codes, values = np.asarray(found, dtype=np.int64), different.tolist()
    if codes.size and codes.min() < 0:
        if not may_lack:
            raise KeyError(f"{column.name} is missing in a row")
        codes, values = np.where(codes < 0, len(values), codes), [*values, None]
    return Codes(codes, values)


def together(first: Codes, second: Codes) -> Codes:
    """Return two columns as one, whose values are the pairs that there are."""
    size = len(second)
    numbers = first.of_row * size + second.of_row
    places, different = distinct(numbers, len(first) * size)
    pairs = [divmod(number, size) for number in different.tolist()]
    return Codes(places, [(first.values[a], second.values[b]) for a, b in pairs])


def distinct(numbers: Integers, size: int) -> tuple[Integers, Integers]:
    """Return each number's place among the different ones, and these; all are below `size`."""
    if size > MOST_COUNTED_AT_ONCE:
        different, places = np.unique(numbers, return_inverse=True)
        return places, different
    there = np.zeros(size, dtype=bool)
    there[numbers] = True
    return (np.cumsum(there) - 1)[numbers], np.flatnonzero(there)

"""Whole columns of numbers, packed a slice at a time.

Imports numpy, which comes with pandas: import it where it is used.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from oj_cli.store.packing import MISSING, WHOLE, pack, pack_list, pack_small

Integers = np.ndarray[Any, np.dtype[np.integer[Any]]]

Packer = Callable[[slice, str], bytes | None]
"""Gives the packed column of some rows, None if there is nothing in them."""

MOST_DECIMALS = 6
_NONE = MOST_DECIMALS + 1  # no number of decimals gives these values exactly
_EXACT = 2.0**53  # from here on not every whole number is a float
_SIZES = {kind: np.iinfo(kind) for kind in WHOLE}


def whole(numbers: Integers, missing: int | None = None, *, small: bool = False) -> Packer:
    """Return a packer of whole numbers, in the smallest size that holds all of them.

    A slice in which all are `missing` gives None; `small` compresses it.
    """
    kind = _kind_for(int(numbers.min()), int(numbers.max()))
    column = numbers.astype(f"<{kind}")
    there = None if missing is None else column != missing
    if there is not None and not there.any():
        return lambda _rows, _belongs: None
    put = pack_small if small else pack

    def packed(rows: slice, belongs: str) -> bytes | None:
        if there is not None and not there[rows].any():
            return None
        return put(kind, column[rows].tobytes(), belongs)

    return packed


def floats(numbers: Any, *, small: bool = False) -> Packer:
    """Return a packer of numbers, NaN where one is missing.

    They are kept as whole numbers with so many decimals as give them back exactly, else as floats.
    """
    there = ~np.isnan(numbers)
    decimals = _decimals(numbers)
    put = pack_small if small else pack

    def packed(rows: slice, belongs: str) -> bytes | None:
        known = there[rows]
        if not known.any():
            return None
        most = int(decimals[rows].max())
        part = numbers[rows]
        scaled, fits = _scaled(part[known], most)
        if most == _NONE or not fits.all():  # one may need the decimals, another lack the room
            return put("d", part.astype("<d").tobytes(), belongs)
        scaled = scaled.astype(np.int64)
        kind = _kind_for(int(scaled.min()) - 1, int(scaled.max()))
        column = np.full(len(part), MISSING[kind], dtype=f"<{kind}")
        column[known] = scaled
        return put(str(most), kind.encode() + column.tobytes(), belongs)

    return packed


def texts(values: Any) -> Packer:
    """Return a packer of texts, whole numbers or None."""

    def packed(rows: slice, belongs: str) -> bytes | None:
        given = values[rows].tolist()
        lacks = all(value is None for value in given)
        return None if lacks else pack_list(given, belongs)

    return packed


def _decimals(numbers: Any) -> Any:
    """Return with how many decimals each number is exactly itself, 0 for one that is missing."""
    found = np.full(len(numbers), _NONE, dtype=np.int8)
    left = np.flatnonzero(~np.isnan(numbers))
    found[np.isnan(numbers)] = 0
    for decimals in range(MOST_DECIMALS + 1):
        fits = _scaled(numbers[left], decimals)[1]
        found[left[fits]] = decimals
        left = left[~fits]
    return found


def _scaled(numbers: Any, decimals: int) -> tuple[Any, Any]:
    """Return numbers as whole ones with so many decimals, and which of these are exact."""
    with np.errstate(over="ignore"):
        scaled = np.rint(numbers * 10.0**decimals)
        return scaled, (np.abs(scaled) < _EXACT) & (scaled / 10.0**decimals == numbers)


def _kind_for(low: int, high: int) -> str:
    return next(k for k, size in _SIZES.items() if size.min <= low and high <= size.max)

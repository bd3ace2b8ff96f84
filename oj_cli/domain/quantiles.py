"""Medians and quartiles, as Excel's KVARTIL.INK has them."""

from collections.abc import Sequence


def quantile(values: Sequence[float], share: float) -> float | None:
    """Return a quantile of values in order, None of none.

    Linear between the two nearest values: R's type 7.
    """
    if not values:
        return None
    place = share * (len(values) - 1)
    low = int(place)
    below, above = values[low], values[min(low + 1, len(values) - 1)]
    return below + (above - below) * (place - low)

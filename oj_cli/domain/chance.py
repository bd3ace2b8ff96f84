"""How much of a share, a difference or a change may be chance.

Shares are percent, `n` is how many answered, `spread` is how many times wider the chance is than
that of as many independent answers (overdispersion). z is in standard deviations of chance.
"""

import math
from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal

from oj_cli.domain.encoding import key
from oj_cli.domain.immutable import immutable

Z95 = 1.959964
"""The 97.5th percentile of the normal distribution: any table."""
MEDIAN_MOVE = 0.674490
"""The median of the absolute value of a standard normal: any table."""
GREAT_FALL = 40.0
"""Percentage points: a fall so great is always told, and may be an error."""
MOST_UNITS = 200
MOST_EXACT = 200
"""With more answers than this the normal distribution is as good as the binomial."""
_SURE = 1e-12
_EDGE = 1.0
"""Percent: a reference of 0 or 100 would leave no room for chance."""

NSource = Literal["publicerad", "minst", "okand"]
"""Where n comes from: printed; the least that the own shares allow; nowhere."""
Method = Literal["wilson", "rorelse"]
"""What an interval is of: as many answers, or how such values move between years."""


@immutable
class Uncertainty:
    """How sure an own value is: `interval` holds what chance may have made of it (95 %).

    `method` says how it was computed, `response_rate` (percent) how many of those asked answered.
    """

    n: int | None = key("n", default=None)
    n_source: NSource = key("n_kalla", default="okand")
    interval: tuple[float, float] | None = key("intervall", default=None)
    method: Method | None = key("metod", default=None)
    response_rate: float | None = key("svarsfrekvens", default=None)


def normal_below(z: float) -> float:
    """Return the share of a normal distribution that lies below z."""
    return math.erfc(-z / math.sqrt(2)) / 2


def normal_z(below: float) -> float:
    """Return the z that a share of the normal distribution lies below, by halving."""
    low, high = -8.0, 8.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if normal_below(middle) < below else (low, middle)
    return (low + high) / 2


def wilson(share: float, n: float, spread: float = 1.0, z: float = Z95) -> tuple[float, float]:
    """Return the interval (percent) of a share of n answers (Wilson 1927), n divided by spread."""
    p, m = share / 100, n / spread
    middle, half = p + z * z / (2 * m), z * math.sqrt(p * (1 - p) / m + (z / (2 * m)) ** 2)
    low, high = ((middle - half) / (1 + z * z / m), (middle + half) / (1 + z * z / m))
    return 100 * max(low, 0.0), 100 * min(high, 1.0)


def z_of_share(share: float, n: int, reference: float, spread: float = 1.0) -> float:
    """Return how far a share of n answers is above a reference, in z; below zero is under it.

    Up to 200 answers by the binomial distribution's mid-P (Lancaster 1961), so that a few
    answers are not taken for more than they are; above that by the normal distribution.
    """
    r = min(max(reference, _EDGE), 100 - _EDGE) / 100
    if n > MOST_EXACT:
        z = (share / 100 - r) / math.sqrt(r * (1 - r) / n)
    else:
        z = normal_z(min(max(_mid_p(round_half_up(share * n / 100), n, r), _SURE), 1 - _SURE))
    return z / math.sqrt(spread)


def _mid_p(k: int, n: int, p: float) -> float:
    """Return P(X < k) + P(X = k) / 2 of a binomial X."""
    at = math.exp(
        math.lgamma(n + 1)
        - math.lgamma(k + 1)
        - math.lgamma(n - k + 1)
        + k * math.log(p)
        + (n - k) * math.log(1 - p)
    )
    total, term = at / 2, at
    for i in range(k, 0, -1):  # each term from the one above it
        term *= i * (1 - p) / ((n - i + 1) * p)
        total += term
    return total


def z_between(
    before: float, n_before: int, after: float, n_after: int, spread: float = 1.0
) -> float:
    """Return how far a share has risen, in z: two proportions, with their common share."""
    both = (before * n_before + after * n_after) / (n_before + n_after)
    p = min(max(both, _EDGE), 100 - _EDGE) / 100
    return (after - before) / 100 / math.sqrt(spread * p * (1 - p) * (1 / n_before + 1 / n_after))


def z_together(zs: Sequence[float]) -> float:
    """Return the z of several years together, each with the same weight (Stouffer 1949)."""
    return sum(zs) / math.sqrt(len(zs))


def told(chances: Sequence[float], rate: float) -> Collection[int]:
    """Return which of many findings hold (by place), so that at most `rate` of them are false.

    `chances` are their p-values (Benjamini and Hochberg 1995).
    """
    order = sorted(range(len(chances)), key=chances.__getitem__)
    held = 0
    for rank, place in enumerate(order, start=1):
        if chances[place] <= rate * rank / len(order):
            held = rank
    return frozenset(order[:held])


def smallest_n(shares: Collection[float]) -> int | None:
    """Return the smallest n of which all shares, printed as whole percent, can be parts.

    None where none up to 200 can.
    """
    return _smallest_n(frozenset(map(round_half_up, shares)))


@cache
def _smallest_n(wanted: frozenset[int]) -> int | None:
    fits = (n for n in range(1, MOST_UNITS + 1) if all(_is_part(share, n) for share in wanted))
    return next(fits, None)


def _is_part(share: int, n: int) -> bool:
    """Return whether a whole percent is what some k of n round to, half up."""
    near = (share * n + 50) // 100
    return any((200 * k + n) // (2 * n) == share for k in (near - 1, near, near + 1) if k >= 0)


def round_half_up(number: float) -> int:
    """Return the nearest whole number, the upper of two as near."""
    return math.floor(number + 0.5)

"""A plain straight line through a few years, drawn on one year, with how uncertain it is."""

import math
from collections.abc import Sequence
from statistics import NormalDist

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.trend import Outlook, Point

FEWEST = 3
_SAME = 1e-9  # of the figures' size: what is left of a fit that is exact, in floating point

# Student's t, the 97.5th percentile, by degrees of freedom: any statistics table.
_T = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281)


def outlook(points: Sequence[Point], indicator: Indicator) -> Outlook | None:
    """Return the least-squares line through comparable points, one year past the last.

    The interval is the 95 % prediction interval of one new observation: figure ±
    t(n - 2) · s · √(1 + 1/n + (x - mean x)² / Sxx), with s² the residual sum of squares
    over n - 2. Percentages are clipped to 0-100. None for fewer than three points.
    """
    known = [(p.year, p.figure) for p in points if p.figure is not None]
    if len(known) < FEWEST:
        return None
    n, year = len(known), known[-1][0] + 1
    mean_x, mean_y = sum(x for x, _ in known) / n, sum(y for _, y in known) / n
    sxx = sum((x - mean_x) ** 2 for x, _ in known)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in known) / sxx
    figure = mean_y + slope * (year - mean_x)
    left = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in known)
    half = None
    if math.sqrt(left) > _SAME * max(1.0, *(abs(y) for _, y in known)):
        s = math.sqrt(left / (n - 2))
        half = student_t(n - 2) * s * math.sqrt(1 + 1 / n + (year - mean_x) ** 2 / sxx)
    bounds = (figure,) if half is None else (figure, figure - half, figure + half)
    top, bottom = (100.0, 0.0) if indicator.is_percent else (math.inf, -math.inf)
    clipped = tuple(min(max(bound, bottom), top) for bound in bounds)
    low, high = clipped[1:] or (None, None)
    return Outlook(year, clipped[0], low, high, slope, tuple(points), clipped != bounds)


def student_t(freedom: int) -> float:
    """Return the 97.5th percentile of Student's t, to four decimals or better.

    From a table up to ten degrees of freedom, then by Cornish and Fisher's expansion.
    """
    if freedom <= len(_T):
        return _T[freedom - 1]
    z, v = NormalDist().inv_cdf(0.975), freedom
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + math.fsum(term / float(v) ** k for k, term in enumerate(terms, start=1))

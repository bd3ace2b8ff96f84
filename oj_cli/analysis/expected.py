"""What a value is likely to be the next time: a kommun's own years, drawn towards all kommuner's.

Empirical Bayes (James and Stein 1961; Efron and Morris 1975). A kommun's gap in a year is its value
minus that year's median. Over all kommuner, the covariance of the gaps of neighbouring years is the
part that lasts, and half the mean square of how they differ is what comes and goes (the noise),
taken from the kommuner that are most like it in size. Own gaps are kept by how much of them lasts:

    weight = lasting / (lasting + noise / own years)
    expected = newest median + weight · mean of own gaps

The interval is ± 1.96 standard deviations of: what of the lasting is not known, the noise, how far
kommuner drift apart by the year, and how far the median goes. What is over is no promise: it
tells how kommuner use to move, and nothing of what comes of doing something or nothing.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from oj_cli.domain.chance import Z95
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.quantiles import quantile
from oj_cli.domain.trend import Expected

FEWEST_KOMMUNER = 30
"""That have both of the newest two years."""
LIKE_PART = 4
"""Like kommuner are a fourth of them, those nearest in size."""
MOST_YEARS = 4
"""Years that are learnt from: more tell nothing better of the next one."""
OWN_YEARS = 3
YEARLY_MOVE = 2.5
"""Percentage points that the median may always go in a year: how far it went on the mean (root of
the mean square) in five surveys until 2020; seldom in years that followed each other calmly, but in
2022 nearly all questions to older people fell by three to ten."""

Years = Mapping[int, Mapping[str, float]]
"""Values by year and kommunkod."""


@immutable
class Everyone:
    """All kommuner's values by indicator id, and their inhabitants by kommunkod."""

    values: Mapping[str, Years]
    inhabitants: Mapping[str, float]

    def expected(self, indicator: Indicator, kommun: str) -> Expected | None:
        """Return a kommun's likely next value, None where too little is known.

        Kommuner are alike that have about as many answers, or inhabitants where n is not published.
        """
        answered = self.values.get(indicator.respondents or "")
        sizes = answered[max(answered)] if answered else self.inhabitants
        return expected(indicator, self.values.get(indicator.id, {}), sizes, kommun)


def expected(
    indicator: Indicator,
    years: Years,
    sizes: Mapping[str, float],
    kommun: str,
    ahead: int | None = None,
) -> Expected | None:
    """Return what a kommun's value is likely to be so many years ahead.

    As many as lie between the newest two years, if nothing is said. None unless it and at least 30
    kommuner have both of these, and they are comparable.
    """
    used = _comparable(indicator, years)
    if len(used) < 2 or any(kommun not in years[year] for year in used[-2:]):
        return None
    medians = [quantile(sorted(years[year].values()), 0.5) or 0.0 for year in used]
    gaps = [{k: v - m for k, v in years[y].items()} for y, m in zip(used, medians, strict=True)]
    both = [(k, a[k], b[k]) for a, b in pairwise(gaps) for k in a if k in b]
    if sum(k in gaps[-2] for k in gaps[-1]) < FEWEST_KOMMUNER:
        return None
    lasting = max(_mean([a * b for _, a, b in both]), 0.0)
    common = _mean([(a - b) ** 2 / 2 for _, a, b in both])
    like = _like(sizes, kommun)
    near = [(a - b) ** 2 / 2 for k, a, b in both if k in like]
    noise = _mean(near) if len(near) >= FEWEST_KOMMUNER else common
    ahead = ahead or used[-1] - used[-2]
    own = [gap[kommun] for gap in gaps[-OWN_YEARS:] if kommun in gap]
    weight = lasting / (lasting + noise / len(own)) if lasting else 0.0
    drift = _drift(gaps, used, common)
    figure = medians[-1] + weight * _mean(own)
    variance = lasting * (1 - weight) + max(noise - drift / 2, 0.0) + drift * ahead
    half = Z95 * math.sqrt(variance + ahead * _yearly_move(indicator, medians, used))
    bottom, top = _scale(indicator)
    bounds = [min(max(v, bottom), top) for v in (figure, figure - half, figure + half)]
    return Expected(
        figure=bounds[0],
        low=bounds[1],
        high=bounds[2],
        median=medians[-1],
        weight=weight,
        years=tuple(y for y in used[-OWN_YEARS:] if kommun in years[y]),
        kommuner=len({k for k, _, _ in both}),
    )


def _comparable(indicator: Indicator, years: Years) -> list[int]:
    """Return the years to learn from, oldest first: comparable with the newest, many enough."""
    known = [year for year in sorted(years) if len(years[year]) >= FEWEST_KOMMUNER]
    return [y for y in known if indicator.break_between(y, known[-1]) is None][-MOST_YEARS:]


def _like(sizes: Mapping[str, float], kommun: str) -> Collection[str]:
    """Return the fourth of the kommuner that are nearest in size, none if its own is not known."""
    own = sizes.get(kommun)
    if not own:
        return ()
    apart = {k: abs(math.log(size / own)) for k, size in sizes.items() if size > 0}
    nearest = sorted(apart, key=lambda k: (apart[k], k))
    return frozenset(nearest[: max(FEWEST_KOMMUNER, len(nearest) // LIKE_PART)])


def _drift(gaps: Sequence[Mapping[str, float]], years: Sequence[int], common: float) -> float:
    """Return the variance that the lasting part gains in a year.

    Gaps of years further apart differ by more, if it changes: half the mean square by half of that.
    """
    further, apart = [], []
    for first, last, between in zip(gaps, gaps[2:], pairwise(years[1:]), strict=False):
        found = [(first[k] - last[k]) ** 2 / 2 for k in first if k in last]
        further += found
        apart += [between[1] - between[0]] * len(found)
    return max(2 * (_mean(further) - common) / _mean(apart), 0.0) if further else 0.0


def _yearly_move(indicator: Indicator, medians: Sequence[float], years: Sequence[int]) -> float:
    """Return the variance that the median gains in a year."""
    moved = sum((b - a) ** 2 for a, b in pairwise(medians)) / (years[-1] - years[0])
    return max(moved, YEARLY_MOVE**2) if indicator.is_percent else moved


def _scale(indicator: Indicator) -> tuple[float, float]:
    """Return the least and the greatest value that there can be."""
    if indicator.is_percent or "0–100" in (indicator.unit or ""):
        return 0.0, 100.0
    never_below = indicator.scale in ("dagar", "timmar", "antal", "kronor")
    return (0.0 if never_below else -math.inf), math.inf


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)

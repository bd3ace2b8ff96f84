"""How sure a value is: how many answers stand behind it, and how far beyond chance it lies.

The formulas are those of `domain.chance`; here stands what goes into them for an indicator.
"""

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from oj_cli.analysis.compare import as_exact
from oj_cli.domain.chance import (
    MEDIAN_MOVE,
    Z95,
    NSource,
    Uncertainty,
    smallest_n,
    wilson,
    z_between,
    z_of_share,
)
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Catalogue, Indicator

LOWEST_RATE = 30
"""Percent: where fewer answered, nothing is clear."""
LOW_RATE = 50
"""Percent: where fewer answered, that is said and more is demanded."""
FALSE_RATE = 0.03
"""At most so many of what is called clear are chance (Benjamini and Hochberg)."""
FALSE_RATE_LOW = 0.0125
"""The same where fewer than half answered: those who did may be unlike the others."""
FLOOR_PERCENT = 3.0
FLOOR_LEAST_N = 10.0
"""Percentage points, where the catalogue says nothing: n published, and n at least."""
FLOOR_SPREAD = 0.2
"""Of the distance between the quartiles of all kommuner, for values that are not percent."""


class Behind(NamedTuple):
    """How many answers a value stands on, and what percent of those asked they are."""

    n: int | None
    source: NSource
    rate: float | None = None


@immutable
class Certainty:
    """One indicator of an område, and how much its values move by chance.

    `moved` is the median of how far a kommun's value goes from a year to the next one with
    values, in the indicator's unit; None where that is not known.
    """

    catalogue: Catalogue
    indicator: Indicator
    moved: float | None = None

    @property
    def spread(self) -> float:
        """How many times wider chance is than that of as many independent answers."""
        return self.catalogue.survey(self.indicator.survey).spread

    def behind(self, own: Mapping[str, float]) -> Behind:
        """Return what stands behind a kommun's value; `own` are its values that year by id.

        Where n is not published it is at least what the shares of the same survey allow.
        """
        indicator = self.indicator
        rate = own.get(indicator.response_rate or "")
        n = own.get(indicator.respondents or "")
        if n is not None and n >= 1:
            return Behind(int(n), "publicerad", rate)
        if indicator.survey is None or indicator.respondents is not None:
            return Behind(None, "okand", rate)
        together = self.catalogue.shares_of_survey.get(indicator.survey, ())
        shares = [own[id] for id in together if id in own]
        least = smallest_n(shares) if shares else None
        return Behind(least, "okand" if least is None else "minst", rate)

    def uncertainty(self, value: float, behind: Behind) -> Uncertainty:
        """Return the interval around a value (95 %), and what it is made of."""
        n, source, rate = behind
        if n is not None and self.indicator.is_percent:
            return Uncertainty(n, source, wilson(value, n, self.spread), "wilson", rate)
        if not self.moved:
            return Uncertainty(n, source, response_rate=rate)
        half = Z95 * self.noise
        return Uncertainty(n, source, (value - half, value + half), "rorelse", rate)

    def level(self, value: float, behind: Behind, reference: float) -> float | None:
        """Return how far beyond chance a value is better than a reference, in z.

        None where that cannot be told: no n of a share, and of other values no years to see
        how much they move.
        """
        if self.indicator.is_percent:
            if behind.n is None:
                return None
            z = z_of_share(value, behind.n, reference, self.spread)
        elif self.moved:
            z = (value - reference) / self.noise
        else:
            return None
        return self.indicator.lead(z, 0.0)

    def change(
        self, before: float, behind_then: Behind, after: float, behind_now: Behind
    ) -> float | None:
        """Return how far beyond chance a value got better, in z; None where it cannot be told."""
        if self.indicator.is_percent:
            if behind_then.n is None or behind_now.n is None:
                return None
            z = z_between(before, behind_then.n, after, behind_now.n, self.spread)
        elif self.moved:
            z = (after - before) / (self.noise * math.sqrt(2))
        else:
            return None
        return self.indicator.lead(z, 0.0)

    def can_be_clear(self, behind: Behind) -> bool:
        """Return whether enough is known, and enough answered, to call anything clear."""
        enough = behind.rate is None or behind.rate >= LOWEST_RATE
        return enough and self.catalogue.survey(self.indicator.survey).can_tell

    @property
    def noise(self) -> float:
        """The standard deviation of one year's value, of how far two years lie apart."""
        return (self.moved or 0.0) / MEDIAN_MOVE / math.sqrt(2)


def false_rate(rates: Iterable[float | None]) -> float:
    """Return how much of what is called clear in one survey may be chance.

    `rates` are the percent that answered; where some are low more is demanded of all.
    """
    is_low = any(rate is not None and rate < LOW_RATE for rate in rates)
    return FALSE_RATE_LOW if is_low else FALSE_RATE


def floor(
    indicator: Indicator, behind: Behind, q1: float | None = None, q3: float | None = None
) -> float:
    """Return the least difference that is worth a word, in the indicator's unit.

    `q1` and `q3` are the quartiles of those compared with, where they are known.
    """
    if indicator.floor is not None:
        return indicator.floor
    if indicator.is_percent:
        return FLOOR_LEAST_N if behind.source == "minst" else FLOOR_PERCENT
    return 0.0 if q1 is None or q3 is None else as_exact(FLOOR_SPREAD * (q3 - q1))

"""The rule for numbers, written a second time: formulas from the textbooks, nothing of the product.

Chance is that of a binomial; its mid-P is summed from `math.comb`, and z comes from the standard
library's normal distribution. A z below zero is worse than what it is compared with.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from statistics import NormalDist
from typing import Any

NORMAL = NormalDist()
Z95 = 1.959964
MOST = 200
FALSE_RATE, FALSE_RATE_LOW = 0.03, 0.0125
LOW_RATE, LOWEST_RATE = 50, 30

Entry = dict[str, Any]
Values = Mapping[str, Decimal]


def is_percent(indicator: Entry) -> bool:
    """Tell whether an indicator is a share."""
    return indicator["typ"] == "ja_nej" or indicator.get("enhet", "").startswith("procent")


def sign(indicator: Entry) -> int:
    """Return 1 where more is better, -1 where less is."""
    return -1 if indicator["riktning"] == "lagre" else 1


# ---------------------------------------------------------------- chance


def half_up(number: Decimal | Fraction) -> int:
    """Return the nearest whole number, the upper of two."""
    return math.floor(Fraction(number) + Fraction(1, 2))


@cache
def z_of(share: Decimal, n: int, reference: Fraction) -> float:
    """Return how far beyond chance a share of n is above a reference, without overdispersion."""
    r = float(min(max(reference, Fraction(1)), Fraction(99))) / 100
    if n > MOST:
        return (float(share) / 100 - r) / math.sqrt(r * (1 - r) / n)
    k = half_up(share * n / 100)
    terms = [math.comb(n, i) * r**i * (1 - r) ** (n - i) for i in range(k + 1)]
    below = math.fsum(terms[:-1]) + terms[-1] / 2
    return NORMAL.inv_cdf(min(max(below, 1e-12), 1 - 1e-12))


def z_change(old: Decimal, n_old: int, new: Decimal, n_new: int) -> float:
    """Return how far beyond chance a share has risen, without overdispersion."""
    pooled = float((old * n_old + new * n_new) / (n_old + n_new)) / 100
    p = min(max(pooled, 0.01), 0.99)
    return float(new - old) / 100 / math.sqrt(p * (1 - p) * (1 / n_old + 1 / n_new))


@cache
def smallest(shares: frozenset[int]) -> int | None:
    """Return the least n of which all these whole percents can be parts."""
    for n in range(1, MOST + 1):
        if shares <= {half_up(Fraction(100 * k, n)) for k in range(n + 1)}:
            return n
    return None


def interval(share: Decimal, n: int, spread: float) -> list[float]:
    """Return Wilson's interval, of n divided by the overdispersion."""
    p, m, z = float(share) / 100, n / spread, Z95
    root = math.sqrt(m * p * (1 - p) + z * z / 4)
    ends = [100 * (m * p + z * z / 2 + s * z * root) / (m + z * z) for s in (-1, 1)]
    return [max(ends[0], 0.0), min(ends[1], 100.0)]


def hold(chances: Mapping[str, float], rate: float) -> set[str]:
    """Return which findings hold after Benjamini and Hochberg, by their adjusted chances."""
    adjusted, least, m = {}, 1.0, len(chances)
    for rank, (name, p) in enumerate(sorted(chances.items(), key=lambda c: -c[1])):
        least = min(least, p * m / (m - rank))
        adjusted[name] = least
    return {name for name, p in adjusted.items() if p <= rate}


# ---------------------------------------------------------------- one value


@dataclass
class Value:
    """A kommun's value of one indicator, what it is compared with, and its year before.

    `own` and `own_before` are all that the kommun has in these years. `quartiles` are of the
    reference, `moved` how far values usually go in a year.
    """

    indicator: Entry
    survey: Entry
    siblings: Collection[Entry]
    own: Values
    figure: Fraction
    quartiles: tuple[Fraction, Fraction] | None
    moved: Fraction | None
    year_before: int | None = None
    own_before: Values | None = None
    figure_before: Fraction | None = None

    def __post_init__(self) -> None:
        id, of = self.indicator["id"], sign(self.indicator)
        self.value = self.own[id]
        self.before = self.own_before[id] if self.own_before else None
        self.n, self.source, self.rate = self.behind(self.own)
        self.n_before = self.behind(self.own_before)[0] if self.own_before else None
        self.lead = of * (Fraction(self.value) - self.figure)
        self.lead_before = Fraction(0)
        if self.before is not None and self.figure_before is not None:
            self.lead_before = of * (Fraction(self.before) - self.figure_before)
        self.floor = self.relevance()
        self.z_now = self.level(self.value, self.figure, self.n)
        self.z = self.together()
        self.z_change = self.change()

    def behind(self, own: Values) -> tuple[int | None, str, Decimal | None]:
        """Return how many answers there are, where that is from, and percent of those asked."""
        said = self.indicator.get("antal_svar")
        rate = own.get(self.indicator.get("svarsfrekvens", ""))
        if said in own and own[said] >= 1:
            return int(own[said]), "publicerad", rate
        shares = frozenset(half_up(own[s["id"]]) for s in self.siblings if s["id"] in own)
        n = smallest(shares) if shares and said is None else None
        return n, "okand" if n is None else "minst", rate

    @property
    def spread(self) -> float:
        """The survey's overdispersion."""
        return float(self.survey.get("spridning", 1.3))

    @property
    def noise(self) -> float | None:
        """The standard deviation of a value without n, of how far two years lie apart."""
        return float(self.moved) / 0.674490 / math.sqrt(2) if self.moved else None

    def relevance(self) -> Fraction:
        """Return the least difference that matters."""
        if "relevans" in self.indicator:
            return Fraction(str(self.indicator["relevans"]))
        if is_percent(self.indicator):
            return Fraction(10 if self.source == "minst" else 3)
        low, high = self.quartiles or (Fraction(0), Fraction(0))
        return (high - low) / 5

    def level(self, value: Decimal, figure: Fraction, n: int | None) -> float | None:
        """Return how far beyond chance a value is better than a figure."""
        if is_percent(self.indicator):
            z = None if n is None else z_of(value, n, figure) / math.sqrt(self.spread)
        else:
            z = float(Fraction(value) - figure) / self.noise if self.noise else None
        return None if z is None else sign(self.indicator) * z

    def together(self) -> float | None:
        """Return this year's and the year before's together, by Stouffer."""
        if self.z_now is None or self.before is None or self.figure_before is None:
            return self.z_now
        n = self.n if self.n_before is None else self.n_before
        then = self.level(self.before, self.figure_before, n)
        return self.z_now if then is None else (self.z_now + then) / math.sqrt(2)

    def change(self) -> float | None:
        """Return how far beyond chance it got better since the year before."""
        if self.before is None:
            return None
        z = None
        if is_percent(self.indicator):
            if self.n is not None and self.n_before is not None:
                z = z_change(self.before, self.n_before, self.value, self.n)
                z /= math.sqrt(self.spread)
        elif self.noise:
            z = float(self.value - self.before) / (self.noise * math.sqrt(2))
        return None if z is None else sign(self.indicator) * z

    @property
    def has_fallen(self) -> bool:
        """Whether it got worse by the floor, and by as much more than the reference."""
        if self.before is None:
            return False
        fall = -sign(self.indicator) * Fraction(self.value - self.before)
        return max(fall, Fraction(0)) >= self.floor and self.lead_before - self.lead >= self.floor

    @property
    def can_be_clear(self) -> bool:
        """Whether the survey can tell kommuner apart, and enough answered."""
        return self.survey.get("skiljer", True) and (self.rate is None or self.rate >= LOWEST_RATE)

    def uncertainty(self) -> Entry:
        """Return what the JSON says of it."""
        ends, method = None, None
        if self.n is not None and is_percent(self.indicator):
            ends, method = interval(self.value, self.n, self.spread), "wilson"
        elif self.noise:
            half = Z95 * self.noise
            ends, method = [float(self.value) - half, float(self.value) + half], "rorelse"
        return {
            "n": self.n,
            "n_kalla": self.source,
            "intervall": ends,
            "metod": method,
            "svarsfrekvens": None if self.rate is None else float(self.rate),
        }


# ---------------------------------------------------------------- all values of a kommun


def verdicts(values: Iterable[Value]) -> dict[str, str]:
    """Return a verdict for each value by indicator: those of a survey are judged together."""
    families: dict[str | None, list[Value]] = {}
    for value in values:
        families.setdefault(value.indicator.get("undersokning"), []).append(value)
    return {id: verdict for family in families.values() for id, verdict in judged(family)}


def judged(family: list[Value]) -> Iterable[tuple[str, str]]:
    """Yield the verdict on each value of a survey."""
    rates = [v.rate for v in family if v.rate is not None]
    rate = FALSE_RATE_LOW if rates and min(rates) < LOW_RATE else FALSE_RATE

    def beyond(of: Callable[[Value], float | None], side: int, at: float) -> set[str]:
        found = {v.indicator["id"]: of(v) for v in family}
        return hold({i: NORMAL.cdf(side * z) for i, z in found.items() if z is not None}, at)

    weak, strong = (beyond(lambda v: v.z, side, rate) for side in (1, -1))
    weak_now = beyond(lambda v: v.z_now, 1, FALSE_RATE_LOW)
    fallen = beyond(lambda v: v.z_change, 1, rate)
    for v in family:
        id, verdict = v.indicator["id"], "i_mitten"
        if v.lead < 0 and -v.lead >= v.floor:
            lasts = id in weak and v.lead_before <= 0
            collapsed = id in weak_now and id in fallen and v.has_fallen
            verdict = "tydlig_svaghet" if v.can_be_clear and (lasts or collapsed) else "osakert"
        elif v.lead > 0 and v.lead >= v.floor and v.can_be_clear:
            verdict = "tydlig_styrka" if id in strong and v.lead_before >= 0 else "i_mitten"
        yield id, verdict

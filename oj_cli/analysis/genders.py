"""Women and men beside each other, where it is known how many of each answered."""

from collections.abc import Mapping
from typing import NamedTuple

from oj_cli.analysis.own import Own, beyond_chance
from oj_cli.domain.chance import round_half_up, z_between
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.trend import Genders

FEWEST_ITEMS = 3
FEWEST_SHOWN = 5
"""So few persons are never counted aloud."""
ROUNDING = 1.0
"""Percentage points that T may differ from w·K + (1 − w)·M when all three are printed whole."""
MOST_ERROR = 0.1
"""Of the share of women: a greater standard error leaves too little known."""
_VARIANCE = 1 / 6  # of T − w·K − (1 − w)·M, each rounded to whole percent: at most 2 · 1/12


class Part(NamedTuple):
    """Women's share of those who answered (0 to 1), or in words why it is not known."""

    women: float | None
    why_not: str | None = None


def genders(own: Own, indicator: Indicator) -> Genders | None:
    """Return what can be said of a kommun's women and men the newest year that has both.

    All items of the survey are judged together, so that many questions make few false alarms.
    """
    women, men = own.values.get("K", {}), own.values.get("M", {})
    both = [y for y in women if indicator.id in women[y] and indicator.id in men.get(y, {})]
    if not both:
        return None
    year = max(both)
    k, m = women[year][indicator.id], men[year][indicator.id]
    behind = own.behind(indicator, year)
    if not indicator.is_percent or behind.n is None or behind.source != "publicerad":
        why = "det finns ingen uppgift om hur många kvinnor och män som svarade"
        return Genders(year=year, women=k, men=m, why_not=why)
    part = share_of_women(own, indicator.survey, year)
    if part.women is None:
        return Genders(year=year, women=k, men=m, why_not=part.why_not)
    n_women = round_half_up(part.women * behind.n)
    n_men = behind.n - n_women
    if min(n_women, n_men) < FEWEST_SHOWN:
        why = "färre än fem av det ena könet svarade"
        return Genders(year=year, women=k, men=m, why_not=why)
    certainty = own.certainty(indicator)
    items = [
        i.id
        for i in own.catalogue
        if i.survey == indicator.survey
        and (i.is_judged or i.id == indicator.id)
        and i.is_percent
        and _in_all(i.id, women[year], men[year])
    ]
    zs = [
        z_between(men[year][id], n_men, women[year][id], n_women, certainty.spread) for id in items
    ]
    held = beyond_chance(zs, [behind.rate])
    is_clear = certainty.can_be_clear(behind) and items.index(indicator.id) in held
    return Genders(year=year, women=k, men=m, n_women=n_women, n_men=n_men, is_clear=is_clear)


def share_of_women(own: Own, survey: str | None, year: int) -> Part:
    """Return women's share of those who answered a survey, from what it says of all its items.

    T = w·K + (1 − w)·M for each item; w by least squares, if at least three items have all three
    and it makes each T to within rounding.
    """
    t, k, m = (own.values.get(gender, {}).get(year, {}) for gender in "TKM")
    items = [
        (t[i.id], k[i.id], m[i.id])
        for i in own.catalogue
        if survey is not None and i.survey == survey and i.is_percent and _in_all(i.id, t, k, m)
    ]
    if len(items) < FEWEST_ITEMS:
        return Part(None, "för få frågor är redovisade för både kvinnor och män")
    squares = sum((b - c) ** 2 for _, b, c in items)
    if squares < _VARIANCE / MOST_ERROR**2:
        return Part(None, "kvinnors och mäns svar är så lika att antalen inte går att räkna fram")
    w = sum((a - c) * (b - c) for a, b, c in items) / squares
    fits = all(abs(a - w * b - (1 - w) * c) <= ROUNDING for a, b, c in items)
    if not fits or not 0 < w < 1:
        return Part(None, "andelarna för alla, kvinnor och män går inte ihop med varandra")
    return Part(w)


def _in_all(id: str, *values: Mapping[str, float]) -> bool:
    return all(id in of for of in values)

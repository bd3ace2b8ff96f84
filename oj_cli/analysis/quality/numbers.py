"""The rules about a kommun's numbers: against earlier years, each other, and what can be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median

from oj_cli.analysis.compare import as_exact
from oj_cli.analysis.quality.data import Case
from oj_cli.domain.findings import Finding
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.quality import Rule
from oj_cli.domain.swedish import listing, number, percent
from oj_cli.domain.trend import Point
from oj_cli.domain.wording import decimals_between, points_text, signed

_NEVER_NEGATIVE = ("antal", "dagar", "timmar", "kronor")
_LEAP = {0.0, 100.0}
_SHOWN_YEARS = 3

_Compared = tuple[Indicator, Sequence[Point]]
"""A share and its comparable years, the one that is checked last."""


def is_share(indicator: Indicator) -> bool:
    """Return whether its values are shares in percent: none is below 0 or above 100.

    A deviation in percent from something else is no share: it has no scale.
    """
    of_something = indicator.scale is None and (indicator.unit or "").startswith("procent av")
    return indicator.kind == "numerisk" and (indicator.scale == "procent" or of_something)


# --- against the years before --------------------------------------------------------------


def leapt(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find a share that was all and is nothing, or was nothing and is all."""
    for indicator, run in _told_once([x for x in _compared(case) if _leaps(x[1])]):
        last = run[-_SHOWN_YEARS:]
        values = {"serie": listing([f"{percent(p.figure or 0)} {p.year}" for p in last])}
        yield case.found(rule, "varde", values, indicator, **_years(run))


def fell(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find a share that is far worse than the last comparable year, unless `leapt` tells it."""
    fallen = [
        (indicator, run)
        for indicator, run in _compared(case)
        if not _leaps(run) and -_gain(indicator, run) >= rule.points
    ]
    for indicator, run in _told_once(fallen):
        before, now = (p.figure or 0.0 for p in run[-2:])
        decimals = decimals_between(before, now, now - before)
        values = {
            "fran": f"{number(before, decimals)}\u00a0%",
            "fore": run[-2].year,
            "till": f"{number(now, decimals)}\u00a0%",
            "andring": number(abs(now - before), decimals),
        }
        variant = "utan_riktning" if indicator.direction == "ingen" else "varde"
        yield case.found(rule, variant, values, indicator, **_years(run))


def all_fell(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find nearly all of a survey worse than the last comparable year, beside all kommuner."""
    together: dict[tuple[str, int], list[_Compared]] = {}
    for indicator, run in _compared(case):
        if indicator.survey and indicator.is_judged:
            together.setdefault((indicator.survey, run[-2].year), []).append((indicator, run))
    for (survey, before), of in together.items():
        indicators = [indicator for indicator, _ in of]
        gains = [_gain(indicator, run) for indicator, run in of]
        n = sum(-gain >= rule.points for gain in gains)
        if len(of) < rule.fewest or 100 * n < rule.percent * len(of):
            continue
        values = {
            "n": n,
            "av": len(of),
            "gruppen": _groups(indicators),
            "fore": before,
            "grans": rule.points,
            "egen": _moved(median(gains), indicators[0]),
        }
        others = _gains_of_medians(case, indicators, before)
        variant = "ensam"
        if len(others) == len(of):
            variant = "andra"
            values |= {
                "m": sum(gain < 0 for gain in others.values()),
                "deras": _moved(median(others.values()), indicators[0]),
            }
        yield case.found(
            rule,
            variant,
            values,
            undersokning=survey,
            fore=before,
            andringar={i.id: gain for i, gain in zip(indicators, gains, strict=True)},
            medianens_andringar=others,
        )


# --- against each other --------------------------------------------------------------------


def sisters_differ(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find two shares far apart that ask nearly the same, each pair once."""
    seen: set[frozenset[tuple[str, str]]] = set()
    here = case.area.catalogue.area
    for indicator, value in _shares(case):
        for sibling in indicator.siblings if indicator.role == "kvalitet" else ():
            area, _, id = sibling.rpartition("/")
            there = case.others.get(area) if area and area != here else case.area
            other = there.catalogue.by_id.get(id) if there else None
            if there is None or other is None or not _asks_the_same(indicator, other):
                continue
            at = there.catalogue.area
            pair = frozenset({(here, indicator.id), (at, id)})
            beside = there.matrix.value(id, case.kommun.code)
            if beside is None or pair in seen or as_exact(abs(value - beside)) < rule.points:
                continue
            seen.add(pair)
            values = {
                "tal": percent(value),
                "annat": percent(beside),
                "annan_fraga": other.name,
            }
            place = there.place(id, case.kommun).text
            sister = {"omrade": at, "indikator": id, "ar": there.year, "varde": beside}
            yield case.found(
                rule, "varde", values, indicator, varde=value, syskon=sister | {"plats": place}
            )


def all_alike(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find one and the same share in all of a survey."""
    surveys: dict[str, dict[str, float]] = {}
    for indicator, value in _shares(case):
        if indicator.survey and indicator.role == "kvalitet":
            surveys.setdefault(indicator.survey, {})[indicator.id] = value
    for survey, found in surveys.items():
        if len(found) >= rule.fewest and len(set(found.values())) == 1:
            indicators = [case.area.catalogue.by_id[id] for id in found]
            value = next(iter(found.values()))
            values = {"tal": percent(value), "n": len(found), "gruppen": _groups(indicators)}
            yield case.found(
                rule,
                "alla",
                values,
                undersokning=survey,
                indikatorer=list(found),
                varde=value,
            )


# --- by themselves -------------------------------------------------------------------------


def outside_scale(case: Case, rule: Rule) -> Iterator[Finding]:
    """Find a value that the indicator's scale or coding does not have."""
    for indicator in case.area.catalogue:
        value = case.area.matrix.value(indicator.id, case.kommun.code)
        if value is None:
            continue
        values: dict[str, object] = {"tal": signed(value, 1) if value < 0 else number(value, 1)}
        if is_share(indicator) and not 0 <= value <= 100:
            yield case.found(rule, "varde", values, indicator, varde=value)
        elif indicator.scale in _NEVER_NEGATIVE and value < 0:
            values["enhet"] = indicator.known_unit or indicator.scale
            found = case.found(rule, "under_noll", values, indicator, varde=value)
            # more money may come in than goes out
            yield replace(found, level="varn") if indicator.scale == "kronor" else found
        elif indicator.codes and number(value) not in indicator.codes:
            codes = listing([f"{code} ({means})" for code, means in indicator.codes.items()])
            yield case.found(rule, "kod", values | {"koder": codes}, indicator, varde=value)


# --- what they have in common --------------------------------------------------------------


def _shares(case: Case) -> Iterator[tuple[Indicator, float]]:
    """Yield the kommun's shares of the year, in the catalogue's order."""
    for indicator in case.area.catalogue:
        value = case.area.matrix.value(indicator.id, case.kommun.code)
        if value is not None and is_share(indicator):
            yield indicator, value


def _compared(case: Case) -> Iterator[_Compared]:
    """Yield shares with a comparable year before, and all their comparable years.

    An answer counted in another way is left out where nobody knows which is better.
    """
    for id, run in case.runs.items():
        indicator = case.area.catalogue.by_id[id]
        is_rest = indicator.role == "dubblett" and indicator.direction == "ingen"
        if len(run) > 1 and is_share(indicator) and not is_rest:
            yield indicator, run


def _told_once(found: Sequence[_Compared]) -> Iterator[_Compared]:
    """Yield what is found, but not of another count of a question that is among it."""
    told = {indicator.id for indicator, _ in found if indicator.role != "dubblett"}
    for indicator, run in found:
        if indicator.id in told or told.isdisjoint(indicator.siblings):
            yield indicator, run


def _leaps(run: Sequence[Point]) -> bool:
    return {p.figure for p in run[-2:]} == _LEAP


def _gain(indicator: Indicator, run: Sequence[Point]) -> float:
    """Return how much better the newest is than the one before, below zero where it is worse."""
    before, now = (p.figure or 0.0 for p in run[-2:])
    return as_exact(indicator.lead(now, before))


def _gains_of_medians(case: Case, indicators: Sequence[Indicator], before: int) -> dict[str, float]:
    """Return how much better the medians of all kommuner are, of the indicators that have both."""
    medians = case.area.medians
    return {
        i.id: as_exact(i.lead(medians[i.id, case.year], medians[i.id, before]))
        for i in indicators
        if (i.id, case.year) in medians and (i.id, before) in medians
    }


def _asks_the_same(indicator: Indicator, other: Indicator) -> bool:
    return (
        other.role == indicator.role and is_share(other) and other.direction == indicator.direction
    )


def _years(run: Sequence[Point]) -> Mapping[str, object]:
    """Return the years of a finding as JSON has them."""
    return {
        "varde": run[-1].figure,
        "tidigare": {str(p.year): p.figure for p in run[:-1]},
    }


def _groups(indicators: Sequence[Indicator]) -> str:
    return listing(list(dict.fromkeys(i.group for i in indicators)))


def _moved(gain: float, indicator: Indicator) -> str:
    if not gain:
        return "oförändrat"
    return f"{points_text(gain, indicator)} {'sämre' if gain < 0 else 'bättre'}"

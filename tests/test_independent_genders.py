"""What `oj trend` says of women and men, against a count from the files of values alone."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from independent import shipped, values

AREAS = [
    area
    for area in sorted(path.parent.name for path in shipped.OMRADEN.glob("*/varden.db"))
    if area != "nyckeltal" and any(i.get("kon") for i in shipped.catalogue(area)["indikatorer"])
]
FIVE = ["2029", "1980", "0512", "1480", "2584"]
THIRTY = [*sorted(shipped.read_kommuner())[::10], "0512"]

Years = dict[int, dict[str, Decimal]]


@cache
def by_gender(area: str) -> dict[tuple[str, str], tuple[Years, dict[int, Decimal]]]:
    """Return what kommuner have, and what is published for riket, by indicator and gender."""
    found: dict[tuple[str, str], tuple[Years, dict[int, Decimal]]] = {}
    for r in values.blocks(shipped.OMRADEN / area / "varden.db"):
        if r.gender == "T" or r.value is None:
            continue
        own, riket = found.setdefault((r.indicator, r.gender), ({}, {}))
        if r.kind == "kommun":
            own.setdefault(r.year, {})[r.unit] = r.value
        elif r.kind == "riket":
            riket[r.year] = r.value
    return found


@cache
def medians(area: str, indicator: str, gender: str) -> dict[int, tuple[float, int]]:
    """Return the medians of the kommuner by year, with how many they are of."""
    own, _ = by_gender(area).get((indicator, gender), ({}, {}))
    return {year: (float(statistics.median(of.values())), len(of)) for year, of in own.items()}


def counted(area: str, indicator: str, gender: str, kommun: str) -> dict[str, dict[int, Any]]:
    """Return own values, medians with how many they are of, and riket's, by year."""
    own, riket = by_gender(area).get((indicator, gender), ({}, {}))
    return {
        "varde": {year: float(of[kommun]) for year, of in own.items() if kommun in of},
        "median": medians(area, indicator, gender),
        "redovisat": {year: float(value) for year, value in riket.items()},
    }


def is_need(area: str, indicator: str) -> bool:
    """Tell whether it is compared with like kommuner only: riket is not shown of it."""
    entry = next(i for i in shipped.load(area).indicators if i["id"] == indicator)
    return "bara_liknande" in entry


def told(series: list[dict[str, Any]], gender: str) -> dict[str, dict[int, Any]]:
    """Return the same of what the product says."""
    found: dict[str, dict[int, Any]] = {"varde": {}, "median": {}, "redovisat": {}}
    for one in series:
        if one["kon"] != gender or one["id"] not in ("kommun", "riket"):
            continue
        for p in one["punkter"]:
            is_median = one["matt"] == "median"
            said = (round(p["varde"], 9), p["n_svar"]) if is_median else p["varde"]
            found[one["matt"]][p["ar"]] = said
    return found


def check(oj: Callable[..., Any], area: str, kommun: str, indicators: list[str]) -> None:
    whose = ("--kommun", kommun, "--omrade", area, "--format", "json")
    for indicator in indicators:
        ran = oj("trend", "--indicator", indicator, *whose)
        if ran.code != 0:  # in no year
            assert "har inga svar" in ran.err or "inga svar" in ran.err, ran.err
            assert not any(counted(area, indicator, g, kommun)["varde"] for g in "KM")
            continue
        series = json.loads(ran.out)["serier"]
        for gender in "KM":
            expected = counted(area, indicator, gender, kommun)
            expected["median"] = {y: (round(m, 9), n) for y, (m, n) in expected["median"].items()}
            if is_need(area, indicator):
                expected |= {"median": {}, "redovisat": {}}
            assert told(series, gender) == expected, (indicator, gender)


def of_gender(area: str) -> list[str]:
    return [i["id"] for i in shipped.load(area).indicators if i.get("kon")]


@pytest.mark.parametrize("area", AREAS)
def test_women_and_men_in_unlike_kommuner(area: str, oj: Callable[..., Any]) -> None:
    for n, kommun in enumerate(FIVE):
        check(oj, area, kommun, of_gender(area)[n::20][:2])


@pytest.mark.slow
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("at", range(len(THIRTY)))
def test_women_and_men_in_thirty_kommuner(area: str, at: int, oj: Callable[..., Any]) -> None:
    check(oj, area, THIRTY[at], of_gender(area)[at % 6 :: 6])


@pytest.mark.parametrize("area", AREAS)
def test_what_says_that_it_is_published_by_gender_is_so(area: str) -> None:
    published = {indicator for indicator, _ in by_gender(area)}
    assert published == set(of_gender(area))

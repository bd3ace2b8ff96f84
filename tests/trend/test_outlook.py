"""The straight line: against the standard library, and an interval computed by hand."""

import math
import statistics
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oj_cli.analysis.trend_overview import outlook, student_t
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.trend import Outlook, Point

DAYS = Indicator(
    "vantan",
    "Väntan",
    "Väntan",
    "ett",
    "Ett",
    "vard",
    "numerisk",
    "lagre",
    "kvalitet",
    "Påhittad.",
    "dagar",
)
PERCENT = replace(DAYS, unit="procent av enheterna")


def line(values: dict[int, float], indicator: Indicator = DAYS) -> Outlook | None:
    return outlook([Point(y, v) for y, v in sorted(values.items())], indicator)


def test_by_hand() -> None:
    # x 2018, 2019, 2022, mean 2019 2/3; y 10, 14, 15, mean 13. Sxx 26/3, Sxy 9, Syy 14.
    # Slope 27/26; what is left: 14 - 9² · 3/26 = 121/26, over one degree of freedom.
    # At 2023: 13 + 27/26 · 10/3 = 214/13, and 1 + 1/3 + (10/3)² · 3/26 = 34/13.
    found = line({2018: 10, 2019: 14, 2022: 15})
    assert found is not None
    assert found.year == 2023
    assert found.slope == pytest.approx(27 / 26)
    assert found.figure == pytest.approx(214 / 13)
    half = 12.7062 * math.sqrt(121 / 26) * math.sqrt(34 / 13)
    assert (found.low, found.high) == pytest.approx((214 / 13 - half, 214 / 13 + half))
    assert not found.is_clipped


@given(st.dictionaries(st.integers(1990, 2025), st.floats(-1e4, 1e4), min_size=3, max_size=12))
def test_the_line_is_the_standard_librarys(values: dict[int, float]) -> None:
    found = line(values)
    assert found is not None
    years = sorted(values)
    slope, start = statistics.linear_regression(
        [y - 2000 for y in years], [values[y] for y in years]
    )
    assert found.slope == pytest.approx(slope, rel=1e-6, abs=1e-6)
    expected = start + slope * (years[-1] + 1 - 2000)
    assert found.figure == pytest.approx(expected, rel=1e-6, abs=1e-4)
    if found.low is not None and found.high is not None:
        assert found.low < found.figure < found.high


@given(st.lists(st.floats(0, 100), min_size=3, max_size=6))
def test_percent_stays_within_its_scale(values: list[float]) -> None:
    found = line(dict(enumerate(values, 2015)), PERCENT)
    assert found is not None
    bounds = [b for b in (found.low, found.figure, found.high) if b is not None]
    assert all(0 <= b <= 100 for b in bounds)
    free = line(dict(enumerate(values, 2015)), DAYS)
    assert free is not None
    outside = [b for b in (free.low, free.figure, free.high) if b is not None]
    assert found.is_clipped == any(not 0 <= b <= 100 for b in outside)


@given(st.floats(-50, 50), st.floats(0, 100))
def test_points_on_a_line_leave_no_interval(slope: float, start: float) -> None:
    found = line({2018 + n: start + n * slope for n in range(4)})
    assert found is not None
    assert (found.low, found.high) == (None, None)


@given(st.lists(st.floats(0, 100), max_size=2))
def test_two_points_are_no_series(values: list[float]) -> None:
    assert line(dict(enumerate(values, 2018))) is None


@pytest.mark.parametrize(
    ("freedom", "expected"),
    [
        (1, 12.7062),
        (2, 4.3027),
        (5, 2.5706),
        (10, 2.2281),
        (11, 2.2010),
        (15, 2.1314),
        (30, 2.0423),
    ],
)
def test_students_t_as_in_the_tables(freedom: int, expected: float) -> None:
    assert student_t(freedom) == pytest.approx(expected, abs=1e-4)


@given(st.integers(1, 200))
def test_students_t_falls_towards_the_normal(freedom: int) -> None:
    assume(freedom > 1)
    assert 1.9599 < student_t(freedom) < student_t(freedom - 1)


def test_the_overview_against_the_file(
    oj: Callable[..., Any], lss: dict[tuple[str, str, int], float]
) -> None:
    found = oj("trend", "--kommun", "Stockholm", "--format", "json").json
    assert len(found["rat_linje"]) > 20
    ids = {i["id"]: i["kolada_id"] for i in _indicators(oj)}
    for said in found["rat_linje"]:
        years = said["ar_bakom"]
        values = [lss[ids[said["indikator"]], "0180", y] for y in years]
        slope, start = statistics.linear_regression(years, values)
        expected = min(max(start + slope * 2023, 0), 100)
        assert said["ar"] == 2023
        assert said["varde"] == pytest.approx(expected, abs=1e-6)
        assert said["lutning_per_ar"] == pytest.approx(slope, abs=1e-9)
        n, mean = len(years), statistics.fmean(years)
        sxx = sum((y - mean) ** 2 for y in years)
        left = sum((v - start - slope * y) ** 2 for y, v in zip(years, values, strict=True))
        if left < 1e-9:
            assert said["lagst"] is None
            continue
        spread = math.sqrt(left / (n - 2) * (1 + 1 / n + (2023 - mean) ** 2 / sxx))
        middle = start + slope * 2023
        ends = [middle - 12.7062 * spread, middle + 12.7062 * spread]
        assert [said["lagst"], said["hogst"]] == pytest.approx(
            [min(max(e, 0), 100) for e in ends], abs=1e-6
        )
        assert said["klippt"] == any(not 0 <= e <= 100 for e in [middle, *ends])


def _indicators(oj: Callable[..., Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = oj("indicators", "--format", "json").json["indikatorer"]
    return [{"id": i["id"], "kolada_id": i.get("kolada_id") or i.get("kolada")} for i in found]


def test_it_is_called_what_it_is(oj: Callable[..., Any]) -> None:
    said = " ".join(oj("trend", "--lan", "Dalarna", "--omrade", "lss-enheter").out.split())
    assert "En rät linje genom tre år, dragen till 2023. Det är ingen prognos" in said
    assert "så få punkter gör den mycket osäker" in said
    assert "* Klippt där skalan tar slut" in said
    every = oj("trend", "--lan", "Dalarna", "--omrade", "lss-enheter", "--alla").out
    assert every.count("%*") > said.count("%*")

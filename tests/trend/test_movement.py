"""What is comparable, and which words a development gets: properties of any series."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.analysis.trend import direction, movement, periods
from oj_cli.domain.indicators import Break, Indicator
from oj_cli.domain.trend import Movement, Point, Shift

INDICATOR = Indicator(
    "fraga", "Fråga", "Fråga", "ett", "Ett", "vard", "ja_nej", "hogre", "kvalitet", "Påhittad."
)
FIGURES = st.lists(st.integers(0, 100), max_size=8)


def line(figures: Sequence[float], first: int = 2010) -> tuple[Point, ...]:
    return tuple(Point(first + n, f, origin="beraknad") for n, f in enumerate(figures))


@given(FIGURES)
def test_a_direction_needs_three_points_that_all_move_the_same_way(figures: list[float]) -> None:
    moved = movement(line(figures), INDICATOR)
    up = all(b > a for a, b in pairwise(figures))
    down = all(b < a for a, b in pairwise(figures))
    assert (moved == Movement.OKAR) == (len(figures) >= 3 and up)
    assert (moved == Movement.MINSKAR) == (len(figures) >= 3 and down)


@given(FIGURES)
def test_every_series_has_one_word(figures: list[float]) -> None:
    moved = movement(line(figures), INDICATOR)
    steps = {(b > a) - (b < a) for a, b in pairwise(figures)}
    assert (moved == Movement.INGET_AR) == (not figures)
    assert (moved == Movement.ETT_AR) == (len(figures) == 1)
    assert (moved == Movement.OFORANDRAT) == (len(figures) > 1 and steps == {0})
    assert (moved == Movement.VARIERAR) == ({1, -1} <= steps)


@given(FIGURES)
def test_backwards_is_the_opposite(figures: list[float]) -> None:
    opposite = {Movement.OKAR: Movement.MINSKAR, Movement.MINSKAR: Movement.OKAR}
    forward = movement(line(figures), INDICATOR)
    assert movement(line(figures[::-1]), INDICATOR) == opposite.get(forward, forward)


@given(st.lists(st.sampled_from(["JA", "NEJ", "DELVIS"]), max_size=6))
def test_a_kommuns_answers_change_but_never_rise(answers: list[str]) -> None:
    points = [Point(2010 + n, None, a) for n, a in enumerate(answers)]
    assert movement(points, INDICATOR) not in (Movement.OKAR, Movement.MINSKAR)


@given(
    st.sets(st.integers(2000, 2025), max_size=10),
    st.sets(st.integers(2000, 2025), max_size=3),
)
def test_years_are_joined_only_within_a_period(years: set[int], breaks: set[int]) -> None:
    indicator = replace(INDICATOR, breaks=tuple(Break(y, "skäl") for y in sorted(breaks)))
    points = [Point(y, 1.0, origin="beraknad") for y in years]
    runs = periods(points, indicator)
    assert sorted(p.year for run in runs for p in run) == sorted(years)
    for run in runs:
        assert all(not any(a.year < b <= c.year for b in breaks) for a, c in pairwise(run))
    for before, after in pairwise(runs):
        assert any(before[-1].year < b <= after[0].year for b in breaks)


def test_what_does_not_count_is_in_no_period() -> None:
    points = [
        Point(2018, 10.0, origin="beraknad"),
        Point(2019, 90.0, origin="beraknad", counts=False),
        Point(2020, 20.0, origin="beraknad"),
    ]
    assert [[p.year for p in run] for run in periods(points, INDICATOR)] == [[2018, 2020]]
    answers = [Point(y, None, a) for y, a in enumerate(("NEJ", "EA", "BORTFALL", "JA"), 2018)]
    assert [[p.year for p in run] for run in periods(answers, INDICATOR)] == [[2018, 2021]]


@pytest.mark.parametrize(
    ("before", "after", "same"), [(33.0, 100 / 3, True), (33.0, 33.6, False), (67.0, 66.5, True)]
)
def test_a_printed_share_differs_only_in_whole_percent(
    before: float, after: float, same: bool
) -> None:
    printed = Point(2015, before, origin="publicerad")
    computed = Point(2016, after, origin="beraknad")
    assert (direction(printed, computed, INDICATOR) == 0) == same
    back = direction(computed, printed, INDICATOR)
    assert back == -direction(printed, computed, INDICATOR)
    median = Point(2015, before, origin="beraknad")
    assert (direction(median, computed, INDICATOR) == 0) == same


def test_one_kommun_more_is_a_change_however_many_there_are() -> None:
    before = Point(2015, 100 * 99 / 290, origin="beraknad", n_yes=99, n=290)
    after = Point(2016, 100 * 100 / 290, origin="beraknad", n_yes=100, n=290)
    assert direction(before, after, INDICATOR) == 1  # both are printed as 34 %
    printed = Point(2016, 34.0, origin="publicerad", n_yes=99, n=290)
    assert direction(before, printed, INDICATOR) == 0


def test_kommuner_are_counted_where_both_years_have_counts() -> None:
    before = Point(2015, 60.0, n_yes=9, n=15)
    assert Shift(before, Point(2016, 100 / 3, n_yes=5, n=15)).kommuner == -4
    assert Shift(before, Point(2016, 33.0)).kommuner is None

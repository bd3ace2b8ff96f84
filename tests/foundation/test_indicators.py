"""What a catalogue says of years: which can be compared, and which a commitment applies in."""

from dataclasses import replace

import pytest

from oj_cli.domain.indicators import Break, Catalogue, Commitment, Indicator


def with_breaks(indicator: Indicator, *years: int) -> Indicator:
    return replace(indicator, breaks=tuple(Break(y, f"ny fråga {y}") for y in years))


@pytest.mark.parametrize(
    ("year", "other", "first"),
    [
        (2014, 2015, None),
        (2015, 2016, 2016),
        (2016, 2017, None),
        (2016, 2016, None),
        (2014, 2022, 2016),
        (2018, 2019, None),
        (2019, 2020, 2020),
    ],
)
def test_years_on_each_side_of_a_break_cannot_be_compared(
    catalogues: dict[str, Catalogue], year: int, other: int, first: int | None
) -> None:
    indicator = with_breaks(catalogues["socialpsykiatri"].indicators[0], 2016, 2020)
    for a, b in ((year, other), (other, year)):
        found = indicator.break_between(a, b)
        assert (found.first_year if found else None) == first


@pytest.mark.parametrize(
    ("year", "lan", "applies"),
    [
        (2012, "20", False),
        (2013, "20", True),
        (2018, "20", True),
        (2019, "20", False),
        (2016, "21", False),
    ],
)
def test_a_commitment_applies_in_its_years_and_lan(year: int, lan: str, applies: bool) -> None:
    commitment = Commitment(
        "x", "overenskommelse", "X", "x", "X", "X", first_year=2013, last_year=2018, lan=("20",)
    )
    assert commitment.applies(year, lan) is applies


def test_a_commitment_without_bounds_applies_to_all() -> None:
    commitment = Commitment("x", "lag", "X", "x", "X", "X")
    assert commitment.applies(1900, "01")
    assert commitment.applies(2100, "25")

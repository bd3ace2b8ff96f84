"""How changes are put into words."""

from dataclasses import replace

import pytest

from oj_cli.analysis.trend import movement, periods
from oj_cli.domain.indicators import Break, Indicator
from oj_cli.domain.trend import Movement, Point, Series, Shift
from oj_cli.domain.wording import signed
from oj_cli.views.trend_words import difference, genitive, statement

YES_NO = Indicator(
    "fraga", "Fråga", "Fråga", "ett", "Ett", "vard", "ja_nej", "hogre", "kvalitet", "Påhittad."
)
DAYS = replace(YES_NO, kind="numerisk", unit="dagar")


def share(*points: tuple[int, int, int], indicator: Indicator = YES_NO) -> Series:
    """Return a series of shares from (year, number of JA, number that answered)."""
    known = tuple(
        Point(year, 100 * yes / n, origin="beraknad", n_yes=yes, n=n) for year, yes, n in points
    )
    runs = periods(known, indicator)
    moved = tuple(movement(run, indicator) for run in runs)
    return Series(
        id="lan", name="Dalarnas län", measure="andel", points=known, periods=runs, movements=moved
    )


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([(2016, 5, 15)], "33 % (5 av 15 kommuner) 2016, det enda jämförbara året"),
        ([(2015, 9, 15), (2016, 5, 15)], "från 9 till 5 av 15 kommuner 2015–2016"),
        ([(2015, 9, 15), (2016, 5, 14)], "från 9 av 15 till 5 av 14 kommuner 2015–2016"),
        (
            [(2015, 3, 15), (2016, 4, 15), (2018, 6, 15)],
            "ökar från 3 till 6 av 15 kommuner 2015–2018",
        ),
        (
            [(2015, 6, 15), (2016, 4, 15), (2018, 3, 15)],
            "minskar från 6 till 3 av 15 kommuner 2015–2018",
        ),
        (
            [(2015, 3, 15), (2016, 6, 15), (2018, 4, 15)],
            "varierar mellan 20 och 40 % 2015–2018, senast 27 %",
        ),
        ([(2015, 3, 15), (2016, 3, 15), (2018, 6, 15)], "från 3 till 6 av 15 kommuner 2015–2018"),
        ([(2015, 3, 15), (2016, 3, 15)], "oförändrat 20 % (3 av 15 kommuner) 2015–2016"),
    ],
)
def test_statement(points: list[tuple[int, int, int]], said: str) -> None:
    assert statement(share(*points), YES_NO).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ((9, 15), (5, 15), "4 kommuner färre (27 procentenheter lägre)"),
        ((4, 15), (5, 15), "1 kommun fler (7 procentenheter högre)"),
        ((5, 15), (4, 15), "1 kommun färre (7 procentenheter lägre)"),
        ((4, 290), (5, 290), "1 kommun fler (0,3 procentenheter högre)"),
        ((5, 15), (5, 15), "lika många kommuner (samma värde)"),
        (
            (5, 15),
            (5, 14),
            "lika många kommuner, men 14 i stället för 15 har svarat (2 procentenheter högre)",
        ),
        ((5, 10), (6, 15), "1 kommun fler (10 procentenheter lägre)"),  # both are true
    ],
)
def test_difference(before: tuple[int, int], after: tuple[int, int], said: str) -> None:
    series = share((2015, *before), (2016, *after))
    assert difference(Shift(*series.points), YES_NO).replace("\u00a0", " ") == said


def test_published_shares_have_points_only() -> None:
    shift = Shift(Point(2016, 36.0, origin="publicerad"), Point(2022, 25.0, origin="publicerad"))
    assert difference(shift, YES_NO) == "11 procentenheter lägre"
    assert difference(Shift(shift.before, shift.before), YES_NO) == "samma värde"


def test_a_break_ends_the_sentence() -> None:
    broken = replace(YES_NO, breaks=(Break(2016, "ny metod"),))
    series = share((2014, 3, 15), (2015, 4, 15), (2016, 9, 15), indicator=broken)
    assert statement(series, broken).replace("\u00a0", " ") == (
        "60 % (9 av 15 kommuner) 2016, det enda jämförbara året"
    )


def test_other_units_keep_their_decimals() -> None:
    points = (Point(2018, 25.0), Point(2019, 19.8))
    series = Series(
        id="kommun",
        name="Leksand",
        measure="varde",
        points=points,
        periods=(points,),
        movements=(Movement.ANDRAT,),
    )
    assert statement(series, DAYS) == "från 25,0 till 19,8 dagar 2018–2019"
    assert difference(Shift(*points), DAYS) == "5,2 dagar lägre"


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (Movement.INGEN_TYDLIG, "ingen tydlig ändring 2018–2020, från 25,0 till 19,8 dagar"),
        (Movement.MINSKAR, "minskar från 25,0 till 19,8 dagar 2018–2020"),
        (Movement.VARIERAR, "varierar mellan 19,8 och 31,0 dagar 2018–2020, senast 19,8 dagar"),
        (
            Movement.GAR_INTE_ATT_SAGA,
            "från 25,0 till 19,8 dagar 2018–2020, men det går inte att säga om det är mer än "
            "slumpen",
        ),
    ],
)
def test_a_kommuns_values_move_beyond_chance_or_not(moved: Movement, said: str) -> None:
    points = (Point(2018, 25.0), Point(2019, 31.0), Point(2020, 19.8))
    series = Series(
        id="kommun",
        name="Leksand",
        measure="varde",
        points=points,
        periods=(points,),
        movements=(moved,),
    )
    assert statement(series, DAYS) == said


def test_small_words() -> None:
    assert [genitive(name) for name in ("Leksand", "Borås", "Stockholms län")] == [
        "Leksands",
        "Borås",
        "Stockholms läns",
    ]
    assert [signed(x) for x in (3.4, -26.7, 0.2, -0.2)] == ["+3", "−27", "0", "0"]

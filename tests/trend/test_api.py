"""`oj.trend` and `oj.trend_overview`: the figures of the shipped files, and what is written."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from oj_cli import api
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault


def test_every_value_is_that_of_the_file(lss: dict[tuple[str, str, int], float]) -> None:
    found = api.open().trend("boende_handledning", kommun="Leksand")
    kolada = found.indicator.kolada or ""
    years = [y for y in (2018, 2019, 2022) if (kolada, "2029", y) in lss]
    assert [(p.year, p.figure) for p in found.main.points] == [
        (y, lss[kolada, "2029", y]) for y in years
    ]
    [riket] = [s for s in found.series if (s.id, s.measure) == ("riket", "redovisat")]
    assert {p.year: p.figure for p in riket.points} == {
        y: lss[kolada, "0000", y] for y in (2018, 2019, 2022)
    }
    frame = found.to_frame()
    own = frame[(frame["id"] == "kommun") & (frame["kon"] == "T")]
    assert list(own["varde"]) == [lss[kolada, "2029", y] for y in years]
    assert str(own["ar"].dtype) == "Int64"


def test_a_change_is_the_difference_of_two_values(
    lss: dict[tuple[str, str, int], float],
) -> None:
    found = api.open().trend_overview(kommun="Göteborg", area="lss-enheter")
    assert found.changes
    for change in found.changes:
        before, after = change.shift.before.year, change.shift.after.year
        kolada = change.indicator.kolada or ""
        assert change.shift.points == lss[kolada, "1480", after] - lss[kolada, "1480", before]
    assert len(found.to_frame()) == len(found.changes)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        (
            ("--indicator", "uppsokande_verksamhet", "--kommun", "Leksand"),
            lambda oj: oj.trend("uppsokande_verksamhet", kommun="Leksand"),
        ),
        (
            ("--indicator", "kompetensplan", "--lan", "Dalarna"),
            lambda oj: oj.trend("kompetensplan", filters=api.Filters(lan="Dalarna")),
        ),
        (("--lan", "Dalarna"), lambda oj: oj.trend_overview(lan="Dalarna")),
        (
            ("--kommun", "Umeå", "--omrade", "lss-enheter"),
            lambda oj: oj.trend_overview(kommun="Umeå", area="lss-enheter"),
        ),
    ],
)
def test_json_is_the_result(
    oj: Callable[..., Any], asked: tuple[str, ...], read: Callable[[api.Oj], Any]
) -> None:
    written = oj("trend", *asked, "--format", "json").json
    assert json.loads(json.dumps(encode(read(api.open())))) == written


def test_one_cannot_follow_a_kommun_and_a_lan() -> None:
    with pytest.raises(UsageFault):
        api.open().trend_overview(kommun="Leksand", lan="Dalarna")

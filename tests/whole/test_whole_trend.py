"""`oj trend --kommun X`: what has moved clearly over all områden, beside riket."""

import statistics
from typing import Any

import pytest
from independent import shipped
from whole.five import FIVE, SCREEN

from oj_cli import api
from oj_cli.domain.whole_trend import AreaChange


def key_of(c: AreaChange) -> tuple[str, str]:
    return c.part.head.area, c.result.indicator.id


@pytest.mark.parametrize("kommun", FIVE)
def test_it_says_what_each_area_says_by_itself(whole: api.Oj, kommun: str) -> None:
    found = whole.trend_whole(kommun)
    newest: dict[str, int] = {}
    for part in found.map.known:
        newest[part.head.area] = max(part.year or 0, newest.get(part.head.area, 0))
    here = {key_of(c): c.change for c in found.changes}
    assert len(here) == len(found.changes)
    for area, year in newest.items():
        alone = whole.trend_overview(kommun=kommun, area=area)
        judged = [c for c in alone.changes if c.gain is not None]
        if alone.year == year:
            assert {i for a, i in here if a == area} >= {c.indicator.id for c in judged}
        for c in judged:
            same = here[area, c.indicator.id]
            assert (same.shift, same.gain, same.is_clear) == (c.shift, c.gain, c.is_clear)


@pytest.mark.parametrize("kommun", FIVE)
def test_no_year_is_compared_that_is_not_the_newest(whole: api.Oj, kommun: str) -> None:
    found = whole.trend_whole(kommun)
    code = found.kommun.code
    assert found.changes
    for c in found.changes:
        rows = shipped.load(c.part.head.area).rows
        years = sorted(
            year
            for (id, year), of in rows.items()
            if id == c.result.indicator.id and (row := of.get(code)) and row != shipped.Row()
        )
        assert c.change.shift.after.year == c.part.year == years[-1]
        assert c.change.shift.before.year in years[:-1]


@pytest.mark.parametrize("kommun", FIVE)
def test_the_comparison_moved_as_riket_or_the_median(whole: api.Oj, kommun: str) -> None:
    n = 0
    for c in whole.trend_whole(kommun).changes:
        if c.change.riket is None or c.change.shift.points is None:
            continue
        data, id = shipped.load(c.part.head.area), c.result.indicator.id
        for point in (c.change.riket.before, c.change.riket.after):
            printed = data.published.get((id, point.year, "riket"))
            of = (row.value for row in data.rows[id, point.year].values())
            values = [v for v in of if v is not None]
            wanted = float(printed) if printed is not None else float(statistics.median(values))
            assert point.figure == pytest.approx(wanted)
            n += 1
    assert n


@pytest.mark.parametrize("kommun", FIVE)
def test_what_is_clear_stands_first_and_falls_foremost(whole: api.Oj, kommun: str) -> None:
    changes = whole.trend_whole(kommun).changes
    ranks = [(not c.is_clear, not c.is_worse) for c in changes]
    assert ranks == sorted(ranks)
    assert all(c.change.gain for c in changes if c.is_clear)
    # what the map marks as fallen beyond chance is what has fallen clearly here
    fallen = {key_of(c) for c in changes if any(r.code == "forsamring" for r in c.result.reasons)}
    assert fallen <= {key_of(c) for c in changes if c.is_clear and c.is_worse}


@pytest.mark.parametrize("kommun", FIVE)
def test_it_is_one_screen_of_the_kommun(oj: Any, wide: None, kommun: str) -> None:
    ran = oj("trend", "--kommun", kommun)
    assert ran.code == 0, ran.err
    assert ran.out.startswith(f"{kommun}: vad som har ändrats i hela socialtjänsten\n")
    assert len(ran.out.splitlines()) <= SCREEN


def test_as_data_and_within_an_area(oj: Any, wide: None) -> None:
    found = oj("trend", "--kommun", "Västerås", "--format", "json").json
    assert (found["schema"], found["nyast"]) == ("oj-trend-karta/1", 2022)
    of_lss = oj("trend", "--kommun", "Västerås", "--omrade", "lss", "--format", "json").json
    assert {c["omrade"] for c in of_lss["andringar"]} == {"lss-enheter", "lss-brukare"}
    one = oj("trend", "--kommun", "Västerås", "--omrade", "hemtjanst", "--format", "json").json
    assert one["schema"] == "oj-trend-oversikt/2"
    alone = oj("trend", "--kommun", "Ydre", "--indicator", "aldre_gps_larm", "--format", "json")
    assert alone.json["omrade"] == "valfardsteknik"
    text = oj("trend", "--kommun", "Ydre", "--format", "csv").out.splitlines()
    assert text[0].startswith("omrade,indikator,namn,tema,fran_ar,till_ar")

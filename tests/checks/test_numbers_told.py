"""What `oj check data` tells of real numbers, against a count that knows nothing of the product."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

import pytest
import yaml
from independent import values

from oj_cli import api
from oj_cli.api.check import load_area_data
from oj_cli.store import open_store
from oj_cli.workspace import OMRADEN

FOLDER = OMRADEN / "lss-enheter"
INDICATORS = {
    i["id"]: i
    for i in yaml.safe_load((FOLDER / "katalog.yaml").read_text(encoding="utf-8"))["indikatorer"]
}
YEARS = (2018, 2019, 2022)
Key = tuple[str, str, int]
"""Indicator, kommunkod, year."""


ROWS = [
    r for r in values.blocks(FOLDER / "varden.db", gender="T", located=True) if r.kind == "kommun"
]


def series() -> dict[tuple[str, str], dict[int, Decimal]]:
    found: dict[tuple[str, str], dict[int, Decimal]] = {}
    for r in ROWS:
        if r.value is not None:
            found.setdefault((r.indicator, r.unit), {})[r.year] = r.value
    return found


SERIES = series()


def pairs() -> Iterator[tuple[Key, Decimal, Decimal]]:
    """Each value with the one before it."""
    for (indicator, kommun), of in SERIES.items():
        for before, now in zip(sorted(of), sorted(of)[1:], strict=False):
            yield (indicator, kommun, now), of[before], of[now]


@pytest.fixture(scope="module")
def told() -> dict[str, dict[Key, dict[str, object]]]:
    """What all kommuner are told, by rule: what it says in JSON by what it is about."""
    found: dict[str, dict[Key, dict[str, object]]] = {}
    oj = api.open()
    with open_store() as store:
        lan = [one.code for one in store.register().lan]
    for year in YEARS:
        for one in lan:
            for f in oj.check_data(lan=one, area="lss-enheter", year=year).findings:
                about = f.fields.get("indikator") or f.fields.get("undersokning") or ""
                key = str(about), str(f.fields["kommun"]), year
                assert key not in found.setdefault(f.rule, {}), "told twice"
                found[f.rule][key] = f.fields
    return found


def test_every_fall_of_forty_points_is_told(told: dict[str, dict[Key, dict[str, object]]]) -> None:
    assert all(i["skala"] == "procent" and i["riktning"] == "hogre" for i in INDICATORS.values())
    assert not any("brott" in i for i in INDICATORS.values())
    falls = {key for key, before, now in pairs() if before - now >= 40}
    leaps = {key for key, before, now in pairs() if {before, now} == {Decimal(0), Decimal(100)}}
    assert leaps == told["D26"].keys()
    assert falls - leaps == told["D27"].keys()
    since_2019 = [k for k in falls if k[2] == 2022 and 2019 in SERIES[k[:2]]]
    assert len(since_2019) == 1128


def test_every_series_that_runs_hundred_hundred_nothing_is_told(
    told: dict[str, dict[Key, dict[str, object]]],
) -> None:
    runs = {
        (*key, 2022)
        for key, of in SERIES.items()
        if [of.get(year) for year in YEARS] == [100, 100, 0]
    }
    assert len(runs) == 149
    assert {
        key
        for key, said in told["D26"].items()
        if (said["tidigare"], said["varde"]) == ({"2018": 100, "2019": 100}, 0)
    } == runs


def test_every_pair_of_sisters_far_apart_is_told(
    told: dict[str, dict[Key, dict[str, object]]],
) -> None:
    far = set()
    for one, other in combinations(INDICATORS, 2):
        if other in INDICATORS[one].get("syskon", ()):
            for kommun in {k for _, k in SERIES}:
                here, there = SERIES.get((one, kommun), {}), SERIES.get((other, kommun), {})
                far |= {
                    (one, kommun, year)
                    for year in here.keys() & there.keys()
                    if abs(here[year] - there[year]) >= 50
                }
    assert len(far) > 500
    assert told["D28"].keys() == far


def test_every_survey_of_one_value_and_every_one_that_fell_is_told(
    told: dict[str, dict[Key, dict[str, object]]],
) -> None:
    now: dict[Key, list[Decimal]] = {}
    changes: dict[tuple[str, str, int, int], list[Decimal]] = {}
    for (indicator, kommun), of in SERIES.items():
        survey = INDICATORS[indicator]["undersokning"]
        for year, value in of.items():
            now.setdefault((survey, kommun, year), []).append(value)
            if earlier := [y for y in of if y < year]:
                key = survey, kommun, max(earlier), year
                changes.setdefault(key, []).append(value - of[max(earlier)])
    alike = {key for key, of in now.items() if len(of) >= 3 and len(set(of)) == 1}
    fell = {
        (survey, kommun, year)
        for (survey, kommun, _, year), of in changes.items()
        if len(of) >= 6 and 10 * sum(change <= -5 for change in of) >= 8 * len(of)
    }
    assert alike
    assert fell
    assert told["D29"].keys() == alike
    assert told["D33"].keys() == fell


def test_each_number_that_is_told_names_its_line() -> None:
    rows = {r.indicator: r for r in ROWS if (r.unit, r.year) == ("2584", 2022)}
    found = api.open().check_data(kommun="Kiruna", area="lss-enheter").findings
    assert {f.rule for f in found} == {"D26", "D27", "D28"}
    for f in found:
        row = rows[str(f.fields["indikator"])]
        assert (f.fields["varde"], f.file) == (float(row.value or 0), f"{row.source}.csv")
        assert str(row.locator).endswith(str(f.line))


def test_the_numbers_of_others_are_read_only_when_they_are_asked_for() -> None:
    with open_store() as store:
        register = store.register(population_before=2022)
        mala = register.find_kommun("Malå")  # all its values of 2019 are those of 2018
        about = store.catalogue("lss-enheter"), 2019, register
        own, whole = load_area_data(store, *about, [mala]), load_area_data(store, *about)
        assert own.matrix.kommuner == (mala.code,)
        assert own.place("dv_handledning", mala) == whole.place("dv_handledning", mala)
        assert own.runs(mala) == whole.runs(mala)
        assert own.typical_change(mala, "numerisk") == whole.typical_change(mala, "numerisk")
        assert own.typical_change(mala, "numerisk") is not None

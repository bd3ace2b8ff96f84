"""Counts of 1 to 4 persons are told nowhere, and what comes installed is small."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from independent import shipped, values

from oj_cli import api
from oj_cli.store import Store

AREAS = sorted(path.parent.name for path in shipped.OMRADEN.glob("*/varden.db"))
MOST_BYTES = 30_000_000


@cache
def counts(area: str) -> list[values.Result]:
    """Return all counts of persons that an område comes with."""
    indicators = shipped.catalogue(area)["indikatorer"]
    of_persons = [i["id"] for i in indicators if shipped.counts_persons(i)]
    if not of_persons:
        return []
    return values.blocks(shipped.OMRADEN / area / "varden.db", only=of_persons)


def is_few(result: values.Result) -> bool:
    return result.value is not None and 0 < result.value < 5


FEW = [result for area in AREAS for result in counts(area) if is_few(result)]
AREA_OF = {result.indicator: area for area in AREAS for result in counts(area)}


def test_there_are_counts_to_hide() -> None:
    assert {result.kind for result in FEW} == {"kommun"}
    assert len(FEW) > 10


@pytest.mark.parametrize(
    "few",
    {few.indicator: few for few in FEW}.values(),  # all of them are held to below, as rows
    ids=lambda few: f"{few.indicator}-{few.unit}-{few.year}",
)
def test_no_answer_tells_a_count_of_few_persons(few: values.Result, oj: Callable[..., Any]) -> None:
    area, year = AREA_OF[few.indicator], str(few.year)
    whose = ("--kommun", few.unit, "--omrade", area)
    one = ("--indicator", few.indicator)
    identified = oj("identify", *whose, "--ar", year, "--format", "json").json["resultat"]
    assert of(few, identified, "indikator") == [(few.indicator, None)]
    explained = oj("explain", few.indicator, *whose, "--ar", year, "--format", "json").json
    assert [(o["ar"], o["varde"]) for o in explained["svar"] if o["ar"] == few.year] == [
        (few.year, None)
    ]
    own, *_ = oj("trend", *one, *whose, "--format", "json").json["serier"]
    assert [p["varde"] for p in own["punkter"] if p["ar"] == few.year] == [None]
    lan = shipped.load(area).kommuner[few.unit].lan
    where = ("--omrade", area, "--lan", lan, "--ar", year)
    assert few.unit not in shown_few(oj("compare", *one, *where, "--format", "json").json)


def of(few: values.Result, rows: list[dict[str, Any]], key: str) -> list[tuple[str, Any]]:
    return [(row[key], row["varde"]) for row in rows if row[key] == few.indicator]


def shown_few(compared: dict[str, Any]) -> set[str]:
    """Return the kommunkoder that a table tells a count of few persons of."""
    return {
        row["kod"]
        for row in compared["kommuner"]
        for value in row["varde"].values()
        if value is not None and 0 < value < 5
    }


@pytest.mark.parametrize("area", sorted({AREA_OF[few.indicator] for few in FEW}))
def test_what_is_told_of_all_kommuner_tells_no_few(area: str) -> None:
    shown: dict[tuple[str, int], list[float]] = {}
    for r in counts(area):
        if r.kind == "kommun" and r.gender == "T" and r.value is not None and not is_few(r):
            shown.setdefault((r.indicator, r.year), []).append(float(r.value))
    with Store([shipped.OMRADEN]) as store:
        told = store.summaries(area)
    for key, held in shown.items():
        assert (told[key].n, told[key].low, told[key].high) == (len(held), min(held), max(held))
        assert told[key].median == pytest.approx(statistics.median(held))


def test_no_table_of_rows_tells_a_count_of_few_persons() -> None:
    for area in sorted({AREA_OF[few.indicator] for few in FEW}):
        frame = api.open().rows(area=area).to_frame()
        told = frame[frame["indicator"].isin(AREA_OF)]
        assert not ((told["value"] > 0) & (told["value"] < 5)).any()


def test_what_comes_installed_is_small() -> None:
    files = (path for path in shipped.OMRADEN.rglob("*") if path.is_file())
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES

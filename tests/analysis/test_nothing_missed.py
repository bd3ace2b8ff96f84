"""What must not be missed, in every kommun of three områden: values far below, and great falls."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from independent import values

from oj_cli import api
from oj_cli.api.kommun_map import parts_of
from oj_cli.domain.identification import Verdict
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommun_map import AreaPart
from oj_cli.domain.kommuner import Kommun

pytestmark = pytest.mark.slow

OMRADEN = Path(__file__).parents[2] / "oj_cli" / "omraden"
AREAS = ("lss-enheter", "lss-brukare", "hemtjanst")
FAR = 30
MANY = 5
FALL = 40
FINDINGS = (Verdict.TYDLIG_SVAGHET, Verdict.OSAKERT, Verdict.KONTROLLERA)

Series = dict[str, dict[int, float]]


@cache
def series(area: str) -> dict[str, Series]:
    """Return what each kommun has, by kommunkod, indicator and year, from the file of values."""
    found: dict[str, Series] = {}
    for r in values.blocks(OMRADEN / area / "varden.db"):
        if (r.kind, r.gender) == ("kommun", "T") and r.value is not None:
            own = found.setdefault(r.unit, {}).setdefault(r.indicator, {})
            own[r.year] = float(r.value)
    return found


@cache
def judged(area: str) -> tuple[tuple[Kommun, AreaPart], ...]:
    """Return how every kommun that has values is judged; tests/cli holds that step 1 says so."""
    with api.open().data() as store:
        kommuner = [k for k in store.register().kommuner if k.code in series(area)]
        return tuple(
            (kommun, part) for kommun in kommuner for part in parts_of(store, None, kommun, [area])
        )


def falls(catalogue: Catalogue, own: Series, year: int) -> Iterator[str]:
    """Yield what fell greatly since the last comparable year."""
    for indicator in catalogue:
        years = own.get(indicator.id, {})
        before = max((y for y in years if y < year), default=None)
        if not indicator.is_judged or not indicator.is_percent or year not in years:
            continue
        if before is None or indicator.break_between(before, year):
            continue
        change = years[year] - years[before]
        if (change if indicator.direction == "lagre" else -change) >= FALL:
            yield indicator.id


@pytest.mark.parametrize("area", AREAS)
def test_who_is_far_below_in_much_has_a_finding(area: str) -> None:
    tried = 0
    for kommun, found in judged(area):
        far = [
            r
            for r in found.results
            if r.indicator.is_judged
            and r.indicator.is_percent
            and r.value is not None
            and r.comparisons["riket"].figure is not None
            and r.indicator.lead(r.value, r.comparisons["riket"].figure) <= -FAR
        ]
        if len(far) >= MANY:
            tried += 1
            assert any(r.verdict in FINDINGS for r in far), kommun.name
    print(f"\n{area}: {tried} kommuner are far below in {MANY} indicators or more")


@pytest.mark.parametrize("area", AREAS)
def test_every_great_fall_is_told(area: str) -> None:
    tried = 0
    with api.open().data() as store:
        catalogue = store.catalogue(area)
    for kommun, found in judged(area):
        results = {r.indicator.id: r for r in found.results}
        own = series(area)[kommun.code]
        fallen = [results[id] for id in falls(catalogue, own, found.year or 0) if id in results]
        tried += len(fallen)
        for r in fallen:
            assert "stort_fall" in [c.code for c in r.checks], (kommun.name, r.indicator.id)
        told = " ".join(found.notes)
        named = [r.indicator.short for r in fallen if r.indicator.short in told]
        more = f"{len(fallen) - len(named)} till" if len(named) < len(fallen) else ""
        is_counted = re.search(rf"\b{len(fallen)} (mått är )?minst {FALL}\b", told)  # on the map
        assert (not fallen) or (named and more in told) or is_counted, (kommun.name, told)
    print(f"\n{area}: {tried} falls of {FALL} points or more")

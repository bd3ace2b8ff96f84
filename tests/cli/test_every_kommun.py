"""Kommuner in every område that comes with values: what each has is told, or that it has nothing.

What a kommun has is read by tests/independent, which knows nothing of the product.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from independent import rules, shipped
from whole.five import FIVE, UNLIKE

from oj_cli import api
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.trend import Trend
from oj_cli.presentation.markdown import render
from oj_cli.views import explain, identify, trend

HERE = {kommun.name: code for code, kommun in shipped.read_kommuner().items()}
REST = [name for name in HERE if name not in UNLIKE]
AREAS = sorted(path.parent.name for path in shipped.OMRADEN.glob("*/varden.db"))
COMPARED = [area for area in AREAS if area != "nyckeltal"]
WRONG = {
    "a missing value": re.compile(r"\b(?:None|nan|NaN)\b"),
    "empty brackets": re.compile(r"\(\s*\)|\[\s*\]|”\s*”"),
    "a doubled word": re.compile(r"\b([^\W\d]+)\s\1\b", re.IGNORECASE),
    "punctuation": re.compile(r"(?<![.\w])\.\.(?!\.)|,,|\s[,;:](?=\s)|\(\s|\s\)"),
}

Own = dict[str, shipped.Row]
NOTHING = shipped.Row()


@cache
def years_of(area: str) -> dict[str, dict[int, Own]]:
    """Return what each kommun has, by kommunkod and year."""
    found: dict[str, dict[int, Own]] = {}
    for (indicator, year), rows in shipped.load(area).rows.items():
        for code, row in rows.items():
            if row != NOTHING:
                found.setdefault(code, {}).setdefault(year, {})[indicator] = row
    return found


def newest(area: str, code: str) -> tuple[int, Own]:
    """Return a kommun's newest year with anything to judge, else with anything, and what it has."""
    judged = {
        i["id"]
        for i in shipped.load(area).indicators
        if i["roll"] == "kvalitet" and i["riktning"] != "ingen"
    }
    years = years_of(area).get(code, {})
    year = max((y for y, own in years.items() if own.keys() & judged), default=None)
    year = year or max(years, default=0)
    return year, years.get(year, {})


def as_told(row: shipped.Row) -> tuple[str | None, float | None]:
    return row.answer, rules.as_float(row.value)


def faults(text: str) -> list[str]:
    """Return the lines that nobody would have written, and what is wrong with them."""
    return [
        f"{what}: {line}"
        for line in text.splitlines()
        for what, pattern in WRONG.items()
        if pattern.search(line.replace("|", " | "))
    ]


def check_area(oj: api.Oj, name: str, area: str, shown: bool = True) -> list[str]:
    """Return what step 1 says wrongly of a kommun: its figures, and the words if `shown`."""
    year, own = newest(area, HERE[name])
    try:
        found = oj.identify(name, area=area)
    except UsageFault as fault:
        said = fault.message
        wrong = [] if not own and f"{name} har inga svar" in said else [f"{area}: {said}"]
        return wrong + faults("\n".join([said, *map(str, fault.hints)]))
    results = {r.indicator.id: (r.answer, r.value) for r in found.results}
    wrong = [] if found.year == year else [f"{area}: {found.year}, and not {year}"]
    wrong += [
        f"{area}: {id} {told}, and not {as_told(own.get(id, NOTHING))}"
        for id, told in results.items()
        if told != as_told(own.get(id, NOTHING))
    ]
    wrong += [f"{area}: {id} is not told" for id in own.keys() - results.keys()]
    return wrong + (faults(render(identify.document(found, 7, show_all=True))) if shown else [])


def check_one(oj: api.Oj, name: str, area: str) -> list[str]:
    """Return what is wrong in how one judged indicator is explained and followed."""
    year, own = newest(area, HERE[name])
    if not own:
        return []
    judged = [r for r in oj.identify(name, area=area).results if r.indicator.is_judged]
    one = next((r.indicator for r in judged if own.get(r.indicator.id, NOTHING) != NOTHING), None)
    if one is None:
        return []
    explained = oj.explain(one.id, name, area=area)
    followed = oj.trend(one.id, kommun=name, area=area)
    wrong = faults(render(explain.document(explained)) + render(trend.document(followed)))
    told = {o.year: (o.answer, o.value) for o in explained.observations}
    if told.get(year) != as_told(own[one.id]):
        wrong.append(f"{area}: explain {one.id} says {told}")
    return wrong + wrong_years(followed, area, one, HERE[name])


def wrong_years(followed: Trend, area: str, one: Indicator, code: str) -> list[str]:
    """Return a line if the years of a kommun are not those of the file of values."""
    held = {
        year: as_told(rows[code])
        for (id, year), rows in shipped.load(area).rows.items()
        if id == one.id and code in rows
    }
    told = {p.year: (p.answer, p.figure) for p in followed.main.points}
    return [] if told == held else [f"{area}: trend {one.id} says {told}, and not {held}"]


@pytest.mark.parametrize("name", FIVE)
def test_unlike_kommuner_in_every_area(name: str) -> None:
    oj = api.open()
    wrong = [line for area in COMPARED for line in check_area(oj, name, area)]
    wrong += [line for area in COMPARED for line in check_one(oj, name, area)]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("lan", sorted({k.lan for k in shipped.read_kommuner().values()}))
def test_each_fifth_kommun_in_every_area(lan: str) -> None:
    oj = api.open()
    names = [name for name in REST if HERE[name].startswith(lan)][::5]
    lines = [
        (name, line)
        for at, name in enumerate(names)
        for area in COMPARED
        for line in check_area(oj, name, area, shown=at % 2 == 0)
    ]
    lines += [(n, line) for n in names[::3] for area in COMPARED for line in check_one(oj, n, area)]
    assert lines == []


def test_key_figures_are_never_ranked() -> None:
    with pytest.raises(UsageFault, match="rangordnas"):
        api.open().identify("Ydre", area="nyckeltal")

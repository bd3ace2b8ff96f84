"""The rule for numbers on kommuner whose truth is known: false alarms, and what it finds."""

import random
from collections.abc import Mapping
from dataclasses import replace

import pytest

from oj_cli.analysis import judging
from oj_cli.analysis.certainty import Certainty
from oj_cli.domain.chance import MOST_UNITS, round_half_up
from oj_cli.domain.identification import Verdict
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.references import Comparison
from oj_cli.store import open_store

pytestmark = pytest.mark.slow

SIZES = (5, 15, 40, 100, 400, 2000)
REFERENCES = (40.0, 60.0, 75.0, 90.0)
"""What riket has, of one indicator after the other."""
GAPS = (5, 10, 20)
KOMMUNER = 200
MOST_FALSE = 5.0
"""Percent of the indicators of a kommun that is just like riket."""
ALIKE = 0.3
"""How much of what a person answers is about everything: those who are pleased are so with all."""
THEN, NOW = 2021, 2022


def survey(area: str, id: str) -> tuple[Catalogue, list[Indicator]]:
    with open_store() as store:
        catalogue = store.catalogue(area)
    return catalogue, [i for i in catalogue if i.survey == id and i.is_judged]


def answered(rng: random.Random, n: int, truths: list[float]) -> list[float]:
    """Return the percent that n persons (or units) give of each question, as it is printed."""
    yes = [0] * len(truths)
    for _ in range(n):
        pleased = rng.random()
        for place, truth in enumerate(truths):
            asked = pleased if rng.random() < ALIKE else rng.random()
            yes[place] += asked < truth / 100
    return [float(round_half_up(100 * k / n)) for k in yes]


def drawn(rng: random.Random, n: int, indicators: list[Indicator], gap: int) -> Mapping[str, float]:
    """Return the values of a kommun a year: every other indicator is `gap` under riket."""
    truths = [
        REFERENCES[place % len(REFERENCES)] - (gap if place % 2 else 0)
        for place in range(len(indicators))
    ]
    shares = answered(rng, n, truths)
    own = {i.id: share for i, share in zip(indicators, shares, strict=True)}
    return own | {i.respondents: float(n) for i in indicators if i.respondents}


def called_weak(area: str, id: str, n: int, gap: int) -> tuple[float, float]:
    """Return how many percent of the like and of the weaker indicators are clear weaknesses."""
    rng = random.Random(f"{area} {n} {gap}")  # noqa: S311  # drawn the same every time
    catalogue, indicators = survey(area, id)
    like, weaker = [], []
    for _ in range(KOMMUNER if n <= MOST_UNITS else KOMMUNER // 4):
        own = {year: drawn(rng, n, indicators, gap) for year in (THEN, NOW)}
        found = [
            judging.standing(Certainty(catalogue, i), own, NOW, riket, (THEN, riket))
            for i, riket in zip(indicators, of_riket(len(indicators)), strict=True)
        ]
        verdicts = judging.verdicts([s for s in found if s is not None])
        is_weak = [verdicts[i.id] == Verdict.TYDLIG_SVAGHET for i in indicators]
        like += is_weak[::2]
        weaker += is_weak[1::2]
    return 100 * sum(like) / len(like), 100 * sum(weaker) / len(weaker)


def of_riket(n: int) -> list[Comparison]:
    some = Comparison(n_others=200, is_published=True, ranks=True, why_not=None, n=201)
    return [
        replace(some, median=figure, published_value=figure)
        for figure in (REFERENCES[place % len(REFERENCES)] for place in range(n))
    ]


@pytest.mark.parametrize(
    ("area", "id", "n"),
    [
        *(("hemtjanst", "hemtjanst", n) for n in SIZES),
        *(("lss-enheter", "boende-enheter", n) for n in SIZES if n <= MOST_UNITS),
    ],
)
def test_who_is_like_riket_is_seldom_called_weak(area: str, id: str, n: int) -> None:
    alarms, found = zip(*(called_weak(area, id, n, gap) for gap in (0, *GAPS)), strict=True)
    print(
        f"\n{area}, n = {n}: false alarms {max(alarms):.1f} %; found of those "
        + ", ".join(
            f"{gap} points under {of:.0f} %" for gap, of in zip(GAPS, found[1:], strict=True)
        )
    )
    assert max(*alarms, found[0]) <= MOST_FALSE
    assert list(found) == sorted(found)

"""Whom to learn from about a number: never somebody worse, and how clear it is.

The figures are counted here a second time, with the formulas as textbooks have them.
"""

import math
import random
import statistics
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.analysis.learn import all_sought, peers, theme_peers, wanted_in_theme, wanted_indicator
from oj_cli.analysis.matrix import AreaYear, Matrix
from oj_cli.analysis.sought import Sought
from oj_cli.domain.indicators import Break, Catalogue, Indicator, QualityArea, Survey, Theme, Themes
from oj_cli.domain.kommuner import Edition, Group, Kommun, Lan, Register
from oj_cli.domain.peers import Best, Clarity, Peer

YEAR = 2022
CODES = [f"{n:04}" for n in range(101, 181)]
OWN, *OTHERS = CODES
SPREAD = 1.1
SOME = settings(max_examples=25, deadline=None, database=None)


def indicator(id: str, **more: Any) -> Indicator:
    given: dict[str, Any] = {
        **{"name": id, "short": id, "quality_area": "q", "group": "g", "theme": "t"},
        **{"kind": "numerisk", "direction": "hogre", "role": "kvalitet", "definition": "d"},
        **{"unit": "procent av de svarande"},
    }
    return Indicator(id=id, **{**given, **more})


ASKED = {"respondents": "svar", "response_rate": "del", "survey": "u"}
BACKGROUND = {"role": "bakgrund", "direction": "ingen"}
CATALOGUE = Catalogue(
    area="prov",
    name="Prov",
    short="Prov",
    publisher="Ingen",
    respondent="kommun",
    quality_areas=(QualityArea("q", "Q"),),
    indicators=(
        indicator("hog", **ASKED),
        indicator("lag", direction="lagre", **ASKED),
        indicator("bruten", breaks=(Break(2022, "ny fråga"),), **ASKED),
        indicator("enhet", survey="e"),
        indicator("enhet2", survey="e"),
        indicator("dagar", unit="dagar", direction="lagre"),
        indicator("svar", unit="svar", **BACKGROUND),
        indicator("del", **BACKGROUND),
    ),
    surveys=(Survey("u", SPREAD), Survey("e", 1.5)),
)
EDITION = Edition("ed", "Utgåva", "Ingen", 2000, "k", (Group("1", "Ett"), Group("2", "Två")))
REGISTER = Register(
    tuple(Kommun(code, f"Kommun {code}", code[:2]) for code in CODES),
    (Lan("01", "Ett län"),),
    (EDITION,),
    {"ed": {code: "1" if int(code) % 2 else "2" for code in CODES}},
    {code: {YEAR: 10_000 if int(code) % 3 else 20_000} for code in CODES},
)

Values = Mapping[str, Mapping[str, float]]


def matrix(values: Values) -> Matrix:
    return Matrix(tuple(CODES), {}, values, {})


def data_of(values: Values) -> AreaYear:
    themes = Themes((Theme("t", "T", ""),))
    return AreaYear(CATALOGUE, themes, YEAR, REGISTER, EDITION, matrix(values), ())


def sought(id: str, now: Values, before: Mapping[int, Values] | None = None, **more: Any) -> Sought:
    data = data_of(now)
    wanted = [wanted_indicator(data, CATALOGUE.by_id[id])]
    old = {year: matrix(values) for year, values in (before or {}).items()}
    [one] = all_sought(data, REGISTER.by_code[OWN], wanted, old, more)
    return one


def found(id: str, now: Values, before: Mapping[int, Values] | None = None) -> list[Peer]:
    one = sought(id, now, before)
    return peers(one.data, REGISTER.by_code[OWN], [one])


def drawn(seed: int, ties: bool, n: tuple[int, int] = (3, 200)) -> dict[str, dict[str, float]]:
    """Return a survey with shares that its answers allow, or all 0, 50 or 100."""
    chance = random.Random(seed)  # noqa: S311
    answers = {k: float(chance.randint(*n)) for k in CODES}
    values: dict[str, dict[str, float]] = {"svar": answers, "del": {}}
    for id in ("hog", "lag", "bruten"):
        true = {k: chance.uniform(0.3, 1) for k in CODES}
        values[id] = {
            k: float(chance.choice((0, 50, 100)))
            if ties
            else float(round(100 * sum(chance.random() < true[k] for _ in range(int(n))) / n))
            for k, n in answers.items()
            if chance.random() < 0.9
        }
    values["del"] = {k: float(chance.randint(20, 90)) for k in CODES}
    return values


def z_of_two(p1: float, n1: float, p2: float, n2: float) -> float:
    """Two proportions with a common share, chance SPREAD times as wide."""
    both = min(max((p1 * n1 + p2 * n2) / (n1 + n2), 1), 99) / 100
    return (p2 - p1) / 100 / math.sqrt(SPREAD * both * (1 - both) * (1 / n1 + 1 / n2))


def clear_by_hand(id: str, years: Sequence[Values]) -> set[str]:
    """Return who is clearly better than OWN, by the rule as it is told; this year stands first."""
    now, sign = years[0], -1 if id == "lag" else 1
    own = now[id].get(OWN)
    if own is None or now["svar"][OWN] < 5 or now["del"][OWN] < 30:
        return set()
    p: dict[str, float] = {}
    for k, value in now[id].items():
        if k == OWN:
            continue
        p[k] = 1.0
        small = sign * (value - own) < 3
        if small or now["svar"][k] < 5 or now["del"][k] < 30:
            continue
        zs = [
            sign * z_of_two(of[id][OWN], of["svar"][OWN], of[id][k], of["svar"][k])
            for of in years
            if OWN in of[id] and k in of[id]
        ]
        p[k] = 1 - NormalDist().cdf(sum(zs) / math.sqrt(len(zs)))

    def held(rate: float) -> set[str]:
        order = sorted(p.values())
        limits = [v for rank, v in enumerate(order, 1) if v <= rate * rank / len(order)]
        return {k for k, v in p.items() if limits and v <= max(limits)}

    few = {k for k in p if min(now["del"][k], now["del"][OWN]) < 50}
    return held(0.0125) | (held(0.03) - few)


# ---------------------------------------------------------------- never somebody worse


@SOME
@given(st.integers(0, 2**32), st.booleans(), st.booleans())
def test_nobody_is_worse_or_equal_in_what_they_are_listed_for(
    seed: int, ties: bool, whole_theme: bool
) -> None:
    now, before = drawn(seed, ties), drawn(seed + 1, ties)
    data = data_of(now)
    own = REGISTER.by_code[OWN]
    wanted = [wanted_indicator(data, CATALOGUE.by_id[i]) for i in ("hog", "lag", "bruten")]
    if not whole_theme:
        wanted = wanted_in_theme(data, "t", OWN)
    listed = peers(data, own, all_sought(data, own, wanted, {2021: matrix(before)}))
    for peer in (*listed, *theme_peers(data, own, wanted)):
        assert peer.kommun.code != OWN
        for id in peer.has:
            theirs, ours = now[id][peer.kommun.code], now[id].get(OWN)
            assert ours is None or (theirs < ours if id == "lag" else theirs > ours)
        assert set(peer.clear) <= set(peer.has)


@SOME
@given(st.integers(0, 2**32), st.booleans(), st.integers(0, 2**32))
def test_the_order_among_equals_is_no_accident(seed: int, ties: bool, other: int) -> None:
    now = drawn(seed, ties)
    mixed = {}
    for id, of in now.items():
        codes = random.Random(other).sample(sorted(of), len(of))  # noqa: S311
        mixed[id] = {k: of[k] for k in codes}
    assert found("hog", now) == found("hog", mixed)
    listed = found("hog", now)
    for first, second in pairwise(listed):
        same = [(p.clarity, p.likeness, p.value) for p in (first, second)]
        if same[0] == same[1]:
            n = [now["svar"][p.kommun.code] for p in (first, second)]
            assert n[0] >= n[1]


def test_who_is_among_the_best_hears_it_and_is_offered_nobody_who_is_not_clearly_better() -> None:
    # 88 of 100: the best quarter begins at 87, and 90 of 40 is no clear difference.
    values = dict.fromkeys(OTHERS, 60.0) | dict.fromkeys(OTHERS[:20], 87.0) | {OWN: 88.0}
    values[OTHERS[0]] = 90.0
    now = {"hog": values, "svar": dict.fromkeys(CODES, 40.0) | {OWN: 100.0}, "del": {}}
    one = sought("hog", now)
    assert (one.best_from, one.owns) == (87, True)
    assert peers(one.data, REGISTER.by_code[OWN], [one]) == []
    now["hog"][OTHERS[0]], now["svar"][OTHERS[0]] = 99.0, 400.0
    [peer] = found("hog", now)
    assert (peer.value, peer.clarity, peer.clear) == (99, Clarity.CLEAR, ("hog",))


def test_ties() -> None:
    # Half have 100: they share it, and the own kommun is with them.
    half = {k: 100.0 if n % 2 else 50.0 for n, k in enumerate(CODES)}
    one = sought("enhet", {"enhet": half | {OWN: 50.0}})
    assert one.best == Best(100, 40, 80)
    assert one.best.is_common
    assert not one.owns
    assert len(one.having) == 40
    assert sought("enhet", {"enhet": half | {OWN: 100.0}}).owns
    # Most have 0, and so the best quarter begins there: 0 is not among the best.
    nearly = dict.fromkeys(CODES, 0.0) | dict.fromkeys(OTHERS[:10], 80.0)
    one = sought("enhet", {"enhet": nearly})
    assert not one.owns
    assert one.having == set(OTHERS[:10])
    # All have 0: nobody is better.
    assert sought("enhet", {"enhet": dict.fromkeys(CODES, 0.0)}).owns


# ---------------------------------------------------------------- how clear


@SOME
@given(st.integers(0, 2**32), st.booleans(), st.sampled_from(["hog", "lag"]))
def test_clearly_better_is_as_counted_by_hand(seed: int, ties: bool, id: str) -> None:
    now, before = drawn(seed, ties), drawn(seed + 1, ties)
    one = sought(id, now, {2021: before})
    assert one.clear == clear_by_hand(id, [now, before])
    assert sought(id, now).clear == clear_by_hand(id, [now])
    listed = peers(one.data, REGISTER.by_code[OWN], [one])
    words = [p.clarity for p in listed]
    assert words == sorted(words, key=lambda word: word == Clarity.CHANCE)  # the clear ones first
    for p in listed:
        assert (p.clarity == Clarity.CLEAR) == (p.kommun.code in one.clear)


def test_a_year_before_a_break_is_not_counted() -> None:
    now, before = drawn(7, False, (150, 300)), drawn(8, False, (150, 300))
    now["bruten"][OWN], now["del"][OWN] = 40.0, 60.0
    with_it = sought("bruten", now, {2021: before})
    assert with_it.clear == sought("bruten", now).clear == clear_by_hand("bruten", [now])
    assert with_it.clear
    assert all(with_it.improved(k) is None for k in OTHERS)


def test_answers_behind_a_value() -> None:
    now = drawn(3, False)
    now["hog"][OWN] = 40.0
    for p in found("hog", now):
        assert p.uncertainty is not None
        assert p.uncertainty.n == now["svar"][p.kommun.code]
        assert p.uncertainty.n_source == "publicerad"
        assert p.uncertainty.response_rate == now["del"][p.kommun.code]
    # 33 and 50 percent together are parts of 6 at least.
    units = {"enhet": dict.fromkeys(CODES, 0.0), "enhet2": dict.fromkeys(CODES, 50.0)}
    units["enhet"][OTHERS[0]] = 33.0
    [peer] = found("enhet", units)
    assert peer.uncertainty is not None
    assert (peer.uncertainty.n, peer.uncertainty.n_source) == (6, "minst")
    assert peer.clarity == Clarity.CHANCE  # the own value may be that of two units


def test_days_by_how_much_such_values_move() -> None:
    # A median move of 6 days is a standard deviation of 6 / 0.6745 / sqrt 2 = 6.29 a year.
    days = {k: 30.0 + n / 10 for n, k in enumerate(OTHERS)} | {OWN: 60.0}
    near, far = 60 - 2.0 * 6.29 * math.sqrt(2), 60 - 4.5 * 6.29 * math.sqrt(2)
    one = sought("dagar", {"dagar": days | {OTHERS[0]: near, OTHERS[1]: far}}, dagar=6.0)
    assert OTHERS[1] in one.clear
    assert OTHERS[0] not in {k for k in one.clear if days[k] >= near}
    assert sought("dagar", {"dagar": days | {OTHERS[1]: far}}).clear == frozenset()  # not known


# ---------------------------------------------------------------- a rise


@pytest.mark.parametrize(
    ("then", "now", "n", "rise"),
    [
        (0.0, 100.0, 1, None),  # one unit
        (0.0, 100.0, 4, None),  # z is 2.70, and it was under the median before
        (40.0, 80.0, 10, 40.0),  # z = 0.4 / sqrt(1.1 * 0.6 * 0.4 * 0.2) = 1.74
        (45.0, 80.0, 10, None),  # z = 0.35 / sqrt(1.1 * 0.625 * 0.375 * 0.2) = 1.54
        (90.0, 92.0, 2000, None),  # z is 2.1, but under three percent units
        (80.0, 84.0, 2000, 4.0),
        (84.0, 80.0, 2000, None),
    ],
)
def test_a_rise_is_more_than_chance_and_stands_on_five_answers(
    then: float, now: float, n: int, rise: float | None
) -> None:
    k = OTHERS[0]
    of = {"svar": dict.fromkeys(CODES, float(n)), "del": {}}
    new = {**of, "hog": dict.fromkeys(CODES, 50.0) | {k: now}}
    old = {**of, "hog": dict.fromkeys(CODES, 50.0) | {k: then}}
    got = sought("hog", new, {2020: old}).improved(k)
    assert (got and got.size) == rise
    assert got is None or got.since == 2020


def test_few_answers_may_rise_where_the_level_was_good_both_years() -> None:
    # 60 to 100 percent of four: z = 0.4 / sqrt(1.1 * 0.8 * 0.2 * 0.5) = 1.35; of n unknown, untold
    k = OTHERS[0]
    level = dict.fromkeys(CODES, 50.0)
    no_n: dict[str, dict[str, float]] = {"svar": {}, "del": {}}
    four = {"svar": dict.fromkeys(CODES, 4.0), "del": {}}
    new, old = {"hog": level | {k: 100.0}}, {"hog": level | {k: 60.0}}
    assert sought("hog", new | four, {2020: old | four}).improved(k) is None
    got = sought("hog", new | no_n, {2020: old | no_n}).improved(k)
    assert got is not None
    assert got.size == 40
    old["hog"][k] = 49.0  # under the median
    assert statistics.median(old["hog"].values()) == 50
    assert sought("hog", new | no_n, {2020: old | no_n}).improved(k) is None

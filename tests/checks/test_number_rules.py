"""Each rule of `oj check data` on made-up numbers: where it bites, and where it must not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from oj_cli.analysis.quality.check import check_area, check_kommun, each_pair_once
from oj_cli.analysis.quality.data import AreaData, Case
from oj_cli.domain.findings import Finding
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.quality import QualityRules

Make = Callable[..., AreaData]
Finds = Callable[..., list[tuple[str, Any]]]
Tells = Callable[..., list[Finding]]

SHARE = {"typ": "numerisk", "enhet": "procent av enheterna", "skala": "procent"}


@pytest.fixture
def fynd(rules: QualityRules, leksand: Kommun) -> Tells:
    """Check Leksand, and return what is found, in order."""

    def check(area: AreaData, *others: AreaData) -> list[Finding]:
        case = Case(area, leksand, {o.catalogue.area: o for o in others})
        return list(check_kommun(case, rules))

    return check


def years(*said: str | None, first: int = 2020) -> dict[int, dict[str, dict[str, str]]]:
    """Leksand's values of the indicator a, year by year; None where there is none."""
    return {
        first + n: {"a": {"Leksand": value}} if value is not None else {}
        for n, value in enumerate(said)
    }


def survey(*said: str, **more: Any) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Indicators a, b, c … of one survey, and Leksand's values of them."""
    ids = [chr(97 + n) for n in range(len(said))]
    indicators = {id: {**SHARE, "undersokning": "enkat", **more} for id in ids}
    return indicators, {id: {"Leksand": v} for id, v in zip(ids, said, strict=True)}


# ---------------------------------------------------------------- against the years before


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (("100", "0"), ["D26"]),
        (("0", "100"), ["D26"]),
        (("100", "100", "0"), ["D26"]),
        (("100", None, "0"), ["D26"]),  # the last year with a value counts
        (("100", "0", "0"), []),  # it leapt before
        (("100", "1"), ["D27"]),
        (("99.9", "0"), ["D27"]),
        (("0", "99"), []),  # a large rise is no leap
        (("90", "50"), ["D27"]),
        (("90", "50.1"), []),
        (("83.3", "43.3"), ["D27"]),  # 40 exactly, whatever floats say
        (("90", "70", "50"), []),  # 40 in two steps
        (("50", "90"), []),
        (("100",), []),
    ],
)
def test_a_share_that_leaps_or_falls(
    omrade: Make, hittar: Finds, values: tuple[str | None, ...], found: list[str]
) -> None:
    assert [rule for rule, _ in hittar(omrade({"a": SHARE}, years(*values)))] == found


def test_the_years_and_the_values_are_told(omrade: Make, fynd: Tells) -> None:
    (leap,) = fynd(omrade({"a": SHARE}, years("100", "100", "0")))
    assert (
        leap.message == "Leksand hade 100\u00a0% 2020, 100\u00a0% 2021 och 0\u00a0% 2022: Frågan a."
    )
    assert leap.fields["tidigare"] == {"2020": 100.0, "2021": 100.0}
    assert (leap.fields["varde"], leap.level) == (0.0, "varn")
    assert leap.place == "prov.csv, rad 1, Leksand 2022, a"
    assert "hur många enheter" in leap.remedy


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("90", "17"), "90\u00a0% 2020 och 17\u00a0% 2021, 73 procentenheter sämre"),
        (("82.6", "42.4"), "82,6\u00a0% 2020 och 42,4\u00a0% 2021, 40,2 procentenheter sämre"),
        (("88.2", "44.9"), "88\u00a0% 2020 och 45\u00a0% 2021, 43 procentenheter sämre"),
    ],
)
def test_a_printed_fall_adds_up(
    omrade: Make, fynd: Tells, values: tuple[str, str], said: str
) -> None:
    (fall,) = fynd(omrade({"a": SHARE}, years(*values)))
    assert fall.message == f"Leksand hade {said}: Frågan a."


@pytest.mark.parametrize(
    ("more", "values", "said"),
    [
        ({"riktning": "lagre"}, ("10", "50"), "sämre"),
        ({"riktning": "lagre"}, ("50", "10"), None),
        ({"riktning": "ingen", "roll": "bakgrund"}, ("50", "10"), "lägre"),
        ({"riktning": "ingen", "roll": "bakgrund"}, ("10", "50"), None),
        ({"riktning": "ingen", "roll": "dubblett"}, ("50", "10"), None),
        ({"riktning": "lagre", "roll": "dubblett"}, ("10", "50"), "sämre"),
        ({"brott": [{"fran": 2021, "skal": "ny fråga"}]}, ("100", "0"), None),
        ({"skala": "antal", "enhet": "antal"}, ("100", "0"), None),
        ({"skala": None, "enhet": "procent"}, ("50", "0"), None),  # a deviation is no share
    ],
)
def test_what_is_a_fall(
    omrade: Make, fynd: Tells, more: dict[str, Any], values: tuple[str, str], said: str | None
) -> None:
    kind = {key: value for key, value in {**SHARE, **more}.items() if value is not None}
    found = fynd(omrade({"a": kind}, years(*values)))
    assert [f"procentenheter {said}" in f.message for f in found] == [True] * (said is not None)


def test_another_count_of_a_question_is_told_only_where_the_question_is_not(
    omrade: Make, hittar: Finds
) -> None:
    often = {**SHARE, "roll": "dubblett", "syskon": ["a"]}
    indicators = {"a": {**SHARE, "syskon": ["b"]}, "b": often}

    def fallen(first: str) -> list[tuple[str, Any]]:
        then = {"a": {"Leksand": first}, "b": {"Leksand": "95"}}
        now = {"a": {"Leksand": "20"}, "b": {"Leksand": "40"}}
        return hittar(omrade(indicators, {2020: then, 2021: now}))

    assert fallen("80") == [("D27", "a")]
    assert fallen("50") == [("D27", "b")]


ALL = ("60", "60", "60", "60", "60", "60")


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (("55", "54", "53", "52", "51", "50"), True),
        (("55", "54", "53", "52", "51", "60"), True),  # 5 of 6 is 83 %
        (("55", "54", "53", "52", "56", "60"), False),  # 4 of 6
        (("55", "54", "53", "52", "55.1", "50"), True),
        (("65", "66", "67", "68", "69", "70"), False),
    ],
)
def test_nearly_all_of_a_survey_fell(
    omrade: Make, hittar: Finds, now: tuple[str, ...], found: bool
) -> None:
    indicators, before = survey(*ALL)
    area = omrade(indicators, {2020: before, 2021: survey(*now)[1]})
    assert (hittar(area) == [("D33", None)]) == found


def test_five_are_too_few_to_fall_together(omrade: Make, hittar: Finds) -> None:
    indicators, before = survey(*ALL[:5])
    now = survey("50", "49", "48", "47", "46")[1]
    assert hittar(omrade(indicators, {2020: before, 2021: now})) == []


def test_what_is_not_judged_or_of_another_survey_does_not_fall_with_the_rest(
    omrade: Make, hittar: Finds
) -> None:
    indicators, before = survey(*ALL)
    now = survey("55", "54", "53", "52", "51", "50")[1]
    for more in ({"roll": "bakgrund"}, {"undersokning": "annan"}, {"riktning": "ingen"}):
        other = {**indicators, "f": {**indicators["f"], **more}}
        assert hittar(omrade(other, {2020: before, 2021: now})) == []


def test_a_survey_that_fell_stands_beside_all_kommuner(omrade: Make, fynd: Tells) -> None:
    indicators, before = survey(*ALL)
    area = omrade(indicators, {2020: before, 2021: survey("50", "50", "50", "50", "50", "58")[1]})
    (alone,) = fynd(area)
    assert alone.message == (
        "Leksand är minst 5 procentenheter sämre 2021 än 2020 på 5 av 6 mått i samma undersökning "
        "(Grupp), i mitten 10 procentenheter sämre."
    )
    medians: Mapping[tuple[str, int], float] = {
        **{(id, 2020): 70.0 for id in indicators},
        **dict(zip([(id, 2021) for id in indicators], (69, 69, 69, 70, 71, 69), strict=True)),
    }
    (beside,) = fynd(replace(area, medians=medians))
    assert beside.message == (
        f"{alone.message} Medianen för alla kommuner är sämre på 4 av dem, i mitten 1 procentenhet "
        "sämre."
    )
    assert beside.fields["andringar"]["f"] == -2  # type: ignore[index]
    assert beside.fields["medianens_andringar"] == dict(
        zip("abcdef", [-1, -1, -1, 0, 1, -1], strict=True)
    )


# ---------------------------------------------------------------- against each other


def sisters(omrade: Make, a: str, b: str, **more: Any) -> AreaData:
    indicators = {"a": {**SHARE, "syskon": ["b"]}, "b": {**SHARE, "syskon": ["a"], **more}}
    return omrade(indicators, {2021: {"a": {"Leksand": a}, "b": {"Leksand": b}}})


@pytest.mark.parametrize(
    ("a", "b", "more", "found"),
    [
        ("0", "90", {}, True),
        ("90", "40", {}, True),
        ("90", "40.1", {}, False),
        ("83.3", "33.3", {}, True),
        ("0", "90", {"roll": "bakgrund"}, False),
        ("0", "90", {"roll": "dubblett"}, False),
        ("0", "90", {"riktning": "lagre"}, False),  # its other end
        ("0", "90", {"skala": "dagar", "enhet": "dagar"}, False),
    ],
)
def test_sisters(
    omrade: Make, hittar: Finds, a: str, b: str, more: dict[str, Any], found: bool
) -> None:
    assert hittar(sisters(omrade, a, b, **more)) == [("D28", "a")] * found  # the pair is told once


def test_a_sister_says_what_and_where_it_is(omrade: Make, fynd: Tells) -> None:
    (found,) = fynd(sisters(omrade, "0", "90"))
    assert found.message == (
        "Leksand har 0\u00a0% 2021 (”Frågan a”) men 90\u00a0% (”Frågan b”), som frågar nästan "
        "detsamma."
    )
    assert found.fields["syskon"] == {
        "omrade": "prov",
        "indikator": "b",
        "ar": 2021,
        "varde": 90.0,
        "plats": "prov.csv, rad 2",
    }


def test_sisters_in_two_omraden_are_told_once(
    omrade: Make, rules: QualityRules, leksand: Kommun
) -> None:
    lss = omrade({"a": {**SHARE, "syskon": ["barn/b"]}}, {2021: {"a": {"Leksand": "0"}}}, "lss")
    barn = omrade({"b": {**SHARE, "syskon": ["lss/a"]}}, {2021: {"b": {"Leksand": "80"}}}, "barn")
    both = [
        check_area(lss, [leksand], None, {"barn": barn}, (), rules),
        check_area(barn, [leksand], None, {"lss": lss}, (), rules),
    ]
    assert [[f.rule for f in one.findings] for one in both] == [["D28"], ["D28"]]
    assert [len(one.findings) for one in each_pair_once(both)] == [1, 0]


@pytest.mark.parametrize(
    ("values", "more", "found"),
    [
        (("100", "100", "100"), {}, True),
        (("0", "0", "0", "0"), {}, True),
        (("62.5", "62.5", "62.5"), {}, True),
        (("100", "100"), {}, False),
        (("100", "100", "99.9"), {}, False),
        (("100", "100", "100"), {"roll": "dubblett"}, False),
        (("7", "7", "7"), {"skala": "antal", "enhet": "antal"}, False),
    ],
)
def test_one_value_in_all_of_a_survey(
    omrade: Make, hittar: Finds, values: tuple[str, ...], more: dict[str, Any], found: bool
) -> None:
    indicators, said = survey(*values, **more)
    assert hittar(omrade(indicators, {2021: said})) == [("D29", None)] * found


def test_one_value_in_two_surveys_is_told_of_each(omrade: Make, fynd: Tells) -> None:
    indicators, said = survey(*["100"] * 7)
    for id in "defg":
        indicators[id] |= {"undersokning": "annan", "grupp": "Annan"}
    first, second = fynd(omrade(indicators, {2021: said}))
    assert first.message == (
        "Leksand har 100\u00a0% på alla 3 mått i samma undersökning 2021 (Grupp)."
    )
    assert second.fields["indikatorer"] == list("defg")


# ---------------------------------------------------------------- by themselves


@pytest.mark.parametrize(
    ("kind", "value", "level"),
    [
        (SHARE, "0", None),
        (SHARE, "100.1", "fel"),
        (SHARE, "-0.1", "fel"),
        ({"skala": "procent", "enhet": "enligt rubriken"}, "101", "fel"),
        ({"skala": "dagar", "enhet": "dagar"}, "-1", "fel"),
        ({"skala": "dagar", "enhet": "dagar"}, "400", None),
        ({"skala": "antal", "enhet": "antal"}, "-1", "fel"),
        ({"skala": "kronor", "enhet": "kronor per invånare"}, "-1", "varn"),
        ({"skala": "index", "enhet": "index"}, "-1", None),
        ({"enhet": "kronor per invånare"}, "-1", None),
        ({"enhet": "procent"}, "-12", None),  # a deviation
        ({"skala": "koder", "koder": {"0": "NEJ", "1": "JA"}}, "1", None),
        ({"skala": "koder", "koder": {"0": "NEJ", "1": "JA"}}, "3", "fel"),
    ],
)
def test_what_cannot_be(
    omrade: Make, fynd: Tells, kind: dict[str, Any], value: str, level: str | None
) -> None:
    area = omrade({"a": {**kind, "typ": "numerisk"}}, {2021: {"a": {"Leksand": value}}})
    expected = [] if level is None else [("D24", level)]
    assert [(f.rule, f.level) for f in fynd(area)] == expected


def test_what_cannot_be_is_told_in_words(omrade: Make, fynd: Tells) -> None:
    indicators = {
        "a": {"typ": "numerisk", "skala": "dagar", "enhet": "dagar"},
        "b": {"skala": "koder", "koder": {"0": "NEJ", "1": "JA"}},
    }
    area = omrade(indicators, {2021: {"a": {"Leksand": "-2"}, "b": {"Leksand": "3"}}})
    assert [f.message for f in fynd(area)] == [
        "Leksand har −2,0 dagar: Frågan a.",
        "Leksand har talet 3,0, men frågan har bara 0 (NEJ) och 1 (JA): Frågan b.",
    ]


def test_an_answer_that_the_coding_does_not_have(omrade: Make, hittar: Finds) -> None:
    coded = {"koder": {"0": "NEJ", "1": "JA"}}
    area = omrade({"a": coded}, {2021: {"a": {"Leksand": "DELVIS"}}})
    assert hittar(area) == [("D15", "a")]

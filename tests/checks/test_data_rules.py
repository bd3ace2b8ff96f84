"""Each rule of `oj check data` on made-up answers: where it bites, and where it must not."""

from collections.abc import Callable
from typing import Any

import pytest

from oj_cli.analysis.matrix import Published
from oj_cli.analysis.quality.check import check_area, each_pair_once
from oj_cli.analysis.quality.data import AreaData
from oj_cli.analysis.references import lan_reference
from oj_cli.domain.kommuner import Kommun, Register
from oj_cli.domain.quality import QualityRules

DALARNA = """
    Avesta Borlänge Falun Gagnef Hedemora Leksand Ludvika Malung-Sälen Mora Orsa Rättvik
    Smedjebacken Säter Vansbro Älvdalen
""".split()  # noqa: SIM905
OTHERS = [k for k in DALARNA if k != "Leksand"]
Make = Callable[..., AreaData]
Finds = Callable[..., list[tuple[str, Any]]]


def own(*answers: str) -> dict[str, dict[str, str]]:
    """Leksand's answers to the questions a, b, c …"""
    return {chr(97 + n): {"Leksand": a} for n, a in enumerate(answers)}


def questions(n: int, **more: Any) -> dict[str, dict[str, Any]]:
    return {chr(97 + i): dict(more) for i in range(n)}


# ---------------------------------------------------------------- changes


@pytest.mark.parametrize(
    ("years", "found"),
    [
        (("JA", "NEJ"), ["D10"]),
        (("NEJ", "JA"), []),
        (("JA", "DELVIS"), []),
        (("JA", "EA", "NEJ"), ["D10"]),  # the last year with an answer counts
        (("NEJ", "JA", "NEJ"), ["D10"]),
        (("JA", "JA", "NEJ"), ["D11"]),  # told once, by the stronger rule
        (("NEJ", "NEJ", "JA"), ["D11"]),
        (("NEJ", "NEJ", "NEJ", "DELVIS"), ["D11"]),
        (("JA", "NEJ", "JA"), []),
        (("JA", "JA", "EA"), []),
    ],
)
def test_an_answer_that_changed(
    omrade: Make, hittar: Finds, years: tuple[str, ...], found: list[str]
) -> None:
    answers = {2020 + n: {"a": {"Leksand": said}} for n, said in enumerate(years)}
    assert [rule for rule, _ in hittar(omrade({"a": {}}, answers))] == found


def test_a_break_hides_the_years_before_it(omrade: Make, hittar: Finds) -> None:
    answers = {
        y: {"a": {"Leksand": said}} for y, said in ((2019, "JA"), (2020, "JA"), (2021, "NEJ"))
    }
    area = omrade({"a": {"brott": [{"fran": 2021, "skal": "ny fråga"}]}}, answers)
    assert hittar(area) == []


@pytest.mark.parametrize(
    ("changed", "of", "found"),
    [(5, 16, True), (5, 17, False), (4, 4, False), (6, 12, True)],  # 5/16 is 31 %, 5/17 is 29 %
)
def test_many_changes(omrade: Make, hittar: Finds, changed: int, of: int, found: bool) -> None:
    answers = {2020: own(*["NEJ"] * of), 2021: own(*["JA"] * changed, *["NEJ"] * (of - changed))}
    rules = [rule for rule, _ in hittar(omrade(questions(of), answers))]
    assert ("D12" in rules) == found


@pytest.mark.parametrize(("n", "found"), [(10, True), (9, False)])
def test_nothing_changed(omrade: Make, hittar: Finds, n: int, found: bool) -> None:
    same = own(*["JA"] * n)
    assert (hittar(omrade(questions(n), {2020: same, 2021: same})) == [("D13", None)]) == found


def test_values_that_are_all_the_same_are_told_and_values_that_change_are_not(
    omrade: Make, hittar: Finds
) -> None:
    kind = {"typ": "numerisk", "enhet": "procent av enheterna"}
    old = own(*[str(10 + n) for n in range(12)])
    new = own(*[str(20 + n) for n in range(12)])
    assert hittar(omrade(questions(12, **kind), {2020: old, 2021: old})) == [("D13", None)]
    assert hittar(omrade(questions(12, **kind), {2020: old, 2021: new})) == []


# ---------------------------------------------------------------- one year


def row(own: str, others: str, **named: str) -> dict[str, str]:
    return {**dict.fromkeys(OTHERS, others), "Leksand": own, **named}


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        (row("EA", "NEJ"), ["D14"]),
        (row("EA", "JA"), ["D14"]),
        (row("JA", "NEJ"), ["D19"]),  # no other says JA
        (row("JA", "NEJ", Mora="JA"), []),
        (row("NEJ", "JA"), ["D19"]),
        (row("NEJ", "JA", Mora="NEJ"), ["D19"]),  # 13 of 14 is 93 %
        (row("NEJ", "JA", Mora="NEJ", Orsa="NEJ"), []),  # 12 of 14 is 86 %
        (row("DELVIS", "JA"), ["D16", "D19"]),
        (row("DELVIS", "JA", Mora="DELVIS"), ["D19"]),
        (row("BORTFALL", "JA"), []),
    ],
)
def test_an_odd_answer(
    omrade: Make, hittar: Finds, answers: dict[str, str], found: list[str]
) -> None:
    area = omrade({"a": {}}, {2021: {"a": answers}})
    assert [rule for rule, _ in hittar(area)] == found


def test_ea_is_not_odd_where_another_alike_says_it_too(omrade: Make, hittar: Finds) -> None:
    # Avesta, Hedemora, Ludvika and Mora are in Leksand's invånargrupp, too few to count alone
    area = omrade({"a": {}}, {2021: {"a": row("EA", "NEJ", Avesta="EA")}})
    assert hittar(area) == []


def test_delvis_outside_the_options_of_the_question(omrade: Make, hittar: Finds) -> None:
    indicators = {
        "a": {"svarsalternativ": ["JA", "NEJ"]},
        "b": {"svarsalternativ": ["JA", "NEJ", "DELVIS"]},
    }
    assert hittar(omrade(indicators, {2021: own("DELVIS", "DELVIS")})) == [("D15", "a")]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("JA", "NEJ", True),
        ("DELVIS", "NEJ", True),
        ("JA", "EA", True),
        ("JA", "DELVIS", False),
        ("NEJ", "NEJ", False),
        ("JA", "BORTFALL", False),
        ("EA", "NEJ", False),
    ],
)
def test_answers_that_logic_forbids(
    omrade: Make, hittar: Finds, first: str, second: str, found: bool
) -> None:
    area = omrade({"a": {"kraver": ["b"]}, "b": {}}, {2021: own(first, second)})
    assert (("D20", "a") in hittar(area)) == found


def test_all_no_is_told_of_the_whole_or_else_of_the_group(omrade: Make, hittar: Finds) -> None:
    def groups(second: str, others: str = "JA") -> AreaData:
        indicators = {
            **{c: {"grupp": "Ett"} for c in "abcde"},
            **{c: {"grupp": "Två"} for c in "fghij"},
        }
        said = {c: {"Leksand": "NEJ", "Mora": others} for c in "abcde"}
        said |= {c: {"Leksand": second, "Mora": "NEJ"} for c in "fghij"}
        return omrade(indicators, {2021: said})

    assert hittar(groups("NEJ")) == [("D17", None)]
    assert hittar(groups("JA")) == [("D18", None)]
    assert hittar(groups("JA", others="NEJ")) == []  # nobody has what the group asks for


@pytest.mark.parametrize(("value", "found"), [("100", False), ("100.1", True), ("-1", True)])
def test_a_percentage_that_cannot_be(omrade: Make, hittar: Finds, value: str, found: bool) -> None:
    kind = {"typ": "numerisk", "enhet": "procent av enheterna"}
    area = omrade({"a": kind}, {2021: {"a": {"Leksand": value}}})
    assert (hittar(area) == [("D24", "a")]) == found


# ---------------------------------------------------------------- mirrored questions


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        ("JA", "NEJ", True),
        ("NEJ", "DELVIS", True),
        ("EA", "JA", True),
        ("JA", "JA", False),
        ("JA", "BORTFALL", False),
        ("BORTFALL", "NEJ", False),
    ],
)
def test_mirrored_questions(
    omrade: Make, hittar: Finds, here: str, there: str, found: bool
) -> None:
    lss = omrade({"a": {"speglar": ["barn/b"]}}, {2021: {"a": {"Leksand": here}}}, "lss")
    barn = omrade({"b": {}}, {2021: {"b": {"Leksand": there}}}, "barn")
    assert (hittar(lss, barn) == [("D06", "a")]) == found


def test_a_mirrored_pair_is_told_once(omrade: Make, rules: QualityRules, leksand: Kommun) -> None:
    lss = omrade({"a": {"speglar": ["barn/b"]}}, {2021: {"a": {"Leksand": "JA"}}}, "lss")
    barn = omrade({"b": {"speglar": ["lss/a"]}}, {2021: {"b": {"Leksand": "NEJ"}}}, "barn")
    both = [
        check_area(lss, [leksand], None, {"barn": barn}, (), rules),
        check_area(barn, [leksand], None, {"lss": lss}, (), rules),
    ]
    assert [len(one.findings) for one in both] == [1, 1]
    once = each_pair_once(both)
    assert [len(one.findings) for one in once] == [1, 0]
    (finding,) = once[0].findings
    assert "Leksand svarar JA i Lss (Frågan a) och NEJ i Barn (Frågan b)" in finding.message
    assert finding.fields["speglar"] == {
        "omrade": "barn",
        "indikator": "b",
        "ar": 2021,
        "svar": "NEJ",
        "plats": "prov.csv, rad 1",
    }
    assert (finding.file, finding.line) == ("prov.csv", 1)


# ---------------------------------------------------------------- published against computed


def published(omrade: Make, register: Register, rules: QualityRules, figure: str) -> Any:
    """What is said of a län with 3 JA, 9 NEJ, 1 DELVIS and 2 EA, and a published share."""
    said = dict.fromkeys(DALARNA, "NEJ")
    said |= {"Avesta": "JA", "Falun": "JA", "Mora": "JA", "Orsa": "DELVIS"}
    said |= {"Säter": "EA", "Vansbro": "EA", "lan 20": figure}
    area = omrade({"a": {}}, {2021: {"a": said}})
    lan = lan_reference(register.find_lan("Dalarna"), register)
    return check_area(area, [], None, {}, [lan], rules)


@pytest.mark.parametrize(
    ("figure", "rule", "fits"),
    [
        ("23", None, []),  # 3 / 13
        ("23.1", None, []),
        ("25", "D21", ["utan_delvis"]),  # 3 / 12
        ("31", "D21", ["delvis_som_ja"]),  # 4 / 13
        ("27", "D21", ["delvis_som_halvt"]),  # 3.5 / 13
        ("20", "D21", ["med_ea", "alla_kommuner"]),  # 3 / 15
        ("24", "D22", []),
        ("23.2", "D22", []),
    ],
)
def test_a_published_share(
    omrade: Make, register: Register, rules: QualityRules, figure: str, rule: str, fits: list[str]
) -> None:
    checked = published(omrade, register, rules, figure)
    assert [f.rule for f in checked.findings] == ([rule] if rule else [])
    assert (checked.n_recomputed, checked.n_not_recomputed) == (1, 0)
    for finding in checked.findings:
        assert finding.fields["stammer_med"] == fits
        assert finding.level == ("varn" if fits else "fel")
        assert "3 JA, 9 NEJ, 1 DELVIS och 2 EA" in finding.message


def test_a_share_is_not_recomputed_while_a_kommun_is_missing(
    omrade: Make, register: Register, rules: QualityRules
) -> None:
    said = {**dict.fromkeys(OTHERS, "JA"), "lan 20": "1"}
    lan = lan_reference(register.find_lan("Dalarna"), register)
    checked = check_area(omrade({"a": {}}, {2021: {"a": said}}), [], None, {}, [lan], rules)
    assert (checked.findings, checked.n_recomputed, checked.n_not_recomputed) == ((), 0, 1)


@pytest.mark.parametrize(
    ("figure", "n_yes", "n", "found"),
    [
        (44.0, 7, 16, []),  # 43.75, printed as a whole number
        (43.8, 7, 16, []),
        (43.75, 7, 16, []),
        (43.9, 7, 16, ["D23"]),
        (45.0, 7, 16, ["D23"]),
        (100 / 3, 5, 15, []),  # not printed: counted from the two
        (50.0, 0, 0, []),
    ],
)
def test_a_published_count_and_share(
    omrade: Make,
    register: Register,
    rules: QualityRules,
    figure: float,
    n_yes: int,
    n: int,
    found: list[str],
) -> None:
    area = omrade({"a": {}}, {2021: {"a": {"Leksand": "JA", "lan 20": "1"}}})
    area.matrix.published["a", "lan", "20"] = Published(figure, n_yes, n)
    lan = lan_reference(register.find_lan("Dalarna"), register)
    checked = check_area(area, [], None, {}, [lan], rules)
    assert [f.rule for f in checked.findings] == found
    for finding in checked.findings:
        assert finding.fields["beraknat"] == 43.75
        assert "7 av 16 är 44\u00a0%" in finding.message

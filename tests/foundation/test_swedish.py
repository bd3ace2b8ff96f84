"""Swedish as it is written: order, look-ups, numbers, lists."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.domain.kommuner import Register
from oj_cli.domain.swedish import capital, counted, fold, listing, near, number, percent, sort_key

quick = settings(deadline=None, database=None, derandomize=True, max_examples=300)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NBSP = "\u00a0"


def test_a_swedish_dictionary_ends_with_å_ä_ö() -> None:
    in_order = [
        "Ale",
        "Alingsås",
        "Arboga",
        "Upplands Väsby",
        "Upplands-Bro",
        "Uppsala",
        "zebra",
        "Zinkgruvan",
        "Åmål",
        "Åre",
        "Åsele",
        "Älvdalen",
        "Ängelholm",
        "Öckerö",
        "Örebro",
    ]
    for shuffled in (reversed(in_order), sorted(in_order), sorted(in_order, key=len)):
        assert sorted(shuffled, key=sort_key) == in_order


def test_case_and_foreign_accents_do_not_change_the_order() -> None:
    assert sorted(["ide", "Idé", "idea", "IDB"], key=sort_key) == ["IDB", "Idé", "ide", "idea"]
    assert sorted(["ö", "Å", "ä", "z", "Ü"], key=sort_key) == ["Ü", "z", "Å", "ä", "ö"]
    decomposed = "A\u030amål"
    assert sorted(["Älvdalen", decomposed, "Zebra"], key=sort_key)[1] == decomposed


def test_the_register_is_in_swedish_order(register: Register) -> None:
    names = [k.name for k in register.kommuner]
    assert names[0] == "Ale"
    assert names[-1] == "Övertorneå"
    assert names.index("Örebro") > names.index("Älvdalen") > names.index("Åmål")
    assert names.index("Åmål") > names.index("Ystad")


@quick
@given(texts, texts, texts)
def test_the_order_is_total(a: str, b: str, c: str) -> None:
    one, two, three = sort_key(a), sort_key(b), sort_key(c)
    assert (one == two) == (a == b)
    assert (one <= two) or (two <= one)
    if one <= two <= three:
        assert one <= three
    assert sorted([a, b, c], key=sort_key) == sorted([c, a, b], key=sort_key)


@quick
@given(texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(text.upper()) == fold(text.upper().lower())
    assert fold(f" {text}-_") == once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Älvdalen", "alvdalen"),
        ("ALVDALEN", "alvdalen"),
        ("A\u0308lvdalen", "alvdalen"),
        ("Upplands-Bro", "upplandsbro"),
        ("Upplands  Väsby", "upplandsvasby"),
        ("sip_rutin", "siprutin"),
        ("Idé à la Ærø, ÿ", "idealaaroy"),
        ("ᄀ-ᅡ", "가"),
        ("…!", ""),
    ],
)
def test_folding_takes_away_what_people_type_differently(text: str, folded: str) -> None:
    assert fold(text) == fold(folded)
    if folded.isascii():
        assert fold(text) == folded


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (66.67, 0, "67"),
        (66.4999, 0, "66"),
        (26.666666666666668, 0, "27"),
        (-0.4, 0, "0"),
        (-0.5, 0, "-1"),
        (-0.0, 0, "0"),
        (0, 0, "0"),
        (999.5, 0, f"1{NBSP}000"),
        (12345.5, 0, f"12{NBSP}346"),
        (12345.5, 1, f"12{NBSP}345,5"),
        (1234567, 0, f"1{NBSP}234{NBSP}567"),
        (-1234.5, 1, f"-1{NBSP}234,5"),
        (12.345, 2, "12,35"),
        (1.005, 2, "1,01"),
        (0.125, 2, "0,13"),
        (1e-30, 1, "0,0"),
        (3, 1, "3,0"),
        (10558985, 0, f"10{NBSP}558{NBSP}985"),
    ],
)
def test_numbers_round_half_up_as_they_read(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


def test_every_half_of_a_hundred_rounds_up() -> None:
    assert [number(n + 0.5) for n in range(100)] == [str(n + 1) for n in range(100)]


@quick
@given(st.integers(min_value=0, max_value=400), st.integers(min_value=1, max_value=400))
def test_a_share_is_rounded_as_by_hand(n_yes: int, n: int) -> None:
    by_hand = (200 * n_yes + n) // (2 * n)  # half up in whole numbers
    assert percent(100 * n_yes / n).replace(NBSP, "") == f"{by_hand}%"


def test_percent_holds_together() -> None:
    assert percent(66.67) == f"67{NBSP}%"
    assert percent(0.4) == f"0{NBSP}%"


def test_lists_in_prose() -> None:
    assert listing([]) == ""
    assert listing(["a"]) == "a"
    assert listing(["a", "b"]) == "a och b"
    assert listing(("a", "b", "c"), "eller") == "a, b eller c"


def test_counting_in_words() -> None:
    assert counted(1, "kommun", "kommuner") == "1 kommun"
    assert counted(0, "kommun", "kommuner") == "0 kommuner"
    assert counted(1200, "svar", "svar") == f"1{NBSP}200 svar"


def test_capital_changes_the_first_letter_only() -> None:
    assert capital("åtgärd för SIP") == "Åtgärd för SIP"
    assert capital("") == ""


def test_near_misses_come_with_the_most_alike_first() -> None:
    names = ["Leksand", "Lekeberg", "Lysekil", "Mora"]
    assert near("leksnd", names)[0] == "Leksand"
    assert near("LEKSÄND", names)[0] == "Leksand"
    assert len(near("le", itertools.chain(names), limit=1)) <= 1
    assert near("qqq", names) == ()
    assert near("", names) == ()
    assert near("x", []) == ()


def test_a_number_of_any_size() -> None:
    assert number(1e30).replace("\u00a0", "") == "1" + "0" * 30
    assert len(number(1.7e308, 3).replace("\u00a0", "")) == 309 + 4

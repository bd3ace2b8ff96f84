"""Personnummer: found in every way of writing, told apart from other numbers, never shown."""

import datetime
import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from oj_cli.plan.check.persons import HIDDEN, identity_numbers, mask

from .conftest import GOOD, Check

quick = settings(deadline=None, database=None, derandomize=True)
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2026, 1, 1))


def check_digit(nine: str) -> str:
    """Return the digit that makes the sum even tens: written apart from the program's."""
    total = 0
    for n, digit in enumerate(nine):
        product = int(digit) * (2 if n % 2 == 0 else 1)
        total += product if product < 10 else product - 9
    return str((10 - total % 10) % 10)


def number(day: datetime.date, serial: int, *, coordination: bool) -> tuple[str, str]:
    """Return the twelve digits of a number as (date, four last)."""
    shown = day.day + (60 if coordination else 0)
    date = f"{day.year}{day.month:02}{shown:02}"
    return date, f"{serial:03}{check_digit(f'{date[2:]}{serial:03}')}"


@quick
@given(
    DAYS,
    st.integers(0, 999),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["-", "+", "", " ", " - ", "–"]),
    st.sampled_from(["{}", "Ärende {} gäller", "({})", "pnr:{}.", "{}, {}"]),
)
def test_every_number_is_found_and_none_is_shown(
    day: datetime.date, serial: int, coordination: bool, short: bool, sign: str, around: str
) -> None:
    date, last = number(day, serial, coordination=coordination)
    written = f"{date[2:] if short else date}{sign}{last}"
    text = around.format(written, written)
    found = list(identity_numbers(text))
    assert len(found) == text.count(written)
    assert all(one.is_coordination == coordination for one in found)
    assert last not in mask(text).replace(HIDDEN, "")
    assert mask(text).count(HIDDEN) == len(found)


@quick
@given(DAYS, st.integers(0, 999), st.integers(1, 9))
def test_a_wrong_check_digit_is_no_number(day: datetime.date, serial: int, off: int) -> None:
    date, last = number(day, serial, coordination=False)
    wrong = f"{last[:3]}{(int(last[3]) + off) % 10}"
    assert list(identity_numbers(f"{date}-{wrong}")) == []


@quick
@given(st.text(alphabet="0123456789-+ ./", max_size=60))
@example("2027-12-31 2027-12-31")
@example("212000-0167")
def test_masking_leaves_no_number_and_all_else(text: str) -> None:
    masked = mask(text)
    if not list(identity_numbers(text)):
        assert masked == text
    assert not list(identity_numbers(masked.replace(HIDDEN, "x")))


def test_a_number_is_never_printed_back_by_any_rule(check: Check) -> None:
    written_in = "19850709-9805"
    findings = check(
        ("mal: Personer", f"mal: Ta fram en rutin för {written_in}, personer"),
        ("    typ: processmal\n", ""),
        ("malvarde: 80", f"malvarde: {written_in}"),
        ("varfor: Få", f"kalla_{written_in}: x\n    varfor: Få"),
        ("funktion: Enhetschef myndighet", f"funktion: Gruppen {written_in}"),
        ("re:vad: Gå igenom[^\n]*", f"vad: Fortsätta med {written_in}"),
        ("kalla: verksamhetssystemet", f"kalla: oklart {written_in}"),
    )
    said = json.dumps([vars(f) for f in findings], default=str, ensure_ascii=False)
    assert {"S01", "M02", "M04", "A04", "A07", "U03"} <= {f.rule for f in findings}
    assert "9805" not in said
    assert HIDDEN in said


def test_a_number_broken_over_two_lines_is_found(check: Check) -> None:
    findings = check(("varfor: Få", "varfor: >-\n      Ärendet 850709-\n      9805 visar. Få"))
    assert [f.rule for f in findings if f.rule == "S01"] == ["S01"]


def test_the_place_is_the_line_and_the_goal(check: Check) -> None:
    found = [
        f
        for f in check(("varfor: Få", "varfor: x # 850709-9805 och 8507099805"))
        if f.rule == "S01"
    ]
    line = 1 + GOOD[: GOOD.index("varfor: Få")].count("\n")
    assert [(f.line, f.subject, f.quote) for f in found] == [(line, "mål M1", None)] * 2

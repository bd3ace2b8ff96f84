"""Dates, numbers and yes or no as they are typed."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.domain.typed import MONTHS, read_date, read_number, read_yes_no

DATES = st.dates(datetime.date(1000, 1, 1))


@given(DATES)
@settings(deadline=None)
def test_every_date_is_read_in_every_way(day: datetime.date) -> None:
    month = MONTHS[day.month - 1]
    for text in (
        day.isoformat(),
        f"{day:%Y%m%d}".zfill(8),
        f"{day.day} {month} {day.year}",
        f"den {day.day}:e {month[:3].upper()} {day.year}",
        f" {day.year}/{day.month}/{day.day} ",
    ):
        if month[:3] in ("jun", "jul") or "jun" not in text.lower():
            assert read_date(text) == day, text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2027-02-29", "är inget datum som finns"),
        ("31 april 2027", "är inget datum som finns"),
        ("3 mrs 2027", "Menade du mars?"),
        ("3 ju 2027", "ingen månad"),
        ("31/12 2027", "året först"),
        ("31-12-2027", "året först"),
        ("i höst", "är inget datum"),
        ("2027", "är inget datum"),
        ("2027-13", "är inget datum"),  # not the third of January
        ("2027-1130", "är inget datum"),
        ("", "är inget datum"),
        ("٢٠٢٧-٠٣-٣١", "är inget datum"),
    ],
)
def test_what_is_no_date_is_said(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_date(text)


@given(st.integers(-(10**11), 10**11), st.integers(0, 999))
@settings(deadline=None)
def test_every_number_is_read_as_swedes_write_it(whole: int, thousandths: int) -> None:
    grouped = f"{whole:,}".replace(",", " ")
    assert read_number(grouped) == whole
    assert read_number(grouped.replace("-", "−").replace(" ", "\u00a0") + " kr") == whole
    text = f"{grouped},{thousandths:03}"
    assert read_number(text) == float(f"{whole}.{thousandths:03}")
    assert read_number(text.replace(",", ".") + "%") == read_number(text)


@pytest.mark.parametrize("text", ["", "tre", "1,2,3", "0x10", "1e5", "12 av 37", "٣", "1" * 16])
def test_what_is_no_number_is_said(text: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)tal"):
        read_number(text)


@pytest.mark.parametrize(("text", "answer"), [("ja", True), ("J", True), ("Nej", False), ("n", 0)])
def test_yes_and_no(text: str, answer: bool) -> None:
    assert read_yes_no(text) is bool(answer)


@pytest.mark.parametrize("text", ["yes", "", "kanske"])
def test_neither_yes_nor_no(text: str) -> None:
    with pytest.raises(ValueError, match="ja eller nej"):
        read_yes_no(text)

"""What the sentence of a goal says of its measure, on sentences that people write."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.domain.goal_sentence import GoalSaid, read_goal, unit_of, with_baseline, with_day

SAID = [
    (
        "Minst 32 av 36 i daglig verksamhet är aldrig rädda för något där, "
        "senast 2027-12-31. I dag 27.",
        (32, 27, 36, "antal", "oka", "2027-12-31"),
    ),
    (
        "Minst 8 av 10 brukare med stöd från både kommun och region vet vem "
        "som håller ihop deras stöd "
        "senast 2017-12-31. I dag är det 4 av 10.",
        (80, 40, None, "procent", "oka", "2017-12-31"),
    ),
    (
        "Andelen som kan påverka sin insats ska öka från 54 till 70 procent senast 2027-12-31",
        (70, 54, None, "procent", "oka", "2027-12-31"),
    ),
    (
        "Färre än 10 procent av de unga ska behöva placeras inom ett år, "
        "jämfört med 18 procent 2025",
        (10, 18, None, "procent", "minska", None),
    ),
    (
        "Personer som lämnar ett klagomål ska få svar inom 10 arbetsdagar i "
        "minst 95 procent av fallen "
        "under 2027",
        (95, None, None, "procent", "oka", "2027-12-31"),
    ),
    (
        "Antalet som väntar längre än tre månader ska minska från 14 till högst 3 senast maj 2028",
        (3, 14, None, "antal", "minska", "2028-05-31"),
    ),
    (
        "Väntetiden ska minska från 96 till högst 60 dagar senast den 3 mars 2027",
        (60, 96, None, "dagar", "minska", "2027-03-03"),
    ),
    (
        "Antalet unga 18–25 år som får en första kontakt ska öka från 6 till "
        "20 per år till och med 2027",
        (20, 6, None, "antal", "oka", "2027-12-31"),
    ),
    (
        "Värderingen ska öka från 2,8 till 3,4 (UIV)",
        (3.4, 2.8, None, None, "oka", None),
    ),
    (
        "Minst 85 procent vet hur, senast hösten 2027",
        (85, None, None, "procent", "oka", "2027-12-31"),
    ),
    ("Personer känner sig trygga", (None, None, None, None, None, None)),
    ("Det ska öka med 10 procentenheter till 2028", (None, None, None, None, None, "2028-12-31")),
    ("Minst 5 av 20 får arbete och minst 7 av 20 praktik", (None, None, None, None, None, None)),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_sentence_is_read(text: str, said: tuple[object, ...]) -> None:
    found = read_goal(text)
    by = found.by.isoformat() if found.by else None
    assert (found.target, found.baseline, found.n, found.unit, found.aim, by) == said


@given(
    st.integers(0, 99),
    st.integers(1, 100),
    st.dates(datetime.date(2020, 1, 1), datetime.date(2100, 1, 1)),
)
def test_from_to_and_when_are_read_whatever_they_are(
    start: int, end: int, by: datetime.date
) -> None:
    text = f"Andelen som är trygga ska gå från {start} till {end} procent senast {by}"
    aim = "oka" if end >= start else "minska"
    assert read_goal(text) == GoalSaid(end, start, None, "procent", aim, by, by)


@given(st.text(max_size=80))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    assert isinstance(read_goal(text), GoalSaid)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Minst 8 av 10 vet vem, senast 2027-12-31.", "Minst 8 av 10 vet vem, senast 2029-12-31."),
        ("Fler än 70 % senast 31 december 2027", "Fler än 70 % senast 31 december 2029"),
        ("Fler än 70 % under 2027, i dag 41 %", "Fler än 70 % under 2029, i dag 55,5 %"),
        ("Ska öka från 41 till 70 procent 2027", "Ska öka från 55,5 till 70 procent 2029"),
        ("Fler än 70 % år 2028, jämfört med 4 av 9", "Fler än 70 % år 2028, jämfört med 4 av 9"),
        ("Bättre 2027 och 2027", "Bättre 2027 och 2027"),
    ],
)
def test_a_new_period_is_said_in_the_way_of_the_old(text: str, said: str) -> None:
    days = datetime.date(2027, 12, 31), datetime.date(2029, 12, 31)
    assert with_baseline(with_day(text, *days), 41, 55.5) == said


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Antal dagar från ansökan till beslut", "dagar"),
        ("Väntetid i veckor", "veckor"),
        ("Andel som får svar inom 10 dagar", "procent"),
        ("Antal personer som väntar mer än 30 dagar", "antal"),
        ("Antalet klagomål", "antal"),
        ("Kostnad i kronor per plats", "kronor"),
        ("Nöjda brukare", None),
    ],
)
def test_the_unit_follows_the_words_of_the_measure(text: str, unit: str | None) -> None:
    assert unit_of(text) == unit

"""What values mean: words, codes with their explanation, numbers, shares; and years in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.domain.answers import Answer
from oj_cli.domain.cells import Cell
from oj_cli.domain.grid import Cells, Sheet
from oj_cli.sources.layout.codes import (
    Observed,
    answers_of,
    fitting_coding,
    number_in,
    observe,
    parse_coding,
)
from oj_cli.sources.layout.grid import Grid
from oj_cli.sources.layout.legend import as_coding, codes_in, split_legend
from oj_cli.sources.layout.wordlists import word_lists
from oj_cli.sources.layout.years import year_of, years_in

WORDS = word_lists()
KOLADA = {
    "Ja=1, Nej=0": {"1": "JA", "0": "NEJ"},
    "Ja=1 Nej=0": {"1": "JA", "0": "NEJ"},
    "Ja=2, Delvis= 1, Nej=0": {"2": "JA", "1": "DELVIS", "0": "NEJ"},
    "Ja, för alla=2, Ja, men inte för alla=1, Nej=0": {"2": "JA", "1": "DELVIS", "0": "NEJ"},
    "Ja, för alla=2, Ja, men inte för vissa=1, Nej=0": {"2": "JA", "1": "DELVIS", "0": "NEJ"},
    "Ja, alla=2, Ja, men inte alla=1, Nej=0": {"2": "JA", "1": "DELVIS", "0": "NEJ"},
    "Ja=2, Nej, men fattat beslut=1, Nej=0": {"2": "JA", "1": "DELVIS", "0": "NEJ"},
    "Ja=2, Nej, men genomfört uppföljning=1, Nej=0": {"2": "JA", "1": "DELVIS", "0": "NEJ"},
    "2=Ja, 1=Delvis och 0=Nej": {"2": "JA", "1": "DELVIS", "0": "NEJ"},
}
"""How Kolada explains the answers of öppna jämförelser, and what it means."""


@pytest.mark.parametrize("text", KOLADA)
def test_kolada_explains_its_codes(text: str) -> None:
    assert codes_in(text, WORDS) == KOLADA[text]
    assert split_legend(f"Aktuell rutin, ({text})", WORDS) == ("Aktuell rutin", KOLADA[text])


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1 = Ja; 2 = Nej", {"1": "JA", "2": "NEJ"}),
        ("Kodning: 1=Ja 0=Nej", {"1": "JA", "0": "NEJ"}),
        (".. = sekretess", {"..": "SEKRETESS"}),
        ("X = bortfall", {"X": "BORTFALL"}),
        ("Gul cell = Delvis", {}),
        ("1=Ja, 9=Ej aktuellt, blank=bortfall", {"1": "JA", "9": "EA"}),
        ("2=Ja (för alla), 0=Nej", {"0": "NEJ"}),
        ("Stöd enligt lag 2010:659", {}),
        ("Ja=2, Nästan=1, Nej=0", {"2": "JA", "0": "NEJ"}),
        ("Nej, men delvis=1", {}),
    ],
)
def test_explanations_elsewhere(text: str, codes: dict[str, str]) -> None:
    assert codes_in(text, WORDS) == codes


@given(
    st.dictionaries(
        st.sampled_from(["0", "1", "2", "3", "X", "Vet ej", "-"]),
        st.sampled_from([a.value for a in Answer]),
        min_size=1,
    )
)
def test_a_coding_is_read_as_it_is_shown(coding: dict[str, str]) -> None:
    assert parse_coding(as_coding(coding)) == coding


@pytest.mark.parametrize("text", ["", "1", "1=", "=JA", "1=KANSKE", "1=JA,0"])
def test_what_is_no_coding(text: str) -> None:
    assert parse_coding(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("12,5", 12.5), ("12.5", 12.5), ("1 234,5", 1234.5), ("50 %", 50.0), ("50%", 50.0),
     ("−3", -3.0), ("0", 0.0), ("12 procent", 12.0)],
)  # fmt: skip
def test_numbers_as_swedes_write_them(text: str, number: float) -> None:
    assert number_in(text) is not None
    assert number_in(text)[0] == number  # type: ignore[index]


@pytest.mark.parametrize("text", ["", "12-20", "<5", "1,2,3", "12 34", "Ja", "1e5", "2016:3"])
def test_what_is_no_number(text: str) -> None:
    assert number_in(text) is None


@pytest.mark.parametrize(
    ("cells", "shape"),
    [
        (["Ja", "Nej", None], "svar"),
        (["Ja", "Nej", ".."], "svar"),
        ([1.0, 0.0, None], "koder"),
        (["1", "0", "."], "koder"),
        ([0.0, 50.0, 100.0], "koder"),
        ([12.5, 3.0, None], "tal"),
        (["50 %", "0 %"], "tal"),
        ([None, ""], "tom"),
        (["x", "x", None], "koder"),
        (["Enskild", "Kommunal"], "text"),
        (["60-80", "80-100"], "text"),
    ],
)
def test_what_kind_of_column_it_is(cells: list[str | float | None], shape: str) -> None:
    assert of_column(*cells).shape == shape


def of_column(*cells: Cell) -> Observed:
    grid = Grid(Sheet("Blad", Cells.of([[cell] for cell in cells])))
    return observe(grid.codes.T, grid.numbers.T, grid.values, WORDS)[0]


def test_truth_is_not_taken_for_one() -> None:
    found = of_column(True, False, 1.0, None, "SANT")
    assert found.times == {"SANT": 2, "FALSKT": 1, 1.0: 1, None: 1}
    assert found.numbers == {1.0: 1.0}


def test_a_coding_that_may_mean_two_things_is_not_chosen() -> None:
    one, two = {"1": "JA", "0": "NEJ"}, {"2": "JA", "1": "DELVIS", "0": "NEJ"}
    assert fitting_coding(frozenset("01"), [one, two]) == one
    assert fitting_coding(frozenset("012"), [one, two]) == two
    assert fitting_coding(frozenset("1"), [one, two]) is None
    assert fitting_coding(frozenset("3"), [one, two]) is None


def test_an_empty_cell_is_bortfall_and_marks_are_what_the_file_says() -> None:
    observed = of_column("Ja", None, "X", "..")
    answers, unknown = answers_of(observed, {"X": "EA", "..": "BORTFALL"})
    assert answers == {"Ja": "JA", None: "BORTFALL", "X": "EA", "..": "BORTFALL"}
    assert not unknown


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Öppna jämförelser 2016 – socialpsykiatri", (2016,)),
        ("oj-2016-resultat.xlsx", (2016,)),
        ("oj_2016.xlsx", (2016,)),
        ("resultat2016.xlsx", (2016,)),
        ("Publicerad 2016-06-21", ()),
        ("2022-6-7931", ()),
        ("Enligt indelningen 1 januari 2020", ()),
        ("Resultat 2016, jämfört med 2015", (2016,)),
        ("Svaren för 2015 och 2016", (2015, 2016)),
        ("Folkmängd 1950-2019", ()),
        ("socialtjänstlagen (SFS 2001:453)", ()),
    ],
)
def test_years_in_titles_and_names(text: str, years: tuple[int, ...]) -> None:
    assert years_in(text, WORDS.not_the_year) == years


YEARS = {"2016": 2016, "År 2016": 2016, "2016.0": 2016, "16": None, "2016 och": None, "1800": None}


@pytest.mark.parametrize("text", YEARS)
def test_a_heading_that_is_a_year(text: str) -> None:
    assert year_of(text) == YEARS[text]

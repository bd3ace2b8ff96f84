"""Names by code, from the lists that go about."""

from collections.abc import Callable
from pathlib import Path

import pytest
from books_made import saved, sheet_of

from oj_cli.domain.errors import FileFault
from oj_cli.sources.layout.deciding import read_titles
from oj_cli.sources.layout.entries import unit_in

Put = Callable[[str, bytes], Path]
EXPECTED = {"N20007": "Kostnad äldreomsorg, kr/inv 65+", "U28112": "Planer, andel (%)"}


@pytest.mark.parametrize(
    "heads", ["id,title", "kpi,kpi_title", "Kod,Namn", "kolada,typ,beteckning"]
)
def test_codes_and_names_are_found_by_their_headings(put: Put, heads: str) -> None:
    between = ",x" * (heads.count(",") - 1)
    lines = [
        heads,
        *(f'{code}{between},"{name}"' for code, name in EXPECTED.items()),
        ",,tom",
        "N1,",
    ]
    assert read_titles(put("a.csv", "\n".join(lines).encode())) == EXPECTED


def test_a_workbook_may_have_a_title_above(put: Put) -> None:
    book = sheet_of(A1="Nyckeltal", B3="Kod", C3="Namn", B4="N1", C4=" Ett \n namn ")
    assert read_titles(put("a.xlsx", saved(book))) == {"N1": "Ett namn"}


def test_another_table_is_refused(put: Put) -> None:
    with pytest.raises(FileFault, match="koder och namn") as caught:
        read_titles(put("a.csv", b"kommun;svar\nLeksand;Ja\n"))
    assert caught.value.hints


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Kostnad äldreomsorg, kr/inv 65+", "kr/inv 65+"),
        ("Planer, andel (%)", "procent"),
        ("Nöjdhet, andel (%) - index", None),
        ("Invånare totalt, antal", None),
        ("Personal", None),
        ("Vårddygn, antal/1000 inv", "antal/1000 inv"),
    ],
)
def test_the_unit_stands_last_in_a_name(title: str, unit: str | None) -> None:
    assert unit_in(title) == unit

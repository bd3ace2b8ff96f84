"""Names by code, from the lists that go about."""

from collections.abc import Callable
from pathlib import Path

import pytest
from books_made import saved, sheet_of

from oj_cli.domain.errors import FileFault
from oj_cli.domain.indicators import UNKNOWN_UNIT
from oj_cli.sources.layout.deciding import read_titles
from oj_cli.sources.layout.entries import new_by_code
from oj_cli.sources.layout.proposing import proposed, rules
from oj_cli.store import open_store

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
    ("title", "unit", "scale"),
    [
        ("Kostnad äldreomsorg, kr/inv 65+", "kr/inv 65+", "kronor"),
        ("Nettokostnadsavvikelse äldreomsorg, miljoner kronor", "miljoner kronor", "kronor"),
        ("Planer, andel (%)", "procent", "procent"),
        ("Bistånd, andel (%) av befolkningen", "procent", "procent"),
        ("Nöjdhet, andel (%) - index", "index", "index"),
        ("Deltidsanställda (75-99 %), antal", "antal", "antal"),
        ("Vårddygn, antal/1000 inv", "per 1000 inv", "antal"),
        ("Medelvårdtid som utskrivningsklar, antal dagar", "dagar", "dagar"),
        ("Larm finns, (Ja=1, Nej=0)", UNKNOWN_UNIT, "koder"),
        ("Personal", UNKNOWN_UNIT, None),
        ("", UNKNOWN_UNIT, None),
    ],
)
def test_a_name_tells_the_unit_and_the_scale(title: str, unit: str, scale: str | None) -> None:
    made = new_by_code("N1", True, True, title)
    assert (made.unit, made.scale) == (unit, scale)


@pytest.mark.parametrize(
    ("name", "direction", "theme"),
    [
        ("Brukaren är nöjd med helheten, andel (%)", "hogre", "nytta"),
        ("Brukarbedömning - alltid bra bemötande, andel (%)", "hogre", "bemotande"),
        ("Brukaren är aldrig rädd hemma, andel (%)", "hogre", "trygghet"),
        ("Brukaren är ofta rädd hemma, andel (%)", "lagre", "trygghet"),
        ("Brukaren är ibland rädd hemma, andel (%)", "ingen", "trygghet"),
        ("Brukaren känner sig inte trygg med någon i personalen", "lagre", "trygghet"),
        ("Väntetid i antal dagar från ansökan till beslut", "lagre", "vantetid"),
        ("Kostnad för trygghetslarm, kr/inv", "ingen", "digitalt"),
        ("Brukarbedömning trygghet, svarsfrekvens (%)", "ingen", "trygghet"),
        ("Invånare 80+ med hemtjänst, andel (%)", "ingen", "ej-ordnat"),
        ("Antal hyllmeter", "ingen", "ej-ordnat"),
        ("Hyllmeter", "ingen", "ej-ordnat"),
    ],
)
def test_words_of_a_name_propose_direction_and_theme(name: str, direction: str, theme: str) -> None:
    found = proposed(new_by_code("N1", True, True, name, "kvalitet"))
    assert (found.direction, found.theme) == (direction, theme)
    assert found.why


def test_what_is_proposed_agrees_with_what_people_decided_of_the_same_indicators() -> None:
    """The titles are Kolada's, the directions those of the shipped catalogues."""
    titles = read_titles(Path(__file__).with_name("kolada-rubriker-2024.csv"))
    with open_store() as store:
        known = [i for c in store.every_catalogue() for i in c if i.kolada in titles]
    assert len(known) > 450
    found = [
        (i, proposed(new_by_code(str(i.kolada), True, True, titles[str(i.kolada)], "kvalitet")))
        for i in known
    ]
    differing = [(i, p.direction) for i, p in found if p.direction != i.direction]
    assert all("ingen" in (i.direction, direction) for i, direction in differing)  # none opposite
    assert len(differing) <= 0.04 * len(known), [i.id for i, _ in differing]
    judged = [i.kolada for i, _ in differing if i.role != "bakgrund"]
    assert len(judged) <= 0.01 * len(known), judged


def test_every_proposed_theme_is_a_theme() -> None:
    with open_store() as store:
        assert {rule.theme for rule in rules().themes} <= {t.id for t in store.themes().themes}

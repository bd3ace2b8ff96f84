"""The real workbooks of SCB and SKR give exactly the populations and groups that are shipped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oj_cli.store import Store, open_store

Oj = Callable[..., Any]
BOOKS = Path(__file__).parents[1] / "fixtures" / "published"
SCB = BOOKS / "SCB_be0101_folkmangdkom_1950-2019.xlsx"
SKR = BOOKS / "SKR_kommungruppsindelning_2017_oversiktstabell-och-lista.xlsx"


def population(store: Store) -> dict[tuple[str, int], int]:
    found = {}
    for year in range(1950, 2024):
        for kommun, years in store.register(year + 1).population.items():
            found |= {(kommun, y): n for y, n in years.items() if y == year}
    return found


@pytest.fixture
def shipped() -> dict[tuple[str, int], int]:
    with open_store() as store:
        return population(store)


def test_population(arbetsmapp: Path, oj: Oj, shipped: dict[tuple[str, int], int]) -> None:
    got = oj("data", "import", str(SCB), "--no-input")
    assert got.code == 0, got.err
    assert "20 300 resultat" in got.out.replace("\u00a0", " ")
    with open_store(arbetsmapp) as store:
        now = population(store)
        codes = {k.name: k.code for k in store.register().kommuner}
    assert {k: n for k, n in now.items() if k[1] == 2015}.keys() == {
        k for k in shipped if k[1] == 2015
    }
    # SCB counts 1950-2019 in the kommuner of 2020. Nykvarn left Södertälje in 1999 and Knivsta
    # left Uppsala in 2003: before that the two have other numbers than were counted at the time.
    parted = {("0181", y) for y in range(1994, 1998)} | {("0380", y) for y in range(1994, 2002)}
    differing = {k for k, n in shipped.items() if now[k] != n}
    assert differing == parted
    new = {k for k in now if k not in shipped and k[1] >= 1994}
    assert {kommun for kommun, _ in new} <= {"0140", "0330"}
    sheet = openpyxl.load_workbook(SCB)["Tabell"]
    years = {cell.value: cell.column for cell in sheet[6]}
    for row in sheet.iter_rows(min_row=7, max_row=296):
        code = codes[row[0].value]
        for year in (1950, 1987, 2019):
            assert now[(code, year)] == sheet.cell(row[0].row, years[year]).value


def test_kommungrupper(arbetsmapp: Path, oj: Oj) -> None:
    got = oj("data", "import", str(SKR), "--no-input")
    assert got.code == 0, got.err
    with open_store() as store:
        before = store.register().membership
    with open_store(arbetsmapp) as store:
        now = store.register().membership
        [record] = [r for r in store.sources() if r.imported]
    assert now == before
    listed = oj("data", "list", "--format", "json")
    assert "skr-kommungrupper-2017" in listed.out
    assert oj("data", "show", "skr-kommungrupper-2017").code == 0
    assert record.publisher.startswith("Sveriges Kommuner och Regioner")


def test_removing_gives_back_what_was_shipped(
    arbetsmapp: Path, oj: Oj, shipped: dict[tuple[str, int], int]
) -> None:
    for book in (SCB, SKR):
        assert oj("data", "import", str(book)).code == 0
    assert oj("data", "remove", "scb-folkmangd", "--ja").code == 0
    with open_store(arbetsmapp) as store:
        assert population(store) == shipped
        assert [r.id for r in store.sources() if r.imported] == ["skr-kommungrupper-2017"]


def test_a_group_that_is_none_is_said_with_its_cell(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(SKR)
    book["Lista Kommungruppsind 2017"]["A5"] = "A9"
    book.save(tmp_path / "skr.xlsx")
    got = oj("data", "import", str(tmp_path / "skr.xlsx"))
    assert got.code == 3
    assert "Lista Kommungruppsind 2017!A5" in got.err
    assert "”A9” är ingen grupp i SKR 2017" in got.err
    assert not (arbetsmapp / "data").exists()

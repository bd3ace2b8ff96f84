"""The workbooks of reports: figures to sort and to count on, each with the place it is from."""

import io
from typing import Any

import openpyxl
import pytest

from oj_cli import api
from oj_cli.presentation.document import Bars, Column, Document, Fact, Sheet, Table
from oj_cli.presentation.write import write

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("bocker")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        oj = api.open(today="2026-11-30")
        oj.report_lan(lan="Dalarna", area="socialpsykiatri", output=folder / "lan.xlsx")
        oj.report_kommun(kommun="Göteborg", area="lss-enheter", output=folder / "profil.xlsx")
    return {path.stem: openpyxl.load_workbook(path) for path in folder.glob("*.xlsx")}


def rows_of(sheet: Any) -> Rows:
    """The rows of the sheet's only table, by heading."""
    (table,) = sheet.tables.values()
    head, *rows = [[c.value for c in row] for row in sheet[table.ref]]
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_sheets_of_each_report(books: dict[str, Any]) -> None:
    first, last = ["Om rapporten"], ["Data", "Källor", "Diagram"]
    assert books["lan"].sheetnames == [*first, "Matris", "Indikatorer", *last]
    assert books["profil"].sheetnames == [*first, "Indikatorer", "Teman", "Matris", *last]
    for book in books.values():
        assert len(book["Diagram"]._charts) == 1
        assert all(not sheet.merged_cells.ranges for sheet in book)


def test_the_matrix_has_kommuner_only(books: dict[str, Any]) -> None:
    sheet = books["lan"]["Matris"]
    rows = rows_of(sheet)
    names = [row["Kommun"] for row in rows]
    assert len(names) == 15
    assert names[0] == "Avesta"
    assert names[-1] == "Älvdalen"  # in Swedish order
    leksand = rows[names.index("Leksand")]
    assert leksand["Invånargrupp"] == "2: 15\u00a0000–29\u00a0999 invånare"
    assert leksand["Lättläst webb"] == "JA"
    assert [row["Kommun"] for row in rows if row["Lättläst webb"] == "JA"] == ["Leksand", "Ludvika"]
    apart = {r[0].value: [c.value for c in r] for r in sheet.iter_rows(max_row=8)}
    place = list(rows[0]).index("Lättläst webb")
    assert apart["Riket"][place] == 23
    assert apart["Dalarnas län"][place] == pytest.approx(100 * 2 / 15)


def test_what_each_indicator_is_and_what_came_of_it(books: dict[str, Any]) -> None:
    (row,) = [r for r in rows_of(books["lan"]["Indikatorer"]) if r["Id"] == "lattlast_svenska"]
    assert (row["Riket"], row["Antal ja"], row["Antal svar"]) == (23, 2, 15)
    profile = rows_of(books["profil"]["Indikatorer"])
    found = api.open(today="2026-11-30").identify("Göteborg", area="lss-enheter")
    by_id = {r.indicator.id: r for r in found.results}
    assert len(profile) == len(by_id)
    for row in profile:
        result = by_id[row["Id"]]
        assert row["Göteborg"] == result.value
        few = result.comparisons["kommungrupp"]
        assert few.n is not None
        assert few.n < 5  # the other big cities
        assert row["Kommungrupp A1"].endswith(f"(n = {few.n})")
        if result.difference is None:
            assert row["Skillnad"] is None
        else:
            assert row["Skillnad"] == pytest.approx(result.difference)
    counts = rows_of(books["profil"]["Teman"])
    clear = sum(r.verdict.value == "tydlig_svaghet" for r in found.results)
    assert sum(row["Tydligt svagt"] for row in counts) == clear > 0


def test_every_value_has_its_place(books: dict[str, Any]) -> None:
    rows = rows_of(books["lan"]["Data"])
    of_source = [r for r in rows if r["Källa"] == "socialpsykiatri-2016-dalarna"]
    assert len(of_source) == api.open().source("socialpsykiatri-2016-dalarna").rows
    (avesta,) = [r for r in of_source if r["Plats i källan"].endswith("tabell 7; filen, rad 362")]
    assert (avesta["Namn"], avesta["Indikator"], avesta["Svar"]) == (
        "Avesta",
        "AUDIT och DUDIT",
        "NEJ",
    )
    assert all(row["Plats i källan"] and row["Källa"] for row in rows)
    known = {row["Källa"] for row in rows_of(books["lan"]["Källor"])}
    assert {row["Källa"] for row in rows} == known


def test_numbers_dates_money_and_odd_names() -> None:
    odd = "=1+1 [x] 19121212-1212"
    table = Table(
        (Column("Namn"), Column("Kostnad", align="right"), Column("Dag"), Column("Andel")),
        ((odd, "292\u00a0000 kr", "2027-06-30", "+5,5\u00a0%"), ("B", 1250.5, None, "12 A")),
        caption=odd,
    )
    bars = Bars("Kostnad", (("Kostnad", "#112233"),), 2)
    document = Document(
        "Prov",
        facts=(Fact("a", "b"),),
        date="2026-11-30",
        sheets=lambda: (Sheet("Plan", table, ((odd, None, None, None),), bars),),
    )
    ((_, content),) = write(document, ("xlsx",))
    rows = rows_of(openpyxl.load_workbook(io.BytesIO(content))["Plan"])
    assert rows[0]["Kostnad"] == 292000
    assert str(rows[0]["Dag"]) == "2027-06-30 00:00:00"
    assert rows[0]["Andel"] == 5.5
    assert rows[1]["Andel"] == "12 A"
    assert rows[0]["Namn"].startswith("'=1+1")
    assert "1212-" not in rows[0]["Namn"]

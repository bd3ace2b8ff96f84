"""Numeric indicators: shares however they are written, genders and counts beside them, years."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_workbooks import KOMMUNER, new, save
from openpyxl.worksheet.worksheet import Worksheet

from oj_cli.store import open_store

Oj = Callable[..., Any]
AREA = "lss-enheter"
INDICATOR = "boende_genomforandeplan"
HEADING = "Bostad med särskild service: aktuella genomförandeplaner"
SHARES = {code: float(10 + 3 * n) for n, (code, _) in enumerate(KOMMUNER)}


def rows_of(folder: Path) -> Any:
    with open_store(folder) as store:
        [id] = [r.id for r in store.sources() if r.imported]
        return store.rows(AREA, source=id, gender=None)


def as_percent(sheet: Worksheet) -> None:
    for (cell,) in sheet.iter_rows(3, sheet.max_row, 2, 2):
        cell.value, cell.number_format = cell.value / 100, "0%"


def as_text(sheet: Worksheet) -> None:
    for (cell,) in sheet.iter_rows(3, sheet.max_row, 2, 2):
        cell.value = f"{cell.value:.1f} %".replace(".", ",")


def as_comma(sheet: Worksheet) -> None:
    for (cell,) in sheet.iter_rows(3, sheet.max_row, 2, 2):
        cell.value = f"{cell.value:.1f}".replace(".", ",")


def as_parts(sheet: Worksheet) -> None:
    for (cell,) in sheet.iter_rows(3, sheet.max_row, 2, 2):
        cell.value = cell.value / 100


@pytest.mark.parametrize(
    ("how", "flags"),
    [
        (lambda sheet: None, ()),
        (as_percent, ()),
        (as_text, ()),
        (as_comma, ()),
        (as_parts, ("--andelar", "andel")),
    ],
    ids=["numbers", "percent format", "percent text", "decimal comma", "parts of one"],
)
def test_a_share_is_percent_however_it_is_written(
    how: Callable[[Worksheet], None],
    flags: tuple[str, ...],
    arbetsmapp: Path,
    oj: Oj,
    tmp_path: Path,
) -> None:
    book, sheet = new("LSS 2022")
    sheet.append(["Enhetsundersökningen LSS-enheter 2022"])
    sheet.append(["Kommun", HEADING])
    for code, name in KOMMUNER:
        sheet.append([name, SHARES[code]])
    sheet.append(["Riket", 81.0])
    how(sheet)
    path = save(book, tmp_path, "lss.xlsx")
    if flags:
        assert oj("data", "import", str(path), "--omrade", AREA).code == 2
    got = oj("data", "import", str(path), "--omrade", AREA, *flags)
    assert got.code == 0, got.err
    rows = rows_of(arbetsmapp)
    own = rows[rows["unit_kind"] == "kommun"]
    assert dict(zip(own["unit"], own["value"], strict=True)) == pytest.approx(SHARES)
    [riket] = rows[rows["unit_kind"] == "riket"]["value"]
    assert riket == pytest.approx(81.0)


def test_genders_and_counts_stand_beside_the_share(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    book, sheet = new("Resultat")
    sheet.append(["LSS-enheter 2022"])
    sheet.append(["Kommun", HEADING, None, None, None])
    sheet.append([None, "Totalt", None, "Kvinnor", "Män"])
    sheet.append([None, "Andel", "Antal svarande", "Andel", "Andel"])
    sheet.merge_cells("B2:E2")
    sheet.merge_cells("B3:C3")
    for code, name in KOMMUNER:
        sheet.append([name, SHARES[code], 40, SHARES[code] - 1, "x"])
    path = save(book, tmp_path, "lss.xlsx")
    got = oj("data", "import", str(path), "--omrade", AREA)
    assert got.code == 0, got.out + got.err
    rows = rows_of(arbetsmapp)
    mora = {r.gender: (r.answer, r.value, r.n) for r in rows[rows["unit"] == "2062"].itertuples()}
    assert mora["T"][1:] == (SHARES["2062"], 40)
    assert mora["K"][1] == SHARES["2062"] - 1
    assert mora["M"][0] == "SEKRETESS"


def test_what_is_no_count_is_said_with_its_cell(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    book, sheet = new("Resultat")
    sheet.append(["LSS-enheter 2022"])
    sheet.append(["Kommun", HEADING, None])
    sheet.append([None, "Andel", "Antal svarande"])
    sheet.merge_cells("B2:C2")
    for code, name in KOMMUNER:
        sheet.append([name, SHARES[code], 40])
    sheet["C5"], sheet["C9"], sheet["C10"] = 0.53, -2, "12,5"
    got = oj("data", "import", str(save(book, tmp_path, "lss.xlsx")), "--omrade", AREA)
    assert got.code == 3
    assert "Resultat!C5" in got.err
    told = " ".join(got.err.split())
    assert "”0,53” är inget antal. Detsamma gäller 2 till i kolumnen." in told


def test_text_among_numbers_is_said_with_its_cell(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    book, sheet = new("Resultat")
    sheet.append(["LSS-enheter 2022"])
    sheet.append(["Kommun", HEADING])
    for code, name in KOMMUNER:
        sheet.append([name, SHARES[code]])
    sheet["B7"] = "cirka 20"
    got = oj("data", "import", str(save(book, tmp_path, "lss.xlsx")), "--omrade", AREA)
    assert got.code == 3
    assert "Resultat!B7" in got.err
    assert "”cirka 20” är varken ett tal" in " ".join(got.err.split())


def test_numbers_are_never_read_as_answers_to_a_yes_or_no_question(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    book, sheet = new("Resultat")
    sheet.append(["Socialpsykiatri 2022"])
    sheet.append(["Kommun", "Personligt ombud (PO)"])
    for code, name in KOMMUNER:
        sheet.append([name, SHARES[code]])
    path = str(save(book, tmp_path, "po.xlsx"))
    got = oj("data", "import", path)
    assert got.code == 3
    assert "besvaras med ja eller nej" in " ".join(got.err.split())
    assert "--matcha B=ny" in got.err
    assert oj("data", "import", path, "--matcha", "B=ny", "--nya", "bakgrund").code == 0


def test_a_column_of_riket_alone_gives_no_bortfall(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    book, sheet = new("Resultat")
    sheet.append(["Socialpsykiatri 2020"])
    sheet.append(["Kommun", "Socialjour", "Talad information"])
    for n, (_, name) in enumerate(KOMMUNER):
        sheet.append([name, "Ja" if n % 2 else "Nej", None])
    sheet.append(["Riket", 78, 63])
    got = oj("data", "import", str(save(book, tmp_path, "r.xlsx")), "--format", "json")
    assert got.code == 0, got.err
    assert {a["svar"]: a["antal"] for a in got.json["svar"]} == {"JA": 7, "NEJ": 8}
    assert "Sparade 17 resultat" in got.err


def test_a_word_among_numbers_means_what_the_user_says(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    book, sheet = new("Resultat")
    sheet.append(["LSS-enheter 2023"])
    sheet.append(["Kommun", HEADING])
    for n, (_, name) in enumerate(KOMMUNER):
        sheet.append([name, "n/a" if n == 3 else 40 + n])
    path = str(save(book, tmp_path, "tal.xlsx"))
    got = oj("data", "import", path)
    assert got.code == 3
    assert "säg vad det betyder: --kod n/a=BORTFALL" in got.err
    assert oj("data", "import", path, "--kod", "n/a=BORTFALL").code == 0
    rows = rows_of(arbetsmapp)
    assert list(rows["answer"].dropna()) == ["BORTFALL"]
    assert len(rows["value"].dropna()) == 14

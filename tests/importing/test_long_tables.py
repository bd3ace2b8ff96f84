"""Tables with one result in each row, through the same door: Kolada's, and oj's own."""

import csv
import gzip
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from published_dalarna import KOMMUNER
from test_flows import WHOLE, stored, workbook

from oj_cli.store import open_store

Oj = Callable[..., Any]
KOLADA = ["kpi", "municipality", "period", "gender", "value"]


def table(folder: Path, name: str, rows: Sequence[Sequence[object]], delimiter: str = ",") -> Path:
    path = folder / name
    opened = gzip.open if name.endswith(".gz") else open
    with opened(path, "wt", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([KOLADA, *rows])
    return path


ROWS = [
    ["U28112", "0114", 2018, "T", "50"],
    ["U28112", "2029", 2018, "T", "83.5"],
    ["U28112", "0000", 2018, "T", "84"],
    ["U28112", "0020", 2018, "T", "81"],
    ["U28112", "2062", 2018, "T", ""],
    ["U28112", "2031", 2018, "T", "-"],
    ["N99999", "2029", 2018, "K", "7"],
    ["N99999", "2029", 2018, "M", "8"],
    ["U28112", "G123", 2018, "T", "1"],
]


@pytest.mark.parametrize("name", ["kolada.csv", "kolada.csv.gz"])
def test_known_nyckeltal_go_to_their_area_and_the_rest_is_asked_about(
    name: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = table(tmp_path, name, ROWS)
    asked = oj("data", "import", str(path))
    assert asked.code == 2
    assert "--nya utelamna" in asked.err
    got = oj("data", "import", str(path), "--nya", "utelamna")
    assert got.code == 0, got.err
    assert "1 rad: gäller enheter som oj inte känner" in " ".join(got.out.split())
    with open_store(arbetsmapp) as store:
        [id] = [r.id for r in store.sources() if r.imported]
        rows = store.rows("lss-enheter", source=id)
    found = {(r.unit_kind, r.unit): (r.answer, r.value, r.locator) for r in rows.itertuples()}
    assert found[("kommun", "0114")][1:] == (50.0, 2)
    assert found[("kommun", "2029")][1:] == (83.5, 3)
    assert found[("riket", "riket")][1:] == (84.0, 4)
    assert found[("lan", "20")][1:] == (81.0, 5)
    assert found[("kommun", "2031")][0] == "BORTFALL"
    assert len(found) == 5


def test_published_codes_are_answers_and_shares_stay_numbers(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows = [
        ["U28493", "2029", 2018, "T", "1"],
        ["U28493", "2062", 2018, "T", "0"],
        ["U28493", "0020", 2018, "T", "20"],
        ["U28493", "0000", 2018, "T", "41.5"],
    ]
    got = oj("data", "import", str(table(tmp_path, "kolada.csv", rows)))
    assert got.code == 0, got.err
    with open_store(arbetsmapp) as store:
        found = store.columns("socialpsykiatri", year=2018)
        told = {unit: (answer, value) for c in found for unit, answer, value, *_ in c.results()}
    assert told == {
        ("kommun", "2029"): ("JA", None),
        ("kommun", "2062"): ("NEJ", None),
        ("lan", "20"): (None, 20.0),
        ("riket", "riket"): (None, 41.5),
    }
    rows[1][-1] = "2"
    wrong = oj("data", "import", str(table(tmp_path, "annan.csv", rows)))
    assert wrong.code == 3
    assert "rad 3" in wrong.err
    assert "1=JA, 0=NEJ" in wrong.err


def test_new_nyckeltal_get_an_area_of_their_own(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    path = table(tmp_path, "kolada.csv", ROWS)
    assert oj("data", "import", str(path), "--nya", "bakgrund").code == 2
    got = oj("data", "import", str(path), "--nya", "bakgrund", "--nytt-omrade", "Nyckeltal Kolada")
    assert got.code == 0, got.err
    with open_store(arbetsmapp) as store:
        rows = store.rows("nyckeltal-kolada", gender=None)
        assert store.catalogue("nyckeltal-kolada").purpose == "nyckeltal"
    assert {(r.gender, r.value) for r in rows.itertuples()} == {("K", 7.0), ("M", 8.0)}


def test_new_nyckeltal_that_are_judged_get_an_area_that_is_compared(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    rows = [
        [kpi, kommun, 2022, "T", value + n]
        for kpi, value in (("N20007", 40000), ("N20008", 12))
        for n, kommun in enumerate(code for code, _ in KOMMUNER)
    ]
    path = table(tmp_path, "kolada.csv", rows)
    titles = tmp_path / "titlar.csv"
    named = 'N20007,"Kostnad, kr/inv 65+"\nN20008,"Väntetid, antal dagar"\n'
    titles.write_text(f"id,title\n{named}", "utf-8")
    said = ("--nytt-omrade", "Alla nyckeltal", "--nya", "kvalitet", "--namn", str(titles))
    assert "--bedom" in oj("data", "import", str(path), *said).err
    got = oj("data", "import", str(path), *said, "--bedom", "forslag")
    assert got.code == 0, got.err
    flags = ("--omrade", "alla-nyckeltal", "--kommun", KOMMUNER[-1][1], "--jamfor-med", "lan")
    found = oj("identify", *flags, "--alla", "--format", "json").json
    by_id = {r["indikator"]: r for r in found["resultat"]}
    assert by_id["n20008"]["bedomning"] == "osakert"  # nobody knows how much it moves
    assert by_id["n20007"]["bedomning"] == "bakgrund"
    shown = oj("explain", "N20007", "--kommun", "Falun").out
    assert "Enhet: kr/inv 65+." in shown


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["U28112", "2029", 2018, "T", "9"], "står på flera rader: 3, 11"),
        (["U28112", "2034", "i fjol", "T", "9"], "”i fjol” är inget årtal"),
        (["U28112", "2034", 2018, "X", "9"], "Könet ”X” finns inte"),
        (["U28112", "2034", 2018, "T", "nio"], "”nio” är inte ett tal"),
    ],
)
def test_a_row_that_is_wrong_is_said_with_its_number(
    row: list[object], said: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    got = oj("data", "import", str(table(tmp_path, "k.csv", [*ROWS, row])), "--nya", "utelamna")
    assert got.code == 3
    assert said in " ".join(got.err.split())
    assert "rad 11" in got.err
    assert not (arbetsmapp / "data").exists()


def by_excel(path: Path) -> Path:
    """Save a table as a workbook, in which all that looks like a number is one."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append([float(c) if c.replace(".", "", 1).isdecimal() else c for c in row])
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


@pytest.mark.parametrize("dialect", ["standard", "svensk", "in Excel"])
def test_what_is_exported_is_imported_to_the_same(
    dialect: str, arbetsmapp: Path, oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert oj("data", "import", str(workbook(tmp_path, "oj.xlsx"))).code == 0
    out = tmp_path / "ut.csv"
    as_ = "standard" if dialect == "in Excel" else dialect
    made = oj("data", "export", "socialpsykiatri-2016", "-o", str(out), "--csv-dialect", as_)
    assert made.code == 0
    out = by_excel(out) if dialect == "in Excel" else out
    other = tmp_path / "annan"
    other.mkdir()
    (other / "oj.yaml").write_text("lan: Dalarna\n", encoding="utf-8")
    monkeypatch.chdir(other)
    got = oj("data", "import", str(out))
    assert got.code == 0, got.err
    assert stored(other) == WHOLE


def test_the_published_form_that_is_exported_is_imported_to_the_same(
    arbetsmapp: Path, oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert oj("data", "import", str(workbook(tmp_path, "oj.xlsx"))).code == 0
    out = tmp_path / "ut.xlsx"
    assert oj("data", "export", "socialpsykiatri-2016", "-o", str(out)).code == 0
    other = tmp_path / "annan"
    other.mkdir()
    (other / "oj.yaml").write_text("lan: Dalarna\n", encoding="utf-8")
    monkeypatch.chdir(other)
    got = oj("data", "import", str(out), "--no-input")
    assert got.code == 0, got.err
    assert stored(other) == WHOLE

"""From the sheet that `oj data template` makes, filled in as a kommun would, to what to verify."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Run = Callable[..., Any]

LAST = {  # Leksand's last answers in the made-up workspace, of 2022 or before
    "sip_rutin": "NEJ",
    "personligt_ombud": "NEJ",
    "ips": "NEJ",
    "overenskommelse_af": "NEJ",
    "uppsokande": "NEJ",
    "fardighetstraning": "NEJ",
    "valdsrutin": "NEJ",
    "brukarrad": "JA",
    "kompetensplan": "NEJ",
    "egen_regi": "NEJ",
    "sysselsattning": "JA",
    "boendestod_kvall": "DELVIS",
    "oppen_verksamhet": "NEJ",
}


def fill(path: Path, answers: Mapping[str, str]) -> None:
    """Write answers in an XLSX, as a person does in Excel."""
    book = openpyxl.load_workbook(path)
    sheet = book["Svar"]
    for row in sheet.iter_rows(min_row=5):
        if row[0].value in answers:
            row[4].value = answers[row[0].value]
    book.save(path)


@pytest.fixture
def blad(oj: Run, mapp: Path) -> Path:
    assert oj("data", "template", "--kommun", "Leksand", "--omrade", "socialpsykiatri").code == 0
    return mapp / "svar-leksand-socialpsykiatri-2023.xlsx"


def check(oj: Run, path: Path, *more: str) -> Any:
    return oj("check", "data", "--fore-inrapportering", str(path), *more, "--format", "json")


def test_the_sheet_asks_what_is_asked_that_year(blad: Path) -> None:
    book = openpyxl.load_workbook(blad)
    assert book.sheetnames == ["Läs först", "Svar"]
    sheet = book["Svar"]
    assert [c.value for c in sheet[4]][:5] == [
        "Id",
        "Grupp",
        "Fråga",
        "Vad frågan gäller",
        "Svar",
    ]
    ids = [row[0].value for row in sheet.iter_rows(min_row=5)]
    assert set(ids) == set(LAST)
    assert "sip_information" not in ids  # the question ended in 2021
    assert not sheet.merged_cells.ranges
    (lists,) = {v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists == '"JA,NEJ,DELVIS,EA"'


def test_a_question_with_two_options_has_two_in_its_list(oj: Run, tmp_path: Path) -> None:
    path = tmp_path / "blad.xlsx"
    assert oj("data", "mall", "--kommun", "Leksand", "-o", str(path)).code == 0
    lists = {
        str(v.sqref): v.formula1
        for v in openpyxl.load_workbook(path)["Svar"].data_validations.dataValidation
    }
    assert set(lists.values()) == {'"JA,NEJ,EA"', '"JA,NEJ,DELVIS,EA"', '"JA,DELVIS,NEJ,EA"'}


def test_the_same_sheet_twice_is_the_same_file(oj: Run, tmp_path: Path) -> None:
    asked = ("data", "template", "--kommun", "Leksand", "--idag", "2027-01-15", "-o")
    one, two = tmp_path / "1" / "a.xlsx", tmp_path / "2" / "a.xlsx"
    for path in (one, two):
        path.parent.mkdir()
        assert oj(*asked, str(path)).code == 0
    assert one.read_bytes() == two.read_bytes()


def test_a_filled_in_sheet_is_not_written_over(oj: Run, blad: Path) -> None:
    before = blad.read_bytes()
    again = oj("data", "template", "--kommun", "Leksand", "--omrade", "socialpsykiatri")
    assert (again.code, blad.read_bytes()) == (2, before)
    assert "Filen finns redan" in again.err


def test_a_draft_that_says_the_same_as_last_year(oj: Run, blad: Path) -> None:
    fill(blad, LAST)
    ran = check(oj, blad)
    assert ran.code == 0
    found = {(f["regel"], f["uppgifter"].get("indikator")) for f in ran.json["fynd"]}
    assert found == {
        ("D13", None),  # none of the comparable answers changed
        ("D16", "boendestod_kvall"),
        ("D06", "sip_rutin"),  # LSS said JA in 2022
        ("D19", "personligt_ombud"),
        ("D19", "egen_regi"),
    }
    (kontrollerat,) = ran.json["kontrollerat"]
    assert kontrollerat["ar"] == 2023
    assert kontrollerat["antal_svar"] == 13
    ombud = next(v for v in kontrollerat["att_stamma_av"] if v["indikator"] == "personligt_ombud")
    assert ombud == {
        "indikator": "personligt_ombud",
        "svar": "NEJ",
        "svar_fore": "NEJ",
        "ar_fore": 2022,
        "andra_i_lanet": {"JA": 9, "NEJ": 1, "EA": 4},
        "andra_ar": 2022,
        "regler": ["D19"],
    }


def test_changes_gaps_and_slips_are_named_with_their_cell(oj: Run, blad: Path) -> None:
    fill(
        blad,
        LAST
        | {
            "sip_rutin": "ja",
            "brukarrad": "Nej",
            "overenskommelse_af": "kanske",
            "uppsokande": "",
            "oppen_verksamhet": "ej aktuellt",
        },
    )
    ran = check(oj, blad)
    assert ran.code == 1  # an answer that cannot be read is FEL
    found = {f["regel"]: f for f in ran.json["fynd"]}
    assert found["D31"]["meddelande"].startswith("”kanske” är inget svar")
    cells = {row[0].value: row[4].coordinate for row in openpyxl.load_workbook(blad)["Svar"]}
    assert found["D31"]["cell"] == f"Svar!{cells['overenskommelse_af']}"
    assert found["D30"]["cell"] == f"Svar!{cells['uppsokande']}"
    assert found["D14"]["cell"] == f"Svar!{cells['oppen_verksamhet']}"
    assert "har svarat 2022" in found["D14"]["meddelande"]
    assert found["D11"]["uppgifter"]["indikator"] == "brukarrad"  # JA in 2021 and 2022
    assert "D13" not in found


def test_the_text_form_gives_the_same(oj: Run, mapp: Path, blad: Path) -> None:
    path = mapp / "blad.csv"
    assert (
        oj(
            "data", "template", "--kommun", "2029", "--omrade", "socialpsykiatri", "-o", str(path)
        ).code
        == 0
    )
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for row in rows:
        row["svar"] = LAST[row["id"]]
    # saved by an Excel that writes cp1252, with the columns moved about
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, list(reversed(rows[0])), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    fill(blad, LAST)
    as_text, as_book = check(oj, path).json, check(oj, blad).json
    assert as_text["kontrollerat"] == as_book["kontrollerat"]
    assert [f["meddelande"] for f in as_text["fynd"]] == [f["meddelande"] for f in as_book["fynd"]]
    ombud = next(f for f in as_text["fynd"] if f["regel"] == "D19")
    assert path.read_text("cp1252").splitlines()[ombud["rad"] - 1].count("personligt_ombud")


def test_on_the_screen_last_year_and_the_neighbours_stand_beside(oj: Run, blad: Path) -> None:
    fill(blad, LAST)
    text = oj("check", "data", "--fore-inrapportering", str(blad)).out
    (row,) = (x for x in text.splitlines() if x.startswith("Personligt ombud"))
    assert row.split("  ")[0] == "Personligt ombud"
    assert "NEJ 2022" in row
    assert "9 JA, 1 NEJ, 4 EA" in row
    assert text.index("Att stämma av före inrapporteringen") < text.index("VARN D06")


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("a;b\n1;2\n", 3, "inget blad med kolumnerna Id och Svar"),
        ("id;svar\nsip_rutin;JA\n", 2, "Ange vilken kommun det gäller."),
        ("kommun;id;svar\nLexand;sip_rutin;JA\n", 2, "Menade du Leksand?"),
    ],
)
def test_a_sheet_that_cannot_be_used(oj: Run, mapp: Path, text: str, code: int, said: str) -> None:
    path = mapp / "fel.csv"
    path.write_text(text, encoding="utf-8")
    ran = oj("check", "data", "--fore-inrapportering", str(path))
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_rows_that_are_no_question_or_stand_twice(oj: Run, mapp: Path) -> None:
    path = mapp / "blad.csv"
    text = "kommun;omrade;ar;id;svar\n"
    text += "".join(f"Leksand;socialpsykiatri;2023;{id};{a}\n" for id, a in LAST.items())
    text += "Leksand;socialpsykiatri;2023;sip_rutinn;JA\n"
    text += "Leksand;socialpsykiatri;2023;ips;JA\n"
    path.write_text(text, encoding="utf-8")
    found = [f for f in check(oj, path).json["fynd"] if f["regel"] == "D32"]
    assert [f["rad"] for f in found] == [15, 16]
    assert "Menas sip_rutin?" in found[0]["meddelande"]
    assert "står två gånger" in found[1]["meddelande"]


def test_a_missing_file(oj: Run) -> None:
    ran = oj("check", "data", "--fore-inrapportering", "finns-inte.xlsx")
    assert (ran.code, ran.out) == (3, "")
    assert "finns-inte.xlsx" in ran.err

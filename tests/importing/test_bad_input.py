"""What is wrong in a file or in what was typed: said with the cell, and nothing is stored."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_workbooks import TITLE, WORDS, answers_of, new, save
from openpyxl.worksheet.worksheet import Worksheet
from published_dalarna import INDICATORS, KOMMUNER

Oj = Callable[..., Any]
Change = Callable[[Worksheet], None]


def made(folder: Path, change: Change, title: str = TITLE, name: str = "fil.xlsx") -> Path:
    """A good workbook (heading in row 2, Avesta in row 3) with one thing made wrong."""
    book, sheet = new("Resultat")
    sheet.append([title])
    sheet.append(["Kod", "Kommun", *(i.heading for i in INDICATORS)])
    for code, kommun in KOMMUNER:
        sheet.append([code, kommun, *answers_of(kommun, WORDS)])
    change(sheet)
    return save(book, folder, name)


def put(cell: str, value: Any) -> Change:
    def change(sheet: Worksheet) -> None:
        sheet[cell] = value

    return change


def add(*values: Any) -> Change:
    return lambda sheet: sheet.append(list(values))


def ones_and_zeros(sheet: Worksheet) -> None:
    for column in range(3, 40):
        cell = sheet.cell(2, column)
        cell.value = f"{cell.value} (Ja=1, Nej=0)"
        for row in range(3, 18):
            answer = sheet.cell(row, column)
            answer.value = {"Ja": 1, "Nej": 0}.get(answer.value, "EA")
    sheet["F9"] = 7


def again(sheet: Worksheet) -> None:
    for _ in range(3):
        for code, name in KOMMUNER:
            sheet.append([code, name, *answers_of(name, WORDS)])


def crosses(sheet: Worksheet) -> None:
    for row in range(3, 18):
        sheet[f"J{row}"] = "X"


def first_misspelt(sheet: Worksheet) -> None:
    sheet["A3"], sheet["B3"] = None, "Avessta"


WRONG: dict[str, tuple[Change, str, str]] = {
    "a kommun twice": (add("2029", "Leksand", *["Ja"] * 37), "Resultat!A18", "står två gånger"),
    "code and name differ": (put("B11", "Nacka"), "Resultat!A11", "Mora och Nacka"),
    "a code of former days": (add("1504", "", *["Ja"] * 37), "Resultat!A18", "Dals-Ed har koden"),
    "the same heading": (put("D2", "Lättläst svenska"), "Resultat!D2", "har samma rubrik"),
    "two for one indicator": (
        put("E2", "Talad information på webbplatsen"), "Resultat!E2", "är samma indikator",
    ),
    "a word that is no answer": (put("F9", "Kanske"), "Resultat!F9", "”Kanske” är inget svar"),
    "a code outside its coding": (ones_and_zeros, "Resultat!F9", "”7” är inget svar enligt rubr"),
    "an answer over several": (
        lambda sheet: sheet.merge_cells("F9:H10"), "Resultat!F9", "sammanslagna över flera svar",
    ),
    "a row per unit": (again, "Resultat", "flera rader för varje kommun"),
    "everything merged": (
        lambda sheet: sheet.merge_cells("A1:AM17"), "Resultat", "namnger inga kommuner",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_fault_is_said_with_its_cell_and_nothing_is_stored(
    what: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    change, where, said = WRONG[what]
    got = oj("data", "import", str(made(tmp_path, change)))
    assert got.code == 3
    assert where in got.err
    assert said in " ".join(got.err.split())
    assert "Inget är sparat" in got.err
    assert [p.name for p in arbetsmapp.iterdir()] == ["oj.yaml"]


MENDED = {
    "a code of former days": ("--enhet", "1504=1438"),
    "two for one indicator": ("--matcha", "E=utelamna"),
    "a word that is no answer": ("--kod", "F:Kanske=DELVIS"),
    "a code outside its coding": ("--kod", "F:7=BORTFALL"),
    "code and name differ": ("--enhet", "2062 Nacka=2062"),
}


@pytest.mark.parametrize("what", MENDED)
def test_the_flag_that_is_named_mends_it(
    what: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = made(tmp_path, WRONG[what][0])
    first = oj("data", "import", str(path))
    assert MENDED[what][0] in first.err or what == "code and name differ"
    assert oj("data", "import", str(path), *MENDED[what]).code == 0


def test_a_former_code_beside_the_name_is_read_and_said(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    got = oj("data", "import", str(made(tmp_path, add("1504", "Dals-Ed", *["Ja"] * 37))))
    assert got.code == 0
    assert "Kommunkoden 1504 slutade gälla 1998" in got.out
    assert "16 kommuner" in got.out


def test_a_kommun_without_any_answer_is_pointed_out(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    got = oj("data", "import", str(made(tmp_path, add("0114", "Upplands Väsby"))))
    assert got.code == 0
    assert "1 kommun har en rad utan svar: Upplands Väsby" in " ".join(got.out.split())


ASKED: dict[str, tuple[Change, str, tuple[str, ...]]] = {
    "a year that nothing tells": (put("A1", "Svar"), "--ar", ("--ar", "2016")),
    "a kommun that is misspelt": (
        add("", "Upplands Vesby", *["Ja"] * 37), "--enhet",
        ("--enhet", "Upplands Vesby=0114"),
    ),
    "the first kommun misspelt": (
        first_misspelt, "--enhet", ("--enhet", "Avessta=2084"),
    ),
    "an unknown heading": (
        put("F2", "Kommunen har badhus"), "--nya", ("--nya", "utelamna"),
    ),
    "a heading that may be two": (
        put("R2", "Genomförd eller använd brukarrevision"), "--matcha", ("--matcha", "R=utelamna"),
    ),
    "a cross": (
        crosses,
        "--kod", ("--kod", "J:X=JA"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ASKED)
def test_what_only_the_user_knows_is_asked_with_its_flag(
    what: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    change, flag, answer = ASKED[what]
    path = made(tmp_path, change)
    got = oj("data", "import", str(path))
    assert got.code == 2, got.out + got.err
    assert f"Lägg till {flag} " in got.err
    assert not (arbetsmapp / "data").exists()
    assert oj("data", "import", str(path), *answer).code == 0


def test_title_and_file_name_that_disagree_on_the_year_are_asked_about(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = made(tmp_path, lambda sheet: None, name="oj-2017.xlsx")
    got = oj("data", "import", str(path))
    assert got.code == 2
    assert "--ar 2017" in got.out
    assert "--ar 2016" in got.out


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--matcha", "ZZ=ny"), "finns inte i det som läses: ”ZZ”"),
        (("--matcha", "F=lattlast"), "Menade du lattlast_svenska?"),
        (("--matcha", "F"), "går inte att förstå efter --matcha"),
        (("--blad", "Resutat"), "Menade du Resultat?"),
        (("--kod", "1=KANSKE"), "är ingen kodning"),
        (("--kod", "QQ:1=JA"), "finns inte i det som läses: ”QQ”"),
        (("--ar", "16"), "”16” är inget år"),
        (("--nya", "ja"), "Skriv --nya kvalitet, bakgrund eller utelamna."),
        (("--andelar", "0,5"), "Skriv --andelar andel eller procent."),
        (("--enhet", "Malung=Malungg"), "Menade du Malung-Sälen eller"),
        (("--omrade", "socialpsykatri"), "Menade du socialpsykiatri?"),
        (("--layout", "finns-inte"), "Det finns ingen layout"),
        (("--nytt-omrade", "!"), "Skriv ett namn med bokstäver"),
    ],
)
def test_a_flag_that_cannot_be_meant_is_refused(
    flags: tuple[str, ...], said: str, arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    got = oj("data", "import", str(made(tmp_path, lambda sheet: None)), *flags)
    assert got.code == 2, got.out
    assert "Filen har" not in got.err
    assert said in " ".join(got.err.split())
    assert not (arbetsmapp / "data").exists()


def test_a_workspace_is_needed_and_said_how_to_make(
    oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path, lambda sheet: None)
    monkeypatch.chdir(tmp_path)
    got = oj("data", "import", str(path))
    assert got.code == 2
    assert "oj init" in got.err
    looked = oj("data", "import", str(path), "--dry-run")
    assert looked.code == 0
    assert "555 resultat" in looked.out
    assert [p.name for p in tmp_path.iterdir()] == ["fil.xlsx"]


def test_a_formula_without_value_is_no_bortfall(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    """openpyxl saves no values of formulas, as some programs that write workbooks do not."""
    path = made(tmp_path, put("F9", "=G9"))
    got = oj("data", "import", str(path))
    assert got.code == 0, got.err
    assert "Cellen har en formel utan sparat värde" in got.out
    assert "Resultat!F9" in got.out
    assert "554 resultat" in got.out
    assert "BORTFALL" not in got.out


def test_cells_merged_over_everything_are_said_to_be_why_nothing_is_found(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = made(tmp_path, lambda sheet: sheet.merge_cells("A1:AM17"))
    got = oj("data", "import", str(path))
    assert got.code == 3
    assert "I bladet Resultat är cellerna A1 till AM17 sammanslagna: dela upp dem" in got.err


def test_footnotes_beside_answers_are_no_part_of_them(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    def noted(sheet: Worksheet) -> None:
        for row in range(3, 18):
            mark = ("*", " 1)", "²", " (2)", "†")[row % 5]
            sheet[f"C{row}"] = f"{sheet[f'C{row}'].value}{mark}"

    path = made(tmp_path, noted)
    got = oj("data", "import", str(path), "--format", "json")
    assert got.code == 0, got.err
    counts = {a["svar"]: a["antal"] for a in got.json["svar"]}
    assert counts["JA"] == 190
    assert counts["NEJ"] == 346


def test_a_word_that_is_no_answer_is_mended_by_one_flag_for_all_columns(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    def unsure(sheet: Worksheet) -> None:
        for column in "CDEF":
            sheet[f"{column}9"] = "Vet ej"

    path = made(tmp_path, unsure)
    got = oj("data", "import", str(path))
    assert got.code == 3
    assert got.err.count("--kod") == 1
    assert '--kod "Vet ej=BORTFALL"' in got.err
    assert oj("data", "import", str(path), "--kod", "Vet ej=BORTFALL").code == 0


def test_the_lan_of_all_kommuner_is_among_what_lanet_may_be(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    path = made(tmp_path, add(None, "Länet", *[50] * len(INDICATORS)))
    got = oj("data", "import", str(path))
    assert got.code == 2
    assert "--enhet Länet=20" in got.err
    assert oj("data", "import", str(path), "--enhet", "Länet=20").code == 0


def test_a_hidden_sheet_is_told_how_to_read(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_sheet("Blad2")
        sheet.sheet_state = "hidden"

    path = made(tmp_path, hide)
    got = oj("data", "import", str(path))
    assert got.code == 3
    assert "Är det bladet som är dolt: --blad Resultat" in got.err
    assert oj("data", "import", str(path), "--blad", "Resultat").code == 0


def test_a_heading_that_is_repeated_on_each_page_is_no_kommun(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    def repeat(sheet: Worksheet) -> None:
        sheet.insert_rows(9)
        for column in range(1, 40):
            sheet.cell(9, column, sheet.cell(2, column).value)

    got = oj("data", "import", str(made(tmp_path, repeat)), "--format", "json")
    assert got.code == 0, got.err
    assert {a["svar"]: a["antal"] for a in got.json["svar"]}["JA"] == 190

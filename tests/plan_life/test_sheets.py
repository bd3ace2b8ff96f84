"""A workbook for each party, filled in and read back."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from oj_cli.domain.plan import Outcome
from oj_cli.plan.sheets import report_sheets
from oj_cli.reports.report_sheet import report_workbook

DAY = ("--idag", "2027-07-20")
D = date.fromisoformat
JUNE = datetime(2027, 6, 30)
GIVEN = 7  # columns before those to fill in


class Filled:
    """A workbook as somebody fills it in in a spreadsheet program."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.top = 4

    @property
    def page(self) -> Any:
        return self.book["Rapport"]

    def column(self, heading: str, page: Any = None) -> int:
        row = (page or self.page)[self.top]
        return next(c.column for c in row if c.value == heading)

    def put(self, goal: str, **answers: Any) -> None:
        row = next(r for r in range(self.top + 1, 60) if self.page.cell(r, 1).value == goal)
        names = {
            "datum": "Datum", "varde": "Värde", "n": "Antal (n)", "bedomning": "Bedömning",
            "gjort": "Gjort", "lardom": "Lärdom", "beslut": "Beslut", "steg": "Nästa steg",
            "skal": "Skäl", "kalla": "Källa",
        }  # fmt: skip
        for name, value in answers.items():
            self.page.cell(row, self.column(names[name])).value = value

    def status(self, goal: str, activity: str, status: str, reason: str = "") -> None:
        page = self.book["Aktiviteter"]
        for r in range(self.top + 1, 60):
            if (page.cell(r, 1).value, page.cell(r, 2).value) == (goal, activity):
                page.cell(r, self.column("Ny status", page)).value = status
                page.cell(r, self.column("Skäl", page)).value = reason or None

    def save(self) -> str:
        self.book.save(self.path)
        return self.path.name


@pytest.fixture
def sheet(folder: Any, oj: Callable[..., Any]) -> Callable[[str], Filled]:
    got = oj("plan", "sheet", "socpsyk-2027", "--per", "part", *DAY)
    assert got.code == 0, got.err

    def call(party: str) -> Filled:
        return Filled(folder.path / f"socpsyk-2027-{party}.xlsx")

    return call


def collect(oj: Callable[..., Any], *asked: str) -> Any:
    got = oj("plan", "collect", *asked, *DAY, "--format", "json")
    return got.code, got.json


def cells(data: Any, level: str = "fel") -> list[tuple[str, str]]:
    return [(f["regel"], f["cell"]) for f in data["fynd"] if f["niva"] == level]


# --- what is asked ------------------------------------------------------------------------


def test_each_party_gets_the_goals_that_it_shares(folder: Any, plan: Any) -> None:
    kommun, region = report_sheets(plan, "part", D("2027-07-20"))
    assert [g.goal.id for g in kommun.goals] == ["M1", "M2"]
    assert [g.goal.id for g in region.goals] == ["M1"]
    assert [(g.id, a.id) for g, a in region.activities] == [("M1", "A2")]
    assert kommun.goals[0].asked_for == "försenad: 2027-06-30; rapporteras av Kvalitetsutvecklare"
    newest = kommun.goals[1].latest
    assert newest is not None
    assert (newest.value, newest.n, newest.date) == (71, 58, D("2027-04-05"))


def test_units_are_functions_and_only_one_of_them_is_asked_for_the_value(plan: Any) -> None:
    sheets = report_sheets(plan, "enhet", D("2027-07-20"))
    asked = {s.receiver: [(g.goal.id, g.asks_value) for g in s.goals] for s in sheets}
    assert asked == {
        "Enhetschef boendestöd, Orsa kommun": [("M1", False)],
        "Enhetschef öppenvård, Region Dalarna": [("M1", False)],
        "Enhetschef myndighet, Orsa kommun": [("M2", False)],
        "Utvecklingsledare, Orsa kommun": [("M2", False)],
        "Kvalitetsutvecklare": [("M1", True)],
        "Controller": [("M2", True)],
    }
    assert len({s.file_name for s in sheets}) == len(sheets)


def test_the_workbook_is_protected_and_has_lists_and_the_same_bytes(
    plan: Any, tmp_path: Path
) -> None:
    made = report_sheets(plan, "part", D("2027-07-20"))[0]
    raw = report_workbook(made, D("2027-07-20"))
    assert raw == report_workbook(made, D("2027-07-20"))
    path = tmp_path / "p.xlsx"
    path.write_bytes(raw)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Läs först", "Rapport", "Aktiviteter"]
    page = book["Rapport"]
    assert all(s.protection.sheet for s in book)
    headings = [c.value for c in page[4]]
    newest = str(page[6][headings.index("Senast rapporterat")].value)
    assert newest.replace("\u00a0", " ") == "71 % (n = 58) 2027-04-05"
    assert headings[GIVEN:] == [
        "Datum", "Värde", "Antal (n)", "Bedömning", "Gjort", "Lärdom", "Beslut", "Nästa steg",
        "Skäl", "Källa",
    ]  # fmt: skip
    assert all(headings)
    assert all(c.protection.locked for c in page[4])
    assert [c.protection.locked for c in page[5]] == [True] * GIVEN + [False] * 10
    lists = {
        str(v.sqref): v.formula1 for v in page.data_validations.dataValidation if v.type == "list"
    }
    assert lists["K5"] == '"nådd,på väg,oförändrad,sämre,inte mätt,inte genomförd"'
    assert lists["N5"] == '"fortsätt,ändra,avsluta,sprid"'
    kinds = {str(v.sqref): v.type for v in page.data_validations.dataValidation}
    assert (kinds["H5"], kinds["I5"], kinds["J5"]) == ("date", "decimal", "whole")
    assert page["A1"].value == "Rapport: Handlingsplan socialpsykiatri 2027, Orsa kommun"


def test_a_filled_in_file_is_not_written_over(folder: Any, sheet: Any, oj: Any) -> None:
    got = oj("plan", "sheet", "socpsyk-2027", *DAY)
    assert (got.code, "Någon kan ha fyllt i den" in got.err) == (2, True)
    assert oj("plan", "sheet", "socpsyk-2027", *DAY, "--ersatt").code == 0
    assert oj("plan", "sheet", "socpsyk-2027", *DAY, "--mapp", "ny/mapp").code == 0
    assert len(list((folder.path / "ny/mapp").iterdir())) == 2


# --- what comes back ----------------------------------------------------------------------


def test_what_is_filled_in_becomes_outcomes(folder: Any, sheet: Any, oj: Any) -> None:
    book = sheet("kommun")
    book.put(
        "M1", datum=datetime(2027, 6, 30), varde=55.5, n=31, bedomning="på väg", gjort="A1, A2",
        lardom="Det tar tid", beslut="fortsätt", steg="Fråga igen", kalla="Enkäten",
    )  # fmt: skip
    book.put("M2", datum="2027-07-01", bedomning="inte genomförd", skal="Semester")
    book.status("M1", "A1", "klar")
    name = book.save()
    before = folder.text
    code, data = collect(oj, name)
    assert code == 0, data
    first, second = folder.read().goals
    assert first.outcomes == (
        Outcome(D("2027-06-30"), "kommun", 55.5, 31, "pa_vag", ("A1", "A2"), "Det tar tid",
                "fortsatt", "Fråga igen", None, "Enkäten"),
    )  # fmt: skip
    assert second.outcomes[1:] == (
        Outcome(D("2027-07-01"), "kommun", None, None, "ej_genomford", reason="Semester"),
    )
    assert first.activities[0].status == "klar"
    assert "# ändras när rådet har sagt sitt" in folder.text
    assert oj("undo", "--ja").code == 0
    assert folder.text == before


def test_reading_twice_adds_nothing(folder: Any, sheet: Any, oj: Any) -> None:
    book = sheet("kommun")
    book.put("M1", datum=datetime(2027, 6, 30), varde=55, n=31)
    book.status("M1", "A2", "pågår")
    name = book.save()
    collect(oj, name)
    once = folder.plan.read_bytes()
    code, data = collect(oj, name)
    assert code == 0
    assert folder.plan.read_bytes() == once
    assert data["filer"][0]["fanns_redan"] == 2
    assert data["filer"][0]["inskrivet"] == []
    assert collect(oj, name, name)[0] == 0
    assert folder.plan.read_bytes() == once


def test_trying_writes_nothing(folder: Any, sheet: Any, oj: Any) -> None:
    book = sheet("region")
    book.put("M1", datum=datetime(2027, 6, 30), varde=55, n=31)
    before = folder.plan.read_bytes()
    code, data = collect(oj, book.save(), "--prova")
    assert code == 0
    assert [o["mal"] for o in data["filer"][0]["inskrivet"]] == ["M1"]
    assert folder.plan.read_bytes() == before


def test_two_files_at_once(folder: Any, sheet: Any, oj: Any) -> None:
    names = []
    for party, value in (("kommun", 55), ("region", 60)):
        book = sheet(party)
        book.put("M1", datum=datetime(2027, 6, 30), varde=value, n=31)
        names.append(book.save())
    assert collect(oj, *names)[0] == 0
    assert [(o.party, o.value) for o in folder.read().goals[0].outcomes] == [
        ("kommun", 55), ("region", 60),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "rule", "cell", "said"),
    [
        ({"varde": 55}, "B08", "Rapport!H5", "Datum saknas."),
        ({"datum": "i juni", "varde": 55}, "B07", "Rapport!H5", "inget datum"),
        ({"datum": datetime(2028, 1, 1), "varde": 55}, "B07", "Rapport!H5", "har inte varit än"),
        ({"datum": JUNE, "varde": "femtio"}, "B07", "Rapport!I5", "inget tal"),
        ({"datum": JUNE, "varde": 155}, "B07", "Rapport!I5", "0 till 100"),
        ({"datum": JUNE, "varde": 0.55}, "B07", "Rapport!I5", "under 1 procent"),
        ({"datum": JUNE, "varde": True}, "B07", "Rapport!I5", "inget tal"),
        ({"datum": JUNE, "varde": 5, "n": 3.5}, "B07", "Rapport!J5", "heltal"),
        ({"datum": JUNE, "bedomning": "bra"}, "B07", "Rapport!K5", "att välja"),
        ({"datum": JUNE, "bedomning": "ej_genomford"}, "B07", "Rapport!P5", "Skriv varför"),
        ({"datum": JUNE, "varde": 5, "beslut": "kanske"}, "B07", "Rapport!N5", "går inte"),
        ({"datum": JUNE, "varde": 5, "gjort": "A9"}, "B07", "Rapport!L5", "ingen aktivitet"),
        ({"datum": JUNE, "lardom": "mycket"}, "B07", "Rapport!I5", "ett värde eller"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_cell_and_the_rest_is_logged(
    folder: Any, sheet: Any, oj: Any, answers: Any, rule: str, cell: str, said: str
) -> None:
    book = sheet("kommun")
    book.put("M1", **answers)
    book.put("M2", datum=datetime(2027, 7, 1), varde=80, n=40)
    name = book.save()
    code, data = collect(oj, name)
    assert code == 1
    assert cells(data) == [(rule, cell)]
    assert said in data["fynd"][0]["meddelande"]
    first, second = folder.read().goals
    assert (len(first.outcomes), len(second.outcomes)) == (0, 2)
    for wrong in answers:
        book.put("M1", **{wrong: None})
    book.put("M1", datum=datetime(2027, 6, 30), varde=55, n=31)
    assert collect(oj, book.save())[0] == 0  # mended and read again
    first, second = folder.read().goals
    assert (len(first.outcomes), len(second.outcomes)) == (1, 2)


def test_what_is_not_filled_in_is_missing_but_no_fault(folder: Any, sheet: Any, oj: Any) -> None:
    code, data = collect(oj, sheet("kommun").save())
    assert code == 0
    assert cells(data, "varn") == [("B06", "Rapport!I5"), ("B06", "Rapport!I6")]
    assert len(folder.read().goals[1].outcomes) == 1


def test_who_reports_stands_in_the_sheet_and_is_the_one_that_is_asked(
    folder: Any, sheet: Any, oj: Any
) -> None:
    data = collect(oj, sheet("kommun").save())[1]
    assert ["Kvalitetsutvecklare" in f["atgard"] for f in data["fynd"]] == [True, False]
    assert oj("plan", "sheet", "--per", "enhet", *DAY).code == 0
    book = sheet("enhetschefboendestod-kommun")
    assert collect(oj, book.save())[1]["fynd"] == []  # somebody else is asked for the value
    book.put("M1", datum=datetime(2027, 7, 1), lardom="Det går framåt")
    code, data = collect(oj, book.save())
    assert (code, cells(data, "varn")) == (0, [("B06", "Rapport!I5")])
    assert "det rapporteras av Kvalitetsutvecklare" in data["fynd"][0]["meddelande"]
    assert folder.read().goals[0].outcomes[-1].learnt == "Det går framåt"
    late = oj("plan", "due", *DAY, "--format", "json").json["att_gora"]
    assert ("M1", "uppfoljning", "sen") in [(d["mal"], d["typ"], d["status"]) for d in late]


def test_numbers_for_dates_and_percent_cells_are_read_and_said(
    folder: Any, sheet: Any, oj: Any
) -> None:
    book = sheet("region")
    book.put("M1", datum=46568, varde=0.55, n=31)
    row = next(r for r in range(5, 20) if book.page.cell(r, 1).value == "M1")
    book.page.cell(row, book.column("Datum")).number_format = "General"
    book.page.cell(row, book.column("Värde")).number_format = "0 %"
    code, data = collect(oj, book.save())
    assert code == 0, data
    assert cells(data, "varn") == [("B10", "Rapport!H5"), ("B10", "Rapport!I5")]
    outcome = folder.read().goals[0].outcomes[0]
    assert (outcome.date, outcome.value) == (D("2027-06-30"), 55.0)


def test_rows_and_columns_moved_and_headings_reworded(folder: Any, sheet: Any, oj: Any) -> None:
    book = sheet("kommun")
    book.put("M1", datum=datetime(2027, 6, 30), varde=55, n=31)
    book.put("M2", datum=datetime(2027, 7, 1), varde=80, n=40)
    page = book.page
    for table in list(page.tables):
        del page.tables[table]
    page.cell(4, book.column("Antal (n)")).value = "Antal"
    page.cell(4, book.column("Lärdom")).value = "Lärdomar"
    page.insert_rows(5)  # between the headings and the first goal
    page.cell(5, 2).value = "Vår anteckning"
    page.insert_rows(1, 2)  # above everything
    page.insert_cols(1)
    code, data = collect(oj, book.save())
    assert code == 0, data
    assert [r for r, _ in cells(data, "varn")] == ["B03", "B03"]
    first, second = folder.read().goals
    assert (first.outcomes[0].value, first.outcomes[0].n) == (55, 31)
    assert (second.outcomes[1].value, second.outcomes[1].n) == (80, 40)


def test_a_column_that_is_gone_and_rows_of_their_own(folder: Any, sheet: Any, oj: Any) -> None:
    book = sheet("kommun")
    book.put("M1", datum=datetime(2027, 6, 30), varde=55, n=31)
    page = book.page
    for table in list(page.tables):
        del page.tables[table]
    page.cell(8, book.column("Datum")).value = datetime(2027, 6, 30)
    page.cell(9, 1).value = "M7"
    page.cell(9, book.column("Värde")).value = 5
    page.delete_cols(book.column("Källa"))
    code, data = collect(oj, book.save())
    assert code == 1
    assert cells(data) == [("B04", "Rapport!A8"), ("B05", "Rapport!A9")]
    assert ("B02", "Rapport!A4") in cells(data, "varn")
    assert folder.read().goals[0].outcomes[0].value == 55


def test_a_second_day_on_a_copied_sheet_or_an_added_row(folder: Any, sheet: Any, oj: Any) -> None:
    book = sheet("region")
    book.put("M1", datum=JUNE, varde=55, n=31)
    for table in list(book.page.tables):
        del book.page.tables[table]
    copy = book.book.copy_worksheet(book.page)
    copy["H5"], copy["I5"] = datetime(2027, 7, 10), 60
    for at in (1, book.column("Datum"), book.column("Värde")):
        book.page.cell(6, at).value = ["M1", datetime(2027, 7, 15), 62][(at > 1) + (at == 9)]
    code, data = collect(oj, book.save())
    assert (code, cells(data, "varn")) == (0, [])
    assert [(o.date, o.value) for o in folder.read().goals[0].outcomes] == [
        (D("2027-06-30"), 55), (D("2027-07-15"), 62), (D("2027-07-10"), 60),
    ]  # fmt: skip


def test_statuses_need_a_reason_and_an_activity(folder: Any, sheet: Any, oj: Any) -> None:
    book = sheet("kommun")
    book.status("M1", "A1", "inte genomförd")
    book.status("M1", "A2", "snart")
    code, data = collect(oj, book.save())
    assert code == 1
    assert cells(data) == [("B11", "Aktiviteter!H5"), ("B11", "Aktiviteter!G6")]
    book.status("M1", "A1", "inte genomförd", "Tid saknades")
    book.status("M1", "A2", "pågår")
    assert collect(oj, book.save())[0] == 0
    first = folder.read().goals[0]
    assert [(a.status, a.reason) for a in first.activities] == [
        ("ej_genomford", "Tid saknades"), ("pagar", None),
    ]  # fmt: skip


def test_a_file_that_is_read_again_undoes_nothing_that_was_written_since(
    folder: Any, sheet: Any, oj: Any
) -> None:
    book = sheet("kommun")
    book.status("M1", "A1", "pågår")
    collect(oj, book.save())
    oj("plan", "set", "socpsyk-2027", "mal.M1.aktiviteter.A1.status", "klar")
    now = folder.plan.read_bytes()
    code, data = collect(oj, book.path.name)
    assert code == 0
    assert cells(data, "varn")[-1] == ("B13", "Aktiviteter!G5")
    assert "mal.M1.aktiviteter.A1.status pagar" in data["fynd"][-1]["atgard"]
    assert folder.plan.read_bytes() == now
    book.status("M1", "A2", "pågår")
    collect(oj, book.save())
    book.status("M1", "A2", "klar")  # the same file, further on
    collect(oj, book.save())
    assert [a.status for a in folder.read().goals[0].activities] == ["klar", "klar"]


def test_a_file_that_cannot_be_read_does_not_hide_the_others(
    folder: Any, sheet: Any, oj: Any
) -> None:
    book = sheet("region")
    book.put("M1", datum=JUNE, varde=55, n=31)
    (folder.path / "skrap.xlsx").write_bytes(b"\x00\x01")
    code, data = collect(oj, "skrap.xlsx", book.save(), "finns_inte.xlsx")
    assert code == 1
    assert [f["fil"] for f in data["fynd"] if f["regel"] == "B01"] == [
        "skrap.xlsx, rad 1",  # where a sign stands that no text has
        "finns_inte.xlsx",
    ]
    assert [o.value for o in folder.read().goals[0].outcomes] == [55]


def test_a_changed_answer_is_added_and_said(folder: Any, sheet: Any, oj: Any) -> None:
    book = sheet("region")
    book.put("M1", datum=datetime(2027, 6, 30), varde=55, n=31)
    collect(oj, book.save())
    book.put("M1", varde=65)
    code, data = collect(oj, book.save())
    assert code == 0
    assert any("redan ett utfall den dagen" in f["meddelande"] for f in data["fynd"])
    assert [o.value for o in folder.read().goals[0].outcomes] == [55, 65]


def test_a_personnummer_is_neither_saved_nor_printed(folder: Any, sheet: Any, oj: Any) -> None:
    book = sheet("region")
    book.put("M1", datum=JUNE, varde=55, n=31, lardom="Gäller 19121212-1212 mest")
    before = folder.plan.read_bytes()
    got = oj("plan", "collect", book.save(), *DAY)
    assert got.code == 1
    assert "cell Rapport!M5" in got.out
    assert "1212" not in got.out + got.err
    assert folder.plan.read_bytes() == before


def test_files_that_are_something_else(folder: Any, oj: Any) -> None:
    other = folder.path / "annat.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "Hej"
    book.save(other)
    got = oj("plan", "collect", "annat.xlsx")
    assert (got.code, "säger inte vilken plan" in got.err) == (2, True)
    got = oj("plan", "collect", "annat.xlsx", "--plan", "socpsyk-2027")
    assert (got.code, "inget blad med kolumnerna" in got.err) == (3, True)
    (folder.path / "skrap.xlsx").write_bytes(b"\x00\x01")
    assert oj("plan", "collect", "skrap.xlsx").code == 3
    assert oj("plan", "collect", "finns_inte.xlsx").code == 3


def test_a_sheet_of_csv_and_without_its_first_page(folder: Any, sheet: Any, oj: Any) -> None:
    path = folder.path / "rapport.csv"
    path.write_text("Mål;Datum;Värde;Antal (n)\nM1;2027-06-30;55,5;31\n", encoding="utf-8")
    asked = ("plan", "collect", "rapport.csv", "--plan", "socpsyk-2027", "--part")
    got = oj(*asked, "Region Dalarna", *DAY)
    assert got.code == 0, got.err
    outcome = folder.read().goals[0].outcomes[0]
    assert (outcome.party, outcome.value, outcome.n) == ("region", 55.5, 31)
    assert oj(*asked, "X").code == 2

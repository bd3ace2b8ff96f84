"""From every figure that `oj explain` shows back to the cell of the workbook it was read from."""

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from independent import values

from oj_cli.store import open_store
from oj_cli.workspace import OMRADEN

Run = Callable[..., Any]
SHIPPED = "socialpsykiatri-2016-dalarna.csv"


def workbook(path: Path, year: int, **changed: str) -> None:
    """Write the real answers of Dalarna as a published workbook; Leksand's may be changed."""
    with open_store() as store:
        names = {i.id: i.name for i in store.catalogue("socialpsykiatri")}
        kommuner = {k.code: k.name for k in store.register().kommuner}
    answers = {
        (kommuner[r.unit], r.indicator): r.answer
        for r in values.blocks(OMRADEN / "socialpsykiatri/varden.db")
        if r.answer is not None
    }
    answers |= {("Leksand", id): answer for id, answer in changed.items()}
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Resultat"
    sheet.append([f"Öppna jämförelser {year}, stöd till personer med psykisk funktionsnedsättning"])
    sheet.append([])
    ids = [id for id in names if ("Leksand", id) in answers]
    sheet.append(["Kommun", *(names[id] for id in ids)])
    for kommun in sorted({name for name, _ in answers}):
        sheet.append([kommun, *(answers[kommun, id] for id in ids)])
    book.save(path)


@pytest.fixture
def inlast(oj: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of Leksand with an imported workbook of 2017; the path of the workbook."""
    monkeypatch.chdir(tmp_path)
    assert oj("init", "--kommun", "Leksand", ".").code == 0
    path = tmp_path / "oj-2017.xlsx"
    workbook(path, 2017, sip_rutin="NEJ")
    ran = oj(
        "data", "import", path.name, "--omrade", "socialpsykiatri", "--ar", "2017", "--no-input"
    )
    assert ran.code == 0, ran.err
    return path


def cell(path: Path, locator: str) -> Any:
    sheet, _, name = locator.partition("!")
    return openpyxl.load_workbook(path)[sheet][name].value


def test_the_answer_leads_to_file_sheet_cell_and_checksum(oj: Run, inlast: Path) -> None:
    found = oj("explain", "sip_rutin", "--format", "json").json
    newest = found["svar"][0]
    assert (newest["ar"], newest["svar"]) == (2017, "NEJ")
    assert cell(inlast, newest["plats"]) == "NEJ"
    source = newest["kalla"]
    assert source["fil"] == inlast.name
    assert source["sha256"] == hashlib.sha256(inlast.read_bytes()).hexdigest()
    kept = inlast.parent / "data" / "original" / source["original"]
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == source["sha256"]


def test_each_kommun_behind_a_share_has_its_cell(oj: Run, inlast: Path) -> None:
    found = oj("explain", "sip_rutin", "--alla", "--format", "json").json
    assert len(found["kommuner"]) == 15
    for kommun in found["kommuner"]:
        assert cell(inlast, kommun["plats"]) == kommun["svar"]
        name = f"Resultat!A{kommun['plats'].rpartition('H')[2]}"
        assert cell(inlast, name) == kommun["namn"]
    for figure in found["jamforelser"]:
        inside = [k for k in found["kommuner"] if figure["id"] in k["raknas_i"]]
        assert len(inside) == figure["antal_i_data"]
        yes = sum(k["svar"] == "JA" for k in inside)
        answered = sum(k["svar"] in ("JA", "NEJ", "DELVIS") for k in inside)
        assert (yes, answered) == (figure["n_ja"], figure["n_svar"])
        assert figure["andel"] == pytest.approx(100 * yes / answered)


def test_on_the_screen(oj: Run, inlast: Path) -> None:
    text = oj("explain", "sip_rutin", "--alla").out
    digest = hashlib.sha256(inlast.read_bytes()).hexdigest()
    assert "bladet Resultat, cell AH9" in text
    assert f"sha256: {digest}" in text
    assert "Läst med: arbetsboksläsaren, version" in text
    assert "Alla svar 2017 står i oj-2017.xlsx." in text
    assert max(map(len, text.splitlines())) <= 80
    short = oj("explain", "sip_rutin")
    assert "Kommunerna bakom siffrorna" not in short.out
    assert oj("explain", "sip_rutin", "--format", "json").json["kommuner"] is None


def test_the_flat_table_has_a_row_for_each_kommun(oj: Run, inlast: Path) -> None:
    rows = list(
        csv.DictReader(oj("explain", "sip_rutin", "--alla", "--format", "csv").out.splitlines())
    )
    assert sum(r["typ"] == "kommun" for r in rows) == 15
    plain = oj("explain", "sip_rutin", "--format", "csv").out
    assert "kommun," not in plain


def test_two_sources_that_differ_are_told(oj: Run, inlast: Path) -> None:
    other = inlast.parent / "oj-2016.xlsx"
    workbook(other, 2016, sip_rutin="NEJ")
    ran = oj(
        "data", "import", other.name, "--omrade", "socialpsykiatri", "--ar", "2016", "--no-input"
    )
    assert ran.code == 0, ran.err
    old = oj("explain", "sip_rutin", "--ar", "2016", "--format", "json").json["svar"][1]
    assert (old["ar"], old["svar"]) == (2016, "NEJ")
    (shipped,) = old["andra_kallor"]
    assert (shipped["svar"], shipped["kalla"]["fil"]) == ("JA", SHIPPED)
    assert "Obs: källorna säger olika." in oj("explain", "sip_rutin", "--ar", "2016").out
    checked = oj("check", "data", "--omrade", "socialpsykiatri", "--ar", "2016", "--format", "json")
    (finding,) = (f for f in checked.json["fynd"] if f["regel"] == "D25")
    assert finding["uppgifter"]["indikator"] == "sip_rutin"
    assert finding["uppgifter"]["annan_kalla"]["svar"] == "JA"
    assert SHIPPED in finding["meddelande"]
    same = oj("explain", "ips_supported_employment", "--ar", "2016").out
    assert "står också i" in same


def test_findings_of_imported_answers_name_the_cell(oj: Run, inlast: Path) -> None:
    found = oj("check", "data", "--omrade", "socialpsykiatri", "--format", "json").json["fynd"]
    (lost,) = (f for f in found if f["regel"] == "D10")
    assert (lost["fil"], lost["cell"], lost["rad"]) == (inlast.name, "Resultat!AH9", None)

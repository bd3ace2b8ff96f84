"""An import lets no personnummer in unseen, and a source that was can be taken out of it all."""

import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numbers_made import written

from oj_cli import api
from oj_cli.api.importing import prepare_import
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.errors import UsageFault
from oj_cli.store import open_store

Oj = Callable[..., Any]
SAID = ("--nytt-omrade", "Prov", "--nya", "kvalitet", "--bedom", "forslag", "--ar", "2026")
KOMMUNER = ("2084;Avesta", "2080;Falun", "2029;Leksand", "2062;Mora", "2034;Orsa")
ANSWERS = ("Nej;Ja", "Ja;Nej", "Nej;Nej", "Ja;Nej", "Ja;Ja")
TRUTH = {("2084", "NEJ", "JA"), ("2080", "JA", "NEJ"), ("2029", "NEJ", "NEJ")}
TRUTH |= {("2062", "JA", "NEJ"), ("2034", "JA", "JA")}
NUMBER = re.compile(r"1218\W{0,3}9876")  # its last figures alone may stand in any hash
PLACES = [(at, "csv") for at in ("title", "heading", "unit", "extra", "note")]
PLACES += [
    ("sheet", "xlsx"),
    ("extra", "xlsx"),
    ("file", "xlsx"),
    ("remark", "xlsx"),
    ("property", "xlsx"),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of Leksand."""
    folder = tmp_path / "arbete"
    folder.mkdir()
    (folder / "oj.yaml").write_text("kommun: Leksand\n", encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def rows_with(number: str, at: str) -> list[list[str]]:
    """Return a table with the number in one kind of place."""
    rows = [f"{row};{answers};".split(";") for row, answers in zip(KOMMUNER, ANSWERS, strict=True)]
    head = ["Kod", "Kommun", "Har plan", "Har rutin", "Anteckning"]
    table = [["Svar 2026 Qvarnmarke", *[""] * 4], head, *rows, ["Källa: enkät", *[""] * 4]]
    if at == "title":
        table[0][0] += f" {number}"
    elif at == "heading":
        head[4] += f" {number}"
    elif at == "unit":
        table.append(["", number, "Ja", "", ""])
    elif at == "extra":
        rows[2][4] = f"se {number}"
    elif at == "note":
        table[-1][0] += f" {number}"
    return table


def file_with(folder: Path, number: str, at: str, ending: str) -> Path:
    """Write the table to a file."""
    safe = number.replace("/", "-")
    path = folder.parent / f"svar{f' {safe}' if at == 'file' else ''}.{ending}"
    table = rows_with(number, at)
    if ending == "csv":
        text = "\n".join(";".join(row) for row in table) + "\n"
        path.write_text(text, encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        assert book.active is not None
        book.active.title = safe if at == "sheet" else "Resultat"
        for row in table:
            book.active.append(row)
        if at == "remark":
            book.active["C3"].comment = openpyxl.comments.Comment(number, "")
        if at == "property":
            book.properties.description = number
        book.save(path)
    return path


def everything(folder: Path) -> str:
    """Return all that lies in a folder, names of files and what is packed too."""
    texts = []
    for path in (p for p in folder.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        parts = [raw]
        if zipfile.is_zipfile(io.BytesIO(raw)):
            with zipfile.ZipFile(path) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
        texts += [str(path.relative_to(folder)), *(p.decode("utf-8", "replace") for p in parts)]
    return "\n".join(texts)


def stored(folder: Path) -> set[tuple[str, str, str]]:
    with open_store(folder) as store:
        found = {
            c.indicator: dict(zip(c.units, c.answers, strict=True)) for c in store.columns("prov")
        }
    return {(u[1], *(found[i][u] for i in ("har_plan", "har_rutin"))) for u in found["har_plan"]}


@pytest.mark.parametrize(("at", "ending"), PLACES)
def test_it_asks_and_leaves_it_out(oj: Oj, folder: Path, at: str, ending: str) -> None:
    path = file_with(folder, "811218‑9876", at, ending)
    before = path.read_bytes()
    ran = oj("data", "import", str(path), *SAID, "--no-input")
    assert ran.code == 2
    assert "--personnummer utelamna" in ran.out
    assert "--personnummer behall" not in ran.out
    assert not NUMBER.search(ran.out + ran.err + everything(folder))
    ran = oj("data", "import", str(path), *SAID, "--no-input", "--personnummer", "utelamna")
    assert ran.code == 0, ran.err
    assert not NUMBER.search(ran.out + ran.err + everything(folder))
    assert stored(folder) == TRUTH
    assert path.read_bytes() == before
    again = oj("data", "import", str(path), *SAID, "--no-input", "--personnummer", "utelamna")
    assert "redan inläst" in again.out
    (folder / "omraden/prov/varden.db").unlink()  # the kept file reads as it did
    assert oj("identify", "--omrade", "prov").code == 0
    assert stored(folder) == TRUTH


@settings(
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(written(), st.sampled_from(("title", "heading", "unit", "extra", "note")))
def test_any_way_of_writing_is_asked_about(folder: Path, number: str, at: str) -> None:
    path = file_with(folder, number, at, "csv")
    said = [(flag, [value]) for flag, value in zip(SAID[::2], SAID[1::2], strict=True)]
    found = prepare_import(api.open(folder), path, said)
    assert [q.flag for q in found.preview.asked] == ["--personnummer"]
    with pytest.raises(UsageFault):
        raise found.fault or AssertionError


def test_a_plain_number_may_be_a_value(oj: Oj, folder: Path) -> None:
    path = folder.parent / "kronor.csv"
    lines = ["Kod;Kommun;Kostnad, kronor", "2084;Avesta;8112189876", "2080;Falun;9000000000"]
    path.write_text("\n".join([*lines, "2029;Leksand;7000000000"]) + "\n", encoding="utf-8")
    ran = oj("data", "import", str(path), *SAID, "--no-input")
    assert "--personnummer behall" in ran.out
    ran = oj("data", "import", str(path), *SAID, "--no-input", "--personnummer", "behall")
    assert ran.code == 0, ran.err
    with open_store(folder) as store:
        [column] = store.columns("prov")
    assert sorted(column.values) == [7000000000, 8112189876, 9000000000]


def imported(oj: Oj, folder: Path, name: str, mark: str, year: str = "2026") -> Path:
    """Import a file with a heading, a title and a note that nothing else has."""
    path = folder.parent / name
    rows = [f"{k};{a}" for k, a in zip(KOMMUNER, ANSWERS, strict=True)]
    head = f"Kod;Kommun;Har plan;Om {mark}"
    lines = [f"Enkät {mark}", head, *rows, f"Not: {mark}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    area = ("--omrade", "prov") if (folder / "omraden").is_dir() else SAID[:2]
    assert oj("data", "import", str(path), *area, *SAID[2:-1], year, "--no-input").code == 0
    return path


def test_purge_leaves_no_byte(oj: Oj, folder: Path) -> None:
    imported(oj, folder, "zetafil.csv", "Zetamarke")
    oj("identify", "--omrade", "prov")
    assert "etamarke" in everything(folder)
    shown = oj("data", "purge", "zetafil.csv", "--dry-run")
    assert shown.code == 0
    assert "zetafil.csv" in shown.out
    asked = oj("data", "purge", "prov-2026", "--no-input")
    assert (asked.code, "--ja" in asked.err) == (2, True)
    assert "etamarke" in everything(folder)
    ran = oj("data", "rensa", "prov-2026", "--ja", "--no-input", "--format", "json")
    assert ran.json["borttaget"] is True
    assert ran.json["rader"] == 10
    left = everything(folder).lower()
    assert "etamarke" not in left
    assert "zetafil" not in left


def test_purge_takes_one_of_two_and_tells_what_rests_on_it(oj: Oj, folder: Path) -> None:
    imported(oj, folder, "forra.csv", "Alfamarke", "2025")
    imported(oj, folder, "zetafil.csv", "Zetamarke", "2026")
    chosen = oj("identify", "--omrade", "prov", "--valj", "ej-ordnat", "--motiv", "x")
    found = oj("data", "purge", "zetafil.csv", "--dry-run", "--format", "json").json
    assert chosen.code == 0, chosen.err
    assert found["analyser"] == ["leksand-prov-2026.yaml"]
    assert oj("data", "purge", "zetafil.csv", "--ja").code == 0
    shutil.rmtree(folder / "analys")  # what they wrote stays, and was told of
    left = everything(folder).lower()
    assert "etafil" not in left
    assert "zetamarke" not in left
    assert "alfamarke" in left
    with open_store(folder) as store:
        assert {c.year for c in store.columns("prov")} == {2025}


def test_purge_tells_of_what_is_of_all_omraden_too(oj: Oj, folder: Path) -> None:
    imported(oj, folder, "zetafil.csv", "Zetamarke")
    with open_store(folder) as store:
        id = f"prov/{next(iter(store.catalogue('prov'))).id}"
    assert oj("identify", "--omrade", "alla", "--valj", id, "--motiv", "x").code == 0
    goal = ("--indikatorer", id, "--mal", "Minst 5 av 20 brukare får arbete senast 2027-12-31")
    assert oj("plan", "new", "--id", "helheten", *goal, "--utkast", "--no-input").code == 0
    assert "omrade" not in read_yaml(folder / "planer/helheten.yaml").data["plan"]
    found = oj("data", "purge", "zetafil.csv", "--dry-run", "--format", "json").json
    assert found["analyser"] == ["leksand-alla-2026.yaml"]
    assert found["planer"] == ["helheten.yaml"]


def test_what_is_not_there_is_not_said_to_come_with_oj(
    oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = oj("data", "purge", "nagot")
    assert (ran.code, "Det finns ingen källa" in ran.err) == (2, True)


def test_a_removed_source_can_be_purged_by_its_file(oj: Oj, folder: Path) -> None:
    imported(oj, folder, "zetafil.csv", "Zetamarke")
    assert oj("data", "remove", "prov-2026", "--ja").code == 0
    assert oj("data", "purge", "zetafil.csv", "--ja").code == 0
    assert "etamarke" not in everything(folder)


def test_purge_does_all_or_nothing(oj: Oj, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(oj, folder, "forra.csv", "Alfamarke", "2025")
    imported(oj, folder, "zetafil.csv", "Zetamarke", "2026")
    kept = {p: p.read_bytes() for p in folder.rglob("*") if p.suffix in (".yaml", ".csv")}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("oj_cli.documents.writer.rename", full)
    assert oj("data", "purge", "zetafil.csv", "--ja").code == 3
    monkeypatch.undo()
    os.chdir(folder)
    assert {p: p.read_bytes() for p in kept} == kept
    assert len(oj("data", "show", "zetafil.csv", "--format", "json").json["antal"]) > 0

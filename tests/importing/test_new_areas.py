"""An område that no catalogue knows: what it is called, and what may be said of it."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from made_workbooks import new, save
from published_dalarna import KOMMUNER

Oj = Callable[..., Any]
OTHERS = ("missbruk", "barn och unga", "ekonomiskt bistånd", "LSS", "äldreomsorg")
BEGINS_ALIKE = [
    f"Aktuell rutin för samordning mellan våld i nära relationer och {x}" for x in OTHERS
]
NEW = ("--nytt-omrade", "Våld i nära relationer", "--nya", "kvalitet")
OF_IT = ("--omrade", "vald-i-nara-relationer")


def workbook(folder: Path, riket: Sequence[Any] = ()) -> Path:
    book, sheet = new("Resultat")
    sheet.append(["Våld i nära relationer 2023"])
    sheet.append(["Kommun", *BEGINS_ALIKE, "Andel utbildad personal", "Antal ärenden"])
    if riket:
        sheet.append(["Riket", *riket])
    for n, (_, name) in enumerate(KOMMUNER):
        answers = ["Ja" if (n + k) % 3 else "Nej" for k in range(len(OTHERS))]
        sheet.append([name, *answers, n * 5.5, n / 3])
    return save(book, folder, "vald.xlsx")


def test_new_indicators_that_begin_alike_are_told_apart(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    assert oj("data", "import", str(workbook(tmp_path)), *NEW).code == 0
    found = oj("compare", *OF_IT, "--kvalitetsomrade", "ej-ordnat", "--format", "json").json
    made = found["indikatorer"]
    assert [i["kort"] for i in made if i["enhet"] is None] == [
        "Aktuell rutin för…", "…och barn och unga", "…och ekonomiskt bistånd",
        "…nära relationer och LSS", "…och äldreomsorg",
    ]  # fmt: skip
    ids = [i["id"] for i in made]
    assert ids[1].endswith("_barn_och_unga")
    assert ids[4].endswith("_aldreomsorg")
    assert all(len(id) <= 40 for id in ids)
    assert [i["enhet"] for i in made if i["enhet"]] == ["procent", "enligt rubriken"]


def test_a_group_of_which_few_are_in_the_data_is_said_to_be_no_comparison(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    assert oj("data", "import", str(workbook(tmp_path)), *NEW).code == 0
    got = oj("compare", *OF_IT, "--kvalitetsomrade", "ej-ordnat", "--format", "md")
    assert (
        "Riket är räknat på 15 av 290 kommuner, de som finns i data, och duger inte som jämförelse."
    ) in " ".join(got.out.split())
    assert "Dalarnas län är räknat" not in got.out


def test_the_rule_told_is_that_of_what_is_judged(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    assert oj("data", "import", str(workbook(tmp_path)), *NEW).code == 0
    told = " ".join(oj("identify", *OF_IT, "--jamfor-med", "lan", "--format", "md").out.split())
    assert "Prioritet = andelen JA i Dalarnas län plus tillägg" in told
    assert "bättre värde" not in told


def test_a_share_below_one_among_percents_is_told(arbetsmapp: Path, oj: Oj, tmp_path: Path) -> None:
    path = workbook(tmp_path, [56, 41, 0.6, 33, 12, 0.8, 7])
    got = oj("data", "import", str(path), *NEW)
    assert got.code == 0
    told = " ".join(got.out.split())
    assert "VARN I22. 1 andel för län och riket är under 1" in told
    assert "läses som till exempel 0,6 procent" in told
    assert "Kontrollera i filen att det inte ska vara 60 procent" in told


def test_a_layout_of_an_area_that_is_not_there_says_what_to_copy(
    arbetsmapp: Path, oj: Oj, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path)
    assert oj("data", "import", str(path), *NEW).code == 0
    colleague = tmp_path / "kollega"
    colleague.mkdir()
    (colleague / "oj.yaml").write_text("kommun: Mora\n", "utf-8")
    monkeypatch.chdir(colleague)
    lent = ("--layout", str(arbetsmapp / "layouter" / "vald-i-nara-relationer-2023.yaml"))
    got = oj("data", "import", str(path), *lent)
    assert got.code == 2
    assert "Kopiera katalog/vald-i-nara-relationer.yaml ur arbetsmappen" in " ".join(
        got.out.split()
    )
    shutil.copytree(arbetsmapp / "katalog", colleague / "katalog")
    got = oj("data", "import", str(path), *lent)
    assert got.code == 0, got.err


def test_a_count_that_belongs_to_no_heading_is_left_out_by_its_name(
    arbetsmapp: Path, oj: Oj, tmp_path: Path
) -> None:
    book, sheet = new("Resultat")
    sheet.append(["Våld i nära relationer 2023"])
    sheet.append(["Kommun", "Andel utbildad personal", "Antal enheter"])
    for n, (_, name) in enumerate(KOMMUNER):
        sheet.append([name, 20.5 + n, 4])
    got = oj("data", "import", str(save(book, tmp_path, "vald.xlsx")), *NEW)
    assert got.code == 0, got.err
    assert "1 kolumn: säger inte vad den räknar C antal" in " ".join(got.out.split())

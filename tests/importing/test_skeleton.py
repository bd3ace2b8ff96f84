"""The shortest way: coded kommuner in rows below one heading, and identify works on them."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from published_dalarna import ANSWERS, INDICATORS, KOMMUNER


def test_identify_works_on_what_was_imported(
    arbetsmapp: Path, oj: Callable[..., Any], tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Resultat"
    sheet.append(["Öppna jämförelser 2016, socialpsykiatri"])
    sheet.append([])
    sheet.append(["Kommunkod", "Kommun", *(i.heading for i in INDICATORS)])
    for code, name in KOMMUNER:
        sheet.append([code, name, *(ANSWERS[i.id, name].capitalize() for i in INDICATORS)])
    path = tmp_path / "oj.xlsx"
    book.save(path)

    got = oj("data", "import", str(path), "--idag", "2026-11-20")
    assert got.code == 0, got.err
    assert "555 resultat" in got.out
    before = oj(
        "identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json"
    ).json
    shutil.rmtree(arbetsmapp / "omraden")
    shipped = oj(
        "identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri", "--format", "json"
    ).json
    assert before["resultat"] == shipped["resultat"]

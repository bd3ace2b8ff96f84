"""How fast a large workbook, and all of Kolada's history, come into the store.

Run with `python -m pytest -m benchmark tests/benchmarks/test_import.py -n 0 -s`. Nothing is
asserted but that all came in: the ratios are to be read. They are of processor time, which a
busy machine stretches less than it does the clock.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import measuring
import pytest

from oj_cli.store import open_store
from oj_cli.store.values import FILE
from oj_cli.workspace import own_areas

pytestmark = pytest.mark.benchmark

PROGRAM = Path(__file__).with_name("importing.py")
ROUNDS = 5
ROUNDS_OF_KOLADA = 3
YEARS = range(2014, 2024)
HEADINGS = [
    f"Påhittad fråga {n} om {('stöd', 'boende', 'arbete', 'plan')[n % 4]}" for n in range(60)
]
VALUES = 290 * 60 * 10
GOALS = {"ord": 5.0, "tal": 3.5}

Cell = str | float


def made(path: Path, kind: str, years: Iterable[int]) -> Path:
    """Write a workbook with a sheet a year, 290 kommuner down and 60 questions across."""
    import xlsxwriter

    chance = random.Random(1)  # noqa: S311 - the same workbook each time
    with open_store() as store:
        kommuner = store.register().kommuner
    book = xlsxwriter.Workbook(path)
    for year in years:
        sheet = book.add_worksheet(f"Resultat {year}")
        sheet.write_string(0, 0, f"Prov {year}")
        sheet.write_row(2, 0, ["Kommunkod", "Kommun", *HEADINGS])
        for row, kommun in enumerate(kommuner, start=3):
            cells: list[Cell] = [kommun.code, kommun.name]
            for _ in HEADINGS:
                word = chance.choice(("Ja", "Ja", "Nej", "Nej", "Ej aktuellt"))
                cells.append(word if kind == "ord" else round(100 * chance.random(), 1))
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell)
                else:
                    sheet.write_number(row, column, cell)
    book.close()
    return path


def by_openpyxl(path: Path) -> Path:
    """Write a workbook again as openpyxl does: text within the cells, and not in a shared list."""
    import openpyxl

    again = path.with_name(f"openpyxl-{path.name}")
    openpyxl.load_workbook(path).save(again)
    return again


def run(what: str, path: Path, folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(PROGRAM), what, str(path)],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return dict(json.loads(done.stdout))


def best(what: str, path: Path, empty: Path) -> dict[str, Any]:
    """Return the fastest of several runs, each in a copy of a workspace."""
    runs = []
    for _ in range(ROUNDS):
        folder = empty.with_name("arbete")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(empty, folder)
        runs.append(run(what, path, folder))
    return min(runs, key=lambda r: float(r["cpu"]))


@pytest.mark.parametrize("writer", ["som Excel", "openpyxl"])
@pytest.mark.parametrize("kind", ["ord", "tal"])
def test_a_large_workbook_against_pandas(tom: Path, tmp_path: Path, kind: str, writer: str) -> None:
    workspace = shutil.copytree(tom, tmp_path / "tom")
    run("import", made(tmp_path / "forut.xlsx", kind, [2000]), workspace)  # the questions are known
    path = made(tmp_path / "stor.xlsx", kind, YEARS)
    if writer == "openpyxl":
        path = by_openpyxl(path)
    floor = best("pandas", path, workspace)
    read = best("las", path, workspace)
    whole = best("import", path, workspace)
    assert floor["values"] == whole["values"] == VALUES
    for what, measured in (("read", read), ("read, check and store", whole)):
        print(
            f"\n{kind}, written by {writer}, {what}: pandas takes "
            f"{floor['cpu'] / measured['cpu']:.1f} × the time"
            f" ({1000 * measured['cpu']:.0f} ms against {1000 * floor['cpu']:.0f};"
            f" goal {GOALS[kind]} × for the whole);"
            f" memory {measured['peak_mb']} MB against {floor['peak_mb']}"
        )


def test_the_history_of_kolada(tom: Path, tmp_path: Path, kolada: Path) -> None:
    """All of it, read, judged by its names, checked and stored, against reading it alone."""
    floor = measuring.python(f"import pandas; pandas.read_csv({str(kolada)!r})")
    floors, wholes = [], []
    for n in range(ROUNDS_OF_KOLADA):
        folder = shutil.copytree(tom, tmp_path / f"{n}")
        floors.append(measuring.run(floor, folder))
        wholes.append(measuring.run(measuring.national(kolada), folder))
    least, whole = (min(runs, key=lambda m: m.seconds) for runs in (floors, wholes))
    with open_store(folder) as store:
        own = {record.id for record in store.own_sources()}
        rows = sum(c.rows for c in store.coverage() if c.source in own)
    values = sum(p.stat().st_size for p in own_areas(folder).rglob(FILE)) / 1e6
    print(
        f"\n{rows} rows: {whole.seconds:.1f} s of processor time (goal 15),"
        f" {whole.seconds / least.seconds:.1f} × import pandas and read_csv"
        f" ({least.seconds:.1f} s); values {values:.0f} MB;"
        f" memory {whole.peak_kb // 1024} MB against {least.peak_kb // 1024}"
    )

"""The county report of 2016 as it was printed: every answer, every share, every mark.

`lansrapport-2016-svar.csv` holds the eleven tables' cells, `lansrapport-2016-indikatorer.csv`
the printed shares and the marks that its author gave. Both were typed from the report, and are
not read by the program.
"""

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "fixtures" / "lansrapport-2016"


@cache
def answers() -> dict[tuple[int, str, str], str]:
    """Answers by table number, indicator id and kommun."""
    with (FOLDER / "svar.csv").open(encoding="utf-8", newline="") as file:
        return {
            (int(r["table"]), r["indicator_id"], r["kommun"]): r["answer"]
            for r in csv.DictReader(file)
        }


@cache
def indicators() -> dict[str, dict[str, str]]:
    """What was printed of each indicator, by id."""
    with (FOLDER / "indikatorer.csv").open(encoding="utf-8", newline="") as file:
        return {r["indicator_id"]: r for r in csv.DictReader(file)}

"""The analyst's script says what the values in the shipped file say, counted without `oj`."""

import csv
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
VALUES = ROOT / "oj_cli/data/kallor/lss-enheter-2018-2022.csv"
NEWEST = "2022"


def under_the_median(kommun: str) -> tuple[int, int]:
    """Return how many indicators a kommun has, and on how many it is under the median."""
    values: dict[str, dict[str, float]] = defaultdict(dict)
    with VALUES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["period"] == NEWEST and not row["municipality"].startswith("00"):
                values[row["kpi"]][row["municipality"]] = float(row["value"])
    own = {kpi: of[kommun] for kpi, of in values.items() if kommun in of}
    return len(own), sum(v < statistics.median(values[kpi].values()) for kpi, v in own.items())


def test_the_script_runs_and_is_right() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "examples/analys.py", "Dalarna"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    rows = {line.split()[1]: line.split()[2:4] for line in ran.stdout.splitlines()[1:]}
    for name, code in (("Leksand", "2029"), ("Malung-Sälen", "2023"), ("Falun", "2080")):
        assert tuple(map(int, rows[name])) == under_the_median(code)

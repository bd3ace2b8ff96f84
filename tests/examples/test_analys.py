"""The analyst's script says what the values in the shipped file say, counted without `oj`."""

import statistics
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from independent import values

from oj_cli.workspace import OMRADEN

ROOT = Path(__file__).parents[2]
NEWEST = 2022


def under_the_median(kommun: str) -> tuple[int, int]:
    """Return how many indicators a kommun has, and on how many it is under the median."""
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for r in values.blocks(OMRADEN / "lss-enheter" / "varden.db"):
        if (r.year, r.kind, r.gender) == (NEWEST, "kommun", "T") and r.value is not None:
            found[r.indicator][r.unit] = r.value
    own = {id: of[kommun] for id, of in found.items() if kommun in of}
    return len(own), sum(v < statistics.median(found[id].values()) for id, v in own.items())


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

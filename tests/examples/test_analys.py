"""The analyst's script says what the values in the shipped file say, counted without `oj`."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

from independent import values

from oj_cli.workspace import OMRADEN

ROOT = Path(__file__).parents[2]
NEWEST = 2022


def under_riket(kommun: str) -> tuple[int, int]:
    """Return how many indicators a kommun has, and on how many it is under riket as published."""
    own: dict[str, Decimal] = {}
    riket: dict[str, Decimal] = {}
    for r in values.blocks(OMRADEN / "lss-enheter" / "varden.db"):
        if (r.year, r.gender) == (NEWEST, "T") and r.value is not None:
            if (r.kind, r.unit) == ("kommun", kommun):
                own[r.indicator] = r.value
            elif r.kind == "riket":
                riket[r.indicator] = r.value
    return len(own), sum(v < riket[id] for id, v in own.items())


def test_the_script_runs_and_is_right() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "examples/analys.py", "Dalarna"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    rows = {line.split()[1]: line.split()[2:4] for line in ran.stdout.splitlines()[1:]}
    for name, code in (("Leksand", "2029"), ("Malung-Sälen", "2023"), ("Falun", "2080")):
        assert tuple(map(int, rows[name])) == under_riket(code)

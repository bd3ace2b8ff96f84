"""Commands that are killed, and eight at once in one workspace: nothing is lost or half done."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="forks and kills"),
]
PARTS = 4


def said(*args: object) -> str:
    """Run the program beside; return what it says."""
    ran = subprocess.run(
        [sys.executable, "-m", "faults.hammering", *map(str, args)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("part", range(PARTS))
def test_a_command_that_is_killed(ground: Path, part: int) -> None:
    """OJ_DODA sets how often each is."""
    hits = ast.literal_eval(said("kill", ground, part, PARTS))
    assert hits["killed"] > 10


def test_eight_at_once(ground: Path) -> None:
    assert int(said("together", ground)) > 8

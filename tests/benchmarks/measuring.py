"""Measure whole commands as ratios: each beside its floor, in turns, in one run.

A ratio is between the fastest of several runs, since noise only ever adds time.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 9


@dataclass(frozen=True)
class Measured:
    """The fastest time in seconds and the highest memory in kB of a command."""

    seconds: float
    peak_kb: int


def python(code: str) -> list[str]:
    """Return the command that runs code in a fresh interpreter."""
    return [sys.executable, "-c", code]


def oj(*args: str) -> list[str]:
    """Return the command that runs `oj` as its script does."""
    return python(f"from oj_cli.app import run; run({list(args)!r})")


def side_by_side(floor: list[str], *commands: list[str]) -> tuple[Measured, list[Measured]]:
    """Run the floor and the commands in turns; the first round only fills the caches."""
    all_commands = [floor, *commands]
    runs: list[list[Measured]] = [[] for _ in all_commands]
    for turn in range(ROUNDS + 1):
        for command, found in zip(all_commands, runs, strict=True):
            measured = _run(command)
            if turn:
                found.append(measured)
    best = [Measured(min(m.seconds for m in f), max(m.peak_kb for m in f)) for f in runs]
    return best[0], best[1:]


def report(what: str, floor: Measured, measured: Measured, goal: float) -> None:
    """Print the ratio of times and of memory beside the goal for the time."""
    time = measured.seconds / floor.seconds
    memory = measured.peak_kb / floor.peak_kb
    print(
        f"\n{what}: {time:.2f} × its floor (goal {goal:.2f}); "
        f"{1000 * measured.seconds:.0f} ms against {1000 * floor.seconds:.0f} ms; "
        f"memory {memory:.2f} × ({measured.peak_kb // 1024} MB)"
    )


# A process begins with its parent's memory, and the peak counts from there: so a small one
# stands between, starts the command, and tells what it took.
_STARTER = """
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(time.perf_counter() - start, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def _run(command: list[str]) -> Measured:
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    told = subprocess.run(
        [sys.executable, "-S", "-c", _STARTER, *command],
        env=env,
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, peak, code = told.stdout.split()
    assert code == "0", (command, told.stderr)
    return Measured(float(seconds), int(peak))

"""Measure whole commands as ratios: each beside its floor, in turns, in one run.

A ratio is between the least processor time of several runs, since noise only ever adds time.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 15
FLOOR = "import typer, rich.table, sqlite3"
"""What a command that shows an answer needs, whatever it does."""


@dataclass(frozen=True)
class Measured:
    """The least processor time in seconds and the highest memory in kB of a command."""

    seconds: float
    peak_kb: int


@dataclass(frozen=True)
class Command:
    """A command line, and the folder to stand in."""

    words: Sequence[str]
    folder: Path = Path(__file__).parent

    def within(self, folder: Path) -> "Command":
        return Command(self.words, folder)


def python(code: str) -> Command:
    """Return the command that runs code in a fresh interpreter."""
    return Command([sys.executable, "-c", code])


def oj(*args: str) -> Command:
    """Return the command that runs `oj` as its script does."""
    start = f"import sys; sys.argv = {['oj', *args]!r}"
    return python(f"{start}; from oj_cli.__main__ import main; sys.exit(main())")


def national(path: Path) -> Command:
    """Return the import of Kolada's whole table, with its names where they lie beside it."""
    names = path.with_name("kpi_meta_2024-04.csv")
    named = ("--namn", str(names)) if names.is_file() else ()
    said = ("--nytt-omrade", "Kolada alla", "--nya", "kvalitet", "--bedom", "forslag")
    return oj("data", "import", str(path), *named, *said, "--no-input")


def side_by_side(
    floor: Command, *commands: Command, rounds: int = ROUNDS
) -> tuple[Measured, list[Measured]]:
    """Run the floor and the commands in turns; the first round only fills the caches."""
    all_commands = [floor, *commands]
    runs: list[list[Measured]] = [[] for _ in all_commands]
    for turn in range(rounds + 1):
        for command, found in zip(all_commands, runs, strict=True):
            measured = run(command, command.folder)
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
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def run(command: Command, folder: Path) -> Measured:
    """Run a command in a folder, as one who stands there would."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    told = subprocess.run(
        [sys.executable, "-S", "-c", _STARTER, *command.words],
        env=env,
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, peak, code = told.stdout.split()
    assert code == "0", (command, told.stderr)
    return Measured(float(seconds), int(peak))

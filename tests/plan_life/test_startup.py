"""What a fresh interpreter imports for the commands that are used every day."""

import os
import subprocess
import sys
from typing import Any

import pytest

HEAVY = {
    "pandas", "numpy", "rich.table", "prompt_toolkit", "jinja2", "openpyxl", "docx",
    "xlsxwriter", "python_calamine", "typst", "pydantic",
}  # fmt: skip
PROGRAM = """
import sys
from oj_cli.app import run
code = run(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write("IMPORTED " + " ".join(sys.modules))
sys.exit(code)
"""
COMMANDS = [
    "plan --help",
    "plan show socpsyk-2027",
    "plan due",
    "plan set socpsyk-2027 plan.titel Ny",
    "plan followup socpsyk-2027 --mal M2 --varde 80 --idag 2027-07-01",
    "plan next socpsyk-2027 --period 2028",
    "plan calendar --ics plan.ics",
    "plan export socpsyk-2027",
    "plan matrix socpsyk-2027",
    "plan summary planer",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_heavy_is_imported(folder: Any, command: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command.split()],
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        timeout=60,
        text=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    imported = set(ran.stderr.rpartition("IMPORTED ")[2].split())
    assert imported & HEAVY == set()
    assert ("icalendar" in imported) == command.startswith("plan calendar")
    assert "oj_cli.app" in imported


def test_every_command_is_listed_with_the_help_it_has(folder: Any, oj: Any) -> None:
    from oj_cli.app import app

    for entry in next(entry for entry in app.entries if entry.name == "plan").below:
        got = oj("plan", entry.name, "--help")
        assert got.code == 0
        assert " ".join(entry.help.split()) in " ".join(got.out.split())
        assert oj("plan", entry.names[1], "--help").out == got.out


def test_plans_are_completed(folder: Any) -> None:
    from oj_cli.commands.completion import complete_plan

    assert complete_plan("soc") == ["socpsyk-2027"]
    assert complete_plan("x") == []

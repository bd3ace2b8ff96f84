"""Speed as ratios in one run, against what Python itself needs to import the libraries.

Run with `python -m pytest -m benchmark tests/benchmarks -n 0 -s`. Nothing is asserted:
the figures are to be read, since a busy machine makes any limit lie.
"""

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location(
    "measuring", Path(__file__).with_name("measuring.py")
)
assert _spec is not None
assert _spec.loader is not None
measuring = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(measuring)

pytestmark = pytest.mark.benchmark

HELP_GOAL = 1.5
IDENTIFY_GOAL = 1.3
IMPORTS = "import typer, rich.table, pandas, sqlite3"


def test_help_against_typer() -> None:
    floor, (help_,) = measuring.side_by_side(
        measuring.python("import typer"), measuring.oj("--help")
    )
    measuring.report("oj --help", floor, help_, HELP_GOAL)


def test_identify_against_its_imports() -> None:
    floor, (yes_no, numeric) = measuring.side_by_side(
        measuring.python(IMPORTS),
        measuring.oj("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri"),
        measuring.oj("identify", "--kommun", "Leksand", "--omrade", "lss-enheter"),
    )
    measuring.report("oj identify, socialpsykiatri", floor, yes_no, IDENTIFY_GOAL)
    measuring.report("oj identify, lss-enheter", floor, numeric, IDENTIFY_GOAL)

"""Speed as ratios in one run, against what Python itself needs to import the libraries.

Run with `python -m pytest -m benchmark tests/benchmarks -n 0 -s`. Nothing is asserted:
the figures are to be read, since a busy machine makes any limit lie.
"""

from pathlib import Path

import pytest
from measuring import FLOOR, oj, python, report, side_by_side

pytestmark = pytest.mark.benchmark

HELP_GOAL = 1.4
GOAL = 2.0
NATIONAL_GOAL = 1.2

COMMANDS = {
    "identify, socialpsykiatri": (
        *("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri"),
    ),
    "identify, lss-enheter": ("identify", "--kommun", "Umeå", "--omrade", "lss-enheter"),
    "identify, the map": ("identify", "--kommun", "Västerås"),
    "compare": ("compare", "--indicator", "sip_rutin"),
    "trend": ("trend", "--indicator", "uppsokande_verksamhet", "--kommun", "Leksand"),
    "explain": ("explain", "sip_rutin", "--kommun", "Leksand"),
    "status": ("status",),
}


def test_help_against_typer() -> None:
    floor, (help_,) = side_by_side(python("import typer"), oj("--help"))
    report("oj --help", floor, help_, HELP_GOAL)


def test_answers_against_their_imports() -> None:
    floor, found = side_by_side(python(FLOOR), *(oj(*args) for args in COMMANDS.values()))
    for name, measured in zip(COMMANDS, found, strict=True):
        report(name, floor, measured, GOAL)


def test_answers_with_all_of_kolada_beside(tom: Path, nationell: Path) -> None:
    """The same questions in a workspace with 1.7 million values more, and one about these."""
    asked = [oj(*args) for args in COMMANDS.values()]
    own = oj("identify", "--kommun", "Leksand", "--omrade", "kolada-alla").within(nationell)
    floor, (of_own, *found) = side_by_side(
        python(FLOOR),
        own,
        *(command.within(folder) for command in asked for folder in (tom, nationell)),
    )
    report("identify, all of Kolada's 508 indicators", floor, of_own, GOAL)
    for name, without, beside in zip(COMMANDS, found[::2], found[1::2], strict=True):
        report(f"{name}, with all of Kolada beside", without, beside, NATIONAL_GOAL)

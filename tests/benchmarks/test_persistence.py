"""What stays weak: how often what is called clear is still worse than riket the next time.

Run with `python -m pytest -m benchmark tests/benchmarks/test_persistence.py -n 0 -s`. A rule is
chosen on the earlier pairs of years and reported on the newest; nothing is asserted. The number
of flags stands beside the share, since few flags reach any share.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

import pytest
from years import Next, past

from oj_cli.domain.chance import normal_below
from oj_cli.domain.identification import Verdict
from oj_cli.store import Store, open_store

pytestmark = pytest.mark.benchmark

RULE = "oj: tydligt svagt"
OTHERS = (
    "all",
    "worst quarter",
    "Wilson 95 %",
    "Wilson, z = 2.8",
    "Wilson, and the year before",
)
BANDS = (0.5, 0.8, 0.9, 0.97, 0.99, 1.0)
"""How likely a value is under its reference, as far as chance goes."""
ABOVE_BASE = 20
"""Percentage points over all values that a survey must reach, to tell kommuner apart."""


@dataclass(frozen=True)
class Group:
    """Surveys that are tried together, and their goals: percent that stay, and percent of the
    flags of Wilson 95 % that there are to be."""

    name: str
    surveys: tuple[tuple[str, tuple[str, ...]], ...]
    stays: float | None = None
    of_wilson: float | None = None


GROUPS = (
    Group("hemtjänst", (("hemtjanst", ("hemtjanst",)),), 92, 80),
    Group("särskilt boende", (("sarskilt-boende", ("sarskilt-boende",)),), 88, 70),
    Group(
        "gruppbostad, servicebostad, daglig verksamhet, boendestöd, sysselsättning",
        (
            ("lss-brukare", ("gruppbostad", "servicebostad", "daglig-verksamhet")),
            ("sol-stod", ("boendestod", "sysselsattning")),
        ),
        86,
        75,
    ),
    Group(
        "LSS units",
        (
            (
                "lss-enheter",
                (
                    *("boende-enheter", "boende-personer", "boende-personers-planer"),
                    *("dv-enheter", "dv-personer", "dv-personers-planer"),
                ),
            ),
        ),
        75,
        50,
    ),
    Group("ekonomiskt bistånd", (("ekonomiskt-bistand", ("ekonomiskt-bistand",)),), 80, 80),
    Group("missbruk", (("missbruk", ("missbruk",)),)),
    Group("vårdnadshavare", (("barn-och-unga", ("vardnadshavare",)),)),
    Group("unga", (("barn-och-unga", ("unga",)),)),
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store() as opened:
        yield opened


def test_what_is_clear_stays(store: Store) -> None:
    for group in GROUPS:
        found = [n for area, surveys in group.surveys for n in past(store, area).nexts(surveys)]
        for is_newest, label in ((False, "earlier pairs"), (True, "newest pair")):
            rows = [n for n in found if n.is_newest == is_newest]
            print(f"\n{group.name}, {label}")
            for rule in OTHERS:
                _line(rule, [n for n in rows if n.rules[rule]])
            would = [n for n in rows if n.verdict == Verdict.TYDLIG_SVAGHET]
            clear = [n for n in would if n.is_claimed]
            _line(RULE, clear)
            if len(clear) < len(would):
                _line("oj, if it claimed to tell", would)
            _goal(group, rows, clear)
            _calibration(rows)


def test_how_much_wider_than_chance(store: Store) -> None:
    print("\nspread: of how many pairs, measured, in the catalogue")
    for area in sorted({area for group in GROUPS for area, _ in group.surveys}):
        data = past(store, area)
        for survey in data.catalogue.surveys:
            measured, n = data.spread(survey.id)
            print(f"{survey.id:26}{n:6}{measured:8.2f}{survey.spread:8.2f}")


def _stay(rows: Sequence[Next]) -> float:
    return 100 * sum(n.lead < 0 for n in rows) / len(rows) if rows else 0.0


def _line(name: str, rows: Sequence[Next]) -> None:
    gap = f"mean lead {mean(n.lead for n in rows):+.1f}" if rows else ""
    print(f"  {name:29}{_stay(rows):5.1f} % of {len(rows):5}   {gap}")


def _goal(group: Group, rows: Sequence[Next], clear: Sequence[Next]) -> None:
    if group.stays is None or group.of_wilson is None:
        base = _stay(rows)
        is_met = not clear or _stay(clear) >= base + ABOVE_BASE
        said = f"{base + ABOVE_BASE:.0f} %, or no claim"
    else:
        wanted = group.of_wilson / 100 * sum(n.rules["Wilson 95 %"] for n in rows)
        is_met = _stay(clear) >= group.stays and len(clear) >= wanted
        said = f"{group.stays} % of at least {wanted:.0f}"
    print(f"  goal: {said}: {'met' if is_met else 'not met'}")


def _calibration(rows: Sequence[Next]) -> None:
    """Print how many stayed, beside how likely each was under its reference that year."""
    cells = []
    for low, high in pairwise(BANDS):
        z_of = [(n, n.standing.z) for n in rows]
        band = [n for n, z in z_of if z is not None and low <= normal_below(-z) < high]
        if band:
            cells.append(f"{100 * low:.0f}–{100 * high:.0f}: {_stay(band):.0f} % of {len(band)}")
    print("  stated and stayed: " + "; ".join(cells))

"""What a value is expected to be, tried on years that are over: run with -m benchmark -s.

For each pair of neighbouring years the newer is told from those before it, knowing how far ahead
it is. Printed for the newest
pair and for the two before: how often the interval held, the mean miss in percentage points, and
that of "no change", of the own mean and of a straight line through the same years.
"""

import statistics
from collections import defaultdict
from typing import NamedTuple

import pytest

from oj_cli import api
from oj_cli.analysis.expected import Everyone, expected
from oj_cli.api.loading import load_everyone
from oj_cli.domain.indicators import Indicator

AREAS = ("hemtjanst", "sarskilt-boende", "lss-brukare", "ekonomiskt-bistand", "lss-enheter")


class Miss(NamedTuple):
    """One value that was told, and by how much it missed."""

    held: bool
    expected: float
    same: float
    mean: float
    line: float | None
    width: float


def misses(everyone: Everyone, indicator: Indicator, back: int) -> list[Miss]:
    """Tell the values of a year from those before it: 1 the newest year, 2 the one before that."""
    every = everyone.values.get(indicator.id, {})
    known = [y for y in sorted(every) if len(every[y]) >= 30]
    known = [y for y in known if indicator.break_between(y, known[-1]) is None]
    if len(known) <= back:
        return []
    past, year = known[:-back], known[-back]
    before = {y: every[y] for y in past}
    sizes = everyone.values.get(indicator.respondents or "", {})
    answered = [y for y in sizes if y < year]
    like = sizes[max(answered)] if answered else everyone.inhabitants
    found = []
    for kommun, value in every[year].items():
        told = expected(indicator, before, like, kommun, year - past[-1])
        if told is None:
            continue
        own = [(y, before[y][kommun]) for y in past if kommun in before[y]]
        line = None
        if len(own) > 2:
            slope, start = statistics.linear_regression(*zip(*own, strict=True))
            line = abs(value - start - slope * year)
        found.append(
            Miss(
                told.low - 1e-9 <= value <= told.high + 1e-9,
                abs(value - told.figure),
                abs(value - own[-1][1]),
                abs(value - statistics.fmean(v for _, v in own[-3:])),
                line,
                told.high - told.low,
            )
        )
    return found


@pytest.mark.benchmark
@pytest.mark.parametrize("area", AREAS)
def test_the_interval_holds_and_the_miss_is_the_least(
    area: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oj_cli.api.loading.MOST_YEARS", 99)
    with api.open().data() as store:
        catalogue = store.catalogue(area)
        everyone = load_everyone(store, catalogue)
    by_pair: dict[int, list[Miss]] = defaultdict(list)
    for indicator in catalogue:
        if indicator.is_judged and indicator.is_percent and indicator.kind == "numerisk":
            for back in (1, 2, 3):
                by_pair[back] += misses(everyone, indicator, back)
    for back, found in sorted(by_pair.items()):
        if not found:
            continue
        held = 100 * statistics.fmean(m.held for m in found)
        ways = [statistics.fmean(of) for of in zip(*(m[1:4] for m in found), strict=True)]
        lines = [m for m in found if m.line is not None]
        text = "no line"
        if lines:
            of_line = statistics.fmean(m.line or 0 for m in lines)
            text = f"line {of_line:.1f} (expected {statistics.fmean(m[1] for m in lines):.1f})"
        width = statistics.fmean(m.width for m in found)
        print(  # what a benchmark is for
            f"\n{area}, pair {back} from the newest: {len(found)} values, held {held:.1f} %, "
            f"width {width:.0f}; mean miss: expected {ways[0]:.1f}, no change {ways[1]:.1f}, "
            f"own mean {ways[2]:.1f}, {text}",
            end="",
        )
        assert ways[0] == min(ways)
        if back == 1:
            assert 90 <= held <= 97

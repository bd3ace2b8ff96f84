"""Reports as ratios: the county report against `oj identify`, and many profiles against one."""

import tempfile
from pathlib import Path

import measuring
import pytest

pytestmark = pytest.mark.benchmark

COUNTY_GOAL = 10.0
FLAT_GOAL = 1.5
IDENTIFY = ("identify", "--kommun", "Leksand", "--omrade", "socialpsykiatri")


def test_county_report_against_identify() -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = str(Path(folder) / "lan")
        all_four = ("--format", "html,docx,xlsx,pdf", "-o", target)
        floor, (county,) = measuring.side_by_side(
            measuring.oj(*IDENTIFY),
            measuring.oj(
                *("report", "lan", "--lan", "Dalarna", "--omrade", "socialpsykiatri", *all_four)
            ),
        )
    measuring.report("oj report lan in four formats", floor, county, COUNTY_GOAL)


def test_profiles_are_flat() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asked = ("report", "kommun", "--omrade", "lss-enheter", "--alla", "-o", folder)
        few, (many,) = measuring.side_by_side(
            measuring.oj(*asked, "--lan", "Gotland"),  # 1 kommun
            measuring.oj(*asked, "--lan", "Kronoberg"),  # 8
        )
    each = (many.seconds - few.seconds) / (8 - 1)
    print(
        f"\na profile in HTML: {1000 * each:.0f} ms; memory of 8 against 1: "
        f"{many.peak_kb / few.peak_kb:.2f} × ({many.peak_kb // 1024} MB, goal {FLAT_GOAL:.2f})"
    )

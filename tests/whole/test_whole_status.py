"""`oj status` knows all områden of the kommun, as the map has them."""

from pathlib import Path
from typing import Any

import pytest
from whole.five import FIVE, SCREEN

from oj_cli import api
from oj_cli.domain.identification import CLEAR


@pytest.mark.parametrize("kommun", FIVE)
def test_each_area_stands_with_what_the_map_says(
    oj: Any, wide: None, whole: api.Oj, kommun: str
) -> None:
    Path("oj.yaml").write_text(f"kommun: {kommun}\n", encoding="utf-8")
    told = whole.kommun_map(kommun).known
    found = oj("status", "--format", "json").json["omraden"]
    assert [(a["omrade"], a["ar"], a["tydliga"]) for a in found] == [
        (p.head.area, p.year, p.n(*CLEAR)) for p in told
    ]
    text = oj("status").out
    assert len(text.splitlines()) <= SCREEN
    assert all(p.head.short in text and str(p.year) in text for p in told)
    older = {p.head.short for p in told} - {p.head.short for p in told if p.year == 2022}
    assert all("Äldre än 2022: " in text for _ in older)
    assert "Arbete" not in text  # nothing is begun


def test_the_step_stands_beside_the_area(oj: Any, leksand: Path) -> None:
    oj("identify", "--valj", "arbete", "--motiv", "Därför.")
    [line] = [x for x in oj("status").out.splitlines() if x.startswith("Socialpsykiatri")]
    assert line.endswith("steg 2")


def test_of_a_lan_there_is_no_map(oj: Any, dalarna: Path) -> None:
    ran = oj("status", "--format", "json")
    assert (ran.code, ran.json["omraden"]) == (0, [])

"""How a measure is said in one line."""

import pytest

from oj_cli.domain.plan import Baseline, Measure
from oj_cli.domain.plan_words import measure_text


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("procent", "från 67 % till 80 %"),
        ("procent av de svarande", "från 67 till 80 procent av de svarande"),
        ("dagar", "från 67 dagar till 80 dagar"),
    ],
)
def test_a_unit_of_several_words_is_said_once(unit: str, said: str) -> None:
    measure = Measure(description="Nöjda", unit=unit, baseline=Baseline(value=67.0), target=80)
    assert measure_text(measure) == f"Nöjda: {said}".replace(" %", "\u00a0%")

"""Mutated files are read or refused, never more. `python fuzzing.py 2000` tries many more."""

import pytest
from fuzzing import fuzz

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", range(4))
def test_mutated_files_are_read_or_refused(seed: int) -> None:
    outcomes = fuzz(50, seed)
    assert outcomes["whole read"] == 9
    assert outcomes["read"] > 5
    assert outcomes["refused"] > 5
    assert outcomes["refused without a word"] == 0

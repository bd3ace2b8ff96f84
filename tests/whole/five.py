"""The kommuner that every view over all områden is tried on, and how long a screen is."""

import pytest

UNLIKE = ("Leksand", "Västerås", "Ydre", "Göteborg", "Kiruna")
AT_ONCE = ("Västerås", "Ydre")
FIVE = [pytest.param(k, marks=() if k in AT_ONCE else pytest.mark.slow, id=k) for k in UNLIKE]
"""To be parametrized over: a large and a small one at once, all in CI."""
SCREEN = 45

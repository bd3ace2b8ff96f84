"""Scales: round steps that hold all values of an axis."""

import math
from collections.abc import Iterable

STEPS = 5
"""How many steps an axis has."""

_NOISE = 1e-9  # a difference this small, of the figures' size, is none


def scale(values: Iterable[float], is_percent: bool) -> tuple[float, float, float]:
    """Return (lowest, highest, step) of an axis.

    Percent goes from 0 to 100, so that axes beside each other are alike; to 10 where nothing is
    higher. Else the axis holds all values in five round steps, from 0 where that is near.
    """
    found = tuple(values)
    top, bottom = max(found, default=0.0), min(found, default=0.0)
    if is_percent and bottom >= 0 and top <= 100:
        high = 10.0 if top <= 10 else 100.0
        return 0.0, high, high / STEPS
    if 0 < bottom <= top / 2 or top == bottom > 0:
        bottom = 0.0
    return _round_steps(bottom, top)


def _round_steps(bottom: float, top: float) -> tuple[float, float, float]:
    largest = max(abs(top), abs(bottom))
    span = top - bottom if top - bottom > largest * _NOISE else largest
    wanted = (span if span > _NOISE else 1.0) / STEPS
    power = 10.0 ** math.floor(math.log10(wanted))
    for factor in (1, 2, 2.5, 5, 10, 20):
        step = factor * power
        low = step * (bottom // step)
        if low + STEPS * step >= top:
            return low, low + STEPS * step, step
    raise AssertionError("five of twenty times the power always suffice")


def decimals(step: float) -> int:
    """Return how many decimals the values of an axis need."""
    return 0 if step == int(step) else 1 if 10 * step == int(10 * step) else 2


def apart(wanted: list[float], heights: list[float], low: float, high: float) -> list[float]:
    """Return middles for labels in rising order, moved so that none covers another.

    They stay between `low` and `high` where there is room.
    """
    middles: list[float] = []
    floor = low
    for middle, height in zip(wanted, heights, strict=True):
        middles.append(max(middle, floor + height / 2))
        floor = middles[-1] + height / 2
    ceiling = high
    for n in reversed(range(len(middles))):
        middles[n] = min(middles[n], ceiling - heights[n] / 2)
        ceiling = middles[n] - heights[n] / 2
    return middles

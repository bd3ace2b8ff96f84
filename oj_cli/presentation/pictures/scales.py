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
    """Return middles for labels in rising order, moved as little as can be so that none is covered.

    Labels that meet stand as one block around the mean of where they would be. They stay between
    `low` and `high` where there is room.
    """
    blocks: list[tuple[float, list[float]]] = []  # where each would be, and its labels' heights

    def start(block: tuple[float, list[float]]) -> float:
        high_as_all = sum(block[1])
        return min(max(block[0] - high_as_all / 2, low), high - high_as_all)

    for middle, height in zip(wanted, heights, strict=True):
        block = (middle, [height])
        while blocks and start(blocks[-1]) + sum(blocks[-1][1]) > start(block):
            above, of_above = blocks.pop()
            n, m = len(of_above), len(block[1])
            block = ((n * above + m * block[0]) / (n + m), of_above + block[1])
        blocks.append(block)
    middles = []
    for block in blocks:
        at = start(block)
        for height in block[1]:
            middles.append(at + height / 2)
            at += height
    return middles

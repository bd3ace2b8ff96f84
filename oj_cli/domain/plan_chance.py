"""What a value of a plan stands on, and how far two of them lie apart beyond chance.

Every target and every outcome of a plan is set against its baseline by `step`, whose formulas
are those of `domain.chance`.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

from oj_cli.domain.chance import MEDIAN_MOVE, NSource, z_between
from oj_cli.domain.immutable import immutable
from oj_cli.domain.indicators import Survey

CLEAR = 1.644854
"""The 95th percentile of the normal distribution: any table. A change is looked for one way."""
_WHOLE = 100


@immutable
class Ground:
    """What a value stands on: how many answers, and how much chance moves it.

    `n_source` is None where whoever wrote the plan gave n. `spread` is how many times wider chance
    is than that of as many independent answers, `moved` how far such values usually go from a
    year to the next, in their unit. A change under `floor` is none to speak of; without
    `can_tell` (too few answered) none is clear. `value` is that of an indicator, where it is one.
    """

    n: int | None = None
    n_source: NSource | None = None
    spread: float = Survey("").spread
    moved: float | None = None
    is_percent: bool = True
    can_tell: bool = True
    floor: float = 0.0
    value: float | None = None

    @property
    def known_n(self) -> int | None:
        """How many answers, where that is published and not only the least it can be."""
        return self.n if self.n_source == "publicerad" else None


Grounds = Mapping[tuple[str, int], Ground]
"""By indicator, as a plan writes it, and year: what the kommun's own values stand on."""


@immutable
class Step:
    """From one value to another: `gain` is in their unit, above zero where it got better.

    `z` is how far that is beyond chance, None where it cannot be told.
    """

    before: float
    after: float
    then: Ground
    now: Ground
    gain: float
    z: float | None

    @property
    def is_better(self) -> bool | None:
        """Whether it is clearly better; None where that cannot be told."""
        return None if self.z is None else self._is_clear and self.gain > 0

    @property
    def is_worse(self) -> bool | None:
        """Whether it is clearly worse; None where that cannot be told."""
        return None if self.z is None else self._is_clear and self.gain < 0

    @property
    def _is_clear(self) -> bool:
        floor = max(self.then.floor, self.now.floor)
        return self.z is not None and abs(self.z) >= CLEAR and abs(self.gain) >= floor


def step(before: float, after: float, is_up: bool, then: Ground, now: Ground) -> Step:
    """Return the step between two values of one measure, of which more is better if `is_up`.

    Shares by how many answers stand behind both, other values by how such usually move.
    """
    gain = after - before if is_up else before - after
    z = None
    if then.can_tell and now.can_tell:
        if then.is_percent and then.n and now.n:
            z = math.copysign(z_between(before, then.n, after, now.n, then.spread), gain)
        elif then.moved:
            z = gain / (then.moved / MEDIAN_MOVE)
    return Step(before, after, then, now, gain, z)


def least_step(before: float, is_up: bool, ground: Ground) -> float | None:
    """Return the least step that chance would hardly make, None if there is none.

    Whole percentage points for a share that as many answer again, else in the value's unit,
    rounded up.
    """
    if not ground.is_percent or not ground.n:
        return _rounded_up(CLEAR * ground.moved / MEDIAN_MOVE) if ground.moved else None
    most = _WHOLE - before if is_up else before
    for points in range(1, math.floor(most) + 1):
        after = before + points if is_up else before - points
        if step(before, after, is_up, ground, ground).is_better:
            return points
    return None


def _rounded_up(size: float) -> float:
    decimals = 0 if size >= 10 else 1 if size >= 1 else 2
    scale = 10.0**decimals
    return math.ceil(size * scale) / scale


def with_n(ground: Ground, n: int | None) -> Ground:
    """Return the ground of another value of the same measure, of so many answers."""
    return replace(ground, n=n, n_source=None)

"""A line drawing as data."""

import math
from dataclasses import dataclass

from oj_cli.domain.swedish import number

STEPS = 5
"""How many steps a value axis has."""

_NOISE = 1e-9  # a difference this small, of the figures' size, is none


@dataclass(frozen=True)
class Mark:
    """A point of a line: `x` in years, `y` in the chart's unit."""

    x: float
    y: float
    is_published: bool = False


@dataclass(frozen=True)
class Line:
    """A line. Only the marks of one run are joined; `loose` marks never are.

    `note` says of what kind its points are, where that is not the same for all lines.
    """

    name: str
    runs: tuple[tuple[Mark, ...], ...]
    loose: tuple[Mark, ...] = ()
    is_own: bool = False
    note: str = ""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks of the line."""
        return tuple(m for run in self.runs for m in run) + self.loose


@dataclass(frozen=True)
class Span:
    """From `low` to `high` at one year: where the middle half of a group lies."""

    x: float
    low: float
    high: float


@dataclass(frozen=True)
class Word:
    """A word below the axis at one year: a kommun's answer."""

    x: float
    text: str


@dataclass(frozen=True)
class Flag:
    """Something to point out at one time: a break (a line across) or an event (a number)."""

    x: float
    text: str
    number: int = 0


@dataclass(frozen=True)
class Chart:
    """A drawing of years.

    `title` states what is found, `subtitle` what is measured, `source` where it comes
    from. `words_name` names whose words stand below the axis, `spans_name` whose
    spans are drawn, `notes` are sentences to read below a picture. `description` says the
    same as the picture, for those who cannot see it.
    """

    title: str
    subtitle: str
    unit: str
    is_percent: bool
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    description: str
    source: str
    spans: tuple[Span, ...] = ()
    spans_name: str = ""
    words: tuple[Word, ...] = ()
    words_name: str = ""
    breaks: tuple[Flag, ...] = ()
    events: tuple[Flag, ...] = ()
    notes: tuple[str, ...] = ()


def scale(chart: Chart) -> tuple[float, float, float]:
    """Return (lowest, highest, step) of the value axis.

    Percent begins at 0 and ends at 100, or at 50, 25 or 10 where nothing is higher. Else the
    axis holds all values in five round steps, from 0 where that is near.
    """
    ys = [m.y for line in chart.lines for m in line.marks]
    ys += [y for span in chart.spans for y in (span.low, span.high)]
    top, bottom = max(ys, default=0.0), min(ys, default=0.0)
    if chart.is_percent and bottom >= 0 and top <= 100:
        high = next(h for h in (10.0, 25.0, 50.0, 100.0) if top <= h)
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


def tick(value: float, step: float) -> str:
    """Return the text of a value on the axis, with no more decimals than the steps need."""
    decimals = 0 if step == int(step) else 1 if 10 * step == int(10 * step) else 2
    return number(value, decimals)

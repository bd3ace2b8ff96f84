"""How many kommuner have which value of one indicator, with one kommun's place marked."""

import math
from typing import Any

from oj_cli.domain.swedish import number
from oj_cli.presentation.pictures.model import Spread
from oj_cli.presentation.pictures.style import BLUE, INK, LINE, PAPER, SOFT, Page, beside

_PLOT = 2.3  # inches
_BARS = 10
_ROUND = (1, 2, 2.5, 5, 10)


def bars(values: tuple[float, ...]) -> tuple[float, float, list[int]]:
    """Return (where the first bar begins, how wide a bar is, how many values each holds).

    Bars begin at round values. A value on the border belongs to the bar above, the highest
    of all to the last bar.
    """
    low, high = min((0.0, *values)), max((0.0, *values))
    wanted = (high - low) / _BARS or 1.0
    power = 10.0 ** math.floor(math.log10(wanted))
    step = next(factor * power for factor in _ROUND if factor * power >= wanted * (1 - 1e-9))
    start = step * math.floor(low / step)
    n = max(math.ceil((high - start) / step - 1e-9), 1)
    counts = [0] * n
    for value in values:
        counts[min(int((value - start) / step + 1e-9), n - 1)] += 1
    return start, step, counts


def paint(spread: Spread, figure: Any) -> None:
    """Paint it on an empty figure of matplotlib."""
    notes = (
        f"Över varje stapel står hur många kommuner som har ett värde där, {len(spread.values)} i "
        f"allt. Den mörka stapeln är den som {spread.own_name} hör till.",
        spread.source,
    )
    page = Page(figure, spread.title, (spread.unit,), notes, _PLOT)
    axes = page.axes(0.4, 0.4, above=0.5, below=0.3, base=True)
    start, step, counts = bars(spread.values)
    own = min(int((spread.own - start) / step + 1e-9), len(counts) - 1)
    top = max(counts)
    axes.set_xlim(start - 0.15 * step, start + (len(counts) + 0.15) * step)
    axes.set_ylim(0, top * 1.22)
    axes.set_yticks([])
    ticks = [start + n * step for n in range(len(counts) + 1)]
    decimals = 0 if step == int(step) else 1
    axes.set_xticks(ticks, [number(t, decimals) for t in ticks], color=SOFT)
    for n, count in enumerate(counts):
        middle = start + (n + 0.5) * step
        colour = BLUE if n == own else LINE
        axes.bar(middle, count, width=0.88 * step, color=colour, linewidth=0, zorder=2)
        ground = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}
        place = {"ha": "center", "fontsize": 8, "zorder": 4}
        beside(axes, str(count), (middle, count), (0, 3), bbox=ground, **place)
    axes.axvline(spread.median, color=INK, linestyle=(0, (4, 2)), linewidth=1.4, zorder=3)
    _name(axes, f"{spread.median_name}: {spread.median_text}", spread.median, 3, "normal")
    _name(axes, f"{spread.own_name}: {spread.own_text}", spread.own, 16, "bold")


def _name(axes: Any, text: str, x: float, up: int, weight: str) -> None:
    low, high = axes.get_xlim()
    right = x > (low + high) / 2
    look = {"ha": "right" if right else "left", "fontsize": 9, "weight": weight}
    where = ("data", "axes fraction")
    beside(axes, text, (x, 1.0), (4 if right else -4, up), xycoords=where, **look)

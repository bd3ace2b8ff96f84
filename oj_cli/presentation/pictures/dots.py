"""Dots on rows: each indicator's share in the län, in riket and in groups."""

import math
import textwrap
from typing import Any

from oj_cli.domain.swedish import number
from oj_cli.presentation.pictures.model import DotPlot, DotRow
from oj_cli.presentation.pictures.style import INK, LINE, LOOKS, PALE, PAPER, SOFT, Page, beside

_ROW = 0.36  # inches for a row with a name on one line
_LEFT, _RIGHT = 2.75, 1.1
_BESIDE = 4
"""Names of series on a line of the legend."""
_NAME = 33  # letters of a name on one line


def paint(plot: DotPlot, figure: Any) -> None:
    """Paint it on an empty figure of matplotlib."""
    names = [textwrap.wrap(row.name, _NAME) or [""] for row in plot.rows]
    heights = [_ROW + 0.16 * (len(name) - 1) for name in names]
    total = sum(heights)
    legend = 0.2 * (math.ceil(len(plot.series) / _BESIDE) - 1)
    page = Page(figure, plot.title, (plot.unit,), (plot.source,), total + 0.75 + legend)
    axes = page.axes(_LEFT, _RIGHT, above=0.5 + legend, below=0.25)
    axes.set_ylim(total, 0)
    axes.set_xlim(0, 100)
    ticks = [0, 25, 50, 75, 100]
    axes.set_xticks(ticks, [f"{number(t)}\u00a0%" for t in ticks], color=SOFT)
    axes.set_yticks([])
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    down = 0.0
    for row, name, height in zip(plot.rows, names, heights, strict=True):
        _row(axes, plot, row, name, down + height / 2)
        down += height
    if plot.note_heading:
        beside(axes, plot.note_heading, (100, 0), (12, 8), fontsize=8, color=SOFT, va="bottom")
    _legend(axes, plot, page)


def _row(axes: Any, plot: DotPlot, row: DotRow, name: list[str], y: float) -> None:
    axes.text(
        -2.5, y, "\n".join(name), ha="right", va="center", color=INK, fontsize=9, linespacing=1.15
    )
    values = [d.value for d in row.dots]
    if values:
        axes.plot([min(values), max(values)], [y, y], color=LINE, linewidth=1.2, zorder=2)
    if row.span is not None:
        axes.plot(row.span, [y, y], color=SOFT, linewidth=3, solid_capstyle="butt", zorder=3)
    for dot in reversed(row.dots):  # the main series on top
        place = plot.series.index(dot.series)
        look = _look(place, 9 if place == 0 else 7)
        if place == 0 and row.may_be_chance:
            look["markerfacecolor"] = PAPER
        axes.plot(dot.value, y, **look, clip_on=False, zorder=5 if place == 0 else 4)
    beside(axes, row.note, (100, y), (12, 0), fontsize=9, va="center")


def _look(place: int, size: int) -> dict[str, Any]:
    """Return how the dots of a series are drawn."""
    shape, edge, inside = LOOKS[place % len(LOOKS)]
    sizes = {"markersize": size, "markeredgewidth": 1.4, "linestyle": "none"}
    return {"marker": shape, "markeredgecolor": edge, "markerfacecolor": inside, **sizes}


def _legend(axes: Any, plot: DotPlot, page: Page) -> None:
    """Write the shapes with their names on a line of their own below the title."""
    from matplotlib.lines import Line2D

    axes.figure.legend(
        [Line2D([], [], **_look(place, 8)) for place in range(len(plot.series))],
        list(plot.series),
        loc="upper left",
        bbox_to_anchor=(0.01, 1 - (page.above - 0.04) / page.height),
        ncols=_BESIDE,
        frameon=False,
        fontsize=9,
        handletextpad=0.2,
        columnspacing=1.6,
        borderpad=0,
        borderaxespad=0,
    )

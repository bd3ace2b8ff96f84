"""A matrix of words, darker where there is more; the words say it without the shade."""

import textwrap
from typing import Any

from oj_cli.presentation.pictures.model import HeatMap
from oj_cli.presentation.pictures.style import INK, LINE, PAPER, SHADES, WIDTH, Page, ink_on

_CELL = 0.3  # inches: how high a row is
_LEFT = 1.35


def shade(level: float | None) -> str:
    """Return the shade of a level from 0 to 1; paper where there is none."""
    if level is None:
        return PAPER
    return SHADES[min(int(level * (len(SHADES) - 1) + 0.5), len(SHADES) - 1)]


def paint(heat: HeatMap, figure: Any) -> None:
    """Paint it on an empty figure of matplotlib."""
    n_columns, n_rows = len(heat.columns), len(heat.rows)
    each = (WIDTH - _LEFT - 0.15) / n_columns
    letters = max(int(each / 0.062), 5)
    heads = [textwrap.wrap(name, letters, break_long_words=False) or [""] for name in heat.columns]
    above = 0.17 * max(len(head) for head in heads) + 0.1
    plot = above + _CELL * n_rows + 0.1
    page = Page(figure, heat.title, (heat.legend,), (heat.source,), plot)
    axes = page.axes(_LEFT, 0.15, above=above, below=0.1)
    axes.set_xlim(0, n_columns)
    axes.set_ylim(n_rows, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    for x, head in enumerate(heads):
        axes.text(x + 0.5, -0.15, "\n".join(head), ha="center", va="bottom", fontsize=7, color=INK)
    for y, (name, cells) in enumerate(zip(heat.rows, heat.cells, strict=True)):
        axes.text(-0.1, y + 0.5, name, ha="right", va="center", fontsize=9, color=INK)
        for x, cell in enumerate(cells):
            colour = shade(cell.level)
            axes.fill_between([x, x + 1], y, y + 1, facecolor=colour, edgecolor=LINE, linewidth=0.6)
            look = {"ha": "center", "va": "center", "fontsize": 8.5, "color": ink_on(colour)}
            axes.text(x + 0.5, y + 0.52, cell.text, **look)

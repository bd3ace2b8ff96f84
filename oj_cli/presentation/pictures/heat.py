"""A matrix of words, darker where there is more; the words say it without the shade."""

import math

from oj_cli.presentation.pictures import letters
from oj_cli.presentation.pictures.canvas import Canvas
from oj_cli.presentation.pictures.model import HeatCell, HeatMap, Tone
from oj_cli.presentation.pictures.style import (
    ANSWERS,
    BODY,
    INK,
    PAPER,
    RULE,
    SHADES,
    SMALL,
    WEAK_SHADES,
    WIDE,
    ink_on,
)

_ROW = 24.0
_TURN = 60.0  # degrees that headings lean where they do not fit
_LEFT = 190.0  # the most that names of rows take


def shade(level: float | None, tone: Tone = "") -> str:
    """Return the shade of a level from 0 to 1; paper where there is none."""
    if level is None:
        return PAPER
    return (WEAK_SHADES if tone == "svag" else SHADES)[
        min(int(level * (len(SHADES) - 1) + 0.5), len(SHADES) - 1)
    ]


def paint(heat: HeatMap, canvas: Canvas) -> None:
    """Paint it from the top of an empty canvas, which grows where the columns need it."""
    names = [letters.wrap(name, _LEFT, BODY) for name in heat.rows]
    left = canvas.left + 10 + max(letters.width(line, BODY) for name in names for line in name)
    words = [cell.text for row in heat.cells for cell in row]
    needed = max(max((letters.width(w, SMALL) for w in words), default=0.0) + 8, 20.0)
    each = max((canvas.width - 8 - left) / len(heat.columns), needed)
    longest = max(letters.width(word, SMALL) for name in heat.columns for word in name.split(" "))
    leans = longest > each - 6
    wrapped = [[name] if leans else letters.wrap(name, each - 6, SMALL) for name in heat.columns]
    lean = math.radians(_TURN)
    reach = max(letters.width(name, SMALL) for name in heat.columns) if leans else 0.0
    over = (
        max(  # how far the last headings reach beyond their column
            (
                letters.width(n, SMALL) * math.cos(lean) - each * (len(wrapped) - i - 0.5) + 6
                for i, (n, *_) in enumerate(wrapped)
            ),
            default=0.0,
        )
        if leans
        else 0.0
    )
    canvas.width = max(canvas.width, left + each * len(heat.columns) + max(over, 0) + 8)
    canvas.right = canvas.width - 8
    canvas.is_narrow = canvas.width < WIDE - 40
    canvas.heading(heat.title, heat.legend)
    above = reach * math.sin(lean) + 14 if leans else 1.2 * SMALL * max(map(len, wrapped)) + 6
    canvas.y += above
    for n, lines in enumerate(wrapped):
        x = left + (n + 0.5) * each
        if leans:
            canvas.text(x + 3, canvas.y - 6, lines[0], SMALL, turn=-_TURN)
        else:
            middle = canvas.y - 4 - 0.6 * SMALL * len(lines)
            canvas.lines(x, middle, lines, SMALL, anchor="middle")
    for name, cells in zip(names, heat.cells, strict=True):
        height = max(_ROW, 1.2 * BODY * len(name) + 4)
        canvas.lines(left - 8, canvas.y + height / 2, name, anchor="end")
        for n, cell in enumerate(cells):
            _cell(canvas, cell, heat.tone, left + n * each, each, height)
        canvas.y += height
    canvas.notes(heat.source)


def _cell(
    canvas: Canvas, cell: HeatCell, tone: Tone, x: float, width: float, height: float
) -> None:
    back, ink = ANSWERS[cell.look] if cell.look else (shade(cell.level, tone), INK)
    canvas.rect(x, canvas.y, width, height, back, RULE)
    ink = ink if cell.look else ink_on(back)
    canvas.lines(x + width / 2, canvas.y + height / 2, [cell.text], SMALL, ink, "middle")

"""Goals as bars: from where each starts to where it is to come, each on its own scale."""

from collections.abc import Iterator

from oj_cli.presentation.pictures import letters
from oj_cli.presentation.pictures.canvas import Canvas
from oj_cli.presentation.pictures.model import GoalBar, GoalBars
from oj_cli.presentation.pictures.style import (
    BAND,
    BODY,
    INK,
    LINE,
    RANGE,
    SMALL,
    SOFT,
)

_LINE = 1.2 * SMALL
_HALF = 7.0  # half of how high a bar is
_HEAD = 12.0  # of the arrow
_SIDES = 58.0  # room for the texts of the scale's ends
_GAP = 12.0


def paint(plot: GoalBars, canvas: Canvas) -> None:
    """Paint it from the top of an empty canvas."""
    canvas.heading(plot.title)
    canvas.legend(_legend(plot))
    for row in plot.rows:
        _row(canvas, row)
    if any(row.span for row in plot.rows):
        canvas.notes("Strecket genom punkten: så mycket kan slumpen ha ändrat värdet.")


def _legend(plot: GoalBars) -> Iterator[tuple[str, str]]:
    yield "ni", "senaste värdet"
    if any(value != row.start for row in plot.rows for value, _ in row.now):
        yield "annan", "där målet började"
    yield BAND, "hit ska det, pilen slutar vid målet"


def _row(canvas: Canvas, row: GoalBar) -> None:
    whole = canvas.right - canvas.left
    beside = 0.0 if canvas.is_narrow else 0.36 * whole
    left, right = canvas.left + beside + _SIDES, canvas.right - _SIDES

    def x(value: float) -> float:
        low, high = row.scale.low, row.scale.high
        part = (value - low) / ((high - low) or 1.0)
        return left + (right - left) * min(max(part, 0.0), 1.0)

    canvas.y += 6
    name = letters.wrap(row.name, beside - _GAP if beside else whole, BODY)
    top = canvas.y
    if canvas.is_narrow:
        canvas.lines(canvas.left, top + 0.6 * BODY * len(name), name)
        top += 1.2 * BODY * len(name) + 2
    y = top + _LINE + _HALF + 2
    _text(canvas, x(row.target), y - _HALF - 5, row.target_text, left - _SIDES)
    _bar(canvas, row, x(row.start), x(row.target), (left, right), y)
    if row.span is not None:
        canvas.line([(x(end), y) for end in row.span], INK, 2.2)
    canvas.sign("annan" if row.now else "ni", x(row.start), y)
    below = y + _HALF + _LINE
    _text(canvas, x(row.start), below, row.start_text, left - _SIDES)
    for value, text in row.now:
        canvas.sign("ni", x(value), y, 5.5)
        below += _LINE
        _text(canvas, x(value), below, text, left - _SIDES)
    for line in letters.wrap(row.more, canvas.right - left + _SIDES, SMALL) if row.more else ():
        below += _LINE
        canvas.text(left - _SIDES, below, line, SMALL, SOFT)
    if not canvas.is_narrow:
        canvas.lines(canvas.left, top + (below - top) / 2, name)
        below = max(below, top + 1.2 * BODY * len(name))
    canvas.y = below


def _bar(
    canvas: Canvas, row: GoalBar, start: float, end: float, track: tuple[float, float], y: float
) -> None:
    left, right = track
    canvas.rect(left, y - _HALF, right - left, 2 * _HALF, RANGE)
    canvas.text(left - 6, y + 4, row.scale.low_text, SMALL, SOFT, "end")
    canvas.text(right + 6, y + 4, row.scale.high_text, SMALL, SOFT)
    if start == end:
        canvas.line([(end, y - _HALF), (end, y + _HALF)], LINE, 2.4)
        return
    head = min(_HEAD, abs(end - start)) * (1 if end > start else -1)
    neck, half = end - head, _HALF - 3
    shaft = [(start, y - half), (neck, y - half), (neck, y - _HALF), (end, y)]
    canvas.area([*shaft, *((px, 2 * y - py) for px, py in reversed(shaft[:-1]))], BAND, LINE)


def _text(canvas: Canvas, x: float, y: float, text: str, left: float) -> None:
    """Write a text around a place, within the picture."""
    half = letters.width(text, SMALL) / 2
    middle = min(max(x, left + half), canvas.right - half)
    canvas.text(middle, y, text, SMALL, INK, "middle")

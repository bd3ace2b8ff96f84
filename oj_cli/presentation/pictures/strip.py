"""Every kommun as a dot at its value, with the own one among them."""

from collections import Counter
from collections.abc import Callable

from oj_cli.domain.swedish import number
from oj_cli.presentation.pictures import letters
from oj_cli.presentation.pictures.canvas import Canvas
from oj_cli.presentation.pictures.model import Strip
from oj_cli.presentation.pictures.scales import STEPS, decimals, scale
from oj_cli.presentation.pictures.style import INK, LINE, PALE, SMALL, SOFT, behind_first

_R = 2.4  # of a kommun's dot
_HIGHEST = 130.0
_CROWDED = 20  # dots over each other that are counted for the reader


def paint(strip: Strip, canvas: Canvas) -> None:
    """Paint it from the top of an empty canvas."""
    canvas.heading(strip.title, strip.unit)
    canvas.legend((dot.role, text) for dot, text in strip.dots)
    marked = [dot.value for dot, _ in strip.dots]
    low, high, step = scale((*strip.values, *marked), strip.is_percent)
    left, right = canvas.left + 14, canvas.right - 22

    def x(value: float) -> float:
        return left + (right - left) * (value - low) / (high - low)

    piles = Counter(round((x(v) - left) / (2 * _R)) for v in strip.values)
    tall = min(max(piles.values(), default=1) * 2 * _R, _HIGHEST)
    labels = 16.0 * len(strip.named)
    top = canvas.y + 10 + labels
    base = top + tall
    foot = base + 26
    percent = "\u00a0%" if strip.is_percent else ""
    for n in range(STEPS + 1):
        value = low + n * step
        canvas.line([(x(value), top), (x(value), foot)], PALE, 0.6)
        text = number(value, decimals(step)) + percent
        canvas.text(x(value), foot + 16, text, SMALL, SOFT, "middle")
    apiece = tall / max(piles.values(), default=1)
    for place, n in sorted(piles.items()):
        for up in range(n):
            canvas.circle(left + place * 2 * _R, base - (up + 0.5) * apiece, _R, LINE)
        if apiece < 2 * _R and n >= _CROWDED:
            canvas.text(left + place * 2 * _R + 6, base - n * apiece + 8, str(n), SMALL, SOFT)
    for dot in behind_first(dot for dot, _ in strip.dots):
        canvas.sign(dot.role, x(dot.value), base + 13, 6)
    canvas.line([(left, base), (right, base)], SOFT)
    _names(canvas, strip, x, base, top)
    canvas.y = foot + 20
    canvas.notes(f"En grå punkt är en kommun, {number(len(strip.values))} i allt.", strip.source)


def _names(
    canvas: Canvas, strip: Strip, x: Callable[[float], float], base: float, top: float
) -> None:
    """Write the kommuner to point out above the others, a line each, with a stroke down."""
    for n, (name, value) in enumerate(sorted(strip.named, key=lambda of: -of[1])):
        at, y = x(value), top - 16.0 * (n + 1) + 10
        canvas.line([(at, y + 3), (at, base)], INK, 0.8)
        canvas.circle(at, base - _R, _R + 0.6, INK)
        is_left = at - letters.width(name, SMALL) > canvas.left
        canvas.text(at + (3 if is_left else -3), y, name, SMALL, INK, "end" if is_left else "start")

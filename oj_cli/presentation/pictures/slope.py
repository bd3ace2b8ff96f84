"""Two years joined by a line for each indicator."""

from oj_cli.domain.swedish import number
from oj_cli.presentation.pictures import letters
from oj_cli.presentation.pictures.canvas import Canvas
from oj_cli.presentation.pictures.model import Slope, SlopeLine
from oj_cli.presentation.pictures.scales import apart
from oj_cli.presentation.pictures.style import BODY, LINE, PALE, SMALL, SOFT, TONES

_STEP = 1.3 * SMALL
_LEAST = 240.0


def paint(slope: Slope, canvas: Canvas) -> None:
    """Paint it from the top of an empty canvas."""
    canvas.heading(slope.title, slope.unit)
    lines = sorted(slope.lines, key=lambda line: (-line.after, line.name))
    high = max(_LEAST, 1.3 * _STEP * len(lines))
    left = canvas.left + 52
    right = left + (90 if canvas.is_narrow else 220)
    room = canvas.right - right - 14
    canvas.y += 20
    for x, year, anchor in ((left, slope.years[0], "end"), (right, slope.years[1], "start")):
        canvas.text(x, canvas.y, str(year), BODY, SOFT, anchor, bold=True)
    top = canvas.y + 16
    most = max(max(line.before, line.after) for line in lines)
    least = min(min(line.before, line.after) for line in lines)

    def y(value: float) -> float:
        return top + high * (most - value) / ((most - least) or 1.0)

    names = _placed([y(line.after) for line in lines], top, top + high)
    starts = sorted(lines, key=lambda line: (-line.before, line.name))
    begins = _placed([y(line.before) for line in starts], top, top + high)
    for line, at in zip(starts, begins, strict=True):
        canvas.line([(left + 6, y(line.before)), (left - 8, at)], PALE, 0.8)
    for line, at in zip(lines, names, strict=True):
        canvas.line([(right - 6, y(line.after)), (right + 8, at)], PALE, 0.8)
    for line in sorted(lines, key=lambda line: bool(line.tone)):
        colour = TONES[line.tone] if line.tone else LINE
        canvas.line(
            [(left + 6, y(line.before)), (right - 6, y(line.after))],
            colour,
            2.4 if line.tone else 1,
        )
        for x, value in ((left + 6, line.before), (right - 6, line.after)):
            canvas.circle(x, y(value), 3.4, colour)
    for line, at in zip(starts, begins, strict=True):
        colour = TONES[line.tone] if line.tone else SOFT
        canvas.lines(left - 12, at, [number(line.before)], SMALL, colour, "end", bool(line.tone))
    for line, at in zip(lines, names, strict=True):
        colour = TONES[line.tone] if line.tone else SOFT
        text = _fitted(line, room)
        canvas.lines(right + 12, at, [text], SMALL, colour, bold=bool(line.tone))
    canvas.y = max(top + high, names[-1], begins[-1]) + 10
    canvas.notes(*slope.notes, slope.source)


def _placed(wanted: list[float], top: float, bottom: float) -> list[float]:
    return apart(wanted, [_STEP] * len(wanted), top - _STEP / 2, bottom + _STEP / 2)


def _fitted(line: SlopeLine, room: float) -> str:
    """Return value, name and word, the name cut where there is no room for all of it."""
    word = f", {line.word}" if line.word else ""
    name, bold = line.name, bool(line.tone)
    while len(name) > 1:
        text = f"{number(line.after)} {name if name == line.name else name.rstrip() + '…'}{word}"
        if letters.width(text, SMALL, bold) <= room:
            return text
        name = name[:-1]
    return f"{number(line.after)}{word}"

"""Small developments beside each other, so that their shapes can be compared."""

from itertools import chain

from oj_cli.presentation.pictures import letters
from oj_cli.presentation.pictures.canvas import Canvas
from oj_cli.presentation.pictures.model import Multiples
from oj_cli.presentation.pictures.scales import apart
from oj_cli.presentation.pictures.style import BODY, SMALL
from oj_cli.presentation.pictures.trend import Frame, newest, notes

_HIGH = 110.0  # of each plot
_GAP = 26.0
_ENDS = 44.0  # the last values, at the right


def paint(picture: Multiples, canvas: Canvas) -> None:
    """Paint it from the top of an empty canvas."""
    canvas.heading(picture.title, picture.unit)
    lines = {line.role: line.name for c in picture.charts for line in c.lines if line.runs}
    canvas.legend(lines.items())
    columns = 1 if canvas.is_narrow else 2
    room = (canvas.right - canvas.left - _GAP * (columns - 1)) / columns
    left, right = canvas.left, canvas.right
    for start in range(0, len(picture.charts), columns):
        charts = picture.charts[start : start + columns]
        names = [
            (
                letters.wrap(c.subtitle, room, BODY, bold=True),
                letters.wrap(c.title, room, SMALL),
            )
            for c in charts
        ]
        above = max(1.25 * BODY * len(a) + 1.25 * SMALL * len(b) for a, b in names)
        top, words = canvas.y + 14, any(c.words for c in charts)
        for n, (chart, (name, finding)) in enumerate(zip(charts, names, strict=True)):
            canvas.left = left + n * (room + _GAP)
            canvas.right, canvas.y = canvas.left + room, top
            canvas.lines(canvas.left, top + 0.62 * BODY * len(name), name, bold=True)
            middle = top + 1.25 * BODY * len(name) + 0.62 * SMALL * len(finding)
            canvas.lines(canvas.left, middle, finding, SMALL)
            canvas.y = top + above - 4
            frame = Frame(chart, canvas, _HIGH, _ENDS)
            frame.paint()
            _ends(frame)
        canvas.left, canvas.right = left, right
        canvas.y = frame.bottom + (42 if words else 24)
    said = chain.from_iterable(map(notes, picture.charts))
    broken = any(c.breaks for c in picture.charts)
    told = "Streckad lodrät linje: åren går inte att jämföra." if broken else ""
    canvas.notes(told, *dict.fromkeys(said))


def _ends(frame: Frame) -> None:
    """Write the last value of each line beside it."""
    lines = sorted((line for line in frame.chart.lines if line.runs), key=lambda li: -newest(li).y)
    wanted = [frame.y(newest(line).y) for line in lines]
    middles = apart(wanted, [1.2 * SMALL] * len(lines), frame.top - 8, frame.bottom + 8)
    for line, middle in zip(lines, middles, strict=True):
        text = frame.said(newest(line).y)
        frame.canvas.lines(frame.right + 8, middle, [text], SMALL, bold=line.role == "ni")

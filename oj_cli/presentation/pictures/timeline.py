"""Goals on a timeline: below the words of each a track with its activities and its days."""

import datetime
from collections.abc import Callable, Sequence

from oj_cli.domain.typed import MONTHS
from oj_cli.presentation.pictures import letters
from oj_cli.presentation.pictures.canvas import Canvas
from oj_cli.presentation.pictures.model import Bar, Timeline, TimelineRow
from oj_cli.presentation.pictures.style import (
    BAND,
    BLUE,
    BODY,
    GROUND,
    INK,
    PALE,
    PAPER,
    RED,
    RULE,
    SHADES,
    SMALL,
    SOFT,
)

LOOKS = {
    "planerad": (BAND, INK),
    "pågår": (SHADES[2], INK),
    "klar": (BLUE, PAPER),
    "försenad": (RED, PAPER),
    "inte genomförd": (PALE, INK),
}
"""How a bar of each state looks, and its text."""
MARKS = {"U": "följs upp", "R": "redovisas", "M": "ska vara nått"}
"""What the letters stand for."""
At = Callable[[datetime.date], float]
_LANE, _THIN = 16.0, 6.0
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240)  # months between two labels


def paint(timeline: Timeline, canvas: Canvas) -> None:
    """Paint it from the top of an empty canvas."""
    canvas.heading(timeline.title)
    first, last = timeline.first.toordinal(), max(timeline.last, timeline.first).toordinal() + 1
    scale = (canvas.right - canvas.left) / (last - first)

    def at(day: datetime.date) -> float:
        return canvas.left + scale * (min(max(day.toordinal(), first), last) - first)

    ticks, names = _ticks(timeline, scale)
    canvas.y += 4 + SMALL
    for day, name in zip(ticks, names, strict=True):
        canvas.text(at(day), canvas.y, name, SMALL, SOFT)
    canvas.y += 6
    at_now = at(timeline.today) if timeline.first <= timeline.today <= timeline.last else None
    for row in timeline.rows:
        _row(row, canvas, at, [at(day) for day in ticks], at_now)
    used = {bar.state for row in timeline.rows for bar in row.bars}
    if used:
        canvas.legend((LOOKS[state][0], f"aktivitet {state}") for state in LOOKS if state in used)
    said = {letter for row in timeline.rows for _, letter in row.marks}
    letter_words = [f"{letter}: målet {MARKS[letter]}" for letter in MARKS if letter in said]
    now = f"Streckad linje: {timeline.today.isoformat()}." if at_now is not None else ""
    canvas.notes(
        " ".join(part for part in (f"{'. '.join(letter_words)}." if said else "", now) if part)
    )


def _ticks(timeline: Timeline, scale: float) -> tuple[list[datetime.date], list[str]]:
    """Return first days of months, so far apart that their names fit, and the names."""
    room = letters.width("mmm 0000", SMALL) + 10
    step = next((s for s in _STEPS if 30 * s * scale >= room), _STEPS[-1])
    first, last = timeline.first, timeline.last
    begin = 12 * first.year + first.month - (first.day == 1)
    months = [m for m in range(begin, 12 * last.year + last.month) if m % step == 0]
    days = [datetime.date(m // 12, m % 12 + 1, 1) for m in months]
    is_years = step % 12 == 0
    names = [str(d.year) if is_years else f"{MONTHS[d.month - 1][:3]} {d.year}" for d in days]
    fits = [(last - d).days * scale >= room - 10 for d in days]
    return days, [name if fit else "" for name, fit in zip(names, fits, strict=True)]


def _row(
    row: TimelineRow, canvas: Canvas, at: At, ticks: Sequence[float], at_now: float | None
) -> None:
    """Write a goal's words, and draw its track below them."""
    room = canvas.right - canvas.left
    canvas.line([(canvas.left, canvas.y), (canvas.right, canvas.y)], RULE)
    canvas.y += 3
    beside = letters.width(row.state, BODY, True) + 24
    canvas.text(canvas.right, canvas.y + 1.2 * BODY, row.state, BODY, INK, "end", bold=True)
    lines = letters.wrap(row.name, room - beside, BODY, True)
    most = 2 if canvas.is_narrow else 1
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip(' ,.')}…"]
    for line in lines:
        canvas.y += 1.2 * BODY
        canvas.text(canvas.left, canvas.y, line, BODY, bold=True)
    canvas.paragraph(row.about)
    top, lanes = canvas.y + 2, _lanes(row.bars, at)
    height = _LANE * (bool(row.marks) + max(lanes, default=-1) + 1)
    if not height:
        canvas.y += 6
        return
    canvas.rect(canvas.left, top, room, height, GROUND)
    for x in ticks:
        canvas.line([(x, top), (x, top + height)], RULE)
    if at_now is not None:
        canvas.line([(at_now, top), (at_now, top + height)], INK, 1.4, "3 3")
    _letters(row, canvas, at, top)
    below = top + _LANE * bool(row.marks)
    for bar, lane in zip(row.bars, lanes, strict=True):
        _bar(bar, canvas, at, below + lane * _LANE + 1)
    canvas.y = top + height + 8


def _lanes(bars: Sequence[Bar], at: At) -> list[int]:
    """Return which lane each bar lies in: the first where it and its name meet no other."""
    ends: list[float] = []
    found = []
    for bar in bars:
        start, end = _ends(bar, at)
        wide = letters.width(bar.name, SMALL) + 8
        lane = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        ends[lane : lane + 1] = [max(end, start + wide) + wide]
        found.append(lane)
    return found


def _ends(bar: Bar, at: At) -> tuple[float, float]:
    end = at(bar.last + datetime.timedelta(days=bar.last < datetime.date.max))
    return (min(at(bar.first), end - _THIN) if bar.first else end - _THIN), end


def _letters(row: TimelineRow, canvas: Canvas, at: At, top: float) -> None:
    """Draw the days of a goal: a stroke for each, and its letters, joined where they would meet."""
    boxes: list[tuple[float, str]] = []
    for day, letter in sorted(row.marks):
        x = min(at(day), canvas.right - 7)
        canvas.rect(x - 0.5, top, 1, _LANE, SOFT)
        if boxes and x - boxes[-1][0] < 7 + 7 * len(boxes[-1][1]):
            before, joined = boxes.pop()
            boxes.append((before, joined + letter * (letter not in joined)))
        else:
            boxes.append((x, letter))
    for x, joined in boxes:
        wide = 5 + 9 * len(joined)
        x = min(x, canvas.right - wide / 2)
        fill, ink = (INK, PAPER) if "M" in joined else (PAPER, INK)
        canvas.rect(x - wide / 2, top + 1.5, wide, _LANE - 3, fill, SOFT)
        canvas.text(x, top + _LANE - 4.5, joined, SMALL - 2, ink, "middle", bold=True)


def _bar(bar: Bar, canvas: Canvas, at: At, y: float) -> None:
    """Draw an activity, with its name in the bar or beside it."""
    start, end = _ends(bar, at)
    fill, ink = LOOKS[bar.state]
    canvas.rect(start, y, end - start, _LANE - 3, fill, SOFT)
    base, size = y + _LANE - 6, SMALL - 1
    for text in (f"{bar.name} {bar.state}", bar.name):
        if letters.width(text, size) + 6 <= end - start:
            canvas.text(start + 3, base, text, size, ink)
            return
    beside = end + letters.width(bar.name, size) + 4 <= canvas.right
    x, anchor = (end + 3, "start") if beside else (start - 3, "end")
    canvas.text(x, base, bar.name, size, anchor=anchor)

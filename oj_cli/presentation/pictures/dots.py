"""Dots on rows: a value of each indicator, with what it is compared with."""

from collections.abc import Iterator
from itertools import groupby

from oj_cli.domain.swedish import number
from oj_cli.presentation.pictures import letters
from oj_cli.presentation.pictures.canvas import Canvas
from oj_cli.presentation.pictures.model import DotPlot, DotRow
from oj_cli.presentation.pictures.style import (
    ANSWERS,
    BAND,
    BODY,
    LINE,
    PALE,
    RANGE,
    RULE,
    SMALL,
    SOFT,
    TONES,
    behind_first,
)

_LINE = 1.2 * BODY
_TICKS = (0.0, 25.0, 50.0, 75.0, 100.0)
_TRACK = 18.0  # how high a row of dots is
_GAP = 14.0
_BESIDE = 30.0  # room for the last word of the axis
_WIDEST = 165.0  # what stands at the right


class _Laid:
    """A row with its texts broken: beside the dots, or above and below them where it is narrow."""

    def __init__(self, canvas: Canvas, plot: DotPlot, row: DotRow) -> None:
        self.row = row
        self.bold = bool(row.tone)
        whole = canvas.right - canvas.left
        self.from_x, self.to_x = canvas.left + 14, canvas.right - 20
        if not canvas.is_narrow:
            self.from_x = canvas.left + 0.33 * whole
            self.to_x = canvas.right - min(_notes_width(plot), _WIDEST) - _BESIDE
        self.chip = letters.width(row.answer[0], SMALL) + 10 if row.answer else 0.0
        room = whole if canvas.is_narrow else canvas.right - self.to_x - _BESIDE
        note = letters.wrap(row.note, room - self.chip, SMALL, self.bold) if row.note else []
        self.notes = [(line, self.bold) for line in note or [""] * bool(row.answer)]
        self.notes += [(row.more, False)] if row.more else []
        room = whole if canvas.is_narrow else self.from_x - canvas.left - _GAP
        self.name = letters.wrap(row.name, room, BODY, self.bold)
        self.ends = SMALL if row.scale else 0.0
        lines, below = len(self.name) * _LINE, len(self.notes) * _LINE
        if canvas.is_narrow:
            beside = letters.width(self.name[-1], BODY, self.bold) + self.chip
            beside += max((letters.width(*line) for line in self._sized()), default=0.0)
            self.is_beside = len(self.notes) == 1 and beside + _GAP < whole
            self.middle = lines + _TRACK / 2
            self.height = lines + _TRACK + self.ends + (0 if self.is_beside else below) + 4
        else:
            self.height = max(_TRACK + self.ends, lines + 3, below + 3)
            self.middle = (self.height - self.ends) / 2

    def _sized(self) -> list[tuple[str, float, bool]]:
        return [(text, SMALL, bold) for text, bold in self.notes]

    def x(self, value: float) -> float:
        """Return where a value stands."""
        low, high = (self.row.scale.low, self.row.scale.high) if self.row.scale else (0.0, 100.0)
        part = (value - low) / ((high - low) or 1.0)
        return self.from_x + (self.to_x - self.from_x) * min(max(part, 0.0), 1.0)


def paint(plot: DotPlot, canvas: Canvas) -> None:
    """Paint it from the top of an empty canvas."""
    canvas.heading(plot.title, plot.unit)
    canvas.legend(_legend(plot))
    rows = [_Laid(canvas, plot, row) for row in plot.rows]
    _axis(canvas, plot, rows)
    for heading, group in groupby(rows, key=lambda laid: laid.row.heading):
        if heading:
            canvas.y += 20
            canvas.line([(canvas.left, canvas.y - 15), (canvas.right, canvas.y - 15)], RULE, 0.8)
            canvas.text(canvas.left, canvas.y, heading, BODY, bold=True)
            canvas.y += 3
        for laid in group:
            _row(canvas, laid)
            canvas.y += laid.height
    canvas.notes(*plot.notes, plot.source)


def _axis(canvas: Canvas, plot: DotPlot, rows: list[_Laid]) -> None:
    """Write the percent above the rows, once."""
    canvas.y += 18
    if plot.note_heading and rows and not canvas.is_narrow:
        canvas.text(rows[0].to_x + _BESIDE, canvas.y, plot.note_heading, SMALL, SOFT)
    first = next((laid for laid in rows if laid.row.scale is None), None)
    if first is None:
        canvas.y -= 12
        return
    for value in _TICKS:
        canvas.text(first.x(value), canvas.y, f"{number(value)}\u00a0%", SMALL, SOFT, "middle")
    canvas.y += 6


def _legend(plot: DotPlot) -> Iterator[tuple[str, str]]:
    for role, name in plot.series:
        yield role, name
        if any(row.may_be_chance and row.dots[0].role == role for row in plot.rows):
            yield f"{role}?", "kan bero på slumpen"
    if any(row.middle for row in plot.rows):
        yield BAND, "mittersta hälften av kommunerna"
    if any(row.whole for row in plot.rows):
        yield RANGE, "alla kommuner"


def _notes_width(plot: DotPlot) -> float:
    widest = [letters.width(plot.note_heading, SMALL)]
    for row in plot.rows:
        chip = letters.width(row.answer[0], SMALL) + 18 if row.answer else 0.0
        widest.append(chip + letters.width(row.note, SMALL, bool(row.tone)))
        widest.append(letters.width(row.more, SMALL))
    return max(widest) + 1


def _row(canvas: Canvas, laid: _Laid) -> None:
    row, y = laid.row, canvas.y + laid.middle
    if canvas.is_narrow:
        canvas.lines(canvas.left, canvas.y + len(laid.name) * _LINE / 2, laid.name, bold=laid.bold)
    else:
        end = laid.from_x - _GAP
        canvas.lines(end, canvas.y + laid.height / 2, laid.name, anchor="end", bold=laid.bold)
    if row.scale is None:
        top = y - _TRACK / 2 if canvas.is_narrow else canvas.y
        for value in _TICKS:
            canvas.line([(laid.x(value), top), (laid.x(value), canvas.y + laid.height)], PALE, 0.6)
    else:
        ends = (
            (row.scale.low, row.scale.low_text, "start"),
            (row.scale.high, row.scale.high_text, "end"),
        )
        for value, text, anchor in ends:
            canvas.text(laid.x(value), y + 17, text, SMALL, SOFT, anchor)
    for part, shade in ((row.whole, RANGE), (row.middle, BAND)):
        if part is not None:
            low, high = sorted(map(laid.x, part))
            canvas.rect(low, y - 6, max(high - low, 2.0), 12, shade)
    _dots(canvas, laid, y)
    _note(canvas, laid)


def _dots(canvas: Canvas, laid: _Laid, y: float) -> None:
    row = laid.row
    places = [laid.x(d.value) for d in row.dots] + [laid.x(0)] * bool(row.answer)
    if len(places) > 1 and row.whole is None:
        canvas.line([(min(places), y), (max(places), y)], LINE, 1.2)
    if row.span is not None:
        canvas.line([(laid.x(end), y) for end in row.span], TONES[row.tone], 2.4)
    for dot in behind_first(row.dots):
        first, x = dot is row.dots[0], laid.x(dot.value)
        hue = TONES[row.tone] if dot.role == "ni" and row.tone else ""
        canvas.sign(dot.role, x, y, 5.5 if first else 5, hue, first and row.may_be_chance)
        if row.answer:
            canvas.lines(x + 7, y, [f"{number(dot.value)}\u00a0%"], SMALL, SOFT)


def _note(canvas: Canvas, laid: _Laid) -> None:
    row, n = laid.row, len(laid.notes)
    x, y = laid.to_x + _BESIDE, canvas.y + laid.height / 2 - (n - 1) * _LINE / 2
    if canvas.is_narrow and laid.is_beside:
        x = canvas.right - letters.width(laid.notes[0][0], SMALL, laid.bold)
        x -= laid.chip + 8 * bool(laid.chip)
        y = canvas.y + (len(laid.name) - 0.5) * _LINE
    elif canvas.is_narrow:
        x, y = canvas.left, canvas.y + laid.height - 4 - (n - 0.5) * _LINE
    if row.answer:
        back, ink = ANSWERS[row.answer[1]]
        canvas.rect(x, y - 8.5, laid.chip, 17, back, RULE)
        canvas.lines(x + 5, y, [row.answer[0]], SMALL, ink)
        x += laid.chip + 8
    for line, (text, bold) in enumerate(laid.notes):
        tone = SOFT if text == row.more else TONES[row.tone]
        canvas.lines(x, y + line * _LINE, [text], SMALL, tone, bold=bold)

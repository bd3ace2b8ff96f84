"""A chart of years as a picture: only comparable years joined, breaks and events said."""

from collections.abc import Iterator

from oj_cli.domain.swedish import listing, number
from oj_cli.presentation.pictures import letters
from oj_cli.presentation.pictures.canvas import Canvas
from oj_cli.presentation.pictures.model import Chart, Line, Mark, Span
from oj_cli.presentation.pictures.scales import STEPS, apart, decimals, scale
from oj_cli.presentation.pictures.style import (
    BODY,
    INK,
    PALE,
    PAPER,
    RANGE,
    SIGNS,
    SMALL,
    SOFT,
    TITLE,
)

_HIGH = 250.0  # the plot itself
_NAMES = 190.0  # at the right, where there is room


def paint(chart: Chart, canvas: Canvas) -> None:
    """Paint it from the top of an empty canvas."""
    canvas.heading(chart.title, chart.subtitle, chart.unit)
    lines = [line for line in chart.lines if line.runs]
    if canvas.is_narrow:
        canvas.legend((line.role, _label(chart, line)) for line in lines)
    for flag in chart.breaks:
        canvas.paragraph(f"Streckad lodrät linje: {flag.text}.", colour=INK)
    frame = Frame(chart, canvas, _HIGH, 0 if canvas.is_narrow else _NAMES)
    frame.paint()
    if not canvas.is_narrow:
        _names(chart, frame, lines)
    canvas.y = frame.bottom + (24 if not chart.words else 42)
    canvas.notes(*notes(chart))


class Frame:
    """The axes of a chart and what stands in them."""

    def __init__(self, chart: Chart, canvas: Canvas, high: float, names: float) -> None:
        self.chart, self.canvas = chart, canvas
        self.low, self.high, self.step = scale(_values(chart), chart.is_percent)
        self.percent = "\u00a0%" if chart.is_percent else ""
        self.ticks = [self.low + n * self.step for n in range(STEPS + 1)]
        widest = max(letters.width(self.tick(t), SMALL) for t in self.ticks)
        own = letters.width(chart.words_name, SMALL) if chart.words else 0.0
        self.left = canvas.left + max(widest, own if not canvas.is_narrow else 0.0) + 8
        self.right = canvas.right - names
        self.top, self.bottom = canvas.y + 14, canvas.y + 14 + high

    def tick(self, value: float) -> str:
        """Return the text of a value on the axis."""
        return number(value, decimals(self.step)) + self.percent

    def said(self, value: float) -> str:
        """Return the text of a value beside a line."""
        return number(value) + self.percent

    def x(self, year: float) -> float:
        """Return where a time stands."""
        years = self.chart.years
        first, last = years[0] - 0.3, years[-1] + 0.3
        return self.left + (self.right - self.left) * (year - first) / (last - first)

    def y(self, value: float) -> float:
        """Return where a value stands."""
        return self.bottom - (self.bottom - self.top) * (value - self.low) / (self.high - self.low)

    def paint(self) -> None:
        """Paint it: what is behind first, the own line last."""
        self._axes()
        self._spans()
        canvas = self.canvas
        for flag in self.chart.breaks:
            canvas.line(
                [(self.x(flag.x), self.top), (self.x(flag.x), self.bottom)], INK, 1.2, "3 3"
            )
        for event in self.chart.events:
            x, y = self.x(event.x), self.bottom - 16
            canvas.line([(x, y), (x, self.bottom)], SOFT)
            canvas.circle(x, y, 8, PAPER, SOFT)
            canvas.lines(x, y, [str(event.number)], SMALL - 1, anchor="middle")
        for line in sorted(self.chart.lines, key=lambda line: line.role == "ni"):
            self._line(line)

    def _axes(self) -> None:
        canvas, chart = self.canvas, self.chart
        for value in self.ticks:
            y = self.y(value)
            canvas.line([(self.left, y), (self.right, y)], PALE if value != self.low else SOFT, 0.7)
            canvas.text(self.left - 6, y + 4, self.tick(value), SMALL, SOFT, "end")
        for year in self._labelled():
            canvas.text(self.x(year), self.bottom + 17, str(year), SMALL, SOFT, "middle")
        for word in chart.words:
            at = self.x(word.x), self.bottom + 35
            canvas.text(*at, word.text, SMALL, anchor="middle", bold=True)
        if chart.words and not canvas.is_narrow:
            canvas.text(self.left - 6, self.bottom + 35, chart.words_name, SMALL, anchor="end")

    def _labelled(self) -> list[int]:
        """Return the years that get a label: those with room for it, the last always."""
        years = self.chart.years
        kept = [years[-1]]
        for year in reversed(years[:-1]):
            if self.x(kept[-1]) - self.x(year) >= 3.4 * SMALL:
                kept.append(year)
        return kept[::-1]

    def _spans(self) -> None:
        runs: list[list[Span]] = []
        for span in self.chart.spans:
            last = runs[-1][-1].x if runs else span.x
            if runs and not any(last < b.x < span.x for b in self.chart.breaks):
                runs[-1].append(span)
            else:
                runs.append([span])
        for run in runs:
            around = 0.1 if len(run) == 1 else 0.0
            upper = [(self.x(s.x + d), self.y(s.high)) for s in run for d in (-around, around)]
            lower = [(self.x(s.x + d), self.y(s.low)) for s in run for d in (-around, around)]
            self.canvas.area([*upper, *reversed(lower)], RANGE)

    def _line(self, line: Line) -> None:
        sign, own = SIGNS[line.role], line.role == "ni"
        for run in line.runs:
            points = [(self.x(m.x), self.y(m.y)) for m in run]
            if len(points) > 1:
                self.canvas.line(points, sign.colour, 2.6 if own else 1.4, sign.dashes)
            for mark, (x, y) in zip(run, points, strict=True):
                if mark.chance is not None:
                    ends = [(x, self.y(end)) for end in mark.chance]
                    self.canvas.line(ends, sign.colour, 1.6)
                self.canvas.sign(line.role, x, y, 5 if own else 3.6, upright=False)


def _values(chart: Chart) -> Iterator[float]:
    for line in chart.lines:
        for mark in line.marks:
            yield from (mark.y, *(mark.chance or ()))
    for span in chart.spans:
        yield from (span.low, span.high)


def _names(chart: Chart, frame: Frame, lines: list[Line]) -> None:
    """Write each line's name and look at the right, near its last point."""
    canvas, x = frame.canvas, frame.right + 10
    lines = sorted(lines, key=lambda line: -newest(line).y)
    room = canvas.right - x - 34
    texts = [letters.wrap(_label(chart, line), room, SMALL, line.role == "ni") for line in lines]
    heights = [1.2 * SMALL * len(text) + 4 for text in texts]
    ends = [frame.y(newest(line).y) for line in lines]
    middles = apart(ends, heights, frame.top - TITLE, frame.bottom + BODY)
    for line, text, middle in zip(lines, texts, middles, strict=True):
        sign, own = SIGNS[line.role], line.role == "ni"
        canvas.line([(x, middle), (x + 26, middle)], sign.colour, 2.6 if own else 1.4, sign.dashes)
        canvas.sign(line.role, x + 13, middle, 5 if own else 3.6, upright=False)
        canvas.lines(x + 32, middle, text, SMALL, bold=own)


def notes(chart: Chart) -> Iterator[str]:
    """Yield what stands below the picture: events, corrections, how to read it, the source."""
    yield from (f"{e.number}. {e.text}" for e in chart.events)
    yield from chart.notes
    if chart.spans:
        yield f"Grått fält: {chart.spans_name}."
    marks = [m for line in chart.lines for run in line.runs for m in run]
    if any(m.is_published for m in marks) and not all(m.is_published for m in marks):
        printed = [_named(line, years) for line in chart.lines if (years := _published(line))]
        yield (
            f"Publicerade uppgifter: {'; '.join(printed)}. Resten är kommunens eget värde eller "
            "beräknat ur kommunernas svar."
        )
    if any(m.chance for m in marks):
        yield "Lodrätt streck: hur mycket slumpen kan göra, 95 gånger av 100."
    left_out = [_named(line, line.loose) for line in chart.lines if line.loose]
    if left_out:
        yield f"Inte ritat, för få kommuner har svarat: {'; '.join(left_out)}."
    yield chart.source


def _published(line: Line) -> tuple[Mark, ...]:
    return tuple(m for run in line.runs for m in run if m.is_published)


def _named(line: Line, marks: tuple[Mark, ...]) -> str:
    """Return the name of a line, and which years of it are meant unless all are."""
    if len(marks) == len(line.marks):
        return line.name
    return f"{line.name} {listing([str(int(m.x)) for m in marks])}"


def _label(chart: Chart, line: Line) -> str:
    last = newest(line)
    year = "" if last.x == chart.years[-1] else f" ({int(last.x)})"
    percent = "\u00a0%" if chart.is_percent else ""
    return f"{line.name}: {number(last.y)}{percent}{year}"


def newest(line: Line) -> Mark:
    """Return the last point that is drawn."""
    return line.runs[-1][-1]

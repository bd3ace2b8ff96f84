"""A chart of years as a picture: only comparable years joined, breaks and events said."""

import math
import textwrap
from itertools import pairwise
from typing import Any

from oj_cli.domain.swedish import listing, number
from oj_cli.presentation.pictures.model import Chart, Line, Mark
from oj_cli.presentation.pictures.style import BAND, INK, PALE, SOFT, WIDTH, Page, beside

_PLOT = 3.0  # inches: how high the plot is
_STYLES = (  # of the references, in order: dashes and shape tell them apart without colour
    ("--", "s", "#1a1a1a"),
    (":", "^", "#404040"),
    ("-.", "D", "#595959"),
    ((0, (1, 1)), "v", "#595959"),
    ((0, (5, 1, 1, 1, 1, 1)), "P", "#404040"),
    ((0, (8, 3)), "X", "#595959"),
)
_LINE_HEIGHT = 0.05  # of the axis: how high a line of text is beside it


def paint(chart: Chart, figure: Any) -> None:
    """Paint it on an empty figure of matplotlib."""
    _Picture(chart, figure).draw()


class _Picture:
    def __init__(self, chart: Chart, figure: Any) -> None:
        self.chart = chart
        self.figure = figure
        self.low, self.high, self.step = scale(chart)
        self.percent = "\u00a0%" if chart.is_percent else ""

    def draw(self) -> None:
        """Draw all of it: the figure grows with the text, the plot stays as high."""
        chart = self.chart
        above, below = 0.25 * bool(chart.breaks), 0.3 + 0.2 * bool(chart.words)
        about, height = (chart.subtitle, chart.unit), above + _PLOT + below
        page = Page(self.figure, chart.title, about, self._notes(), height)
        left = 0.14 if chart.words else 0.08
        axes = page.axes(left * WIDTH, 0.35 * WIDTH, above, below, base=True)
        self._axes(axes)
        self._spans(axes)
        self._breaks(axes)
        self._events(axes)
        self._words(axes)
        looks = {}
        for place, line in enumerate(line for line in chart.lines if not line.is_own):
            looks[line] = _STYLES[place % len(_STYLES)]
        for line in chart.lines:
            looks.setdefault(line, ("-", "o", "#000000"))
            self._line(axes, line, looks[line])
        self._names(axes, looks)

    def _notes(self) -> tuple[str, ...]:
        """Return what stands below the picture: events, corrections, how to read it, the source."""
        chart = self.chart
        notes = [*(f"{e.number}. {e.text}" for e in chart.events), *chart.notes]
        if chart.spans:
            notes.append(f"Grått fält: {chart.spans_name}.")
        marks = [m for line in chart.lines for run in line.runs for m in run]
        if any(m.is_published for m in marks) and not all(m.is_published for m in marks):
            notes.append(
                "Ofylld punkt: publicerad uppgift. Fylld punkt: kommunens eget värde, eller "
                "beräknad ur kommunernas svar."
            )
        if any(m.chance for m in marks):
            notes.append("Lodrätt streck: hur mycket slumpen kan göra, 95 gånger av 100.")
        left_out = [_left_out(line) for line in chart.lines if line.loose]
        if left_out:
            notes.append(f"Inte ritat, för få kommuner har svarat: {'; '.join(left_out)}.")
        return (*notes, chart.source)

    def _axes(self, axes: Any) -> None:
        ticks = [self.low + n * self.step for n in range(6)]
        axes.set_ylim(self.low, self.high)
        axes.set_yticks(ticks, [tick(t, self.step) + self.percent for t in ticks], color=SOFT)
        years = self.chart.years
        axes.set_xlim(years[0] - 0.3, years[-1] + 0.3)
        axes.set_xticks(self._labelled(), [str(y) for y in self._labelled()], color=SOFT)
        axes.grid(axis="y", color=PALE, linewidth=0.6)

    def _labelled(self) -> list[int]:
        """Return the years that get a label: those with room for it, the last always."""
        years = self.chart.years
        room = (years[-1] - years[0]) / 10
        kept = [years[-1]]
        for year in reversed(years[:-1]):
            if kept[-1] - year >= room:
                kept.append(year)
        return kept[::-1]

    def _spans(self, axes: Any) -> None:
        runs: list[list[Any]] = []
        for span in self.chart.spans:
            last = runs[-1][-1].x if runs else span.x
            if runs and not any(last < b.x < span.x for b in self.chart.breaks):
                runs[-1].append(span)
            else:
                runs.append([span])
        for run in runs:
            xs = [s.x for s in run] if len(run) > 1 else [run[0].x - 0.1, run[0].x + 0.1]
            lows, highs = [s.low for s in run], [s.high for s in run]
            many = len(xs) // len(run)
            axes.fill_between(xs, lows * many, highs * many, color=BAND, zorder=1, linewidth=0)

    def _breaks(self, axes: Any) -> None:
        middle = (self.chart.years[0] + self.chart.years[-1]) / 2
        for flag in self.chart.breaks:
            axes.axvline(flag.x, color=INK, linewidth=1.2, linestyle=(0, (2, 2)), zorder=2)
            side = "left" if flag.x <= middle else "right"
            _at_year(axes, flag.text, (flag.x, 1.0), (0, 4), ha=side, fontsize=9)

    def _events(self, axes: Any) -> None:
        circle = {"boxstyle": "circle,pad=0.25", "facecolor": "white", "edgecolor": SOFT}
        for event in self.chart.events:
            axes.axvline(event.x, 0, 0.06, color=SOFT, linewidth=0.8, zorder=2)
            place = {"ha": "center", "va": "center", "fontsize": 8, "zorder": 5}
            _at_year(axes, str(event.number), (event.x, 0.08), (0, 0), bbox=circle, **place)

    def _words(self, axes: Any) -> None:
        """Write the kommun's answers below the years."""
        for word in self.chart.words:
            _at_year(axes, word.text, (word.x, 0), (0, -28), ha="center", weight="bold")
        if self.chart.words:
            left = axes.get_xlim()[0]
            _at_year(axes, self.chart.words_name, (left, 0), (-8, -28), ha="right")

    def _line(self, axes: Any, line: Line, style: tuple[Any, str, str]) -> None:
        dashes, shape, colour = style
        own, layer = line.is_own, 4 if line.is_own else 3
        for run in line.runs:
            for a, b in pairwise(run):
                xs, ys = [a.x, b.x], [a.y, b.y]
                width = 2.6 if own else 1.4
                axes.plot(xs, ys, linestyle=dashes, color=colour, linewidth=width, zorder=layer)
            for mark in run:
                if mark.chance is not None:
                    axes.vlines(mark.x, *mark.chance, color=colour, linewidth=1.2, zorder=layer)
                inside = "white" if mark.is_published else colour
                look = {"marker": shape, "markersize": 8 if own else 6, "color": colour}
                look |= {"markerfacecolor": inside, "linestyle": "none"}
                axes.plot(mark.x, mark.y, **look, clip_on=False, zorder=5)

    def _names(self, axes: Any, looks: dict[Line, tuple[Any, str, str]]) -> None:
        """Write each line's name and look at the right, near its last point."""
        lines = sorted((line for line in self.chart.lines if line.runs), key=self._end)
        texts = [textwrap.wrap(self._label(line), 26) for line in lines]
        heights = [_LINE_HEIGHT * len(text) + 0.02 for text in texts]
        centres: list[float] = []
        floor = 0.0
        for line, height in zip(lines, heights, strict=True):
            centre = max(self._end(line), floor + height / 2)
            centres.append(centre)
            floor = centre + height / 2
        ceiling = 1.05
        for n in reversed(range(len(lines))):  # and down again from the top
            centres[n] = min(centres[n], ceiling - heights[n] / 2)
            ceiling = centres[n] - heights[n] / 2
        for line, text, centre in zip(lines, texts, centres, strict=True):
            dashes, shape, colour = looks[line]
            sample = {"transform": axes.transAxes, "clip_on": False, "color": colour}
            width = 2.6 if line.is_own else 1.4
            axes.plot([1.02, 1.1], [centre] * 2, linestyle=dashes, linewidth=width, **sample)
            inside = "white" if _newest(line).is_published else colour
            sample |= {"marker": shape, "markerfacecolor": inside, "linestyle": "none"}
            axes.plot(1.06, centre, markersize=6, **sample)
            look = {"va": "center", "fontsize": 9, "weight": "bold" if line.is_own else "normal"}
            axes.text(1.12, centre, "\n".join(text), transform=axes.transAxes, color=INK, **look)

    def _end(self, line: Line) -> float:
        """Return where the last point stands, 0 at the bottom and 1 at the top."""
        return (_newest(line).y - self.low) / (self.high - self.low)

    def _label(self, line: Line) -> str:
        newest = _newest(line)
        year = "" if newest.x == self.chart.years[-1] else f" ({int(newest.x)})"
        return f"{line.name}: {tick(newest.y, 1)}{self.percent}{year}"


def _at_year(
    axes: Any, text: str, at: tuple[float, float], by: tuple[float, float], **style: Any
) -> None:
    """Write at a year and a height of the axes (0 to 1), moved by an offset in points."""
    beside(axes, text, at, by, xycoords=("data", "axes fraction"), **style)


def _newest(line: Line) -> Mark:
    """Return the last point that is drawn."""
    return line.runs[-1][-1]


def _left_out(line: Line) -> str:
    """Return the name of a line, and which years of it are not drawn unless all are."""
    years = listing([str(int(m.x)) for m in line.loose])
    return f"{line.name} {years}" if line.runs else line.name


STEPS = 5
"""How many steps the value axis has."""

_NOISE = 1e-9  # a difference this small, of the figures' size, is none


def scale(chart: Chart) -> tuple[float, float, float]:
    """Return (lowest, highest, step) of the value axis.

    Percent begins at 0 and ends at 100, or at 50, 25 or 10 where nothing is higher. Else the
    axis holds all values in five round steps, from 0 where that is near.
    """
    marks = [m for line in chart.lines for m in line.marks]
    ys = [y for m in marks for y in (m.y, *(m.chance or ()))]
    ys += [y for span in chart.spans for y in (span.low, span.high)]
    top, bottom = max(ys, default=0.0), min(ys, default=0.0)
    if chart.is_percent and bottom >= 0 and top <= 100:
        high = next(h for h in (10.0, 25.0, 50.0, 100.0) if top <= h)
        return 0.0, high, high / STEPS
    if 0 < bottom <= top / 2 or top == bottom > 0:
        bottom = 0.0
    return _round_steps(bottom, top)


def _round_steps(bottom: float, top: float) -> tuple[float, float, float]:
    largest = max(abs(top), abs(bottom))
    span = top - bottom if top - bottom > largest * _NOISE else largest
    wanted = (span if span > _NOISE else 1.0) / STEPS
    power = 10.0 ** math.floor(math.log10(wanted))
    for factor in (1, 2, 2.5, 5, 10, 20):
        step = factor * power
        low = step * (bottom // step)
        if low + STEPS * step >= top:
            return low, low + STEPS * step, step
    raise AssertionError("five of twenty times the power always suffice")


def tick(value: float, step: float) -> str:
    """Return the text of a value on the axis, with no more decimals than the steps need."""
    decimals = 0 if step == int(step) else 1 if 10 * step == int(10 * step) else 2
    return number(value, decimals)

"""A chart drawn with letters and signs, for a terminal.

Each point is the letter of its line, a small letter where it does not count; points
that fall on each other stand beside each other (`KR`). Nothing is said by colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from oj_cli.presentation.chart import STEPS, Chart, Line, Mark, scale, tick
from oj_cli.presentation.console import Terminal, fill

NARROWEST = 30  # columns; below this a drawing says nothing
_WIDEST = 100
_ROWS_PER_STEP = 3
_YEAR = 14  # at most this many columns for a year: few years need no long lines
_NAME = 14  # at most this many for a name beside the words below the axis
_MANY = "*"  # several points that have no room beside each other


@dataclass(frozen=True)
class _Signs:
    axis: str
    tick: str
    corner: str
    floor: str
    dot: str
    own: str
    span: str
    across: str


_UNICODE = _Signs("│", "┤", "└", "─", "·", "•", "░", "║")
_ASCII = _Signs("|", "+", "+", "-", ".", "o", ":", "!")


def draw(chart: Chart, terminal: Terminal) -> list[str]:
    """Return the chart as lines of text no wider than the terminal.

    Where the terminal is too narrow for a drawing, one line says so.
    """
    if terminal.width < NARROWEST:
        return fill("Fönstret är för smalt för en ritning.", terminal.width).split("\n")
    return [line.replace("\u00a0", " ") for line in _Drawing(chart, terminal).lines()]


class _Drawing:
    def __init__(self, chart: Chart, terminal: Terminal) -> None:
        self.chart = chart
        self.terminal = terminal
        self.signs = _UNICODE if terminal.unicode else _ASCII
        self.low, self.high, self.step = scale(chart)
        self.ticks = [tick(self.low + n * self.step, self.step) for n in range(STEPS + 1)]
        names = [terminal.line(chart.words_name)] if chart.words else []
        names += ["Händelser"] if chart.events else []
        wanted = max(len(text) for text in (*self.ticks, *names))
        self.margin = min(wanted, _NAME) + 1
        self.first, self.last = chart.years[0], chart.years[-1]
        words = max((len(word.text) for word in chart.words), default=0)
        right = max(len(chart.lines) + 4, words + 2)  # the last letters or word need room too
        room = min(terminal.width, _WIDEST) - self.margin - 1 - right
        self.span = min(room, _YEAR * (self.last - self.first)) if self.last > self.first else 0
        self.width = self.span + right
        self.height = STEPS * _ROWS_PER_STEP + 1
        self.shortened = False
        self.grid = [[" "] * self.width for _ in range(self.height)]

    def lines(self) -> list[str]:
        """Return the drawing, the words below it, and what each letter means."""
        self._draw_spans()
        self._draw_breaks()
        for line in sorted(self.chart.lines, key=lambda line: line.is_own):
            self._draw_line(line)
        many = self._draw_marks()
        text = fill(self.terminal.line(self.chart.unit), self.terminal.width).split("\n")
        for row in range(self.height):
            text.append(self._axis(row) + "".join(self.grid[row]).rstrip())
        text.append(" " * self.margin + self.signs.corner + self._floor())
        text.append(" " * (self.margin + 1) + self._years())
        text += self._words()
        text += self._events()
        return [*text, "", *self._legend(many)]

    # --- places -----------------------------------------------------------------------

    def _column(self, x: float) -> int:
        if self.last == self.first:
            return 2
        return 2 + round(self.span * (x - self.first) / (self.last - self.first))

    def _row(self, y: float) -> int:
        return round((self.height - 1) * (self.high - y) / (self.high - self.low))

    def _put(self, row: int, column: int, sign: str) -> None:
        if 0 <= row < self.height and 0 <= column < self.width:
            self.grid[row][column] = sign

    # --- layers, the lowest first -----------------------------------------------------------

    def _draw_spans(self) -> None:
        for span in self.chart.spans:
            for row in range(self._row(span.high), self._row(span.low) + 1):
                for column in (-1, 0, 1):
                    self._put(row, self._column(span.x) + column, self.signs.span)

    def _draw_breaks(self) -> None:
        for flag in self.chart.breaks:
            for row in range(self.height):
                self._put(row, self._column(flag.x), self.signs.across)

    def _draw_line(self, line: Line) -> None:
        sign = self.signs.own if line.is_own else self.signs.dot
        for run in line.runs:
            for a, b in pairwise(run):
                (c0, r0), (c1, r1) = self._at(a), self._at(b)
                steps = max(abs(c1 - c0), abs(r1 - r0))
                for n in range(1, steps):
                    row, column = r0 + (r1 - r0) * n / steps, c0 + (c1 - c0) * n / steps
                    self._put(round(row), round(column), sign)

    def _at(self, mark: Mark) -> tuple[int, int]:
        return self._column(mark.x), self._row(mark.y)

    def _draw_marks(self) -> bool:
        """Write the letters; return whether some had no room beside each other."""
        at: dict[tuple[int, int], str] = {}
        for line in sorted(self.chart.lines, key=lambda line: not line.is_own):
            for mark in line.marks:
                letter = line.letter.lower() if mark in line.loose else line.letter
                place = self._at(mark)
                at[place] = at.get(place, "") + letter
        columns = sorted({column for column, _ in at} | {self.width + 1})
        many = False
        for (column, row), letters in sorted(at.items()):
            room = columns[columns.index(column) + 1] - column - 1
            if len(letters) > 1 and len(letters) > room:
                letters, many = _MANY, True
            for n, letter in enumerate(letters):
                self._put(row, column + n, letter)
        return many

    # --- around the drawing -----------------------------------------------------------------

    def _axis(self, row: int) -> str:
        step, left = divmod(self.height - 1 - row, _ROWS_PER_STEP)
        if left:
            return " " * self.margin + self.signs.axis
        return f"{self.ticks[step]} ".rjust(self.margin) + self.signs.tick

    def _floor(self) -> str:
        floor = [self.signs.floor] * (self.width - 1)
        for year in self.chart.years:
            floor[self._column(year)] = "┬" if self.terminal.unicode else "+"
        return "".join(floor)

    def _years(self) -> str:
        """Return the years below the axis; where there is no room for all, the last stays."""
        placed: list[tuple[int, str]] = []
        for year in reversed(self.chart.years):
            text = str(year)
            start = max(self._column(year) - 1, 0)
            if not placed or start + len(text) < placed[-1][0]:
                placed.append((start, text))
        return _spread(placed)

    def _words(self) -> list[str]:
        """Return the words below their years: whole, or their first letters where it is tight."""
        if not self.chart.words:
            return []
        words = [(self._column(w.x), self.terminal.line(w.text)) for w in self.chart.words]
        room = min((b[0] - a[0] for a, b in pairwise(words)), default=self.width)
        if room > max(len(text) for _, text in words):
            placed = [(column - 1, text) for column, text in words]
        elif room > 1:
            self.shortened = True
            placed = [(column, text[:1]) for column, text in words]
        else:
            placed = [(0, "se tabellen")]
        name = self.terminal.line(self.chart.words_name)[:_NAME]
        return [f"{name} ".rjust(self.margin) + " " + _spread(placed)]

    def _events(self) -> list[str]:
        if not self.chart.events:
            return []
        numbers = [(self._column(e.x), str(e.number)) for e in self.chart.events]
        return ["Händelser ".rjust(self.margin) + " " + _spread(numbers)[: self.width]]

    def _legend(self, many: bool) -> list[str]:
        chart, signs = self.chart, self.signs
        legend = [
            (line.letter, f"{line.name}{line.note and ', '}{line.note}") for line in chart.lines
        ]
        if chart.spans:
            legend.append((signs.span, chart.spans_name))
        loose = " ".join(line.letter.lower() for line in chart.lines if line.loose)
        if loose:
            legend.append((loose, "liten bokstav: räknas inte, och binds inte ihop"))
        if many:
            legend.append((_MANY, "flera på samma plats, se tabellen"))
        legend += [(signs.across, f"brott: {flag.text}") for flag in chart.breaks]
        if self.shortened:
            initials = dict.fromkeys((w.text[:1], w.text) for w in chart.words)
            legend += [(initial, f"{chart.words_name}: {text}") for initial, text in initials]
        numbers = " ".join(str(event.number) for event in chart.events)
        if numbers:
            legend.append((numbers, "händelser, se listan"))
        room = max(len(sign) for sign, _ in legend) + 4
        width = min(self.terminal.width, _WIDEST)
        lines: list[str] = []
        for sign, text in legend:
            first = f"  {sign}".ljust(room)
            lines += fill(self.terminal.line(text), width, first, " " * room).split("\n")
        return lines


def _spread(texts: Sequence[tuple[int, str]]) -> str:
    """Return texts at their columns on one line; one that would overlap moves to the right."""
    line = ""
    for column, text in sorted(texts):
        line = line.ljust(max(column, 0))
        if line and not line.endswith(" "):
            line += " "
        line += text
    return line

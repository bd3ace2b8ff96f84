"""A table as lines of text that fit the terminal.

Words are never cut to make a column fit. Columns with weight are narrowed first; what
still does not fit is set as several tables below each other, each with the first column.
"""

import textwrap
from collections.abc import Sequence

from oj_cli.domain.swedish import capital
from oj_cli.presentation.console import Terminal, fill
from oj_cli.presentation.document import Column, Table

_GAP = 2
_NARROWEST = 16  # a column of running text is not made narrower than this


def table_lines(table: Table, terminal: Terminal) -> list[str]:
    """Return the table, its caption above it, as lines no wider than the terminal."""
    headings = [terminal.line(column.heading) for column in table.columns]
    rows = [[terminal.line(cell.text) for cell in row] for row in table.cells]
    caption = terminal.line(table.caption)
    columns = [_Measured(c, h, [r[i] for r in rows]) for i, (c, h) in _numbered(table, headings)]
    if not rows:
        return [*_caption(caption, terminal), "Inga rader."]
    blocks = _blocks(columns, terminal.width)
    lines: list[str] = []
    for number, block in enumerate(blocks, start=1):
        part = f"del {number} av {len(blocks)}"
        title = caption if len(blocks) == 1 else f"{caption} ({part})" if caption else capital(part)
        lines += [""] * (number > 1) + _caption(title, terminal)
        lines += _Block([columns[i] for i in block], terminal).lines(table.heading_rows)
    return lines


def _numbered(table: Table, headings: Sequence[str]) -> list[tuple[int, tuple[Column, str]]]:
    return list(enumerate(zip(table.columns, headings, strict=True)))


def _caption(caption: str, terminal: Terminal) -> list[str]:
    return [fill(caption, terminal.width)] if caption else []


def _longest_word(texts: Sequence[str]) -> int:
    return max((len(word) for text in texts for word in text.split(" ")), default=0)


def _widest(texts: Sequence[str]) -> int:
    return max((len(line) for text in texts for line in text.split("\n")), default=0)


class _Measured:
    """A column with its texts: how wide it would like to be, and how narrow it can be."""

    def __init__(self, column: Column, heading: str, cells: Sequence[str]) -> None:
        self.column = column
        self.heading = heading
        self.cells = cells
        self.wanted = max(_widest([heading, *cells]), 1)
        words = _longest_word([text.replace("\n", " ") for text in (heading, *cells)])
        if column.weight:
            self.least = min(self.wanted, max(words, _NARROWEST))
        else:  # only the heading may wrap
            self.least = max(_widest(cells), _longest_word([heading]), 1)


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _blocks(columns: Sequence[_Measured], width: int) -> list[list[int]]:
    """Return the columns of each table that is needed, the first one in all of them."""
    blocks: list[list[int]] = [[0]]
    for number, column in enumerate(columns[1:], start=1):
        block = blocks[-1]
        if len(block) > 1 and _total([columns[i].least for i in block] + [column.least]) > width:
            blocks.append([0, number])
        else:
            block.append(number)
    return blocks


def _widths(columns: Sequence[_Measured], width: int) -> list[int]:
    """Return how wide each column is: at least its least, and more where there is room."""
    widths = [column.least for column in columns]
    if _total(widths) > width:
        return _squeezed(widths, width)
    for weighted in (True, False):  # running text gains most from room, then headings
        while room := width - _total(widths):
            waiting = [
                i
                for i, column in enumerate(columns)
                if bool(column.column.weight) == weighted and widths[i] < column.wanted
            ]
            if not waiting:
                break
            weights = sum(columns[i].column.weight or 1 for i in waiting)
            for i in waiting:
                share = max(room * (columns[i].column.weight or 1) // weights, 1)
                gain = min(share, columns[i].wanted - widths[i], width - _total(widths))
                widths[i] += gain
    return widths


def _squeezed(widths: list[int], width: int) -> list[int]:
    """Narrow the widest columns until all fit: a last resort on a very narrow terminal."""
    while _total(widths) > width and max(widths) > 6:
        widths[widths.index(max(widths))] -= 1
    return widths


class _Block:
    """Columns side by side."""

    def __init__(self, columns: Sequence[_Measured], terminal: Terminal) -> None:
        self.columns = columns
        self.terminal = terminal
        self.widths = _widths(columns, terminal.width)
        self.rule = ("─" if terminal.unicode else "-") * _total(self.widths)

    def lines(self, heading_rows: Sequence[int]) -> list[str]:
        """Return heading, rule and rows; rows that are set apart have rules around them."""
        headings = self._row([column.heading for column in self.columns], low=True)
        lines = [*(self.terminal.bold(line) for line in headings), self.rule]
        apart = False
        for number in range(len(self.columns[0].cells)):
            here = number in heading_rows
            if here != apart and number > 0:
                lines.append(self.rule)
            apart = here
            row = self._row([column.cells[number] for column in self.columns])
            lines += [self.terminal.bold(line) for line in row] if here else row
        return lines

    def _row(self, texts: Sequence[str], low: bool = False) -> list[str]:
        """Return the lines of one row, as many as its tallest cell needs; `low`: at the bottom."""
        cells = [_wrapped(text, width) for text, width in zip(texts, self.widths, strict=True)]
        height = max(len(cell) for cell in cells)
        lines = []
        for number in range(height):
            at = [number - (height - len(cell)) * low for cell in cells]
            parts = [
                cell[i] if 0 <= i < len(cell) else "" for cell, i in zip(cells, at, strict=True)
            ]
            padded = [
                part.rjust(width) if column.column.align == "right" else part.ljust(width)
                for part, width, column in zip(parts, self.widths, self.columns, strict=True)
            ]
            lines.append((" " * _GAP).join(padded).rstrip())
        return lines


def _wrapped(text: str, width: int) -> list[str]:
    """Wrap a cell between words; a word that is wider than the column goes on below."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line, width, break_on_hyphens=False) or [""]
    return lines

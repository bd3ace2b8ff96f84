"""A table as lines of text that fit the terminal.

Words are never cut to make a column fit. Columns with weight are narrowed first; what
still does not fit is set as several tables below each other, each with the first column.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from oj_cli.domain.swedish import capital
from oj_cli.presentation.console import Terminal, fill
from oj_cli.presentation.document import Column, Shown, Table

Piece = tuple[str, str]
"""Text with the style that it has where there is colour."""

_GAP = 2
_NARROWEST = 16  # a column of running text is not made narrower than this
_GOOD, _DOUBTFUL, _BAD, _ASIDE = "green", "yellow", "red", "dim"
STYLES = {
    **dict.fromkeys(("ja", "nådd", "klar", "klart", "bättre", "styrka", "uppfyllt"), _GOOD),
    **dict.fromkeys(("delvis", "varn", "på väg", "pågår", "påbörjat", "kontrollera"), _DOUBTFUL),
    **dict.fromkeys(("nej", "fel", "sämre", "sen", "försenad", "förbättringsområde"), _BAD),
    **dict.fromkeys(("ea", "bortfall", "sekretess", "saknas", "inte mätt", "råd"), _ASIDE),
}
"""The colour of answers and levels, by the word that a cell holds and nothing else."""


def table_lines(table: Table, terminal: Terminal) -> Iterator[Piece]:
    """Yield the table, its caption above it, in lines no wider than the terminal."""
    caption = terminal.line(table.caption)
    if not table.rows:
        yield f"{caption}\n" if caption else "", ""
        yield "Inga rader.", ""
        return
    columns = [
        _Measured(column, terminal.line(column.heading), [row[n] for row in table.cells], terminal)
        for n, column in enumerate(table.columns)
    ]
    blocks = _blocks(columns, terminal.width)
    for number, block in enumerate(blocks, start=1):
        part = f"del {number} av {len(blocks)}"
        title = caption if len(blocks) == 1 else f"{caption} ({part})" if caption else capital(part)
        yield "\n\n" if number > 1 else "", ""
        if title:
            yield fill(title, terminal.width) + "\n", ""
        yield from _Block([columns[i] for i in block], terminal).pieces(table.heading_rows)


def _longest_word(texts: Sequence[str]) -> int:
    return max((len(word) for text in texts for word in text.split(" ")), default=0)


def _widest(texts: Sequence[str]) -> int:
    return max((len(line) for text in texts for line in text.split("\n")), default=0)


class _Measured:
    """A column with its texts: how wide it would like to be, and how narrow it can be."""

    def __init__(
        self, column: Column, heading: str, shown: Iterable[Shown], terminal: Terminal
    ) -> None:
        self.column = column
        self.heading = heading
        styled = [(terminal.line(s.text), STYLES.get(s.look or s.text.lower(), "")) for s in shown]
        self.cells = cells = [text for text, _ in styled]
        self.styles = [style for _, style in styled]
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

    def pieces(self, heading_rows: Sequence[int]) -> Iterator[Piece]:
        """Yield heading, rule and rows; rows that are set apart have rules around them."""
        bold = ["bold"] * len(self.columns)
        yield from self._row([column.heading for column in self.columns], bold, low=True)
        yield f"\n{self.rule}", ""
        apart = False
        for number in range(len(self.columns[0].cells)):
            here = number in heading_rows
            if here != apart and number > 0:
                yield f"\n{self.rule}", ""
            apart = here
            yield "\n", ""
            styles = bold if here else [column.styles[number] for column in self.columns]
            yield from self._row([column.cells[number] for column in self.columns], styles)

    def _row(self, texts: Sequence[str], styles: Sequence[str], low: bool = False) -> list[Piece]:
        """Return one row, of as many lines as its tallest cell needs; `low`: at the bottom."""
        cells = [_wrapped(text, width) for text, width in zip(texts, self.widths, strict=True)]
        height = max(len(cell) for cell in cells)
        pieces: list[Piece] = []
        for number in range(height):
            gap = "\n" if number else ""
            for cell, width, column, style in zip(
                cells, self.widths, self.columns, styles, strict=True
            ):
                at = number - (height - len(cell)) * low
                text = cell[at] if 0 <= at < len(cell) else ""
                right = column.column.align == "right"
                shown = text.rjust(width) if right else text.ljust(width)
                pieces += [(gap, ""), (shown, style if text else "")]
                gap = " " * _GAP
            while pieces and not pieces[-1][0].strip(" "):  # no line ends in spaces
                pieces.pop()
            if pieces:
                text, style = pieces.pop()
                pieces.append((text.rstrip(" "), style))
        return pieces


def _wrapped(text: str, width: int) -> list[str]:
    """Wrap a cell between words; a word that is wider than the column goes on below."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line, width, break_on_hyphens=False) or [""]
    return lines

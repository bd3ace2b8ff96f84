"""A table as lines of text that fit the terminal.

Words are never cut to make a column fit. Columns with weight are narrowed first. If there still
is no room, a table with running text is set row by row, each row a block of lines; one of short
answers as several tables below each other, each with the first column.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

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


def table_lines(table: Table, terminal: Terminal, *, ruled: bool = True) -> Iterator[Piece]:
    """Yield the table, its caption above it, in lines no wider than the terminal.

    Unless it is `ruled`, no rule stands below its headings.
    """
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
    if len(blocks) > 1 and any(column.is_text for column in columns[1:]):
        yield fill(caption, terminal.width) + "\n" if caption else "", ""
        yield from _row_by_row(columns, terminal.width)
        return
    for number, block in enumerate(blocks, start=1):
        part = f"del {number} av {len(blocks)}"
        title = caption if len(blocks) == 1 else f"{caption} ({part})" if caption else capital(part)
        yield "\n\n" if number > 1 else "", ""
        if title:
            yield fill(title, terminal.width) + "\n", ""
        here = [columns[i] for i in block]
        yield from _side_by_side(here, table.heading_rows, terminal, ruled=ruled)


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
        self.is_text = bool(column.weight) and _widest(cells) > _NARROWEST
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
    while _total(widths) > width and max(widths) > 6:  # a last resort on a very narrow terminal
        widths[widths.index(max(widths))] -= 1
    for weighted in (True, False):  # running text gains most from room, then headings
        while (room := width - _total(widths)) > 0:
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


def _row_by_row(columns: Sequence[_Measured], width: int) -> Iterator[Piece]:
    """Yield each row as a block: the first cell, and below it the others that are not empty."""
    headings = [" ".join(column.heading.split()) for column in columns]
    for number in range(len(columns[0].cells)):
        yield "\n\n" if number else "", ""
        yield fill(f"{headings[0]}: {columns[0].cells[number] or '–'}", width), "bold"
        for heading, column in zip(headings[1:], columns[1:], strict=True):
            if text := column.cells[number]:
                yield "\n", ""
                yield fill(f"{heading}: {text}", width, "  ", "    "), column.styles[number]


def _side_by_side(
    columns: Sequence[_Measured], heading_rows: Sequence[int], terminal: Terminal, *, ruled: bool
) -> Iterator[Piece]:
    """Yield heading, rule and rows; rows that are set apart have rules around them."""
    widths = _widths(columns, terminal.width)
    rule = "\n" + ("─" if terminal.unicode else "-") * _total(widths)
    bold = ["bold"] * len(columns)
    heading = _cells([column.heading for column in columns], widths)
    tallest = max(map(len, heading))  # headings stand on the rule
    heading = [[""] * (tallest - len(lines)) + lines for lines in heading]
    yield from _row(heading, bold, columns, widths)
    yield rule if ruled else "", ""
    apart = False
    for number in range(len(columns[0].cells)):
        here = number in heading_rows
        if here != apart and number > 0:
            yield rule, ""
        apart = here
        yield "\n", ""
        cells = _cells([column.cells[number] for column in columns], widths)
        styles = bold if here else [column.styles[number] for column in columns]
        yield from _row(cells, styles, columns, widths)


def _row(
    cells: Sequence[list[str]],
    styles: Sequence[str],
    columns: Sequence[_Measured],
    widths: Sequence[int],
) -> list[Piece]:
    """Return one row, of as many lines as its tallest cell needs."""
    pieces: list[Piece] = []
    for number, line in enumerate(zip_longest(*cells, fillvalue="")):
        gap = "\n" if number else ""
        for text, width, column, style in zip(line, widths, columns, styles, strict=True):
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


def _cells(texts: Sequence[str], widths: Sequence[int]) -> list[list[str]]:
    """Wrap cells between words; a word that is wider than its column goes on below."""
    return [
        [
            part
            for line in text.split("\n")
            for part in textwrap.wrap(line, width, break_on_hyphens=False) or [""]
        ]
        for text, width in zip(texts, widths, strict=True)
    ]

"""A document as text for the terminal: laid out here, coloured by rich."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from typing import TextIO

from oj_cli.presentation.console import PROSE_WIDTH, Terminal, fill
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Command,
    Commands,
    Document,
    Facts,
    Figure,
    Paragraph,
    Remarks,
    Section,
    Table,
    walk,
)
from oj_cli.presentation.grid import STYLES, Piece, table_lines

_INDENT = "  "
# what an entry of a list begins or ends with, where that is an answer or a level
_MARKED = re.compile(r"^(?:FEL|VARN|RÅD)\b|(?<=: )(?:JA|NEJ|DELVIS|EA)$", re.MULTILINE)


def draw(document: Document, terminal: Terminal, stream: TextIO) -> None:
    """Write the document to a stream, fitted to the terminal, with a line break at the end."""
    parts = [part for part in _parts(document, terminal) if any(text for text, _ in part)]
    if not terminal.colour:
        texts = ("".join(text for text, _ in part) for part in parts)
        stream.write("\n\n".join(texts).replace("\u00a0", " ") + "\n")
        return
    # an answer in a pipe or a file needs nothing of rich, and it takes its time to load
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream,
        force_terminal=True,  # `terminal` has said so
        color_system="standard",
        no_color=False,
        width=terminal.width,
    )
    for n, part in enumerate(parts):
        # pieces with styles and never markup: a heading may hold `[/]`
        text = Text.assemble(*((text.replace("\u00a0", " "), style) for text, style in part))
        console.print(text, soft_wrap=True, end="\n" if n == len(parts) - 1 else "\n\n")


def render(document: Document, terminal: Terminal) -> str:
    """Return what `draw` writes."""
    stream = StringIO()
    draw(document, terminal, stream)
    return stream.getvalue()


def _parts(document: Document, terminal: Terminal) -> Iterator[list[Piece]]:
    """Yield what stands with an empty line between."""
    if document.is_short:
        yield from _short(document, terminal)
        return
    if document.title:
        yield list(_heading(document.title, "=", terminal))
    for block in document.lead:
        yield list(_block(block, terminal))
    for _, section in walk(document.sections):
        yield from _section(section, terminal)


def _short(document: Document, terminal: Terminal) -> Iterator[list[Piece]]:
    """Yield what is to be seen at one glance: no rules, and empty lines between sections only.

    The heading of a table's section stands in its first column.
    """
    yield list(_below(document.title, document.lead, terminal))
    for _, section in walk(document.sections):
        first, *rest = section.blocks
        if isinstance(first, Table):
            name, *others = first.columns
            headed = replace(first, columns=(replace(name, heading=section.heading), *others))
            yield [*table_lines(headed, terminal, ruled=False), *_below("", rest, terminal)]
        else:
            yield list(_below(section.heading, section.blocks, terminal))


def _below(heading: str, blocks: Iterable[Block], terminal: Terminal) -> Iterator[Piece]:
    """Yield a heading and blocks, each on the line below the one before it."""
    yield fill(terminal.line(heading), _prose(terminal)), "bold"
    for block in blocks:
        yield "\n", ""
        yield from _block(block, terminal)


def _section(section: Section, terminal: Terminal) -> Iterator[list[Piece]]:
    heading = list(_heading(section.heading, "-", terminal))
    blocks = [list(_block(b, terminal)) for b in section.blocks if not isinstance(b, Figure)]
    yield [*heading, ("\n", ""), *blocks[0]] if blocks else heading
    yield from blocks[1:]


def _heading(text: str, rule: str, terminal: Terminal) -> Iterator[Piece]:
    """Yield a heading with a rule below it, so that it is seen without bold type too."""
    text = fill(terminal.line(text), _prose(terminal))
    yield text, "bold"
    yield "\n" + rule * max(len(line) for line in text.split("\n")), ""


def _prose(terminal: Terminal) -> int:
    return min(terminal.width, PROSE_WIDTH)


def _block(block: Block, terminal: Terminal) -> Iterable[Piece]:
    match block:
        case Table():
            return table_lines(block, terminal)
        case Paragraph():
            indent = _INDENT if block.tone == "note" else ""
            text = fill(terminal.line(block.text), _prose(terminal), indent, indent)
            return [(text, "bold" if block.tone == "strong" else "")]
        case Bullets():
            return _bullets(block, terminal)
        case Facts() | Remarks():
            return _bullets(Bullets(block.items), terminal)
        case Commands():
            return [("\n".join(_commands(block.commands, terminal)), "")]
        case Figure():  # a table beside it holds what it shows
            return ()


def _bullets(bullets: Bullets, terminal: Terminal) -> Iterator[Piece]:
    room = len(f"{len(bullets.items)}. ") if bullets.numbered else 2
    rest = " " * room
    for number, item in enumerate(bullets.items, start=1):
        mark = f"{number}. " if bullets.numbered else "- "
        yield ("\n" if number > 1 else "") + mark.rjust(room), ""
        first = fill(terminal.line(item.text), _prose(terminal), rest, rest)[room:]
        details = [fill(terminal.line(d), _prose(terminal), rest, rest) for d in item.details if d]
        yield from _coloured(first)
        yield "".join(f"\n{detail}" for detail in details), ""


def _coloured(text: str) -> Iterator[Piece]:
    at = 0
    for found in _MARKED.finditer(text):
        yield text[at : found.start()], ""
        yield found[0], STYLES[found[0].lower()]
        at = found.end()
    yield text[at:], ""


def _commands(commands: Sequence[Command], terminal: Terminal) -> Iterator[str]:
    """Yield what to type, and beside it what it gives, below it where there is no room.

    The command itself is never wrapped, so that it can be copied.
    """
    lines = [terminal.line(command.line) for command in commands]
    first = max((len(line) for line in lines), default=0) + 2 * len(_INDENT)
    beside = first + 30 <= _prose(terminal)
    for line, command in zip(lines, commands, strict=True):
        gives = terminal.line(command.gives)
        if not gives:
            yield _INDENT + line
        elif beside:
            yield fill(gives, _prose(terminal), f"{_INDENT}{line}".ljust(first), " " * first)
        else:
            yield _INDENT + line
            yield fill(gives, _prose(terminal), _INDENT * 3, _INDENT * 3)

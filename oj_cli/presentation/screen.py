"""A document as text for the terminal."""

from collections.abc import Iterator, Sequence

from oj_cli.presentation.console import PROSE_WIDTH, Terminal, fill
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Command,
    Commands,
    Document,
    Facts,
    Figure,
    Item,
    Paragraph,
    Remarks,
    Section,
    Table,
    walk,
)
from oj_cli.presentation.grid import table_lines

_INDENT = "  "


def render(document: Document, terminal: Terminal) -> str:
    """Return the document as text that fits the terminal, with a line break at the end."""
    parts = [_heading(document.title, "=", terminal)] if document.title else []
    parts += [_block(block, terminal) for block in document.lead]
    for _, section in walk(document.sections):
        parts += _section(section, terminal)
    text = "\n\n".join(part for part in parts if part)
    return text.replace("\u00a0", " ") + "\n"


def _section(section: Section, terminal: Terminal) -> Iterator[str]:
    blocks = [_block(block, terminal) for block in section.blocks]
    heading = _heading(section.heading, "-", terminal)
    if not blocks:
        yield heading
        return
    yield f"{heading}\n{blocks[0]}"
    yield from blocks[1:]


def _heading(text: str, rule: str, terminal: Terminal) -> str:
    """Return a heading with a rule below it, so that it is seen without bold type too."""
    lines = fill(terminal.line(text), _prose(terminal)).split("\n")
    longest = max(len(line) for line in lines)
    return "\n".join([*(terminal.bold(line) for line in lines), rule * longest])


def _prose(terminal: Terminal) -> int:
    return min(terminal.width, PROSE_WIDTH)


def _block(block: Block, terminal: Terminal) -> str:
    match block:
        case Table():
            return "\n".join(table_lines(block, terminal))
        case Paragraph():
            return _paragraph(block, terminal)
        case Bullets():
            return "\n".join(_bullets(block, terminal))
        case Commands():
            return "\n".join(_commands(block.commands, terminal))
        case Facts():
            facts = tuple(Item(f"{fact.label}: {fact.value}") for fact in block.facts)
            return "\n".join(_bullets(Bullets(facts), terminal))
        case Remarks():
            return "\n".join(_bullets(Bullets(block.items), terminal))
        case Figure():
            from oj_cli.presentation.chart import Chart
            from oj_cli.presentation.plot import draw  # few answers hold a chart

            return (
                "\n".join(draw(block.picture, terminal)) if isinstance(block.picture, Chart) else ""
            )


def _paragraph(paragraph: Paragraph, terminal: Terminal) -> str:
    indent = _INDENT if paragraph.tone == "note" else ""
    text = fill(terminal.line(paragraph.text), _prose(terminal), indent, indent)
    if paragraph.tone != "strong":
        return text
    return "\n".join(terminal.bold(line) for line in text.split("\n"))


def _bullets(bullets: Bullets, terminal: Terminal) -> Iterator[str]:
    room = len(f"{len(bullets.items)}. ") if bullets.numbered else 2
    for number, item in enumerate(bullets.items, start=1):
        mark = f"{number}. " if bullets.numbered else "- "
        rest = " " * room
        yield fill(terminal.line(item.text), _prose(terminal), mark.rjust(room), rest)
        for detail in item.details:
            yield fill(terminal.line(detail), _prose(terminal), rest, rest)


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

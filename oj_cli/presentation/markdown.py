"""A document as GitHub-flavoured Markdown."""

import re
from collections.abc import Iterator, Sequence

from oj_cli.presentation.console import clean
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Commands,
    Document,
    Facts,
    Figure,
    Paragraph,
    Remarks,
    Table,
    walk,
)

_MARKUP = re.compile(r"([\\`*_\[\]|~$])")
_BLOCK_START = re.compile(  # of a list, a heading or a rule: the place for a backslash
    r"^(\d{1,9}(?=[.)](?: |$))|(?=[-+](?:[-+ ]|$)|[#=]))"
)
_SPACES = re.compile(r"[ \t\n]+")  # not the no-break space within a number
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render(document: Document) -> str:
    """Return the document as Markdown, with a line break at the end."""
    parts = [f"# {_line(document.title)}"] if document.title else []
    parts += [_block(block) for block in document.lead]
    for level, section in walk(document.sections):
        heading = f"{'#' * min(level, 6)} {_line(section.heading)}"
        parts += [heading, *(_block(block) for block in section.blocks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _inline(text: str) -> str:
    """Return text in which nothing is markup, on one line."""
    words = _SPACES.sub(" ", clean(text)).strip()
    return _MARKUP.sub(r"\\\1", words.translate(_ENTITIES))


def _line(text: str) -> str:
    """Return text that is not taken for a list, a heading or a rule where a line begins."""
    return _BLOCK_START.sub(r"\1\\", _inline(text))


def _lines(text: str) -> list[str]:
    return [_line(line) for line in clean(text).split("\n") if line.strip()]


def _block(block: Block) -> str:
    match block:
        case Table():
            return "\n".join(_table(block))
        case Paragraph():
            return _paragraph(block)
        case Bullets():
            return "\n".join(_bullets(block))
        case Commands():
            return "\n".join(
                f"- {_code(c.line)}" + (f" – {_inline(c.gives)}" if c.gives.strip() else "")
                for c in block.commands
            )
        case Facts() | Remarks():
            return "\n".join(_bullets(Bullets(block.items)))
        case Figure():  # a table beside it holds what it shows
            return ""


def _paragraph(paragraph: Paragraph) -> str:
    mark = {"plain": "", "lead": "", "strong": "**", "note": "*"}[paragraph.tone]
    return "\\\n".join(f"{mark}{line}{mark}" for line in _lines(paragraph.text))


def _code(text: str) -> str:
    """Return a code span whose fence is longer than any run of backticks within it."""
    text = _SPACES.sub(" ", clean(text)).strip()
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _bullets(bullets: Bullets) -> Iterator[str]:
    for number, item in enumerate(bullets.items, start=1):
        mark = f"{number}." if bullets.numbered else "-"
        indent = " " * (len(mark) + 1)
        yield f"{mark} {_line(item.text)}" + ("\\" if item.details else "")
        for left, detail in enumerate(item.details, start=1 - len(item.details)):
            yield f"{indent}{_line(detail)}" + ("\\" if left else "")


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield f"{_line(table.caption)}\n"
    yield _row([_inline(column.heading) for column in table.columns])
    yield _row(["---:" if column.align == "right" else "---" for column in table.columns])
    for number, row in enumerate(table.cells):
        cells = ["<br>".join(_inline(line) for line in cell.text.split("\n")) for cell in row]
        apart = number in table.heading_rows
        yield _row([f"**{cell}**" if apart and cell else cell for cell in cells])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

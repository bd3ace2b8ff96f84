"""Where in a text a change goes, and what it puts there.

Each function gives ways to make one change, the best first. A way is a list of splices:
where to cut, and what to put there instead. Whether a way is right is for the editor to
find out; most have only one.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product
from typing import Any

from oj_cli.documents.dumper import (
    WIDTH,
    block_lines,
    entry_lines,
    flow_text,
    inline,
    key_text,
    scalar_forms,
)
from oj_cli.documents.outline import Entry, Node, Outline

Splice = tuple[int, int, str]
Way = list[Splice]


def put(outline: Outline, entry: Entry, value: Any, old: Any) -> Iterator[Way]:
    """Replace the value of an entry, `old`."""
    if entry.flow:
        yield from _put_inline(entry, value)
    elif isinstance(value, dict | list) and value:
        yield from _put_collection(outline, entry, value)
    else:
        yield from _put_scalar(outline, entry, value, old)


def put_root(outline: Outline, value: Any) -> Iterator[Way]:
    """Write the whole content of a document that is empty or holds one value."""
    root = outline.root
    for quoted in (False, True):
        if isinstance(value, dict | list) and value:
            lines = block_lines(value, 0, outline.layout, quoted)
        else:
            lines = [inline(value)]
        if root is None or root.empty:
            at = outline.document_end
            yield [(at, at, outline.as_lines(at, lines))]
            continue
        start, end = root.start, root.end
        if root.block or root.block_scalar:
            end = outline.after(Entry(start, start, root))[-1]
            yield [(start, end, outline.as_lines(outline.line(start), lines))]
        newline = outline.newline(start)
        above = "" if outline.leads(start) else newline
        yield [(start, end, above + newline.join(lines))]


def fill(outline: Outline, node: Node, value: Any) -> Iterator[Way]:
    """Put all of a list or mapping into brackets that are empty."""
    yield from _into_flow(outline, node, flow_text(value)[1:-1])


def append(outline: Outline, node: Node, value: Any, floor: int) -> Iterator[Way]:
    """Put an item at the end of a list that has items, or brackets.

    Comments below that begin in the column `floor` or further in are still the list's.
    """
    if node.flow:
        yield from _into_flow(outline, node, flow_text(value))
        return
    last = node.entries[-1]
    layout = replace(outline.layout, gap=_gap(outline, last) or outline.layout.gap)
    column = outline.column(last.start)
    for quoted in (False, True):
        lines = entry_lines("-", value, column, layout, quoted)
        yield from _into_block(outline, node, lines, floor)


def insert(
    outline: Outline, node: Node, key: str, value: Any, floor: int, at: Entry | None = None
) -> Iterator[Way]:
    """Put a key in a mapping that has keys, or brackets: before the entry `at`, else last."""
    if node.flow:
        pair = f"{key_text(key, flow=True)}: {flow_text(value)}"
        yield from _into_flow(outline, node, pair) if at is None else _before(node, at, pair)
        return
    column = outline.column(node.entries[-1].start)
    for quoted in (False, True):
        lines = entry_lines(f"{key_text(key)}:", value, column, outline.layout, quoted)
        if at is None:
            yield from _into_block(outline, node, lines, floor)
        else:
            yield from _above(outline, node, at, lines)


def _put_inline(entry: Entry, value: Any) -> Iterator[Way]:
    """Replace what stands on one line, or between brackets, by the like."""
    node = entry.node
    if isinstance(value, dict | list):
        text = flow_text(value)
    else:
        text = inline(value, flow=True, quote=node.style if node.style in ("'", '"') else "")
    if not node.empty:
        yield [(node.start, node.end, text)]
    elif entry.colon:
        yield [(entry.head, entry.head, f" {text}")]
    else:
        yield [(entry.head, entry.head, f": {text}")]


def _put_scalar(outline: Outline, entry: Entry, value: Any, old: Any) -> Iterator[Way]:
    node, column = entry.node, outline.column(entry.start)
    if value is None and entry.key is not None:
        yield from _swap(outline, entry, "", [])
        return
    used = entry.head - entry.start + 1
    style = node.style if node.kind == "scalar" else ""
    if style:
        as_new = next(scalar_forms(old, column, used, outline.layout))
        end = outline.content_end(node) if node.block_scalar else node.end
        if outline.text[node.start : end].splitlines() == [as_new[0], *as_new[1]]:
            style = ""  # as it had to be written, and no wish of the user's
    for head, body in scalar_forms(value, column, used, outline.layout, style):
        yield from _swap(outline, entry, head, body)


def _put_collection(outline: Outline, entry: Entry, value: Any) -> Iterator[Way]:
    """Write a list or mapping on the lines below a key, or from the line of a dash on."""
    column, layout = outline.column(entry.start), outline.layout
    for quoted in (False, True):
        if entry.key is not None:
            _, *lines = entry_lines(":", value, column, layout, quoted)
            yield from _swap(outline, entry, "", lines)
            continue
        near = replace(layout, gap=_gap(outline, entry) or 1)
        first, *rest = entry_lines("-", value, column, near, quoted)
        yield from _swap(outline, entry, first[column + 1 + near.gap :], rest)
        lines = block_lines(value, column + layout.step, layout, quoted)
        yield from _swap(outline, entry, "", lines)


def _gap(outline: Outline, entry: Entry) -> int:
    """Return how many spaces stand between a dash and what follows on its line, if anything."""
    between = outline.text[entry.head : entry.node.start]
    return len(between) if 0 < len(between) < 8 and not between.strip(" ") else 0


def _swap(outline: Outline, entry: Entry, head: str, body: list[str]) -> Iterator[Way]:
    """Put `head` where the old value began, and the lines of `body` below it.

    What else stands on the line, a comment, stays there.
    """
    node, text = entry.node, outline.text
    spaced = f" {head}" if head else ""
    if node.block:
        first = node.entries[0].start
        ends = outline.after(entry)
        if outline.leads(first):
            opening = (outline.before(first), outline.before(first), spaced)
            for end in ends:
                start = outline.line(first)
                yield [opening, (start, end, outline.as_lines(start, body) if body else "")]
        else:
            for end in ends:
                below = outline.newline(end) + (outline.as_lines(end, body) if body else "")
                yield [(entry.head, end, spaced + below)]
        return
    on_line = not node.empty and not text[entry.head : node.start].strip(" \t")
    stop = outline.header_end(node) if node.block_scalar else max(node.end, entry.head)
    if node.empty:
        opening = (entry.head, entry.head, spaced)
    elif head or not on_line:
        opening = (node.start, stop, head)
    else:
        opening = (entry.head, stop, "")
    if node.block_scalar:
        start = outline.next_line(node.start)
        for end in dict.fromkeys((outline.content_end(node), node.end)):
            below = outline.as_lines(start, body) if body else ""
            yield [opening, (start, end, below)]
        return
    if not body:
        yield [opening]
        return
    start = outline.next_line(stop)
    places = [start] if head else [outline.skip_comments(start, outline.column(entry.start) + 1)]
    for place in dict.fromkeys((*places, start)):
        yield [opening, (place, place, outline.as_lines(place, body))]


def _into_block(outline: Outline, node: Node, lines: list[str], floor: int) -> Iterator[Way]:
    """Put lines after the last entry of a block list or mapping, apart from it as its siblings."""
    last = node.entries[-1]
    column = outline.column(last.start)
    leaf = outline.last_leaf(last.node)
    apart = len(node.entries) > 1 and all(_apart(outline, *pair) for pair in pairwise(node.entries))
    for place, blank in product(outline.after(last), (True, False) if apart else (False,)):
        at = outline.skip_comments(place, max(column, floor))
        added = outline.as_lines(at, ["", *lines] if blank else lines)
        yield [(at, at, added)]
        if leaf.block_scalar and outline.line(at) != at:  # its last line had no line break
            stop = outline.header_end(leaf)
            yield [(stop, stop, "-"), (at, at, added)]
            yield [(stop - 1, stop, "-"), (at, at, added)]


def _above(outline: Outline, node: Node, at: Entry, lines: list[str]) -> Iterator[Way]:
    """Put lines above an entry of a block mapping, and above the comments that stand there."""
    n, margin = node.entries.index(at), " " * outline.column(at.start)
    for place in outline.after(node.entries[n - 1]) if n else ():
        below = outline.skip_comments(place, len(margin) + 1)
        yield [(below, below, outline.as_lines(below, lines))]
    text = outline.newline(at.start).join([*lines, margin])
    yield [(at.start, at.start, text.removeprefix(margin))]


def _before(node: Node, at: Entry, added: str) -> Iterator[Way]:
    yield [(at.start, at.start, f"{added}, ")]
    yield [(node.start, node.start, f"{{{added}, "), (node.end, node.end, "}")]  # in a list: [a: b]


def _apart(outline: Outline, one: Entry, other: Entry) -> bool:
    """Tell whether an empty line stands between two entries."""
    at = outline.after(one)[0]
    while at < other.start:
        if outline.blank(at):
            return True
        at = outline.next_line(at)
    return False


def _into_flow(outline: Outline, node: Node, added: str) -> Iterator[Way]:
    text = outline.text
    bracketed = text[node.start] in "[{"
    if not node.entries:
        yield [(node.start + 1, node.start + 1, added)]
        return
    first, last = node.entries[0], node.entries[-1]
    if not bracketed:  # a pair in a list: [a: b]
        yield [(node.start, node.start, "{"), (node.end, node.end, f", {added}}}")]
        return
    comma = outline.comma(last.end, node.end)
    indent = " " * outline.column(first.start)
    newline = outline.newline(last.end)
    if outline.leads(last.start):  # one item on each line
        indent = " " * outline.column(last.start)
        at = last.end if comma is None else comma + 1
        if outline.closes(at):
            place = outline.next_line(at)
            line = indent + added + ("" if comma is None else ",")
            below = (place, place, outline.as_lines(place, [line]))
            yield [below] if comma is not None else [(at, at, ","), below]
        else:
            yield [(last.end, last.end, f",{newline}{indent}{added}")]
    elif outline.column(node.end) + len(added) + 2 > WIDTH:
        yield [(last.end, last.end, f",{newline}{indent}{added}")]
    yield [(last.end, last.end, f", {added}")]

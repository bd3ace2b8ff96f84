"""Where everything in a YAML text stands: each value, key and dash by its position.

PyYAML's marks say where values begin and end, but a list's or mapping's end mark runs past
the comments that follow, and dashes, colons and commas have no mark at all. The tokens
have them. All positions count characters in the text without its BOM.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import yaml

from oj_cli.documents.dumper import Layout

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BLANK = re.compile("[ \t]*(?=[\n\r\x85\u2028\u2029]|$)")
_COMMENT = re.compile("[ \t]*#")
_LOOKED_AT = 3  # items of a list, to see how the text is laid out
_HEADER = re.compile(r"(?:!\S*\s+)?[|>][-+0-9]*")


class Node:
    """A value: what it is, where it stands, and what it consists of."""

    def __init__(
        self,
        kind: Literal["scalar", "list", "map"],
        start: int,
        end: int,
        style: str = "",
        flow: bool = False,
        build: Callable[[], list["Entry"]] = list,
    ) -> None:
        self.kind = kind
        self.start = start
        self.style = style
        self.flow = flow
        self._end = end
        self._build = build

    @cached_property
    def entries(self) -> list["Entry"]:
        """Its items or pairs; only looked for where someone asks, for speed in long files."""
        return self._build()

    @cached_property
    def end(self) -> int:
        """Where its text ends: that of its last entry, if it does not end with a bracket."""
        return self.entries[-1].end if self._end < 0 else self._end

    @property
    def empty(self) -> bool:
        """Whether nothing at all is written: `key:` with no value."""
        return self.start == self._end

    @property
    def block_scalar(self) -> bool:
        """Whether it is text after `|` or `>`."""
        return self.style in ("|", ">")

    @property
    def block(self) -> bool:
        """Whether it is a list or mapping without brackets, on lines of its own."""
        return self.kind != "scalar" and not self.flow


@dataclass
class Entry:
    """An item or pair: where its dash or key begins, where the colon ends, its value."""

    start: int
    head: int
    node: Node
    key: str | None = None
    colon: bool = True
    flow: bool = False

    @property
    def end(self) -> int:
        """Where the text of the value ends, or of the key where there is none."""
        return max(self.head, self.node.end)


class Outline:
    """A text and its values. The text must be one that the reader has read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(m.end() for m in _BREAK.finditer(text))]
        tokens = list(yaml.scan(text, Loader=yaml.CSafeLoader))
        self._tokens = [(t.start_mark.index, t.end_mark.index) for t in tokens]
        self._keys = _starts(tokens, yaml.KeyToken)
        self._colons = _starts(tokens, yaml.ValueToken)
        self._dashes = _starts(tokens, yaml.BlockEntryToken)
        self._commas = _starts(tokens, yaml.FlowEntryToken)
        ends = _starts(tokens, yaml.DocumentEndToken)
        self.document_end = ends[0] if ends else len(text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        self.root = None if node is None else self._node(node, False)

    # What the text consists of

    def _node(self, node: Any, flow: bool, head: int = 0) -> Node:
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.ScalarNode):
            if start == end:  # nothing is written, and the mark may stand anywhere
                start = end = head
            return Node("scalar", start, end, node.style or "", flow)
        flow = flow or bool(node.flow_style)
        if not flow or self.text[start] not in "[{":  # [a: b] holds a mapping without brackets
            end = -1
        if isinstance(node, yaml.SequenceNode):
            return Node("list", start, end, "", flow, lambda: self._items(node, flow))
        return Node("map", start, end, "", flow, lambda: self._pairs(node, flow))

    def _items(self, node: yaml.SequenceNode, flow: bool) -> list[Entry]:
        result = []
        for value in node.value:
            start = value.start_mark.index
            if flow:
                result.append(Entry(start, start, self._node(value, flow, start), flow=True))
            else:
                dash = self._dashes[bisect_left(self._dashes, start) - 1]
                result.append(Entry(dash, dash + 1, self._node(value, flow, dash + 1)))
        return result

    def _pairs(self, node: yaml.MappingNode, flow: bool) -> list[Entry]:
        return [self._pair(key, value, flow) for key, value in node.value]

    def _pair(self, key: yaml.Node, value: yaml.Node, flow: bool) -> Entry:
        start, after = key.start_mark.index, key.end_mark.index
        at = bisect_right(self._keys, start) - 1
        if at >= 0 and not self.text[self._keys[at] : start].strip("? \t"):
            start = self._keys[at]
        at = bisect_left(self._colons, after)
        colon = at < len(self._colons) and self._colons[at] <= value.start_mark.index
        head = self._colons[at] + 1 if colon else after
        return Entry(start, head, self._node(value, flow, head), str(key.value), colon, flow)

    @cached_property
    def layout(self) -> Layout:
        """How the text is laid out, from what stands first in it."""
        found: dict[str, int] = {}

        def look(node: Node) -> None:
            for entry in node.entries if node.kind == "map" else node.entries[:_LOOKED_AT]:
                inner = entry.node
                if inner.block:
                    move = self.column(inner.entries[0].start) - self.column(entry.start)
                    if node.kind == "list":
                        found.setdefault("gap", max(move - 1, 1))
                    else:
                        found.setdefault("step" if inner.kind == "map" else "dash", move)
                    look(inner)

        if self.root is not None and self.root.block:
            look(self.root)
        return Layout(**found)

    # Lines

    def line(self, position: int) -> int:
        """Return where the line of a position begins."""
        return self._starts[bisect_right(self._starts, position) - 1]

    def next_line(self, position: int) -> int:
        """Return where the line after that of a position begins, or the end of the text."""
        at = bisect_right(self._starts, position)
        return self._starts[at] if at < len(self._starts) else len(self.text)

    def column(self, position: int) -> int:
        """Return how far in on its line a position is."""
        return position - self.line(position)

    def leads(self, position: int) -> bool:
        """Tell whether nothing stands before a position on its line."""
        return not self.text[self.line(position) : position].strip(" \t")

    def closes(self, position: int) -> bool:
        """Tell whether nothing but a comment stands after a position on its line."""
        return self.blank(position) or self.comment(position) is not None

    def blank(self, position: int) -> bool:
        """Tell whether nothing stands on the rest of the line."""
        return _BLANK.match(self.text, position) is not None

    def comment(self, position: int) -> int | None:
        """Return the column of a comment if the rest of the line is one."""
        found = _COMMENT.match(self.text, position)
        return None if found is None else self.column(found.end() - 1)

    def newline(self, position: int) -> str:
        """Return how the line before a position ends, or the lines of the file do."""
        at = bisect_right(self._starts, position) - 1
        for start in (self._starts[at], *self._starts[1:2]):
            before = self.text[max(start - 2, 0) : start]
            if before.endswith(("\n", "\r")):
                return before if before == "\r\n" else before[-1]
        return "\n"

    def as_lines(self, position: int, lines: Sequence[str]) -> str:
        """Return lines as text to be put in at a position where a line begins or the text ends."""
        newline = self.newline(position)
        if self.line(position) == position:
            return "".join(line + newline for line in lines)
        return newline + newline.join(lines)

    # Around values

    def comma(self, start: int, end: int) -> int | None:
        """Return where the first comma between two positions stands."""
        at = bisect_left(self._commas, start)
        return self._commas[at] if at < len(self._commas) and self._commas[at] < end else None

    def before(self, position: int) -> int:
        """Return the end of what stands before a position: a colon, a dash, an anchor."""
        at = bisect_left(self._tokens, (position, -1)) - 1
        return max((end for _, end in self._tokens[: at + 1][-3:]), default=0)

    def header_end(self, node: Node) -> int:
        """Return where `|` or `>` with its signs ends."""
        found = _HEADER.match(self.text, node.start)
        return node.start if found is None else found.end()

    def content_end(self, node: Node) -> int:
        """Return where the lines of a block scalar end, empty ones at the end left out."""
        position = self.next_line(node.start)
        end = at = position
        while at < node.end:
            following = self.next_line(at)
            if not self.blank(at):
                end = following
            at = following
        return end

    def last_leaf(self, node: Node) -> Node:
        """Return the scalar or bracketed value that a value ends with."""
        while node.block:
            node = node.entries[-1].node
        return node

    def after(self, entry: Entry) -> list[int]:
        """Return where a line can be put in after an entry: the best place, and one more."""
        leaf = self.last_leaf(entry.node)
        if leaf.block_scalar:
            return list(dict.fromkeys([self.content_end(leaf), leaf.end]))
        return [self.next_line(entry.end)]

    def skip_comments(self, position: int, column: int) -> int:
        """Return the position after the comment lines that begin in `column` or further in."""
        while (found := self.comment(position)) is not None and found >= column:
            following = self.next_line(position)
            if following == position:
                break
            position = following
        return position


def comments(text: str) -> list[str]:
    """Return the comments of a text in their order."""
    result: list[str] = []
    position = 0
    for token in [*yaml.scan(text, Loader=yaml.CSafeLoader), None]:
        start = len(text) if token is None else token.start_mark.index
        between = text[position:start]
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            between += _line_from(text, start)  # a comment may follow the sign
        if "#" in between:
            parts = (part.partition("#") for part in _BREAK.split(between))
            result += [comment.rstrip() for _, sign, comment in parts if sign]
        if token is not None:
            position = max(position, token.end_mark.index)
    return result


def _line_from(text: str, start: int) -> str:
    found = _BREAK.search(text, start)
    return text[start : found.start() if found else len(text)]


def _starts(tokens: Sequence[Any], kind: Any) -> list[int]:
    return [t.start_mark.index for t in tokens if type(t) is kind]

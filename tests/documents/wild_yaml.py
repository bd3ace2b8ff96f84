"""Documents as people write them by hand: every layout that YAML allows, at random.

`Wild(seed).document()` gives a text and what the tests need to know of it: where each
scalar stands, and which comments belong to what. The data are what the reader says.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oj_cli.documents.changes import Change
from oj_cli.documents.editor import edit_file
from oj_cli.documents.reader import parse_yaml

Where = tuple[str | int, ...]

WORDS = [
    *("mål", "boende", "stöd", "ja", "NO", "nej", "037", "12:30", "2027-01-01", "😀", "👩‍🦽"),
    *("våld", "é", "C#", "3,5", "a:b", "x-y", "it's", "nämnd", "%"),
]
KEYS = [
    *("id", "namn", "text", "status", "mål-2", "ägare", "2029", "on", "NO", "datum", "😀"),
    *("bevis", "lista", "tid", "kort", "länk", "år"),
]
NULLS = ("", "~", "null")


@dataclass
class Document:
    """A text, where its inline scalars stand, and who owns each comment."""

    text: str = ""
    newline: str = "\n"
    scalars: dict[Where, tuple[int, int]] = field(default_factory=dict)
    blocks: dict[Where, tuple[int, int, int]] = field(default_factory=dict)
    """Where a block scalar begins, its first line, and the line after its last."""
    owned: dict[Where, list[str]] = field(default_factory=dict)
    """Comments that go when the entry goes: on its lines, further in, directly above."""
    flow: set[Where] = field(default_factory=set)
    """Values that stand in brackets, or are brackets."""


class Wild:
    """Writes random documents."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - no secret
        self.doc = Document()
        self.out: list[str] = []
        self.length = 0
        self.count = 0
        self.last: dict[Where, Where] = {}
        self.columns: dict[Where, int] = {}

    # Pieces

    def add(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def comment(self, *owners: Where) -> str:
        self.count += 1
        name = f"c{self.count}."
        for owner in owners:
            for n in range(1, len(owner) + 1):
                self.doc.owned.setdefault(owner[:n], []).append(name)
        return f"# {name} {self.rng.choice(['å: 1', 'text', '- x', '😀', '', '[', chr(34)])}"

    def words(self, low: int = 1, high: int = 3) -> str:
        return " ".join(self.rng.choice(WORDS) for _ in range(self.rng.randint(low, high)))

    def newline(self) -> None:
        self.add(self.doc.newline)

    def rest_of_line(self, where: Where) -> None:
        """End a line: spaces or a comment may stand there."""
        kind = self.rng.random()
        if kind < 0.15:
            self.add(self.rng.choice([" ", "   ", "\t"]) + self.comment(where))
        elif kind < 0.22:
            self.add("  ")
        self.newline()

    def between(self, column: int, above: Where | None, owner: Where, last: Where | None) -> None:
        """Write empty lines and comments before an entry in `column`.

        Comments further in belong to the entry before (`last`), those directly above, in the
        same column, to the entry itself (`above`) unless it is the first.
        """
        if last is not None and self.chance(0.08):
            while (inner := self.last.get(last)) and self.columns[inner] <= column:
                last = inner
            self.add(" " * (column + 1) + self.comment(last))
            self.newline()
        for _ in range(self.rng.choice([0, 0, 0, 0, 1, 1, 2])):
            self.add(self.rng.choice(["", "", " " * column, "      "]))
            self.newline()
        if self.chance(0.12):  # a heading, apart by an empty line
            self.add(" " * column + self.comment(owner))
            self.newline()
            self.newline()
        if self.chance(0.18):
            for _ in range(self.rng.randint(1, 2)):
                self.add(" " * column + self.comment(above if above is not None else owner))
                self.newline()

    # Values

    def scalar(self, where: Where, column: int, flow: bool) -> bool:
        """Write a scalar after a space; return whether the line has been ended."""
        kind = self.rng.random()
        if not flow and kind < 0.16:
            self.block_scalar(where, column)
            return True
        if kind < 0.22:
            text = self.rng.choice(NULLS) if not flow else "null"
        elif kind < 0.34:
            text = self.rng.choice(["0", "12", "-7", "3.25", "1e3", "true", "False", '"12"', "'0'"])
        elif kind < 0.42:
            text = (
                '"' + self.words().replace('"', "") + self.rng.choice(["", " ", "\\n", "# x"]) + '"'
            )
        elif kind < 0.50:
            text = "'" + self.words().replace("'", "''") + self.rng.choice(["", ": ", " #"]) + "'"
        elif kind < 0.56:
            inner = self.doc.newline + " " * (column + self.rng.randint(1, 4))
            gap = self.rng.choice([inner, self.doc.newline + inner])
            quote = self.rng.choice(['"', "'", ""])
            text = quote + "ett" + gap + "två" + inner + "tre" + quote
        elif kind < 0.58:
            text = self.rng.choice(["!!str 5", "!!str x", "!!str"]) if not flow else "x"
        else:
            text = self.plain(flow)
        start = self.length
        if text and not flow:
            self.add(self.rng.choice([" ", " ", " ", "  "]))
            start = self.length
        self.add(text)
        if text not in NULLS:
            self.doc.scalars[where] = (start, self.length)
        return False

    def plain(self, flow: bool) -> str:
        text = self.words()
        if text[0] in "%":
            text = "a" + text
        return text.replace(",", ".") if flow else text

    def block_scalar(self, where: Where, column: int) -> None:
        step = self.rng.choice([1, 2, 2, 4])
        mark = self.rng.choice("|>") + self.rng.choice(["", "", "-", "+"])
        first = "".join(self.rng.choice(["", "", "  "]))
        if first:
            mark = mark[0] + str(step) + mark[1:]
        self.add(" ")
        start = self.length
        self.add(mark)
        self.rest_of_line(where)
        below = end = self.length
        lines = 0 if self.chance(0.05) else self.rng.randint(1, 4)
        for n in range(lines):
            self.add(" " * (column + step) + (first if n == 0 else "") + self.words(1, 4))
            self.newline()
            end = self.length
            if self.chance(0.15):
                self.newline()
            if self.chance(0.06):
                self.add(" " * (column + step) + "# ingen kommentar")
                self.newline()
                end = self.length
        self.doc.blocks[where] = (start, below, end)

    def flow_value(self, where: Where, column: int, depth: int) -> None:
        """Write brackets on one line or several."""
        self.doc.flow.add(where)
        rng = self.rng
        many = rng.choice([0, 1, 2, 2, 3, 4])
        listed = self.chance(0.6)
        lines = self.chance(0.3)
        open_, close = "[]" if listed else "{}"
        pad = rng.choice(["", "", " "])
        self.add(open_)
        margin = self.doc.newline + " " * (column + rng.randint(1, 4))
        if lines and not many and self.chance(0.5):
            self.add("  " + self.comment(where))
        keys = rng.sample(KEYS, many)
        for n in range(many):
            self.add(margin if lines else pad if n == 0 else rng.choice([" ", " ", "  "]))
            inner = (*where, n) if listed else (*where, keys[n])
            if lines and self.chance(0.15):
                self.add(self.comment(where) + margin)
            if not listed:
                self.add(keys[n])
                if self.chance(0.08):
                    self.doc.flow.add(inner)
                    self.add("," if n + 1 < many else "")
                    continue
                self.add(": ")
            if listed and self.chance(0.06):
                self.add(f"{keys[n]}: ")
                self.scalar((*inner, keys[n]), column, True)
                self.doc.flow.update((inner, (*inner, keys[n])))
            elif depth and self.chance(0.2):
                self.flow_value(inner, column, depth - 1)
            else:
                self.doc.flow.add(inner)
                self.scalar(inner, column, True)
            if n + 1 < many or self.chance(0.2):
                self.add(rng.choice(["", "", " "]) + ",")
            if lines and self.chance(0.25):
                self.add("  " + self.comment(inner))
        self.add(self.doc.newline + " " * (column + 1) if lines else pad)
        self.add(close)

    def value(self, where: Where, column: int, depth: int, dash: bool) -> None:
        """Write what follows a key or a dash in `column`, to the end of its lines."""
        kind = self.rng.random()
        if depth and kind < (0.30 if dash else 0.22):
            self.mapping_below(where, column, depth - 1, dash)
        elif depth and kind < 0.42:
            self.list_below(where, column, depth - 1, dash)
        elif kind < 0.55:
            self.add(" ")
            self.flow_value(where, column, 1)
            self.rest_of_line(where)
        elif not self.scalar(where, column, False):
            self.rest_of_line(where)

    def mapping_below(self, where: Where, column: int, depth: int, dash: bool) -> None:
        if dash and self.chance(0.8):
            gap = self.rng.choice([1, 1, 1, 3])
            self.add(" " * gap)
            self.mapping(where, column + 1 + gap, depth, True)
            return
        self.rest_of_line(where)
        self.mapping(where, column + self.rng.choice([1, 2, 2, 4]), depth, False)

    def list_below(self, where: Where, column: int, depth: int, dash: bool) -> None:
        if dash and self.chance(0.7):
            gap = self.rng.choice([1, 1, 3])
            self.add(" " * gap)
            self.items(where, column + 1 + gap, depth, True)
            return
        self.rest_of_line(where)
        self.items(
            where, column + self.rng.choice([2, 2, 4] if dash else [0, 2, 2, 4]), depth, False
        )

    def mapping(self, where: Where, column: int, depth: int, compact: bool) -> None:
        last: Where | None = None
        for n, key in enumerate(self.rng.sample(KEYS, self.rng.choice([1, 2, 2, 3, 4]))):
            inner = (*where, key)
            if n or not compact:
                self.between(column, inner if n else None, where, last)
                self.add(" " * column)
            self.add(self.rng.choice([key, key, key, f'"{key}"', f"'{key}'"]))
            self.add(":")
            self.value(inner, column, depth, False)
            last = self.last[where] = inner
            self.columns[inner] = column

    def items(self, where: Where, column: int, depth: int, compact: bool) -> None:
        last: Where | None = None
        for n in range(self.rng.choice([1, 2, 2, 3])):
            inner = (*where, n)
            if n or not compact:
                self.between(column, inner if n else None, where, last)
                self.add(" " * column)
            self.add("-")
            self.value(inner, column, depth, True)
            last = self.last[where] = inner
            self.columns[inner] = column

    def document(self) -> Document:
        doc = self.doc
        doc.newline = self.rng.choice(["\n", "\n", "\r\n"])
        if self.chance(0.1):
            self.add("---" + self.rng.choice(["", " # start"]) + doc.newline)
        if self.chance(0.5):
            self.add(self.comment() + doc.newline)
        if self.chance(0.85):
            self.mapping((), 0, 3, False)
        else:
            self.items((), 0, 3, False)
        if self.chance(0.2):
            self.add(doc.newline + self.comment() + doc.newline)
        doc.text = "".join(self.out)
        if self.chance(0.15):
            doc.text = doc.text.removesuffix(doc.newline)
        elif self.chance(0.05):
            doc.text += "..." + doc.newline
        return doc


def places(data: Any, where: Where = ()) -> list[tuple[Where, Any]]:
    """Return every value of plain data with its way."""
    result = [(where, data)]
    if isinstance(data, dict):
        for key, value in data.items():
            result += places(value, (*where, key))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            result += places(value, (*where, n))
    return result


def edit_yaml(raw: bytes, changes: Sequence[Change], path: Path) -> bytes:
    """Return the bytes of a YAML file with the changes made."""
    return edit_file(raw, parse_yaml(raw, path), changes)[0]

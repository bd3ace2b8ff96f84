"""How wide a text is in the font that pictures are drawn in, which comes with oj.

The widths are read from the font files themselves. The font is a wide one: where a reader's
browser has another, what fits here fits there too.
"""

import struct
import unicodedata
from bisect import bisect_left
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parents[1] / "fonts"
MARKS = ("Cf", "Me", "Mn")
"""Kinds of letters that stand on another, or are not seen."""
NO_SIGN = "?"
"""Stands for a sign that no font of ours has."""
FAMILY = "DejaVu Sans, Segoe UI, Helvetica, Arial, sans-serif"


class _Face:
    """The advance widths of one font file (TrueType, with a table of the basic plane)."""

    def __init__(self, name: str) -> None:
        data = (FONTS / name).read_bytes()
        (n,) = struct.unpack_from(">H", data, 4)
        records = (struct.unpack_from(">4s4xII", data, 12 + 16 * i) for i in range(n))
        at = {tag: place for tag, place, _ in records}
        (self.per_em,) = struct.unpack_from(">H", data, at[b"head"] + 18)
        (n_widths,) = struct.unpack_from(">H", data, at[b"hhea"] + 34)
        self.widths = struct.unpack_from(">" + "Hh" * n_widths, data, at[b"hmtx"])[::2]
        (n_maps,) = struct.unpack_from(">H", data, at[b"cmap"] + 2)
        maps = (struct.unpack_from(">4xI", data, at[b"cmap"] + 4 + 8 * i)[0] for i in range(n_maps))
        places = (at[b"cmap"] + place for place in maps)
        four = next(p for p in places if struct.unpack_from(">H", data, p) == (4,))
        (twice,) = struct.unpack_from(">H", data, four + 6)
        self.segments = n = twice // 2
        self.ends = struct.unpack_from(f">{n}H", data, four + 14)
        self.map = struct.unpack_from(f">{n}H{n}h", data, four + 16 + twice)
        self.ranges = four + 16 + 3 * twice
        self.data = data

    def glyph(self, letter: str) -> int:
        """Return the number of a letter's shape, 0 if the font lacks it."""
        code, n = ord(letter), self.segments
        place = bisect_left(self.ends, code)
        if place >= n or self.map[place] > code:
            return 0
        at = self.ranges + 2 * place
        (offset,) = struct.unpack_from(">H", self.data, at)
        glyph = code
        if offset:
            step = offset + 2 * (code - self.map[place])
            (glyph,) = struct.unpack_from(">H", self.data, at + step)
        return int(glyph + self.map[n + place]) % 0x10000

    def width(self, letter: str) -> float:
        """Return how wide a letter is, in em; of one that the font lacks, its empty box."""
        glyph = self.glyph(letter)
        return float(self.widths[min(glyph, len(self.widths) - 1)]) / float(self.per_em)


@cache
def _face(bold: bool) -> _Face:
    return _Face("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")


@cache
def _letter(letter: str, bold: bool) -> float:
    return _face(bold).width(letter)


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide a text is, in the unit of its size."""
    return size * sum(_letter(letter, bold) for letter in text)


def shown(text: str) -> str:
    """Return a text as the font can show it: `?` for a sign that it lacks, no marks alone.

    A tagged PDF may hold no sign without a shape, in a picture neither.
    """
    return "".join(
        letter if _has(letter) else NO_SIGN
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in MARKS
    )


@cache
def _has(letter: str) -> bool:
    return all(_face(bold).glyph(letter) for bold in (False, True))


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Return the lines of a text, none wider than `room` unless it is one long word."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

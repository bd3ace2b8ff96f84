"""What a picture is drawn on: marks and texts in SVG, laid from the top down."""

import zlib
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from oj_cli.presentation.pictures import letters
from oj_cli.presentation.pictures.style import BODY, INK, NARROW, PAPER, SIGNS, SMALL, SOFT, TITLE

Point = tuple[float, float]
_MARGIN = 8.0
_OUTLINES: dict[str, tuple[Point, ...]] = {  # of shapes with corners, one unit from the middle
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "up": ((-1, 0.8), (0, -1), (1, 0.8)),
    "down": ((-1, -0.8), (0, 1), (1, -0.8)),
    "diamond": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
}


def _n(value: float) -> str:
    """Return a coordinate: the same text for the same place on every machine."""
    text = f"{value + 0.0:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


class Canvas:
    """A picture under way. `y` is how far down it has come, `width` how wide it is."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.left, self.right = _MARGIN, width - _MARGIN
        self.is_narrow = width <= NARROW
        self.y = 6.0
        self.parts: list[str] = []

    def svg(self, title: str, description: str) -> str:
        """Return the whole picture, with its title and description for those who do not see it."""
        height, width = _n(self.y + 6), _n(self.width)
        # no two of a page may have the same ids
        key = f"{zlib.crc32(f'{title}{description}{width}'.encode()):x}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="sv" '
            f'aria-labelledby="titel-{key} beskrivning-{key}" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" font-family="{letters.FAMILY}">'
            f'<title id="titel-{key}">{escape(title)}</title>'
            f'<desc id="beskrivning-{key}">{escape(description)}</desc>'
            f'<rect width="{width}" height="{height}" fill="{PAPER}"/>'
            f"{''.join(self.parts)}</svg>\n"
        )

    # --- marks ------------------------------------------------------------------------------

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, edge: str = ""
    ) -> None:
        """Draw a rectangle from its upper left corner."""
        stroke = f' stroke="{edge}"' if edge else ""
        box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        self.parts.append(f'<rect {box} fill="{fill}"{stroke}/>')

    def line(
        self, points: Iterable[Point], colour: str, width: float = 1, dashes: str = ""
    ) -> None:
        """Draw a line through the points."""
        through = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self.parts.append(
            f'<polyline points="{through}" fill="none" stroke="{colour}" '
            f'stroke-width="{_n(width)}"{dashed}/>'
        )

    def area(self, points: Iterable[Point], fill: str, edge: str = "none") -> None:
        """Fill what lies between the points."""
        through = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self.parts.append(
            f'<polygon points="{through}" fill="{fill}" stroke="{edge}" stroke-width="1.6"/>'
        )

    def circle(self, x: float, y: float, r: float, fill: str, edge: str = "none") -> None:
        """Draw a circle."""
        self.parts.append(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" fill="{fill}" stroke="{edge}" '
            'stroke-width="1.8"/>'
        )

    def sign(
        self,
        role: str,
        x: float,
        y: float,
        r: float = 5,
        colour: str = "",
        hollow: bool = False,
        upright: bool = True,
    ) -> None:
        """Draw the sign of a role. riket's is a stroke across the axis: not `upright`, it lies."""
        shape, own, is_filled, _ = SIGNS[role]
        colour = colour or own
        fill = colour if is_filled and not hollow else PAPER
        match shape:
            case "circle" | "dot":
                self.circle(x, y, r if shape == "circle" else 0.75 * r, fill, colour)
            case "tick":
                wide, high = (3, 3.2 * r) if upright else (3.2 * r, 3)
                self.rect(x - wide / 2, y - high / 2, wide, high, fill, colour)
            case "plus":
                self.line([(x - r, y), (x + r, y)], colour, 2.4)
                self.line([(x, y - r), (x, y + r)], colour, 2.4)
            case "cross":
                d = 0.8 * r
                self.line([(x - d, y - d), (x + d, y + d)], colour, 2.4)
                self.line([(x - d, y + d), (x + d, y - d)], colour, 2.4)
            case _:
                self.area(((x + r * a, y + r * b) for a, b in _OUTLINES[shape]), fill, colour)

    # --- text -------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = BODY,
        colour: str = INK,
        anchor: str = "start",
        bold: bool = False,
        turn: float = 0,
    ) -> None:
        """Write one line with its base at `y`, turned by degrees around its place."""
        if not text:
            return
        text = letters.shown(text)
        weight = ' font-weight="700"' if bold else ""
        at = "" if anchor == "start" else f' text-anchor="{anchor}"'
        turned = f' transform="rotate({_n(turn)} {_n(x)} {_n(y)})"' if turn else ""
        self.parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill={quoteattr(colour)}'
            f"{at}{weight}{turned}>{escape(text)}</text>"
        )

    def lines(
        self,
        x: float,
        middle: float,
        lines: Sequence[str],
        size: float = BODY,
        colour: str = INK,
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        """Write lines around a middle height."""
        y = middle + 0.36 * size - 0.6 * size * (len(lines) - 1)
        for n, line in enumerate(lines):
            self.text(x, y + 1.2 * n * size, line, size, colour, anchor, bold)

    def paragraph(
        self, text: str, size: float = SMALL, colour: str = SOFT, bold: bool = False
    ) -> None:
        """Write a text as wide as the picture, and come below it."""
        if text:
            for line in letters.wrap(text, self.right - self.left, size, bold):
                self.y += 1.3 * size
                self.text(self.left, self.y, line, size, colour, bold=bold)
            self.y += 0.3 * size

    def heading(self, title: str, *about: str) -> None:
        """Write the finding, and below it what is measured."""
        size = TITLE - 2 if self.is_narrow else TITLE
        self.paragraph(title, size, INK, bold=True)
        for text in about:
            self.paragraph(text, BODY)

    def notes(self, *notes: str) -> None:
        """Write what stands below a picture: how to read it, the source."""
        self.y += 6
        for note in notes:
            self.paragraph(note)

    def legend(self, entries: Iterable[tuple[str, str]]) -> None:
        """Write signs with what they stand for, as many on a line as fit.

        The sign is a role, with a `?` one that is hollow, or a colour, which is a patch.
        """
        x, self.y = self.left, self.y + 16
        for sign, word in entries:
            room = 24 + letters.width(word, SMALL)
            if x > self.left and x + room > self.right:
                x, self.y = self.left, self.y + 18
            if sign.rstrip("?") in SIGNS:
                self.sign(sign.rstrip("?"), x + 7, self.y - 4, hollow=sign.endswith("?"))
            else:
                self.rect(x, self.y - 10, 15, 11, sign)
            self.text(x + 20, self.y, word, SMALL, SOFT)
            x += room + 12
        self.y += 8

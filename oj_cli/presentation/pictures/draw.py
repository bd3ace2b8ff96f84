"""One way to draw any picture: the same data give the same bytes, without date, version or chance.

A picture is SVG with real text. PNG is made of it by Typst, which is loaded here alone, when one
is wanted; it draws with the fonts that come with oj.
"""

import struct
import zlib
from collections.abc import Callable, Sequence
from typing import Any, Literal

from oj_cli.presentation.pictures import (
    dots,
    goals,
    heat,
    multiples,
    slope,
    strip,
    timeline,
    trend,
)
from oj_cli.presentation.pictures.canvas import Canvas
from oj_cli.presentation.pictures.letters import FONTS
from oj_cli.presentation.pictures.model import (
    Chart,
    DotPlot,
    GoalBars,
    HeatMap,
    Multiples,
    Picture,
    Slope,
    Strip,
    Timeline,
)
from oj_cli.presentation.pictures.style import NARROW, WIDE

Kind = Literal["png", "svg"]
_PER_INCH = 216.0  # three times as fine as the SVG's own unit, 1/72 of an inch in Typst
_PAINTERS: dict[type, Callable[[Any, Canvas], None]] = {
    DotPlot: dots.paint,
    HeatMap: heat.paint,
    Strip: strip.paint,
    Chart: trend.paint,
    Slope: slope.paint,
    Multiples: multiples.paint,
    GoalBars: goals.paint,
    Timeline: timeline.paint,
}
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")"""


def draw(picture: Picture, kinds: Sequence[Kind], alt: str) -> dict[Kind, bytes]:
    """Return a picture as SVG, PNG or both. `alt` says what a reader sees.

    An SVG says so in its `title` and `desc`, a PNG in its text fields.
    """
    drawn = svg(picture, alt)
    found: dict[Kind, bytes] = {}
    for kind in kinds:
        found[kind] = drawn if kind == "svg" else _png(drawn, _title(picture), alt)
    return found


def svg(picture: Picture, alt: str) -> bytes:
    """Return a picture as SVG, for paper and screens."""
    return _painted(picture, WIDE).svg(_title(picture), alt).encode()


def narrowed(picture: Picture, alt: str) -> bytes | None:
    """Return a picture as SVG for a telephone, None where it needs more room than that."""
    canvas = _painted(picture, NARROW)
    return canvas.svg(_title(picture), alt).encode() if canvas.width <= NARROW else None


def ratio(drawn: bytes) -> float:
    """Return how high an SVG of ours is, of its width."""
    (*_, width, height) = drawn.partition(b' viewBox="')[2].partition(b'"')[0].split()
    return float(height) / float(width)


def _painted(picture: Picture, width: float) -> Canvas:
    canvas = Canvas(width)
    _PAINTERS[type(picture)](picture, canvas)
    return canvas


def _title(picture: Picture) -> str:
    return f"{picture.subtitle}. {picture.title}" if isinstance(picture, Chart) else picture.title


def _png(drawn: bytes, title: str, alt: str) -> bytes:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    given = {"svg": drawn.decode()}
    png = typst.compile(_PAGE, font_paths=fonts, format="png", ppi=_PER_INCH, sys_inputs=given)
    words = (("Title", title), ("Description", alt))
    text = b"".join(_chunk(f"{key}\0\0\0\0\0{said}".encode()) for key, said in words)
    return png[:33] + text + png[33:]  # behind the header


def _chunk(body: bytes) -> bytes:
    """Return a text field of a PNG, in UTF-8 (iTXt)."""
    check = zlib.crc32(b"iTXt" + body)
    return struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", check)

"""The one house style: greys and one blue, shapes beside shades, legible without colour.

All matplotlib is reached through here, and only when a picture is drawn: the same data give
the same bytes, without date, version or random ids.
"""

import io
import logging
import textwrap
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Literal
from xml.sax.saxutils import escape

Kind = Literal["png", "svg"]
Drawn = dict[Kind, bytes]
"""A picture as a file's content, by kind."""

WIDTH = 8.0
"""Inches: the width of every picture."""
DPI = 150

PAPER, INK, SOFT = "#ffffff", "#1a1a1a", "#595959"
BLUE = "#1f4e79"
LINE = "#767676"  # of what must be seen: 4.5 to 1 against the paper
PALE, BAND = "#d0d0d0", "#e6e6e6"  # of what only helps the eye
SHADES = ("#ffffff", "#dce6f0", "#b4c9de", "#7ba3c8", "#2f6496")
"""From none to all, lightest first. `ink_on` says which text each can carry."""

LOOKS: tuple[tuple[str, str, str], ...] = (  # of dots: shape, edge, filling
    ("o", BLUE, BLUE),
    ("D", INK, PAPER),
    ("s", SOFT, SOFT),
    ("^", INK, PAPER),
    ("v", SOFT, SOFT),
    ("P", INK, PAPER),
    ("X", SOFT, SOFT),
)

_RC = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "svg.hashsalt": "oj",
    "svg.fonttype": "path",
    "axes.unicode_minus": True,
    "text.parse_math": False,  # a dollar sign is a dollar sign
}


def drawn(paint: Callable[[Any], None], kinds: Sequence[Kind], title: str, alt: str) -> Drawn:
    """Return a picture as files' contents. `paint` gets an empty matplotlib figure.

    It is painted once and saved as each kind. An SVG says what it shows in its `title` and
    `desc`; a PNG in its text fields.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it would talk of its font cache
    matplotlib = import_module("matplotlib")
    figures = import_module("matplotlib.figure")
    found = {}
    with matplotlib.rc_context(_RC), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # a box stands in its place
        figure = figures.Figure(dpi=DPI, facecolor=PAPER)
        paint(figure)
        for kind in kinds:
            file = io.BytesIO()
            about = {"Title": title, "Description": alt, "Software": None}
            meta = {"Date": None, "Creator": None} if kind == "svg" else about
            figure.savefig(file, format=kind, metadata=meta)
            content = file.getvalue()
            found[kind] = _accessible(content, title, alt) if kind == "svg" else content
    return found


def _accessible(svg: bytes, title: str, description: str) -> bytes:
    """Give the SVG a role, a title and a description that say what it shows."""
    text = svg.decode("utf-8")
    start = text.index("<svg ") + len("<svg ")
    inside = text.index(">", start) + 1
    words = (
        f'\n <title id="oj-titel">{escape(title)}</title>'
        f'\n <desc id="oj-beskrivning">{escape(description)}</desc>'
    )
    role = 'role="img" lang="sv" aria-labelledby="oj-titel oj-beskrivning" '
    return (text[:start] + role + text[start:inside] + words + text[inside:]).encode("utf-8")


class Page:
    """A figure with a title above and notes below; what is between is for the plot.

    Sizes are in inches. `plot` adds axes that leave room for the names at the left.
    """

    def __init__(
        self, figure: Any, title: str, about: str, notes: tuple[str, ...], plot: float
    ) -> None:
        self.figure = figure
        head = textwrap.wrap(title, 66)
        sub = textwrap.wrap(about, 92)
        foot = [row for note in notes for row in textwrap.wrap(note, 118)]
        self.above = 0.3 + 0.25 * len(head) + 0.2 * len(sub)
        self.below = 0.25 + 0.17 * len(foot)
        self.height = self.above + plot + self.below
        figure.set_size_inches(WIDTH, self.height)
        self.text(0.15, head, fontsize=13, weight="bold", color=INK)
        self.text(0.2 + 0.25 * len(head), sub, color=SOFT)
        figure.text(
            0.02,
            0.08 / self.height,
            "\n".join(foot),
            va="bottom",
            fontsize=8,
            color=SOFT,
            linespacing=1.4,
        )
        self._plot = plot

    def text(self, down: float, lines: list[str], **style: Any) -> None:
        """Write lines that begin so many inches from the top."""
        self.figure.text(0.02, 1 - down / self.height, "\n".join(lines), va="top", **style)

    def axes(self, left: float, right: float, above: float = 0.0, below: float = 0.0) -> Any:
        """Return axes with this much room (inches) at each side of them."""
        box = (
            left / WIDTH,
            (self.below + below) / self.height,
            (WIDTH - left - right) / WIDTH,
            (self._plot - above - below) / self.height,
        )
        axes = self.figure.add_axes(box)
        for side in ("top", "right", "left", "bottom"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0)
        axes.set_axisbelow(True)
        return axes


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1, as WCAG 2.1 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast between two colours, 1 to 21, as WCAG 2.1 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ink_on(shade: str) -> str:
    """Return the text colour that is best read on a shade: ink or paper."""
    return max((INK, PAPER), key=lambda ink: contrast(ink, shade))

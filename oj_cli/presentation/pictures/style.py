"""The one house style: greys and one blue, shapes beside shades, legible without colour.

Answers have a look of their own in documents too. Colours only repeat what words say.
"""

import textwrap
from typing import Any

WIDTH = 8.0
"""Inches: the width of every picture."""

PAPER, INK, SOFT = "#ffffff", "#1a1a1a", "#595959"
BLUE = "#1f4e79"
LINE = "#767676"  # of what must be seen: 4.5 to 1 against the paper
PALE, BAND = "#d0d0d0", "#e6e6e6"  # of what only helps the eye
SHADES = ("#ffffff", "#dce6f0", "#b4c9de", "#7ba3c8", "#2f6496")
"""From none to all, lightest first. `ink_on` says which text each can carry."""

GROUND, RULE = "#f2f5f8", "#b9c4cf"  # behind headings, between rows
COLOURS = {"paper": PAPER, "ink": INK, "soft": SOFT, "blue": BLUE, "pale": GROUND, "rule": RULE}
"""The colours of pages, by the names that their templates have."""

ANSWERS: dict[str, tuple[str, str]] = {
    "ja": ("#dcecdc", INK),
    "nej": (PAPER, INK),
    "delvis": ("#fbf0c4", INK),
    "ea": ("#e9e9e9", INK),
    "bortfall": ("#f6e1dc", INK),
    "sekretess": ("#e9e9e9", INK),
    "saknas": ("#f6f6f6", SOFT),
}
"""Background and text of each kind of answer."""

LOOKS: tuple[tuple[str, str, str], ...] = (  # of dots: shape, edge, filling
    ("o", BLUE, BLUE),
    ("D", INK, PAPER),
    ("s", SOFT, SOFT),
    ("^", INK, PAPER),
    ("v", SOFT, SOFT),
    ("P", INK, PAPER),
    ("X", SOFT, SOFT),
)


class Page:
    """A figure with a title above and notes below; what is between is for the plot.

    Sizes are in inches. `axes` adds axes that leave room for the names at the left.
    """

    def __init__(
        self,
        figure: Any,
        title: str,
        about: tuple[str, ...],
        notes: tuple[str, ...],
        plot: float,
    ) -> None:
        self.figure = figure
        self.plot = plot
        head = textwrap.wrap(title, 66)
        sub = [row for text in about for row in textwrap.wrap(text, 92)]
        foot = [row for note in notes for row in textwrap.wrap(note, 118)]
        self.above = 0.3 + 0.25 * len(head) + 0.2 * len(sub)
        self.below = 0.25 + 0.17 * len(foot)
        self.height = height = self.above + plot + self.below
        figure.set_size_inches(WIDTH, height)
        self._text(height - 0.15, head, va="top", fontsize=13, weight="bold", color=INK)
        self._text(height - 0.2 - 0.25 * len(head), sub, va="top", color=SOFT)
        self._text(0.08, foot, va="bottom", fontsize=8, color=SOFT, linespacing=1.4)

    def _text(self, up: float, lines: list[str], **style: Any) -> None:
        self.figure.text(0.02, up / self.height, "\n".join(lines), **style)

    def axes(
        self, left: float, right: float, above: float, below: float, *, base: bool = False
    ) -> Any:
        """Return axes with this much room at each side; `base`: with a line below them."""
        box = (
            left / WIDTH,
            (self.below + below) / self.height,
            (WIDTH - left - right) / WIDTH,
            (self.plot - above - below) / self.height,
        )
        axes = self.figure.add_axes(box)
        axes.spines[["top", "right", "left", "bottom"]].set_visible(False)
        axes.spines["bottom"].set(visible=base, color=SOFT)
        axes.tick_params(length=0)
        axes.set_axisbelow(True)
        return axes


def beside(
    axes: Any, text: str, at: tuple[float, float], by: tuple[float, float], **style: Any
) -> None:
    """Write at a place of the axes, moved by an offset in points."""
    where = {"textcoords": "offset points", "annotation_clip": False}
    axes.annotate(text, at, by, **{"color": INK, **where, **style})


def ink_on(shade: str) -> str:
    """Return the text colour that is best read on a shade: ink, or paper on the darkest."""
    return PAPER if shade == SHADES[-1] else INK

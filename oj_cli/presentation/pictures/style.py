"""The one house style: greys, one blue and one red, shapes beside shades, legible without colour.

Answers have a look of their own in documents too. Colours only repeat what words say.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from oj_cli.presentation.pictures.model import Dot

WIDE, NARROW = 680.0, 340.0
"""How wide pictures are drawn: on paper and a screen, and on a telephone."""

BODY, SMALL, TITLE = 13.0, 12.0, 17.0
"""Sizes of text, in the same unit."""

PAPER, INK, SOFT = "#ffffff", "#1a1a1a", "#595959"
BLUE, RED = "#1f4e79", "#a3270f"
LINE = "#767676"  # of what must be seen: 4.5 to 1 against the paper
PALE, BAND, RANGE = "#d0d0d0", "#c9d3dc", "#e9eef2"  # of what only helps the eye
SHADES = ("#ffffff", "#dce6f0", "#b4c9de", "#7ba3c8", "#2f6496")
WEAK_SHADES = ("#ffffff", "#f7e0da", "#eebcb0", "#d98873", "#a3270f")
"""From none to all, lightest first: of what is there, of what is weak. `ink_on` says which text
each can carry."""

GROUND, RULE = "#f2f5f8", "#b9c4cf"  # behind headings, between rows
COLOURS = {"paper": PAPER, "ink": INK, "soft": SOFT, "blue": BLUE, "pale": GROUND, "rule": RULE}
"""The colours of pages, by the names that their templates have."""

ANSWERS: dict[str, tuple[str, str]] = {
    "ja": ("#dcecdc", INK),
    "nej": (PAPER, INK),
    "delvis": ("#fbf0c4", INK),
    "ea": ("#e9e9e9", INK),
    "bortfall": (PAPER, INK),
    "sekretess": ("#e9e9e9", INK),
    "saknas": ("#f6f6f6", SOFT),
}
"""Background and text of each kind of answer."""

TONES = {"": INK, "svag": RED, "stark": BLUE}
"""The colour of what is clearly weaker or stronger; a word beside it says the same."""

Shape = Literal["circle", "dot", "tick", "square", "up", "down", "diamond", "plus", "cross"]


class Sign(NamedTuple):
    """What stands for somebody in every picture, and the dashes of its line."""

    shape: Shape
    colour: str
    is_filled: bool = True
    dashes: str = ""


SIGNS: dict[str, Sign] = {
    "ni": Sign("circle", BLUE),
    "annan": Sign("dot", LINE),
    "riket": Sign("tick", INK, dashes="6 3"),
    "alla": Sign("tick", INK, False, "3 3"),
    "lan": Sign("square", SOFT, dashes="2 3"),
    "kommungrupp": Sign("up", INK, False, "8 3 2 3"),
    "invanargrupp": Sign("down", SOFT, dashes="1 2"),
    "liknande": Sign("diamond", INK, False, "8 3 2 3 2 3"),
    "egen": Sign("plus", INK, dashes="12 4"),
    "urval": Sign("cross", SOFT, dashes="4 2"),
}
"""Whom a picture is about (`ni`), and what that is compared with, by the reference's id.

`annan` is another kommun, `alla` the median of all kommuner, where nothing is published of riket.
"""


def behind_first(dots: Iterable["Dot"]) -> list["Dot"]:
    """Return dots in the order to draw them: the first on top, and strokes behind all signs."""
    back = list(dots)[::-1]
    is_stroke = [SIGNS[dot.role].shape == "tick" for dot in back]
    strokes = [dot for dot, stroke in zip(back, is_stroke, strict=True) if stroke]
    return strokes + [dot for dot, stroke in zip(back, is_stroke, strict=True) if not stroke]


def ink_on(shade: str) -> str:
    """Return the text colour that is best read on a shade: ink, or paper on the darkest."""
    return PAPER if shade in (SHADES[-1], WEAK_SHADES[-1]) else INK

"""Colours that every writer shares. They only repeat what the words say."""

from oj_cli.presentation.pictures.style import BLUE, INK, PAPER, SOFT

PALE, RULE = "#f2f5f8", "#b9c4cf"

COLOURS = {
    "paper": PAPER,
    "ink": INK,
    "soft": SOFT,
    "blue": BLUE,
    "pale": PALE,
    "rule": RULE,
}

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

"""Signs that steer what shows a text: a terminal, a page, a calendar. Data may hold them."""

import re
import unicodedata

_STEERING = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)
_OBEYED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def steerless(text: str) -> str:
    """Return text without what could steer who shows it; line feeds and tabs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _STEERING.sub("", unicodedata.normalize("NFC", lines))


def escaped(json: str) -> str:
    """Return JSON in which signs that a terminal obeys are written by their number.

    They stand only in texts, and mean the same there.
    """
    return _OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json)

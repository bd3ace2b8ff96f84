"""Signs that steer what shows a text: a terminal, a page, a calendar. Data may hold them."""

import re
import unicodedata

STEERING = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
"""They, as in the brackets of a pattern: control signs, and what turns the direction of a text."""

_SEQUENCE = r"\x1b\[[0-?]*[ -/]*[@-~]"
_REMOVED = re.compile(rf"{_SEQUENCE}|(?![\t\n])[{STEERING}]")
_ESCAPED = re.compile(rf"(?!\n)[{STEERING}\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")


def steerless(text: str) -> str:
    """Return text without what could steer who shows it; line feeds and tabs stay."""
    text = unicodedata.normalize("NFC", text)
    return text if text.isprintable() else _REMOVED.sub("", _LINE_ENDS.sub("\n", text))


def escaped(json: str) -> str:
    """Return JSON in which signs that a terminal obeys are written by their number.

    They stand only in texts, and mean the same there.
    """
    return _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json)

"""Text that a spreadsheet would take for a formula: the apostrophe before it, and its removal.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a return is written with an apostrophe
before it. Read back without it, the code `-` for bortfall is again what it was. Text that
already has such an apostrophe gets one more, so that nothing is changed on the way.
"""

import re

_DANGEROUS = re.compile("'*[=+\\-@\t\r]")
_GUARDED = re.compile("'+[=+\\-@\t\r]")


def with_guard(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def without_guard(text: str) -> str:
    """Return the text that `with_guard` was given."""
    return text[1:] if _GUARDED.match(text) else text

"""Text that a spreadsheet would take for a formula: the apostrophe before it, and its removal.

Cells that begin with `=`, `+`, `-`, `@`, a tab or a return are written with an apostrophe
before them. Read back without it, the code `-` for bortfall is again what it was.
"""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_GUARDED = tuple("'" + sign for sign in DANGEROUS)


def with_guard(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(DANGEROUS) else text


def without_guard(text: str) -> str:
    """Return the text as it was before `with_guard`."""
    return text[1:] if text.startswith(_GUARDED) else text

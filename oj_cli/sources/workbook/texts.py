"""Bytes to text, in the encodings that files in Sweden come in."""

import codecs
import re
from pathlib import Path

from oj_cli.domain.errors import FileFault
from oj_cli.sources.workbook.kinds import refused

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONFLICT = "<<<<<<< "
_MOSTLY = 0.8
_NEVER_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")


def decode_any(raw: bytes, path: Path) -> str:
    """Return text that is UTF-8, UTF-16 or the Swedish Windows encoding.

    Raises FileFault for what is no text.
    """
    for encoding in _candidates(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.rstrip("\x1a")  # how DOS ended a file
        if not _NEVER_IN_TEXT.search(text):
            return text
    raise refused(path, "neither")


def refuse_conflict(text: str, path: Path) -> None:
    """Raise FileFault for a file in which git left two versions beside each other."""
    start = 0 if text.startswith(_CONFLICT) else text.find(f"\n{_CONFLICT}") + 1
    if text.startswith(_CONFLICT, start):
        line = text.count("\n", 0, start) + 1
        raise FileFault("workbook.git_conflict", place=f"{path}, rad {line}", file=path.name)


def _candidates(raw: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return (encoding,)
    even, odd = raw[:1000:2], raw[1:1000:2]  # Latin letters in UTF-16 have every second byte empty
    if odd.count(0) > _MOSTLY * len(odd):
        return ("utf-16-le",)
    if even.count(0) > _MOSTLY * len(even):
        return ("utf-16-be",)
    return ("utf-8", "cp1252")

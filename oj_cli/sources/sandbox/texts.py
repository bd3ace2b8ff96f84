"""Bytes to text, in the encodings that files in Sweden come in."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from oj_cli.domain.errors import FileFault
from oj_cli.sources.sandbox.kinds import refused

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_MOSTLY = 0.8
_FEW = 3
_AT_ONCE = 1 << 20
_NEVER_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")
_NEVER_AS_BYTES = bytes((*range(0x09), *range(0x0E, 0x20)))
_ENDS_IN_DOS = "\x1a"


def decode_any(raw: bytes, path: Path) -> str:
    """Return text that is UTF-8, UTF-16 or the Swedish Windows encoding.

    Raises FileFault for what is no text.
    """
    return raw.decode(encoding_of(raw, path)).rstrip(_ENDS_IN_DOS)


def encoding_of(raw: bytes, path: Path) -> str:
    """Return the encoding of text, without having all of it decoded at once.

    Raises FileFault for what is no text, with the row of a sign that cannot stand in one.
    """
    for encoding in _candidates(raw):
        line = 1
        try:
            if encoding == "utf-8" and len(raw.translate(None, _NEVER_AS_BYTES)) == len(raw):
                raw.decode(encoding)  # many times as fast
                return encoding
            for text in _decoded(raw, encoding):
                sign = _NEVER_IN_TEXT.search(text.rstrip(_ENDS_IN_DOS))
                many = len(_NEVER_IN_TEXT.findall(text)) > _FEW + len(text) / 20
                if "\0" in text or many:
                    break
                if sign:
                    line += text.count("\n", 0, sign.start())
                    place = f"{path}, rad {line}"
                    raise FileFault(
                        "workbook.sign", place=place, file=path.name, sign=f"U+{ord(sign[0]):04X}"
                    )
                line += text.count("\n")
            else:
                return encoding
        except UnicodeDecodeError:
            continue
    raise refused(path, "neither")


def _decoded(raw: bytes, encoding: str) -> Iterator[str]:
    """Yield text in pieces."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(raw), _AT_ONCE):
        yield decoder.decode(raw[start : start + _AT_ONCE], start + _AT_ONCE >= len(raw))


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

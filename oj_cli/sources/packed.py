"""Files that are packed with gzip, and files that are too large."""

import zlib
from pathlib import Path

from oj_cli.domain.errors import FileFault

MOST_BYTES = 200_000_000
"""Of a file, and of what is packed in it."""


def is_packed(raw: bytes) -> bool:
    """Return whether the bytes are packed with gzip."""
    return raw.startswith(b"\x1f\x8b")


def within(raw: bytes, path: Path) -> bytes:
    """Return the bytes, if they are not too many. Raises FileFault."""
    if len(raw) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise FileFault("workbook.too_many_bytes", place=str(path), file=path.name, most=most)
    return raw


def unpacked(raw: bytes, path: Path) -> bytes:
    """Return what is packed with gzip. Raises FileFault if it is damaged or too large."""
    whole = b""
    try:
        while raw:  # a file may hold several, one after another
            unpacking = zlib.decompressobj(wbits=31)
            whole += unpacking.decompress(raw, MOST_BYTES + 1 - len(whole))
            within(whole, path)
            if not unpacking.eof:
                raise zlib.error
            raw = unpacking.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise FileFault("workbook.damaged_gzip", place=str(path), file=path.name) from error
    return whole

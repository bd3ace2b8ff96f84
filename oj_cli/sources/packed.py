"""Files that are packed with gzip, and files that are too large."""

import zlib
from gzip import GzipFile
from io import BytesIO
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
    try:
        with GzipFile(fileobj=BytesIO(raw)) as file:
            return within(file.read(MOST_BYTES + 1), path)
    except (EOFError, OSError, zlib.error) as error:
        raise FileFault("workbook.damaged_gzip", place=str(path), file=path.name) from error

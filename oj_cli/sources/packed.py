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
        raise FileFault(
            f"Filen {path.name} är för stor: högst {MOST_BYTES // 1_000_000} MB går att läsa.",
            place=str(path),
            hints=("Kontrollera att det är rätt fil, eller dela den i flera.",),
        )
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
        raise FileFault(
            f"Filen {path.name} är skadad: den går inte att packa upp.",
            place=str(path),
            hints=("Hämta den igen.",),
        ) from error
    return whole

"""Columns of results as bytes.

A packed column is a letter that tells what its numbers are, a checksum, and the numbers, lowest
byte first. The letters mean the same to `array` and to numpy; `t` is a list as JSON. The checksum
counts in which column of which block it is, so what was changed or moved is never taken for a
result.
"""

import json
import sys
from array import array
from collections.abc import Sequence
from typing import Any
from zlib import crc32

WHOLE = "bhiq"
"""Kinds of whole numbers, the smallest first."""

LIST = "t"
_HEAD = 5


def pack(kind: str, content: bytes, belongs: str) -> bytes:
    """Return a column as it is stored; `belongs` says where, in any words that stay the same."""
    return b"%c%b%b" % (ord(kind), _checksum(kind, content, belongs), content)


def pack_list(values: Sequence[object], belongs: str) -> bytes:
    """Return a column of texts, whole numbers or None as it is stored."""
    return pack(LIST, json.dumps(list(values), ensure_ascii=False).encode(), belongs)


def unpack(packed: object, belongs: str) -> tuple[str, bytes]:
    """Return (kind, content) of a column. Raises ValueError if it is not as it was stored."""
    if isinstance(packed, bytes) and len(packed) >= _HEAD:
        kind, content = chr(packed[0]), packed[_HEAD:]
        if packed[1:_HEAD] == _checksum(kind, content, belongs):
            return kind, content
    raise ValueError("resultat är ändrade eller skadade")


def unpack_plain(packed: object, belongs: str) -> Sequence[Any]:
    """Return a column without numpy. Raises ValueError if it is not as it was stored."""
    kind, content = unpack(packed, belongs)
    if kind == LIST:
        values: list[Any] = json.loads(content)
        return values
    numbers = array(kind)
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _checksum(kind: str, content: bytes, belongs: str) -> bytes:
    return crc32(content, crc32(f"{kind} {belongs}".encode())).to_bytes(4, "little")

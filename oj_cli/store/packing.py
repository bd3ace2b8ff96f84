"""Columns of results as bytes.

A packed column is a letter that tells what its numbers are, a checksum, and the numbers, lowest
byte first. The letters mean the same to `array` and to numpy; `t` is a list as JSON, `z` another
column, compressed. A digit is that many decimals, of whole numbers whose letter follows: 46.3 is
463 with one decimal, and so exactly what it was. The checksum counts in which column of which
block it is, so what was changed or moved is never taken for a result.
"""

import json
import sys
from array import array
from collections.abc import Sequence
from typing import Any
from zlib import compress, crc32, decompress, error

WHOLE = "bhiq"
"""Kinds of whole numbers, the smallest first."""

LIST, COMPRESSED = "t", "z"
MISSING = {kind: -(2 ** (8 * array(kind).itemsize - 1)) for kind in WHOLE}
"""What stands for a missing number among those with decimals, by the letter of their kind."""

_HEAD = 5
_LEVEL = 3  # the rest of the way costs twice the time and gains little


def pack(kind: str, content: bytes, belongs: str) -> bytes:
    """Return a column as it is stored; `belongs` says where, in any words that stay the same."""
    return b"%c%b%b" % (ord(kind), _checksum(kind, content, belongs), content)


def pack_list(values: Sequence[object], belongs: str) -> bytes:
    """Return a column of texts, whole numbers or None as it is stored."""
    return pack(LIST, json.dumps(list(values), ensure_ascii=False).encode(), belongs)


def pack_small(kind: str, content: bytes, belongs: str) -> bytes:
    """Return a column as it is stored, compressed: for one that is read alone."""
    return pack(COMPRESSED, kind.encode() + compress(content, _LEVEL), belongs)


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
    if kind == COMPRESSED:
        kind, content = chr(content[0]), _decompressed(content[1:])
    if kind == LIST:
        values: list[Any] = json.loads(content)
        return values
    if kind.isdecimal():
        of, unit = chr(content[0]), 10 ** int(kind)
        lacks = MISSING[of]
        return [n / unit if n != lacks else None for n in _numbers(of, content[1:])]
    numbers = _numbers(kind, content)
    return numbers if kind != "d" else [n if n == n else None for n in numbers]


def _numbers(kind: str, content: bytes) -> "array[Any]":
    numbers = array(kind)
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _decompressed(content: bytes) -> bytes:
    try:
        return decompress(content)
    except error as fault:
        raise ValueError("resultat är ändrade eller skadade") from fault


def _checksum(kind: str, content: bytes, belongs: str) -> bytes:
    return crc32(content, crc32(f"{kind} {belongs}".encode())).to_bytes(4, "little")

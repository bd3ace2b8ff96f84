"""Swedish as it is written: sorting, folding for look-ups, numbers and lists in prose."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache

_FOLD = str.maketrans({"æ": "a", "ø": "o"})  # the letters that are not a base and an accent
_BETWEEN = re.compile(r"(?<=[.!?]) (?=[A-ZÅÄÖ])")  # sentences; not after ”t.ex.”
_NO_LETTER = re.compile(r"[\W_]+")
_LAST = {"å": "{", "ä": "|", "ö": "}"}  # the three characters that follow z in ASCII


@lru_cache(maxsize=2048)
def sort_key(text: str) -> tuple[str, str]:
    """Return a key that sorts as a Swedish dictionary does: å, ä and ö after z.

    Case is ignored, other accents (é, ü) sort as their base letter. The text itself
    comes second, so that the order is total.
    """
    letters = [
        c if c.isascii() else _LAST.get(c) or unicodedata.normalize("NFD", c)[0]
        for c in unicodedata.normalize("NFC", text).lower()
    ]
    return "".join(letters), text


@lru_cache(maxsize=8192)  # the names of all indicators, which are looked through several times
def fold(text: str) -> str:
    """Return `text` without case, åäö, accents, spaces, hyphens and underscores, for look-ups."""
    plain = unicodedata.normalize("NFD", text.lower()).translate(_FOLD)
    return _NO_LETTER.sub("", plain)


def slug(text: str) -> str:
    """Return a text as a part of an id or a file's name: `malung-salen`."""
    words = (fold(word) for word in re.split(r"[\W_]+", text))
    return "-".join(word for word in words if word) or "del"


def near(word: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return at most `limit` candidates that look like `word`, the most alike first."""
    by_fold = {fold(c): c for c in candidates}
    return tuple(by_fold[m] for m in get_close_matches(fold(word), by_fold, n=limit, cutoff=0.65))


def perhaps(word: str, candidates: Iterable[str]) -> str:
    """Return a sentence to add, on the candidate that looks most like `word`; empty if none."""
    return "".join(f" Menade du ”{close}”?" for close in near(word, candidates, limit=1))


@lru_cache(maxsize=4096)
def number(value: float, decimals: int = 0) -> str:
    """Return a number as Swedes write it: decimal comma, thousands apart, half rounded up."""
    from decimal import ROUND_HALF_UP, Context, Decimal

    # repr gives the shortest decimal that is this float: 12.345 rounds as it reads
    exact = Context(prec=400, rounding=ROUND_HALF_UP)  # a float has at most 309 digits
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), context=exact)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,}".replace(",", "\u00a0").replace(".", ",")


def percent(value: float) -> str:
    """Return a share (0-100) as whole percent, half rounded up: `27 %`."""
    return f"{number(value)}\u00a0%"


def listing(words: Sequence[str], last: str = "och") -> str:
    """Join words as prose: `a, b och c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def joined(*parts: str | None) -> str:
    """Return what there is of some parts, with commas between."""
    return ", ".join(part for part in parts if part)


def sentences(texts: Iterable[str]) -> str:
    """Join texts that people write as sentences, with or without a full stop, each as one."""
    return " ".join(f"{text.rstrip('.')}." for text in texts)


def each_sentence(text: str) -> list[str]:
    """Return the sentences of a text, each on one line."""
    return _BETWEEN.split(" ".join(text.split()))


def some(words: Sequence[str], most: int) -> str:
    """Join the first of some words, and how many more there are: `a, b och 3 till`."""
    more = len(words) - most
    return ", ".join(words[:most]) + (f" och {number(more)} till" if more > 0 else "")


def counted(n: int, one: str, many: str) -> str:
    """Return `1 kommun`, `2 kommuner`."""
    return f"{number(n)} {one if n == 1 else many}"


def capital(text: str) -> str:
    """Return `text` with its first letter in upper case, the rest untouched."""
    return text[:1].upper() + text[1:]

"""Text in cells: the same words however they were typed."""

import re
from functools import lru_cache
from unicodedata import normalize

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t"), " ")
_HYPHENATED = re.compile(r"(?<=[a-zåäöé])-\s*[\r\n]+\s*(?=[a-zåäöé])")
_NUMBERING = re.compile(
    r"^(?:fråga\s+|f|q|indikator\s+)?[a-zåäö]?\d{1,3}(?:\.\d{1,2})*[a-zåäö]?[.):]*\s+", re.I
)
_WORD = re.compile(r"[^\W_]+")
_PLAIN_WORD = re.compile("[a-z0-9]+")


@lru_cache(maxsize=100_000)
def clean(text: str) -> str:
    """Return text on one line, without soft hyphens, odd spaces and words cut at line ends."""
    text = normalize("NFC", text)
    if not text.isprintable():  # nor is any space but the usual one
        text = _HYPHENATED.sub("", text.translate(_INVISIBLE).translate(_SPACES))
    return " ".join(text.split())


@lru_cache(maxsize=100_000)
def squash(text: str) -> str:
    """Return only the letters and digits of a text, in lower case: `Av esta` is `avesta`."""
    return "".join(filter(str.isalnum, clean(text).lower()))


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case."""
    return tuple(_WORD.findall(clean(text).lower()))


@lru_cache(maxsize=100_000)
def without_number(text: str) -> str:
    """Return a heading without the number that stands before it: `12a. Stöd` is `Stöd`."""
    text = clean(text)
    return _NUMBERING.sub("", text, count=1) or text


@lru_cache(maxsize=100_000)
def slug(text: str, separator: str = "_") -> str:
    """Return a text as an id: lower case, a for å and ä, o for ö, nothing but letters, digits."""
    plain = clean(text).lower()
    if not plain.isascii():
        plain = "".join(c for c in normalize("NFD", plain) if ord(c) < 0x300)
    return separator.join(_PLAIN_WORD.findall(plain))


def shorten(text: str, length: int) -> str:
    """Return a text of at most `length` characters, cut at a word where that can be done."""
    text = clean(text)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > length // 2 else cut).rstrip(" ,.;:-") + "…"


_YEAR_LAST = re.compile(r"^(?P<text>.*\D)[\s,(–-]+(?P<year>(?:19|20)\d\d)\)?$")
_YEAR_FIRST = re.compile(r"^(?P<year>(?:19|20)\d\d)[\s:,–-]+(?P<text>\D.*)$")


def year_apart(text: str) -> tuple[str, int | None]:
    """Return a heading without the year before or after it, and the year: `Socialjour 2016`."""
    found = _YEAR_LAST.match(text) or _YEAR_FIRST.match(text)
    return (clean(found["text"]).rstrip(" ,(–-"), int(found["year"])) if found else (text, None)

"""Personnummer and samordningsnummer: found in every way of writing, and never shown again."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple
from unicodedata import category, digit

HIDDEN = "[personnummer]"
Where = tuple[Any, ...]
"""A way into plain data: keys and positions from the top."""

_COORDINATION = 60
# A digit, of any script, and what ten digits have no letter between: quick to look for
_MAYBE = re.compile(
    "[0-9\u00b2\u00b3\u00b9\u0660-\u1fff\u2070-\U0010ffff][^A-Za-z\u00c0-\u024f]{9}"
)
# A plain row of digits beside a decimal sign is part of an amount, unless a whole number stands on
# its other side; a date that a date follows is a period; within a long checksum all is chance.
_IDENTITY = re.compile(
    r"(?<!\d)(?<![0-9a-f]{12})"
    r"(?!\d{10}(?:\d\d)?[.,]\d(?!\d{9}))(?:(?<!(?<!\d{9})\d[.,])|(?!\d{10}(?:\d\d)?(?!\d)))"
    r"(?P<century>18|19|20)?(?P<year>\d\d)(?P<gap>[-./ ]?)(?P<month>0[1-9]|1[0-2])"
    r"(?P=gap)(?P<day>[06][1-9]|[1278]\d|[39][01])"
    r" {0,2}[-+/:_]{0,2} {0,2}(?P<last>\d{4})(?!\d)(?!-\d\d-\d\d)(?![0-9a-f]{12})"
)
_DASHES = "\u00ac\u02d7\u2043\u2212\u2796"  # that Unicode does not call dashes
_PLUSES = "\u02d6\u2795\ufb29\ufe62\uff0b"


class Found(NamedTuple):
    """Where in a text a number stands, its last ten digits, and whether the day has 60 added."""

    start: int
    end: int
    digits: str
    is_coordination: bool


class _Signs(dict[int, str]):
    """What each sign is here: a digit, a hyphen, a plus, a space, nothing, or itself."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kind = category(sign)
        value = digit(sign, None)
        if value is not None:
            found = str(value)
        elif kind == "Pd" or sign in _DASHES:
            found = "-"
        elif sign in _PLUSES:
            found = "+"
        elif kind in ("Zs", "Zl", "Zp") or sign in "\t\n\r":
            found = " "
        else:
            found = "" if kind in ("Cc", "Cf", "Mn", "Me") else sign
        self[code] = found
        return found


_SIGNS = _Signs()


def identity_numbers(text: str) -> Iterator[Found]:
    """Yield each personnummer in a text, in the order they stand.

    10 or 12 digits of any script, with any hyphen, plus or space between date and the four last,
    and within the date; a day that exists (or with 60 added: a samordningsnummer) and a right check
    digit.
    """
    if not _MAYBE.search(text):  # as in nearly all that is written
        return
    plain = text.translate(_SIGNS)
    start = 0
    while match := _IDENTITY.search(plain, start):
        day = int(match["day"])
        is_coordination = day > _COORDINATION
        digits = "".join(match.group("year", "month", "day", "last"))
        start = match.start() + 1  # what is none may hide the beginning of one
        if _is_day(match, day - _COORDINATION * is_coordination) and _is_checked(digits):
            start = match.end()
            yield Found(*_span(match, text, plain), digits, is_coordination)


def _span(match: re.Match[str], text: str, plain: str) -> tuple[int, int]:
    """Return where in the text a match in its plain form stands."""
    start, end = match.span()
    if len(plain) == len(text):
        return start, end
    at = [n for n, sign in enumerate(text) if _SIGNS[ord(sign)]]
    return at[start], at[end - 1] + 1


def _is_day(match: re.Match[str], day: int) -> bool:
    """Tell whether the day exists, in some century if none is given."""
    return any(
        day <= _days(int(f"{century}{match['year']}"), int(match["month"]))
        for century in ([match["century"]] if match["century"] else ["18", "19", "20"])
    )


@cache
def _days(year: int, month: int) -> int:
    import calendar  # only where something looks like a number

    return calendar.monthrange(year, month)[1]


def _is_checked(digits: str) -> bool:
    """Tell whether the last digit is right: with every second one doubled, whole tens in all."""
    doubled = (int(d) * (2 - n % 2) for n, d in enumerate(digits))
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0


def mask(text: str) -> str:
    """Return a text with every personnummer taken out of it."""
    pieces, end = [], 0
    for found in identity_numbers(text):
        pieces += [text[end : found.start], HIDDEN]
        end = found.end
    return "".join((*pieces, text[end:])) if pieces else text


def masked(data: Any) -> Any:
    """Return plain data with every personnummer taken out of its texts and keys."""
    if isinstance(data, str):
        return mask(data)
    if isinstance(data, Mapping):
        return {masked(key): masked(value) for key, value in data.items()}
    return [masked(value) for value in data] if isinstance(data, list | tuple) else data


def holds_identity(data: Any) -> bool:
    """Tell whether a text, or plain data anywhere in it, holds a personnummer."""
    return any(True for _ in identities_in(data))


def identities_in(data: Any, where: Where = ()) -> Iterator[Where]:
    """Yield the way to each text or whole number in plain data that holds a personnummer."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from (where for _ in identities_in(key))
            yield from identities_in(value, (*where, key))
    elif isinstance(data, list | tuple):
        for n, value in enumerate(data):
            yield from identities_in(value, (*where, n))
    elif isinstance(data, str | int) and any(True for _ in identity_numbers(str(data))):
        yield where

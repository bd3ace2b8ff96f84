"""Personnummer and samordningsnummer in text: found, and never shown again."""

import calendar
import re
from collections.abc import Iterator

HIDDEN = "[personnummer]"

_IDENTITY = re.compile(
    r"(?<![\d.,])(?P<century>18|19|20)?(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    r"\s?[-+–−]?\s?(?P<last>\d{4})(?![\d])"
)
_COORDINATION = 60


def identity_numbers(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield each personnummer in a text, and whether it is a samordningsnummer.

    10 or 12 digits with or without `-` or `+`, a day that exists and a right check digit.
    """
    for match in _IDENTITY.finditer(text):
        day = int(match["day"])
        is_coordination = day > _COORDINATION
        if not _is_day(match, day - _COORDINATION * is_coordination):
            continue
        digits = match["year"] + match["month"] + match["day"] + match["last"]
        if _checksum(digits) % 10 == 0:
            yield match, is_coordination


def _is_day(match: re.Match[str], day: int) -> bool:
    """Tell whether the day exists, in some century if none is given."""
    month, century = int(match["month"]), match["century"]
    if not 1 <= month <= 12:
        return False
    years = [int(f"{c}{match['year']}") for c in ([century] if century else ["18", "19", "20"])]
    return any(1 <= day <= calendar.monthrange(year, month)[1] for year in years)


def _checksum(digits: str) -> int:
    """Return the sum that a whole number of tens makes right: every second digit doubled."""
    doubled = (int(d) * (2 - n % 2) for n, d in enumerate(digits))
    return sum(d // 10 + d % 10 for d in doubled)


def mask(text: str) -> str:
    """Return a text with every personnummer taken out of it."""
    pieces, end = [], 0
    for match, _ in identity_numbers(text):
        pieces += [text[end : match.start()], HIDDEN]
        end = match.end()
    return "".join((*pieces, text[end:]))


def holds_identity(text: str) -> bool:
    """Tell whether a text holds a personnummer or samordningsnummer."""
    return any(True for _ in identity_numbers(text))

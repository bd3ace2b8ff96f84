"""Which year a table is of: its columns, its title, the sheet's or the file's name."""

import re
from collections.abc import Iterable, Sequence

from oj_cli.sources.layout.text import clean

YEARS = range(1950, 2101)
"""The years that a table may be of."""
_YEAR = re.compile(r"(?<![\d:/.])(?<!\d[-–])((?:19|20)\d\d)(?![\d:/]|[-–.]\d)")
_ONLY = re.compile(
    r"(?:år\s+)?((?:19|20)\d\d)(?:\.0|-\d\d-\d\d(?:[ T]00:00(?::00)?)?)?", re.IGNORECASE
)


def year_of(text: str) -> int | None:
    """Return the year that a text is, as such or as a date, None if it is more than a year."""
    found = _ONLY.fullmatch(clean(text))
    return int(found[1]) if found and int(found[1]) in YEARS else None


def years_in(text: str, not_the_year: Iterable[str] = ()) -> tuple[int, ...]:
    """Return the years that a text names, in order; none if it tells of something else.

    Dates, law numbers and article numbers are no years; a text with one of `not_the_year`
    counts only up to that word.
    """
    text = clean(text)
    lower = text.lower()
    cuts = [m.start() for word in not_the_year if (m := re.search(rf"\b{re.escape(word)}", lower))]
    text = text[: min(cuts, default=len(text))]
    found = [int(m[1]) for m in _YEAR.finditer(text.replace("_", " "))]
    return tuple(dict.fromkeys(year for year in found if year in YEARS))


def only_year(texts: Sequence[str], not_the_year: Iterable[str] = ()) -> int | None:
    """Return the one year that the texts name, None if they name none or several."""
    words = tuple(not_the_year)
    found = {year for text in texts for year in years_in(text, words)}
    return found.pop() if len(found) == 1 else None

"""Whether a sentence counts something, says how fast, and says when.

Dates and how often something is done are no amounts: `två gånger per år` measures nothing.
"""

import re

_NUMBER = (
    r"(?:\d{1,12}(?:[.,]\d{1,9})?|noll|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv"
    r"|femton|tjugo)"
)
_NOT_COUNTED = re.compile(
    r"\d{4}-\d{2}(?:-\d{2})?|§+ ?\d+"
    r"|\b\d{1,2} (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*"
    rf"|\b(?:19|20)\d\d\b|\b{_NUMBER} (?:gång(?:er)?|ggr)\b|\b\d+[–-]\d+ år\b",
    re.I,
)
_COUNTED = re.compile(
    r"\d ?(?:%|procent)"
    rf"|\b{_NUMBER} av {_NUMBER}\b"
    r"|\b(?:hälften|noll)\b|\b(?:var|vart) \w+(?:de|te)\b|\btredjedel|\bfjärdedel"
    rf"|\bfrån (?:i snitt |cirka |ca |omkring )?{_NUMBER}\b"
    rf".{{0,25}}?\btill (?:\w+ ){{0,2}}?{_NUMBER}\b"
    rf"|\b(?:minst|högst|mer än|fler än|färre än|mindre än|max|inom) {_NUMBER}\b"
    rf"|\b{_NUMBER} (?:personer|barn|ungdomar|familjer|procentenheter|enheter|poäng)\b"
    r"|\b(?:målvärde|utgångsläge)\w*:? \d|\bsamma (?:dag|dygn|kväll|vecka)\b",
    re.I,
)
_TIMED = re.compile(
    rf"\b(?:inom|högst|senast|mer än|längre än|efter) {_NUMBER} "
    r"(?:arbets)?(?:timm\w+|dag\w*|dygn\w*|veck\w+|månad\w*)\b"
    r"|\b(?:samma|nästa) (?:dag|dygn|kväll|vecka)\b|\bi tid\b|\bvänt\w+",
    re.I,
)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober"
    r"|november|december|årsskiftet|hösten|våren|sommaren)\b",
    re.I,
)


def is_counted(text: str) -> bool:
    """Return whether an amount is named."""
    return bool(_COUNTED.search(_NOT_COUNTED.sub(" ", text)))


def is_timed(text: str) -> bool:
    """Return whether it says how fast something is done."""
    return bool(_TIMED.search(_DATED.sub(" ", text)))


def is_dated(text: str) -> bool:
    """Return whether a day, month or year is named."""
    return bool(_DATED.search(text))

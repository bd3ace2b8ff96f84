"""What a sentence claims: each figure, word of quantity, comparison or list of kommuner in it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from oj_cli.analysis.prose.words import KOMMUN, NUMBER, Lexicon, number_of, pattern
from oj_cli.domain.typed import MONTHS

Kind = Literal["andel", "antal", "mangd", "varde", "namn", "skillnad", "riktning", "annat"]


class UntestedError(Exception):
    """A claim cannot be tied to what it needs; the message says why."""


@dataclass(frozen=True)
class Claim:
    """One claim of a sentence, at `start` to `end`.

    Kinds: a percentage (`andel`); a number of kommuner (`antal`), `of` as many where it says; a
    word of quantity (`mangd`); another number (`varde`); kommuner by name (`namn`); percentage
    points from riket (`skillnad`); higher or lower (`riktning`); or one that is never tested
    (`annat`: `word` says why). `noun` is what is counted, `bound` how the value is a border.
    """

    kind: Kind
    start: int
    end: int
    value: float = 0
    of: int | None = None
    word: str = ""
    noun: str = ""
    bound: str = ""
    names: tuple[str, ...] = ()


_OWNER = (
    r"(?:(?:av|utav|de|dem|dessa|våra|alla|samtliga|länets|regionens|svarande|deltagande|"
    r"[A-ZÅÄÖ][\wåäö-]*s)\s+){0,3}"
)
_N = rf"(?:\d{{1,3}}(?:[.,]\d+)?|{NUMBER})"
_PERCENT = r"\s*(?:%|procent\b)(?!\s*(?:enhet|poäng))"
PARTS = {
    "en fjärdedel": 25.0,
    "var fjärde": 25.0,
    "en tredjedel": 100 / 3,
    "var tredje": 100 / 3,
    "en femtedel": 20.0,
    "var femte": 20.0,
    "två tredjedelar": 200 / 3,
    "tre fjärdedelar": 75.0,
    "varannan": 50.0,
    "hälften": 50.0,
}
ALL = ("alla", "samtliga", "varje")
NONE = ("ingen", "inga", "inte en enda")
_Test = Callable[[float, float], bool]
_QUANTITIES: dict[str, tuple[_Test, _Test]] = {
    "några": (lambda n, of: n >= 2, lambda n, of: n < 2),
    "flera": (lambda n, of: n >= 3, lambda n, of: n < 2),
    "många": (lambda n, of: 2 * n >= of, lambda n, of: 4 * n < of),
    "de flesta|flertalet|merparten|en majoritet|majoriteten": (
        lambda n, of: 2 * n > of,
        lambda n, of: 2 * n < 0.9 * of,
    ),
    "få|ett fåtal": (lambda n, of: 0 < n <= of / 3, lambda n, of: n == 0 or 2 * n >= of),
    "enstaka": (lambda n, of: 0 < n <= 2, lambda n, of: n == 0 or 3 * n >= of),
    "ett par": (lambda n, of: n in (2, 3), lambda n, of: n < 2 or 3 * n >= of),
    "nästan alla|nära nog alla|så gott som alla": (
        lambda n, of: 0.8 * of <= n < of,
        lambda n, of: n < 0.7 * of,
    ),
    "inte alla": (lambda n, of: 0 < n < of, lambda n, of: n in (0, of)),
}
"""For words alike, when they fit n of those that answered and when they are wrong; else neither."""

QUANTITY_OF = {word: tests for of, tests in _QUANTITIES.items() for word in of.split("|")}
_WORDS = "|".join(sorted((*QUANTITY_OF, *ALL, *NONE), key=len, reverse=True)).replace(" ", r"\s+")
_COUNTED = rf"(?:{KOMMUN}|enhet\w*|svarande)"
_UNIT = rf"(?:%|procent\b|{KOMMUN})"
_FEW = r"(?:fler|färre|mindre|mer)"
_DIRECTIONS = (
    "högre|lägre|större|vanligare|ovanligare|bättre|sämre|mer vanligt|mindre vanligt|mindre"
)

# In the order in which they are looked for: no part of a sentence is taken for two.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("", r"(?<![\d,.])(?:19|20)\d\d(?!\d)(?:\s*[–-]\s*(?:19|20)?\d\d)?"),
    ("", rf"\b\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\b"),
    ("", r"\b\d{1,2}/\d{1,2}\b(?!\s*[a-zåäö]*kommun)(?=\s+(?:\d{4}|träff|möt|hölls))"),
    ("ett intervall", rf"\bmellan\s+{_N}\s*(?:{_UNIT})?\s+och\s+{_N}\b(?:\s*{_UNIT})?"),
    ("ett intervall", rf"\bfrån\s+{_N}\s*(?:{_UNIT})?\s+till\s+{_N}\b(?:\s*{_UNIT})?"),
    ("ett intervall", rf"\b\d+(?:\s?\d{{3}})*\s*[–-]\s*\d+(?:\s?\d{{3}})*(?:\s*{_UNIT})?"),
    ("skillnad", rf"\b(?P<n>{_N})\s+(?:procentenhet|procentpoäng)\w*"),
    ("en jämförelse", rf"\b(?:hälften|dubbelt|{NUMBER}\s+gånger)\s+så\b(?:\s+\w+)?"),
    ("en jämförelse", r"\b(?:hälften|dubbla)\s+(?:av\s+)?andelen\b"),
    ("en jämförelse", r"\blika\s+(?:många|st|vanlig)\w*"),
    ("en jämförelse", rf"\b{NUMBER}\s+(?:{KOMMUN}\s+)?{_FEW}\b(?:\s+{KOMMUN})?"),
    ("respektive", rf"\b(?P<n>{_N})\s*{_UNIT}?\s+respektive\s+(?P<m>{_N})\s*(?P<noun>{_UNIT})?"),
    ("brak", rf"(?<![\d/,.])\b(?P<n>{NUMBER})\s*(?:\b(?:ut)?av\b|/)\s*{_OWNER}(?P<of>{NUMBER})\b"
     rf"(?!{_PERCENT})(?:\s+(?P<noun>{KOMMUN}|[a-zåäö]\w+))?"),
    ("andel", rf"(?<![\d,.–-])(?P<n>{_N}){_PERCENT}"
     rf"(?:\s+av\s+(?:de\s+|alla\s+|våra\s+|länets\s+|[A-ZÅÄÖ]\w*s\s+)*(?P<noun>\w+))?"),
    ("andel utan ord", r"\b(?:på|rikets|mot)\s+(?P<n>\d{1,3})(?=\s*[.,;)]|\s*$|\s+och\b)"),
    ("del", rf"\b(?P<word>{'|'.join(PARTS)})\b\s+{_OWNER}(?P<noun>\w+)"),
    ("utom", rf"\b(?:alla|samtliga)(?:\s+(?:\w+\s+)?{KOMMUN})?(?:\s+i\s+\w+)?,?\s+utom\s+"
     rf"(?P<n>{NUMBER})\b"),
    ("mangd", rf"\b(?P<word>{_WORDS})\s+{_OWNER}(?:{NUMBER}\s+)?"
     rf"(?P<noun>{_COUNTED})\b(?!(?:\s+i\s+\w+)?,?\s+utom\b)"),
    ("antal", rf"(?<![\d,.–/-])\b(?P<n>{NUMBER})\s+(?:enda\s+)?{_OWNER}(?P<noun>{KOMMUN})\b"),
    ("varde", r"(?<![\d,.–-])(?P<n>\d{1,3}(?:[ \u00a0]\d{3})+|\d+(?:,\d+)?)\b"
     r"(?:\s+(?P<noun>[a-zåäö]\w+))?"),
    ("tal", rf"\b(?P<n>{NUMBER})\b"
     r"(?=\s+(?:har|gör|saknar|erbjuder|använder|svarar|som)\b|\s*[.;]|\s*$)"),
)  # fmt: skip
_COMPILED = [(kind, pattern(regex)) for kind, regex in _PATTERNS]
_DIRECTION = pattern(
    rf"\b(?P<a>{_DIRECTIONS})\b(?=(?:\s+\w+){{0,3}}\s+än\b)"
    r"|\b(?P<b>över|under)\s+(?=rike|landet|rikssnitt|genomsnittet\s+i\s+riket)"
    r"|\bligger\s+(?:\w+\s+){0,3}?(?P<c>efter|före|under|över)(?!\s*\w*\s*\d)\b"
)


def claims(text: str, lexicon: Lexicon, known: re.Pattern[str] | None) -> list[Claim]:
    """Return the claims of a sentence in their order. `known` finds kommuner by name."""
    found = list(_figures(text, lexicon))
    found += _directions(text, found)
    found += _names(text, known) if known else ()
    return sorted(found, key=lambda c: c.start)


def _figures(text: str, lexicon: Lexicon) -> Iterator[Claim]:
    taken: list[tuple[int, int]] = []
    speaks = re.search(KOMMUN, text, re.IGNORECASE) is not None
    in_percent = re.search(_PERCENT, text) is not None
    for kind, regex in _COMPILED:
        for m in regex.finditer(text):
            is_free = all(m.end() <= a or m.start() >= b for a, b in taken)
            if kind == "andel utan ord" and not in_percent:
                continue
            if is_free and (kind != "tal" or (speaks and m["n"].lower() not in ("en", "ett"))):
                taken.append(m.span())
                yield from (_with_bound(c, text, lexicon) for c in _claims_of(kind, m))


def _claims_of(kind: str, m: re.Match[str]) -> Iterator[Claim]:
    groups = {k: v for k, v in m.groupdict().items() if v}
    n, noun = groups.get("n"), groups.get("noun", "").lower()
    of = int(number_of(groups["of"])) if "of" in groups else None
    value = number_of(n) if n else 0
    word = " ".join(groups.get("word", "").lower().split())
    match kind:
        case "":
            return
        case "respektive":
            same: Kind = "andel" if noun[:1] in "%p" and noun else "antal" if noun else "annat"
            why = "" if noun else "det går inte att se vad talen räknar"
            for place, group in enumerate(("n", "m")):
                said = f"respektive {place}" if noun else why
                yield Claim(same, *m.span(group), number_of(m[group]), word=said)
        case "andel utan ord":
            yield Claim("andel", *m.span("n"), value)
        case "andel" | "skillnad" | "varde":
            yield Claim(kind, *m.span(), value, noun=noun)
        case "brak" | "antal" | "tal":
            yield Claim("antal", *m.span(), value, of, noun=noun)
        case "del":
            yield Claim("andel", *m.span(), PARTS[word], noun=noun, word=word)
        case "utom":
            yield Claim("antal", *m.span(), value, word="utom")
        case "mangd":
            yield Claim("mangd", *m.span(), word=word, noun=noun)
        case _:
            yield Claim("annat", *m.span(), word=f"det är {kind}, och sådana prövas inte")


_BEFORE = 60  # signs: a page that is one long sentence is read too


def _with_bound(claim: Claim, text: str, lexicon: Lexicon) -> Claim:
    """Return a claim with the words right before it that make its value a border."""
    first = max(claim.start - _BEFORE, 0)
    before = text[first : claim.start]
    for bound in ("ungefar", "drygt", "knappt", "mer", "minst", "mindre", "hogst"):
        begin = lexicon.ends_with(bound, before)
        if begin is not None and claim.kind in ("andel", "antal", "varde"):
            return replace(claim, bound=bound, start=first + begin)
    return claim


def _directions(text: str, found: Sequence[Claim]) -> Iterator[Claim]:
    """Yield what is said to be higher or lower, where no number of percentage points says it."""
    if any(c.kind == "skillnad" or "jämförelse" in c.word for c in found):
        return
    for m in _DIRECTION.finditer(text):
        yield Claim("riktning", m.start(), m.end(), word=(m["a"] or m["b"] or m["c"]).lower())


def _names(text: str, known: re.Pattern[str]) -> Iterator[Claim]:
    """Yield the kommuner that a sentence names, those of a list together."""
    run: list[re.Match[str]] = []
    for m in [*known.finditer(text), None]:
        between = text[run[-1].end() : m.start()] if run and m else ""
        if run and (
            m is None or not re.fullmatch(r"\s*(?:,|och|samt|eller|,\s*samt|,\s*och)\s*", between)
        ):
            names = tuple(dict.fromkeys(n[1] for n in run))
            yield Claim("namn", run[0].start(), run[-1].end(), names=names)
            run = []
        if m is not None:
            run.append(m)

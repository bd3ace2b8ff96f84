"""The figures of a sentence, each with whom it is about and how it is meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from oj_cli.analysis.prose.words import KOMMUN, NUMBER, OWNER, number_of, pattern
from oj_cli.domain.prose import Speaker

Kind = Literal["andel", "brak", "antal", "mangd"]
"""A percentage, x of y, a number of kommuner, or a word such as alla or några."""

Whose = Literal["egen", "riket", "annan"]
Base = Literal["kommuner", "annat", "okant"]
Bound = Literal["", "mer", "minst", "mindre", "hogst", "drygt", "knappt"]
"""How a figure is a border: mer än hälften, minst fem, under 10 %, drygt 60 %."""


@dataclass(frozen=True)
class Claim:
    """One figure or quantifier in a sentence.

    `value` is percent for a share, else a number of kommuner; `of` the y of x of y;
    `word` the quantifier. `negated` tells that it is about those that lack something,
    `partly` about those that have it in part, `past` about another year (`year` where it is
    named), `hedged` that it is about, `bound` how it is a border, `aside` that it is about those
    whom the question did not concern, and `said` is how the text says it. `start` and `end` are
    offsets in the sentence, `clause` the number of the part of the sentence that it stands in, and
    `every` tells that the part speaks of all areas or all questions.
    """

    kind: Kind
    start: int
    end: int
    value: float = 0
    of: int | None = None
    word: str = ""
    whose: Whose = "egen"
    base: Base = "kommuner"
    clause: int = 0
    negated: bool = False
    partly: bool = False
    past: bool = False
    year: int | None = None
    hedged: bool = False
    every: bool = False
    bound: Bound = ""
    aside: bool = False
    said: str = ""


@dataclass(frozen=True)
class Clause:
    """A part of a sentence: what is said before `jämfört med`, or after it."""

    text: str
    start: int


_BORDER = pattern(
    r"(?:,?\s*\b(?:att\s+)?(?:jämfört|jämföra|jämförelse|jämförs)\s+med\b)"
    r"|(?:\s+än\s+(?=(?:i\s+|för\s+|hela\s+)*(?:rike|landet|snittet|genomsnittet)))"
    r"|(?:,?\s+mot\s+(?=(?:rikets\s+)?\d))|(?:,?\s+medan\s)|(?:,?\s+men\s)"
)
_PERCENT = pattern(
    r"(?<![\d,.–-])(\d{1,3}(?:[.,]\d+)?)\s*(?:%|procent\b)(?!\w)(?!\s*(?:enhet|poäng))"
)
_FRACTION = pattern(
    rf"(?<![\d/,.])\b({NUMBER})\s*(?:\bav\b|/)\s*({OWNER})({NUMBER})\b(?!\s*%)"
    rf"(?:\s+({KOMMUN}|\w+))?"
)
_COUNT = pattern(rf"(?<![\d,.–/-])\b({NUMBER})\s+{OWNER}({KOMMUN})\b")
_IS_KOMMUN = pattern(KOMMUN)
_QUANTITY = pattern(
    r"\b(alla|samtliga|ingen|inga|några|flera|många|de\s+flesta|flesta|få|enstaka|ett\s+par)"
    rf"\s+{OWNER}(?:\d{{1,3}}\s+)?({KOMMUN})\b"
)
_FROM_TO = pattern(
    rf"\bfrån\s+({NUMBER})\s+(?:{KOMMUN}\s+)?till\s+({NUMBER})\b(?!\s*(?:%|procent))"
    rf"(?:\s+{KOMMUN})?"
)
_SHARE_BEFORE = pattern(
    r"\bfrån\s+(\d{1,3}(?:[.,]\d+)?)\s*(?:%|procent)?\s+till\s+(?=\d{1,3}(?:[.,]\d+)?\s*(?:%|procent))"
)
_PARTS = {
    "en fjärdedel": 25,
    "var fjärde": 25,
    "en tredjedel": 33.3,
    "var tredje": 33.3,
    "var femte": 20,
    "två tredjedelar": 66.7,
    "tre fjärdedelar": 75,
    "varannan": 50,
    "hälften": 50,
}
_IN_WORDS = pattern(rf"\b({'|'.join(_PARTS)})\s+(?:{OWNER})({KOMMUN})\b")
_TAKEN_BACK = pattern(r"\b(?:inte|ej|långt\s+ifrån|nästan|inte\s+i)\s+(?:i\s+)?$")
_DIFFERENCE = pattern(r"^\s+(?:mindre|färre|fler|mer|extra|bättre|sämre)\b")
_OF_THOSE = pattern(r"\b(?:av|bland)\s+(?:de|dessa|våra)\s+$")
_ONLY = pattern(r"\b(?:bara|endast|enbart|blott|enda)\s+$")
_ACTS = pattern(
    r"^\s+(?:\w+\s+){0,2}?(?:har|anger|uppger|erbjuder|använder|bedriver|svarar|saknar|arbetar|"
    r"genomför|följer|säger)\b"
)
_LACKS = pattern(r"\b(?:saknas|saknar|saknade|inte|utan|ej|nej|aldrig)\b")
_NOT_LACKING = pattern(
    r"\b(?:inte|ej)\s+(?:bara|enbart|endast)\b|\bför\s+att\s+(?:inte|ej|aldrig)\b"
    r"|\b(?:inte|ej)\s+(?:har\s+)?(?:be)?svarat?\b"
)
_ASIDE = pattern(
    r"\b(?:inte|ej)\s+(?:är\s+|var\s+)?aktuell(?:t|a)?\b(?!\s+(?!för\b|i\b|hos\b|och\b|enligt\b)\w)"
    r"|\bsvara\w*\s+EA\b"
)
_BRACKETED = re.compile(r"\([^()]*\)")
_BOUNDS: dict[Bound, re.Pattern[str]] = {
    "mer": pattern(r"\b(?:(?:mer|fler|större|högre)\s+än|över)\s+$"),
    "minst": pattern(r"\b(?:minst|åtminstone|lägst)\s+$"),
    "mindre": pattern(r"\b(?:(?:mindre|färre|lägre)\s+än|under)\s+$"),
    "hogst": pattern(r"\b(?:högst|max|maximalt|som\s+mest|upp\s+till)\s+$"),
    "drygt": pattern(r"\bdrygt\s+$"),
    "knappt": pattern(r"\b(?:knappt|nästan|närmare)\s+$"),
}
_PARTLY = pattern(r"\bdelvis\b")
_ABOUT = pattern(r"\b(?:cirka|ca|ungefär|omkring|runt|drygt|knappt|nästan|närmare)\W*$")
_NOT_FACT = pattern(r"\b(?:ska|skall|bör|borde|målet|mål är|kommer att|skulle)\b")
_EVERY = pattern(r"\b(?:alla|samtliga)\s+(?:\w+\s+)?(?:\w*områden|frågor|rutiner|delar|punkter)\b")
_PAST = pattern(
    r"\b(?:föregående|förra|tidigare)\s+(?:år|gång)|\bförra\s+gången\b|\bdå\b.*\b(?:hade|angav|angavs)\b"
    r"|\b20[012]\d\s+(?:hade|var|angav|svarade)\b"
    r"|^,?\s*(?:att\s+)?(?:jämf\w+\s+med|än|mot)\s+(?:år\s+)?20[012]\d\b"
)
_NAMED_YEAR = re.compile(r"\b(20[012]\d)\b")
_SINCE = pattern(r"\b(?:som|än|med|sedan|från|mot|jämfört\s+med)\s+(?:år\s+|öj\s+)?20[012]\d\b")
_TOOK_PART = pattern(r"\benkät\w*|\b(?:besvara|delta|medverka)\w*|\bdeltog\b|\bsvarsfrekvens")
_RIKET = pattern(r"\brike(?:t|ts)\b|\blandets?\b|\bsveriges?\b|\bnationellt\b|\briksgenomsnitt")
_OTHER = pattern(r"kommungrupp|\bjämförelsegrupp|\bliknande kommuner|invånargrupp")
_OF = pattern(r"^\s*(?:av|bland)\s+((?:[\wåäö-]+\s*){1,4})")


def clauses(sentence: str) -> list[Clause]:
    """Return the parts of a sentence, cut where it turns to compare or to contrast."""
    found = []
    begin = 0
    for border in _BORDER.finditer(sentence):
        if sentence[begin : border.start()].strip(" ,"):
            found.append(Clause(sentence[begin : border.start()], begin))
        begin = border.start()
    return [*found, Clause(sentence[begin:], begin)]


def claims(sentence: str, group: Speaker, year: int) -> list[Claim]:
    """Return the figures of a sentence that may be about kommuner, in their order.

    `year` is the one that the text is about. What is wished for (`ska`, `bör`) is no
    statement of fact and is left out, and so is who took part in the survey.
    """
    found: list[Claim] = []
    if _TOOK_PART.search(sentence):
        return found
    named = {int(y) for y in _NAMED_YEAR.findall(_SINCE.sub("", sentence))}
    other = next(iter(named)) if len(named) == 1 and year not in named else None
    for number, clause in enumerate(clauses(sentence)):
        if _NOT_FACT.search(clause.text):
            continue
        every = _EVERY.search(clause.text) is not None
        for claim in _figures(clause, group):
            part = _part(clause.text, claim)
            aside = _ASIDE.search(part) is not None
            bound, begin = _bound(clause.text[: claim.start])
            found.append(
                replace(
                    claim,
                    start=claim.start + clause.start,
                    end=claim.end + clause.start,
                    clause=number,
                    negated=not aside and _LACKS.search(_NOT_LACKING.sub("", part)) is not None,
                    bound=bound,
                    said=f"”{clause.text[begin : claim.end].strip()}”",
                    aside=aside,
                    partly=_PARTLY.search(part) is not None,
                    every=every,
                    past=claim.past or other is not None,
                    year=other,
                )
            )
    return found


def _part(text: str, claim: Claim) -> str:
    """Return what stands around a figure, between commas and semicolons.

    What is said of others in brackets is left out: 1 av 11 (fyra svarade ej aktuellt).
    """
    for bracket in _BRACKETED.finditer(text):
        if not bracket.start() <= claim.start < bracket.end():
            text = text[: bracket.start()] + " " * len(bracket[0]) + text[bracket.end() :]
    start = max(text.rfind(mark, 0, claim.start) for mark in ",;") + 1
    ends = [at for mark in (", ", "; ") if (at := text.find(mark, claim.end)) >= 0]
    return text[start : min(ends, default=len(text))]


def _bound(before: str) -> tuple[Bound, int]:
    """Return how a figure is a border, by the words right before it, and where they begin."""
    for bound, words in _BOUNDS.items():
        if match := words.search(before):
            return bound, match.start()
    return "", len(before)


def _figures(clause: Clause, group: Speaker) -> Iterator[Claim]:
    """Yield the figures of a clause; no part of it is taken for two."""
    text = clause.text
    past = _PAST.search(text) is not None and "samma som" not in text
    taken: list[tuple[int, int]] = []

    def free(pattern: re.Pattern[str], keep: bool = True) -> list[re.Match[str]]:
        found = [
            m
            for m in pattern.finditer(text)
            if all(m.end() <= a or m.start() >= b for a, b in taken)
        ]
        if keep:
            taken.extend(m.span() for m in found)
        return found

    def whose(claim: Claim) -> Claim:
        return replace(claim, whose=_whose(text, claim, group))

    for match in free(_FROM_TO):
        yield Claim("antal", *match.span(1), value=number_of(match[1]), past=True)
        yield whose(Claim("antal", *match.span(2), value=number_of(match[2])))
    for match in free(_FRACTION):
        yield replace(_fraction(match, text, group), past=past)
    for match in free(_SHARE_BEFORE):
        yield replace(_percent(match, text, group), end=match.end(1), past=True)
    for match in free(_IN_WORDS):
        word = _plain(match[1])
        share = Claim("andel", *match.span(), value=_PARTS[word], word=word, past=past)
        yield replace(whose(share), hedged=True)
    yield from (replace(share, past=past) for share in _shares(free(_PERCENT, False), text, group))
    for match in free(_QUANTITY, False):
        if not _TAKEN_BACK.search(text[: match.start()]):
            taken.append(match.span())
            yield whose(Claim("mangd", *match.span(), word=_plain(match[1]), past=past))
    for match in free(_COUNT):
        if _is_count(match, text):
            yield whose(Claim("antal", *match.span(), value=number_of(match[1]), past=past))


def _shares(found: list[re.Match[str]], text: str, group: Speaker) -> Iterator[Claim]:
    """Yield the percentages of a clause, each with whom it is about.

    Of several, riket has the nearest to each mention of it, so that 40 % (riket 38 %) has one each.
    """
    spans = [m.span() for m in found]
    mentions = [m.span() for m in _RIKET.finditer(text)] if found else []
    national = {min(spans, key=partial(_distance, mention)) for mention in mentions}
    for match in found:
        share = _percent(match, text, group)
        if share.whose != "annan" and len(found) > 1:
            share = replace(share, whose="riket" if match.span() in national else "egen")
        yield share


def _fraction(match: re.Match[str], text: str, group: Speaker) -> Claim:
    of = number_of(match[3])
    noun = match[4] or ""
    names_kommuner = _IS_KOMMUN.fullmatch(noun) or (match[2].strip() and "s " in match[2])
    is_name = noun[:1].isalpha() and not noun.islower()
    base: Base = "kommuner" if names_kommuner or (of == group.size and not is_name) else "annat"
    claim = Claim("brak", *match.span(), value=number_of(match[1]), of=of, base=base)
    return replace(claim, whose=_whose(text, claim, group))


def _percent(match: re.Match[str], text: str, group: Speaker) -> Claim:
    value = float(match[1].replace(",", "."))
    base: Base = "okant"
    of = _OF.match(text[match.end() :])
    if of is not None:
        base = "kommuner" if _speaks_of_kommuner(of[1], group) else "annat"
    elif _RIKET.search(text) or _mentions(text, group) or "kommun" in text.lower():
        base = "kommuner"
    claim = Claim("andel", *match.span(), value=value, base=base)
    hedged = _ABOUT.search(text[: match.start()]) is not None
    return replace(claim, hedged=hedged, whose=_whose(text, claim, group))


def _distance(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _speaks_of_kommuner(text: str, group: Speaker) -> bool:
    return "kommun" in text.lower() or _mentions(text, group) or _RIKET.search(text) is not None


def _mentions(text: str, group: Speaker) -> bool:
    return any(word in text.lower() for word in group.words)


def _whose(text: str, claim: Claim, group: Speaker) -> Whose:
    """Return whom a figure is about: the nearest that its clause names, else the own group."""
    if _OTHER.search(text):
        return "annan"
    low = text.lower()
    middle = (claim.start + claim.end) / 2
    national = [abs((m.start() + m.end()) / 2 - middle) for m in _RIKET.finditer(text)]
    own = [
        abs(m.start() - middle) for word in group.words for m in re.finditer(re.escape(word), low)
    ]
    if not national:
        return "egen"
    return "riket" if not own or min(national) <= min(own) else "egen"


def _is_count(match: re.Match[str], text: str) -> bool:
    """Return whether a number of kommuner is meant, not a difference, a whole or any kommun."""
    before = text[: match.start()]
    if _DIFFERENCE.match(text[match.end() :]) or _OF_THOSE.search(before):
        return False
    if match[1].lower() not in ("en", "ett"):
        return True
    return bool(_ONLY.search(before) or _ACTS.match(text[match.end() :]))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())

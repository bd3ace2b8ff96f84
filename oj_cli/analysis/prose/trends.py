"""Findings about words: over time, of degree, and on groups."""

import re
from collections.abc import Iterator
from statistics import median
from textwrap import shorten
from typing import Any

from oj_cli.analysis.prose.statements import MOST_MEANT, Reading
from oj_cli.analysis.prose.wording import finding, quote
from oj_cli.analysis.prose.words import pattern
from oj_cli.domain.findings import Finding
from oj_cli.domain.kommuner import INVANARGRUPPER, invanargrupp_name
from oj_cli.domain.prose import Facts, Unchecked
from oj_cli.domain.quality import QualityRules, Rule
from oj_cli.domain.swedish import counted, listing, number

_MOVES = pattern(
    r"\b(?:ök(?:at|ar|ade|ning\w*)|minsk(?:at|ar|ade|ning\w*)|förbättr(?:at|ats|ades|ing\w*)|"
    r"försämr(?:at|ats|ades|ing\w*)|fler|färre|mindre|samma som|oförändra\w*)\b"
)
_BEFORE = pattern(
    r"\b(?:20[012]\d|(?:föregående|förra|tidigare|fjol\w*) ?(?:år\w*|gång\w*)|i fjol)\b"
)
_NOT_COMPARABLE = pattern(
    r"\b(?:kan|går|bör|ska|är)\b[^.]{0,40}\b(?:inte|ej)\b[^.]{0,40}\bjämför\w*"
)
_DEGREE = pattern(
    r"\b(något|lite|marginellt|aningen|mycket|betydligt|klart|väsentligt|avsevärt)\s+"
    r"(efter|under|sämre|lägre|bättre|över|högre|före)\b"
)
_DIRECTION = pattern(r"\b(sämre|lägre|bättre|högre)\b")
_RIKET = pattern(r"\brike(?:t|ts)\b|\blandet\b")
_SMALL = ("något", "lite", "marginellt", "aningen")
_BEHIND = ("efter", "under", "sämre", "lägre")
_BOUNDS = pattern(
    r"grupp\w*\s+(ett|två|tre|fyra|fem|[1-5])\b\W{0,4}(\d{1,3}[  ]\d{3})\s*(?:[-–]|till)\s*"
    r"(\d{1,3}[  ]\d{3})"
)
_GROUP_WORDS = {"ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5}
_EDITION = re.compile(r"\b(?:19|20)\d\d\b")
_ORDINAL = pattern(
    r"\bför\s+(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|\d+:[ae])\s+"
    r"(?:gången|året)\b"
)


def word_findings(reading: Reading, facts: Facts, rules: QualityRules) -> Iterator[Finding]:
    """Yield what is found about words over time, of degree, and on groups of kommuner."""
    yield from _over_breaks(reading, facts, rules["D04"])
    yield from _against_itself(reading, rules["D04"])
    yield from _degrees(reading, facts, rules["D09"])
    yield from _bounds(reading, rules["D41"])
    yield from _editions(reading, rules["D05"])


def unchecked(reading: Reading) -> Iterator[Unchecked]:
    """Yield statements of history that no data can tell."""
    for sentence in reading.sentences:
        if _ORDINAL.search(sentence.text):
            why = "hur många gånger något har gjorts finns inte i data"
            yield Unchecked(quote(sentence.text), why, sentence.line, sentence.label)


def _tells_a_trend(text: str) -> bool:
    if _NOT_COMPARABLE.search(text):
        return False
    return _MOVES.search(text) is not None and _BEFORE.search(text) is not None


def _over_breaks(reading: Reading, facts: Facts, rule: Rule) -> Iterator[Finding]:
    for sentence, topic in zip(reading.sentences, reading.topics, strict=True):
        if not _tells_a_trend(sentence.text) or not topic.sure or len(topic.ids) > MOST_MEANT:
            continue
        reasons = [r for id in topic.ids if (r := _break(facts, id)) is not None]
        if len(reasons) == len(topic.ids):
            values = {"skal": listing(reasons)}
            yield finding(rule, "brott", values, sentence, indikatorer=list(topic.ids))


def _break(facts: Facts, id: str) -> str | None:
    """Return why this year's answers cannot be compared with those before; None if they can."""
    indicator = facts.catalogue.by_id[id]
    if indicator.first_year is not None and indicator.first_year >= facts.year:
        return f"”{indicator.name}” (frågan är ny {indicator.first_year})"
    last = max(facts.before.get(id, {}), default=facts.year - 1)
    found = indicator.break_between(last, facts.year)
    return f"”{indicator.name}” ({found.reason})" if found else None


def _against_itself(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Find a text that says that years cannot be compared, and compares them all the same."""
    said = next((s for s in reading.sentences if _NOT_COMPARABLE.search(s.text)), None)
    if said is None or not _BEFORE.search(said.text):
        return
    told = [s for s in reading.sentences if s is not said and _tells_a_trend(s.text)]
    if told:
        examples = [f"”{shorten(s.text, 90, placeholder='…')}”" for s in told[:2]]
        values = {
            "antal": counted(len(told), "ställe", "ställen"),
            "exempel": listing(examples),
        }
        places = [{"rad": s.line, "citat": quote(s.text)} for s in told]
        yield finding(rule, "sig_sjalv", values, said, stallen=places)


def _degrees(reading: Reading, facts: Facts, rule: Rule) -> Iterator[Finding]:
    for sentence, topic in zip(reading.sentences, reading.topics, strict=True):
        if not _RIKET.search(sentence.text) or not topic.sure:
            continue
        gaps = [g for id in topic.possible if (g := _gap(facts, id)) is not None]
        if not gaps:
            continue
        degree = _DEGREE.search(sentence.text)
        direction = (
            degree[2] if degree else (m[1] if (m := _DIRECTION.search(sentence.text)) else "")
        )
        behind = direction.lower() in _BEHIND
        fields: dict[str, Any] = {
            "indikatorer": list(topic.ids),
            "skillnader": [round(g, 1) for g in gaps],
        }
        if direction and all(g > 0.5 if behind else g < -0.5 for g in gaps):
            right = "bättre" if behind else "sämre"
            values = {"ord": direction, "ratt": right, "skillnad": _gaps(gaps)}
            yield finding(rule, "riktning", values, sentence, **fields)
        elif degree is not None:
            middle = abs(median(gaps))
            small = degree[1].lower() in _SMALL
            if (small and middle > rule.fewest) or (not small and middle < rule.fewest / 2):
                values = {"ord": degree[0].lower(), "skillnad": _gaps(gaps)}
                yield finding(rule, "grad", values, sentence, **fields)


def _gap(facts: Facts, id: str) -> float | None:
    """Return the own share minus riket's, in percentage points."""
    own, riket = facts.own.get(id), facts.riket.get(id)
    if own is None or riket is None or own.share is None or riket.share is None:
        return None
    return own.share - riket.share


def _gaps(gaps: list[float]) -> str:
    """Return gaps in words: `13 procentenheter under riket`, the one in the middle of several."""
    middle = median(gaps)
    side = "över" if middle > 0 else "under"
    text = f"{counted(round(abs(middle)), 'procentenhet', 'procentenheter')} {side} riket"
    return text if len(gaps) == 1 else f"i mitten {text} ({len(gaps)} frågor)"


def _bounds(reading: Reading, rule: Rule) -> Iterator[Finding]:
    for sentence in reading.sentences:
        for match in _BOUNDS.finditer(sentence.text):
            group = _GROUP_WORDS.get(match[1].lower()) or int(match[1])
            low, high = (int(re.sub(r"\D", "", match[n])) for n in (2, 3))
            right_low, right_high = INVANARGRUPPER[group]
            if low == right_low and right_high is not None and high - right_high in (0, 1):
                continue
            values = {
                "fran": number(low),
                "till": number(high),
                "grupp": group,
                "ratt": invanargrupp_name(group),
            }
            yield finding(rule, "granser", values, sentence, grupp=group, fran=low, till=high)


def _editions(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Find kommungrupper without an edition: told once, if no sentence on them names a year."""
    named = [s for s in reading.sentences if "kommungrupp" in s.text.lower()]
    if named and not any(_EDITION.search(s.text) for s in named):
        yield finding(rule, "indelning", {}, named[0])

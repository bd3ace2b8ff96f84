"""Whether a text is easy to read: long sentences and words, figures, and LIX of it all.

LIX (Björnsson 1968) is words per sentence plus the percent of words with more than six letters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from oj_cli.analysis.prose.reading import sentences
from oj_cli.domain.encoding import key
from oj_cli.domain.prose import Passage

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LONG = 6
_SHOWN = 60


@dataclass(frozen=True)
class Said:
    """What is said when a rule is broken, and what to do."""

    id: str = key("id")
    message: str = key("meddelande")
    remedy: str = key("atgard")


@dataclass(frozen=True)
class Unwanted(Said):
    """What does not belong in an easy text, as a regular expression."""

    pattern: str = key("monster")


@dataclass(frozen=True)
class Limits:
    """Up to where a text is easy."""

    words: int = key("ord_i_mening")
    letters: int = key("bokstaver_i_ord")
    text: int = key("bokstaver_i_text")
    lix: int = key("lix")


@dataclass(frozen=True)
class Readable:
    """The rules of easy reading; `said` is by what is too long: a sentence, a word, a text, LIX."""

    limits: Limits = key("granser")
    said: dict[Literal["mening", "ord", "text", "lix"], Said] = key("latt")
    unwanted: tuple[Unwanted, ...] = key("svart")


Hit = tuple[Said, dict[str, object]]
"""A rule that a text breaks, and what fills in its message."""


def hard_parts(text: str, rules: Readable) -> Iterator[Hit]:
    """Yield what makes one text hard to read, in the order of its sentences."""
    if len(text) > rules.limits.text:
        yield rules.said["text"], _said(f"{text[:_SHOWN]}…", len(text), rules.limits.text)
    for sentence in _sentences(text):
        words = _WORD.findall(sentence)
        if len(words) > rules.limits.words:
            yield rules.said["mening"], _said(sentence, len(words), rules.limits.words)
        for word in words:
            if max(map(len, word.split("-"))) > rules.limits.letters:
                yield rules.said["ord"], _said(word, len(word), rules.limits.letters)
        for rule in rules.unwanted:
            for found in re.finditer(rule.pattern, sentence):
                yield rule, {"text": found[0].strip()}


def hard_whole(texts: Sequence[str], rules: Readable) -> Iterator[Hit]:
    """Yield that a page is hard to read as a whole."""
    if texts and (found := round(lix(texts))) >= rules.limits.lix:
        yield rules.said["lix"], _said("", found, rules.limits.lix)


def lix(texts: Sequence[str]) -> float:
    """Return LIX of some texts. Raises ZeroDivisionError where there is no word in them."""
    every = [s for text in texts for s in _sentences(text)]
    words = [word for s in every for word in _WORD.findall(s)]
    return len(words) / len(every) + 100 * sum(len(w) > _LONG for w in words) / len(words)


def _sentences(text: str) -> list[str]:
    return [s.text for s in sentences([Passage(text)])]


def _said(text: str, n: int, most: int) -> dict[str, object]:
    return {"text": text, "n": n, "most": most}

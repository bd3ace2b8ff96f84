"""The words that a text is read by: patterns, stems and numerals."""

import re
from collections.abc import Iterator
from functools import lru_cache

from oj_cli.domain.prose import TextWords

_NUMERALS = """
    noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton
    sjutton arton nitton tjugo
"""
NUMERALS = {word: n for n, word in enumerate(_NUMERALS.split())} | {"ett": 1}
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMERALS, key=len, reverse=True))})"
KOMMUN = r"[a-zåäö]*kommun(?:er(?:na)?s?|ens?)?"

_ENDINGS = "arnas ernas ornas arna erna orna ens ets en et er ar or na a e s"
_SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]+")


class Lexicon:
    """The words of `textord.yaml`, as patterns and stems."""

    def __init__(self, words: TextWords) -> None:
        self._patterns = {k: _any_of(v) for k, v in words.patterns.items()}
        self.near = {why: _any_of(v) for why, v in words.near.items()}
        self.anywhere = {why: _any_of(v) for why, v in words.anywhere.items()}
        self.areas = {k: _any_of(v) for k, v in words.areas.items()}
        self.belongs = words.belongs
        self._alike = {stem(a): stem(b) for a, b in words.alike.items()}
        self._grammar = frozenset(words.grammar.split()) | NUMERALS.keys()
        self.filler = frozenset(self.stems(words.filler))
        self.common = frozenset(self.stems(words.common)) | self.filler

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self._patterns[name]

    def has(self, name: str, text: str) -> bool:
        """Return whether a text has any of the words with a meaning."""
        return self._patterns[name].search(text) is not None

    def ends_with(self, name: str, text: str) -> int | None:
        """Return where the words begin that a text ends with, None if it does not."""
        ends = (m for m in self._patterns[name].finditer(text) if not text[m.end() :].strip())
        return next((m.start() for m in ends), None)

    def content(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the words of a text that do not only join the others."""
        for match in _WORD.finditer(text):
            if len(match[0]) > 1 and match[0].lower() not in self._grammar:
                yield match

    def stem(self, word: str) -> str:
        """Return the stem of a word, or of the word that means the same."""
        found = stem(word)
        return self._alike.get(found, found)

    def stems(self, text: str) -> list[str]:
        """Return the stems of all words of a text."""
        return [self.stem(w) for w in _WORD.findall(text)]


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return pattern(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def pattern(text: str) -> re.Pattern[str]:
    """Return a pattern that finds its words in any case."""
    return re.compile(text, re.IGNORECASE)


def number_of(text: str) -> float:
    """Return the number that digits or a numeral say."""
    digits = re.sub(r"\s", "", text).replace(",", ".")
    return float(NUMERALS.get(text.lower(), digits))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word in lower case without its endings, so that its forms are alike."""
    word = word.lower()
    for ending in _ENDINGS.split():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return stem(word[: -len(ending)])
    is_neuter = len(word) > _SHORTEST and word[-1] == "t" and word[-2] in "dglnrsv"
    return word[:-1] if is_neuter else word

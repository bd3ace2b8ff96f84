"""Which question a sentence speaks of: the rare words that it shares with the catalogue."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from oj_cli.analysis.prose.words import contents, stem, stems
from oj_cli.domain.indicators import Catalogue, Indicator

ENOUGH = 2.5
"""What the shared words must weigh together: one rare word, or two that a few questions have."""

STRONG = 4.0
CLOSE = 0.85
"""A question is meant too if it weighs at least this part of the one that weighs most."""

POSSIBLE = 0.6
"""And may be meant with this part: what agrees with it is never called wrong."""

SURE = 0.5
"""The part of the words of content that must be the question's."""

_GROUP = 0.5
_PART = 0.5
_LONG = 5
_ABBREVIATION = re.compile(r"((?:[\w/åäöÅÄÖ-]+ ){1,6})\(([A-ZÅÄÖ]{2,6})\)")


@dataclass(frozen=True)
class Topic:
    """The indicators that are meant, the likeliest first; those that may be; how much it weighs.

    `possible` begins with `ids`. `sure` tells that most of what the words say is about it;
    where it is not, the sentence may be about something that no question asks.
    """

    ids: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    weight: float = 0.0
    sure: bool = False

    def __bool__(self) -> bool:
        return bool(self.ids)


class Topics:
    """The catalogue's questions by their words.

    `asked` are the ids that have data. `aside` are the beginnings of words that name the
    group, which say nothing of the question.
    """

    def __init__(
        self, catalogue: Catalogue, asked: Iterable[str], aside: Sequence[str] = ()
    ) -> None:
        wanted = set(asked)
        indicators = [i for i in catalogue if i.id in wanted]
        area = stems(f"{catalogue.name} {catalogue.short}")
        self._words = {i.id: _words(i, area) for i in indicators}
        spread = Counter(w for of in self._words.values() for w in of)
        self._weight = {w: math.log((1 + len(indicators)) / n) for w, n in spread.items()}
        self._said: dict[str, frozenset[str]] = {}
        self._parts: dict[str, frozenset[str]] = {}
        self._explained = {i.id: area | stems(f"{i.name} {i.definition}") for i in indicators}
        self._group = {i.id: i.group for i in indicators}
        self._aside = tuple({stem(w) for word in aside for w in re.split(r"\W+", word) if w})

    def learn(self, texts: Sequence[str]) -> None:
        """Learn the abbreviations that the text itself explains: `Case Management (CM)`."""
        for text in texts:
            for match in _ABBREVIATION.finditer(text):
                (short,) = stems(match[2]) or ("",)
                if short and short not in self._weight:
                    self._said[short] = stems(match[1])

    def find(self, text: str) -> Topic:
        """Return what a text speaks of; nothing if too little is shared with any question."""
        said = set(stems(text))
        for short in said & self._said.keys():
            said |= self._said[short]
        partly = {w for s in said for w in self._related(s)} - said
        weights = {id: self._shared(words, said, partly) for id, words in self._words.items()}
        most = max(weights.values(), default=0.0)
        if most < ENOUGH:
            return Topic()
        possible = [id for id, w in weights.items() if w >= POSSIBLE * most]
        possible.sort(key=lambda id: -weights[id])
        meant = self._told_apart(possible, said) or tuple(
            id for id in possible if weights[id] >= CLOSE * most
        )
        possible.sort(key=lambda id: id not in meant)
        whole = len({self._group[id] for id in possible}) == 1  # an enumeration within a group
        return Topic(
            meant, tuple(possible), most, self._is_sure(text, possible if whole else meant)
        )

    def content(self, text: str) -> frozenset[str]:
        """Return the words of a text that say what it is about."""
        return frozenset(w for w in contents(text) if not w.startswith(self._aside))

    def _is_sure(self, text: str, meant: Sequence[str]) -> bool:
        content = self.content(text)
        known = {w for id in meant for w in (*self._words[id], *self._explained[id])}
        explained = {w for w in content if w in known or w in self._said}
        return len(explained) >= SURE * len(content)

    def _told_apart(self, possible: Sequence[str], said: set[str]) -> tuple[str, ...]:
        """Return those whose own words are said, not only words that they have in common.

        Returns nothing if no words tell them apart.
        """
        shared = {id: self._words[id].keys() & said for id in possible}
        spread = Counter(w for words in shared.values() for w in words)
        own = {
            id: sum(
                self._words[id][w] * math.log(len(possible) / spread[w])
                for w in sorted(words)  # so that the sum is always the same
            )
            for id, words in shared.items()
        }
        most = max(own.values())
        return tuple(id for id in possible if own[id] >= CLOSE * most) if most else ()

    def _related(self, said: str) -> frozenset[str]:
        """Return the words of the questions that a word is a part of, or has as a part."""
        if said not in self._parts:
            long = (w for w in self._weight if len(w) >= _LONG)
            self._parts[said] = frozenset(w for w in long if _is_part(w, said))
        return self._parts[said]

    def _shared(self, words: Mapping[str, float], said: set[str], partly: set[str]) -> float:
        total = 0.0
        for word, factor in words.items():
            if word in said:
                total += factor * self._weight[word]
            elif word in partly:
                total += _PART * factor * self._weight[word]
        return total


def _words(indicator: Indicator, area: frozenset[str]) -> dict[str, float]:
    """Return the words of a question, those of its group at half their weight."""
    found = dict.fromkeys(stems(indicator.group) - area, _GROUP)
    found.update(dict.fromkeys(stems(f"{indicator.name} {indicator.short}") - area, 1.0))
    return found


def _is_part(word: str, said: str) -> bool:
    """Return whether one of two words is the first or last part of the other.

    So are arbete of förvärvsarbete and sysselsättning of sysselsättningsinsats.
    """
    if len(said) < _LONG:
        return False
    short, long = sorted((word, said), key=len)
    return long.endswith(short) or long.startswith(short)


def closeness(catalogue: Catalogue, text: str) -> float:
    """Return how much of what a catalogue's questions are called a text holds, from 0 to 1."""
    said = stems(text)
    words = [_words(i, frozenset()) for i in catalogue]
    shares = [sum(w in said for w in of) / len(of) for of in words if of]
    return sum(shares) / len(shares) if shares else 0.0

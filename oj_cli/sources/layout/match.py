"""Which indicator of a catalogue a heading means, and how sure that is.

Headings change between years: numbers, hyphens, order, a word more or less. What decides is
which words are shared, weighed by how much they tell: `hemlöshet` more than `aktuell`.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Literal

from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.sources.layout.header import Label
from oj_cli.sources.layout.text import squash, without_number, words
from oj_cli.sources.layout.wordlists import Words

Certainty = Literal["säker", "trolig", "osäker", "ny"]

LIKELY = 0.8
POSSIBLE = 0.5
MARGIN = 0.12
ALIKE = 86  # of 100: `personalens` and `personal`, `narkotikaprobl` and `narkotikaproblem`
MOST_CANDIDATES = 3
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Match:
    """The indicator that a heading means. `candidates` are those that may be meant instead."""

    indicator: str | None
    certainty: Certainty
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Text:
    """One way that an indicator is called."""

    indicator: str
    squashed: str
    tokens: frozenset[str]


class Matcher:
    """Matches headings to the indicators of one catalogue."""

    def __init__(self, catalogue: Catalogue, words_: Words) -> None:
        self.catalogue = catalogue
        self.words = words_
        small = {w for text in words_.small for w in text.split()}
        about = f"{catalogue.name} {catalogue.short} {catalogue.area}"  # said of all, tells nothing
        self._small = frozenset(small | set(words(about)))
        called = [self._called(i) for i in catalogue]
        self._texts = [text for texts in called for text in texts]
        in_names = Counter(
            token for texts in called for token in {t for x in texts for t in x.tokens}
        )
        n = max(len(catalogue.indicators), 1)
        self._weights = {token: log(1 + n / times) for token, times in in_names.items()}
        self._unknown = log(1 + n)
        self._vocabulary, self._sorted = frozenset(in_names), sorted(in_names)
        self._having: dict[str, list[int]] = {}
        for at, text in enumerate(self._texts):
            for token in text.tokens:
                self._having.setdefault(token, []).append(at)
        self._weight, self._spelled = cache(self._weigh), cache(self._nearest)
        self._by_squash: dict[str, set[str]] = {}
        for text in self._texts:
            self._by_squash.setdefault(text.squashed, set()).add(text.indicator)

    def match(self, label: Label) -> Match:
        """Return what a heading means."""
        if label.code in self.catalogue.by_id:
            return Match(label.code, "säker")
        for text in (label.code, _whole(label), without_number(label.text)):
            exact = self._by_squash.get(squash(text), set())
            if len(exact) == 1:
                return Match(next(iter(exact)), "säker")
        return self._by_words(label)

    def score(self, labels: Iterable[Label]) -> float:
        """Return how well a table's headings fit the catalogue: 0 not at all, 1 all of them."""
        found = [self.match(label).certainty for label in labels]
        points = {"säker": 1.0, "trolig": 0.9, "osäker": 0.3, "ny": 0.0}
        return sum(points[c] for c in found) / len(found) if found else 0.0

    def _called(self, indicator: Indicator) -> list[_Text]:
        names = [indicator.name, indicator.short, f"{indicator.group} {indicator.name}"]
        names += indicator.titles
        if indicator.kolada:
            names.append(indicator.kolada)
        return [_Text(indicator.id, squash(n), self._tokens(without_number(n))) for n in names]

    def _tokens(self, text: str, vocabulary: frozenset[str] = frozenset()) -> frozenset[str]:
        joined: list[str] = []
        for word in words(text):  # a word that was split: `samv erkan`
            if joined and joined[-1] + word in vocabulary and joined[-1] not in vocabulary:
                joined[-1] += word
            else:
                joined.append(word)
        same = self.words.representative
        told = (w for w in joined if w not in self._small and not _YEAR.fullmatch(w))
        return frozenset(same.get(w, w) for w in told)

    def _by_words(self, label: Label) -> Match:
        nearest = " ".join((*label.context[-1:], label.text))
        texts = {without_number(text) for text in (label.text, nearest, _whole(label))}
        ways = {frozenset(map(self._spelled, self._tokens(t, self._vocabulary))) for t in texts}
        near = {n for tokens in ways for token in tokens for n in self._having.get(token, ())}
        best: dict[str, tuple[float, bool]] = {}
        for text in map(self._texts.__getitem__, sorted(near)):
            for tokens in ways:
                found = self._alike(tokens, text.tokens)
                if found > best.get(text.indicator, (0.0, False)):
                    best[text.indicator] = found
        ranked = sorted(best.items(), key=lambda b: (-b[1][0], not b[1][1]))
        ranked = [r for r in ranked if r[1][0] >= POSSIBLE]
        if not ranked:
            return Match(None, "ny")
        names = tuple(name for name, _ in ranked[:MOST_CANDIDATES])
        score, complete = ranked[0][1]
        second = ranked[1][1][0] if len(ranked) > 1 else 0.0
        if score - second < MARGIN:
            return Match(None, "osäker", names)
        if complete and score >= LIKELY and self._same_way(label, names[0]):
            return Match(names[0], "trolig", names[1:])
        return Match(None, "osäker", names)

    def _same_way(self, label: Label, indicator: str) -> bool:
        """Return whether the område stands on the same side of the other words.

        A question of cooperation between A and B is another one when B is asked.
        """
        heading, name = words(_whole(label)), words(self.catalogue.by_id[indicator].name)
        areas = set(words(f"{self.catalogue.short} {self.catalogue.area}"))
        common = set(heading) & set(name)
        telling = {w for w in common if w in self._vocabulary}
        for area in areas & common:
            before = {w for w in telling if heading.index(w) < heading.index(area)}
            if before != {w for w in telling if name.index(w) < name.index(area)}:
                return False
        return True

    def _nearest(self, token: str) -> str:
        """Return a token as the catalogue spells it, endings and shortenings aside."""
        if token in self._vocabulary or len(token) < 4:
            return token
        from rapidfuzz import fuzz, process

        if len(token) >= 5:
            first = bisect_left(self._sorted, token)
            starts = [t for t in self._sorted[first : first + 2] if t.startswith(token)]
            if len(starts) == 1:
                return starts[0]
        found = process.extractOne(token, self._sorted, scorer=fuzz.ratio, score_cutoff=ALIKE)
        return found[0] if found and min(len(found[0]), len(token)) >= 5 else token

    def _alike(self, heading: frozenset[str], name: frozenset[str]) -> tuple[float, bool]:
        """Return the share of weight in common, and whether the heading says nothing else."""
        shared = heading & name
        if not shared:
            return 0.0, False
        total = self._weight(heading) + self._weight(name)
        return 2 * self._weight(shared) / total if total else 0.0, heading <= name

    def _weigh(self, tokens: frozenset[str]) -> float:
        return sum(self._weights.get(token, self._unknown) for token in tokens)


def _whole(label: Label) -> str:
    """Return a heading with what stands above it, without numbers before the texts."""
    return " ".join(without_number(text) for text in (*label.context, label.text) if text)


def best_catalogue(
    labels: Sequence[Label], catalogues: Sequence[Catalogue], words_: Words
) -> list[tuple[float, Catalogue]]:
    """Return the catalogues by how well the headings fit them, the best first."""
    compared = [c for c in catalogues if c.purpose == "jamforelse"]
    found = [(Matcher(c, words_).score(labels), c) for c in compared]
    return sorted(found, key=lambda f: -f[0])

"""Which question words are about: the one with a name that is said, and no other that fits."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from oj_cli.analysis.prose.words import Lexicon
from oj_cli.domain.indicators import Catalogue, Indicator

_ENOUGH = 0.6
"""How much of one of a question's names must be said."""

_SPREAD = 3
"""What so many questions of an område say decides none of them alone."""

_LONG = 5
_LITTLE = 0.2
_ABBREVIATION = re.compile(r"((?:[\w/åäöÅÄÖ-]+ ){1,6})\(([A-ZÅÄÖ]{2,6})\)")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Topic:
    """The question that is meant, or those that fit, and the words that said so.

    `group` is set where all questions of a group fit alike, and it is the group that is meant.
    """

    ids: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    group: str | None = None

    @property
    def id(self) -> str | None:
        """The question, None if there is none or more than one fits."""
        return self.ids[0] if len(self.ids) == 1 else None


class Topics:
    """The questions of a catalogue by the words of their names."""

    def __init__(
        self, catalogue: Catalogue, asked: Sequence[Indicator], lexicon: Lexicon, aside: str
    ) -> None:
        self._lexicon = lexicon
        self._area = frozenset(lexicon.stems(f"{catalogue.name} {catalogue.short}"))
        self._aside = frozenset(lexicon.stems(aside))
        self._names = {i.id: self._names_of(i) for i in asked}
        self._words = {id: frozenset().union(*of) for id, of in self._names.items()}
        spread = Counter(w for of in self._words.values() for w in of)
        many = {w for w, n in spread.items() if n >= _SPREAD}
        self._weak = lexicon.common | self._area | many
        self._weight = {
            w: 0 if w in self._area else _LITTLE if w in self._weak else 1 for w in spread
        }
        self._explains = {
            i.id: self._stems(f"{i.name} {i.short} {i.definition} {i.group}") for i in asked
        }
        self._groups: dict[str, list[str]] = {}
        for i in asked:
            self._groups.setdefault(i.group, []).append(i.id)
        self._said: dict[str, list[str]] = {}
        self._heard, self.find = cache(self._hear), cache(self._find)

    def learn(self, texts: Sequence[str]) -> None:
        """Learn the abbreviations that the text itself explains: `Case Management (CM)`."""
        for text in texts:
            for match in _ABBREVIATION.finditer(text):
                words = match[1].split()[-len(match[2]) :]
                if "".join(w[0] for w in words).upper() == match[2]:
                    stems = self._lexicon.stems(" ".join(words))
                    self._said[self._lexicon.stem(match[2])] = stems

    def _find(self, text: str) -> Topic:
        """Return the question that a text is about: its words hold all that any other's do."""
        by_word = {m[0]: self._heard(self._lexicon.stem(m[0])) for m in self._lexicon.content(text)}
        heard = set().union(*by_word.values())
        fits = [id for id in self._words if self._is_said(id, heard)]
        best = [id for id in fits if not any(self._beats(o, id, heard) for o in fits if o != id)]
        meant = frozenset().union(*(self._words[id] for id in best))
        return Topic(tuple(best), tuple(w for w, of in by_word.items() if of & meant))

    def _hear(self, stem: str) -> frozenset[str]:
        """Return the words of the questions that a word of the text says."""
        said = (stem, *self._said.get(stem, ()))
        return frozenset(
            w
            for w in self._weight
            if any(w == s or (s not in self._weak and _alike(w, s)) for s in said)
        )

    def _is_said(self, id: str, heard: set[str]) -> bool:
        """Return whether enough of one of its names is said, and not only common words."""
        for name in self._names[id]:
            whole, said = ([self._weight[w] for w in of] for of in (name, name & heard))
            if said and sum(said) >= (_ENOUGH if 1 in said else 1) * sum(whole) > _LITTLE:
                return True
        return False

    def _beats(self, one: str, other: str, heard: set[str]) -> bool:
        """Return whether one question holds all that is said of another and more, or is whole."""
        mine, theirs = self._words[one] & heard, self._words[other] & heard
        whole, part = (any(name <= heard for name in self._names[id]) for id in (one, other))
        return theirs < mine or (theirs == mine and whole > part)

    def has_together(self, stems: Sequence[str]) -> bool:
        """Return whether one question says all of some words: `barn och unga`."""
        return any(
            all(any(_alike(w, s) for w in words) for s in stems) for words in self._words.values()
        )

    def of_group(self, text: str) -> Topic:
        """Return the group of questions whose name, or what all of its questions say, is said."""
        said = {self._lexicon.stem(m[0]) for m in self._lexicon.content(text)}
        found = []
        for group, ids in self._groups.items():
            if len(ids) < 3:
                continue
            name = self._stems(group)
            shared = frozenset.intersection(*(self._words[id] for id in ids)) - self._area
            if (name and name <= said) or (len(shared) > 1 and shared - {"aktuell"} <= said):
                found.append(group)
        if len(found) != 1:
            return Topic()
        return Topic(tuple(self._groups[found[0]]), (found[0],), found[0])

    def unknown(self, text: str, ids: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the words of a text that neither some questions nor the language explain."""
        known = frozenset().union(*(self._explains[id] for id in ids)) | self._area
        return tuple(
            m[0]
            for m in self._lexicon.content(text)
            if (stem := self._lexicon.stem(m[0])) not in self._lexicon.filler
            and stem not in self._said
            and stem not in self._aside
            and not any(_alike(k, stem) for k in known)
        )

    def _names_of(self, i: Indicator) -> list[frozenset[str]]:
        """Return the stems of each of a question's names, and of what stands in brackets there."""
        texts = [i.name, i.short, _IN_BRACKETS.sub("", i.name)]
        texts += [m for m in _IN_BRACKETS.findall(i.name) if m.isupper()]
        texts += re.findall(r"\b[A-ZÅÄÖ]{3,}\b", i.name) if i.kind == "ja_nej" else []
        return [s for text in dict.fromkeys(texts) if (s := self._stems(text))]

    def _stems(self, text: str) -> frozenset[str]:
        return frozenset(self._lexicon.stem(m[0]) for m in self._lexicon.content(text))


@lru_cache(maxsize=65536)
def _alike(word: str, said: str) -> bool:
    """Return whether two words are the same, or one is a part of the other.

    What is said may begin with the word or end with it, or be the last part of it: revision of
    brukarrevision. The first part of a word is not the word.
    """
    if word == said:
        return True
    if len(said) > len(word) >= _LONG:
        return said.endswith(word) or said.startswith(word)
    return len(said) >= _LONG and word.endswith(said)

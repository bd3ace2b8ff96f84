"""Each figure with the question that it is about, found in its own words or in those before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from oj_cli.analysis.prose.claims import Claim, Clause, claims, clauses
from oj_cli.analysis.prose.reading import Sentence
from oj_cli.analysis.prose.topics import Topic, Topics
from oj_cli.domain.prose import Facts

_PART = re.compile(r",\s|;\s|\boch\b|\bsamt\b")
_REACH = 3
"""How many sentences without a topic of their own go on about the one before."""

_MOST_NEW = 3
"""How many words of its own such a sentence may have before it may be about something new."""

MOST_MEANT = 3
"""With more questions than this it is not clear which one is meant."""


@dataclass(frozen=True)
class Statement:
    """A figure, its sentence (by number in the text), and the questions it may be about.

    `clause` is the text of its part of the sentence; `inherited` tells that the question
    stands in an earlier sentence.
    """

    claim: Claim
    sentence: int
    clause: str
    topic: Topic
    inherited: bool


@dataclass(frozen=True)
class Reading:
    """A text as it was understood: its sentences, the topic of each, and its statements."""

    sentences: tuple[Sentence, ...]
    topics: tuple[Topic, ...]
    statements: tuple[Statement, ...]

    def around(self, number: int, before: int = 1, after: int = 1) -> str:
        """Return a sentence with those beside it in the same paragraph."""
        paragraph = self.sentences[number].paragraph
        near = self.sentences[max(number - before, 0) : number + after + 1]
        return " ".join(s.text for s in near if s.paragraph == paragraph)


def understand(sentences: Sequence[Sentence], facts: Facts) -> Reading:
    """Find the figures of a text and what each is about."""
    kommuner = {name for of in facts.answers.values() for name in of}
    index = Topics(facts.catalogue, facts.own, ("riket", "landet", *facts.group.words, *kommuner))
    index.learn([s.text for s in sentences])
    found: list[Statement] = []
    of_sentence: list[Topic] = []
    context, distance, paragraph = Topic(), 0, -1
    for number, sentence in enumerate(sentences):
        if sentence.paragraph != paragraph:
            context, distance, paragraph = Topic(), 0, sentence.paragraph
        own = index.find(sentence.text)
        inherited = not own
        if own:
            context, distance = own, 0
        else:
            distance += 1
            if distance > _REACH:
                context = Topic()
        parts = clauses(sentence.text)
        here = context
        if inherited and len(index.content(sentence.text)) > _MOST_NEW:
            here = replace(context, sure=False)
        of_sentence.append(here)
        topics = _by_clause([p.text for p in parts], index, here)
        for claim in claims(sentence.text, facts.group, facts.year):
            clause = parts[claim.clause]
            topic = _nearest(clause, claim, index, topics[claim.clause])
            found.append(Statement(claim, number, clause.text, topic, inherited))
    return Reading(tuple(sentences), tuple(of_sentence), tuple(found))


def _nearest(clause: Clause, claim: Claim, index: Topics, of_clause: Topic) -> Topic:
    """Return what stands nearest to a figure, between commas and och; else all of its clause.

    What the whole clause may be about stays possible.
    """
    start, end = claim.start - clause.start, claim.end - clause.start
    borders = [m.span() for m in _PART.finditer(clause.text)]
    begin = max((b for _, b in borders if b <= start), default=0)
    stop = min((a for a, _ in borders if a >= end), default=len(clause.text))
    own = index.find(clause.text[begin:stop])
    if not own or set(of_clause.ids) < set(own.ids):  # the whole clause says more
        return of_clause
    possible = dict.fromkeys((*own.possible, *of_clause.possible))
    sure = own.sure or (of_clause.sure and set(own.ids) <= set(of_clause.possible))
    return replace(own, possible=tuple(possible), sure=sure)


def _by_clause(parts: Sequence[str], index: Topics, context: Topic) -> list[Topic]:
    """Return what each part of a sentence is about: its own, else that of the part before."""
    own = [index.find(part) for part in parts]
    if not any(own):
        return [context] * len(parts)
    first = next(t for t in own if t)
    result: list[Topic] = []
    for topic in own:
        result.append(topic or (result[-1] if result else first))
    return result

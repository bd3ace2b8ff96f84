"""Each figure with the question that it is about, found in its own words or in those before."""

from collections.abc import Sequence
from dataclasses import dataclass

from oj_cli.analysis.prose.claims import Claim, claims, clauses
from oj_cli.analysis.prose.reading import Sentence
from oj_cli.analysis.prose.topics import Topic, Topics
from oj_cli.domain.prose import Facts

_REACH = 3
"""How many sentences without a topic of their own go on about the one before."""

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
    index = Topics(facts.catalogue, facts.own)
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
        of_sentence.append(context)
        parts = clauses(sentence.text)
        topics = _by_clause([p.text for p in parts], index, context)
        found += [
            Statement(c, number, parts[c.clause].text, topics[c.clause], inherited)
            for c in claims(sentence.text, facts.group)
        ]
    return Reading(tuple(sentences), tuple(of_sentence), tuple(found))


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

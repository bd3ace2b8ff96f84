"""Swedish sentences as far as the coach needs: subject, verb, and whether something is counted.

Swedish has the finite verb as the second part of a main clause. What stands before it is the
subject, unless the sentence begins with when, where or how: then the subject follows the verb.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from oj_cli.plan.coach.words import (
    SUPINE,
    Kind,
    first_kind,
    is_infinitive,
    is_passive,
    kind_of,
    load_words,
)

_NUMBER = (
    r"(?:\d{1,12}(?:[.,]\d{1,9})?|noll|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv"
    r"|femton|tjugo)"
)
_NOT_COUNTED = re.compile(
    r"\d{4}-\d{2}(?:-\d{2})?|§+ ?\d+"
    r"|\b\d{1,2} (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*"
    rf"|\b(?:19|20)\d\d\b|\b{_NUMBER} (?:gång(?:er)?|ggr)\b|\b\d+[–-]\d+ år\b",
    re.I,
)
_COUNTED = re.compile(
    r"\d ?(?:%|procent)"
    rf"|\b{_NUMBER} av {_NUMBER}\b"
    r"|\b(?:hälften|noll)\b|\b(?:var|vart) \w+(?:de|te)\b|\btredjedel|\bfjärdedel"
    rf"|\bfrån (?:i snitt |cirka |ca |omkring )?{_NUMBER}\b"
    rf".{{0,25}}?\btill (?:\w+ ){{0,2}}?{_NUMBER}\b"
    rf"|\b(?:minst|högst|mer än|fler än|färre än|mindre än|max|inom) {_NUMBER}\b"
    rf"|\b{_NUMBER} (?:personer|barn|ungdomar|familjer|procentenheter|enheter|poäng)\b"
    r"|\b(?:målvärde|utgångsläge)\w*:? \d|\bsamma (?:dag|dygn|kväll|vecka)\b",
    re.I,
)
_TIMED = re.compile(
    rf"\b(?:inom|högst|senast|mer än|längre än|efter) {_NUMBER} "
    r"(?:arbets)?(?:timm\w+|dag\w*|dygn\w*|veck\w+|månad\w*)\b"
    r"|\b(?:samma|nästa) (?:dag|dygn|kväll|vecka)\b|\bi tid\b|\bvänt\w+",
    re.I,
)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober"
    r"|november|december|årsskiftet|hösten|våren|sommaren)\b",
    re.I,
)


def is_counted(text: str) -> bool:
    """Return whether an amount is named.

    Dates and how often something is done are none: `två gånger per år` measures nothing.
    """
    return bool(_COUNTED.search(_NOT_COUNTED.sub(" ", text)))


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,]\d+)*|[,;:.%()]")
_OPENING = re.compile(
    r"^\s*(?:(?:vårt |det övergripande )?mål(?:et)? (?:är|med \w+ är) att|vi vill att)\s*",
    re.I,
)
_VERB_WITHIN = 8  # words between a modal and its verb, a long subject in between
_SHORTEST_VERB = 4


_MEASURED = ("andel", "andelen", "antal", "antalet")
_SAY_HOW_MUCH = ("halver", "fördubbl")


@dataclass(frozen=True)
class Sentence:
    """One sentence with the parts that the coach's rules ask for. Words are in lower case."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words and numbers, without an opening such as `Målet är att`."""
        body = _OPENING.sub("", self.text, count=1)
        words = tuple(w.lower() for w in _WORD.findall(body))
        is_clause = words[:1] == ("att",) and len(words) > 1 and not is_infinitive(words[1])
        return words[1:] if is_clause else words

    @cached_property
    def counted(self) -> bool:
        """Whether an amount is named, dates and how often things are done left aside."""
        return is_counted(self.text)

    @cached_property
    def counted_after_verb(self) -> bool:
        """Whether the amount stands in the predicate, not in the subject."""
        return is_counted(self.text.lower().partition(f" {self.verb} ")[2])

    @cached_property
    def changes_share(self) -> bool:
        """Whether how many or how much is to change: `minska andelen …`, `halvera …`."""
        forms = load_words().amount_forms
        pairs = pairwise(self.words)
        return any(a in forms and (b in _MEASURED or a.startswith(_SAY_HOW_MUCH)) for a, b in pairs)

    @cached_property
    def timed(self) -> bool:
        """Whether it says how fast something is done."""
        return bool(_TIMED.search(_DATED.sub(" ", self.text)))

    @cached_property
    def dated(self) -> bool:
        """Whether it says a day, month or year."""
        return bool(_DATED.search(self.text))

    @cached_property
    def _at(self) -> int | None:
        """The position of the main clause's finite verb."""
        known = load_words()
        modal = next((n for n, w in enumerate(self.words) if w in known.modals), None)
        if modal is not None:
            return modal
        in_clause = False
        for n, word in enumerate(self.words):
            if word in known.clause_words:  # whose own verb comes first, unless it has none
                after = self.words[n + 1] if n + 1 < len(self.words) else ""
                in_clause = not SUPINE.search(after) and not is_infinitive(after)
            elif self._may_be_verb(n):
                if not in_clause:
                    return n
                in_clause = False
        return None

    def _may_be_verb(self, n: int) -> bool:
        word, known = self.words[n], load_words()
        if n == 0:
            return False
        if word in known.present:
            return True
        if self._leads_to_noun(n - 1) or word in (*known.before_noun, *known.adverbials):
            return False
        kind = kind_of(word)  # `ungas` is whose it is; but for that two nouns never stand together
        if kind == "brukare" or (kind and not kind_of(self.words[n - 1])):
            return False
        looks_so = word.endswith(("ar", "er", "ör", "år")) or is_passive(word)
        return looks_so and len(word) >= _SHORTEST_VERB

    def _leads_to_noun(self, n: int) -> bool:
        word = self.words[n]
        if word in ("det", "de"):  # also pronouns, which a verb follows
            return False
        return word in load_words().before_noun or word in load_words().adverbials

    @cached_property
    def verb(self) -> str | None:
        """The finite verb, None for a heading such as `Nöjda brukare`."""
        return None if self._at is None else self.words[self._at]

    @cached_property
    def begins_with_verb(self) -> bool:
        """Whether it begins with an infinitive: `Upprätta en rutin`."""
        words = [w for w in self.words if w[0].isalpha()]
        if words[:1] == ["att"]:
            words = words[1:]
        if not words or kind_of(words[0]):  # a noun in the plural: `Verksamheterna`
            return False
        before = set(self.words[: self._at or 0])
        if before and not before & set(load_words().clause_words):  # it has another verb
            return False
        return is_infinitive(words[0])

    @cached_property
    def verb_after_opening(self) -> str | None:
        """The infinitive that follows an adverbial: `I samverkan starta ett råd`."""
        if not self.inverted or self.verb is not None:
            return None
        return next((w for w in self.words[2:] if is_infinitive(w) and not kind_of(w)), None)

    @cached_property
    def inverted(self) -> bool:
        """Whether the sentence begins with an adverbial, so that the subject follows the verb."""
        if self.words[1:2] in (("gånger",), ("ggr",)):
            return True
        return self.words[:1] != () and self.words[0] in load_words().adverbials

    @cached_property
    def expletive(self) -> bool:
        """Whether the subject is an empty `det`: `Det ska finnas en rutin`."""
        return self.words[:1] == ("det",) and self._at == 1

    @cached_property
    def negated(self) -> bool:
        """Whether it says that something is not to happen."""
        return any(w in load_words().negations for w in self.words)

    @cached_property
    def effect(self) -> str | None:
        """What something is said to lead to: the words after the last `leder till att`."""
        text = self.text.lower()
        phrases = [f" {phrase} " for phrase in load_words().leads_to]
        ends = [text.rfind(p) + len(p) for p in phrases if p in text]
        return text[max(ends) :] or None if ends else None

    @cached_property
    def subject(self) -> tuple[str, ...]:
        """The words of the subject, with what belongs to it; all of them if there is no verb."""
        if self._at is None:
            return self.words
        if self.inverted or self.expletive:
            after = self.words[self._at + 1 :]
            return after[: after.index("att")] if "att" in after else after
        return self.words[: self._at]

    @cached_property
    def predicate(self) -> tuple[str, ...]:
        """The words after the finite verb."""
        return () if self._at is None else self.words[self._at + 1 :]

    @cached_property
    def passive(self) -> str | None:
        """The verb of a passive main clause, None if it is active or a deponent."""
        if self.verb is None:
            return None
        if self.verb not in load_words().modals:
            return self.verb if is_passive(self.verb) else None
        verbs = (w for w in self.predicate[:_VERB_WITHIN] if not kind_of(w))
        first = next((w for w in verbs if is_infinitive(w) or is_passive(w)), None)
        return first if first is not None and is_passive(first) else None

    @cached_property
    def changes_amount(self) -> bool:
        """Whether something is said to become more or less: `ska öka`, `Minskad …`."""
        known = load_words()
        if self.verb is None:
            return self.words[0] in known.changed
        return any(w in known.amount_forms for w in (self.verb, *self.predicate[:2]))

    @cached_property
    def agent(self) -> str | None:
        """Who does what a passive says, where it is said: `granskas av handläggaren`."""
        if self.passive is None:
            return None
        after = self.words[self.words.index(self.passive) :]
        return next(
            (w for av, w in pairwise(after) if av == "av" and kind_of(w) == "utforare"), None
        )

    @cached_property
    def about(self) -> tuple[Kind, str]:
        """What the subject stands for, and the word that tells."""
        return first_kind(self.subject)

"""The words that the coach knows, and what a word by itself may be: a noun of a kind, a verb."""

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Literal

from oj_cli.documents.packaged import read_packaged
from oj_cli.domain.encoding import key

Kind = Literal["brukare", "utforare", "internt", "tjanst", "nytta", "handling", ""]
"""What a noun stands for; `handling` is a verb made into a noun, empty is none of these."""

GENITIVE = re.compile(r"(?:[ae]ns|ets|[aeo]rnas|ares|[aeo]rs)$")
SUPINE = re.compile(r"(?:[aei]t|tt|[ai]ts|[aeåö]tts)$")

_SHORT = 3  # a stem this short is only known as a whole word
_ENDINGS = (
    *("", "s", "n", "ns", "en", "ens", "t", "ts", "et", "ets", "a", "as", "e", "es"),
    *(p + e for p in ("ar", "er", "or", "r") for e in ("", "s", "na", "nas")),
    *("na", "nas", "de", "des"),
)
_ACTION = ("ing", "tion", "sion")
_SHORTEST_ACTION = 6
_LONGEST = 60  # longer is no word
_ADJECTIVE = ("iga", "ibla", "lösa", "ska")


@dataclass(frozen=True)
class Words:
    """The content of `malcoach.yaml`. Nouns are stems, the rest are whole words.

    `reasons` and `questions` are what is said of a sentence, by short names.
    """

    users: tuple[str, ...] = key("brukare")
    staff: tuple[str, ...] = key("utforare")
    internal: tuple[str, ...] = key("internt")
    service: tuple[str, ...] = key("tjanst")
    benefit: tuple[str, ...] = key("nytta")
    no_action: tuple[str, ...] = key("ingen_handling")
    leads_to: tuple[str, ...] = key("leder_till")
    no_verbs: tuple[str, ...] = key("inga_verb")
    short_verbs: tuple[str, ...] = key("korta_verb")
    prefixes: tuple[str, ...] = key("forled")
    amount_verbs: tuple[str, ...] = key("andra_mangd")
    changed: tuple[str, ...] = key("andrat")
    deponents: tuple[str, ...] = key("deponens")
    states: tuple[str, ...] = key("tillstand")
    experience: tuple[str, ...] = key("upplevelse")
    modals: tuple[str, ...] = key("hjalpverb")
    verbs: tuple[str, ...] = key("verb")
    passives: tuple[str, ...] = key("passiva_verb")
    adverbials: tuple[str, ...] = key("adverbial")
    before_noun: tuple[str, ...] = key("fore_substantiv")
    negations: tuple[str, ...] = key("nekande")
    clause_words: tuple[str, ...] = key("bisatsord")
    pronouns: tuple[str, ...] = key("pronomen")
    reasons: dict[str, str] = key("skal")
    questions: dict[str, str] = key("fragor")
    after_pronoun: tuple[str, ...] = key("efter_pronomen")

    @cached_property
    def short_infinitives(self) -> frozenset[str]:
        """The short verbs, bare and with what may stand before them: `se`, `utse`."""
        return frozenset(f"{p}{verb}" for p in ("", *self.prefixes) for verb in self.short_verbs)

    @cached_property
    def amount_forms(self) -> frozenset[str]:
        """The verbs that change an amount in all forms: `öka`, `ökar`, `ökas`."""
        return frozenset(f"{verb}{end}" for verb in self.amount_verbs for end in ("", "r", "s"))

    @cached_property
    def present(self) -> frozenset[str]:
        """The verbs that are known as such in the present tense."""
        known = (*self.verbs, *self.states, *self.experience, *self.passives, *self.deponents)
        return frozenset(w for w in known if not is_infinitive(w))

    @cached_property
    def stems(self) -> dict[str, Kind]:
        """Every noun's stem with its kind."""
        kinds: tuple[tuple[tuple[str, ...], Kind], ...] = (
            (self.no_action, ""),
            (self.users, "brukare"),
            (self.staff, "utforare"),
            (self.internal, "internt"),
            (self.service, "tjanst"),
            (self.benefit, "nytta"),
        )
        return {stem: kind for stems, kind in kinds for stem in stems}


@cache
def load_words() -> Words:
    """Return the words. Raises FileFault, with file and line, if they cannot be read."""
    return read_packaged(Words, "malcoach.yaml", "Målcoachens ordlista")


@lru_cache(maxsize=4096)
def kind_of(word: str) -> Kind:
    """Return what a word in lower case stands for, by its last part: `enhetschefer` is staff."""
    if len(word) > _LONGEST:
        return ""
    stem = _stem(word)
    if stem is None and word.endswith(("arna", "arnas")):  # brukarna is brukare with an ending
        stem = _stem(word[: word.rindex("na")] + "e")
    if stem is not None:
        return load_words().stems[stem]
    bases = (word[: len(word) - len(e)] for e in _ENDINGS if word.endswith(e))
    is_action = any(len(b) >= _SHORTEST_ACTION and b.endswith(_ACTION) for b in bases)
    return "handling" if is_action else ""


def _stem(word: str) -> str | None:
    """Return the longest stem that the word ends with, apart from its ending."""
    stems = load_words().stems
    bases = (word[: len(word) - len(ending)] for ending in _ENDINGS if word.endswith(ending))
    parts = ((base[start:], start) for base in bases for start in range(len(base)))
    known = (part for part, at in parts if part in stems and (at == 0 or len(part) > _SHORT))
    return max(known, key=len, default=None)


def is_infinitive(word: str) -> bool:
    """Return whether a word may be a verb's ground form; `trygga` is told apart by the list."""
    known = load_words()
    if word in known.short_infinitives:
        return True
    if word in known.no_verbs or word.endswith(_ADJECTIVE):
        return False
    return len(word) > 2 and word.endswith("a")


def is_passive(word: str) -> bool:
    """Return whether a word may be a passive verb: `genomförs`, `revideras`."""
    known = load_words()
    if word in known.deponents or word in known.states:
        return False
    if word in known.passives:
        return True
    is_other = GENITIVE.search(word) or SUPINE.search(word)
    return len(word) > 4 and word.endswith("s") and not is_other


def is_pronoun(words: tuple[str, ...], n: int) -> bool:
    """Return whether a word stands for people: `dem som`, `alla med`, `3 som`."""
    known = load_words()
    follows = words[n + 1] if n + 1 < len(words) else ""
    return follows in known.after_pronoun and (words[n] in known.pronouns or words[n].isdigit())


def first_kind(words: tuple[str, ...]) -> tuple[Kind, str]:
    """Return the first kind that is known among the words, and the word that tells."""
    for n, word in enumerate(words):
        if is_pronoun(words, n):
            return "brukare", word
        kind = kind_of(word)
        if kind == "brukare" or (kind and not GENITIVE.search(word)):
            return kind, word
    if words[:1] in (("ingen",), ("alla",)):
        return "brukare", words[0]
    return "", ""


def names_users(words: tuple[str, ...]) -> bool:
    """Return whether users are among the words, as a noun or as `de som …`."""
    return any(kind_of(word) == "brukare" or is_pronoun(words, n) for n, word in enumerate(words))

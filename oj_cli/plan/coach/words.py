"""The words that the coach knows, and which kind a word in a sentence is of."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from oj_cli.documents.decode import read_model
from oj_cli.documents.reader import read_yaml
from oj_cli.domain.fields import key
from oj_cli.workspace import DATA_FOLDER

FILE = DATA_FOLDER / "malcoach.yaml"
SHORT = 3  # a stem this short is only known as a whole word

Kind = Literal["brukare", "utforare", "internt", "tjanst", "nytta", "handling", ""]
"""What a noun stands for; `handling` is a verb made into a noun, empty is none of these."""

_ENDINGS = tuple(
    sorted(
        (
            *("", "s", "n", "ns", "en", "ens", "t", "ts", "et", "ets", "a", "as", "e", "es"),
            *(p + e for p in ("ar", "er", "or", "r") for e in ("", "s", "na", "nas")),
            *("na", "nas", "de", "des"),
        ),
        key=len,
    )
)
_ACTION = ("ing", "tion", "sion")
_SHORTEST_ACTION = 6


@dataclass(frozen=True)
class Words:
    """The content of `malcoach.yaml`. Nouns are stems, the rest are whole words."""

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
    after_pronoun: tuple[str, ...] = key("efter_pronomen")

    def short_infinitives(self) -> set[str]:
        """Return the short verbs, bare and with what may stand before them: `se`, `utse`."""
        return {f"{p}{verb}" for p in ("", *self.prefixes) for verb in self.short_verbs}

    def amount_forms(self) -> set[str]:
        """Return the verbs that change an amount in all forms: `öka`, `ökar`, `ökas`."""
        return {f"{verb}{end}" for verb in self.amount_verbs for end in ("", "r", "s")}

    def stems(self) -> dict[str, Kind]:
        """Return every noun's stem with its kind."""
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
def load_words(path: Path = FILE) -> Words:
    """Return the words. Raises FileFault, with file and line, if they cannot be read."""
    return read_model(Words, read_yaml(path), "Målcoachens ordlista")


@cache
def _stems() -> dict[str, Kind]:
    return load_words().stems()


@cache
def kind_of(word: str) -> Kind:
    """Return what a word in lower case stands for, by its last part: `enhetschefer` is staff."""
    stem = _stem(word)
    if stem is None and word.endswith(("arna", "arnas")):  # brukarna is brukare with an ending
        stem = _stem(word[: word.rindex("na")] + "e")
    if stem is not None:
        return _stems()[stem]
    bases = (word[: len(word) - len(e)] for e in _ENDINGS if word.endswith(e))
    is_action = any(len(b) >= _SHORTEST_ACTION and b.endswith(_ACTION) for b in bases)
    return "handling" if is_action else ""


def _stem(word: str) -> str | None:
    """Return the longest stem that the word ends with, apart from its ending."""
    found = ""
    for ending in _ENDINGS:
        base = word[: len(word) - len(ending)] if word.endswith(ending) else ""
        for start in range(len(base)):
            part = base[start:]
            if len(part) <= len(found):
                break
            if part in _stems() and (start == 0 or len(part) > SHORT):
                found = part
                break
    return found or None

"""The words and names that a workbook is read by: content in YAML, shipped with `oj`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from oj_cli.documents.packaged import read_packaged
from oj_cli.domain.encoding import key
from oj_cli.sources.layout.text import clean, squash

Texts = tuple[str, ...]
ROLES = {"nyckeltal": "over_indicators", "ar": "over_years", "kon": "over_genders"}
"""What a column may tell of its whole row, with the headings that say so in `Words`."""


@dataclass(frozen=True)
class FormerCode:
    """A kommunkod that is no longer in use, and what it became."""

    code: str = key("kod")
    name: str = key("namn")
    became: str = key("blev")
    year: int = key("ar", "Första året med den nya koden")
    reason: str = key("skal")


@dataclass(frozen=True, eq=False)
class Words:
    """What `ord.yaml` holds. Hashed as itself, so that what is found by it can be remembered."""

    answers: dict[str, Texts] = key("svar")
    marks: dict[str, Texts] = key("tecken")
    unclear_marks: Texts = key("oklara_tecken")
    hidden_value: str = key("dolt_varde")
    riket: Texts = key("riket")
    lan: Texts = key("lan")
    lan_names: dict[str, Texts] = key("lan_namn")
    about_lan: Texts = key("ord_om_lan")
    kommun: Texts = key("kommun")
    over_kommuner: Texts = key("rubrik_kommun")
    before_kommuner: Texts = key("rubrik_fore_kommun")
    kommun_or_lan: dict[str, Texts] = key("kommun_eller_lan")
    over_years: Texts = key("rubrik_ar")
    over_genders: Texts = key("rubrik_kon")
    over_indicators: Texts = key("rubrik_indikator")
    of_groups: tuple[Texts, ...] = key("matt_pa_grupp")
    own_lan: Texts = key("eget_lan")
    no_measure: Texts = key("inget_matt")
    no_title: Texts = key("ingen_titel")
    publishers: dict[str, Texts] = key("utgivare")
    after_unit: Texts = key("efter_enhet")
    stadsdel: Texts = key("stadsdel")
    summary: Texts = key("sammanfattning")
    summary_begins: Texts = key("sammanfattning_borjar")
    source: Texts = key("kalla")
    note_begins: Texts = key("anmarkning_borjar")
    colours: Texts = key("farg")
    not_indicator: Texts = key("inte_indikator")
    genders: dict[str, Texts] = key("kon")
    measures: dict[str, Texts] = key("matt")
    share_in_heading: Texts = key("andel_i_rubrik")
    small: Texts = key("sma_ord")
    same: tuple[Texts, ...] = key("samma_ord")
    not_the_year: Texts = key("ar_galler_inte")
    parts: dict[str, Texts] = key("stadsdelar", "Delar som svarar för sig, efter kommunkod")
    former: tuple[FormerCode, ...] = key("forna_koder")

    def with_headings(self, roles: Mapping[str, str]) -> "Words":
        """Return the words with more headings, each of columns that have a role."""
        words = self
        for heading, role in roles.items():
            known: dict[str, Any] = {ROLES[role]: (*getattr(words, ROLES[role]), heading)}
            words = replace(words, **known)
        return words

    @cached_property
    def answer_of(self) -> dict[str, str]:
        """The answer by its words, squashed."""
        return _inverted(self.answers)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words that an answer may begin with."""
        return frozenset(
            clean(text).lower().split()[0].strip(",.")
            for ts in self.answers.values()
            for text in ts
        )

    @cached_property
    def plain_answers(self) -> frozenset[str]:
        """The answers of one word."""
        return frozenset(
            clean(text).lower() for ts in self.answers.values() for text in ts if " " not in text
        )

    @cached_property
    def mark_of(self) -> dict[str, str]:
        """The answer by the mark that stands in its place."""
        return {mark: answer for answer, marks in self.marks.items() for mark in marks}

    @cached_property
    def gender_of(self) -> dict[str, str]:
        """The gender by its words, squashed."""
        return _inverted(self.genders)

    @cached_property
    def measure_of(self) -> dict[str, str]:
        """What a column holds, by its words as they are cleaned, in lower case."""
        return {clean(t).lower(): m for m, texts in self.measures.items() for t in texts}

    @cached_property
    def about_units(self) -> frozenset[str]:
        """Headings of columns that describe the unit, squashed, without years in them."""
        return frozenset(without_digits(squash(text)) for text in self.not_indicator)

    @cached_property
    def representative(self) -> dict[str, str]:
        """The word that stands for others of the same meaning."""
        return {word: group[0] for group in self.same for word in group}


@cache
def word_lists() -> Words:
    """Read the shipped words. Raises FileFault with file and line if they are damaged."""
    return read_packaged(Words, "inlasning/ord.yaml", "Ordlistan")


def without_digits(text: str) -> str:
    """Return a text without its digits."""
    return "".join(c for c in text if not c.isdigit())


def _inverted(table: dict[str, Texts]) -> dict[str, str]:
    return {squash(text): name for name, texts in table.items() for text in texts}

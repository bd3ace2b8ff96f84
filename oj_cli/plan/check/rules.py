"""The rules as data: level, what is said, why it matters and the remedy; and the words they use."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from oj_cli.documents.packaged import read_packaged
from oj_cli.documents.reader import Where
from oj_cli.domain.encoding import key
from oj_cli.domain.findings import Level


@dataclass(frozen=True)
class Rule:
    """One rule. `messages` has a template for each way in which it can be broken."""

    id: str = key("id")
    level: Level = key("niva")
    title: str = key("titel")
    messages: dict[str, str] = key("meddelanden")
    why: str = key("varfor")
    remedy: str = key("atgard")


@dataclass(frozen=True)
class Rules:
    """The content of `planregler.yaml`."""

    unreadable: Rule = key("olasbar")
    rules: tuple[Rule, ...] = key("regler")

    def by_id(self) -> dict[str, Rule]:
        """Return the rules by id, in the order in which they are told."""
        return {rule.id: rule for rule in self.rules}

    def titles(self) -> dict[str, str]:
        """Return what each rule is about, by its id."""
        return {rule.id: rule.title for rule in (self.unreadable, *self.rules)}


@dataclass(frozen=True)
class Hit:
    """A place where a rule is broken.

    `variant` names the message. The place is a way into the document (`where`), or a `line`
    of the text. `quote` is the user's own words, `values` fill in the message.
    """

    variant: str
    where: Where = ()
    values: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None
    quote: str | None = None


@dataclass(frozen=True)
class Limits:
    """From where on a rule says something."""

    months_after: int = key("manader_efter_plan")
    few_answers: int = key("fa_svar")
    words_in_goal: int = key("ord_i_mal")
    goals: int = key("mal_i_plan")
    activities: int = key("aktiviteter_i_mal")
    in_month: int = key("aktiviteter_i_manad")
    kommuner: int = key("kommuner_i_grupp")
    persons: int = key("personer")
    years_old: int = key("ar_gamla_svar")


@dataclass(frozen=True)
class Outdated:
    """A name that is no longer used, from which day, and what it is called now.

    `oklar` is a law's chapter of which it is not said whether it is the old law's or the new one's;
    `tidig` is a new law, where the old one (`now`) still applied.
    """

    word: str = key("ord")
    now: str = key("nytt")
    kind: Literal["namn", "lag", "lank", "oklar", "tidig"] = key("slag")
    since: datetime.date = key("fran")


@dataclass(frozen=True)
class PlanWords:
    """The content of `planord.yaml`."""

    limits: Limits = key("granser")
    vague: tuple[str, ...] = key("vaga_ord")
    vague_phrases: tuple[str, ...] = key("vaga_uttryck")
    endless: tuple[str, ...] = key("otydliga_borjor")
    no_products: tuple[str, ...] = key("inga_produkter")
    leads: tuple[str, ...] = key("leder")
    crowds: tuple[str, ...] = key("grupper")
    roles: tuple[str, ...] = key("kanda_funktioner")
    unsure_source: tuple[str, ...] = key("osaker_kalla")
    makes_source: tuple[str, ...] = key("tar_fram_kalla")
    balanced_units: tuple[str, ...] = key("balans_enheter")
    known_abbreviations: tuple[str, ...] = key("kanda_forkortningar")
    outdated: tuple[Outdated, ...] = key("foraldrat")


@cache
def load_rules() -> Rules:
    """Return the rules. Raises FileFault, with file and line, if they cannot be read."""
    return read_packaged(Rules, "planregler.yaml", "Planreglerna")


@cache
def load_words() -> PlanWords:
    """Return the words and limits. Raises FileFault, with file and line, if it cannot."""
    return read_packaged(PlanWords, "planord.yaml", "Planreglernas ord")


@cache
def words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any of these whole words or phrases, in any case."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.I)

"""What is proposed of new indicators: unit, direction and theme, by words of their names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TypeVar

from oj_cli.documents.packaged import read_packaged
from oj_cli.domain.encoding import key
from oj_cli.domain.indicators import UNKNOWN_UNIT, Direction, Indicator, Option, Scale
from oj_cli.domain.swedish import listing
from oj_cli.sources.layout.text import clean

PROPOSED_BY = "Förslag av oj: "
NOTHING_SAID = "Inget ord i namnet säger vad som är bättre."
_LONGEST_UNIT = 30
_Rule = TypeVar("_Rule", bound="Rule")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Words by which a name is known, and those that say that it is another."""

    words: tuple[str, ...] = key("ord")
    but_not: tuple[str, ...] = key("utom", default=())

    def match(self, name: str) -> re.Match[str] | None:
        """Return where a name says it, None if it does not."""
        if self.but_not and self._other.search(name):
            return None
        return self._pattern.search(name)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return _pattern(self.words)

    @cached_property
    def _other(self) -> re.Pattern[str]:
        return _pattern(self.but_not)


@dataclass(frozen=True, kw_only=True)
class UnitRule(Rule):
    """The unit of what is so called; `{}` in it is what the words left open."""

    unit: str = key("enhet", default=UNKNOWN_UNIT)
    scale: Scale | None = key("skala", default=None)
    codes: dict[str, Option] = key("koder", default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DirectionRule(Rule):
    """What is better of what is so called."""

    direction: Direction = key("riktning")


@dataclass(frozen=True, kw_only=True)
class ThemeRule(Rule):
    """The theme of what is so called."""

    theme: str = key("tema")


@dataclass(frozen=True)
class Rules:
    """What `forslag.yaml` holds. The first rule that fits holds."""

    units: tuple[UnitRule, ...] = key("enheter")
    directions: tuple[DirectionRule, ...] = key("riktningar")
    themes: tuple[ThemeRule, ...] = key("teman")


@cache
def rules() -> Rules:
    """Read the shipped rules. Raises FileFault with file and line if they are damaged."""
    return read_packaged(Rules, "inlasning/forslag.yaml", "Listan över förslag")


def with_unit(indicator: Indicator, title: str) -> Indicator:
    """Return a numeric indicator with the unit and scale that its title tells."""
    title = clean(title)
    for rule in rules().units:
        match = rule.match(title)
        if match is None:
            continue
        left_open = next((g.strip(" .)") for g in match.groups() if g is not None), "")
        if len(left_open) <= _LONGEST_UNIT:
            unit = rule.unit.format(left_open)
            return replace(indicator, unit=unit, scale=rule.scale, codes=rule.codes)
    return replace(indicator, unit=UNKNOWN_UNIT)


def proposed(indicator: Indicator) -> Indicator:
    """Return a new indicator with the direction and theme that its name speaks for, and why.

    Of a question with yes and no it is said by whoever imports it that yes is better.
    """
    name, is_number = clean(indicator.name), indicator.kind == "numerisk"
    judged = _said(rules().directions, name) if is_number else None
    sorted_by = _said(rules().themes, name)
    words = {"riktning": judged[1] if judged else "", "tema": sorted_by[1] if sorted_by else ""}
    if not is_number and not sorted_by:
        return indicator
    return replace(
        indicator,
        direction=judged[0].direction if judged else indicator.direction,
        theme=sorted_by[0].theme if sorted_by else indicator.theme,
        why=_why({what: word for what, word in words.items() if word}),
    )


def _why(words: Mapping[str, str]) -> str:
    """Return why, by the words of a name that told the direction and the theme."""
    if not words:
        return NOTHING_SAID
    is_one = len(set(words.values())) == 1 and "riktning" in words
    told = [f"”{word}”" if is_one else f"”{word}” ({what})" for what, word in words.items()]
    return f"{PROPOSED_BY}{listing(list(dict.fromkeys(told)))} i namnet."


def _said(rules: Iterable[_Rule], name: str) -> tuple[_Rule, str] | None:
    """Return the first rule that fits a name, and the words of the name by which it does."""
    return next(((rule, match[0]) for rule in rules if (match := rule.match(name))), None)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of whole words: `*` is any letters, `…` any text before a comma."""
    texts = (re.escape(text).replace(r"\*", r"\w*").replace("…", "([^,]*?[^,]*)") for text in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(texts)})(?!\w)", re.IGNORECASE)

"""Whom a figure is about: the kommuner of the län, riket, or one kommun, as its words say."""

import re
from collections.abc import Iterable
from dataclasses import replace

from oj_cli.analysis.prose.claims import Claim, UntestedError
from oj_cli.analysis.prose.facts import RIKET, Facts, Unit
from oj_cli.analysis.prose.scope import At
from oj_cli.analysis.prose.words import KOMMUN, Lexicon, pattern
from oj_cli.domain.indicators import Indicator

_BORDER = pattern(
    r"[,;:()]|\boch\b|\bjämfört\s+med|\batt\s+jämföra\s+med|\bmot\b|\bmedan\b|\bmen\b|\bän\b"
)
_SAME = pattern(r"^\W*(?:dvs\.?|d\.v\.s\.|det\s+vill\s+säga|alltså|eller|vilket\s+\w+)?\W*$")
_FIGURES = ("andel", "antal", "varde", "mangd")
_SIDE = pattern(
    r"\s*(?:\w+\s+)?(högre|lägre|över|under|fler|färre|mer|mindre|bättre|sämre|efter|före)\b"
)


class Units:
    """The units that a text may name."""

    def __init__(self, facts: Facts, lexicon: Lexicon) -> None:
        self._facts, self._lexicon = facts, lexicon
        self._codes = {k.name: k.code for k in facts.data.register.kommuner}
        self._every = _named(self._codes)
        has_answers = any(i.kind == "ja_nej" for i in facts.asked)
        self.names = _named(facts.members.values()) if has_answers else None
        self._own = pattern("|".join(rf"\b{re.escape(w)}" for w in facts.own_words))

    def of(self, at: At, asked: Indicator) -> tuple[Unit, str]:
        """Return whom a claim is about and where that is said. Raises UntestedError if unclear."""
        numeric, claim = asked.kind == "numerisk", at.claim
        if claim.kind == "namn":
            return self._facts.own, "kommunernas namn"
        if claim.noun and claim.kind in _FIGURES:
            self._counts(claim, asked)
        if claim.word.startswith("respektive"):
            named = self._mentions(at.text[: claim.start], numeric)
            if len(named) == 2:
                return named[int(claim.word[-1])], "meningens ordning"
        if claim.kind in ("riktning", "skillnad"):
            named = [u for u in self._mentions(at.text, numeric) if u != RIKET]
            if not self._lexicon.has("riket", at.text) or len(named) > 1:
                raise UntestedError("det går inte att se vad som jämförs")
        else:
            named = self._beside(at.text, claim, numeric) or self._elsewhere(at, asked)
        if len(named) > 1:
            raise UntestedError("det går inte att se vem talet gäller")
        return (named[0], "meningen") if named else self._default(at, numeric)

    def _elsewhere(self, at: At, asked: Indicator) -> list[Unit]:
        """Return whom the sentence names that no other figure of it has taken."""
        text, claim, numeric = at.text, at.claim, asked.kind == "numerisk"
        figures = [c for c in at.found if c.kind in _FIGURES and c is not claim]
        taken = {u for c in figures for u in self._mentions(self._part(text, c), numeric)}
        free = [u for u in self._mentions(text, numeric) if u not in taken]
        riket_first = RIKET in self._mentions(text[: claim.start], numeric)
        said = text[claim.start : claim.end]
        if claim.kind == "antal" or re.search(KOMMUN, said, re.IGNORECASE):
            if RIKET in free and riket_first:
                raise UntestedError("det går inte att se om talet gäller riket")
            return [] if numeric else [self._facts.own]
        earlier = [c for c in figures if c.end <= claim.start]
        if earlier and _SAME.match(text[earlier[-1].end : claim.start]):
            return [self.of(replace(at, claim=earlier[-1]), asked)[0]]
        return [u for u in free if u != RIKET or riket_first or len(free) > 1]

    def _default(self, at: At, numeric: bool) -> tuple[Unit, str]:
        for heading in reversed(at.where.headings):
            names = {m[1] for m in self._every.finditer(heading.text)}
            if numeric and len(names) == 1:
                return self._kommun(names.pop()), f"rubriken på {heading.spot}"
        kommun = self._facts.kommun
        unit = self._kommun(kommun.name) if numeric and kommun else self._facts.own
        if at.where.unit_by:
            return unit, f"rubriken på {at.where.unit_by.spot}"
        if re.search(rf"{KOMMUN}|\bandel", f"{at.before} {at.text}", re.IGNORECASE):
            return unit, "meningen"
        raise UntestedError("det sägs inte vem det gäller")

    def _kommun(self, name: str) -> Unit:
        return Unit("kommun", self._codes[name], name)

    def _counts(self, claim: Claim, asked: Indicator) -> None:
        """Raise UntestedError if what is counted is not what the question counts."""
        noun, stem = claim.noun, self._lexicon.stem(claim.noun)
        known = self._lexicon.has("verb", noun) or self._own.match(noun) or "rike" in noun
        counted = (*self._lexicon.filler, *self._lexicon.stems(asked.unit or ""))
        if not known and not ("kommun" in noun if asked.kind == "ja_nej" else stem in counted):
            raise UntestedError(f"talet gäller {noun}, inte {asked.unit or 'kommuner'}")

    def _mentions(self, text: str, numeric: bool) -> list[Unit]:
        """Return whom a text names, each once, in order."""
        found = [(m.start(), RIKET) for m in self._lexicon["riket"].finditer(text)]
        found += [(m.start(), self._facts.own) for m in self._own.finditer(text)]
        if numeric:
            found += [(m.start(), self._kommun(m[1])) for m in self._every.finditer(text)]
        return list(dict.fromkeys(u for _, u in sorted(found, key=lambda f: f[0])))

    def _part(self, text: str, claim: Claim) -> str:
        start = max((m.end() for m in _BORDER.finditer(text, 0, claim.start)), default=0)
        end = next((m.start() for m in _BORDER.finditer(text, claim.end)), len(text))
        return text[start:end]

    def _beside(self, text: str, claim: Claim, numeric: bool) -> list[Unit]:
        """Return whom the words beside a claim name, those before the bracket it stands in too."""
        named = self._mentions(self._part(text, claim), numeric)
        at = text.rfind("(", 0, claim.start)
        if named or at <= 0 or ")" in text[at : claim.start]:
            return named
        return self._mentions(self._part(text, replace(claim, start=at, end=at)), numeric)

    def is_turned(self, text: str, claim: Claim) -> bool | None:
        """Return whether it is riket that is said to be higher or lower; None if it is unclear."""
        after = re.search(r"\bän\b([^,;.]*)", text[claim.end :])
        named = self._mentions(after[1], True) if after else [RIKET]
        return named[0] != RIKET if len(named) == 1 else None

    def direction(self, text: str, claim: Claim) -> str:
        """Return the word that says on which side of riket it is; empty if there is none."""
        if claim.kind == "riktning":
            return claim.word
        near = _SIDE.match(text[claim.end :])
        return near[1].lower().replace("färre", "lägre") if near else ""


def _named(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds kommuner by name, their genitives too: Moras, Mora kommun."""
    words = "|".join(sorted((re.escape(n) for n in names), key=len, reverse=True))
    return re.compile(rf"(?<!\w)({words})s?(?:\s+kommuns?)?(?![\wåäö-])")

"""What the headings of a text say that it is about: område, year and län, and what is outside."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from oj_cli.analysis.prose.claims import Claim
from oj_cli.analysis.prose.facts import Facts
from oj_cli.analysis.prose.reading import Sentence, sentences
from oj_cli.analysis.prose.words import Lexicon
from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.kommuner import Lan, short_lan
from oj_cli.domain.prose import Outside, Passage
from oj_cli.domain.swedish import listing
from oj_cli.domain.wording import area_word

YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
_LONGEST = 200
_SAID = 10
"""The level of a sentence that says what the text is about."""


@dataclass(frozen=True)
class Where:
    """What holds at a sentence: if and why it is outside, and which headings say what."""

    outside: Outside | None
    year_by: Sentence | None
    unit_by: Sentence | None
    headings: tuple[Sentence, ...]


@dataclass(frozen=True)
class At:
    """A claim where it stands: its sentence, that before in the paragraph, and what holds there.

    `near` is the sentence with those beside it, `found` are all claims of the sentence.
    """

    sentence: Sentence
    before: str
    near: str
    claim: Claim
    found: Sequence[Claim]
    where: Where

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.text


class Scope:
    """The headings that are in force, read from the first sentence to the last."""

    def __init__(self, facts: Facts, lexicon: Lexicon) -> None:
        self._facts, self._lexicon = facts, lexicon
        self._in_force: list[tuple[int, Sentence, bool]] = []
        area = facts.data.catalogue.area
        self._own = [lexicon.areas[k] for k, areas in lexicon.belongs.items() if area in areas]
        self._name = area_word(facts.data.catalogue)

    def at(self, sentence: Sentence, is_question: bool) -> Where:
        """Return what holds at a sentence; `is_question` if it names one of the own questions.

        Of område, year and län, the innermost heading that names one decides.
        """
        level = sentence.level or (_SAID if self._lexicon.has("handlar_om", sentence.text) else 0)
        if level:
            same = sentence.paragraph
            self._in_force = [h for h in self._in_force if h[0] < level or h[1].paragraph == same]
            self._in_force.append((level, sentence, is_question))
        why: dict[str, tuple[str, Sentence] | None] = {}
        year_by = unit_by = None
        for _, heading, is_question in self._in_force:
            text, year = heading.text, str(self._facts.year)
            if any(own.search(text) for own in self._own) or self._name.lower() in text.lower():
                why["area"] = None
            elif not is_question and (areas := self._areas(text)):
                said = f"den nämner {listing(areas)}, ett annat område än {self._name}"
                why["area"] = said, heading
            if years := sorted(set(YEAR.findall(text))):
                why["year"] = (f"den gäller {listing(years)}, inte {year}", heading)
                if year in years:
                    year_by, why["year"] = heading, None
            if lan := lan_named(self._facts.data.register.lan, text):
                why["lan"] = (f"den gäller {listing([x.name for x in lan])}", heading)
            if any(w in text.lower() for w in self._facts.own_words):
                unit_by, why["lan"] = heading, None
        reason = next((found for found in why.values() if found), None)
        outside = None
        if reason:
            by = reason[1]
            outside = Outside(by.text[:_LONGEST], reason[0], 1, line=by.line, label=by.label)
        return Where(outside, year_by, unit_by, tuple(h[1] for h in self._in_force))

    def _areas(self, text: str) -> list[str]:
        return [m[0] for words in self._lexicon.areas.values() if (m := words.search(text))]


@dataclass(frozen=True)
class AboutText:
    """The headings of a text and the whole of it, for what it is about."""

    headings: tuple[str, ...]
    whole: str

    def lan(self, lan: Sequence[Lan]) -> Lan | None:
        """Return the län that the text names most, None if it names none or two as often."""
        counts = Counter(
            {x.code: len(re.findall(rf"\b{short_lan(x.name)}", self.whole, re.I)) for x in lan}
        )
        (most, n), (_, second) = counts.most_common(2)
        return next(x for x in lan if x.code == most) if n > second else None

    def year(self, years: Sequence[int]) -> int | None:
        """Return the first year with results that a heading names, else the one named most.

        None if the text names no year; the last year with results if it names only others.
        """
        for text in self.headings:
            if found := [y for y in years if str(y) in text]:
                return found[-1]
        named = Counter(YEAR.findall(self.whole))
        most = max(years, key=lambda y: (named[str(y)], y))
        return most if named else None

    def areas(self, possible: Sequence[Catalogue], lexicon: Lexicon) -> list[Catalogue]:
        """Return the catalogues of what the first heading that names an område names."""
        for text in self.headings:
            keys = [k for k, regex in lexicon.areas.items() if regex.search(text)]
            areas = {a for k in keys for a in lexicon.belongs[k]}
            low = text.lower()
            found = [c for c in possible if c.area in areas or area_word(c).lower() in low]
            if found or keys:
                return found
        return []

    def closeness(self, catalogue: Catalogue, lexicon: Lexicon) -> float:
        """Return how much of what a catalogue's questions are called a text holds, from 0 to 1."""
        said = frozenset(lexicon.stems(self.whole))
        names = [frozenset(lexicon.stems(i.name)) - lexicon.common for i in catalogue]
        shares = [len(of & said) / len(of) for of in names if of]
        return sum(shares) / len(shares) if shares else 0.0


def about_text(passages: Sequence[Passage]) -> AboutText:
    """Return what a text is about by its own words."""
    found = sentences(passages)
    headings = sorted((s for s in found if s.level), key=lambda s: s.level)
    return AboutText(tuple(s.text for s in headings), " ".join(s.text for s in found))


def lan_named(lan: Sequence[Lan], text: str) -> list[Lan]:
    """Return the län that a text names, as words of their own: `Dalarna`, `Dalarnas län`."""
    return [x for x in lan if re.search(rf"\b{re.escape(short_lan(x.name))}s?\b", text)]

"""Which kommun, stadsdel, län or riket a cell names, or that its row is to be left out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from oj_cli.domain.grid import Cell
from oj_cli.domain.kommuner import Register, short_lan
from oj_cli.sources.layout.text import clean, slug, squash
from oj_cli.sources.layout.text import words as words_of
from oj_cli.sources.layout.wordlists import FormerCode, Words

Kind = Literal["kommun", "stadsdel", "lan", "riket", "sammanfattning", "anmarkning", "utelamna"]
UNITS = ("kommun", "stadsdel", "lan", "riket")

_CODE_AND_NAME = re.compile(r"^\(?(\d{1,8})\)?\s*[-–.:,]?\s*(?=\D)(.+)$")
_NAME_AND_CODE = re.compile(r"^(.+?)\s*[-–,]?\s*\(?(\d{3,8})\)?$")
_PART_CODE = re.compile(r"^(\d{4})[-. ]?(\d{1,4})$")
_DECIMALS = re.compile(r"[-−–+]?(?:\d+,|\d{1,3}\.|\d{5,}\.)\d+\s*%?")  # 1480.12 is a stadsdel
_SEPARATORS = re.compile(r"\s*[,/:(]\s*|\s+[-–]\s+|\s*-\s+|\s+-\s*")


@dataclass(frozen=True)
class Place:
    """What a cell names. `key` is the unit's key, empty where the row is to be left out.

    `by_code` tells that a code alone says so; `by_name` that a name does. `rank` is 0 for the unit
    itself, more for a mean of it, the worse the higher; `or_lan` the län that the same name may
    mean. A stadsdel that no list has is `made_up`.
    """

    kind: Kind
    key: str = ""
    by_code: bool = False
    by_name: bool = False
    former: FormerCode | None = None
    rank: int = 0
    or_lan: str = ""
    made_up: bool = False

    @property
    def is_unit(self) -> bool:
        """Whether it is a kommun, stadsdel, län or riket."""
        return self.kind in UNITS

    @property
    def unit(self) -> tuple[str, str]:
        """The unit as (kind, key)."""
        return self.kind, self.key


class UnitFinder:
    """Finds units in cells; each different text is looked up once.

    `decided` is what the user has said of texts: a kommunkod, länskod, `riket` or
    `utelamna`, by the text as it stands.
    """

    def __init__(
        self, register: Register, words: Words, decided: Mapping[str, str] | None = None
    ) -> None:
        self.register = register
        self.words = words
        self.former = {f.code: f for f in words.former}
        self._exact, self._folded = _names(register, words)
        self._parts = {
            code: {squash(name): name for name in names} for code, names in words.parts.items()
        }
        self._decided = {
            squash(text): self._decide(answer) for text, answer in (decided or {}).items()
        }
        self._endings = (*(f" {e}" for e in words.after_unit), "%")
        self._summary = frozenset(map(squash, words.summary))
        self._known: dict[Cell, Place | None] = {}

    def find(self, cell: Cell) -> Place | None:
        """Return what a cell names, None if nothing that is known."""
        if cell is None or isinstance(cell, bool):
            return None
        if isinstance(cell, float):
            if not cell.is_integer() or not 99 < cell < 10**8:
                return None
            code = str(int(cell))
            return self._decided.get(code) or self._code(code)
        if not isinstance(cell, str):
            return None
        if cell not in self._known:
            self._known[cell] = self._text(clean(cell))
        return self._known[cell]

    def decided(self, text: str) -> Place | None:
        """Return what the user has said that a text is, None if nothing."""
        return self._decided.get(squash(text)) if self._decided else None

    def lan_code(self, cell: Cell) -> Place | None:
        """Return the län that a short number in a column of codes stands for, or riket for 0."""
        text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else cell
        if not isinstance(text, str) or not re.fullmatch(r"\s*\d{1,2}\s*", text):
            return None
        code = text.strip().zfill(2)
        if code == "00":
            return Place("riket", "riket", by_code=True)
        return Place("lan", code, by_code=True) if code in self.register.lan_by_code else None

    def has_parts(self, kommun: str) -> bool:
        """Return whether a kommun's parts are known to answer for themselves."""
        return kommun in self._parts

    def name(self, place: Place) -> str:
        """Return what a unit is called, for messages."""
        if place.kind == "kommun":
            return self.register.by_code[place.key].name
        if place.kind == "lan" and place.key:
            return self.register.lan_by_code[place.key].name
        return place.key or "länet"

    def _decide(self, answer: str) -> Place:
        if answer == "utelamna":
            return Place("utelamna")
        if answer == "riket":
            return Place("riket", "riket", by_name=True)
        if answer in self.register.lan_by_code:
            return Place("lan", answer, by_name=True)
        if answer in self.register.by_code:
            return Place("kommun", answer, by_code=True, by_name=True)
        return Place("stadsdel", answer, by_name=True)

    def _text(self, text: str) -> Place | None:
        if not text:
            return None
        squashed = squash(text)
        if squashed in self._decided:
            return self._decided[squashed]
        if text.isdecimal():
            return self._code(text)
        if _DECIMALS.fullmatch(text):
            return None
        lower = text.lower()
        return (
            self._named(text)
            or self._coded(text)
            or self._mean(text)
            or self._stadsdel(text)
            or self._left_out(lower, squashed)
        )

    def _named(self, text: str) -> Place | None:
        stem = self._without_ending(text)
        found = self._exact.get(squash(stem))
        if found is None:
            found = self._folded.get(slug(stem, ""))
        return found

    def _without_ending(self, text: str) -> str:
        lower = text.lower()
        for ending in self._endings:
            if lower.endswith(ending):
                return text[: -len(ending)].strip()
        return text

    def _coded(self, text: str) -> Place | None:
        part = _PART_CODE.match(text)
        if part and part[1] in self.register.by_code:
            return Place("stadsdel", f"{part[1]}-{part[2]}", by_code=True)
        both = _CODE_AND_NAME.match(text) or _NAME_AND_CODE.match(text)
        if both is None:
            return None
        code, name = (both[1], both[2]) if both[1].isdecimal() else (both[2], both[1])
        return self._code_with_name(code, name)

    def _code_with_name(self, code: str, name: str) -> Place | None:
        by_name = self._named(name)
        by_code = self._code(code) or (self.lan_code(code) if len(code) <= 2 else None)
        if by_name is None:
            if len(code) <= 2 and not set(self.words.about_lan) & set(
                re.findall(r"\w+", name.lower())
            ):
                return None  # `1=Ja, 0=Nej` and `14 kommuner` are no län
            if by_code is not None and by_code.kind == "kommun":
                part = self._stadsdel(name)
                if part is not None and part.key.startswith(by_code.key):
                    return part
                return self.part_of(by_code.key, name) if self.has_parts(by_code.key) else None
            return by_code
        if by_code is None or by_code.unit == by_name.unit:
            return replace(by_name, or_lan="") if by_code else None
        if by_code.kind == "lan" and by_code.key == by_name.or_lan:
            return by_code
        if by_code.former is not None and by_code.former.became == by_name.key:
            return by_name
        return None  # a code and a name that say different things name nothing

    def _code(self, digits: str) -> Place | None:
        code = digits.zfill(4) if len(digits) in (3, 4) else digits
        if code in self.register.by_code:
            return Place("kommun", code, by_code=True)
        if code == "0000":
            return Place("riket", "riket", by_code=True)
        if code.startswith("00") and code[2:] in self.register.lan_by_code and len(code) == 4:
            return Place("lan", code[2:], by_code=True)
        if code in self.former:
            former = self.former[code]
            return Place("kommun", former.became, by_code=True, former=former)
        if len(code) > 4 and code[:4] in self.register.by_code:
            return Place("stadsdel", f"{code[:4]}-{code[4:]}", by_code=True)
        return None

    def _stadsdel(self, text: str) -> Place | None:
        """Find a part of a kommun by its own name, or after or before the kommun's name."""
        pieces = [p.strip(" )") for p in _SEPARATORS.split(text) if p and p.strip(" )")]
        kommuner = [self._named(p) for p in pieces]
        if len(pieces) > 1 and len({p and p.unit for p in kommuner}) == 1:
            return kommuner[0]  # in two languages
        hits = [n for n, p in enumerate(kommuner) if p is not None and p.kind == "kommun"]
        if len(pieces) > 1 and len(hits) == 1:
            kommun = kommuner[hits[0]]
            rest = " ".join(p for n, p in enumerate(pieces) if n != hits[0])
            if kommun is not None and not rest.isdecimal():
                return self.part_of(kommun.key, rest)
        stem = self._without_part_word(text)
        bare = squash(stem)
        for code, names in self._parts.items():
            if bare in names or bare.removesuffix("s") in names:
                return self.part_of(code, stem)
        for code in self._parts:  # Göteborg Centrum
            name = self.register.by_code[code].name
            if stem.lower().startswith(f"{name.lower()} "):
                rest = self._without_part_word(stem[len(name) :].strip())
                if squash(rest) in self._parts[code]:
                    return self.part_of(code, rest)
        return None

    def _without_part_word(self, text: str) -> str:
        words = [w for w in text.split() if w.lower().rstrip("s") not in self.words.stadsdel]
        kept = " ".join(words)
        for word in self.words.stadsdel:
            lower = kept.lower()
            if lower.endswith(f"s {word}") or lower.endswith(f" {word}"):
                kept = kept[: -len(word)].strip()
        return kept or text

    def part_of(self, kommun: str, name: str) -> Place:
        """Return the stadsdel called `name` in a kommun."""
        stem = self._without_part_word(name)
        known = self._parts.get(kommun, {})
        best = known.get(squash(stem)) or known.get(squash(stem).removesuffix("s"))
        key = f"{kommun}-{slug(best or stem, '-')}"
        return Place("stadsdel", key, by_name=True, made_up=best is None)

    def _mean(self, text: str) -> Place | None:
        """Find the group that a mean is of: `Vägt medel (riket)`, `Länsmedel (vägt)`.

        A median of kommuner is no value of a län, and what is not weighted none of riket.
        """
        said = words_of(re.sub(r"(?i)\b(läns|riks)(?=\w)", r"\1 ", text))
        ranks = [
            n for n, texts in enumerate(self.words.of_groups) for word in said if word in texts
        ]
        rest = [w for w in said if not any(w in texts for texts in self.words.of_groups)]
        rest = [w for w in rest if w not in ("kommuner", "kommunerna")]
        if not ranks or not rest:
            return None
        rank = 0 if 0 in ranks else max(ranks)
        name = " ".join(rest)
        found = self._named(name) or self._named(name.removesuffix("s"))
        if name in self.words.own_lan:
            found = Place("lan", by_name=True)
        if found is None or found.kind not in ("lan", "riket"):
            return Place("sammanfattning") if text.endswith(")") else None
        if rank > (1 if found.kind == "riket" else 2):
            return Place("sammanfattning")
        return replace(found, rank=rank + 1)

    def _left_out(self, lower: str, squashed: str) -> Place | None:
        if squashed in self._summary:
            return Place("sammanfattning")
        if lower.startswith(self.words.note_begins) or lower.startswith(("*", "©")):
            return Place("anmarkning")
        if lower.startswith(self.words.summary_begins):
            return Place("sammanfattning")
        return None


def _names(register: Register, known: Words) -> tuple[dict[str, Place], dict[str, Place]]:
    """Return units by their names with only letters kept, and without åäö where one fits.

    A name of both a kommun and a län (Örebro) is the kommun's.
    """
    exact, folded, shared = dict[str, Place](), dict[str, Place](), set[str]()
    for place, text in _called(register, known):
        exact[squash(text)], bare = place, slug(text, "")
        if folded.setdefault(bare, place) is not place:
            shared.add(bare)
    return exact, {text: place for text, place in folded.items() if text not in shared}


def _called(register: Register, known: Words) -> Iterator[tuple[Place, str]]:
    """Yield all names of units, those of kommuner last."""
    riket = Place("riket", "riket", by_name=True)
    yield from ((riket, text) for text in known.riket)
    for lan in register.lan:
        place = Place("lan", lan.code, by_name=True)
        short = short_lan(lan.name)
        yield from ((place, form.format(lan=lan.name, kort=short)) for form in known.lan)
        yield from ((place, text) for text in known.lan_names.get(lan.code, ()))
    for kommun in register.kommuner:
        place = Place("kommun", kommun.code, by_name=True)
        yield from ((place, form.format(namn=n)) for n in kommun.names for form in known.kommun)
    for text, (code, lan_code) in known.kommun_or_lan.items():
        yield Place("kommun", code, by_name=True, or_lan=lan_code), text

"""Kommuner, län and the groups that kommuner are sorted into."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import ClassVar, Literal

from oj_cli.domain.encoding import Taken, key
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.immutable import immutable
from oj_cli.domain.swedish import fold, listing, near, number

INVANARGRUPPER = {
    1: (0, 14_999),
    2: (15_000, 29_999),
    3: (30_000, 69_999),
    4: (70_000, 199_999),
    5: (200_000, None),
}
"""Socialstyrelsen's five groups by number of inhabitants, with their bounds."""


_LANGUAGES = re.compile(r"\s*[–/]\s*|\s+-\s+")


def invanargrupp(population: int) -> int:
    """Return the invånargrupp (1-5) of a kommun with this many inhabitants."""
    return max(group for group, (low, _) in INVANARGRUPPER.items() if population >= low)


def invanargrupp_name(group: int) -> str:
    """Return the group's bounds in words: `15 000-29 999 invånare`."""
    low, high = INVANARGRUPPER[group]
    if high is None:
        return f"minst {number(low)} invånare"
    if low == 0:
        return f"under {number(high + 1)} invånare"
    return f"{number(low)}–{number(high)} invånare"


@immutable
class Kommun:
    """A kommun: four-digit code, name, the code of its län, and what it was called before.

    `other_names` are those beside it, in other languages too: `Jiellevárre`.
    """

    code: str
    name: str
    lan: str
    former_name: str = ""
    other_names: tuple[str, ...] = ()

    JSON: ClassVar[Mapping[str, Taken]] = {"kod": "code", "namn": "name"}

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, and all others that it has or has had."""
        former = (self.former_name,) if self.former_name else ()
        return (self.name, *former, *self.other_names)


@immutable
class Lan:
    """A län: two-digit code and name (`Dalarnas län`)."""

    code: str = key("kod")
    name: str = key("namn")


@immutable
class Group:
    """A kommungrupp of an edition: `C7`, `Pendlingskommun nära mindre stad/tätort`."""

    id: str = key("id")
    name: str = key("namn")


@immutable
class Edition:
    """An edition of the kommungruppsindelning.

    It is in force for data of `first_year` up to the year before the next edition's.
    `column` names the column that holds it in the register's file.
    """

    id: str = key("id", "Som den skrivs efter --utgava, till exempel skr2017")
    name: str = key("namn")
    publisher: str = key("utgivare")
    first_year: int = key("fran")
    column: str = key("kolumn")
    groups: tuple[Group, ...] = key("grupper")

    @cached_property
    def group_names(self) -> dict[str, str]:
        """The groups' names by id."""
        return {g.id: g.name for g in self.groups}


LikeKind = Literal[
    "aldreomsorg", "lss", "ifo", "ekonomiskt-bistand", "socioekonomi", "overgripande"
]

LIKE_WORDS: Mapping[LikeKind, str] = {
    "aldreomsorg": "äldreomsorg",
    "lss": "LSS",
    "ifo": "IFO",
    "ekonomiskt-bistand": "ekonomiskt bistånd",
    "socioekonomi": "socioekonomi",
    "overgripande": "övergripande",
}
"""What Kolada's groups of like kommuner are made for, in words."""


@immutable
class LikeKommuner:
    """The kommuner that Kolada counts as like one, which is not among them.

    `edition` is the year of the grouping, and `members` are kommunkoder.
    """

    kind: LikeKind
    edition: str
    members: frozenset[str]


@immutable
class Register:
    """Sweden's kommuner with their sorting keys.

    `membership` is group id by edition id and kommunkod. `population` is inhabitants
    by kommunkod and year (at the end of that year).
    """

    kommuner: tuple[Kommun, ...]
    lan: tuple[Lan, ...]
    editions: tuple[Edition, ...]
    membership: Mapping[str, Mapping[str, str]]
    population: Mapping[str, Mapping[int, int]]

    @cached_property
    def by_code(self) -> dict[str, Kommun]:
        """The kommuner by code."""
        return {k.code: k for k in self.kommuner}

    @cached_property
    def lan_by_code(self) -> dict[str, Lan]:
        """The län by code."""
        return {x.code: x for x in self.lan}

    def of(self, whose: Kommun | Lan) -> tuple[Kommun, ...]:
        """Return the kommuner of a län, or the one kommun."""
        return tuple(k for k in self.kommuner if whose.code in (k.code, k.lan))

    def find_kommun(self, text: str) -> Kommun:
        """Return the kommun with this code or name, in any case, with or without åäö.

        The name may stand in several languages: `Jiellevárre – Gällivare`. Raises UsageFault, with
        near misses, if none or several fit.
        """
        text = text.strip()
        if text in self.by_code:
            return self.by_code[text]
        hits = self._called(text)
        if not hits:
            each = [self._called(part) for part in _LANGUAGES.split(text)]
            hits = list(dict.fromkeys(k for part in each for k in part)) if all(each) else []
        if len(hits) == 1:
            return hits[0]
        if hits:
            options = listing([f"{k.name} ({k.code})" for k in hits], "eller")
            raise UsageFault("kommuner.several_kommuner", text=text, options=options)
        alike = _alike(text, [k.name for k in self.kommuner])
        raise UsageFault("kommuner.unknown_kommun", text=text, near=alike)

    def _called(self, text: str) -> list[Kommun]:
        """Return the kommuner that a name is of."""
        exact = _possible_names(" ".join(text.lower().split()))
        hits = {k for name in exact for k in self._by_name.get(name, ())} or {
            k for name in _possible_names(fold(text)) for k in self._by_folded.get(name, ())
        }
        return sorted(hits, key=self.kommuner.index)

    @cached_property
    def _by_name(self) -> dict[str, list[Kommun]]:
        return self._named(str.lower)

    @cached_property
    def _by_folded(self) -> dict[str, list[Kommun]]:
        return self._named(fold)

    def _named(self, spelled: Callable[[str], str]) -> dict[str, list[Kommun]]:
        """Return the kommuner by each name that they have or have had, as it is spelled."""
        found: dict[str, list[Kommun]] = {}
        for kommun in self.kommuner:
            for name in kommun.names:
                found.setdefault(spelled(name), []).append(kommun)
        return found

    def find_lan(self, text: str) -> Lan:
        """Return the län with this code or name (`20`, `Dalarna`, `dalarnas län`).

        Raises UsageFault, with near misses, if none fits.
        """
        wanted = fold(text).removesuffix("lan").removesuffix("s")
        for lan in self.lan:
            if wanted in (lan.code, fold(short_lan(lan.name))):
                return lan
        alike = _alike(text, [short_lan(x.name) for x in self.lan])
        raise UsageFault("kommuner.unknown_lan", text=text, near=alike)

    def edition(self, year: int, wanted: str | None = None) -> Edition:
        """Return the edition in force for data of `year`, or the one called `wanted`.

        Raises UsageFault if there is no edition of that name.
        """
        if wanted is not None:
            for edition in self.editions:
                if fold(wanted) in (fold(edition.id), fold(edition.name), str(edition.first_year)):
                    return edition
            ids = listing([e.id for e in self.editions], "eller")
            raise UsageFault("kommuner.unknown_edition", text=wanted, known=ids)
        in_order = sorted(self.editions, key=lambda e: e.first_year)
        in_force = [e for e in in_order if e.first_year <= year]
        return in_force[-1] if in_force else in_order[0]

    def kommungrupp(self, code: str, edition: Edition) -> str | None:
        """Return the id of a kommun's group in an edition, None if it is in none."""
        return self.membership[edition.id].get(code)

    def find_kommungrupp(self, text: str, edition: Edition) -> Group:
        """Return an edition's group by id or name. Raises UsageFault if none fits."""
        wanted = fold(text)
        for group in edition.groups:
            if wanted in (fold(group.id), fold(group.id).lstrip("abc"), fold(group.name)):
                return group
        ids = listing([g.id for g in edition.groups], "eller")
        raise UsageFault("kommuner.unknown_group", text=text, edition=edition.name, known=ids)

    def population_before(self, code: str, year: int) -> tuple[int, int] | None:
        """Return (year, inhabitants) at the end of `year` - 1, or the newest before that.

        None if the kommun has no number that old.
        """
        years = [y for y in self.population.get(code, {}) if y < year]
        if not years:
            return None
        newest = max(years)
        return newest, self.population[code][newest]

    def invanargrupp(self, code: str, year: int) -> int | None:
        """Return a kommun's invånargrupp in data of `year`, None if population is unknown."""
        found = self.population_before(code, year)
        return None if found is None else invanargrupp(found[1])


def short_lan(name: str) -> str:
    """Return a län's name as people say it: `Dalarna` for `Dalarnas län`."""
    return name.removesuffix(" län").removesuffix("s")


def _possible_names(text: str) -> set[str]:
    """Return the names that `text` in lower case may mean: `leksands kommun` is `leksand`."""
    names = {text}
    for ending in ("kommun", "stad"):
        if text.endswith(ending):
            stem = text.removesuffix(ending).rstrip()
            names |= {stem, stem.removesuffix("s")}
    return names


def _alike(text: str, names: Iterable[str]) -> str:
    return listing(near(text, names), "eller")

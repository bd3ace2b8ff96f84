"""What the product ships as data, read a second time: catalogues, values, kommuner and groups.

Nothing here comes from the product: only csv, yaml and the standard library. Figures are exact.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from independent import values

ROOT = Path(__file__).resolve().parents[2]
OMRADEN = ROOT / "oj_cli" / "omraden"
GUIDE = ROOT / "guides" / "prioritering.yaml"

COUNTED = ("JA", "NEJ", "DELVIS")
UNKNOWN = ("BORTFALL", "SEKRETESS")
INHABITANT_LIMITS = (15_000, 30_000, 70_000, 200_000)
FEWEST_PERSONS = 5

Entry = dict[str, Any]

NO_MORE: Entry = {"ataganden": [], "brott": [], "kolada": None}
ALWAYS: Entry = {"fran": None, "till": None, "lan": []}
"""What an indicator and a commitment are where the catalogue says nothing of it."""


# ---------------------------------------------------------------- the data


@dataclass(frozen=True)
class Kommun:
    """One row of the register."""

    code: str
    name: str
    lan: str
    lan_name: str
    groups: dict[str, str]  # column of the register -> id of the group


@dataclass(frozen=True, slots=True)
class Row:
    """What one kommun has for one indicator and year: an answer or a value."""

    answer: str | None = None
    value: Decimal | None = None


@dataclass
class Data:
    """Everything that is needed to judge one område."""

    area: str
    kommuner: dict[str, Kommun]
    population: dict[str, dict[int, int]]
    editions: list[Entry]
    indicators: list[Entry]
    commitments: dict[str, Entry]
    themes: dict[str, str]
    surveys: dict[str, Entry]
    order: dict[str, int]  # kind of commitment -> step of the order
    rows: dict[tuple[str, int], dict[str, Row]] = field(default_factory=dict)
    published: dict[tuple[str, int, str], Fraction] = field(default_factory=dict)

    def of(self, indicator: Entry, year: int) -> dict[str, Row]:
        """Return the rows of an indicator in a year, by kommun."""
        return self.rows.get((indicator["id"], year), {})

    def own(self, kommun: str, year: int) -> dict[str, Decimal]:
        """Return all values of a kommun in a year, by indicator."""
        here = {i["id"]: self.of(i, year).get(kommun, Row()).value for i in self.indicators}
        return {id: value for id, value in here.items() if value is not None}

    def kommuner_in(self, year: int) -> set[str]:
        """Return the kommuner that have any row in the year."""
        return {code for (_, y), rows in self.rows.items() if y == year for code in rows}


row = cache(Row)
"""What one kommun has; one row serves all that have the same, of which there are many."""


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read a CSV file as one dict per row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_yaml(path: Path) -> Any:
    """Read a YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def read_kommuner() -> dict[str, Kommun]:
    """Read the register of kommuner, by code."""
    columns = [edition["kolumn"] for edition in read_editions()]
    return {
        r["code"]: Kommun(r["code"], r["name"], r["lan_code"], r["lan"], {c: r[c] for c in columns})
        for r in read_csv(OMRADEN / "kommuner.csv")
    }


def read_editions() -> list[Entry]:
    """Read the editions of the kommungrupper, the oldest first."""
    editions: list[Entry] = read_yaml(OMRADEN / "kommungrupper.yaml")["utgavor"]
    return sorted(editions, key=lambda edition: edition["fran"])


def read_population() -> dict[str, dict[int, int]]:
    """Read the number of inhabitants at the end of each year, by kommun and year."""
    return {
        r.pop("code"): {int(year): int(number) for year, number in r.items() if number}
        for r in read_csv(OMRADEN / "folkmangd.csv")
    }


@cache
def catalogue(area: str) -> Entry:
    """Read the catalogue of an område."""
    found: Entry = read_yaml(OMRADEN / area / "katalog.yaml")
    return found


@cache
def load(area: str) -> Data:
    """Read all that concerns an område."""
    entries = catalogue(area)
    themes = read_yaml(OMRADEN / "teman.yaml")["teman"]
    data = Data(
        area=area,
        kommuner=read_kommuner(),
        population=read_population(),
        editions=read_editions(),
        indicators=[NO_MORE | indicator for indicator in entries["indikatorer"]],
        commitments={c["id"]: ALWAYS | c for c in entries.get("ataganden", ())},
        themes={t["id"]: t["namn"] for t in themes if t.get("haller_ihop", True)},
        surveys={s["id"]: s for s in entries.get("undersokningar", ())},
        order={
            kind: step
            for step, entry in enumerate(read_yaml(GUIDE)["ordning"])
            for kind in entry["ataganden"]
        },
    )
    of_persons = {i["id"] for i in data.indicators if counts_persons(i)}
    for result in values.blocks(OMRADEN / area / "varden.db", gender="T"):
        add_result(data, result, result.indicator in of_persons)
    return data


def add_result(data: Data, result: values.Result, of_persons: bool) -> None:
    """Add a result: of a kommun as its row, of riket or a län as published."""
    if result.kind == "kommun":
        own = row(result.answer, result.value)
        if of_persons and result.value is not None and 0 < result.value < FEWEST_PERSONS:
            own = row("SEKRETESS", None)
        data.rows.setdefault((result.indicator, result.year), {})[result.unit] = own
    else:
        data.published[result.indicator, result.year, result.unit] = published_share(result)


def counts_persons(indicator: Entry) -> bool:
    """Tell whether an indicator counts persons, of whom few must not be shown."""
    return indicator.get("skala") == "antal" and " per " not in indicator["enhet"]


def published_share(result: values.Result) -> Fraction:
    """Return a published share, which may be given as the number of JA and of answers."""
    if result.value is not None:
        return Fraction(result.value)
    assert result.n_yes is not None
    assert result.n
    return Fraction(100 * result.n_yes, result.n)


# ---------------------------------------------------------------- the references


@dataclass(frozen=True)
class Reference:
    """What a kommun is compared with."""

    id: str
    name: str
    members: tuple[str, ...]
    unit: str | None = None  # the unit under which a share may be published
    edition: str | None = None
    in_data: int = 0  # members that have any row in the område and year


def edition_for(data: Data, year: int) -> Entry:
    """Return the edition of the kommungrupper in force for data of the year, else the first."""
    return [e for e in data.editions if e["fran"] <= year or e == data.editions[0]][-1]


def inhabitant_group(data: Data, code: str, year: int) -> int:
    """Return 1-5 after the inhabitants at the end of the year before, or the newest before that."""
    known = data.population[code]
    inhabitants = known[max(y for y in known if y < year)]
    return 1 + sum(inhabitants >= limit for limit in INHABITANT_LIMITS)


def members(data: Data, belongs: Callable[[Kommun], bool]) -> tuple[str, ...]:
    """Return the codes of the kommuner that belong."""
    return tuple(k.code for k in data.kommuner.values() if belongs(k))


def references(
    data: Data,
    own: Kommun,
    year: int,
    filters: dict[str, Any] | None = None,
    listed: tuple[str, ...] = (),
) -> list[Reference]:
    """Return the references of a kommun.

    `filters` (lan, kommungrupp, invanargrupp) make `urval`; `listed` (codes) makes `egen`.
    """
    edition = edition_for(data, year)
    column = edition["kolumn"]
    group_name = {g["id"]: g["namn"] for g in edition["grupper"]}[own.groups[column]]
    size = inhabitant_group(data, own.code, year)
    found = [
        Reference("riket", "riket", tuple(data.kommuner), "riket"),
        Reference("lan", own.lan_name, members(data, lambda k: k.lan == own.lan), own.lan),
        Reference(
            "kommungrupp",
            group_name,
            members(data, lambda k: k.groups[column] == own.groups[column]),
            edition=edition["namn"],
        ),
        Reference(
            "invanargrupp",
            str(size),
            members(data, lambda k: inhabitant_group(data, k.code, year) == size),
        ),
    ]
    if listed:
        found.append(Reference("egen", "egen", listed))
    if filters:
        found.append(selection(data, filters, year))
    present = data.kommuner_in(year)
    return [replace(r, in_data=len(present.intersection(r.members))) for r in found]


def selection(data: Data, filters: dict[str, Any], year: int) -> Reference:
    """Return the reference `urval`: the kommuner that pass every filter given."""
    column = edition_for(data, year)["kolumn"]

    def passes(kommun: Kommun) -> bool:
        mine = {
            "lan": kommun.lan,
            "kommungrupp": kommun.groups[column],
            "invanargrupp": inhabitant_group(data, kommun.code, year),
        }
        return all(mine[name] == wanted for name, wanted in filters.items())

    return Reference("urval", "urval", members(data, passes))

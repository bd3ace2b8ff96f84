"""The rules of `oj identify`, written a second time, straight from the issue and the data files.

Nothing here comes from the product: only csv, yaml and the standard library, and only the files
that the product ships as data, whose values `values` reads. All arithmetic is exact, so that two
values are equal here only when they truly are; they become floats when the result is handed out.
"""

from __future__ import annotations

import csv
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
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
VERDICTS = (
    "forbattringsomrade",
    "paborjat",
    "kontrollera",
    "styrka",
    "uppfyllt",
    "mitten",
    "ej_aktuellt",
    "inget_svar",
    "bakgrund",
)
INHABITANT_LIMITS = (15_000, 30_000, 70_000, 200_000)
FEWEST_OTHERS = 5
FEWEST_PERSONS = 5
AREAS_SHOWN = 3

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


@dataclass(frozen=True)
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
    weights: dict[str, int]
    rows: dict[tuple[str, int], dict[str, Row]] = field(default_factory=dict)
    published: dict[tuple[str, int, str], Fraction] = field(default_factory=dict)

    def of(self, indicator: Entry, year: int) -> dict[str, Row]:
        """Return the rows of an indicator in a year, by kommun."""
        return self.rows.get((indicator["id"], year), {})

    def kommuner_in(self, year: int) -> set[str]:
        """Return the kommuner that have any row in the year."""
        return {code for (_, y), rows in self.rows.items() if y == year for code in rows}


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read a CSV file as one dict per row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_yaml(path: Path) -> Any:
    """Read a YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


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
def load(area: str) -> Data:
    """Read all that concerns an område."""
    catalogue = read_yaml(OMRADEN / area / "katalog.yaml")
    themes = read_yaml(OMRADEN / "teman.yaml")["teman"]
    data = Data(
        area=area,
        kommuner=read_kommuner(),
        population=read_population(),
        editions=read_editions(),
        indicators=[NO_MORE | indicator for indicator in catalogue["indikatorer"]],
        commitments={c["id"]: ALWAYS | c for c in catalogue.get("ataganden", ())},
        themes={theme["id"]: theme["namn"] for theme in themes},
        weights=read_yaml(GUIDE)["vikter"],
    )
    for result in values.blocks(OMRADEN / area / "varden.db"):
        if result.gender == "T":
            add_result(data, result)
    return data


def add_result(data: Data, result: values.Result) -> None:
    """Add a result: of a kommun as its row, of riket or a län as published."""
    if result.kind == "kommun":
        row = Row(result.answer, result.value)
        indicator = next(i for i in data.indicators if i["id"] == result.indicator)
        if is_few(indicator, result.value):
            row = Row("SEKRETESS", None)
        data.rows.setdefault((result.indicator, result.year), {})[result.unit] = row
    else:
        data.published[result.indicator, result.year, result.unit] = published_share(result)


def is_few(indicator: Entry, value: Decimal | None) -> bool:
    """Tell whether a value is a count of so few persons that it must not be shown."""
    counts = indicator.get("skala") == "antal" and " per " not in indicator["enhet"]
    return counts and value is not None and 0 < value < FEWEST_PERSONS


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
    """Return the edition of the kommungrupper in force for data of the year."""
    return [edition for edition in data.editions if edition["fran"] <= year][-1]


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


# ---------------------------------------------------------------- one comparison


@dataclass(frozen=True)
class Comparison:
    """One indicator in one reference."""

    share: Fraction | None
    median: Decimal | None
    n_yes: int | None
    n: int | None
    n_ea: int | None
    n_missing: int | None
    source: str
    ranks: bool
    better: Fraction | None = None  # percent of the others that are strictly better
    any_worse: bool = False

    def as_json(self) -> Entry:
        """Return the comparison as the JSON has it."""
        return {
            "andel": as_float(self.share),
            "median": as_float(self.median),
            "n_ja": self.n_yes,
            "n_svar": self.n,
            "n_ea": self.n_ea,
            "n_bortfall": self.n_missing,
            "kalla": self.source,
            "raknas": self.ranks,
        }


def as_float(number: Fraction | Decimal | None) -> float | None:
    """Turn an exact number into a float, and leave what is missing."""
    return None if number is None else float(number)


def may_rank(reference: Reference, others: int) -> bool:
    """Tell whether a computed comparison ranks: enough others, and half of the members in data."""
    return others >= FEWEST_OTHERS and 2 * reference.in_data >= len(reference.members)


def compare_answers(
    data: Data, indicator: Entry, own: Kommun, year: int, reference: Reference
) -> Comparison:
    """Compare a ja/nej indicator: the share of JA in the reference."""
    rows = data.of(indicator, year)
    answers = {code: rows[code].answer for code in reference.members if code in rows}
    counted = [code for code, answer in answers.items() if answer in COUNTED]
    yes = sum(answers[code] == "JA" for code in counted)
    complete = len(answers) == len(reference.members) and counted
    printed = data.published.get((indicator["id"], year, reference.unit or ""))
    if printed is not None and not complete:
        return Comparison(printed, None, None, None, None, None, "publicerad", ranks=True)
    others = [code for code in counted if code != own.code]
    return Comparison(
        share=Fraction(100 * yes, len(counted)) if counted else None,
        median=None,
        n_yes=yes,
        n=len(counted),
        n_ea=sum(answer == "EA" for answer in answers.values()),
        n_missing=sum(answer in UNKNOWN for answer in answers.values()),
        source="beraknad",
        ranks=may_rank(reference, len(others)),
    )


def compare_values(
    data: Data, indicator: Entry, own: Kommun, year: int, reference: Reference
) -> Comparison:
    """Compare a numeric indicator: the median, and how many of the others are better."""
    rows = data.of(indicator, year)
    sign = 1 if indicator["riktning"] == "hogre" else -1
    # where no figure for riket is published, those that took part stand for it
    took_part = reference.id == "riket" and (indicator["id"], year, "riket") not in data.published
    values = {c: rows[c].value for c in reference.members if c in rows}
    known = {code: value for code, value in values.items() if value is not None}
    others = [sign * value for code, value in known.items() if code != own.code]
    mine = rows[own.code].value if own.code in rows else None
    better: Fraction | None = None
    any_worse = False
    if mine is not None and others and indicator["riktning"] != "ingen":
        better = Fraction(100 * sum(v > sign * mine for v in others), len(others))
        any_worse = any(v < sign * mine for v in others)
    return Comparison(
        share=None,
        median=statistics.median(known.values()) if known else None,
        n_yes=None,
        n=len(known),
        n_ea=0,
        n_missing=sum(rows[c].answer in UNKNOWN for c in reference.members if c in rows),
        source="beraknad",
        ranks=may_rank(reference, len(others)) or (took_part and len(others) >= FEWEST_OTHERS),
        better=better,
        any_worse=any_worse,
    )


def is_numeric(indicator: Entry) -> bool:
    """Tell whether an indicator has values rather than answers."""
    return bool(indicator["typ"] == "numerisk")


def compare(
    data: Data, indicator: Entry, own: Kommun, year: int, reference: Reference
) -> Comparison:
    """Compare an indicator with a reference."""
    how = compare_values if is_numeric(indicator) else compare_answers
    return how(data, indicator, own, year, reference)


# ---------------------------------------------------------------- verdicts


@dataclass
class Judged:
    """An indicator with everything that is said of it."""

    indicator: Entry
    row: Row
    comparisons: dict[str, Comparison]
    verdict: str = ""
    gap: Fraction | None = None
    priority: Fraction | None = None

    def as_json(self) -> Entry:
        """Return the result as the JSON has it."""
        own = self.indicator
        return {
            "indikator": own["id"],
            "kolada_id": own["kolada"],
            "namn": own["namn"],
            "kvalitetsomrade": own["kvalitetsomrade"],
            "tema": own["tema"],
            "roll": own["roll"],
            "svar": self.row.answer,
            "varde": as_float(self.row.value),
            "bedomning": self.verdict,
            "gap": as_float(self.gap),
            "prioritet": as_float(self.priority),
            "jamforelser": {name: c.as_json() for name, c in self.comparisons.items()},
        }


def has_no_answer(row: Row) -> bool:
    """Tell whether nothing is known: no row, BORTFALL or SEKRETESS."""
    return row.value is None and (row.answer is None or row.answer in UNKNOWN)


def should_be_checked(data: Data, indicator: Entry, own: Kommun, year: int) -> bool:
    """Tell whether the own answer departs so much from the län's that it may be a mistake."""
    rows = data.of(indicator, year)
    mine = rows[own.code].answer
    others = [k.code for k in data.kommuner.values() if k.lan == own.lan and k.code != own.code]
    counted = [rows[c].answer for c in others if c in rows and rows[c].answer in COUNTED]
    if mine in ("NEJ", "DELVIS"):
        return len(counted) >= 10 and 100 * counted.count("JA") >= 90 * len(counted)
    return mine == "EA" and bool(others) and 100 * len(counted) >= 80 * len(others)


def verdict_of_answer(answer: str | None, riket: Comparison) -> str:
    """Judge a ja/nej answer that is known and need not be checked."""
    if answer == "JA":
        rare = riket.ranks and riket.share is not None and riket.share <= 25
        return "styrka" if rare else "uppfyllt"
    return {"EA": "ej_aktuellt", "DELVIS": "paborjat", "NEJ": "forbattringsomrade"}[answer or ""]


def verdict_of_value(ranking: Comparison) -> str:
    """Judge a value by how many of the others are better."""
    if not ranking.ranks or ranking.better is None:
        return "mitten"
    if ranking.better >= 75:
        return "forbattringsomrade"
    return "styrka" if ranking.better <= 25 and ranking.any_worse else "mitten"


def verdict(data: Data, own: Kommun, year: int, judged: Judged, ranking: str) -> str:
    """Return the verdict; the order of the questions is the order of the rules."""
    if has_no_answer(judged.row):
        return "inget_svar"
    if judged.indicator["roll"] != "kvalitet" or judged.indicator["riktning"] == "ingen":
        return "bakgrund"
    if is_numeric(judged.indicator):
        return verdict_of_value(judged.comparisons[ranking])
    if should_be_checked(data, judged.indicator, own, year):
        return "kontrollera"
    return verdict_of_answer(judged.row.answer, judged.comparisons["riket"])


def gap_of(judged: Judged, ranking: str) -> Fraction | None:
    """Return the distance to the ranking reference, for what can be improved."""
    comparison = judged.comparisons[ranking]
    if judged.verdict not in ("forbattringsomrade", "paborjat") or not comparison.ranks:
        return None
    return comparison.better if is_numeric(judged.indicator) else comparison.share


# ---------------------------------------------------------------- priority


def commitment_points(data: Data, indicator: Entry, own: Kommun, year: int) -> int:
    """Return the points of the commitments that apply; each kind of weight counts once."""
    weight_of = {
        "lag": "lag",
        "riktlinje": "riktlinje",
        "overenskommelse": "overenskommelse",
        "namndmal": "overenskommelse",
    }
    kinds = {
        weight_of[commitment["typ"]]
        for commitment in (data.commitments[name] for name in indicator["ataganden"])
        if applies(commitment, own, year)
    }
    return sum(data.weights[kind] for kind in kinds)


def applies(commitment: Entry, own: Kommun, year: int) -> bool:
    """Tell whether a commitment applies to a kommun in a year."""
    begun = commitment["fran"] is None or commitment["fran"] <= year
    in_time = begun and (commitment["till"] is None or year <= commitment["till"])
    return in_time and (not commitment["lan"] or own.lan in commitment["lan"])


def has_worsened(data: Data, indicator: Entry, own: Kommun, year: int) -> bool:
    """Tell whether the newest earlier year was better, if the two years can be compared."""
    earlier = {
        y: rows[own.code]
        for (name, y), rows in data.rows.items()
        if name == indicator["id"] and y < year and is_result(rows.get(own.code, Row()))
    }
    if not earlier:
        return False
    before = max(earlier)
    if any(before < broken["fran"] <= year for broken in indicator["brott"]):
        return False
    return is_worse(indicator, earlier[before], data.of(indicator, year)[own.code])


def is_result(row: Row) -> bool:
    """Tell whether a row holds an answer or a value that a later one can be compared with."""
    return row.value is not None or row.answer in COUNTED


def is_worse(indicator: Entry, before: Row, now: Row) -> bool:
    """Tell whether a result is worse than an earlier one."""
    if before.value is not None and now.value is not None:
        higher_is_better = indicator["riktning"] == "hogre"
        return now.value < before.value if higher_is_better else now.value > before.value
    return before.answer in ("JA", "DELVIS") and now.answer == "NEJ"


def priority_of(data: Data, own: Kommun, year: int, judged: Judged) -> Fraction | None:
    """Return the priority of a förbättringsområde."""
    if judged.verdict != "forbattringsomrade":
        return None
    points = judged.gap or Fraction(0)
    points += commitment_points(data, judged.indicator, own, year)
    if has_worsened(data, judged.indicator, own, year):
        points += data.weights["forsamring"]
    return points


# ---------------------------------------------------------------- areas and order


def swedish(text: str) -> str:
    """Return a key that sorts as Swedish does: case does not matter, å ä ö come after z."""
    return text.casefold().translate(str.maketrans("åäö", "{|}"))


def theme_areas(data: Data, results: Iterable[Judged]) -> list[Entry]:
    """Return the themes with the largest shortfall, at most three."""
    of_theme: dict[str, list[Judged]] = defaultdict(list)
    for judged in results:
        if judged.verdict not in ("inget_svar", "bakgrund", "kontrollera", "ej_aktuellt"):
            of_theme[judged.indicator["tema"]].append(judged)
    areas = [theme_area(data, name, found) for name, found in of_theme.items() if len(found) > 1]
    areas = [area for area in areas if area["brist"] > 0]
    areas.sort(key=lambda area: (-area["brist"], swedish(area["namn"])))
    return [{**area, "brist": as_float(area["brist"])} for area in areas[:AREAS_SHOWN]]


def theme_area(data: Data, theme: str, answered: list[Judged]) -> Entry:
    """Sum up one theme over its answered indicators."""
    gaps = {judged.indicator["id"]: weighed_gap(judged) for judged in answered}
    yes_no = [judged for judged in answered if not is_numeric(judged.indicator)]
    return {
        "tema": theme,
        "namn": data.themes[theme],
        "n_ja": sum(judged.row.answer == "JA" for judged in yes_no) if yes_no else None,
        "n_svar": len(answered),
        "brist": sum(gaps.values(), Fraction(0)) / len(answered),
        "indikatorer": sorted((i for i in gaps if gaps[i] > 0), key=lambda i: -gaps[i]),
    }


def weighed_gap(judged: Judged) -> Fraction:
    """Return what an indicator adds to its theme: the gap, or half of it where work is begun."""
    gap = judged.gap or Fraction(0)
    return gap / 2 if judged.verdict == "paborjat" else gap


def result_order(judged: Judged) -> tuple[int, Fraction, str]:
    """Return the key by which results are ordered."""
    return (
        VERDICTS.index(judged.verdict),
        -(judged.priority or Fraction(0)),
        swedish(judged.indicator["namn"]),
    )


# ---------------------------------------------------------------- all of it


def newest_year(data: Data) -> int:
    """Return the newest year in which any kommun has a row."""
    return max(year for _, year in data.rows)


def compare_all(
    data: Data, own: Kommun, year: int, found: list[Reference]
) -> tuple[list[Judged], dict[str, bool]]:
    """Compare every indicator with every reference, and tell which references rank at all."""
    results = []
    for indicator in data.indicators:
        row = data.of(indicator, year).get(own.code, Row())
        comparisons = {r.id: compare(data, indicator, own, year, r) for r in found}
        results.append(Judged(indicator, row, comparisons))
    ranks = {r.id: any(judged.comparisons[r.id].ranks for judged in results) for r in found}
    return results, ranks


def reference_json(reference: Reference, ranks: bool) -> Entry:
    """Return a reference as the JSON has it, without the reason in words."""
    return {
        "id": reference.id,
        "namn": reference.name,
        "utgava": reference.edition,
        "antal_kommuner": len(reference.members),
        "antal_i_data": reference.in_data,
        "raknas": ranks,
    }


def identify(
    area: str,
    kommun: str,
    year: int,
    wanted: str = "riket",
    filters: dict[str, Any] | None = None,
    listed: tuple[str, ...] = (),
) -> Entry:
    """Return what `oj identify` should say of a kommun (by its code), without texts and sources."""
    data = load(area)
    own = data.kommuner[kommun]
    found = references(data, own, year, filters, listed)
    results, ranks = compare_all(data, own, year, found)
    ranking = wanted if ranks[wanted] else "riket"
    for judged in results:
        judged.verdict = verdict(data, own, year, judged, ranking)
        judged.gap = gap_of(judged, ranking)
        judged.priority = priority_of(data, own, year, judged)
    results.sort(key=result_order)
    return {
        "schema": "oj-identify/1",
        "kommun": {"kod": own.code, "namn": own.name, "lan": own.lan},
        "omrade": area,
        "ar": year,
        "rankar": ranking,
        "referenser": [reference_json(r, ranks[r.id]) for r in found],
        "utvecklingsomraden": theme_areas(data, results),
        "resultat": [judged.as_json() for judged in results],
    }

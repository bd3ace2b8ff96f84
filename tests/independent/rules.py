"""The rules of `oj identify`, written a second time, straight from the issue and the data files.

Nothing here comes from the product but its data, which `shipped` reads. Numbers are judged in
`judging`. Figures are exact, so that two are equal here only when they truly are; they become
floats where chance is computed, and when the result is handed out. Many are sorted as decimal
numbers, which are as exact and much quicker than fractions.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from typing import Any

from independent.judging import Value, is_percent, verdicts
from independent.shipped import (
    COUNTED,
    UNKNOWN,
    Data,
    Entry,
    Kommun,
    Reference,
    Row,
    load,
    references,
)

CLEAR = ("tydlig_svaghet", "saknas")
VERDICTS = (
    *CLEAR,
    "paborjat",
    "kontrollera",
    "osakert",
    "tydlig_styrka",
    "ovanligt_bra",
    "uppfyllt",
    "i_mitten",
    "ej_aktuellt",
    "inget_svar",
    "bakgrund",
)
FEWEST_OTHERS = 5
AREAS_SHOWN = 3


# ---------------------------------------------------------------- one comparison


@dataclass(frozen=True)
class Comparison:
    """One indicator in one reference: a share of JA, or of values the published and the median."""

    share: Fraction | None = None
    published: Fraction | None = None
    quartiles: tuple[Fraction, Fraction, Fraction] | None = None
    n_yes: int | None = None
    n: int | None = None
    n_ea: int | None = None
    n_missing: int | None = None
    source: str = "beraknad"
    others: int = 0
    ranks: bool = True

    @property
    def figure(self) -> Fraction | None:
        """What a kommun is held against."""
        if self.quartiles is None:
            return self.share
        return self.quartiles[1] if self.published is None else self.published

    def as_json(self) -> Entry:
        """Return the comparison as the JSON has it."""
        return {
            "andel": as_float(self.share),
            "median": as_float(self.quartiles[1] if self.quartiles else None),
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


def is_numeric(indicator: Entry) -> bool:
    """Tell whether an indicator has values rather than answers."""
    return bool(indicator["typ"] == "numerisk")


def compare(
    data: Data, indicator: Entry, own: Kommun, year: int, reference: Reference
) -> Comparison:
    """Compare an indicator with a reference."""
    rows = data.of(indicator, year)
    here = {code: rows[code] for code in reference.members if code in rows}
    printed = data.published.get((indicator["id"], year, reference.unit or ""))
    n_missing = sum(row.answer in UNKNOWN for row in here.values())
    in_half = 2 * reference.in_data >= len(reference.members)
    if is_numeric(indicator):
        known = {code: row.value for code, row in here.items() if row.value is not None}
        others = len(known) - (own.code in known)
        # where no figure for riket is published, those that took part stand for it
        took_part = reference.id == "riket" and printed is None
        return Comparison(
            published=printed,
            quartiles=quartiles(known.values()),
            n=len(known),
            n_ea=0,
            n_missing=n_missing,
            others=others,
            ranks=others >= FEWEST_OTHERS and (in_half or took_part),
        )
    counted = [code for code, row in here.items() if row.answer in COUNTED]
    yes = sum(here[code].answer == "JA" for code in counted)
    others = len(counted) - (own.code in counted)
    complete = len(here) == len(reference.members) and counted
    if printed is not None and not complete:
        return Comparison(share=printed, source="publicerad", others=others)
    return Comparison(
        share=Fraction(100 * yes, len(counted)) if counted else None,
        n_yes=yes,
        n=len(counted),
        n_ea=sum(row.answer == "EA" for row in here.values()),
        n_missing=n_missing,
        others=others,
        ranks=others >= FEWEST_OTHERS and in_half,
    )


def quartiles(known: Iterable[Decimal]) -> tuple[Fraction, Fraction, Fraction] | None:
    """Return the quartiles as Excel's KVARTIL.INK has them."""
    exact = list(known)
    if len(exact) < 2:
        return (Fraction(exact[0]),) * 3 if exact else None
    with localcontext(traps=[Inexact]):
        low, middle, high = statistics.quantiles(exact, n=4, method="inclusive")
    return Fraction(low), Fraction(middle), Fraction(high)


# ---------------------------------------------------------------- verdicts


@dataclass
class Judged:
    """An indicator with everything that is said of it."""

    indicator: Entry
    row: Row
    comparisons: dict[str, Comparison]
    used: str = ""
    value: Value | None = None
    verdict: str = ""
    commitment: str | None = None
    distance: Fraction | None = None

    def as_json(self) -> Entry:
        """Return the result as the JSON has it."""
        own, value = self.indicator, self.value
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
            "jamfors_med": self.used,
            "skillnad": value and float(Fraction(value.value) - value.figure),
            "avstand": as_float(self.distance),
            "atagande": self.commitment,
            "osakerhet": value and value.uncertainty(),
            "jamforelser": {name: c.as_json() for name, c in self.comparisons.items()},
        }


def has_no_answer(row: Row) -> bool:
    """Tell whether nothing is known: no row, BORTFALL or SEKRETESS."""
    return row.value is None and (row.answer is None or row.answer in UNKNOWN)


def is_judged(indicator: Entry) -> bool:
    """Tell whether an indicator is of quality, and it is known what is better."""
    return bool(indicator["roll"] == "kvalitet" and indicator["riktning"] != "ingen")


def should_be_checked(data: Data, indicator: Entry, own: Kommun, year: int) -> bool:
    """Tell whether the own answer departs so much from the län's that it may be a mistake."""
    rows = data.of(indicator, year)
    mine = rows[own.code].answer
    others = [k.code for k in data.kommuner.values() if k.lan == own.lan and k.code != own.code]
    counted = [rows[c].answer for c in others if c in rows and rows[c].answer in COUNTED]
    if mine in ("NEJ", "DELVIS"):
        return len(counted) >= 10 and 100 * counted.count("JA") >= 90 * len(counted)
    return mine == "EA" and bool(others) and 100 * len(counted) >= 80 * len(others)


def verdict_of_answer(data: Data, own: Kommun, year: int, judged: Judged) -> str:
    """Return the verdict on an answer; the order of the questions is the order of the rules."""
    if has_no_answer(judged.row):
        return "inget_svar"
    if not is_judged(judged.indicator):
        return "bakgrund"
    if should_be_checked(data, judged.indicator, own, year):
        return "kontrollera"
    if judged.row.answer == "JA":
        riket = judged.comparisons["riket"]
        rare = riket.ranks and riket.share is not None and riket.share <= 25
        return "ovanligt_bra" if rare else "uppfyllt"
    known = {"EA": "ej_aktuellt", "DELVIS": "paborjat", "NEJ": "saknas"}
    return known.get(judged.row.answer or "", "i_mitten")


def value_of(
    data: Data, own: Kommun, year: int, judged: Judged, reference: Reference
) -> Value | None:
    """Return what a number is judged by, None if it is not judged as one."""
    indicator, now = judged.indicator, judged.comparisons[judged.used]
    if not is_numeric(indicator) or not is_judged(indicator) or judged.row.value is None:
        return None
    if not now.ranks or not now.others or now.figure is None:
        return None
    id, survey = indicator["id"], indicator.get("undersokning")
    asked = [i for i in data.indicators if survey and i.get("undersokning") == survey]
    value = Value(
        indicator,
        data.surveys.get(survey, {}),
        [i for i in asked if is_percent(i)],
        data.own(own.code, year),
        now.figure,
        now.quartiles and (now.quartiles[0], now.quartiles[2]),
        moved(data, indicator, year),
        **before(data, indicator, own, year, reference),
    )
    assert value.value == data.own(own.code, year)[id]
    return value


def before(
    data: Data, indicator: Entry, own: Kommun, year: int, reference: Reference
) -> dict[str, Any]:
    """Return the last comparable year that a kommun has a value in, and what riket had then."""
    id = indicator["id"]
    here = [y for i, y in data.rows if i == id and y < year and id in data.own(own.code, y)]
    if not here or any(max(here) < broken["fran"] <= year for broken in indicator["brott"]):
        return {}
    last = max(here)
    return {
        "year_before": last,
        "own_before": data.own(own.code, last),
        "figure_before": compare(data, indicator, own, last, reference).figure,
    }


def moved(data: Data, indicator: Entry, year: int) -> Fraction | None:
    """Return how far values usually went in the newest pair of years: the median, any direction."""
    years = sorted((y for i, y in data.rows if i == indicator["id"] and y <= year), reverse=True)
    known = ({k: r.value for k, r in data.of(indicator, y).items()} for y in years)
    known = ({k: v for k, v in values.items() if v is not None} for values in known)
    with localcontext(traps=[Inexact]):
        for new, old in itertools.pairwise(of for of in known if of):
            moves = [abs(new[k] - old[k]) for k in new.keys() & old.keys()]
            if moves:
                return Fraction(statistics.median(moves))
    return None


# ---------------------------------------------------------------- what orders them


def commitment_of(data: Data, indicator: Entry, own: Kommun, year: int) -> str | None:
    """Return the strongest kind of commitment that asks for an indicator."""
    kinds = [
        commitment["typ"]
        for commitment in (data.commitments[name] for name in indicator["ataganden"])
        if applies(commitment, own, year)
    ]
    return min(kinds, key=list(data.order).index, default=None)


def applies(commitment: Entry, own: Kommun, year: int) -> bool:
    """Tell whether a commitment applies to a kommun in a year."""
    begun = commitment["fran"] is None or commitment["fran"] <= year
    in_time = begun and (commitment["till"] is None or year <= commitment["till"])
    return in_time and (not commitment["lan"] or own.lan in commitment["lan"])


def distance_of(judged: Judged) -> Fraction | None:
    """Return how much is lacking: how common a JA is, or how far from riket in its own spread."""
    if judged.value is not None:
        of = judged.comparisons["riket"].quartiles
        return -judged.value.lead / ((of and of[2] - of[0]) or 1)
    if judged.verdict not in ("saknas", "paborjat"):
        return None
    used = judged.comparisons[judged.used]
    return (used.share or Fraction(0)) / 100 if used.ranks else Fraction(0)


def swedish(text: str) -> str:
    """Return a key that sorts as Swedish does: case does not matter, å ä ö come after z."""
    return text.casefold().translate(str.maketrans("åäö", "{|}"))


def result_order(data: Data, judged: Judged) -> tuple[int, int, Fraction, str]:
    """Return the key by which results are ordered."""
    is_clear = judged.verdict in CLEAR
    step = data.order[judged.commitment] if judged.commitment else len(data.order)
    return (
        0 if is_clear else VERDICTS.index(judged.verdict),
        step,
        -(judged.distance or Fraction(0)),
        swedish(judged.indicator["namn"]),
    )


def theme_areas(
    data: Data, results: list[Judged], of: tuple[str, ...], also: tuple[str, ...] = ()
) -> list[Entry]:
    """Return the themes of the results with some verdicts, in their order, at most three."""
    first = [judged.indicator["tema"] for judged in results if judged.verdict in of]
    names = [name for name in dict.fromkeys(first) if name in data.themes]
    return [theme_area(data, name, results, (*of, *also)) for name in names[:AREAS_SHOWN]]


def theme_area(data: Data, theme: str, results: list[Judged], of: tuple[str, ...]) -> Entry:
    """Sum up one theme over what counts in it."""
    here = [
        judged
        for judged in results
        if judged.indicator["tema"] == theme
        and (judged.row.value is not None or judged.row.answer in COUNTED)
        and judged.verdict not in ("kontrollera", "bakgrund")
    ]
    yes_no = [judged for judged in here if not is_numeric(judged.indicator)]
    lacking = [judged for judged in here if judged.verdict in of]
    return {
        "tema": theme,
        "namn": data.themes[theme],
        "n_ja": sum(judged.row.answer == "JA" for judged in yes_no) if yes_no else None,
        "n_tydliga": sum(judged.verdict in CLEAR for judged in here),
        "n_osakra": sum(judged.verdict == "osakert" for judged in here),
        "n_svar": len(here),
        "indikatorer": [judged.indicator["id"] for judged in lacking],
    }


# ---------------------------------------------------------------- all of it


def newest_year(data: Data) -> int:
    """Return the newest year in which any kommun has a row."""
    return max(year for _, year in data.rows)


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


def judge(data: Data, own: Kommun, year: int, found: list[Reference], wanted: str) -> list[Judged]:
    """Judge every indicator, by the wanted reference where it ranks, else by the next."""
    chain = list(dict.fromkeys([wanted, "riket", *(r.id for r in found)]))
    by_id = {r.id: r for r in found}
    results = []
    for indicator in data.indicators:
        row = data.of(indicator, year).get(own.code, Row())
        judged = Judged(
            indicator, row, {r.id: compare(data, indicator, own, year, r) for r in found}
        )
        ranking = [name for name in chain if judged.comparisons[name].ranks]
        judged.used = ranking[0] if ranking else chain[0]
        judged.value = value_of(data, own, year, judged, by_id[judged.used])
        results.append(judged)
    of_numbers = verdicts(judged.value for judged in results if judged.value is not None)
    for judged in results:
        id = judged.indicator["id"]
        judged.verdict = of_numbers.get(id) or verdict_of_answer(data, own, year, judged)
        judged.distance = distance_of(judged)
        if judged.verdict in (*CLEAR, "paborjat", "osakert"):
            judged.commitment = commitment_of(data, judged.indicator, own, year)
    return sorted(results, key=lambda judged: result_order(data, judged))


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
    results = judge(data, own, year, found, wanted)
    ranks = {r.id: any(judged.comparisons[r.id].ranks for judged in results) for r in found}
    areas = theme_areas(data, results, CLEAR, ("paborjat",))
    named = {entry["tema"] for entry in areas}
    uncertain = theme_areas(data, results, ("osakert",))
    return {
        "schema": "oj-identify/2",
        "kommun": {"kod": own.code, "namn": own.name, "lan": own.lan},
        "omrade": area,
        "ar": year,
        "rankar": next(name for name in (wanted, "riket", *ranks) if ranks[name]),
        "referenser": [reference_json(r, ranks[r.id]) for r in found],
        "utvecklingsomraden": areas,
        "osakra_omraden": [entry for entry in uncertain if entry["tema"] not in named],
        "resultat": [judged.as_json() for judged in results],
    }

"""What the page for the analysis day is made of, as plain data: every figure and verdict as it is.

The page judges nothing anew. It recounts shares and medians of the kommuner that are shown, as
`analysis.compare` does.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from oj_cli.domain.identification import VERDICT_WORDS, IndicatorResult, Verdict
from oj_cli.domain.indicators import AreaHead, Catalogue, Indicator, Themes
from oj_cli.domain.kommun_map import AreaPart
from oj_cli.domain.kommuner import Edition, Kommun, Register, invanargrupp_name
from oj_cli.domain.lan_map import results_of, shared_needs
from oj_cli.domain.references import RIKET, Comparison
from oj_cli.domain.whole_trend import AreaChange, WholeTrend
from oj_cli.domain.wording import credit

LETTERS: Mapping[Verdict, str] = {
    Verdict.TYDLIG_SVAGHET: "w",
    Verdict.SAKNAS: "s",
    Verdict.PABORJAT: "p",
    Verdict.KONTROLLERA: "k",
    Verdict.OSAKERT: "o",
    Verdict.I_MITTEN: "m",
    Verdict.UPPFYLLT: "u",
    Verdict.TYDLIG_STYRKA: "t",
    Verdict.OVANLIGT_BRA: "b",
    Verdict.EJ_AKTUELLT: "e",
    Verdict.INGET_SVAR: "i",
    Verdict.BAKGRUND: "g",
}
"""A letter for each verdict: a column of them is a text with a sign for each kommun."""

NOTHING = "."

Years = Mapping[str, Sequence[tuple[int, str | None, float | None]]]


@dataclass(frozen=True, kw_only=True)
class SeminarMaterial:
    """The kommuner of the page, those of a län or of and around a kommun (`own`).

    `wholes` are their maps and changes; `absent` those that have no answers. `like` are groups of
    like kommuner as (name, codes). `history` is a kommun's (year, answer, value) by indicator, by
    (område, kommunkod); `riket` what tells riket's figure by (område, indicator, year), `in_data`
    the kommuner that the data have by (område, year). `calls` are the names to call, by
    `omrade/indikator`, for the own kommun.
    """

    who: str
    own: Kommun | None
    wholes: Sequence[WholeTrend]
    absent: Sequence[Kommun]
    register: Register
    edition: Edition
    year: int
    themes: Themes
    reflections: Mapping[str, str]
    like: Sequence[tuple[str, frozenset[str]]]
    catalogues: Mapping[str, Catalogue]
    history: Mapping[tuple[str, str], Years]
    riket: Callable[[str, Indicator, int], Comparison | None]
    in_data: Mapping[tuple[str, int], frozenset[str]]
    calls: Mapping[str, Sequence[str]]
    today: datetime.date

    @cached_property
    def kommuner(self) -> tuple[Kommun, ...]:
        """The kommuner that have answers, in the order of the page."""
        return tuple(whole.map.kommun for whole in self.wholes)

    @cached_property
    def maps(self) -> Mapping[str, Sequence[AreaPart]]:
        """How each kommun stands, by code."""
        return {whole.map.kommun.code: whole.map.known for whole in self.wholes}


Cells = Sequence[tuple[int, IndicatorResult, AreaChange | None] | None]
"""Each kommun's year, result and change on one indicator; None for those that have none."""


def page_data(of: SeminarMaterial) -> dict[str, Any]:
    """Return all that the page shows."""
    heads = {part.head.area: part.head for parts in of.maps.values() for part in parts}
    areas = sorted(heads.values(), key=lambda head: head.order)
    sources = {s.id: s for whole in of.wholes for s in whole.map.sources}
    codes = [k.code for k in of.kommuner]
    return {
        "schema": "oj-seminarium/1",
        "vilka": of.who,
        "nyckel": of.own.code if of.own else of.kommuner[0].lan,
        "skapad": of.today.isoformat(),
        "kalla": credit(tuple(sources.values())),
        "egen": codes.index(of.own.code) if of.own else None,
        "utan_svar": [k.name for k in of.absent],
        "kommuner": [_kommun(of, k) for k in of.kommuner],
        "utgava": of.edition.name,
        "liknande": [
            {"namn": name, "kommuner": [n for n, code in enumerate(codes) if code in members]}
            for name, members in of.like
        ],
        "omraden": [{"id": head.area, "namn": head.name, "kort": head.short} for head in areas],
        "teman": [
            {"id": t.id, "namn": t.name, "fraga": of.reflections.get(t.id, "")}
            for t in of.themes.areas
        ],
        "delas": _shared(of, codes),
        "bedomningar": {LETTERS[v]: [v.value, word] for v, word in VERDICT_WORDS.items()},
        "indikatorer": list(_indicators(of, areas)),
    }


def _kommun(of: SeminarMaterial, kommun: Kommun) -> dict[str, str]:
    group = of.register.kommungrupp(kommun.code, of.edition)
    size = of.register.invanargrupp(kommun.code, of.year)
    return {
        "namn": kommun.name,
        "kod": kommun.code,
        "lan": of.register.lan_by_code[kommun.lan].name,
        "grupp": next((f"{g.id} {g.name}" for g in of.edition.groups if g.id == group), ""),
        "storlek": "" if size is None else invanargrupp_name(size),
    }


def _shared(of: SeminarMaterial, codes: Sequence[str]) -> list[dict[str, Any]]:
    """Return the themes that several share a need in, those of most first, as the map has them."""
    names = {t.id: t.name for t in of.themes.areas}

    def theme(r: IndicatorResult) -> tuple[str, str] | None:
        id = r.indicator.theme
        return (id, names[id]) if id in names else None

    told = [r for r in results_of(of.kommuner, of.maps) if r.result.is_told]
    return [
        {"tema": n.id, "kommuner": [codes.index(k.code) for k in n.kommuner], "av": n.judged}
        for n in shared_needs(told, theme)
    ]


def _indicators(of: SeminarMaterial, areas: Sequence[AreaHead]) -> Iterator[dict[str, Any]]:
    cells: dict[tuple[str, str, str], tuple[int, IndicatorResult, AreaChange | None]] = {}
    for whole in of.wholes:
        changes = {(c.part.head.area, c.result.indicator.id): c for c in whole.changes}
        for part in whole.map.known:
            for r in part.results:
                key = part.head.area, r.indicator.id
                cells[*key, whole.map.kommun.code] = (part.year or 0, r, changes.get(key))
    for n, head in enumerate(areas):
        for indicator in of.catalogues[head.area]:
            row = [cells.get((head.area, indicator.id, k.code)) for k in of.kommuner]
            if any(row):
                yield {"o": n, **_indicator(of, head.area, indicator, row)}


def _indicator(of: SeminarMaterial, area: str, indicator: Indicator, row: Cells) -> dict[str, Any]:
    """Return an indicator with each kommun's result, in lists that follow the kommuner.

    `v` value or answer, `b` verdict, `n` answers behind (below zero: at least), `i` what chance
    may have made of it. By place: `y` another year than `ar`, `f` what it changed from, `k` what
    should be checked, `a` what asks for it. `h` is each kommun's value by year.
    """
    catalogue = of.catalogues[area]
    year = max(cell[0] for cell in row if cell)
    riket = next(c[1].comparisons["riket"] for c in row if c and c[0] == year)
    known = [(n, *cell) for n, cell in enumerate(row) if cell]
    names = [t.id for t in of.themes.areas]
    calls = of.calls.get(f"{area}/{indicator.id}")
    lan = {k.lan for k in of.kommuner}
    asked = (catalogue.commitment_by_id[id] for id in indicator.commitments)
    found = {
        "id": indicator.id,
        "namn": indicator.name,
        "kort": indicator.short,
        "tema": names.index(indicator.theme) if indicator.theme in names else None,
        "fraga": " ".join(filter(None, (indicator.definition, indicator.yes_means))),
        "ja": indicator.kind == "ja_nej",
        "enhet": "%" if indicator.is_percent else indicator.after_value,
        "lagre": indicator.direction == "lagre",
        "krav": [c.name for c in asked if any(c.applies(year, code) for code in lan)],
        "ar": year,
        "riket": _riket(riket),
        "finns": _in_data(of, area, year),
        "v": [cell and _said(cell[1]) for cell in row],
        "b": "".join(LETTERS[cell[1].verdict] if cell else NOTHING for cell in row),
        "n": [cell and _n(cell[1]) for cell in row],
        "i": [cell and _interval(cell[1]) for cell in row],
        "y": {n: of_year for n, of_year, *_ in known if of_year != year},
        "f": {n: then for n, _, _, change in known if (then := _changed(change))},
        "k": {n: text for n, _, r, _ in known if (text := _checks(r))},
        "a": {n: r.commitment for n, _, r, _ in known if r.commitment},
        "brott": [b.first_year for b in indicator.breaks],
        "ring": calls,
        "h": _history(of, area, indicator),
    }
    if of.own:
        own = row[of.kommuner.index(of.own)]
        found["skal"] = " ".join(reason.text for reason in own[1].reasons) if own else None
    return {key: value for key, value in found.items() if value or key in _KEPT}


_KEPT = ("tema", "fraga", "enhet")  # else what is empty is left out


def _said(r: IndicatorResult) -> str | float | None:
    return r.answer if r.value is None else r.value


def _riket(of: Comparison) -> list[Any]:
    """Return riket's figure, whose it is, n, and the spread: least, quartiles, greatest."""
    spread = [of.low, of.q1, of.q3, of.high] if of.low is not None else []
    return [of.figure if of.ranks else None, of.said(RIKET), of.n, *spread]


def _n(r: IndicatorResult) -> int | None:
    if r.uncertainty is None or r.uncertainty.n is None:
        return None
    return r.uncertainty.n * (-1 if r.uncertainty.n_source == "minst" else 1)


def _interval(r: IndicatorResult) -> list[float] | None:
    span = r.uncertainty.interval if r.uncertainty else None
    return None if span is None else [round(end, 1) for end in span]


def _changed(of: AreaChange | None) -> list[Any] | None:
    """Return year, value and 1 or -1 (better or worse) of a change beyond chance or of an answer.

    None where there is none, as the profile's picture has it.
    """
    if of is None or not of.change.gain or of.change.is_clear is False:
        return None
    before, after = of.change.shift.before, of.change.shift.after
    if not of.is_clear and (before.answer is None or after.answer is None):
        return None
    return [before.year, before.said, 1 if of.change.gain > 0 else -1]


def _checks(r: IndicatorResult) -> str:
    reasons = r.reasons if r.verdict == Verdict.KONTROLLERA else ()
    return " ".join(reason.text for reason in (*reasons, *r.checks))


def _in_data(of: SeminarMaterial, area: str, year: int) -> list[int] | None:
    """Return the places of those that the data have that year, None where they are all."""
    there = of.in_data[area, year]
    places = [n for n, k in enumerate(of.kommuner) if k.code in there]
    return None if len(places) == len(of.kommuner) else places


def _history(of: SeminarMaterial, area: str, indicator: Indicator) -> dict[str, Any] | None:
    """Return the years with anything, riket's figures, and each kommun's as text; None of one."""
    by_kommun = [
        {year: value if answer is None else answer for year, answer, value in rows}
        for k in of.kommuner
        for rows in (of.history[area, k.code].get(indicator.id, ()),)
    ]
    years = sorted({year for found in by_kommun for year in found})
    if len(years) < 2:
        return None
    figures = [of.riket(area, indicator, year) for year in years]
    return {
        "ar": years,
        "riket": [f.figure if f and f.ranks else None for f in figures],
        "v": [",".join(_short(found.get(y)) for y in years) for found in by_kommun],
    }


def _short(said: str | float | None) -> str:
    """Return what takes the least room: the first letter of an answer, nothing for nothing."""
    return "" if said is None else said[0] if isinstance(said, str) else f"{said:.15g}"

"""The results: one matrix, the län beside riket, and every kommun's answer in tables."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from oj_cli.domain.county import LanIndicator
from oj_cli.domain.identification import VERDICT_WORDS, Verdict
from oj_cli.domain.indicators import Indicator, QualityArea
from oj_cli.domain.references import riket_heading
from oj_cli.domain.swedish import listing, percent
from oj_cli.domain.wording import area_word, credit
from oj_cli.presentation.document import (
    Cell,
    Column,
    Figure,
    Remarks,
    Row,
    Section,
    Shown,
    Table,
)
from oj_cli.presentation.parts import note, section
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow, Tone
from oj_cli.reports.comments.fill import PROPOSAL, PROPOSED
from oj_cli.reports.material import CountyMaterial
from oj_cli.reports.words import (
    NOTHING,
    answer_cell,
    counted_cell,
    figure_cell,
    paragraphs,
    row_cell,
)
from oj_cli.views.matrix_picture import matrix

MOST_COLUMNS = 5
"""Indicators in a table beside the kommuner: what an upright page holds."""
MOST_IN_MATRIX, MOST_UPRIGHT = 40, 24
"""Indicators that can be read beside each other on a page that lies down, and that stands."""
MOST_LYING = 30
"""Kommuner that a page which lies down holds."""
MOST_ROWS = 42
"""Rows of dots on a page."""
MOST_NAMED = 3
SHARE = "andel JA"
Indicators = Sequence[Indicator]
_TONES: dict[Verdict, Tone] = {Verdict.TYDLIG_SVAGHET: "svag", Verdict.TYDLIG_STYRKA: "stark"}


def on_one_page(material: CountyMaterial) -> Section:
    """Return all kommuner and the indicators that are judged in one picture."""
    found = material.found
    judged = [r.indicator for r in found.indicators if r.indicator in material.asked]
    what = f"{found.lan.name}, {area_word(found.catalogue)} {found.year}"
    lies = len(material.in_data) <= MOST_LYING
    most = MOST_IN_MATRIX if lies else MOST_UPRIGHT
    picture = matrix(what, material.rows, judged[:most], credit(found.sources))
    rest = f"De {most} viktigaste av {len(judged)} indikatorer. Resten står i tabellerna."
    return section(
        "Alla kommuner på en sida",
        picture,
        note(rest if picture and len(judged) > most else ""),
        id="matris",
        is_landscape=lies,
    )


# --- the län beside riket -------------------------------------------------------------------


def beside_riket(material: CountyMaterial) -> Section:
    """Return the shares of län and riket as dots, by kvalitetsområde; no background."""
    results = (material.result(i.id) for i in material.asked_by_area)
    ranked = [r for r in results if r and r.verdict is not None and r.indicator.is_percent]
    parts = [ranked[n : n + MOST_ROWS] for n in range(0, len(ranked), MOST_ROWS)]
    drawn = [_dots(material, part, f"figur-riket-{n}") for n, part in enumerate(parts, start=1)]
    return section("Länet och riket", *(drawn if len(ranked) > 1 else ()), id="riket")


def _dots(material: CountyMaterial, ranked: Sequence[LanIndicator], id: str) -> Figure:
    who, names = material.found.lan.name, material.found.catalogue.quality_area_names
    whole = riket_heading(r.riket for r in material.found.compared)
    weak = [r.indicator.short for r in ranked if r.verdict == Verdict.TYDLIG_SVAGHET]
    behind = sum(r.is_behind for r in ranked)
    said = listing(weak) if len(weak) <= MOST_NAMED else str(len(weak))
    clear = f"tydligt på {said}" if weak else "inte tydligt på någon"
    title = f"{who}: sämre än {whole.lower()} på {behind} av {len(ranked)}, {clear}"
    what = "Median i procent" if material.is_numeric else "Andel av kommunerna som svarat JA"
    picture = DotPlot(
        title,
        f"{what}, {material.found.year}",
        (("ni", who), ("riket", whole)),
        tuple(_row(r, names[r.indicator.quality_area]) for r in ranked),
        "",
        "" if material.is_numeric else "Svarat JA",
    )
    told = "; ".join(
        f"{row.name} {percent(row.dots[0].value)} mot {percent(row.dots[1].value)}"
        for row in picture.rows
    )
    alt = f"Punktdiagram med länet mot {whole.lower()}. {told}."
    return Figure(picture, title, alt, id=id)


def _row(r: LanIndicator, area: str) -> DotRow:
    said = "" if r.lan.n_yes is None else f"{r.lan.n_yes} av {r.lan.n}"
    dots = (Dot("ni", r.figure or 0.0), Dot("riket", r.riket_figure or 0.0))
    tone = _TONES.get(r.verdict, "") if r.verdict else ""
    unsure = r.verdict == Verdict.OSAKERT
    return DotRow(r.indicator.short, dots, said, may_be_chance=unsure, tone=tone, heading=area)


# --- every kommun's answer ------------------------------------------------------------------


def results(material: CountyMaterial) -> Section:
    """Return every kvalitetsområde's tables with the comments on it, after a legend."""
    asked = (
        (area, [i for i in material.asked if i.quality_area == area.id])
        for area in material.found.catalogue.quality_areas
    )
    authors = {r.by for of in material.remarks.values() for r in of}
    one = _only(authors)
    return section(
        "Varje kommuns svar",
        *paragraphs(material.texts.introduction),
        _legend(material),
        note(PROPOSED if PROPOSAL in authors else ""),
        note(f"Kommentarerna är skrivna av {one[0].lower()}{one[1:]}." if one else ""),
        *(_area(material, area, indicators, one) for area, indicators in asked if indicators),
        id="resultat",
    )


def _area(
    material: CountyMaterial, area: QualityArea, indicators: Indicators, author: str
) -> Section:
    parts = list(columns_of(indicators))
    tables = (
        _table(
            material, f"svar-{area.id}-{n}", f"{area.name}, del {n}" if parts[1:] else area.name, p
        )
        for n, p in enumerate(parts, start=1)
    )
    remarks = material.remarks.get(area.id, ())
    return section(
        area.name,
        *paragraphs(material.texts.areas.get(area.id, "")),
        *tables,
        Remarks(tuple(replace(r, by="") if r.by == author else r for r in remarks)),
        id=f"omrade-{area.id}",
    )


def _only(authors: set[str]) -> str:
    """Return who wrote all comments that oj did not propose, nothing where they are several."""
    people = authors - {PROPOSAL}
    return next(iter(people)) if len(people) == 1 else ""


def _legend(material: CountyMaterial) -> Table:
    """Return what cells and marks mean, those that are in the report, each in its colour."""
    rows: list[Row] = []
    if not material.is_numeric:
        meant = {
            "JA": "Kommunen har det som frågan gäller.",
            "NEJ": "Kommunen har det inte.",
            "DELVIS": "Kommunen har en del av det. Räknas i andelen, men inte som ett JA.",
            "EA": "Frågan gäller inte kommunen. Räknas inte i andelen.",
            "BORTFALL": "Kommunen har inte svarat. Räknas inte i andelen.",
            "SEKRETESS": "Svaret visas inte. Räknas inte i andelen.",
        }
        used = {r.answers[i.id] for r in material.rows for i in material.asked}
        shown = [answer for answer in meant if answer in used or answer in ("JA", "NEJ")]
        rows += [(answer_cell(a, None, material.asked[0]), meant[a]) for a in shown]
    rows.append(
        (
            "Osäkert",
            "Skillnaden mot riket är så stor att den är värd att tala om, men med så här få "
            "kommuner kan den bero på slumpen. Tydligt är det som är större än så.",
        )
    )
    marks = "".join(r.mark for of in material.remarks.values() for r in of)
    said = {"!": "Uppmärksamma", "?": "Fundera tillsammans", "+": "Bra, att lära av"}
    rows += [(mark, word) for mark, word in said.items() if mark in marks]
    return Table(
        (Column("Märke", "I tabellen", width=1.0), Column("Betyder", width=6.0)),
        tuple(rows),
        "Så läser ni tabeller och kommentarer",
        id="tabell-forklaring",
    )


def columns_of(indicators: Indicators) -> Iterator[tuple[Indicator, ...]]:
    """Yield the indicators in parts that fit beside each other, groups kept together.

    A group that does not fit is cut into parts as equal as can be. Groups with the same first
    words (`Rekommenderas i … - Boendeinsats`) begin a part of their own.
    """
    part: list[Indicator] = []
    for _, members in groupby(indicators, key=lambda i: i.group):
        group = list(members)
        shared = _first_words(group[0])
        begins = bool(shared and part and _first_words(part[-1]) != shared)
        if len(part) + len(group) <= MOST_COLUMNS and not begins:
            part += group
            continue
        if part:
            yield tuple(part)
        pieces = math.ceil(len(group) / MOST_COLUMNS)
        size = math.ceil(len(group) / pieces)
        *whole, part = [group[n : n + size] for n in range(0, len(group), size)]
        yield from map(tuple, whole)
    if part:
        yield tuple(part)


def _first_words(indicator: Indicator) -> str:
    first, dash, _ = indicator.group.partition(" - ")
    return first if dash else ""


def _table(material: CountyMaterial, id: str, name: str, indicators: Indicators) -> Table:
    found = material.found
    of_kommuner: list[Row] = [
        (r.kommun.name, *(row_cell(r, i) for i in indicators)) for r in material.rows_by_name
    ]
    labels = (f"Riket, {SHARE}", f"{found.lan.name}, {SHARE}")
    if material.is_numeric:
        labels = (riket_heading(map(material.of("riket"), indicators)), f"{found.lan.name}, median")
    below: list[Row] = [
        (label, *(figure_cell(material.comparisons[i.id][r], i) for i in indicators))
        for label, r in zip(labels, ("riket", "lan"), strict=True)
    ]
    lan = material.of("lan")
    if material.is_numeric:
        behind = [_behind(material.result(i.id)) for i in indicators]
        below.append((f"Kommuner sämre än {labels[0].lower()}", *behind))
    else:
        below.append(("Svarat JA i länet", *(counted_cell(lan(i)) for i in indicators)))
    if any(material.result(i.id) for i in indicators):
        below.append(("Bedömning", *(_verdict(material.result(i.id)) for i in indicators)))
    rows = (*of_kommuner, *below)
    columns = (
        Column(i.short, align="center", group=": ".join(i.group.split(" - "))) for i in indicators
    )
    return Table(
        (Column("Kommun", width=1.5), *columns),
        rows,
        caption=f"{name}, {found.year}",
        heading_rows=tuple(range(len(of_kommuner), len(rows))),
        id=id,
    )


def _behind(found: LanIndicator | None) -> Cell:
    if found is None or found.n_behind is None:
        return NOTHING
    return Shown(f"{found.n_behind} av {found.lan.n}", found.n_behind)


def _verdict(found: LanIndicator | None) -> Cell:
    return VERDICT_WORDS[found.verdict] if found and found.verdict else NOTHING

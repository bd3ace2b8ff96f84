"""The results: per kvalitetsområde the figures, every kommun's answer, groups and comments."""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from oj_cli.domain.county import LanIndicator
from oj_cli.domain.identification import VERDICT_WORDS, Verdict
from oj_cli.domain.indicators import Indicator, QualityArea
from oj_cli.domain.references import FEWEST_OTHERS, Comparison, Reference, riket_heading
from oj_cli.domain.swedish import counted, listing, number, percent
from oj_cli.domain.wording import credit, signed_apart, value_text
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
from oj_cli.presentation.parts import bullets, figure, section, table_of
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow
from oj_cli.reports.material import CountyMaterial
from oj_cli.reports.words import (
    NOTHING,
    counted_cell,
    figure_cell,
    group_cell,
    missing_text,
    row_cell,
)

MOST_COLUMNS = 5
"""Indicators in a table beside the kommuner: what an upright page holds."""
BACKGROUND = "bakgrund"
SHARE = "andel JA"
Indicators = Sequence[Indicator]


def results(material: CountyMaterial) -> Section:
    """Return the results of every kvalitetsområde, background last where it belongs to one."""
    asked = (
        (area, [i for i in material.asked if i.quality_area == area.id])
        for area in material.found.catalogue.quality_areas
    )
    return section(
        "Resultat per kvalitetsområde",
        "För varje kvalitetsområde finns först länets och rikets siffror, sedan varje kommuns "
        "svar, grupper av kommuner och kommentarer.",
        *(_area(material, area, indicators) for area, indicators in asked if indicators),
        id="resultat",
    )


def _area(material: CountyMaterial, area: QualityArea, indicators: Indicators) -> Section:
    id = area.id
    figures = _figures_table(material, area, indicators)
    parts = list(columns_of(indicators))
    answers = (
        _matrix(material, f"svar-{id}-{n}", f"{area.name}, del {n}" if parts[1:] else area.name, p)
        for n, p in enumerate(parts, start=1)
    )
    groups = _groups(material, area, indicators)
    defined = bullets(f"{i.short}: {i.definition}" for i in indicators)
    return section(
        area.name,
        _lead(material, indicators),
        _dots(material, area, indicators, figures),
        figures,
        section("Varje kommuns svar", *answers, id=f"svar-{id}"),
        section("Grupper av kommuner", groups, id=f"grupper-{id}"),
        remarks(material, id),
        section("Vad frågorna gäller", defined, id=f"fragor-{id}"),
        id=f"omrade-{id}",
    )


def remarks(material: CountyMaterial, area: str = "") -> Section:
    """Return the comments on a kvalitetsområde, or those that are on none."""
    id = f"kommentarer-{area}" if area else "kommentarer"
    return section("Kommentarer", Remarks(material.remarks.get(area, ())), id=id)


def _lead(material: CountyMaterial, indicators: Indicators) -> str:
    if all(i.role == BACKGROUND for i in indicators):
        return (
            "Bakgrundsfaktorer beskriver förutsättningar. De säger inget om kvalitet och "
            "rangordnas aldrig."
        )
    ranked = [r for r in material.found.compared if r.indicator in indicators]
    n = counted(len(indicators), "indikator", "indikatorer")
    if not ranked:
        return f"{n}. Ingen av dem har en siffra för riket att jämföra med."
    behind = sum(r.is_behind for r in ranked)
    clear = sum(r.verdict == Verdict.TYDLIG_SVAGHET for r in ranked)
    which = riket_heading(r.riket for r in ranked).lower()
    text = f"{n}. Länet är sämre än {which} på {behind} av {len(ranked)}"
    return f"{text}, tydligt på {clear}." if clear else f"{text}, men inte tydligt på något."


def _figures_table(material: CountyMaterial, area: QualityArea, indicators: Indicators) -> Table:
    is_numeric = material.is_numeric
    lan, riket = material.of("lan"), material.of("riket")

    def answered(i: Indicator) -> Cell:
        return _behind(material.result(i.id), lan(i)) if is_numeric else counted_cell(lan(i))

    def difference(i: Indicator) -> Cell:
        own, other = lan(i).figure, riket(i).figure
        if own is None or other is None:
            return NOTHING
        return Shown(signed_apart(own, other, i), own - other)

    def verdict(i: Indicator) -> Cell:
        found = material.result(i.id)
        return VERDICT_WORDS[found.verdict] if found and found.verdict else NOTHING

    return table_of(
        f"tabell-{area.id}",
        f"{area.name}: {material.found.lan.name} och riket {material.found.year}",
        indicators,
        (
            (Column("Indikator", width=3), lambda i: i.name),
            (Column("Sämre" if is_numeric else "Svarat JA", align="right", width=0.9), answered),
            (
                Column(
                    "Median i länet" if is_numeric else "Andel JA i länet", align="right", width=0.8
                ),
                lambda i: figure_cell(lan(i), i),
            ),
            (
                Column(riket_heading(map(riket, indicators)), align="right", width=0.8),
                lambda i: figure_cell(riket(i), i),
            ),
            (Column("Skillnad", align="right", width=0.8), difference),
            (Column("Bedömning", width=0.9), verdict),
            (Column("Räknas inte", width=1.1), lambda i: missing_text(lan(i)) or NOTHING),
            (Column("Tidigare år", width=1.5), lambda i: _earlier(material, i)),
        ),
        (
            "Skillnad: länet minus siffran till vänster, i procentenheter där inget annat står.",
            "Sämre: hur många av länets kommuner som har sämre värde än siffran för hela landet."
            if is_numeric
            else "",
            "Osäkert: skillnaden är minst så stor att den är värd att tala om, men så få kommuner "
            "kan göra den av en slump.",
        ),
        material.sources,
    )


def _behind(found: LanIndicator | None, lan: Comparison) -> Cell:
    if found is None or found.n_behind is None:
        return lan.n or 0
    return Shown(f"{found.n_behind} av {lan.n}", found.n_behind)


def _earlier(material: CountyMaterial, indicator: Indicator) -> str:
    """Return the län's figure one earlier year, or why there is none to compare with."""
    year = material.found.year
    if indicator.is_new(year):
        return f"ny {year}"
    if indicator.is_broken(year):
        return f"ny metod {year}"
    result = material.result(indicator.id)
    before = result.before if result else None
    if before is None:
        return "inget i data"
    if before.n_yes is not None and before.n is not None:
        return f"{before.n_yes} av {before.n} år {before.year}"
    return f"{value_text(before.figure, indicator)} år {before.year}"


def _dots(
    material: CountyMaterial, area: QualityArea, indicators: Indicators, data: Table
) -> Figure | None:
    """Return the shares of län and riket as dots, the largest shortfall first."""
    who, is_numeric = material.found.lan.name, material.is_numeric
    whole = riket_heading(map(material.of("riket"), indicators))
    found = []
    for i in indicators:
        lan, riket = (material.comparisons[i.id][r] for r in ("lan", "riket"))
        if lan.figure is None or riket.figure is None or not (i.is_percent and i.is_judged):
            continue
        note = "" if is_numeric else f"{lan.n_yes} av {lan.n}"
        row = DotRow(i.short, (Dot("ni", lan.figure), Dot("riket", riket.figure)), note)
        found.append((i.lead(lan.figure, riket.figure), row))
    if len(found) < 2:
        return None
    found.sort(key=lambda of: (of[0], of[1].name))
    what = "Median i procent" if is_numeric else "Andel av kommunerna som svarat JA"
    picture = DotPlot(
        _dots_title(area.name, [(lead, row.name) for lead, row in found], who, whole),
        f"{what}, {material.found.year}",
        (("ni", who), ("riket", whole)),
        tuple(row for _, row in found),
        credit(material.sources),
        "" if is_numeric else "Svarat JA",
    )
    said = [
        f"{r.name} {percent(r.dots[0].value)} mot {percent(r.dots[1].value)}" for r in picture.rows
    ]
    alt = f"Punktdiagram med länet mot {whole.lower()}, sämst först. {'; '.join(said)}."
    return figure(f"figur-{area.id}", picture, alt, data)


def _dots_title(name: str, leads: Sequence[tuple[float, str]], lan: str, whole: str) -> str:
    behind = [d for d in leads if number(d[0]) != "0" and d[0] < 0]
    if not behind:
        return f"{name}: {lan} når {whole.lower()} på alla {len(leads)} indikatorer"
    part = f"{len(behind)} av {len(leads)}"
    return f"{name}: sämre än {whole.lower()} på {part}, mest på {min(behind)[1]}"


# --- every kommun's answer --------------------------------------------------------------


def columns_of(indicators: Indicators) -> Iterator[tuple[Indicator, ...]]:
    """Yield the indicators in parts that fit beside each other, groups kept together.

    A group that does not fit is cut into parts as equal as can be.
    """
    part: list[Indicator] = []
    for _, members in groupby(indicators, key=lambda i: i.group):
        group = list(members)
        if len(part) + len(group) <= MOST_COLUMNS:
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


def _matrix(material: CountyMaterial, id: str, name: str, indicators: Indicators) -> Table:
    found = material.found
    of_kommuner: list[Row] = [
        (r.kommun.name, *(row_cell(r, i) for i in indicators)) for r in material.rows_by_name
    ]
    labels = (f"Riket, {SHARE}", f"{found.lan.name}, {SHARE}")
    if material.is_numeric:
        labels = (riket_heading(map(material.of("riket"), indicators)), f"{found.lan.name}, median")
    of_groups: list[Row] = [
        (label, *(figure_cell(material.comparisons[i.id][r], i) for i in indicators))
        for label, r in zip(labels, ("riket", "lan"), strict=True)
    ]
    if not material.is_numeric:
        counts = (counted_cell(material.comparisons[i.id]["lan"]) for i in indicators)
        of_groups.append(("Svarat JA i länet", *counts))
    groups = listing(list(dict.fromkeys(_plain(i.group) for i in indicators)))
    said = {r.answers[i.id] for r in material.rows for i in indicators}
    notes = (
        "Ej aktuellt, bortfall och sekretess räknas inte i andelen."
        if said & {"EA", "BORTFALL", "SEKRETESS"}
        else "",
        "DELVIS räknas i andelen, men inte som ett JA." if "DELVIS" in said else "",
    )
    rows = (*of_kommuner, *of_groups)
    return Table(
        (Column("Kommun", width=1.5), *(Column(i.short, align="center") for i in indicators)),
        rows,
        caption=f"{name}: varje kommuns svar {found.year}. {groups}.",
        heading_rows=tuple(range(len(of_kommuner), len(rows))),
        id=id,
        notes=tuple(note for note in notes if note),
        source=credit(found.sources),
    )


def _plain(group: str) -> str:
    """Return a group's heading without the hyphens between its parts."""
    return ": ".join(p.strip() for p in group.split(" - "))


# --- groups -------------------------------------------------------------------------------


def _groups(material: CountyMaterial, area: QualityArea, indicators: Indicators) -> Table | None:
    """Return each indicator in riket, län and invånargrupper, with what each stands on."""
    groups = [r for r in material.references if r.id not in ("riket", "lan")]
    if not groups:
        return None
    in_data = [
        f"{r.name.partition(',')[0]}: {_in_data(material, r)} av {len(r.members)} kommuner "
        "finns i data"
        for r in groups
    ]

    whole = riket_heading(map(material.of("riket"), indicators))

    def cell(reference: str, indicator: Indicator) -> Cell:
        how = figure_cell if reference in ("riket", "lan") else group_cell
        return how(material.comparisons[indicator.id][reference], indicator)

    return table_of(
        f"tabell-grupper-{area.id}",
        f"{area.name}: riket, länet och invånargrupper {material.found.year}",
        indicators,
        (
            (Column("Indikator", width=1.7), lambda i: i.short),
            (Column(whole, align="right", width=0.8), partial(cell, "riket")),
            (Column("Länet", align="right", width=0.8), partial(cell, "lan")),
            *(
                (
                    Column(r.name.replace(", ", ": ", 1), align="right", width=1.3),
                    partial(cell, r.id),
                )
                for r in groups
            ),
        ),
        (
            f"{listing(in_data)}.",
            f"Procent visas inte där färre än {FEWEST_OTHERS} kommuner har svarat.",
        ),
        material.found.sources,
    )


def _in_data(material: CountyMaterial, reference: Reference) -> int:
    """Return the most kommuner of a group that answered, counted with those that need not."""
    found = (of[reference.id] for of in material.comparisons.values())
    return max(((c.n or 0) + (c.n_ea or 0) + (c.n_missing or 0) for c in found), default=0)

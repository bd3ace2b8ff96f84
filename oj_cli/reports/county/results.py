"""The results: per kvalitetsområde the figures, every kommun's answer, groups and comments."""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from oj_cli.domain.indicators import Indicator, QualityArea
from oj_cli.domain.references import FEWEST_OTHERS, Reference
from oj_cli.domain.swedish import counted, listing, number, percent
from oj_cli.domain.wording import credit, signed, value_text
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
    answer_cell,
    counted_cell,
    figure_cell,
    group_cell,
    missing_text,
)

MOST_COLUMNS = 5
"""Indicators in a table beside the kommuner: what an upright page holds."""
BACKGROUND = "bakgrund"
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
    ranked = [r for r in material.ranked if r.indicator in indicators]
    n = counted(len(indicators), "indikator", "indikatorer")
    if not ranked:
        return f"{n}. Ingen av dem har en siffra för riket att jämföra med."
    behind = sum(r.is_behind for r in ranked)
    return f"{n}. Länet ligger under riket på {behind} av {len(ranked)}."


def _figures_table(material: CountyMaterial, area: QualityArea, indicators: Indicators) -> Table:
    is_numeric = material.is_numeric
    lan, riket = material.of("lan"), material.of("riket")

    def answered(i: Indicator) -> Cell:
        return lan(i).n or 0 if is_numeric else counted_cell(lan(i))

    def difference(i: Indicator) -> Cell:
        own, other = lan(i).figure, riket(i).figure
        return NOTHING if own is None or other is None else Shown(signed(own - other), own - other)

    return table_of(
        f"tabell-{area.id}",
        f"{area.name}: {material.found.lan.name} och riket {material.found.year}",
        indicators,
        (
            (Column("Indikator", width=3), lambda i: i.name),
            (Column("Värden" if is_numeric else "Svarat JA", align="right", width=0.9), answered),
            (
                Column(
                    "Median i länet" if is_numeric else "Andel JA i länet", align="right", width=0.8
                ),
                lambda i: figure_cell(lan(i), i),
            ),
            (Column("Riket", align="right", width=0.7), lambda i: figure_cell(riket(i), i)),
            (Column("Skillnad", align="right", width=0.8), difference),
            (Column("Räknas inte", width=1.1), lambda i: missing_text(lan(i)) or NOTHING),
            (Column("Tidigare år", width=1.5), lambda i: _earlier(material, i)),
        ),
        (
            "Skillnad: länet minus riket, i procentenheter där inget annat står.",
            "Värden: hur många kommuner i länet som har ett värde." if is_numeric else "",
        ),
        material.sources,
    )


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
    found = []
    for i in indicators:
        lan, riket = (material.comparisons[i.id][r] for r in ("lan", "riket"))
        if lan.figure is None or riket.figure is None or not i.is_percent:
            continue
        note = "" if is_numeric else f"{lan.n_yes} av {lan.n}"
        row = DotRow(i.short, (Dot(who, lan.figure), Dot("Riket", riket.figure)), note)
        found.append((lan.figure - riket.figure, row))
    if len(found) < 2:
        return None
    found.sort(key=lambda of: (of[0], of[1].name))
    what = "Median i procent" if is_numeric else "Andel av kommunerna som svarat JA"
    picture = DotPlot(
        _dots_title(area.name, [(points, row.name) for points, row in found], who),
        f"{what}, {material.found.year}",
        (who, "Riket"),
        tuple(row for _, row in found),
        credit(material.sources),
        "" if is_numeric else "Svarat JA",
    )
    said = [
        f"{r.name} {percent(r.dots[0].value)} mot {percent(r.dots[1].value)}" for r in picture.rows
    ]
    alt = f"Punktdiagram med länet mot riket, lägst mot riket först. {'; '.join(said)}."
    return figure(f"figur-{area.id}", picture, alt, data)


def _dots_title(name: str, differences: Sequence[tuple[float, str]], lan: str) -> str:
    behind = [d for d in differences if number(d[0]) != "0" and d[0] < 0]
    if not behind:
        return f"{name}: {lan} når riket på alla {len(differences)} indikatorer"
    part = f"{len(behind)} av {len(differences)}"
    return f"{name}: under riket på {part}, mest på {min(behind)[1]}"


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
        (r.kommun.name, *(answer_cell(r.answers[i.id], r.values[i.id], i) for i in indicators))
        for r in material.rows_by_name
    ]
    what = "median" if material.is_numeric else "andel JA"
    of_groups: list[Row] = [
        (f"{label}, {what}", *(figure_cell(material.comparisons[i.id][r], i) for i in indicators))
        for label, r in (("Riket", "riket"), (found.lan.name, "lan"))
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

    def cell(reference: str, indicator: Indicator) -> Cell:
        how = figure_cell if reference in ("riket", "lan") else group_cell
        return how(material.comparisons[indicator.id][reference], indicator)

    return table_of(
        f"tabell-grupper-{area.id}",
        f"{area.name}: riket, länet och invånargrupper {material.found.year}",
        indicators,
        (
            (Column("Indikator", width=1.7), lambda i: i.short),
            (Column("Riket", align="right", width=0.8), partial(cell, "riket")),
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

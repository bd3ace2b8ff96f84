"""The results: per kvalitetsområde the figures, every kommun's answer, groups and comments."""

import math
from collections.abc import Iterator, Sequence

from oj_cli.domain.indicators import Indicator
from oj_cli.domain.references import FEWEST_OTHERS
from oj_cli.domain.swedish import counted, listing, number, percent
from oj_cli.domain.wording import credit, signed, value_text
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Column,
    Figure,
    Paragraph,
    Remark,
    Remarks,
    Row,
    Section,
    Shown,
    Table,
)
from oj_cli.presentation.document import Item as Entry
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow
from oj_cli.reports.county.material import CountyMaterial
from oj_cli.reports.county.uncertain import is_broken, is_new
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


def results(material: CountyMaterial) -> Section:
    """Return the results of every kvalitetsområde, background last where it belongs to one."""
    sections = []
    for area in material.found.catalogue.quality_areas:
        indicators = material.of_area(area.id)
        if indicators:
            sections.append(_area(material, area.id, area.name, indicators))
    intro = (
        "För varje kvalitetsområde finns först länets och rikets siffror, sedan varje kommuns "
        "svar, grupper av kommuner och kommentarer."
    )
    return Section(
        "Resultat per kvalitetsområde", (Paragraph(intro),), tuple(sections), id="resultat"
    )


def _area(material: CountyMaterial, id: str, name: str, indicators: Sequence[Indicator]) -> Section:
    is_background = all(i.role == BACKGROUND for i in indicators)
    blocks: list[Block] = [Paragraph(_lead(material, indicators, is_background))]
    table = _figures_table(material, id, name, indicators)
    figure = _dots(material, id, name, indicators, table.id)
    blocks += [b for b in (figure, table) if b is not None]
    sections = [_answers(material, id, name, indicators), _groups(material, id, name, indicators)]
    remarks = material.remarks.get(id, ())
    if remarks:
        sections.append(_remarks(id, remarks))
    defined = tuple(Entry(f"{i.short}: {i.definition}") for i in indicators)
    sections.append(Section("Vad frågorna gäller", (Bullets(defined),), id=f"fragor-{id}"))
    return Section(
        name, tuple(blocks), tuple(s for s in sections if s is not None), id=f"omrade-{id}"
    )


def _lead(material: CountyMaterial, indicators: Sequence[Indicator], is_background: bool) -> str:
    if is_background:
        return (
            "Bakgrundsfaktorer beskriver förutsättningar. De säger inget om kvalitet och "
            "rangordnas aldrig."
        )
    ranked = [r for r in material.ranked if r.indicator in indicators]
    n = counted(len(indicators), "indikator", "indikatorer")
    if not ranked:
        return f"{n}. Ingen av dem har en siffra för riket att jämföra med."
    behind = sum((r.shortfall or 0.0) > 0 for r in ranked)
    return f"{n}. Länet ligger under riket på {behind} av {len(ranked)}."


def _figures_table(
    material: CountyMaterial, id: str, name: str, indicators: Sequence[Indicator]
) -> Table:
    found = material.found
    is_numeric = any(i.kind == "numerisk" for i in indicators)
    rows = [_figures_row(material, i, is_numeric) for i in indicators]
    figure = "Median i länet" if is_numeric else "Andel JA i länet"
    columns = [
        Column("Indikator", width=3),
        Column("Värden" if is_numeric else "Svarat JA", align="right", width=0.9),
        Column(figure, align="right", width=0.8),
        Column("Riket", align="right", width=0.7),
        Column("Skillnad", align="right", width=0.8),
        Column("Räknas inte", width=1.1),
        Column("Tidigare år", width=1.5),
    ]
    notes = ["Skillnad: länet minus riket, i procentenheter där inget annat står."]
    if is_numeric:
        notes.append("Värden: hur många kommuner i länet som har ett värde.")
    return Table(
        tuple(columns),
        tuple(rows),
        caption=f"{name}: {found.lan.name} och riket {found.year}",
        id=f"tabell-{id}",
        notes=tuple(notes),
        source=credit(material.sources),
    )


def _figures_row(material: CountyMaterial, indicator: Indicator, is_numeric: bool) -> Row:
    lan, riket = (material.comparisons[indicator.id][r] for r in ("lan", "riket"))
    own = lan.median if is_numeric else lan.share
    all_ = riket.median if is_numeric else riket.share
    change = NOTHING if own is None or all_ is None else Shown(signed(own - all_), own - all_)
    without = missing_text(lan)
    count = lan.n or 0 if is_numeric else counted_cell(lan)
    return (
        indicator.name,
        count,
        figure_cell(lan, indicator),
        figure_cell(riket, indicator),
        change,
        without if without else NOTHING,
        _earlier(material, indicator),
    )


def _earlier(material: CountyMaterial, indicator: Indicator) -> str:
    """Return the län's figure one earlier year, or why there is none to compare with."""
    year = material.found.year
    if is_new(indicator, year):
        return f"ny {year}"
    if is_broken(indicator, year):
        return f"ny metod {year}"
    result = material.result(indicator.id)
    before = result.before if result else None
    if before is None:
        return "inget i data"
    if before.n_yes is not None and before.n is not None:
        return f"{before.n_yes} av {before.n} år {before.year}"
    return f"{value_text(before.figure, indicator)} år {before.year}"


def _dots(
    material: CountyMaterial, id: str, name: str, indicators: Sequence[Indicator], table: str
) -> Figure | None:
    """Return the shares of län and riket as dots, the largest shortfall first."""
    lan, year = material.found.lan.name, material.found.year
    rows, differences = [], []
    for i in indicators:
        c = material.comparisons[i.id]
        own = c["lan"].median if i.kind == "numerisk" else c["lan"].share
        riket = c["riket"].median if i.kind == "numerisk" else c["riket"].share
        if own is None or riket is None or not i.is_percent:
            continue
        note = f"{c['lan'].n_yes} av {c['lan'].n}" if i.kind == "ja_nej" else ""
        rows.append(DotRow(i.short, (Dot(lan, own), Dot("Riket", riket)), note))
        differences.append((own - riket, i.short))
    if len(rows) < 2:
        return None
    order = sorted(range(len(rows)), key=lambda n: differences[n])
    rows = [rows[n] for n in order]
    title = _dots_title(name, differences, lan)
    said = [f"{r.name} {percent(r.dots[0].value)} mot {percent(r.dots[1].value)}" for r in rows]
    what = "Median i procent" if material.is_numeric else "Andel av kommunerna som svarat JA"
    source = credit(material.sources)
    return Figure(
        DotPlot(
            title,
            f"{what}, {year}",
            (lan, "Riket"),
            tuple(rows),
            source,
            "" if material.is_numeric else "Svarat JA",
        ),
        title=title,
        alt=f"Punktdiagram med länet mot riket, lägst mot riket först. {'; '.join(said)}.",
        data=table,
        id=f"figur-{id}",
    )


def _dots_title(name: str, differences: Sequence[tuple[float, str]], lan: str) -> str:
    behind = [d for d in differences if number(d[0]) != "0" and d[0] < 0]
    if not behind:
        return f"{name}: {lan} når riket på alla {len(differences)} indikatorer"
    worst = min(behind)
    part = f"{len(behind)} av {len(differences)}"
    return f"{name}: under riket på {part}, mest på {worst[1]}"


# --- every kommun's answer --------------------------------------------------------------


def _answers(
    material: CountyMaterial, id: str, name: str, indicators: Sequence[Indicator]
) -> Section:
    parts = list(columns_of(indicators))
    tables = [
        _matrix(material, f"svar-{id}-{n}", name, part, n if len(parts) > 1 else 0)
        for n, part in enumerate(parts, start=1)
    ]
    return Section("Varje kommuns svar", tuple(tables), id=f"svar-{id}")


def columns_of(indicators: Sequence[Indicator]) -> Iterator[tuple[Indicator, ...]]:
    """Yield the indicators in parts that fit beside each other, groups kept together.

    A group that does not fit is cut into parts as equal as can be.
    """
    part: list[Indicator] = []
    for group in _by_group(indicators):
        if len(part) + len(group) <= MOST_COLUMNS:
            part += group
            continue
        if part:
            yield tuple(part)
            part = []
        pieces = math.ceil(len(group) / MOST_COLUMNS)
        size = math.ceil(len(group) / pieces)
        *whole, last = [group[n : n + size] for n in range(0, len(group), size)]
        yield from map(tuple, whole)
        part = list(last)
    if part:
        yield tuple(part)


def _by_group(indicators: Sequence[Indicator]) -> list[list[Indicator]]:
    groups: list[list[Indicator]] = []
    for indicator in indicators:
        if groups and groups[-1][0].group == indicator.group:
            groups[-1].append(indicator)
        else:
            groups.append([indicator])
    return groups


def _matrix(
    material: CountyMaterial, id: str, name: str, indicators: Sequence[Indicator], part: int
) -> Table:
    found = material.found
    rows: list[Row] = [
        (
            r.kommun.name,
            *(answer_cell(r.answers[i.id], r.values[i.id], i) for i in indicators),
        )
        for r in material.rows_by_name
    ]
    is_numeric = any(i.kind == "numerisk" for i in indicators)
    what = "median" if is_numeric else "andel JA"
    for reference in ("riket", "lan"):
        label = "Riket" if reference == "riket" else found.lan.name
        cells = [figure_cell(material.comparisons[i.id][reference], i) for i in indicators]
        rows.append((f"{label}, {what}", *cells))
    if not is_numeric:
        counts = [counted_cell(material.comparisons[i.id]["lan"]) for i in indicators]
        rows.append(("Svarat JA i länet", *counts))
    groups = listing(list(dict.fromkeys(_plain(i.group) for i in indicators)))
    return Table(
        (Column("Kommun", width=1.5), *(Column(i.short, align="center") for i in indicators)),
        tuple(rows),
        caption=f"{name}{f', del {part}' if part else ''}: varje kommuns svar {found.year}. "
        f"{groups}.",
        heading_rows=tuple(range(len(material.rows_by_name), len(rows))),
        id=id,
        notes=_matrix_notes(material, indicators),
        source=credit(found.sources),
    )


def _plain(group: str) -> str:
    """Return a group's heading without the hyphens between its parts."""
    return ": ".join(p.strip() for p in group.split(" - "))


def _matrix_notes(material: CountyMaterial, indicators: Sequence[Indicator]) -> tuple[str, ...]:
    said = {r.answers[i.id] for r in material.rows for i in indicators}
    notes = []
    if said & {"EA", "BORTFALL", "SEKRETESS"}:
        notes.append("Ej aktuellt, bortfall och sekretess räknas inte i andelen.")
    if "DELVIS" in said:
        notes.append("DELVIS räknas i andelen, men inte som ett JA.")
    return tuple(notes)


# --- groups -------------------------------------------------------------------------------


def _groups(
    material: CountyMaterial, id: str, name: str, indicators: Sequence[Indicator]
) -> Section | None:
    """Return each indicator in riket, län and invånargrupper, with what each stands on."""
    groups = [r for r in material.references if r.id not in ("riket", "lan")]
    if not groups:
        return None
    rows: list[Row] = []
    for i in indicators:
        cells = [figure_cell(material.comparisons[i.id][r], i) for r in ("riket", "lan")]
        cells += [group_cell(material.comparisons[i.id][r.id], i) for r in groups]
        rows.append((i.short, *cells))
    in_data = [
        f"{r.name.partition(',')[0]}: {_in_data(material, r.id)} av {len(r.members)} kommuner "
        "finns i data"
        for r in groups
    ]
    notes = [
        f"{listing(in_data)}.",
        f"Procent visas inte där färre än {FEWEST_OTHERS} kommuner har svarat.",
    ]
    table = Table(
        (
            Column("Indikator", width=1.7),
            Column("Riket", align="right", width=0.8),
            Column("Länet", align="right", width=0.8),
            *(Column(r.name.replace(", ", ": ", 1), align="right", width=1.3) for r in groups),
        ),
        tuple(rows),
        caption=f"{name}: riket, länet och invånargrupper {material.found.year}",
        id=f"tabell-grupper-{id}",
        notes=tuple(notes),
        source=credit(material.found.sources),
    )
    return Section("Grupper av kommuner", (table,), id=f"grupper-{id}")


def _in_data(material: CountyMaterial, reference: str) -> int:
    """Return the most kommuner of a group that answered, counted with those that need not."""
    counts = []
    for of_indicator in material.comparisons.values():
        c = of_indicator[reference]
        counts.append((c.n or 0) + (c.n_ea or 0) + (c.n_missing or 0))
    return max(counts, default=0)


def _remarks(id: str, remarks: Sequence[Remark]) -> Section:
    return Section("Kommentarer", (Remarks(tuple(remarks)),), id=f"kommentarer-{id}")

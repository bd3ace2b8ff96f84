"""Everything that the kommun has answered, beside riket, the län and the groups; and over years."""

from functools import partial

from oj_cli.domain.identification import VERDICT_WORDS, IndicatorResult, Verdict
from oj_cli.domain.indicators import QualityArea
from oj_cli.domain.references import riket_heading
from oj_cli.domain.swedish import number
from oj_cli.presentation.document import Cell, Column, Row, Section, Table
from oj_cli.presentation.parts import section, table_of
from oj_cli.reports.material import ProfileMaterial
from oj_cli.reports.words import (
    MISSING,
    answer_cell,
    figure_cell,
    group_cell,
    raw_credit,
    result_cell,
)

GROUPS = ("kommungrupp", "invanargrupp", "liknande")


def all_answers(material: ProfileMaterial) -> Section:
    """Return a table for each kvalitetsområde, in the catalogue's order."""
    found = material.found
    by_id = {r.indicator.id: r for r in found.results}
    sections = []
    for area in found.catalogue.quality_areas:
        here = [by_id[i.id] for i in found.catalogue if i.quality_area == area.id and i.id in by_id]
        sections.append(section(area.name, _table(material, area, here), id=f"alla-{area.id}"))
    intro = "Kommunens svar på varje indikator, med alla jämförelser."
    return section("Alla svar", intro, *sections, id="alla")


def _table(material: ProfileMaterial, area: QualityArea, results: list[IndicatorResult]) -> Table:
    found = material.found
    groups = [u.reference for u in found.references if u.reference.id in GROUPS]

    whole = riket_heading(r.comparisons["riket"] for r in results)

    def group(reference: str, r: IndicatorResult) -> Cell:
        return group_cell(r.comparisons[reference], r.indicator)

    return table_of(
        f"tabell-alla-{area.id}",
        f"{area.name}: {material.name} och jämförelser {found.year}",
        results,
        (
            (Column("Indikator", width=2.6), lambda r: r.indicator.name),
            (Column(material.name, align="center", width=0.9), result_cell),
            (Column(whole, align="right", width=0.8), partial(_counted, "riket")),
            (Column(found.lan.name, align="right", width=1.1), partial(_counted, "lan")),
            *(
                (Column(g.short_name, align="right", width=1.1), partial(group, g.id))
                for g in groups
            ),
            (Column("Bedömning", width=0.9), _word),
        ),
        (
            "Grupperna är medianer, riket det publicerade värdet där ett finns. n är antalet "
            "kommuner med värde."
            if material.is_numeric
            else "Procent visas inte där färre än 5 kommuner i gruppen har svarat.",
        ),
        found.sources,
    )


def _word(r: IndicatorResult) -> str:
    if r.verdict == Verdict.BAKGRUND and r.indicator.role != "bakgrund":
        return "räknas inte"  # composite, or the same thing twice
    return VERDICT_WORDS[r.verdict]


def _counted(reference: str, r: IndicatorResult) -> Cell:
    """Return a reference's figure with its count where that is known and small."""
    c = r.comparisons[reference]
    cell = figure_cell(c, r.indicator)
    if c.n_yes is None or c.n is None or c.share is None or c.n > 100:
        return cell
    return f"{cell.text} ({c.n_yes} av {number(c.n)})"


def years_table(material: ProfileMaterial) -> Table | None:
    """Return the kommun's own answers or values of all years, None if there is only one."""
    years = sorted(
        {y for of in material.history.values() for y, _, _ in of if y <= material.found.year}
    )
    if len(years) < 2:
        return None
    rows: list[Row] = []
    for i in material.found.catalogue:
        known = {y: answer_cell(a, v, i) for y, a, v in material.history.get(i.id, ())}
        if known:
            rows.append((i.name, *(known.get(y, MISSING) for y in years)))
    broken = [
        f"{i.short}: {b.reason}. Jämför inte år före {b.first_year} med åren efter."
        for i in material.found.catalogue
        for b in i.breaks
        if i.id in material.history and years[0] < b.first_year <= years[-1]
    ]
    what = "värden" if material.is_numeric else "svar"
    return Table(
        (Column("Indikator", width=3), *(Column(str(y), align="center") for y in years)),
        tuple(rows),
        caption=f"{material.name}: {what} {years[0]}–{years[-1]}",
        id="tabell-alla-ar",
        notes=tuple(broken),
        source=raw_credit(material.found.sources),
    )

"""Everything that the kommun has answered, beside riket, the län and the groups; and over years."""

from oj_cli.domain.identification import IndicatorResult, Verdict
from oj_cli.domain.references import Comparison
from oj_cli.domain.swedish import number
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import Cell, Column, Paragraph, Row, Section, Table
from oj_cli.reports.profile.material import ProfileMaterial
from oj_cli.reports.words import (
    MISSING,
    NOTHING,
    answer_cell,
    figure_cell,
    group_cell,
    raw_credit,
)

VERDICTS = {
    Verdict.FORBATTRINGSOMRADE: "att förbättra",
    Verdict.PABORJAT: "påbörjat",
    Verdict.KONTROLLERA: "stäm av",
    Verdict.STYRKA: "styrka",
    Verdict.UPPFYLLT: "uppfyllt",
    Verdict.MITTEN: "i mitten",
    Verdict.EJ_AKTUELLT: "ej aktuellt",
    Verdict.INGET_SVAR: "inget svar",
    Verdict.BAKGRUND: "bakgrund",
}
GROUPS = ("kommungrupp", "invanargrupp")


def all_answers(material: ProfileMaterial) -> Section:
    """Return a table for each kvalitetsområde, in the catalogue's order."""
    sections = []
    for area in material.found.catalogue.quality_areas:
        results = [
            r
            for i in material.found.catalogue
            if i.quality_area == area.id and (r := material.result(i.id)) is not None
        ]
        if results:
            table = _table(material, area.id, area.name, results)
            sections.append(Section(area.name, (table,), id=f"alla-{area.id}"))
    intro = "Kommunens svar på varje indikator, med alla jämförelser."
    return Section("Alla svar", (Paragraph(intro),), tuple(sections), id="alla")


def _table(material: ProfileMaterial, id: str, name: str, results: list[IndicatorResult]) -> Table:
    groups = [u.reference for u in material.found.references if u.reference.id in GROUPS]
    rows: list[Row] = []
    for r in results:
        cells: list[Cell] = [r.indicator.name, answer_cell(r.answer, r.value, r.indicator)]
        for reference in ("riket", "lan"):
            c = r.comparisons.get(reference)
            cells.append(_counted(c, r) if c else NOTHING)
        cells += [group_cell(r.comparisons[g.id], r.indicator) for g in groups]
        cells.append(VERDICTS[r.verdict])
        rows.append(tuple(cells))
    notes = ["Procent visas inte där färre än 5 kommuner i gruppen har svarat."]
    if material.is_numeric:
        notes = ["Jämförelserna är medianer. n är antalet kommuner med värde."]
    return Table(
        (
            Column("Indikator", width=2.6),
            Column(material.name, align="center", width=0.9),
            Column("Riket", align="right", width=0.8),
            Column(material.found.lan.name, align="right", width=1.1),
            *(Column(g.name.partition(",")[0], align="right", width=1.1) for g in groups),
            Column("Bedömning", width=0.9),
        ),
        tuple(rows),
        caption=f"{name}: {material.name} och jämförelser {material.found.year}",
        id=f"tabell-alla-{id}",
        notes=tuple(notes),
        source=credit(material.found.sources),
    )


def _counted(c: Comparison, r: IndicatorResult) -> Cell:
    """Return a reference's figure with its count where that is known and small."""
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

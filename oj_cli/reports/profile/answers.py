"""What stands behind the two pages: every answer, all comparisons, all years."""

from functools import partial

from oj_cli.domain.identification import VERDICT_WORDS, IndicatorResult, Verdict
from oj_cli.domain.references import riket_heading
from oj_cli.domain.swedish import number
from oj_cli.presentation.document import Cell, Column, Row, Section, Table
from oj_cli.presentation.parts import section, table_of
from oj_cli.reports.development import events
from oj_cli.reports.material import ProfileMaterial
from oj_cli.reports.words import (
    MISSING,
    answer_cell,
    figure_cell,
    group_cell,
    raw_credit,
    result_cell,
)
from oj_cli.views.judged_numbers import answers_cell, span_text

GROUPS = ("kommungrupp", "invanargrupp", "liknande")
ALL_ANSWERS = "tabell-alla"


def all_answers(material: ProfileMaterial) -> Section:
    """Return every indicator in the catalogue's order, with all comparisons and how sure it is."""
    found = material.found
    groups = [u.reference for u in found.references if u.reference.id in GROUPS]
    by_id = {r.indicator.id: r for r in found.results}
    results = [by_id[i.id] for i in found.catalogue if i.id in by_id]
    names = found.catalogue.quality_area_names

    def group(reference: str, r: IndicatorResult) -> Cell:
        return group_cell(r.comparisons[reference], r.indicator)

    sure = (
        (Column("Antal svar", align="right"), answers_cell),
        (Column("Spann", align="right"), span_text),
    )
    made = table_of(
        ALL_ANSWERS,
        f"{material.name} och jämförelser {found.year}",
        results,
        (
            (Column("Indikator", width=2.6), lambda r: r.indicator.name),
            (Column("Kvalitetsområde", width=1.2), lambda r: names[r.indicator.quality_area]),
            (Column(material.name, align="center", width=0.9), result_cell),
            *(sure if material.is_numeric else ()),
            (
                Column(riket_heading(r.comparisons["riket"] for r in results), align="right"),
                partial(_counted, "riket"),
            ),
            (Column(found.lan.name, align="right"), partial(_counted, "lan")),
            *((Column(g.short_name, align="right"), partial(group, g.id)) for g in groups),
            (Column("Bedömning", width=0.9), _word),
        ),
        (
            "Grupperna är medianer, riket det publicerade värdet där ett finns. n är antalet "
            "kommuner med värde. Spannet är vad slumpen kan ha gjort av värdet."
            if material.is_numeric
            else "Procent visas inte där färre än 5 kommuner i gruppen har svarat.",
        ),
        found.sources,
    )
    return section("Alla svar och jämförelser", made, id="alla")


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


def years(material: ProfileMaterial) -> Section:
    """Return the kommun's own answers or values of all years, and what happened."""
    return section("Alla år", _years_table(material), *events(material.trend), id="ar")


def _years_table(material: ProfileMaterial) -> Table | None:
    """Return a column for each year, None if there is only one."""
    found = sorted(
        {y for of in material.history.values() for y, _, _ in of if y <= material.found.year}
    )
    if len(found) < 2:
        return None
    rows: list[Row] = []
    for i in material.found.catalogue:
        known = {y: answer_cell(a, v, i) for y, a, v in material.history.get(i.id, ())}
        if known:
            rows.append((i.name, *(known.get(y, MISSING) for y in found)))
    broken = [
        f"{i.short}: {b.reason}. Jämför inte år före {b.first_year} med åren efter."
        for i in material.found.catalogue
        for b in i.breaks
        if i.id in material.history and found[0] < b.first_year <= found[-1]
    ]
    what = "värden" if material.is_numeric else "svar"
    return Table(
        (Column("Indikator", width=3), *(Column(str(y), align="center") for y in found)),
        tuple(rows),
        caption=f"{material.name}: {what} {found[0]}–{found[-1]}",
        id="tabell-alla-ar",
        notes=tuple(broken),
        source=raw_credit(material.found.sources),
    )

"""The single indicators to begin with: why, and where riket, the län and the groups stand."""

from oj_cli.domain.identification import IndicatorResult, Verdict
from oj_cli.domain.references import Comparison, Reference
from oj_cli.domain.swedish import listing, percent
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Figure,
    Item,
    Paragraph,
    Row,
    Section,
    Table,
)
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow
from oj_cli.reports.profile.material import ProfileMaterial
from oj_cli.reports.words import answer_cell, figure_cell, group_cell

MOST_FIRST = 7
TABLE = "tabell-enskilda"


def first_things(material: ProfileMaterial) -> Section:
    """Return the single indicators with the highest priority, and why."""
    weak = material.found.of(Verdict.FORBATTRINGSOMRADE)
    begun = material.found.of(Verdict.PABORJAT)
    blocks: list[Block] = []
    if weak:
        items = tuple(
            Item(f"{r.indicator.name}.", tuple(reason.text for reason in r.reasons))
            for r in weak[:MOST_FIRST]
        )
        blocks += [Paragraph("Viktigast först, med skäl:"), Bullets(items, numbered=True)]
        if len(weak) > MOST_FIRST:
            rest = listing([r.indicator.short for r in weak[MOST_FIRST:]])
            blocks.append(Paragraph(f"Dessutom: {rest}."))
        table = _table(material, weak[:MOST_FIRST])
        figure = _figure(material, weak[:MOST_FIRST])
        blocks += [table] if figure is None else [figure, table]
    else:
        blocks.append(Paragraph("Det finns inget tydligt förbättringsområde bland svaren."))
    if begun:
        names = listing([r.indicator.short for r in begun])
        blocks.append(Paragraph(f"Påbörjat, kommunen svarar DELVIS: {names}."))
    return Section("Enskilda saker att förbättra", tuple(blocks), id="enskilda")


def _references(material: ProfileMaterial) -> list[Reference]:
    return [u.reference for u in material.found.references]


def _table(material: ProfileMaterial, weak: tuple[IndicatorResult, ...]) -> Table:
    references = _references(material)
    rows: list[Row] = []
    for r in weak:
        cells: list[Cell] = [r.indicator.short, answer_cell(r.answer, r.value, r.indicator)]
        for reference in references:
            c = r.comparisons[reference.id]
            is_group = reference.id not in ("riket", "lan")
            cells.append((group_cell if is_group else figure_cell)(c, r.indicator))
        rows.append(tuple(cells))
    what = "medianer" if material.is_numeric else "andel JA"
    return Table(
        (
            Column("Indikator", width=1.8),
            Column(material.name, align="center"),
            *(Column(_short(reference), align="right") for reference in references),
        ),
        tuple(rows),
        caption=f"Det som är viktigast att förbättra, {material.name} och {what} "
        f"{material.found.year}",
        id=TABLE,
        source=credit(material.found.sources),
    )


def _short(reference: Reference) -> str:
    return reference.name.partition(",")[0]


def _figure(material: ProfileMaterial, weak: tuple[IndicatorResult, ...]) -> Figure | None:
    """Return a row of dots for each indicator: the own value, and every reference that counts."""
    counted = [
        reference
        for reference in _references(material)
        if any(_share(r.comparisons[reference.id]) is not None for r in weak)
    ]
    own = (material.name,) if material.is_numeric else ()
    series = (*own, *(_short(reference) for reference in counted))
    rows, said = [], []
    for r in weak:
        if not r.indicator.is_percent:
            continue
        dots = [Dot(material.name, r.value)] if material.is_numeric and r.value is not None else []
        for reference in counted:
            figure = _share(r.comparisons[reference.id])
            if figure is not None:
                dots.append(Dot(_short(reference), figure))
        rows.append(DotRow(r.indicator.short, tuple(dots)))
        values = listing([f"{d.series} {percent(d.value)}" for d in dots])
        said.append(f"{r.indicator.short}: {values}")
    if len(rows) < 2:
        return None
    title = f"{len(rows)} saker som {material.name} kan börja med, den viktigaste överst"
    what = "Värde och medianer i procent" if material.is_numeric else "Andel som svarat JA"
    source = credit(material.found.sources)
    return Figure(
        DotPlot(title, f"{what}, {material.found.year}", series, tuple(rows), source),
        title=title,
        alt=f"Punktdiagram, den viktigaste indikatorn överst. {'; '.join(said)}.",
        data=TABLE,
        id="figur-enskilda",
    )


def _share(c: Comparison) -> float | None:
    """Return a reference's figure, None where too few have answered for it to count."""
    if not c.ranks:
        return None
    return c.median if c.median is not None else c.share

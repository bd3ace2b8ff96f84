"""Every indicator of step 1: as a table to read, and as the flat one that CSV gets."""

from oj_cli.domain.identification import Identification, IndicatorResult, Verdict
from oj_cli.domain.swedish import number
from oj_cli.presentation.document import Cell, Column, Section, Table
from oj_cli.views.words import value_text

VERDICT_WORDS = {
    Verdict.FORBATTRINGSOMRADE: "förbättringsområde",
    Verdict.PABORJAT: "påbörjat",
    Verdict.KONTROLLERA: "stäm av svaret",
    Verdict.STYRKA: "styrka",
    Verdict.UPPFYLLT: "uppfyllt",
    Verdict.MITTEN: "i mitten",
    Verdict.EJ_AKTUELLT: "ej aktuellt",
    Verdict.INGET_SVAR: "inget svar",
    Verdict.BAKGRUND: "bakgrund",
}


def everything(found: Identification) -> Section:
    """Return every indicator with its verdict and all that it is compared with."""
    names = {
        "riket": "Riket",
        "lan": "Länet",
        "kommungrupp": "Grupp",
        "invanargrupp": "Inv. grupp",
        "egen": "Egen",
        "urval": "Urval",
    }
    ids = [u.reference.id for u in found.references]
    columns = (
        Column("indikator", "Indikator", weight=2),
        Column("svar", "Ni"),
        Column("bedomning", "Bedömning", weight=1),
        Column("prioritet", "Prio", "right"),
        *(Column(id, names[id], "right") for id in ids),
    )
    rows = tuple(
        {
            "indikator": r.indicator.short,
            "svar": own(r),
            "bedomning": VERDICT_WORDS[r.verdict],
            "prioritet": r.priority,
            **{id: _figure(r, id) for id in ids},
        }
        for r in found.results
    )
    numeric = any(r.value is not None for r in found.results)
    what = "Median i gruppen" if numeric else "Andel JA i procent"
    caption = f"{what}; med stjärna (*) där jämförelsen inte räknas, se nedan."
    return Section("Alla indikatorer", (Table(columns, rows, caption),))


def _figure(result: IndicatorResult, reference: str) -> str:
    comparison = result.comparisons[reference]
    figure = comparison.median if result.indicator.kind == "numerisk" else comparison.share
    if figure is None:
        return "-"
    return number(figure) + ("" if comparison.ranks else "*")


def own(result: IndicatorResult) -> str:
    """Return the own answer or value in words."""
    if result.value is not None:
        return value_text(result.value, result.indicator)
    return result.answer or "saknas"


def flat(found: Identification) -> Table:
    """Return one row for each indicator, with unrounded numbers, for CSV."""
    keys = (
        "indikator",
        "namn",
        "kvalitetsomrade",
        "tema",
        "svar",
        "varde",
        "bedomning",
        "gap",
        "prioritet",
        "skal",
    )
    ids = [u.reference.id for u in found.references]
    rows: list[dict[str, Cell]] = []
    for r in found.results:
        row: dict[str, Cell] = {
            "indikator": r.indicator.id,
            "namn": r.indicator.name,
            "kvalitetsomrade": found.catalogue.quality_area_names[r.indicator.quality_area],
            "tema": r.indicator.theme,
            "svar": r.answer,
            "varde": r.value,
            "bedomning": r.verdict.value,
            "gap": r.gap,
            "prioritet": r.priority,
            "skal": " ".join(x.text for x in r.reasons),
        }
        for id in ids:
            c = r.comparisons[id]
            row[id] = c.median if r.indicator.kind == "numerisk" else c.share
        rows.append(row)
    return Table(tuple(Column(k, k) for k in (*keys, *ids)), tuple(rows))

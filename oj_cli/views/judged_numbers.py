"""What is judged, side by side: own value, what it is compared with, and how sure that is."""

from collections.abc import Mapping, Sequence

from oj_cli.domain.identification import Identification, IndicatorResult
from oj_cli.domain.references import Reference
from oj_cli.domain.swedish import listing, number
from oj_cli.domain.wording import figure_text, value_text
from oj_cli.presentation.document import Cell, Shown, Table
from oj_cli.presentation.parts import right, table, wide

MOST_SAID = 2
MEDIANS = "medianen av de kommuner som deltog"
MIXED = "riket, eller medianen av de kommuner som deltog där inget är publicerat"


def references_of(found: Identification) -> dict[str, Reference]:
    """Return what is compared with, by id."""
    return {use.reference.id: use.reference for use in found.references}


def compared_with(results: Sequence[IndicatorResult], references: Mapping[str, Reference]) -> str:
    """Return what some results are compared with, in prose: `riket`, or whose median."""
    saids = list(dict.fromkeys(r.compared.said(references[r.reference]) for r in results))
    if len(saids) <= MOST_SAID:
        return listing(saids)
    return MIXED if "riket" in saids else MEDIANS


def numbers_table(
    results: Sequence[IndicatorResult], references: Mapping[str, Reference], who: str = "Ni"
) -> Table:
    """Return values beside what they are compared with, with answers, interval and year before.

    `references` are those that any is compared with, by id, `who` is what the own kommun is
    called. An arrow stands where it got worse beyond chance.
    """
    which = compared_with(results, references)
    caption = f"Jämförelsen är {which}. Spannet är vad slumpen kan ha gjort."
    columns = (wide("Indikator", 2), *right(who, "Jämförelse", "Svar", "Spann", "Förra"))
    return table(columns, map(_row, results), caption)


def _row(r: IndicatorResult) -> tuple[Cell, ...]:
    sure, before = r.uncertainty, r.before
    other = r.compared.figure if r.compared.ranks else None
    shown = "" if other is None else Shown(figure_text(other, r.indicator), other)
    if r.value is None:
        then = f"{before.answer} ({before.year})" if before and before.answer else ""
        return r.indicator.short, r.answer, shown, "", "", then
    then = ""
    if before is not None and before.value is not None:
        fell = " ↓" if any(reason.code == "forsamring" for reason in r.reasons) else ""
        then = f"{figure_text(before.value, r.indicator)} ({before.year}){fell}"
    n: Cell = ""
    if sure is not None and sure.n is not None:
        n = Shown(f"{'≥ ' if sure.n_source == 'minst' else ''}{number(sure.n)}", sure.n)
    span = "" if sure is None or sure.interval is None else _span(sure.interval, r)
    return r.indicator.short, Shown(value_text(r.value, r.indicator), r.value), shown, n, span, then


def _span(interval: tuple[float, float], r: IndicatorResult) -> str:
    return f"{figure_text(interval[0], r.indicator)}–{figure_text(interval[1], r.indicator)}"

"""Judged numbers side by side: own value, what it is compared with, and how sure that is."""

from collections.abc import Sequence

from oj_cli.domain.identification import Identification, IndicatorResult
from oj_cli.domain.swedish import listing, number
from oj_cli.domain.wording import figure_text, value_text
from oj_cli.presentation.document import Shown, Table
from oj_cli.presentation.parts import right, table, wide

MOST_SAID = 3


def numbers_table(found: Identification, results: Sequence[IndicatorResult]) -> Table:
    """Return values beside what they are compared with, with answers, interval and year before.

    An arrow stands where it got worse beyond chance.
    """
    references = {u.reference.id: u.reference for u in found.references}
    rows = []
    for r in results:
        sure, before = r.uncertainty, r.before
        then = ""
        if before is not None and before.value is not None:
            fell = " ↓" if any(reason.code == "forsamring" for reason in r.reasons) else ""
            then = f"{figure_text(before.value, r.indicator)} ({before.year}){fell}"
        other = r.compared.figure or 0.0
        least = "≥ " if sure is not None and sure.n_source == "minst" else ""
        rows.append(
            (
                r.indicator.short,
                Shown(value_text(r.value or 0.0, r.indicator), r.value),
                Shown(figure_text(other, r.indicator), other),
                "" if sure is None or sure.n is None else Shown(f"{least}{number(sure.n)}", sure.n),
                "" if sure is None or sure.interval is None else _span(sure.interval, r),
                then,
            )
        )
    saids = list(dict.fromkeys(r.compared.said(references[r.reference]) for r in results))
    which = listing(saids) if len(saids) <= MOST_SAID else "medianen av de kommuner som deltog"
    caption = f"Jämförelsen är {which}. Spannet är vad slumpen kan ha gjort."
    columns = (wide("Indikator", 2), *right("Ni", "Jämförelse", "Svar", "Spann", "Förra"))
    return table(columns, rows, caption)


def _span(interval: tuple[float, float], r: IndicatorResult) -> str:
    return f"{figure_text(interval[0], r.indicator)}–{figure_text(interval[1], r.indicator)}"

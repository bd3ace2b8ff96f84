"""What is judged, side by side: own value, what it is compared with, and how sure that is."""

from collections.abc import Iterator, Mapping, Sequence

from oj_cli.domain.identification import CLEAR, Identification, IndicatorResult
from oj_cli.domain.references import Reference
from oj_cli.domain.swedish import listing, percent
from oj_cli.domain.wording import figure_text, in_table, n_text, named_with_unit
from oj_cli.presentation.document import Cell, Shown, Table
from oj_cli.presentation.parts import right, table, wide

MOST_SAID = 2
MEDIANS = "medianen av dem som deltog"
MIXED = f"riket, eller {MEDIANS}"


def references_of(found: Identification) -> dict[str, Reference]:
    """Return what is compared with, by id."""
    return {use.reference.id: use.reference for use in found.references}


def compared_with(results: Sequence[IndicatorResult], references: Mapping[str, Reference]) -> str:
    """Return what some results are compared with, in prose: `riket`, or whose median."""
    saids = sorted({r.compared.said(references[r.reference]) for r in results}, reverse=True)
    if len(saids) <= MOST_SAID:
        return listing(saids, "eller")  # riket first
    return MIXED if "riket" in saids else MEDIANS


def numbers_table(
    results: Sequence[IndicatorResult],
    references: Mapping[str, Reference],
    who: str = "Ni",
    older: Mapping[str, int] | None = None,
    *,
    whole_names: bool = False,
) -> Table:
    """Return values beside what they are compared with, with answers, interval and year before.

    `references` are those that any is compared with, by id, `who` is what the own kommun is
    called. An arrow stands where it got worse beyond chance. `older` are the years to tell, by
    indicator id. With `whole_names` the answers give room to the names.
    """
    which = compared_with(results, references)
    caption = " ".join((f"Jämförelsen är {which}.", *_explained(results)))
    beside = ["Jämfört"] if whole_names else ["Jämförelse", "Svar"]
    headings = [who, *beside, "Spann", "Förra"]
    rows = (_row(r, (older or {}).get(r.indicator.id), whole_names) for r in results)
    return table((wide("Indikator", 2), *right(*headings)), rows, caption)


def _explained(results: Sequence[IndicatorResult]) -> Iterator[str]:
    """Yield what is in the columns, and what a reader would take for a contradiction."""
    spans = [(r, r.uncertainty.interval) for r in results if r.uncertainty]
    known = [(r, interval) for r, interval in spans if interval]
    if known:
        yield "Spannet är vad slumpen kan ha gjort av värdet."
    if any(r.before and low <= (r.compared.figure or 0.0) <= high for r, (low, high) in known):
        yield "Når det jämförelsen avgör båda mätningarna tillsammans."
    if any(_fell(r) for r in results):
        yield "↓: tydligt sämre än förra gången."
    if any(map(_is_middling, results)):
        yield "*: inte sämre än hälften av kommunerna."


def _is_middling(r: IndicatorResult) -> bool:
    """Return whether something weak beside riket is not worse than the median of all kommuner."""
    median = r.compared.median
    if r.verdict not in CLEAR or r.value is None or median is None or r.reference != "riket":
        return False
    return r.indicator.lead(r.value, median) >= 0


def _fell(r: IndicatorResult) -> bool:
    return any(reason.code == "forsamring" for reason in r.reasons)


def _row(r: IndicatorResult, year: int | None, whole_name: bool) -> tuple[Cell, ...]:
    before = r.before
    name = r.indicator.name if whole_name else r.indicator.short
    name += f" ({year})" if year else ""
    other = r.compared.figure if r.compared.ranks else None
    if r.value is None:
        share = "" if other is None else Shown(f"{percent(other)} JA", other)
        then = f"{before.answer} ({before.year})" if before and before.answer else ""
        return name, r.answer, share, *([] if whole_name else [""]), "", then
    own = Shown(in_table(r.value, r.indicator), r.value)
    star = " *" if _is_middling(r) else ""
    shown = "" if other is None else Shown(figure_text(other, r.indicator) + star, other)
    then = ""
    if before is not None and before.value is not None:
        then = f"{figure_text(before.value, r.indicator)} ({before.year}){' ↓' if _fell(r) else ''}"
    answers = [] if whole_name else [answers_cell(r)]
    return named_with_unit(name, r.indicator), own, shown, *answers, span_text(r), then


def answers_cell(r: IndicatorResult) -> Cell:
    """Return how many answers a value stands on, without the word for them."""
    return Shown(
        n_text(r.uncertainty).removesuffix(" svar"), r.uncertainty.n if r.uncertainty else None
    )


def span_text(r: IndicatorResult) -> str:
    """Return what chance may have made of a value; empty where that is not known."""
    interval = r.uncertainty and r.uncertainty.interval
    return "–".join(figure_text(end, r.indicator) for end in interval or ())

"""How results are said in a report: cells, figures in running text, and where they come from."""

import re
from collections.abc import Iterable, Sequence
from typing import cast

from oj_cli.domain.answers import ANSWER_WORDS
from oj_cli.domain.county import LanIndicator
from oj_cli.domain.identification import Identification, IndicatorResult, Reason, Verdict
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.overview import KommunRow
from oj_cli.domain.references import FEWEST_OTHERS, Comparison
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import listing, number, percent
from oj_cli.domain.wording import points_between, value_text
from oj_cli.presentation.document import Look, Paragraph, Shown

MISSING = Shown("saknas", look="saknas")
NOT_IN_DATA = Shown("inte i data", look="saknas")
NOTHING = Shown("–")
"""A cell that has nothing to hold, as opposed to a figure that is missing."""


def answer_cell(answer: str | None, value: float | None, indicator: Indicator) -> Shown:
    """Return one kommun's answer or value as a cell, in words."""
    if value is not None:
        return value_cell(value, indicator)
    if answer is None:
        return MISSING
    return Shown(ANSWER_WORDS[answer], look=cast(Look, answer.lower()))


def row_cell(row: KommunRow, indicator: Indicator) -> Shown:
    """Return what a kommun has of an indicator as a cell, or that it is not in the data at all."""
    if not row.in_data:
        return NOT_IN_DATA
    return answer_cell(row.answers[indicator.id], row.values[indicator.id], indicator)


def result_cell(r: IndicatorResult) -> Shown:
    """Return the own kommun's answer or value as a cell, in words."""
    return answer_cell(r.answer, r.value, r.indicator)


def value_cell(value: float | None, indicator: Indicator) -> Shown:
    """Return a numeric value with its unit."""
    return MISSING if value is None else Shown(value_text(value, indicator), value)


def figure_cell(c: Comparison, indicator: Indicator) -> Shown:
    """Return a reference's share or median."""
    return value_cell(c.figure, indicator)


def counted_cell(c: Comparison) -> Shown:
    """Return how many answered JA: `11 av 15`."""
    return NOTHING if c.n_yes is None or c.n is None else Shown(f"{c.n_yes} av {c.n}")


def group_cell(c: Comparison, indicator: Indicator) -> Shown:
    """Return a group's figure with what it stands on; without percent where they are few."""
    if not c.n:
        return Shown("inga svar", look="saknas")
    if indicator.kind == "numerisk":
        text = value_text(c.median or 0.0, indicator)
        return Shown(f"{text} (n = {number(c.n)})", c.median)
    text = f"{c.n_yes} av {c.n}"
    if c.n < FEWEST_OTHERS:
        return Shown(text)
    return Shown(f"{text} ({percent(c.share or 0.0)})")


def first_few(texts: Sequence[str], most: int) -> str:
    """Return the first texts as a list in prose, and how many there are beside them."""
    more = [f"{number(len(texts) - most)} till"] if len(texts) > most else []
    return listing([*texts[:most], *more])


def names(kommuner: Iterable[Kommun]) -> str:
    """Return kommuner's names as a list in prose."""
    return listing([k.name for k in kommuner])


def of_kommuner(n_yes: int, n: int) -> str:
    """Return how many kommuner: `alla 15 kommuner`, `ingen av 14 kommuner`, `3 av 15 kommuner`."""
    if n == 1:
        return "den enda kommunen" if n_yes else "ingen kommun"
    if n_yes == n:
        return f"alla {n} kommuner"
    if n_yes == 0:
        return f"ingen av {n} kommuner"
    return f"{n_yes} av {n} kommuner"


def lan_text(r: LanIndicator) -> str:
    """Return a län's figure beside riket's: `3 av 15 kommuner (20 %), i riket 41 %`."""
    if r.indicator.kind == "numerisk":
        own = "ingen uppgift" if r.figure is None else value_text(r.figure, r.indicator)
        text = f"median {own}"
    elif r.lan.n_yes is None or r.lan.n is None:
        text = "ingen uppgift" if r.figure is None else percent(r.figure)
    else:
        text = of_kommuner(r.lan.n_yes, r.lan.n)
        text += "" if r.figure is None else f" ({percent(r.figure)})"
    if r.riket_figure is None:
        return text
    other = "i riket" if r.riket_said == "riket" else r.riket_said
    return f"{text}, {other} {value_text(r.riket_figure, r.indicator)}"


def difference_text(r: LanIndicator) -> str:
    """Return how far a län is from riket: `10 procentenheter under riket`."""
    own, other = r.figure or 0.0, r.riket_figure or 0.0
    text = points_between(other, own, r.indicator)
    where = "riket" if r.riket.is_of_riket("riket") else "medianen"
    if not re.search("[1-9]", text):
        return f"Lika med {where}"
    return f"{text} {'över' if own > other else 'under'} {where}"


def doubted(kommuner: Iterable[Identification]) -> list[tuple[Kommun, IndicatorResult]]:
    """Return every answer and number that should be checked before anything is built on it."""
    return [(k.kommun, r) for k in kommuner for r in k.results if in_doubt(r)]


def in_doubt(r: IndicatorResult) -> bool:
    """Tell whether an answer or a number should be checked."""
    return r.verdict == Verdict.KONTROLLERA or bool(r.checks)


def doubts(r: IndicatorResult) -> tuple[Reason, ...]:
    """Return why an answer or a number should be checked."""
    return r.reasons if r.verdict == Verdict.KONTROLLERA else r.checks


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return an author's text as paragraphs, which empty lines part."""
    return tuple(Paragraph(part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip())


def raw_credit(sources: Sequence[SourceRecord]) -> str:
    """Return the source of values that stand as they were published.

    Kolada may be named as the source of its values only where nothing was computed.
    """
    kolada = [s for s in sources if s.credit.endswith("från Kolada")]
    if kolada and len(kolada) == len(sources):
        return "Källa: Kolada."
    givers = listing(list(dict.fromkeys(s.publisher for s in sources)))
    return f"Källa: {givers}."

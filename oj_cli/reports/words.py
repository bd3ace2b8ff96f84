"""How results are said in a report: cells, figures in running text, and where they come from."""

import re
from collections.abc import Iterable, Sequence

from oj_cli.domain.county import LanIndicator
from oj_cli.domain.identification import IndicatorResult
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.kommuner import Kommun
from oj_cli.domain.references import FEWEST_OTHERS, Comparison
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import fold, listing, number, percent
from oj_cli.domain.wording import value_text
from oj_cli.presentation.document import Look, Shown

ANSWER_WORDS: dict[str, tuple[str, Look]] = {
    "JA": ("JA", "ja"),
    "NEJ": ("NEJ", "nej"),
    "DELVIS": ("DELVIS", "delvis"),
    "EA": ("Ej aktuellt", "ea"),
    "BORTFALL": ("Bortfall", "bortfall"),
    "SEKRETESS": ("Sekretess", "sekretess"),
}
MISSING = Shown("saknas", look="saknas")
NOTHING = Shown("–")
"""A cell that has nothing to hold, as opposed to a figure that is missing."""


def answer_cell(answer: str | None, value: float | None, indicator: Indicator) -> Shown:
    """Return one kommun's answer or value as a cell, in words."""
    if value is not None:
        return value_cell(value, indicator)
    if answer is None:
        return MISSING
    word, look = ANSWER_WORDS[answer]
    return Shown(word, look=look)


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
        return "den enda kommun som svarat" if n_yes else "inte den enda kommun som svarat"
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
    riket = "medianen i riket" if r.indicator.kind == "numerisk" else "i riket"
    return f"{text}, {riket} {value_text(r.riket_figure, r.indicator)}"


def difference_text(r: LanIndicator) -> str:
    """Return how far a län is from riket: `10 procentenheter under riket`."""
    change = -(r.shortfall or 0.0)
    if r.indicator.kind == "numerisk" and r.indicator.direction == "lagre":
        change = -change
    if r.indicator.is_percent:
        size = number(abs(change))
        text = f"{size} {'procentenhet' if size == '1' else 'procentenheter'}"
    else:
        text = value_text(abs(change), r.indicator)
    if not re.search("[1-9]", text):
        return "Lika med riket"
    return f"{text} {'över' if change > 0 else 'under'} riket"


def missing_text(c: Comparison) -> str:
    """Return who is not in a share: `2 ej aktuellt, 1 bortfall`; empty if all are."""
    return joined(
        f"{c.n_ea} ej aktuellt" if c.n_ea else None,
        f"{c.n_missing} bortfall" if c.n_missing else None,
    )


def joined(*parts: str | None) -> str:
    """Return what there is of some parts, with commas between."""
    return ", ".join(part for part in parts if part)


def slug(text: str) -> str:
    """Return a text as an id: lower case, ASCII, hyphens between words."""
    words = re.split(r"[^\w]+", text.replace("_", " "))
    return "-".join(fold(word) for word in words if fold(word)) or "del"


def raw_credit(sources: Sequence[SourceRecord]) -> str:
    """Return the source of values that stand as they were published.

    Kolada may be named as the source of its values only where nothing was computed.
    """
    kolada = [s for s in sources if s.credit.endswith("från Kolada")]
    if kolada and len(kolada) == len(sources):
        return "Källa: Kolada."
    givers = listing(list(dict.fromkeys(s.publisher for s in sources)))
    return f"Källa: {givers}."

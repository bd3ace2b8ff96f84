"""What is unusual in a kommun's answers as a whole, so that they are checked first."""

from collections.abc import Sequence

from oj_cli.domain.answers import IN_DENOMINATOR, Answer
from oj_cli.domain.identification import IndicatorResult

FEWEST = 10
"""With fewer indicators than this nothing is said of the whole."""
MANY_NO = 75
MANY_WITHOUT = 25
MANY_ZERO = 50
"""Percent of the indicators that make a whole unusual."""


def unusual(results: Sequence[IndicatorResult]) -> tuple[str, ...]:
    """Return what is unusual in the whole, so that the answers are checked first."""
    notes = []
    yes_no = [r for r in results if r.answer is not None]
    answered = [r for r in yes_no if r.answer in IN_DENOMINATOR]
    n_no = sum(r.answer == Answer.NEJ for r in answered)
    if len(results) >= FEWEST and answered:
        if 100 * n_no >= MANY_NO * len(answered):
            notes.append(
                f"NEJ på {n_no} av {len(answered)} besvarade indikatorer. "
                "Det är ovanligt mycket: stäm av svaren med dem som lämnade dem."
            )
        if n_no == 0 and all(r.answer == Answer.JA for r in answered):
            notes.append(f"JA på alla {len(answered)} besvarade indikatorer: stäm av svaren.")
        n_none = len(yes_no) - len(answered)
        if 100 * n_none >= MANY_WITHOUT * len(yes_no):
            notes.append(
                f"{n_none} av {len(yes_no)} indikatorer saknar svar eller är ej aktuella: "
                "stäm av om frågorna verkligen inte gäller er."
            )
    values = [r for r in results if r.value is not None]
    n_zero = sum(r.value == 0 for r in values)
    if len(values) >= FEWEST and 100 * n_zero >= MANY_ZERO * len(values):
        notes.append(
            f"Värdet är 0 på {n_zero} av {len(values)} indikatorer. "
            "Det är ovanligt mycket: stäm av svaren med enheterna."
        )
    return tuple(notes)

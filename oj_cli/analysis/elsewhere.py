"""A chosen theme in the other områden: how its indicators there are."""

from oj_cli.analysis.frozen import Rows, measure
from oj_cli.domain.answers import Answer
from oj_cli.domain.chosen import Elsewhere, Figure
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.references import Reference


def elsewhere(
    indicator: Indicator,
    rows: Rows,
    kommun: str | None,
    lan: Reference,
    riket: Reference,
) -> Elsewhere:
    """Return how one indicator of another område is for a kommun, or for the län without one."""
    in_riket = measure(indicator, rows, riket)
    answer, own = None, None
    if kommun is None:
        own = measure(indicator, rows, lan).figure
    else:
        row = rows.get((indicator.id, "kommun", kommun))
        answer, own = (row.answer, row.value) if row else (None, None)
    return Elsewhere(indicator, answer, own, in_riket, _is_weak(indicator, answer, own, in_riket))


def _is_weak(
    indicator: Indicator, answer: str | None, own: float | None, riket: Figure
) -> bool | None:
    if answer in (Answer.NEJ, Answer.DELVIS):
        return True
    if answer is not None:
        return False if answer == Answer.JA else None
    if own is None or riket.figure is None or indicator.direction == "ingen":
        return None
    return own > riket.figure if indicator.direction == "lagre" else own < riket.figure

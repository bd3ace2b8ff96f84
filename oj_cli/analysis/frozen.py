"""The figures that an indicator is chosen on, and whether newer data have changed them.

Counted on plain rows, without pandas, so that `oj status` starts quickly. The rules are those
of `compare`; a test holds that both give the same.
"""

from collections.abc import Iterable, Mapping, Sequence

from oj_cli.domain.analysis import Frozen
from oj_cli.domain.answers import IN_DENOMINATOR, WITHOUT_ANSWER, Answer, PlainRow
from oj_cli.domain.chosen import Difference, Elsewhere, Figure
from oj_cli.domain.indicators import Indicator
from oj_cli.domain.references import Reference
from oj_cli.domain.sources import SourceRecord

DECIMALS = {"ja_nej": 1, "numerisk": 2}
"""What is kept of a share or a median."""

Rows = Mapping[tuple[str, str, str], PlainRow]
"""Rows by indicator, unit kind and unit."""


def by_unit(rows: Iterable[PlainRow]) -> Rows:
    """Return rows by indicator, unit kind and unit."""
    return {row[:3]: row for row in rows}


def measure(indicator: Indicator, rows: Rows, reference: Reference) -> Figure:
    """Return the share or the median of one indicator in a reference.

    A share is counted where every member has a row, else the published one is used where
    there is one.
    """
    found = [rows.get((indicator.id, "kommun", code)) for code in reference.members]
    members = [row for row in found if row is not None]
    if indicator.kind == "numerisk":
        values = sorted(row.value for row in members if row.value is not None)
        return Figure(median(values), None, len(values))
    answers = [row.answer for row in members]
    n = sum(a in IN_DENOMINATOR for a in answers)
    n_yes = answers.count(Answer.JA)
    outside = sum(a == Answer.EA or a in WITHOUT_ANSWER for a in answers)
    if reference.published and not (n and n + outside == len(reference.members)):
        row = rows.get((indicator.id, *reference.published))
        published = None if row is None else _published(row)
        if published is not None:
            return published
    return Figure(100 * n_yes / n if n else None, n_yes, n)


def median(values: Sequence[float]) -> float | None:
    """Return the median of values in order, None of none."""
    if not values:
        return None
    half = (len(values) - 1) / 2
    low, high = values[int(half)], values[-int(half) - 1]
    return low + (high - low) * (half - int(half))


def _published(row: PlainRow) -> Figure | None:
    counted = row.n_yes is not None and bool(row.n)
    n_yes, n = (row.n_yes, row.n) if counted else (None, None)
    if row.value is not None:
        return Figure(row.value, n_yes, n, row)
    return Figure(100 * n_yes / n, n_yes, n, row) if n_yes is not None and n else None


def group_name(reference: Reference) -> str:
    """Return a kommungrupp as it is frozen: `Kommungrupp C7 (SKR 2017)`."""
    return f"{reference.name.split(',')[0]} ({reference.edition})"


def freeze(
    indicator: Indicator,
    kommun: str | None,
    rows: Rows,
    references: Mapping[str, Reference],
    sources: Mapping[str, SourceRecord],
    priority: float | None = None,
    ranked_by: str | None = None,
) -> Frozen:
    """Return one indicator with the figures as they are now.

    `kommun` is a kommunkod, None for a län. `references` are those with the ids `riket`,
    `lan` and `kommungrupp`; others are left out.
    """
    figures = {id: measure(indicator, rows, reference) for id, reference in references.items()}
    nothing = Figure(None, None, None)
    riket, lan = figures.get("riket", nothing), figures.get("lan", nothing)
    group = figures.get("kommungrupp", nothing)
    own = rows.get((indicator.id, "kommun", kommun)) if kommun else lan.printed
    return Frozen(
        indicator=indicator.id,
        answer=own.answer if own and kommun else None,  # type: ignore[arg-type]  # the store's
        value=own.value if own and kommun else None,
        riket=_rounded(riket.figure, indicator),
        riket_n=riket.n,
        lan=_rounded(lan.figure, indicator),
        lan_yes=lan.n_yes,
        lan_n=lan.n,
        group=_rounded(group.figure, indicator),
        group_name=group_name(references["kommungrupp"]) if "kommungrupp" in references else None,
        group_yes=group.n_yes,
        group_n=group.n,
        priority=None if priority is None else round(priority, 1),
        ranked_by=ranked_by,
        source=_source(own, indicator, rows, references.get("lan"), sources),
    )


def _rounded(figure: float | None, indicator: Indicator) -> float | None:
    return None if figure is None else round(figure, DECIMALS[indicator.kind])


def _source(
    own: PlainRow | None,
    indicator: Indicator,
    rows: Rows,
    lan: Reference | None,
    sources: Mapping[str, SourceRecord],
) -> str | None:
    """Return where the own figure comes from; for a län's counted one, the sources behind it."""
    if own is not None:
        title = sources[own.source].title
        return f"{title}: {own.locator}" if own.locator else title
    members = sorted(lan.members) if lan else []
    found = [rows.get((indicator.id, "kommun", code)) for code in members]
    titles = dict.fromkeys(sources[row.source].title for row in found if row is not None)
    return "; ".join(titles) or None


_COMPARED = ("answer", "value", "riket", "lan", "group")


def differences(then: Frozen, now: Frozen) -> tuple[Difference, ...]:
    """Return the figures that are not what they were when the indicator was chosen.

    A group is only compared with the same one. What was not known then counts too.
    """
    compared = [f for f in _COMPARED if f != "group" or then.group_name == now.group_name]
    return tuple(
        Difference(field, getattr(then, field), getattr(now, field))
        for field in compared
        if getattr(then, field) != getattr(now, field)
    )


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
    return Elsewhere(indicator, in_riket, answer, own, _is_weak(indicator, answer, own, in_riket))


def _is_weak(
    indicator: Indicator, answer: str | None, own: float | None, riket: Figure
) -> bool | None:
    if answer in (Answer.NEJ, Answer.DELVIS):
        return True
    if answer is not None:
        return False if answer == Answer.JA else None
    if own is None or riket.figure is None or indicator.direction == "ingen":
        return None
    return indicator.lead(own, riket.figure) < 0

"""Step 3: one indicator over the years, for a kommun, a län or a group, and its references."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from oj_cli.analysis.compare import compare
from oj_cli.analysis.matrix import Matrix
from oj_cli.domain.answers import GENDERS, IN_DENOMINATOR, Answer
from oj_cli.domain.indicators import Catalogue, Indicator
from oj_cli.domain.kommuner import Edition, Kommun, Lan, Register
from oj_cli.domain.local import Correction
from oj_cli.domain.references import Comparison, Reference
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import sort_key
from oj_cli.domain.trend import (
    Measure,
    Movement,
    Place,
    Point,
    Series,
    Trend,
    Turn,
    Turns,
)

if TYPE_CHECKING:  # they come with an analysis
    from oj_cli.domain.analysis import Event

GroupMeasure = Literal["andel", "median", "redovisat"]
FEWEST_FOR_A_DIRECTION = 3
STEPS = {Answer.NEJ.value: 0.0, Answer.DELVIS.value: 50.0, Answer.JA.value: 100.0}
"""How far each answer is on the way to a JA."""


def trend(
    catalogue: Catalogue,
    indicator: Indicator,
    matrices: Mapping[str, Mapping[int, Matrix]],
    sources: tuple[SourceRecord, ...],
    *,
    kommun: Kommun | None,
    lan: Lan | None,
    references: tuple[Reference, ...],
    turns_in: Reference,
    register: Register,
    edition: Edition,
    grouped_by: int,
    events: "tuple[Event, ...]" = (),
    corrections: tuple[Correction, ...] = (),
) -> Trend:
    """Follow one indicator over all years. The subject's own series comes first.

    The data are `matrices` by gender (`T`, `K`, `M`) and year. The references hold the groups
    of `edition` and of data year `grouped_by`; `turns_in` is the group whose kommuner are
    followed one by one.
    """
    by_gender = {
        gender: _series(kommun, indicator, references, matrices.get(gender, {}), gender)
        for gender in GENDERS
    }
    series = by_gender["T"]
    shown = (series[0].id, "riket")
    answered, turns = _turns(indicator, register, turns_in, matrices.get("T", {}))
    return Trend(
        catalogue=catalogue,
        indicator=indicator,
        kommun=kommun,
        lan=lan,
        edition=edition,
        grouped_by=grouped_by,
        series=series,
        by_gender=tuple(s for g in ("K", "M") for s in by_gender[g] if s.points and s.id in shown),
        turns=turns,
        turns_in=turns_in,
        answered=answered,
        events=tuple(sorted(events, key=lambda e: (e.first_day, e.text))),
        corrections=corrections,
        sources=sources,
    )


# --- series -----------------------------------------------------------------------


def _series(
    kommun: Kommun | None,
    indicator: Indicator,
    references: Sequence[Reference],
    years: Mapping[int, Matrix],
    gender: str,
) -> tuple[Series, ...]:
    own = kommun.code if kommun else None
    compared = {y: compare(m, [indicator], references, own) for y, m in years.items()}
    found = [_own(kommun, indicator, years, gender)] if kommun else []
    for r in references:
        by_year = {year: of[indicator.id][r.id] for year, of in compared.items()}
        printed = any(c.published_value is not None for c in by_year.values())
        measures: tuple[GroupMeasure, ...] = ("andel",)
        if indicator.kind == "numerisk":
            measures = ("median", "redovisat")
        for measure in measures:
            points = points_of(by_year, measure)
            if points or measure != "redovisat":
                no_riket = r.id == "riket" and measure == "median" and not printed
                name = "Alla med värde" if no_riket else r.name
                found.append(_make(r.id, name, measure, points, indicator, gender, r))
    return tuple(found)


def _own(kommun: Kommun, indicator: Indicator, years: Mapping[int, Matrix], gender: str) -> Series:
    points = []
    for year, matrix in sorted(years.items()):
        value = matrix.value(indicator.id, kommun.code)
        answer = matrix.answer(indicator.id, kommun.code)
        if value is not None or answer is not None:
            points.append(Point(year, value, answer, place=place(matrix, indicator, kommun.code)))
    measure: Measure = "varde" if indicator.kind == "numerisk" else "svar"
    return _make("kommun", kommun.name, measure, points, indicator, gender, None)


def _make(
    id: str,
    name: str,
    measure: Measure,
    points: Sequence[Point],
    indicator: Indicator,
    gender: str,
    reference: Reference | None,
) -> Series:
    runs = periods(points, indicator)
    moved = tuple(movement(run) for run in runs)
    return Series(
        id=id,
        name=name,
        measure=measure,
        points=tuple(points),
        periods=runs,
        movements=moved,
        gender=gender,
        reference=reference,
    )


def points_of(by_year: Mapping[int, Comparison], measure: GroupMeasure) -> tuple[Point, ...]:
    """Return the years in which a reference has a share, a median or a published value."""
    points = (_point(year, c, measure) for year, c in sorted(by_year.items()))
    return tuple(p for p in points if p.figure is not None)


def _point(year: int, c: Comparison, measure: GroupMeasure) -> Point:
    if measure == "redovisat":
        return Point(year, c.published_value, origin="publicerad")
    return Point(
        year,
        c.share if measure == "andel" else c.median,
        origin="publicerad" if c.is_published else "beraknad",
        n_yes=c.n_yes,
        n=c.n,
        n_ea=c.n_ea,
        n_missing=c.n_missing,
        q1=c.q1,
        q3=c.q3,
        counts=c.ranks,
        why_not=c.why_not,
    )


def place(matrix: Matrix, indicator: Indicator, kommun: str) -> Place | None:
    """Return a kommun's place among all values of the matrix, None for what is never ranked."""
    value = matrix.value(indicator.id, kommun)
    if value is None or not indicator.is_judged:
        return None
    values = list(matrix.values[indicator.id].values())
    better = sum(indicator.lead(other, value) > 0 for other in values)
    return Place(better + 1, len(values), values.count(value) - 1)


# --- what is comparable, and how it moves -----------------------------------------------


def periods(points: Sequence[Point], indicator: Indicator) -> tuple[tuple[Point, ...], ...]:
    """Return runs of points that are comparable with each other, oldest first.

    A point that does not count, or is an answer outside JA, NEJ and DELVIS, is in none.
    """
    runs: list[list[Point]] = []
    for point in sorted(points, key=lambda p: p.year):
        if not point.counts or (point.figure is None and point.answer not in IN_DENOMINATOR):
            continue
        if runs and indicator.break_between(runs[-1][-1].year, point.year) is None:
            runs[-1].append(point)
        else:
            runs.append([point])
    return tuple(tuple(run) for run in runs)


def movement(points: Sequence[Point]) -> Movement:
    """Return how comparable points go.

    A direction needs at least three points that all move the same way, and figures: a
    kommun's answers change, they do not rise.
    """
    if len(points) < 2:
        return Movement.ETT_AR if points else Movement.INGET_AR
    steps = [direction(a, b) for a, b in pairwise(points)]
    if not any(steps):
        return Movement.OFORANDRAT
    if 1 in steps and -1 in steps:
        return Movement.VARIERAR
    is_figure = points[0].figure is not None
    if len(points) < FEWEST_FOR_A_DIRECTION or 0 in steps or not is_figure:
        return Movement.ANDRAT
    return Movement.OKAR if steps[0] > 0 else Movement.MINSKAR


def direction(before: Point, after: Point) -> int:
    """Return 1, 0 or -1 for up, same or down.

    A published share is printed in whole percent: it differs from a computed one only
    where the whole percents do.
    """
    if before.figure is not None and {before.origin, after.origin} == {"publicerad", "beraknad"}:
        old, new = (math.floor(_height(p) + 0.5) for p in (before, after))
        return (new > old) - (new < old)
    up = rise(before, after)
    return (up > 0) - (up < 0)


def rise(before: Point, after: Point) -> float:
    """Return after minus before: in the figures' unit, or from NEJ (0) to JA (100)."""
    return _height(after) - _height(before)


def _height(point: Point) -> float:
    return STEPS[point.answer or ""] if point.figure is None else point.figure


# --- who changed --------------------------------------------------------------------


def _turns(
    indicator: Indicator, register: Register, among: Reference, years: Mapping[int, Matrix]
) -> tuple[tuple[int, ...], tuple[Turns, ...]]:
    """Return (years with answers, who changed between two comparable years).

    Each kommun's answer is set against its own last one, if that is comparable.
    """
    if indicator.kind == "numerisk":
        return (), ()
    in_order = sorted(years)
    answered: set[int] = set()
    pairs: dict[tuple[int, int], list[Turn]] = {}
    for kommun in (k for k in register.kommuner if k.code in among.members):
        found = ((y, years[y].answer(indicator.id, kommun.code)) for y in in_order)
        given = [(y, answer) for y, answer in found if answer in IN_DENOMINATOR]
        answered |= {y for y, _ in given}
        for (before, old), (after, new) in pairwise(given):
            if indicator.break_between(before, after) is None:
                pairs.setdefault((before, after), []).append(Turn(kommun, str(old), str(new)))
    turns = []
    for (before, after), both in sorted(pairs.items(), key=lambda p: (p[0][1], p[0][0])):
        changed = [t for t in both if t.before != t.after]
        changed.sort(key=lambda t: sort_key(t.kommun.name))
        turns.append(Turns(before, after, among.id, len(both), tuple(changed)))
    return tuple(sorted(answered)), tuple(turns)

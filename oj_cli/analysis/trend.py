"""Step 3: one indicator over the years, for a kommun, a län or a group, and its references."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from oj_cli.analysis.compare import compare
from oj_cli.analysis.expected import Everyone
from oj_cli.analysis.genders import genders
from oj_cli.analysis.matrix import Matrix
from oj_cli.analysis.own import Own
from oj_cli.domain.answers import GENDERS, IN_DENOMINATOR, Answer
from oj_cli.domain.chance import Z95
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
from oj_cli.domain.wording import figure_text

if TYPE_CHECKING:  # they come with an analysis
    from oj_cli.domain.analysis import Event

EVERYBODY = "Alla kommuner"
"""Whose median is no riket: that is what is published."""
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
    own: Own | None = None,
    everyone: Everyone | None = None,
    events: "tuple[Event, ...]" = (),
    corrections: tuple[Correction, ...] = (),
) -> Trend:
    """Follow one indicator over all years. The subject's own series comes first.

    The data are `matrices` by gender (`T`, `K`, `M`) and year; `own` is what is known of the
    kommun in the whole område, and `everyone` all kommuner's values of the indicator. The
    references hold the groups of `edition` and of data year `grouped_by`; `turns_in` is the group
    whose kommuner are followed one by one.
    """
    by_gender = {
        gender: _series(kommun, indicator, references, matrices.get(gender, {}), gender, own)
        for gender in GENDERS
    }
    is_followed = indicator.kind == "numerisk" and indicator.is_judged
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
        genders=genders(own, indicator) if own else None,
        expected=everyone.expected(indicator, kommun.code)
        if everyone and kommun and is_followed
        else None,
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
    own: Own | None,
) -> tuple[Series, ...]:
    code = kommun.code if kommun else None
    compared = {y: compare(m, [indicator], references, code) for y, m in years.items()}
    found = [_own(kommun, indicator, years, gender, own)] if kommun else []
    for r in references:
        by_year = {year: of[indicator.id][r.id] for year, of in compared.items()}
        measures: tuple[GroupMeasure, ...] = ("andel",)
        if indicator.kind == "numerisk":
            measures = ("median", "redovisat")
        for measure in measures:
            points = points_of(by_year, measure)
            if points or measure != "redovisat":
                name = EVERYBODY if (r.id, measure) == ("riket", "median") else r.name
                found.append(_make(r.id, name, measure, points, indicator, gender, r))
    return tuple(found)


def _own(
    kommun: Kommun,
    indicator: Indicator,
    years: Mapping[int, Matrix],
    gender: str,
    own: Own | None,
) -> Series:
    points = []
    for year, matrix in sorted(years.items()):
        value = matrix.value(indicator.id, kommun.code)
        answer = matrix.answer(indicator.id, kommun.code)
        if value is not None or answer is not None:
            points.append(Point(year, value, answer, place=place(matrix, indicator, kommun.code)))
    if indicator.kind != "numerisk":
        return _make("kommun", kommun.name, "svar", points, indicator, gender, None)
    known = own if gender == "T" else None  # how many women and men answered is not published
    told = known.with_uncertainty(indicator, points) if known else tuple(points)
    return _make("kommun", kommun.name, "varde", told, indicator, gender, None, known)


def _make(
    id: str,
    name: str,
    measure: Measure,
    points: Sequence[Point],
    indicator: Indicator,
    gender: str,
    reference: Reference | None,
    own: Own | None = None,
) -> Series:
    runs = periods(points, indicator)
    if measure == "varde":
        moved = tuple(own_movement(run, indicator, own) for run in runs)
    else:
        moved = tuple(movement(run, indicator) for run in runs)
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


def movement(points: Sequence[Point], indicator: Indicator) -> Movement:
    """Return how comparable points go: a kommun's answers, or a group's figures as printed.

    A direction needs at least three points that all move the same way, and figures: a
    kommun's answers change, they do not rise.
    """
    if len(points) < 2:
        return Movement.ETT_AR if points else Movement.INGET_AR
    steps = [direction(a, b, indicator) for a, b in pairwise(points)]
    if not any(steps):
        return Movement.OFORANDRAT
    if 1 in steps and -1 in steps:
        return Movement.VARIERAR
    is_figure = points[0].figure is not None
    if len(points) < FEWEST_FOR_A_DIRECTION or 0 in steps or not is_figure:
        return Movement.ANDRAT
    return Movement.OKAR if steps[0] > 0 else Movement.MINSKAR


def own_movement(points: Sequence[Point], indicator: Indicator, own: Own | None) -> Movement:
    """Return how a kommun's comparable values go, beyond chance (95 %).

    Each year is set against the one before, and the last against the first. What is clear between
    two points is a change; a direction needs a third, and the last on that side of the first.
    """
    if len(points) < 2:
        return Movement.ETT_AR if points else Movement.INGET_AR
    pairs = list(pairwise(points))
    if all(direction(a, b, indicator) == 0 for a, b in pairs):
        return Movement.OFORANDRAT
    if len(points) > 2:
        pairs.append((points[0], points[-1]))
    zs = [own.rise_z(indicator, a, b) if own else None for a, b in pairs]
    rises = any(z is not None and z >= Z95 for z in zs)
    falls = any(z is not None and z <= -Z95 for z in zs)
    ends = direction(points[0], points[-1], indicator)
    if (rises and ends < 1) or (falls and ends > -1):
        return Movement.VARIERAR
    if rises or falls:
        if len(points) < FEWEST_FOR_A_DIRECTION:
            return Movement.ANDRAT
        return Movement.OKAR if rises else Movement.MINSKAR
    return Movement.GAR_INTE_ATT_SAGA if None in zs else Movement.INGEN_TYDLIG


def direction(before: Point, after: Point, indicator: Indicator) -> int:
    """Return 1, 0 or -1 for up, same or down.

    Counts tell it exactly; other figures that are printed alike are the same.
    """
    up = rise(before, after)
    if before.n_yes is not None and after.n_yes is not None and before.n and after.n:
        up = after.n_yes * before.n - before.n_yes * after.n
    elif before.figure is not None and after.figure is not None:
        same = figure_text(before.figure, indicator) == figure_text(after.figure, indicator)
        up = 0.0 if same else up
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

"""How all kommuner stood in an indicator one year, counted when values are written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from oj_cli.domain.answers import IN_DENOMINATOR, Answer, Column
from oj_cli.domain.quantiles import quantile
from oj_cli.store.values import Summary

T = TypeVar("T")

Key = tuple[str, int, str]
"""Indicator, year, gender."""


def summarised(columns: Iterable[Column]) -> dict[Key, Summary]:
    """Return a summary of each indicator, year and gender that any kommun has results in.

    `columns` are in the order in which sources came: a later one takes the place of an earlier.
    """
    values: dict[Key, dict[str, float]] = {}
    answers: dict[Key, dict[str, str]] = {}
    for c in columns:
        key = c.indicator, c.year, c.gender
        _add(values, key, c.units, c.values)
        _add(answers, key, c.units, c.answers)
    found: dict[Key, Summary] = {}
    before: Mapping[str, float] = {}
    last: tuple[str, str] | None = None
    for key in sorted(values.keys() | answers.keys(), key=lambda k: (k[0], k[2], k[1])):
        series = key[0], key[2]
        before = before if series == last else {}
        last = series
        found[key] = _summary(values.get(key, {}), answers.get(key, {}).values(), before)
        before = values.get(key, before)
    return found


def _add(
    kept: dict[Key, dict[str, T]],
    key: Key,
    units: Sequence[tuple[str, str]],
    given: Sequence[T | None],
) -> None:
    """Add what kommuner have to what they had by the key."""
    there = zip(units, given, strict=True) if given else ()
    found = {unit: v for (kind, unit), v in there if kind == "kommun" and v is not None}
    if found:
        kept.setdefault(key, {}).update(found)


def _summary(
    values: Mapping[str, float], answers: Iterable[str], before: Mapping[str, float]
) -> Summary:
    counted = [a for a in answers if a in IN_DENOMINATOR]
    n_yes = sum(a == Answer.JA for a in counted) if counted else None
    if not values:
        return Summary(len(counted), n_yes, *(None,) * 6)
    in_order = sorted(values.values())
    moves = sorted(abs(value - before[unit]) for unit, value in values.items() if unit in before)
    return Summary(
        len(values),
        n_yes,
        in_order[0],
        quantile(in_order, 0.25),
        quantile(in_order, 0.5),
        quantile(in_order, 0.75),
        in_order[-1],
        quantile(moves, 0.5),
    )

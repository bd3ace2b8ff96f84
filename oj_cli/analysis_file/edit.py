"""What can be changed in an analysis. Each function gives a maker for `file.save`.

Nothing here reads or writes a file. What was frozen stays as it was unless `refresh` is asked
for, and what is put in again under an id it has takes the place of what was there.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from oj_cli.analysis_file.file import Maker
from oj_cli.documents.changes import Append, Change, Remove, Set
from oj_cli.documents.decode import filled, given
from oj_cli.domain.analysis import Analysis, Chosen, Frozen, SetAside, next_id
from oj_cli.domain.encoding import encode
from oj_cli.domain.logs import Log, T
from oj_cli.domain.swedish import fold

_NOTHING: tuple[object, ...] = (None, [], {})

# --- step 1 ------------------------------------------------------------------------------


def choose(chosen: Chosen, *, refresh: bool = False) -> Maker:
    """Choose an area with its indicators, or add indicators to one that was chosen.

    Indicators chosen before keep the figures they were chosen on, unless `refresh`. What
    was set aside is so no longer. An empty `why` or `date` leaves the one that stands.
    """

    def maker(analysis: Analysis) -> list[Change]:
        names = {chosen.theme, *(f.indicator for f in chosen.indicators)}
        changes: list[Change] = _drop(
            "valts_bort", [n for n, s in enumerate(analysis.set_aside) if s.what in names]
        )
        at = next((n for n, c in enumerate(analysis.chosen) if c.theme == chosen.theme), None)
        if at is None:
            return [*changes, Append(("val",), given(chosen))]
        before = analysis.chosen[at]
        merged = replace(
            before,
            why=chosen.why or before.why,
            date=chosen.date or before.date,
            benefit=chosen.benefit or before.benefit,
            effort=chosen.effort or before.effort,
            indicators=_merged(before.indicators, chosen.indicators, refresh),
        )
        return [*changes, *_replace("val", at, before, merged)]

    return maker


def _merged(before: Sequence[Frozen], now: Sequence[Frozen], refresh: bool) -> tuple[Frozen, ...]:
    newer = {f.indicator: f for f in now}
    old = [newer.pop(f.indicator, f) if refresh else f for f in before]
    known = {f.indicator for f in old}
    return (*old, *(f for id, f in newer.items() if id not in known))


def drop_choice(what: str) -> Maker:
    """Take a theme or an indicator out of what was chosen; nothing happens if it is not."""

    def maker(analysis: Analysis) -> list[Change]:
        for n, area in enumerate(analysis.chosen):
            ids = [f.indicator for f in area.indicators]
            if area.theme == what or ids == [what]:
                return [Remove(("val", n))]
            if what in ids:
                return [Remove(("val", n, "indikatorer", ids.index(what)))]
        return []

    return maker


def set_aside(aside: SetAside) -> Maker:
    """Set a theme or an indicator aside with a reason; it is no longer chosen."""

    def maker(analysis: Analysis) -> list[Change]:
        changes = list(drop_choice(aside.what)(analysis))
        for n, before in enumerate(analysis.set_aside):
            if before.what == aside.what:
                return [*changes, *_replace("valts_bort", n, before, aside)]
        return [*changes, Append(("valts_bort",), given(aside))]

    return maker


# --- lists whose items have ids ----------------------------------------------------------


def put(log: Log[T], item: T) -> Maker:
    """Put an item in a list, in place of one with its id. With an empty id it gets the next."""

    def maker(analysis: Analysis) -> list[Change]:
        ids = [known.id for known in log.of(analysis)]
        if not item.id:
            return [Append((log.key,), given(replace(item, id=next_id(log.letter, ids))))]
        if fold(item.id) not in map(fold, ids):
            return [Append((log.key,), given(item))]
        at = log.place(analysis, item.id)
        return _replace(log.key, at, log.of(analysis)[at], item)

    return maker


def take(log: Log[T], id: str) -> Maker:
    """Take an item out of a list. The maker raises UsageFault if it is not there."""
    return lambda analysis: [Remove((log.key, log.place(analysis, id)))]


def _replace(name: str, at: int, before: Any, now: Any) -> list[Change]:
    """Return the changes that make one item into another, its other keys untouched."""
    if before == now:
        return []
    old, new = encode(before), encode(now)
    changes: list[Change] = []
    for n, (key, value) in enumerate(new.items(), start=1):
        if value == old[key]:
            continue
        if value in _NOTHING:
            changes.append(Remove((name, at, key)))
        else:
            following = next((k for k in [*new][n:] if old[k] not in _NOTHING), None)
            changes.append(Set((name, at, key), filled(value), following))
    return changes


def _drop(name: str, places: Sequence[int]) -> list[Change]:
    return [Remove((name, n)) for n in reversed(places)]

"""What can be changed in an analysis. Each function gives a maker for `analysis_file.save`.

Nothing here reads or writes a file. What was frozen stays as it was unless `refresh` is asked
for, and what is put in again under an id it has takes the place of what was there.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from oj_cli.analysis_file.file import Maker
from oj_cli.documents.changes import Append, Change, Remove, Set
from oj_cli.documents.decode import filled, given
from oj_cli.domain.analysis import (
    Analysis,
    Chosen,
    Conclusion,
    Event,
    Evidence,
    Frozen,
    SetAside,
    TrendNote,
    next_id,
)
from oj_cli.domain.encoding import encode
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.swedish import fold, listing

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


# --- step 2 and 3 ------------------------------------------------------------------------


def add_evidence(evidence: Evidence) -> Maker:
    """Put a piece of evidence in the log. With an empty id it gets the next: `U3`."""
    return _put("underlag", "U", lambda a: a.evidence, evidence)


def remove_evidence(id: str) -> Maker:
    """Take a piece of evidence out of the log. The maker raises UsageFault if it is not there."""
    return _take("underlag", lambda a: a.evidence, id, "underlag", "oj complement list")


def add_event(event: Event) -> Maker:
    """Put in an event. With an empty id it gets the next: `H2`."""
    return _put("handelser", "H", lambda a: a.events, event)


def remove_event(id: str) -> Maker:
    """Take an event out. The maker raises UsageFault if it is not there."""
    return _take("handelser", lambda a: a.events, id, "någon händelse", "oj trend event list")


def note_trend(note: TrendNote) -> Maker:
    """Put in what the group makes of a development. With an empty id it gets the next: `T1`."""
    return _put("trend", "T", lambda a: a.trend, note)


def remove_note(id: str) -> Maker:
    """Take out what was made of a development. The maker raises UsageFault if it is not there."""
    return _take("trend", lambda a: a.trend, id, "någon slutsats om utvecklingen", "oj status")


def conclude(conclusion: Conclusion) -> Maker:
    """Put in a conclusion. With an empty id it gets the next: `S1`."""
    return _put("slutsatser", "S", lambda a: a.conclusions, conclusion)


def remove_conclusion(id: str) -> Maker:
    """Take a conclusion out. The maker raises UsageFault if it is not there."""
    return _take("slutsatser", lambda a: a.conclusions, id, "någon slutsats", "oj status")


def answer(guide: str, question: str, value: Any) -> Maker:
    """Keep the answer to a guide's question; None takes it away."""

    def maker(analysis: Analysis) -> list[Change]:
        where = ("svar", guide, question)
        if value is not None:
            return [Set(where, value)]
        answers = analysis.answers.get(guide, {})
        if question not in answers:
            return []
        return [Remove(where if len(answers) > 1 else where[:2])]

    return maker


# --- lists whose items have ids ----------------------------------------------------------

Item = Evidence | Event | TrendNote | Conclusion


def _put(name: str, letter: str, of: Callable[[Analysis], Sequence[Item]], item: Item) -> Maker:
    def maker(analysis: Analysis) -> list[Change]:
        items = of(analysis)
        if not item.id:
            return [
                Append((name,), given(replace(item, id=next_id(letter, [i.id for i in items]))))
            ]
        for n, before in enumerate(items):
            if fold(before.id) == fold(item.id):
                return _replace(name, n, before, item)
        return [Append((name,), given(item))]

    return maker


def _take(
    name: str, of: Callable[[Analysis], Sequence[Item]], id: str, what: str, list_with: str
) -> Maker:
    def maker(analysis: Analysis) -> list[Change]:
        ids = [item.id for item in of(analysis)]
        for n, known in enumerate(ids):
            if fold(known) == fold(id):
                return [Remove((name, n))]
        raise unknown(what, id, ids, list_with)

    return maker


def unknown(what: str, id: str, ids: Sequence[str], list_with: str) -> UsageFault:
    """Return what to say of an id that is not there: which are, and how to list them."""
    there = f"De som finns är {listing(ids)}." if ids else "Det finns inga."
    return UsageFault(
        f"Det finns inte {what} med id ”{id}”.", hints=(there, f"Visa dem: {list_with}")
    )


def _replace(name: str, at: int, before: Any, now: Any) -> list[Change]:
    """Return the changes that make one item into another, its other keys untouched."""
    if before == now:
        return []
    old, new = encode(before), encode(now)
    changes: list[Change] = []
    for key, value in new.items():
        if value == old[key]:
            continue
        if value in (None, [], {}):
            changes.append(Remove((name, at, key)))
        else:
            changes.append(Set((name, at, key), filled(value)))
    return changes


def _drop(name: str, places: Sequence[int]) -> list[Change]:
    return [Remove((name, n)) for n in reversed(places)]

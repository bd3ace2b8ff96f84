"""The text of a new plan: in reading order, with short comments, nothing left out in silence.

What a plan must have and nobody has answered yet stands as `ATT GÖRA`, with a word on what is
asked for. The reader takes it as not given, and `oj plan check` tells of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from oj_cli.documents.decode import TO_DO
from oj_cli.documents.dumper import Layout, entry_lines, plain_data
from oj_cli.documents.models import in_order
from oj_cli.documents.packaged import read_packaged
from oj_cli.domain.encoding import key
from oj_cli.domain.plan import SCHEMA, Activity, Goal, Measure, PlanHead

Data = dict[str, Any]

_LAYOUT = Layout()


@dataclass(frozen=True)
class DraftWords:
    """What `planutkast.yaml` holds: what is asked for where nothing is answered, and comments."""

    head: dict[str, Any] = key("plan")
    goal: dict[str, Any] = key("mal")
    activity: dict[str, str] = key("aktivitet")
    party: str = key("part")
    comments: dict[str, str] = key("kommentarer", "Efter vägen till det: mal.matt")


@cache
def _words() -> DraftWords:
    return read_packaged(DraftWords, "planutkast.yaml", "Planutkastets ord")


def draft(data: Mapping[str, Any]) -> str:
    """Return a plan as the text of its file; `data` is what is known, under the file's keys.

    Raises UsageFault for text that cannot be saved.
    """
    known = whole(plain_data(data))
    head = known["plan"]
    goals: list[str] = []
    for number, goal in enumerate(known["mal"]):
        goals += [""] if number else []
        goals += _item(goal, 2, ("mal",))
    body = [
        "plan:",
        *_mapping(head, 2, ("plan",)),
        "",
        "# Målen: vad som blir bättre för brukarna, hur det mäts och vad ni gör för att nå dit",
        "mal:",
        *goals,
    ]
    is_open = any(f"{TO_DO}:" in line for line in body)
    lines = [
        f"# {head.get('titel') or 'Handlingsplan'}",
        *([f"# Det som börjar med {TO_DO} är inte klart än."] if is_open else []),
        f"# Kontrollera planen med: oj plan check {head['id']}",
        "# Ändra gärna här i filen. Skriv funktioner, aldrig namn, och inget som pekar ut någon.",
        f"schema: {SCHEMA}",
        "",
        *body,
    ]
    return "\n".join(lines) + "\n"


def whole(data: Mapping[str, Any]) -> Data:
    """Return a plan with `ATT GÖRA` wherever something it must have is not given."""
    head = {"status": "utkast", **data.get("plan", {})}
    head = _opened(head, _words().head)
    if head.get("parter"):
        head["parter"] = [_party(p, n) for n, p in enumerate(head["parter"], 1) if p]
    goals = [g for g in data.get("mal", []) if g] or [{"id": "M1"}]
    return {"plan": in_order(PlanHead, head), "mal": [_goal(g) for g in goals]}


def _party(party: Mapping[str, Any], number: int) -> Data:
    """Return a party with what it cannot be without: a name, and an id to point at."""
    return {"id": f"part{number}", "namn": _todo(_words().party), **party}


def _goal(goal: Mapping[str, Any]) -> Data:
    result = _opened(dict(goal), _words().goal)
    if "koppling" in result:
        result["koppling"] = [tie for tie in result["koppling"] if tie.get("indikator")]
    if "varje" not in result["uppfoljning"].get("aterkommer", {"varje": ""}):
        del result["uppfoljning"]["aterkommer"]  # a first day of something that does not recur
    follow_up = goal.get("uppfoljning")
    recurs = isinstance(follow_up, Mapping) and "aterkommer" in result["uppfoljning"]
    if recurs and "nar" not in (follow_up or {}):
        del result["uppfoljning"]["nar"]  # again and again is a date too
    if result["matt"].get("riktning") == "behall" and "malvarde" not in goal.get("matt", {}):
        del result["matt"]["malvarde"]  # the level to keep is the one there is
    result["matt"] = in_order(Measure, result["matt"])
    activities = [a for a in goal.get("aktiviteter", []) if a] or [{"id": "A1"}]
    result["aktiviteter"] = [_activity(a) for a in activities]
    result.setdefault("utfall", [])
    return in_order(Goal, result)


def _activity(activity: Mapping[str, Any]) -> Data:
    todo = {key: _todo(what) for key, what in _words().activity.items()}
    asked = {"vad": todo["vad"], "ansvarig": [{"funktion": todo["ansvarig"]}]}
    result = {"id": activity["id"], **asked, **activity}
    result.setdefault("klart", todo["klart"])
    result.setdefault("status", "planerad")
    return in_order(Activity, result)


def _opened(data: Data, wanted: Mapping[str, Any]) -> Data:
    """Return data with what is wanted and not there marked as to be done."""
    result = dict(data)
    for name, inner in wanted.items():
        if isinstance(inner, Mapping):
            result[name] = _opened(dict(result.get(name) or {}), inner)
        elif result.get(name) in (None, "", []):
            result[name] = _todo(inner)
    return result


def _todo(what: str) -> str:
    return f"{TO_DO}: {what}"


# --- text --------------------------------------------------------------------------------


def _mapping(data: Mapping[str, Any], column: int, way: tuple[str, ...]) -> Iterator[str]:
    for name, value in data.items():
        comment = _words().comments.get(".".join((*way, name)))
        if comment:
            yield f"{' ' * column}# {comment}"
        if isinstance(value, Mapping) and value:
            yield f"{' ' * column}{name}:"
            yield from _mapping(value, column + 2, (*way, name))
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{' ' * column}{name}:"
            for item in value:
                yield from _item(item, column + 2, (*way, name))
        else:
            yield from entry_lines(f"{name}:", value, column, _LAYOUT)


def _item(data: Mapping[str, Any], column: int, way: tuple[str, ...]) -> Iterator[str]:
    """Give the lines of an item of a list; the first stands on the line of the dash."""
    first, *rest = _mapping(data, column + 2, way)
    yield f"{' ' * column}- {first.lstrip()}"
    yield from rest

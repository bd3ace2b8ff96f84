"""Read a plan that has faults as far as it can be read.

What cannot be read is set aside, and the rest is decoded: one mistyped date does not hide what
else there is to say of a plan.
"""

import copy
from typing import Any

from oj_cli.documents.decode import Fault, decode
from oj_cli.documents.reader import Where
from oj_cli.documents.ways import value
from oj_cli.domain.plan import SCHEMA, Plan, PlanHead

_OF_THINGS = (
    *("mal", "parter", "kallor", "koppling", "underlag", "delmal", "aktiviteter", "ansvarig"),
    *("medverkar", "utfall", "nasta_period"),
)
_MOST_ROUNDS = 20  # a value that was set aside may have hidden another fault


def read_leniently(data: Any, stem: str) -> tuple[Plan, tuple[Fault, ...]]:
    """Return what can be read of a plan's plain data, and every fault that it has.

    `stem` is the plan's id if it gives none. Goals keep their positions, so that a way into
    the data leads to the same goal.
    """
    if not isinstance(data, dict):
        return Plan(SCHEMA, PlanHead(stem)), ()
    data = copy.deepcopy(data)
    found: dict[tuple[Where, str], Fault] = {}
    set_aside: set[Where] = set()
    for _ in range(_MOST_ROUNDS):
        faults: list[Fault] = []
        plan = decode(Plan, data, faults)
        for fault in faults:
            places = {fault.where, (*fault.where, fault.missing or "")}
            if fault.missing is None or not places & set_aside:
                found.setdefault((fault.where, fault.message), fault)
        if plan is not None:
            return plan, tuple(found.values())
        for fault in sorted(faults, key=lambda f: _order(f.where), reverse=True):
            if fault.missing is not None:
                value(data, fault.where)[fault.missing] = _stand_in(fault, stem)
            elif not fault.is_unknown:
                set_aside.add(fault.where)
                _set_aside(data, fault.where)
    return Plan(SCHEMA, PlanHead(stem)), tuple(found.values())


def _order(where: Where) -> tuple[str, ...]:
    return tuple(f"{k:06}" if isinstance(k, int) else k for k in where)


def _set_aside(data: Any, where: Where) -> None:
    """Take a value away. In a list of things an empty one stays, so that the others keep theirs."""
    holder, last = value(data, where[:-1]), where[-1]
    if isinstance(last, int) and where[-2] in _OF_THINGS and where[0::2] != ("mal", "parter"):
        holder[last] = {}
    else:
        del holder[last]


def _stand_in(fault: Fault, stem: str) -> Any:
    """Return a value for a key that must be there."""
    if fault.missing == "plan":
        return {"id": stem}
    if fault.missing in ("schema", "varje"):
        return {"schema": SCHEMA, "varje": "ar"}[fault.missing]
    if fault.where == ("plan",):
        return stem
    number = next((k for k in reversed(fault.where) if isinstance(k, int)), 0)
    return f"nummer {number + 1}"

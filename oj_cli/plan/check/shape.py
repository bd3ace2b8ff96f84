"""The file itself: values that cannot be read, keys that are missing or unknown, ids used twice."""

from collections.abc import Iterator
from pathlib import PurePath

from oj_cli.documents.reader import Where
from oj_cli.domain.plan import SCHEMA
from oj_cli.plan.check.checked import Checked, Group, repeated
from oj_cli.plan.check.rules import Hit

check = Group()

_EXAMPLES = {"id": "M1", "namn": "Leksands kommun", "vad": "Ta fram ett lättläst blad om SIP"}
_TOLD_ELSEWHERE = (
    *("senast", "utgangslage", "malvarde"),
    *("start", "klart", "nar", "giltighet", "fran", "till"),
)
"""Keys whose faults are told by the rule that asks for them: M04, M06, A03, U01, P01."""


def told_elsewhere(where: Where) -> bool:
    """Tell whether a fault in a value is told by the rule that asks for the value."""
    names = [k for k in where if isinstance(k, str)]
    if not names or "utfall" in names or "redovisas" in names or "aterkommer" in names:
        return False
    if names[:2] == ["plan", "giltighet"]:
        return True
    return names[:1] == ["mal"] and any(name in _TOLD_ELSEWHERE for name in names[1:])


@check("F01")
def _unreadable(plan: Checked) -> Iterator[Hit]:
    for fault in plan.faults:
        if not fault.is_unknown and fault.missing is None and not told_elsewhere(fault.where):
            yield Hit("varde", fault.where, {"varde": fault.message})


@check("F02")
def _missing_keys(plan: Checked) -> Iterator[Hit]:
    for fault in plan.faults:
        if fault.missing is None or fault.missing == "schema":
            continue
        example = _EXAMPLES.get(fault.missing, "…")
        if fault.missing == "id" and "aktiviteter" in fault.where:
            example = "A1"
        if fault.missing == "id" and fault.where == ("plan",):
            example = PurePath(plan.file.path).stem
        yield Hit("nyckel", fault.where, {"nyckel": fault.missing, "exempel": example})


@check("F03")
def _unknown_keys(plan: Checked) -> Iterator[Hit]:
    # A key from a newer or older plan is told in the same way: it stays in the file
    for fault in plan.faults:
        if fault.is_unknown:
            yield Hit("nyckel", fault.where, {"varde": fault.message})


@check("F04")
def _no_schema(plan: Checked) -> Iterator[Hit]:
    # What says another schema is no plan that can be checked
    if plan.file.data.get("schema") is None:
        yield Hit("saknas", (), {"nytt": SCHEMA})


@check("F05")
def _same_id(plan: Checked) -> Iterator[Hit]:
    for n, first in repeated(plan.plan.goals, lambda g: g.id):
        yield _same(plan, "mal", ("mal", n, "id"), ("mal", first, "id"), plan.plan.goals[n].id)
    for where, goal in plan.goals():
        for n, first in repeated(goal.activities, lambda a: a.id):
            here, there = (*where, "aktiviteter", n, "id"), (*where, "aktiviteter", first, "id")
            yield _same(plan, "aktivitet", here, there, goal.activities[n].id)
    for n, first in repeated(plan.plan.head.parties, lambda p: p.id):
        here, there = ("plan", "parter", n, "id"), ("plan", "parter", first, "id")
        yield _same(plan, "part", here, there, plan.plan.head.parties[n].id)


def _same(plan: Checked, variant: str, here: Where, there: Where, id: str) -> Hit:
    return Hit(variant, here, {"id": id, "forsta": plan.line(there)})

"""Where answers go: from a round of a group to an item of the analysis or the plan, and back."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain, repeat, zip_longest
from typing import Any

from oj_cli.documents.decode import TO_DO, Fault, decode
from oj_cli.documents.models import in_order, needed
from oj_cli.documents.ways import put, value, way_of, without
from oj_cli.domain import analysis
from oj_cli.domain.guide import Guide, Question
from oj_cli.domain.guide_walk import Spot, Tree
from oj_cli.domain.plan import Plan
from oj_cli.guide.stops import rounds

Data = dict[str, Any]

MODELS: dict[str | None, type] = {
    "val": analysis.Chosen,
    "valts_bort": analysis.SetAside,
    "underlag": analysis.Evidence,
    "handelser": analysis.Event,
    "trend": analysis.TrendNote,
    "slutsatser": analysis.Conclusion,
    "plan": Plan,
}
"""What a target holds: the item of a list in the analysis, or the whole plan."""

IDENTITY: dict[str | None, str] = {"val": "tema", "valts_bort": "vad"}
"""By which key an item is known again where it is not its `id`."""

_LETTERS = {"mal": "M", "aktiviteter": "A"}
"""The letter of the ids in a list of the plan, where a guide does not say another."""

TODAY = "{idag}"
"""In `fyller`: the day of the walk."""


def key_of(group: Question) -> Question:
    """Return the question that says what a round of a group is of."""
    own = (q for q in group.questions if q.field == IDENTITY.get(group.target, "id"))
    return next(own, group.questions[0])


def beneath(within: Guide | Question, first: Tree, second: Tree) -> Data:
    """Return answers with others where nothing is said, not even that it is skipped.

    Rounds are paired by their number, but not those of different areas.
    """
    result = {**second, **first}
    for group in within.questions:
        id = group.id
        if group.kind == "grupp" and id in first and id in second:
            ones, others = rounds(group, first[id]), rounds(group, second[id])
            key = key_of(group).id
            if group.target in IDENTITY and ones[0].get(key) not in (None, others[0].get(key)):
                others = [{}, *others]
            pairs = zip_longest(ones, others, fillvalue=Data())
            result[id] = [beneath(group, one, other) for one, other in pairs]
    return result


def beyond(tree: Tree, said: Tree) -> Data:
    """Return what of some answers is not among others, with as many rounds."""
    left: Data = {}
    for id, answer in tree.items():
        there = said.get(id)
        if isinstance(answer, list) and isinstance(next(iter(answer), None), Mapping):
            found = there if isinstance(there, list) else []
            parts = [beyond(a, b) for a, b in zip(answer, chain(found, repeat({})), strict=False)]
            if len(parts) > len(found) or any(parts):
                left[id] = parts
        elif id not in said or answer != there:
            left[id] = answer
    return left


def item(group: Question, answered: Tree, today: date) -> Data:
    """Return a round as the item that it fills, its keys in the model's order."""
    return in_order(MODELS[group.target], filled(group.questions, answered, today, group.fixed))


def filled(
    questions: Iterable[Question], answered: Tree, today: date, fixed: Mapping[str, str] = {}
) -> Data:
    """Return what answers fill; where that is something, with what is always filled in."""
    data: Data = {}
    for question in questions:
        said = answered.get(question.id)
        if question.field is None or said is None:
            continue
        if question.kind == "grupp":
            said = _items(question, said, today)
        else:
            said = _renamed(question.written, said)
        if said != []:
            data = put(data, way_of(question.field), said)
    for field, always in fixed.items() if data else ():
        data = put(data, way_of(field), today.isoformat() if always == TODAY else always)
    return data


def _items(group: Question, given: Any, today: date) -> list[Data]:
    """Return the rounds of a group as items, numbered where they have ids; empty ones are not."""
    made = (filled(group.questions, r, today, group.fixed) for r in rounds(group, given))
    letter = group.numbered or _LETTERS.get(str(group.field))
    items = enumerate(filter(None, made), 1)
    return [{"id": f"{letter}{n}", **one} if letter else one for n, one in items]


def _renamed(names: Mapping[str, str], said: Any) -> Any:
    """Return an answer, or each of several, by its other name if it has one."""
    if isinstance(said, list):
        return [names.get(v, v) for v in said]
    return names.get(said, said) if isinstance(said, str) else said


def put_field(model: type, data: Data, question: Question, answer: Any) -> Data:
    """Return an item with an answer in its field; without it, if it can be, where it is None."""
    way = way_of(str(question.field))
    if answer is not None:
        return in_order(model, put(data, way, _renamed(question.written, answer)))
    return data if way[0] in needed(model) else dict(without(data, way))


def answers_of(questions: Iterable[Question], data: Mapping[str, Any]) -> Data:
    """Return the answers that an item was filled from. What is yet to be done is no answer."""
    result: Data = {}
    for question in questions:
        found = value(data, way_of(question.field)) if question.field else None
        if question.kind == "grupp" and isinstance(found, list):
            result[question.id] = [answers_of(question.questions, one) for one in found]
        elif found is not None and not str(found).startswith(TO_DO):
            labels = {written: label for label, written in question.written.items()}
            result[question.id] = _renamed(labels, found)
    return result


def fits(group: Question, data: Mapping[str, Any]) -> bool:
    """Tell whether a group could have made an item, by what it fills in and can be answered."""
    fixed = {field: always for field, always in group.fixed.items() if always != TODAY}
    is_so = all(value(data, way_of(field)) == always for field, always in fixed.items())
    return is_so and all(_can_be(q, data) for q in group.questions if q.field and q.choices)


def _can_be(question: Question, data: Mapping[str, Any]) -> bool:
    found = value(data, way_of(str(question.field)))
    parts = found if isinstance(found, list) else [found]
    known = {question.written.get(choice, choice) for choice in question.choices}
    return all(part is None or part in known for part in parts)


def field_of(*inside: Question) -> tuple[type, str]:
    """Return the file that a question goes to, after the groups around it, and the way there.

    The way is empty where it goes to none; in the analysis it begins with the key of a list.
    """
    target, ways = inside[0].target, [q.field or "" for q in inside]
    ways[0] = ways[0] if target == "plan" else target or ""
    return Plan if target == "plan" else analysis.Analysis, ".0.".join(ways) if all(ways) else ""


def refused(model: type, field: str, answer: Any) -> list[Fault]:
    """Return why an answer cannot stand in a field, as the reader of the file says it."""
    if "*" in field.split(".") and not isinstance(answer, list):
        return [Fault((), "Här ska stå flera svar.")]
    found: list[Fault] = []
    decode(model, put({}, way_of(field), answer), found)
    return [fault for fault in found if fault.missing is None]  # other fields are others' to fill


def unfit(spot: Spot, answer: Any) -> str | None:
    """Say why the file that an answer goes to cannot hold it, None if it can."""
    model, field = field_of(*(group for group, _ in spot.inside), spot.question)
    found = refused(model, field, _renamed(spot.question.written, answer)) if field else []
    return found[0].message if found else None


# --- the plan ----------------------------------------------------------------------------


def of_plan(guide: Guide) -> tuple[Question, ...]:
    """Return the questions whose answers make a plan."""
    return tuple(q for q in guide.questions if q.target == "plan")


def plan_data(guide: Guide, seen: Tree, today: date) -> Data:
    """Return what the answers say of a plan, under the keys of `planer/*.yaml`."""
    return in_order(Plan, filled(of_plan(guide), seen, today))

"""Where answers go: from a round of a group to an item of the analysis or the plan, and back."""

import dataclasses
import types
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Union, get_args, get_origin

from oj_cli.documents.decode import decode, keys_of
from oj_cli.domain.analysis import (
    Analysis,
    Chosen,
    Conclusion,
    Event,
    Evidence,
    SetAside,
    TrendNote,
)
from oj_cli.domain.goal_sentence import GoalSaid, read_goal, unit_of
from oj_cli.domain.guide import Guide, Question, Target
from oj_cli.domain.guide_walk import Tree
from oj_cli.domain.lookup import Catalogues
from oj_cli.domain.plan import AIMS, Plan
from oj_cli.guide.walk import as_rounds, rounds

MODELS: dict[Target, type] = {
    "val": Chosen,
    "valts_bort": SetAside,
    "underlag": Evidence,
    "handelser": Event,
    "trend": TrendNote,
    "slutsatser": Conclusion,
    "plan": Plan,
}
"""What a target holds: the item of a list in the analysis, or the whole plan."""

IDENTITY: dict[Target, str] = {"val": "tema", "valts_bort": "vad"}
"""By which key an item is known again where it is not `id`."""

TODAY = "{idag}"
"""In `fyller`: the day of the walk."""


def identity(target: Target) -> str:
    """Return the key by which an item of a target is known again."""
    return IDENTITY.get(target, "id")


def item(group: Question, answered: Tree, today: date, model: type) -> dict[str, Any]:
    """Return a round as the item that it fills, its keys in the model's order.

    Questions that were skipped, or fill no field, are left out.
    """
    data = _filled(group.questions, answered, today, model)
    for way, fixed in group.fixed.items() if data else ():
        data = _with(data, way.split("."), today.isoformat() if fixed == TODAY else fixed)
    return in_order(model, data)


def _filled(
    questions: Iterable[Question], answered: Tree, today: date, model: type
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for question in questions:
        said = answered.get(question.id)
        if question.field is None or said is None:
            continue
        if question.kind == "grupp":
            said = _items(question, said, today, item_model(model, question.field))
        else:
            said = _renamed(question.written, said)
        if said != []:
            data = _with(data, question.field.split("."), said)
    return data


def _items(group: Question, value: Any, today: date, model: type) -> list[dict[str, Any]]:
    """Return the rounds of a group as items, numbered where they have ids; empty ones are not."""
    found = [
        data for answered in rounds(group, value) if (data := item(group, answered, today, model))
    ]
    if not group.numbered:
        return found
    return [{"id": f"{group.numbered}{n}", **data} for n, data in enumerate(found, 1)]


def _renamed(names: Mapping[str, str], value: Any) -> Any:
    """Return an answer, or each of several, by its other name if it has one."""
    if isinstance(value, list):
        return [names.get(v, v) for v in value]
    return names.get(value, value) if isinstance(value, str) else value


def _with(data: Any, way: Sequence[str], value: Any) -> Any:
    """Return data with a value at the end of a way of keys and numbers of items, which are made.

    After `*` each of several answers has an item of its own: `koppling.*.indikator`.
    """
    if not way:
        return value
    key, *rest = way
    if key == "*":
        return [_with({}, rest, part) for part in value]
    if key.isdigit():
        items = [*(data or ())]
        items += [{} for _ in range(int(key) + 1 - len(items))]
        items[int(key)] = _with(items[int(key)], rest, value)
        return items
    return {**(data or {}), key: _with((data or {}).get(key), rest, value)}


def put_field(
    model: type, data: Mapping[str, Any], question: Question, answer: Any
) -> dict[str, Any]:
    """Return an item with an answer in its field; without it, if it can be, where it is None."""
    way = str(question.field).split(".")
    if answer is not None:
        return in_order(model, _with(data, way, _renamed(question.written, answer)))
    return dict(data) if way[0] in needed(model) else _without(data, way)


def _without(data: Mapping[str, Any], way: Sequence[str]) -> dict[str, Any]:
    key, *rest = way
    if rest and isinstance(data.get(key), Mapping):
        return {**data, key: _without(data[key], rest)}
    return {k: v for k, v in data.items() if k != key}


def is_whole(model: type, data: Mapping[str, Any]) -> bool:
    """Tell whether an item has all that its model cannot do without, an id set aside."""
    return bool(data) and all(key in data for key in needed(model) if key != "id")


def needed(model: type) -> tuple[str, ...]:
    """Return the keys that a model cannot do without."""
    return tuple(
        f.metadata["key"]
        for f in dataclasses.fields(model)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    )


def answers_of(group: Question, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the round that an item would have been filled from: what `item` does, undone."""
    result: dict[str, Any] = {}
    for question in group.questions:
        if question.field is None or question.kind == "grupp":
            continue
        found = _follow(data, question.field.split("."))
        if found is not None:
            labels = {written: label for label, written in question.written.items()}
            result[question.id] = _renamed(labels, found)
    return result


def _follow(data: Any, way: Sequence[str]) -> Any:
    for n, key in enumerate(way):
        if key == "*":
            if not isinstance(data, list):
                return None
            found = [_follow(part, way[n + 1 :]) for part in data]
            return [part for part in found if part is not None] or None
        if isinstance(data, list):
            data = data[int(key)] if key.isdigit() and int(key) < len(data) else None
        else:
            data = data.get(key) if isinstance(data, Mapping) else None
    return data


def fits(group: Question, data: Mapping[str, Any]) -> bool:
    """Tell whether an item is of the sort that a group makes.

    By what the group always fills in, and by what its questions can be answered with.
    """
    return all(
        value == TODAY or _follow(data, way.split(".")) == value
        for way, value in group.fixed.items()
    ) and all(_can_be(q, data) for q in group.questions if q.field and q.kind in ("val", "flerval"))


def _can_be(question: Question, data: Mapping[str, Any]) -> bool:
    found = _follow(data, str(question.field).split("."))
    parts = found if isinstance(found, list) else [found]
    known = {question.written.get(choice, choice) for choice in question.choices}
    return all(part is None or part in known for part in parts)


def plan_data(guide: Guide, seen: Tree, today: date) -> dict[str, Any]:
    """Return what the answers say of a plan, under the keys of `planer/*.yaml`."""
    of_plan = (q for q in guide.questions if q.target == "plan")
    return in_order(Plan, _filled(of_plan, seen, today, Plan))


# --- what is known of a plan already -----------------------------------------------------

_TIES = "koppling.*.indikator"


def known(
    guide: Guide,
    analysis: Analysis | None,
    answers: Tree,
    today: date,
    catalogues: Catalogues | None = None,
    measure_of: Callable[[str], dict[str, Any]] | None = None,
    kind_of: Callable[[str], str | None] = lambda _: None,
    *,
    is_asked: bool = True,
) -> Tree:
    """Return what is known of a plan, as answers to the guide's questions.

    The first goal is of the first chosen area, the second of the second: its indicators and
    why it was chosen, and with the catalogues how one of them is measured. What a goal's own
    sentence says of its measure goes before, and `kind_of` says what kind of goal it is. When
    and how it may be followed up is only proposed, to somebody who `is_asked`. The
    causes are those of the conclusions. Only a guide that ties its goals to indicators gets any.
    """
    goals = next((q for q in guide.questions if q.target == "plan" and q.field == "mal"), None)
    by_field = {q.field: q.id for q in goals.questions if q.field} if goals else {}
    if goals is None or _TIES not in by_field or "mal" not in by_field:
        return {}
    begun = rounds(goals, answers.get(goals.id))
    areas = analysis.chosen if analysis else ()
    of_goals: list[dict[str, Any]] = []
    for n in range(max(len(areas), len(begun))):
        chosen = areas[n] if n < len(areas) else Chosen("")
        ids = [f.indicator for f in chosen.indicators]
        goal = {_TIES: ids, "varfor": chosen.why}
        said = begun[n] if n < len(begun) else {}
        sentence = str(said.get(by_field["mal"]) or "")
        read = _as_read(read_goal(sentence)) if sentence else {}
        named = said.get(by_field.get("matt.indikator", ""))
        measure = (
            measure_of(named)
            if named and measure_of
            else _measure(chosen, said.get(by_field[_TIES]) or ids, catalogues)
        )
        asked = by_field.get("matt.beskrivning", "")
        is_own = said.get(asked) not in (None, measure.get("beskrivning"))
        is_alike = read.get("enhet", measure.get("enhet")) == measure.get("enhet")
        if named:
            read = read if is_alike else {}  # what is measured is said, and no sentence is before
        elif is_own or not is_alike:
            measure = {}  # the value is not of what they measure themselves
            unit = unit_of(str(said.get(asked) or ""))
            read = ({"enhet": unit} if unit else {}) | read
        data = {
            "typ": kind_of(sentence) if sentence else None,
            "matt": _merged(measure, read),
            "uppfoljning": _followed(said, by_field, read) if is_asked else None,
        }
        of_goals.append(
            {by_field[k]: v for k, v in goal.items() if v and k in by_field}
            | answers_of(goals, data)
        )
    causes = [cause for c in (analysis.conclusions if analysis else ()) for cause in c.causes]
    if causes and "orsaker" in by_field:
        of_goals = of_goals or [{}]
        of_goals[0][by_field["orsaker"]] = list(dict.fromkeys(causes))
    found = {**_trends(guide, analysis), **_dates(guide, answers, today)}
    return {**found, **({goals.id: of_goals} if any(of_goals) else {})}


def _as_read(said: GoalSaid) -> dict[str, Any]:
    """Return what a sentence says of a measure, under the keys of a plan."""
    if said.target is None:
        return {"senast": said.by.isoformat()} if said.by else {}
    base = {"varde": said.baseline, "n": said.n} if said.baseline is not None else None
    found = {
        "malvarde": said.target,
        "enhet": said.unit,
        "riktning": said.aim,
        "utgangslage": base and {k: v for k, v in base.items() if v is not None},
        "senast": said.by.isoformat() if said.by else None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _followed(said: Tree, by_field: Mapping[str, str], read: Mapping[str, Any]) -> Any:
    """Return when and how a goal may be followed up, from when it is to be reached, and by what."""
    by = said.get(by_field.get("matt.senast", "")) or read.get("senast")
    source = said.get(by_field.get("matt.kalla", ""))
    found: dict[str, Any] = {}
    if by is not None:
        first = date.fromisoformat(by).replace(day=1)
        before = date.fromordinal(max(first.toordinal() - 1, 1)).replace(day=1)
        found["nar"] = [date.fromordinal(max(before.toordinal() - 1, 1)).isoformat(), by]
    if source is not None:
        found["hur"] = f"På samma sätt som i dag: {source}."
    return found


def _trends(guide: Guide, analysis: Analysis | None) -> Tree:
    """Return the chosen indicators as those whose development is looked at."""
    ids = [
        f.indicator for chosen in (analysis.chosen if analysis else ()) for f in chosen.indicators
    ]
    group = next((q for q in guide.questions if q.target == "trend"), None)
    if group is None or not ids:
        return {}
    return {group.id: as_rounds(group, [answers_of(group, {"galler": ids})])}


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **old,
        **{k: {**old.get(k, {}), **v} if isinstance(v, dict) else v for k, v in new.items()},
    }


def _measure(chosen: Chosen, ids: Collection[str], asked: Catalogues | None) -> dict[str, Any]:
    """Return the measure of the first of a goal's indicators that has a value."""
    for frozen in chosen.indicators if asked else ():
        indicator = asked.by_id.get(frozen.indicator) if asked else None
        if indicator is None or frozen.value is None or frozen.indicator not in ids:
            continue
        title = (frozen.source or "").rpartition(": ")[0]  # without the place in it
        return {
            "beskrivning": indicator.name,
            "kalla": f"{title} ({indicator.kolada})" if indicator.kolada else title or None,
            "enhet": indicator.known_unit,
            "riktning": AIMS.get(indicator.direction),
            "utgangslage": {"varde": frozen.value},
        }
    return {}


def _dates(guide: Guide, answers: Tree, today: date) -> dict[str, Any]:
    """Return the coming year as the time of a plan; the end is in the year of the beginning."""
    by_field = {q.field: q.id for q in guide.questions if q.target == "plan" and q.field}
    first, last = (by_field.get(f"plan.giltighet.{key}") for key in ("fran", "till"))
    year = str(answers.get(first or "") or today.year + 1)[:4]
    both = {first: f"{today.year + 1}-01-01", last: f"{year}-12-31"}
    return {id: day for id, day in both.items() if id is not None}


def only_begun(known: Tree, guide: Guide, answers: Tree) -> Tree:
    """Return what is known of the goals that are begun among the answers, and nothing else."""
    result: dict[str, Any] = {}
    for question in guide.questions:
        if question.kind == "grupp" and question.id in known and question.id in answers:
            begun = len(rounds(question, answers[question.id]))
            result[question.id] = list(known[question.id])[:begun]
    return result


# --- models by their keys ----------------------------------------------------------------


def bare(kind: Any) -> Any:
    """Return a type without None."""
    if get_origin(kind) in (Union, types.UnionType):
        return next(k for k in get_args(kind) if k is not type(None))
    return kind


def inside(kind: Any) -> Any:
    """Return what a list holds; any other type as it is."""
    kind = bare(kind)
    return bare(get_args(kind)[0]) if get_origin(kind) is tuple else kind


def type_at(model: type, way: str) -> Any:
    """Return the type of the field at the end of a way such as `matt.senast`.

    Raises KeyError with the key that there is not, and the keys that there are.
    """
    kind: Any = model
    for key in way.split("."):
        kind = bare(kind)
        if (key.isdigit() or key == "*") and get_origin(kind) is tuple:
            kind = inside(kind)
        elif dataclasses.is_dataclass(kind) and isinstance(kind, type):
            known = keys_of(kind)
            if key not in known:
                raise KeyError(key, tuple(known))
            kind = known[key]
        else:
            raise KeyError(key, ())
    return kind


def item_model(model: type, way: str) -> type:
    """Return the model of the items of a list: of `mal` in the plan, the goal."""
    kind = inside(type_at(model, way))
    if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)):
        raise KeyError(way, ())
    return kind


def in_order(model: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return data with its keys in the order in which the model has them."""
    known = keys_of(model)
    result = {}
    for key in (*(k for k in known if k in data), *(k for k in data if k not in known)):
        value, kind = data[key], inside(known.get(key, str))
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            if isinstance(value, Mapping):
                value = in_order(kind, value)
            elif isinstance(value, list):
                value = [in_order(kind, v) if isinstance(v, Mapping) else v for v in value]
        result[key] = value
    return result


def analysis_in(data: Mapping[str, Any]) -> Analysis | None:
    """Return the analysis in a file's data, None if it is not one."""
    return decode(Analysis, data, [])

"""What must hold in a guide, whoever wrote it, so that it can be walked to its end.

The reader sees to that each key is known and of the right kind; here one part of a guide is
held against another, and against the models that the answers go to.
"""

import datetime
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Literal, get_args, get_origin

from oj_cli.documents.decode import Fault
from oj_cli.documents.reader import Where
from oj_cli.domain.errors import words_of
from oj_cli.domain.guide import Guide, Question, flag_of
from oj_cli.domain.plan import Plan
from oj_cli.domain.swedish import listing, near
from oj_cli.guide.answers import BadAnswer, read_answer
from oj_cli.guide.targets import (
    MODELS,
    TODAY,
    bare,
    inside,
    item_model,
    needed,
    type_at,
)
from oj_cli.guide.walk import RESERVED

_DATED = ("datum", "tidpunkt")


def faults_of(guide: Guide, own_flags: Collection[str] = ()) -> list[Fault]:
    """Return what does not hold in a guide, each with the way to it.

    `own_flags` are those of the command that walks it, which no question may take.
    """
    faults = list(_flag_faults(guide, own_flags))
    asked: dict[str, Question] = {}
    steps = [s.id for s in guide.steps]
    for n, step in enumerate(guide.steps):
        here: Where = ("steg", n)
        if step.id in steps[:n]:
            faults.append(_fault((*here, "id"), "step_twice", id=step.id))
        if not step.questions:
            faults.append(_fault(here, "step_empty", id=step.id))
        known = set(asked)
        faults += _level(step.questions, (*here, "fragor"), asked, None)
        for m, question in enumerate(step.questions):
            if question.id in known:
                way = (*here, "fragor", m, "id")
                faults.append(_fault(way, "question_twice", id=question.id))
    if not guide.steps:
        faults.append(_fault((), "no_steps"))
    return faults


def _fault(where: Where, name: str, **values: Any) -> Fault:
    return Fault(where, str((words_of(f"guide_rules.{name}") or {})["text"]).format(**values))


def _flag_faults(guide: Guide, own_flags: Collection[str]) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for where, around, question in _places(guide):
        if question.kind == "grupp":
            continue
        flag = flag_of(around, question)
        place = (*where, "flagga") if question.flag else where
        if not flag.startswith("--") or " " in flag or "=" in flag or not flag.isascii():
            yield _fault(place, "flag_form", flag=flag)
        elif flag in own_flags:
            yield _fault(place, "flag_of_command", flag=flag)
        elif flag in taken:
            yield _fault(place, "flag_taken", other=taken[flag], flag=flag)
        taken.setdefault(flag, question.id)


def _places(guide: Guide) -> Iterator[tuple[Where, tuple[Question, ...], Question]]:
    for n, step in enumerate(guide.steps):
        for m, question in enumerate(step.questions):
            yield from _places_below(("steg", n, "fragor", m), (), question)


def _places_below(
    where: Where, around: tuple[Question, ...], question: Question
) -> Iterator[tuple[Where, tuple[Question, ...], Question]]:
    yield where, around, question
    for n, inner in enumerate(question.questions):
        yield from _places_below((*where, "fragor", n), (*around, question), inner)


def _level(
    questions: Sequence[Question], where: Where, earlier: dict[str, Question], model: type | None
) -> Iterator[Fault]:
    """Give the faults of questions that stand together; `earlier` are those asked before them.

    `model` is what the answers of the group around fill.
    """
    here: set[str] = set()
    for n, question in enumerate(questions):
        place = (*where, n)
        if question.id in here:
            yield _fault((*place, "id"), "question_twice", id=question.id)
        if question.id in RESERVED or (model is not None and question.id == "id"):
            yield _fault((*place, "id"), "id_reserved", id=question.id)
        if not question.id.isascii() or "/" in question.id:
            yield _fault((*place, "id"), "id_form")
        here.add(question.id)
        yield from _gate(question, place, [q.id for q in questions[n + 1 :]])
        yield from _condition(question, place, earlier)
        if question.kind == "grupp":
            yield from _group(question, place, earlier, model)
        else:
            yield from _single(question, place, earlier, model)
        earlier[question.id] = question


def _gate(question: Question, where: Where, later: Sequence[str]) -> Iterator[Fault]:
    if question.opens and question.kind != "ja_nej":
        yield _fault((*where, "oppnar"), "opens_not_yes_no")
    for n, id in enumerate(question.opens):
        if id not in later:
            yield _fault((*where, "oppnar", n), "opens_unknown", id=id)


def _condition(question: Question, where: Where, earlier: dict[str, Question]) -> Iterator[Fault]:
    if question.when is None:
        return
    place = (*where, "nar", "fraga")
    other = earlier.get(question.when.question)
    if other is None:
        yield _fault(place, "when_unknown", id=question.when.question)
    elif question.when.answers and other.kind not in ("val", "flerval", "ja_nej"):
        yield _fault(place, "when_open", id=other.id)
    elif other.kind in ("val", "flerval"):
        for answer in question.when.answers:
            if answer not in other.choices:
                way = (*where, "nar", "ar")
                yield _fault(way, "when_no_answer", id=other.id, answer=answer)


def _group(
    group: Question, where: Where, earlier: dict[str, Question], around: type | None
) -> Iterator[Fault]:
    if not group.questions:
        yield _fault(where, "group_empty", id=group.id)
    if group.default is not None or group.choices:
        yield _fault(where, "group_answers")
    model, wrong = _model_of(group, around)
    if wrong:
        key = "till" if group.target and around is None else "falt"
        yield _fault((*where, key), wrong, field=group.field)
    yield from _level(group.questions, (*where, "fragor"), dict(earlier), model)
    if model is None:
        return
    for way, value in group.fixed.items():
        yield from _fixed(model, way, value, (*where, "fyller", way))
    if group.target == "plan" or around is not None:
        return
    filled = {q.field.partition(".")[0] for q in group.questions if q.field}
    filled |= {way.partition(".")[0] for way in group.fixed} | {"id"}
    lacking = [key for key in needed(model) if key not in filled]
    if lacking:
        yield _fault(where, "group_lacks", id=group.id, keys=listing(lacking))


def _model_of(group: Question, around: type | None) -> tuple[type | None, str]:
    """Return what a group's answers fill, or what the fault is called that it can be nothing."""
    if around is None and group.target is None:
        return None, "group_field_without_target" if group.field else ""
    if around is None and group.target != "plan":
        return MODELS[group.target], ""  # type: ignore[index]  # it is not None here
    if group.field is None:
        return None, "" if around is not None else "group_without_field"
    try:
        return item_model(around or Plan, group.field), ""
    except KeyError:
        return None, "no_list"


def _fixed(model: type, way: str, value: str, where: Where) -> Iterator[Fault]:
    try:
        kind = bare(type_at(model, way))
    except KeyError as error:
        yield _no_field(where, error)
        return
    if get_origin(kind) is Literal and value not in get_args(kind):
        yield _fault(where, "fixed_value", value=value, known=listing(get_args(kind)))
    if kind is datetime.date and value != TODAY:
        yield _fault(where, "fixed_date", today=TODAY)


def _no_field(where: Where, error: KeyError) -> Fault:
    key, known = error.args
    close = near(key, known, limit=1)
    return _fault(where, "no_field_near" if close else "no_field", key=key, near=close and close[0])


def _single(
    question: Question, where: Where, earlier: dict[str, Question], around: type | None
) -> Iterator[Fault]:
    if question.questions or question.again or question.fixed or question.numbered:
        yield _fault(where, "not_a_group")
    chooses = question.kind in ("val", "flerval")
    if chooses and len(question.choices) < 2:
        yield _fault(where, "few_choices", id=question.id)
    if question.choices and not chooses:
        yield _fault((*where, "alternativ"), "no_choices")
    options = question.choices if chooses else ("Ja", "Nej")
    for label in question.written:
        if label not in options:
            yield _fault((*where, "skrivs", label), "written_unknown", label=label)
    if question.default is not None and question.kind not in ("kommun", "indikator", "tema"):
        try:
            read_answer(question, question.default, _Nothing())
        except BadAnswer as error:
            yield _fault((*where, "standard"), "default_wrong", reason=error)
    if question.suggested is not None:
        other = earlier.get(question.suggested)
        if other is None or other.kind != question.kind:
            yield _fault((*where, "forslag"), "suggested_unknown", id=question.suggested)
    yield from _limits(question, where, earlier)
    yield from _field(question, where, around)


class _Nothing:
    """No names at all: defaults of questions about kommuner are not looked up here."""

    def words(self, kind: str) -> tuple[tuple[str, str], ...]:
        return ()

    def find(self, kind: str, text: str) -> str:
        return text


def _limits(question: Question, where: Where, earlier: dict[str, Question]) -> Iterator[Fault]:
    limits = question.limits
    if limits is None:
        return
    for key, id in (("inte_fore", limits.not_before), ("inte_efter", limits.not_after)):
        if id is None:
            continue
        if question.kind not in _DATED:
            yield _fault((*where, "krav", key), "limit_of_date")
        elif id not in earlier or earlier[id].kind not in _DATED:
            yield _fault((*where, "krav", key), "limit_unknown", id=id)
    if limits.least is not None and limits.most is not None and limits.least > limits.most:
        yield _fault((*where, "krav"), "limits_crossed")


def _field(question: Question, where: Where, around: type | None) -> Iterator[Fault]:
    """Give what is wrong with where the answer goes."""
    if around is None and question.target is None:
        if question.field is not None:
            yield _fault((*where, "falt"), "field_without_target")
        return
    if around is None and question.target != "plan":
        yield _fault((*where, "till"), "target_of_group", target=question.target)
        return
    if question.field is None:
        if around is None and not question.opens:
            yield _fault((*where, "till"), "target_without_field")
        return
    model = around or Plan
    try:
        kind = type_at(model, question.field)
    except KeyError as error:
        yield _no_field((*where, "falt"), error)
        return
    yield from _type(question, bare(kind), (*where, "falt"))


def _type(question: Question, kind: Any, where: Where) -> Iterator[Fault]:
    is_list = get_origin(kind) is tuple or "*" in str(question.field).split(".")
    if is_list != question.many:
        wanted = "flera svar" if is_list else "ett enda svar"
        yield _fault(where, "field_takes", field=question.field, what=wanted)
        return
    kind = inside(kind)
    if get_origin(kind) is Literal:
        labels = question.choices or ("Ja", "Nej")
        for label in labels:
            value = question.written.get(label, label)
            if value not in get_args(kind):
                known = listing(get_args(kind), "eller")
                yield _fault(where, "field_not", field=question.field, known=known, value=value)
        return
    for what, kinds, fits in (
        ("ett tal", (int, float), question.kind == "tal"),
        ("ett datum", (datetime.date,), question.kind == "datum"),
        ("text", (str,), question.kind != "tal"),
    ):
        if kind in kinds and not fits:
            yield _fault(where, "field_takes", field=question.field, what=what)

"""Read the guides, and hold them to what must be so that they can be walked to their end.

The reader sees to that each key is known and of the right kind; here one part of a guide is
held against another, and against the models that the answers go to.
"""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from oj_cli.documents.decode import Fault, read_model, refuse
from oj_cli.documents.reader import Where, read_yaml
from oj_cli.domain.errors import FileFault, UsageFault, words_of
from oj_cli.domain.guide import YES_NO, Guide, GuideEntry, Question, flag_of
from oj_cli.domain.plan import Plan
from oj_cli.domain.swedish import listing, near
from oj_cli.guide.answers import BadAnswer, read_answer
from oj_cli.guide.targets import MODELS, TODAY, bare, inside, item_model, needed, type_at
from oj_cli.guide.walk import RESERVED

NO_GUIDES = frozenset({"prioritering", "metod"})
"""What lies among the guides and is none: see `catalogue`."""
FOLDER = "guides"
"""Where a workspace has guides of its own."""


@dataclass(frozen=True)
class Library:
    """The guides that there are: the shipped ones, and those of a workspace.

    One of the user's with the same name as a shipped one takes its place. `own_flags` are those
    of the command that walks a guide, which no question may take.
    """

    shipped: Path
    workspace: Path | None = None
    own_flags: frozenset[str] = frozenset()

    def names(self) -> list[str]:
        """Return the names of the guides that can be walked, without reading them."""
        return sorted({path.stem for path, _ in self._paths()})

    def entries(self) -> tuple[GuideEntry, ...]:
        """Return every guide that can be walked, or should be: the workspace's own last."""
        found: dict[str, GuideEntry] = {}
        for path, is_own in self._paths():
            found.pop(path.stem, None)
            entry = GuideEntry(path.stem, path, is_own)
            try:
                guide = self.read(path)
            except FileFault as fault:
                entry = replace(entry, faults=fault.details or (fault.message,))
            else:
                n = sum(question.kind != "grupp" for _, question in guide.asked())
                entry = replace(entry, name=guide.name, n_questions=n)
            found[path.stem] = entry
        return tuple(found.values())

    def find(self, name: str) -> Guide:
        """Return the guide with this name, the workspace's own first.

        Raises UsageFault, with what is near, if there is none, and FileFault if it is broken.
        """
        by_name = {path.stem: path for path, _ in self._paths()}
        if name in by_name:
            return self.read(by_name[name])
        known = sorted(by_name)
        close = near(name, known, limit=1)
        raise UsageFault(
            "guide.unknown", name=name, near=close, known="" if close else listing(known)
        )

    def read(self, path: Path) -> Guide:
        """Read a guide that is to be walked, with the questions that it fetches from others.

        Those lie in the same folder, else among the shipped ones. Raises FileFault, with each
        line and reason, if the guide is missing or does not hold together.
        """
        file = read_yaml(path)
        guide = read_model(Guide, file, "Guiden")
        if guide.id != path.stem:
            raise FileFault(
                "guide.named_otherwise",
                place=file.place(("guide",)),
                id=guide.id,
                file=path.name,
                stem=path.stem,
            )
        steps, faults = [], list[Fault]()
        for n, step in enumerate(guide.steps):
            fetched: tuple[Question, ...] = ()
            for m, name in enumerate(step.fetched):
                other = self._fetched(name, path.parent)
                if other is None:
                    message = (
                        f"Det finns inget steg som heter ”{name}”. Skriv guide/steg: plan/mal."
                    )
                    faults.append(Fault(("steg", n, "hamta", m), message))
                else:
                    fetched += other
            steps.append(replace(step, questions=step.questions + fetched))
        whole = replace(guide, steps=tuple(steps))
        refuse(file, faults or faults_of(whole, self.own_flags), "Guiden")
        return whole

    def _paths(self) -> Iterator[tuple[Path, bool]]:
        own = self.workspace / FOLDER if self.workspace else None
        for folder, is_own in ((self.shipped, False), (own, True)):
            for path in sorted(folder.glob("*.yaml")) if folder else ():
                if path.stem not in NO_GUIDES:
                    yield path, is_own

    def _fetched(self, name: str, beside: Path) -> tuple[Question, ...] | None:
        """Return the questions of a step of another guide, None if there is no such step."""
        guide, _, wanted = name.partition("/")
        for folder in (beside, self.shipped):
            path = folder / f"{guide}.yaml"
            if path in folder.glob("*.yaml"):
                for step in read_model(Guide, read_yaml(path), "Guiden").steps:
                    if step.id == wanted:
                        return step.questions
        return None


_DATED = ("datum", "tidpunkt")
_CHOICES = ("val", "flerval")


def faults_of(guide: Guide, own_flags: Collection[str] = ()) -> list[Fault]:
    """Return what does not hold in a guide, each with the way to it.

    `own_flags` are those of the command that walks it, which no question may take.
    """
    rules = _Rules(own_flags)
    rules.say(not guide.steps, (), "no_steps")
    earlier: dict[str, Question] = {}
    ids: set[str] = set()
    for n, step in enumerate(guide.steps):
        here: Where = ("steg", n)
        is_twice = step.id in [s.id for s in guide.steps[:n]]
        rules.say(is_twice, (*here, "id"), "step_twice", id=step.id)
        rules.say(not step.questions, here, "step_empty", id=step.id)
        rules.level(step.questions, (*here, "fragor"), (), None, earlier, ids)
    return rules.faults


class _Rules:
    """The rules, and what was found so far."""

    def __init__(self, own_flags: Collection[str]) -> None:
        self.faults: list[Fault] = []
        self._own_flags = own_flags
        self._flags: dict[str, str] = {}

    def say(self, is_wrong: object, where: Where, name: str, **values: Any) -> None:
        """Note a fault, by the name of its words, if it is one."""
        if is_wrong:
            text = str((words_of(f"guide_rules.{name}") or {})["text"])
            self.faults.append(Fault(where, text.format(**values)))

    def level(
        self,
        questions: tuple[Question, ...],
        where: Where,
        around: tuple[Question, ...],
        model: type | None,
        earlier: dict[str, Question],
        ids: set[str],
    ) -> None:
        """Hold questions that stand together to the rules.

        `around` are the groups that they stand in, `model` what the answers of the innermost
        fill, `earlier` the questions that are asked before them, `ids` those taken beside them.
        """
        for n, question in enumerate(questions):
            id, place = question.id, (*where, n)
            self.say(id in ids, (*place, "id"), "question_twice", id=id)
            is_reserved = id in RESERVED or (model is not None and id == "id")
            self.say(is_reserved, (*place, "id"), "id_reserved", id=id)
            self.say(not id.isascii() or "/" in id, (*place, "id"), "id_form")
            ids.add(id)
            later = [q.id for q in questions[n + 1 :]]
            for key, others in (
                ("oppnar", question.opens),
                ("rattar", question.corrects),
                ("delas", question.parts),
            ):
                wrong_gate = others and key != "delas" and question.kind != "ja_nej"
                self.say(wrong_gate, (*place, key), "opens_not_yes_no")
                for m, other in enumerate(others):
                    self.say(other not in later, (*place, key, m), "opens_unknown", id=other)
            self._condition(question, place, earlier)
            if question.kind == "grupp":
                self._group(question, place, around, model, earlier)
            else:
                self._flag(question, place, around)
                self._single(question, place, earlier)
                self._field(question, place, model)
            earlier[id] = question

    def _flag(self, question: Question, where: Where, around: tuple[Question, ...]) -> None:
        flag = flag_of(around, question)
        place = (*where, "flagga") if question.flag else where
        is_formed = flag.startswith("--") and not {" ", "="} & {*flag} and flag.isascii()
        self.say(not is_formed, place, "flag_form", flag=flag)
        self.say(flag in self._own_flags, place, "flag_of_command", flag=flag)
        other = self._flags.setdefault(flag, question.id)
        self.say(other != question.id, place, "flag_taken", other=other, flag=flag)

    def _condition(self, question: Question, where: Where, earlier: dict[str, Question]) -> None:
        when = question.when
        if when is None:
            return
        other = earlier.get(when.question)
        place = (*where, "nar", "fraga")
        self.say(other is None, place, "when_unknown", id=when.question)
        if other is None:
            return
        is_open = when.answers and other.kind not in (*_CHOICES, "ja_nej")
        self.say(is_open, place, "when_open", id=other.id)
        for answer in when.answers if other.kind in _CHOICES else ():
            is_unknown = answer not in other.choices
            way = (*where, "nar", "ar")
            self.say(is_unknown, way, "when_no_answer", id=other.id, answer=answer)

    def _group(
        self,
        group: Question,
        where: Where,
        around: tuple[Question, ...],
        model_around: type | None,
        earlier: dict[str, Question],
    ) -> None:
        self.say(not group.questions, where, "group_empty", id=group.id)
        has_answers = group.default is not None or group.choices
        self.say(has_answers, where, "group_answers")
        model, wrong = _model_of(group, model_around)
        key = "till" if group.target and model_around is None else "falt"
        self.say(wrong, (*where, key), wrong, field=group.field)
        inner = (*where, "fragor")
        self.level(group.questions, inner, (*around, group), model, dict(earlier), set())
        if model is None:
            return
        for way, value in group.fixed.items():
            self._fixed(model, way, value, (*where, "fyller", way))
        if group.target != "plan" and model_around is None:
            ways = [*group.fixed, *(q.field for q in group.questions if q.field)]
            filled = {"id", *(way.partition(".")[0] for way in ways)}
            lacking = [key for key in needed(model) if key not in filled]
            self.say(lacking, where, "group_lacks", id=group.id, keys=listing(lacking))
            for n, question in enumerate(group.questions):
                is_lost = question.field is None or question.kind == "grupp"
                self.say(is_lost, (*inner, n), "item_without_field", id=question.id)

    def _fixed(self, model: type, way: str, value: str, where: Where) -> None:
        kind = bare(self._type_at(model, way, where))
        is_unknown = get_origin(kind) is Literal and value not in get_args(kind)
        known = listing(get_args(kind)) if is_unknown else ""
        self.say(is_unknown, where, "fixed_value", value=value, known=known)
        is_day = kind is datetime.date and value != TODAY
        self.say(is_day, where, "fixed_date", today=TODAY)

    def _single(self, question: Question, where: Where, earlier: dict[str, Question]) -> None:
        of_group = question.questions or question.again or question.fixed or question.numbered
        self.say(of_group, where, "not_a_group")
        chooses = question.kind in _CHOICES
        is_few = chooses and len(question.choices) < 2
        self.say(is_few, where, "few_choices", id=question.id)
        has_choices = question.choices and not chooses
        self.say(has_choices, (*where, "alternativ"), "no_choices")
        for label in question.written:
            is_unknown = label not in (question.choices if chooses else YES_NO)
            self.say(is_unknown, (*where, "skrivs", label), "written_unknown", label=label)
        if question.default is not None and question.kind not in ("kommun", "indikator", "tema"):
            try:
                read_answer(question, question.default, _Nothing())
            except BadAnswer as error:
                self.say(True, (*where, "standard"), "default_wrong", reason=error)
        other = earlier.get(question.suggested or "")
        is_other = question.suggested and (other is None or other.kind != question.kind)
        self.say(is_other, (*where, "forslag"), "suggested_unknown", id=question.suggested)
        limits = question.limits
        if limits is None:
            return
        for key, id in (("inte_fore", limits.not_before), ("inte_efter", limits.not_after)):
            place, is_dated = (*where, "krav", key), question.kind in _DATED
            self.say(id and not is_dated, place, "limit_of_date")
            is_unknown = is_dated and (id not in earlier or earlier[id].kind not in _DATED)
            self.say(id and is_unknown, place, "limit_unknown", id=id)
        if limits.least is not None and limits.most is not None:
            is_crossed = limits.least > limits.most
            self.say(is_crossed, (*where, "krav"), "limits_crossed")

    def _field(self, question: Question, where: Where, model: type | None) -> None:
        """Hold where the answer goes to what there is."""
        field, target = question.field, question.target
        if model is None and target != "plan":
            self.say(field and not target, (*where, "falt"), "field_without_target")
            self.say(target, (*where, "till"), "target_of_group", target=target)
        elif field is None:
            is_lost = model is None and not question.is_gate
            self.say(is_lost, (*where, "till"), "target_without_field")
        else:
            place = (*where, "falt")
            kind = bare(self._type_at(model or Plan, field, place))
            if kind is not None:
                self._type(question, field, kind, place)

    def _type(self, question: Question, field: str, kind: Any, where: Where) -> None:
        is_list = get_origin(kind) is tuple or "*" in field.split(".")
        if is_list != question.many:
            what = "flera svar" if is_list else "ett enda svar"
            self.say(True, where, "field_takes", field=field, what=what)
            return
        kind = inside(kind)
        if get_origin(kind) is Literal and question.kind != "tal":
            known = listing(get_args(kind), "eller")
            for label in question.choices or YES_NO:
                value = question.written.get(label, label)
                is_unknown = value not in get_args(kind)
                self.say(is_unknown, where, "field_not", field=field, known=known, value=value)
        for what, kinds, fits in (
            ("ett tal", (int, float), question.kind == "tal"),
            ("ett datum", (datetime.date,), question.kind == "datum"),
            ("text", (str,), question.kind != "tal"),
        ):
            self.say(kind in kinds and not fits, where, "field_takes", field=field, what=what)

    def _type_at(self, model: type, way: str, where: Where) -> Any:
        """Return the type of a field, None with a fault if there is none such."""
        try:
            return type_at(model, way)
        except KeyError as error:
            key, known = error.args
            close = listing(near(key, known, limit=1))
            self.say(True, where, "no_field_near" if close else "no_field", key=key, near=close)
            return None


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


class _Nothing:
    """No names at all: defaults of questions about kommuner are not looked up here."""

    def words(self, kind: str) -> tuple[tuple[str, str], ...]:
        return ()

    def find(self, kind: str, text: str) -> str:
        return text

"""Read the guides, and hold them to what must be so that they can be walked to their end.

The reader sees to that each key is known and of the right kind; here one part of a guide is
held against another, and against the models that the answers go to.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

from oj_cli.documents.decode import Fault, decode, read_model, refuse
from oj_cli.documents.reader import Where, read_yaml
from oj_cli.domain.errors import FileFault, UsageFault, words_of
from oj_cli.domain.guide import Guide, GuideEntry, Limits, Question, QuestionKind, flag_of
from oj_cli.domain.plan import Plan
from oj_cli.domain.swedish import listing, near
from oj_cli.guide.answers import read_answer
from oj_cli.guide.targets import MODELS, TODAY, item_model, needed, put_field
from oj_cli.guide.walk import RESERVED

Several = tuple[Question, ...]
Known = dict[str, Question]

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
        return sorted(self._paths())

    def entries(self) -> tuple[GuideEntry, ...]:
        """Return every guide that can be walked, or should be: the workspace's own last."""
        return tuple(self._entry(name, path) for name, path in self._paths().items())

    def find(self, name: str) -> Guide:
        """Return the guide with this name, the workspace's own first.

        Raises UsageFault, with what is near, if there is none, and FileFault if it is broken.
        """
        if path := self._paths().get(name):
            return self.read(path)
        known = self.names()
        close = near(name, known, limit=1)
        raise UsageFault(
            "guide.unknown", name=name, near=close, known="" if close else listing(known)
        )

    def read(self, path: Path) -> Guide:
        """Read a guide that is to be walked, with the questions that it fetches from others.

        Those lie in the same folder, else among the shipped ones. Raises FileFault, with each
        line and reason, if the guide is missing or does not hold together.
        """
        file, rules = read_yaml(path), _Rules(self.own_flags)
        guide = read_model(Guide, file, "Guiden")
        is_other = guide.id != path.stem
        rules.say(is_other, ("guide",), "other_name", id=guide.id, file=path.name, stem=path.stem)
        steps = []
        for n, step in enumerate(guide.steps):
            for m, name in enumerate(step.fetched):
                other = self._fetched(name, path.parent)
                rules.say(other is None, ("steg", n, "hamta", m), "no_step", step=name)
                step = replace(step, questions=step.questions + (other or ()))
            steps.append(step)
        whole = replace(guide, steps=tuple(steps))
        refuse(file, rules.faults or faults_of(whole, self.own_flags), "Guiden")
        return whole

    def _paths(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in (self.shipped, *([self.workspace / FOLDER] if self.workspace else [])):
            for path in sorted(folder.glob("*.yaml")):
                found.pop(path.stem, None)
                found[path.stem] = path
        return {name: path for name, path in found.items() if name not in NO_GUIDES}

    def _entry(self, name: str, path: Path) -> GuideEntry:
        entry = GuideEntry(name, path, is_own=path.parent != self.shipped)
        try:
            guide = self.read(path)
        except FileFault as fault:
            return replace(entry, faults=fault.details or (fault.message,))
        n = sum(question.kind != "grupp" for _, question in guide.asked())
        return replace(entry, name=guide.name, n_questions=n)

    def _fetched(self, name: str, beside: Path) -> Several | None:
        """Return the questions of a step of another guide, None if there is no such step."""
        guide, _, wanted = name.partition("/")
        steps = (
            step
            for folder in (beside, self.shipped)
            for path in folder.glob("*.yaml")
            if path.stem == guide
            for step in read_model(Guide, read_yaml(path), "Guiden").steps
        )
        return next((step.questions for step in steps if step.id == wanted), None)


_KINDS = get_args(QuestionKind)
_CHOICES, _DATED = ("val", "flerval"), ("datum", "tidpunkt")
_OF_KIND: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("questions", "again", "fixed", "numbered"), ("grupp",)),
    (("opens", "corrects"), ("ja_nej",)),
    (("choices",), _CHOICES),
    (("written",), (*_CHOICES, "ja_nej")),
    (("default",), _KINDS[:-1]),
)
"""What only questions of some kinds can have."""
_KEYS = {field.name: field.metadata["key"] for field in fields(Question)}
_DAY = "2027-03-31"
_SAMPLES: dict[str, Any] = {"tal": 1, "datum": _DAY, "tidpunkt": "2027"}
"""Answers to try a field with; to all other kinds it is any text."""
_NO_NAMES: Any = SimpleNamespace(find=lambda _, text: text)
"""Any name: defaults of questions about kommuner are not looked up here."""


def faults_of(guide: Guide, own_flags: Collection[str] = ()) -> list[Fault]:
    """Return what does not hold in a guide, each with the way to it.

    `own_flags` are those of the command that walks it, which no question may take.
    """
    rules = _Rules(own_flags)
    rules.say(not guide.steps, (), "no_questions")
    earlier: Known = {}
    for n, step in enumerate(guide.steps):
        rules.level(step.questions, ("steg", n, "fragor"), (), None, earlier)
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
        self, questions: Several, where: Where, around: Several, model: type | None, earlier: Known
    ) -> None:
        """Hold questions that stand together to the rules.

        `around` are the groups that they stand in, `model` what the answers of the innermost
        fill, `earlier` the questions that are asked before them.
        """
        self.say(not questions, where, "no_questions")
        for n, question in enumerate(questions):
            id, place = question.id, (*where, n)
            is_twice = id in (earlier if not around else [q.id for q in questions[:n]])
            self.say(is_twice, (*place, "id"), "id_taken", id=id)
            is_reserved = id in RESERVED or (model is not None and id == "id")
            self.say(is_reserved, (*place, "id"), "id_reserved", id=id)
            self._keys(question, place)
            self._others(question, place, earlier, [q.id for q in questions[n + 1 :]])
            self.say(around and question.target, (*place, "till"), "target_within")
            filled = self._filled(question, place, model)
            if question.kind == "grupp":
                inner, groups = (*place, "fragor"), (*around, question)
                self.level(question.questions, inner, groups, filled, dict(earlier))
                if filled is not None:
                    self._item(question, place, filled)
            else:
                self._flag(question, place, around)
                if filled is not None and question.field is not None:
                    self._field(question, (*place, "falt"), filled)
            earlier[id] = question

    def _keys(self, question: Question, where: Where) -> None:
        """Hold what a question has to what its kind can have."""
        for name, kinds in ((name, kinds) for names, kinds in _OF_KIND for name in names):
            is_wrong, key = getattr(question, name) and question.kind not in kinds, _KEYS[name]
            known = listing(kinds, "eller")
            self.say(is_wrong, (*where, key), "key_of_kind", key=key, kinds=known)
        is_few = question.kind in _CHOICES and len(question.choices) < 2
        self.say(is_few, where, "few_choices", id=question.id)
        for label in (label for label in question.written if label not in question.labels):
            self.say(True, (*where, "skrivs", label), "no_answer", id=question.id, answer=label)
        try:
            if question.default is not None and question.kind != "grupp":
                read_answer(question, question.default, _NO_NAMES)
        except ValueError as error:
            self.say(True, (*where, "standard"), "default_wrong", reason=error)

    def _others(self, question: Question, where: Where, earlier: Known, later: list[str]) -> None:
        """Hold the ids of other questions to those that there are, before and after this one."""
        when, limits = question.when, question.limits or Limits()
        for way, id, kinds in (
            (("nar", "fraga"), when and when.question, _KINDS),
            (("forslag",), question.suggested, (question.kind,)),
            (("krav", "inte_fore"), limits.not_before, _DATED),
            (("krav", "inte_efter"), limits.not_after, _DATED),
        ):
            is_unknown = id and (id not in earlier or earlier[id].kind not in kinds)
            of = "" if len(kinds) > 2 else f" av typen {listing(kinds, 'eller')}"
            self.say(is_unknown, (*where, *way), "not_earlier", id=id, of=of)
        if when and (other := earlier.get(when.question)) and other.labels:
            for answer in (answer for answer in when.answers if answer not in other.labels):
                self.say(True, (*where, "nar", "ar"), "no_answer", id=other.id, answer=answer)
        for name in ("opens", "corrects", "parts"):
            for n, id in enumerate(getattr(question, name)):
                self.say(id not in later, (*where, _KEYS[name], n), "not_later", id=id)

    def _flag(self, question: Question, where: Where, around: Several) -> None:
        flag = flag_of(around, question)
        place = (*where, "flagga") if question.flag else where
        is_of_command = flag in self._own_flags or not flag.startswith("--") or {*" ="} & {*flag}
        self.say(is_of_command, place, "flag_of_command", flag=flag)
        other = self._flags.setdefault(flag, question.id)
        self.say(other != question.id, place, "flag_taken", other=other, flag=flag)

    def _filled(self, question: Question, where: Where, around: type | None) -> type | None:
        """Return the model that a question's field is in, or that a group's rounds become."""
        field, target, is_group = question.field, question.target, question.kind == "grupp"
        if around is None and target not in (None, "plan"):
            self.say(not is_group, (*where, "till"), "target_of_group", target=target)
            return MODELS[target] if is_group else None
        model = around or (Plan if target == "plan" else None)
        self.say(field and model is None, (*where, "falt"), "field_without_target")
        is_lost = around is None and field is None and not question.is_gate
        self.say(is_lost and model, (*where, "till"), "target_without_field")
        if model is None or not is_group or field is None:
            return None if is_group else model
        try:
            return item_model(model, field)
        except KeyError:
            self.say(True, (*where, "falt"), "no_list", field=field)
            return None

    def _item(self, group: Question, where: Where, model: type) -> None:
        """Hold what a group fills to what an item must have and can hold."""
        for way, value in group.fixed.items():
            given = _DAY if value == TODAY else value
            question = replace(group, field=way, written={})
            self._try(question, (*where, "fyller", way), model, given, "field")
        if model not in MODELS.values():  # it is of the plan, which may be a draft
            return
        ways = [*group.fixed, *(q.field for q in group.questions if q.field)]
        filled = {"id", *(way.partition(".")[0] for way in ways)}
        lacking = [key for key in needed(model) if key not in filled]
        self.say(lacking, where, "group_lacks", id=group.id, keys=listing(lacking))
        for n, question in enumerate(group.questions):
            is_lost = question.field is None or question.kind == "grupp"
            self.say(is_lost, (*where, "fragor", n), "item_without_field", id=question.id)

    def _field(self, question: Question, where: Where, model: type) -> None:
        """Hold the field that an answer fills to every sort of answer that may come."""
        labels = [*question.labels] or [_SAMPLES.get(question.kind, "text")]
        for answer in [labels] if question.many else labels:
            self._try(question, where, model, answer, "field_of_answer")
        is_text = question.kind == "tal" and not _refused(question, model, "text")
        self.say(is_text, where, "field_of_answer", field=question.field, reason="Det är en text.")

    def _try(self, question: Question, where: Where, model: type, answer: Any, name: str) -> None:
        for fault in _refused(question, model, answer):
            name = "field" if fault.is_unknown else name
            self.say(True, where, name, field=question.field, reason=fault.message)


def _refused(question: Question, model: type, answer: Any) -> list[Fault]:
    """Return why an answer cannot stand in its field, as the reader of the file says it."""
    if "*" in str(question.field).split(".") and not question.many:
        return [Fault((), "Här ska stå flera svar.")]
    found: list[Fault] = []
    decode(model, put_field(model, {}, question, answer), found)
    return [fault for fault in found if fault.missing is None]  # other fields are others' to fill

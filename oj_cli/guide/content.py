"""Read the guides, and hold them to what must be so that they can be walked to their end.

The reader sees to that each key is known and of the right kind; here one part of a guide is
held against another, and against the models that the answers go to.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from oj_cli.documents.decode import Fault, read_model, refuse
from oj_cli.documents.models import needed
from oj_cli.documents.reader import Where, read_yaml
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide import Guide, Question, flag_of
from oj_cli.domain.swedish import listing, near
from oj_cli.guide.answers import read_answer
from oj_cli.guide.stops import RESERVED
from oj_cli.guide.targets import MODELS, TODAY, field_of, refused

Several = tuple[Question, ...]

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

    def paths(self) -> dict[str, Path]:
        """Return the files of the guides by name, without reading them."""
        folders = (self.shipped, *([self.workspace / FOLDER] if self.workspace else []))
        files = (path for folder in folders for path in sorted(folder.glob("*.yaml")))
        return {path.stem: path for path in files if path.stem not in NO_GUIDES}

    def find(self, name: str) -> Guide:
        """Return the guide with this name, the workspace's own first.

        Raises UsageFault, with what is near, if there is none, and FileFault if it is broken.
        """
        paths = self.paths()
        if name not in paths:
            known = sorted(paths)
            close = near(name, known, limit=1)
            raise UsageFault("guide.unknown", name=name, near=close, known=listing(known))
        return self.read(paths[name])

    def read(self, path: Path) -> Guide:
        """Read a guide that is to be walked, with the questions that it fetches from others.

        Those lie in the same folder, else among the shipped ones. Raises FileFault, with each
        line and reason, if the guide is missing or does not hold together.
        """
        file, rules = read_yaml(path), _Rules(self.own_flags)
        guide = read_model(Guide, file, "Guiden")
        rules.say(guide.id != path.stem, ("guide",), "other_name", id=guide.id, stem=path.stem)
        rules.say(not guide.steps, (), "no_questions")
        whole = replace(guide, steps=())
        for n, step in enumerate(guide.steps):
            for m, name in enumerate(step.fetched):
                other = self._fetched(name, path.parent)
                rules.say(not other, ("steg", n, "hamta", m), "no_step", step=name)
                step = replace(step, questions=step.questions + other)
            rules.level(step.questions, ("steg", n, "fragor"), whole.questions, ())
            whole = replace(whole, steps=(*whole.steps, step))
        refuse(file, rules.faults, "Guiden")
        return whole

    def _fetched(self, name: str, beside: Path) -> Several:
        """Return the questions of a step of another guide, none if there is no such step."""
        guide, _, wanted = name.partition("/")
        found = (path for folder in (beside, self.shipped) for path in folder.glob("*.yaml"))
        guides = (read_model(Guide, read_yaml(p), "Guiden") for p in found if p.stem == guide)
        steps = (step for other in guides for step in other.steps)
        return next((step.questions for step in steps if step.id == wanted), ())


_DATED = ("datum", "tidpunkt")
_OF_KIND = {
    **dict.fromkeys(("questions", "again", "fixed", "numbered"), "grupp"),
    **dict.fromkeys(("opens", "corrects"), "ja_nej"),
    "choices": "val eller flerval",
}
"""What only questions of some kinds can have."""
_KEYS = {field.name: field.metadata["key"] for field in fields(Question)}
_DAY = "2027-03-31"
_SAMPLES: dict[str, Any] = {"tal": 1, "datum": _DAY}
"""Answers to try a field with; to all other kinds it is any text."""
_NO_NAMES: Any = SimpleNamespace(find=lambda _, text: text)
"""Any name: defaults of questions about kommuner are not looked up here."""


class _Rules:
    """The rules, and what was found so far."""

    def __init__(self, own_flags: Collection[str]) -> None:
        self.faults: list[Fault] = []
        self._own_flags = own_flags
        self._flags: dict[str, str] = {}

    def say(self, is_wrong: object, where: Where, name: str, **values: Any) -> None:
        """Note a fault, by the name of its words, if it is one."""
        if is_wrong:
            self.faults.append(Fault(where, UsageFault(f"guide_rules.{name}", **values).message))

    def level(self, questions: Several, where: Where, earlier: Several, around: Several) -> None:
        """Hold questions that stand together to the rules.

        `earlier` are asked before them, `around` are the groups that they stand in.
        """
        self.say(not questions, where, "no_questions")
        for n, question in enumerate(questions):
            id, place, before = question.id, (*where, n), (*earlier, *questions[:n])
            is_twice = id in (q.id for q in (questions[:n] if around else before))
            self.say(is_twice, (*place, "id"), "id_taken", id=id)
            self.say(id in RESERVED, (*place, "id"), "id_reserved", id=id)
            self._keys(question, place)
            self._others(question, place, before, questions[n + 1 :])
            self._place(question, place, around)
            if question.kind == "grupp":
                self.level(question.questions, (*place, "fragor"), before, (*around, question))
            else:
                flag, way = flag_of(around, question), (*place, "flagga")
                is_bad = flag in self._own_flags or not re.fullmatch("--[^ =]+", flag)
                self.say(is_bad, way, "flag_of_command", flag=flag)
                other = self._flags.setdefault(flag, id)
                self.say(other != id, way, "flag_taken", other=other, flag=flag)

    def _keys(self, question: Question, where: Where) -> None:
        """Hold what a question has to what its kind can have."""
        for name, kinds in _OF_KIND.items():
            is_wrong = getattr(question, name) and question.kind not in kinds.split(" eller ")
            self.say(is_wrong, (*where, _KEYS[name]), "key_of_kind", key=_KEYS[name], kinds=kinds)
        is_few = question.kind in ("val", "flerval") and len(question.choices) < 2
        self.say(is_few, where, "few_choices", id=question.id)
        for label in (one for one in question.written if one not in question.labels):
            self.say(True, (*where, "skrivs", label), "no_answer", id=question.id, answer=label)
        try:
            if question.default is not None:
                read_answer(question, question.default, _NO_NAMES)
        except ValueError as error:
            self.say(True, (*where, "standard"), "default_wrong", reason=error)

    def _others(self, question: Question, where: Where, earlier: Several, later: Several) -> None:
        """Hold the ids of other questions to those that there are, before and after this one."""
        known, when, limits = {q.id: q for q in earlier}, question.when, question.bounds
        for way, id, kinds in (
            (("nar", "fraga"), when and when.question, ()),
            (("forslag",), question.suggested, (question.kind,)),
            (("krav", "inte_fore"), limits.not_before, _DATED),
            (("krav", "inte_efter"), limits.not_after, _DATED),
        ):
            is_unknown = id and (id not in known or (kinds and known[id].kind not in kinds))
            of = f" av typen {listing(kinds, 'eller')}" if kinds else ""
            self.say(is_unknown, (*where, *way), "not_earlier", id=id, of=of)
        if when and when.question in known and (labels := known[when.question].labels):
            for answer in (one for one in when.answers if one not in labels):
                self.say(True, (*where, "nar", "ar"), "no_answer", id=when.question, answer=answer)
        for name in ("opens", "corrects", "parts"):
            for n, id in enumerate(getattr(question, name)):
                is_unknown = id not in (q.id for q in later)
                self.say(is_unknown, (*where, _KEYS[name], n), "not_later", id=id)

    def _place(self, question: Question, where: Where, around: Several) -> None:
        """Hold where an answer goes to the places that there are."""
        target, is_group = (*around, question)[0].target, question.kind == "grupp"
        till = (*where, "till")
        if around:
            self.say(question.target, till, "target_within")
            is_lost = target not in (None, "plan") and (is_group or not question.field)
            self.say(is_lost, where, "item_without_field", id=question.id)
        elif target == "plan":
            self.say(not (question.field or question.is_gate), till, "target_without_field")
        elif target and is_group:
            filled = (*question.fixed, *(q.field or "" for q in question.questions))
            keys = {"id", *(way.partition(".")[0] for way in filled)}
            lacking = [key for key in needed(MODELS[target]) if key not in keys]
            self.say(lacking, where, "group_lacks", id=question.id, keys=listing(lacking))
        elif target:
            self.say(True, till, "target_of_group", target=target)
            return
        model, field = field_of(*around, question)
        self.say(question.field and not field, (*where, "falt"), "field_without_target")
        if field:
            self._field(question, where, model, field)

    def _field(self, question: Question, where: Where, model: type, field: str) -> None:
        """Hold a field to every sort of answer that may come, or a group to what it fills in."""
        answers = [question.written.get(label, label) for label in question.labels]
        answers = answers or [_SAMPLES.get(question.kind, "text")]
        tried: list[tuple[Where, str, Any]]
        tried = [(("falt",), field, one) for one in ([answers] if question.many else answers)]
        if is_group := question.kind == "grupp":
            given = {key: said.replace(TODAY, _DAY) for key, said in question.fixed.items()}
            tried = [(("fyller", key), f"{field}.0.{key}", said) for key, said in given.items()]
            tried.append((("falt",), f"{field}.0", {}))
        for way, at, answer in tried:
            for fault in refused(model, at, answer):
                name = "field" if is_group or fault.is_unknown else "field_of_answer"
                self.say(True, (*where, *way), name, reason=fault.message)
        is_text = question.kind == "tal" and not refused(model, field, "text")
        self.say(is_text, (*where, "falt"), "field_of_answer", reason="Det är en text.")

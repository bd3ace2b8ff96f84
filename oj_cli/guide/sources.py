"""Where answers come from: what was saved, an answers file, and flags, each read by itself.

Which of them counts stands in `merging`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from oj_cli.documents.reader import Where
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide import WRITTEN, Guide, Question, flag_of
from oj_cli.domain.guide_walk import Tree
from oj_cli.domain.swedish import listing, near
from oj_cli.guide.answers import BadAnswer, Names, read_answer
from oj_cli.guide.walk import RESERVED, as_rounds, put


@dataclass
class Reading:
    """A tree as it was read: what holds, and what does not, with the way to it in the file.

    `kept` is what the guide has no use for, so that it can be written back: answers to
    questions that are gone, and answers that the question no longer takes.
    """

    answers: Tree = field(default_factory=dict)
    kept: Tree = field(default_factory=dict)
    gone: list[tuple[Where, str]] = field(default_factory=list)
    wrong: list[tuple[Where, str]] = field(default_factory=list)


def read_tree(guide: Guide, raw: Any, names: Names) -> Reading:
    """Read answers as they stand in a file."""
    reading = Reading()
    if raw is None:
        return reading
    if not isinstance(raw, Mapping):
        reading.wrong.append(((), "Här ska stå frågornas id med ett svar efter varje."))
        return reading
    reading.answers, reading.kept = _read(guide.questions, raw, names, (), reading)
    return reading


def _read(
    questions: Sequence[Question], raw: Mapping[Any, Any], names: Names, where: Where, out: Reading
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the answers that hold and those that do not; note the latter in `out`."""
    by_id = {q.id: q for q in questions}
    answers: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    for id, given in raw.items():
        question = by_id.get(str(id))
        here = (*where, id)
        if id in RESERVED:
            if id == WRITTEN:
                answers[id] = given
        elif question is None:
            close = near(str(id), by_id, limit=1)
            hint = f" Menade du ”{close[0]}”?" if close else ""
            out.gone.append((here, f"Frågan ”{id}” finns inte i guiden.{hint}"))
            kept[id] = given
        elif question.kind == "grupp":
            found, rest = _read_rounds(question, given, names, here, out)
            if found is not None:
                answers[id] = found
            if rest:
                kept[id] = rest
        elif given is None:
            answers[id] = None
        else:
            try:
                answers[id] = read_answer(question, given, names)
            except BadAnswer as error:
                out.wrong.append((here, f"{id}: {error}"))
                kept[id] = given
    return answers, kept


def _read_rounds(
    group: Question, given: Any, names: Names, where: Where, out: Reading
) -> tuple[Any, Any]:
    single = isinstance(given, Mapping)
    listed = [given] if single else given
    if listed is None:
        return as_rounds(group, [skipped(group)]), None
    if not isinstance(listed, list) or not all(isinstance(r, Mapping) for r in listed):
        out.wrong.append((where, f"{group.id}: Här ska stå en lista med svar för varje gång."))
        return None, given
    most = 1 if not group.again else (group.limits.most if group.limits else None)
    if most is not None and len(listed) > most:
        out.wrong.append((where, f"{group.id}: Här får stå högst {most:g} av dem."))
        return None, given
    pairs = [
        _read(group.questions, r, names, where if single else (*where, n), out)
        for n, r in enumerate(listed)
    ]
    answers = as_rounds(group, [a for a, _ in pairs])
    kept = tuple(k for _, k in pairs)
    if not any(kept):
        return answers, None
    return answers, kept if group.again else kept[0]


def skipped(group: Question) -> Tree:
    """Return a round of a group in which every question is skipped."""
    return {
        q.id: as_rounds(q, [skipped(q)]) if q.kind == "grupp" else None
        for q in group.questions
        if q.when is None
    }


def with_kept(answers: Tree, kept: Tree) -> dict[str, Any]:
    """Return answers together with what was kept beside them; the answers win.

    What is kept of the rounds of a group is a tuple, or a mapping where there is only one.
    """
    result = dict(answers)
    for id, old in kept.items():
        new = answers.get(id)
        if isinstance(old, tuple):
            found: list[Tree] = list(new) if isinstance(new, list) else []
            found += [{} for _ in range(len(old) - len(found))]
            merged = [with_kept(a, k) for a, k in zip(found, old, strict=False)]
            result[id] = [*merged, *found[len(old) :]]
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            result[id] = with_kept(new, old)
        elif id not in answers:
            result[id] = old
    return result


# --- flags -------------------------------------------------------------------------------


def read_flags(guide: Guide, arguments: Sequence[str], names: Names) -> Tree:
    """Return the answers that were given as flags: `--motiv "…"` or `--motiv=…`.

    A question within a repeated group is answered for the first round. Raises UsageFault for
    a flag that no question has, a flag without a value, and a value that is no answer.
    """
    by_flag = {flag_of(around, q): (around, q) for around, q in guide.asked() if q.kind != "grupp"}
    given: dict[str, list[str]] = {}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        flag, has_value, text = word.partition("=")
        if flag not in by_flag:
            raise _no_such_flag(guide, word, by_flag)
        if not has_value:
            if not rest or rest[0] in by_flag:
                raise UsageFault("guide.flag_without_answer", flag=flag)
            text = rest.pop(0)
        given.setdefault(flag, []).append(text)
    answers: Tree = {}
    for flag, texts in given.items():
        around, question = by_flag[flag]
        if len(texts) > 1 and not question.many:
            raise UsageFault("guide.flag_repeated", flag=flag)
        place = (*(key for group in around for key in (group.id, 0)), question.id)
        try:
            answer = read_answer(question, texts if len(texts) > 1 else texts[0], names)
        except BadAnswer as error:
            raise UsageFault("guide.flag_answer", flag=flag, reason=error) from error
        answers = put(guide, answers, place, answer)
    return answers


def _no_such_flag(guide: Guide, word: str, flags: Mapping[str, Any]) -> UsageFault:
    if not word.startswith("-"):
        return UsageFault("guide.word_too_many", word=word)
    flag = word.partition("=")[0]
    close = listing(near(flag, flags, limit=2), "eller")
    listed = "" if close else guide.id
    return UsageFault("guide.unknown_flag", flag=flag, guide=guide.id, near=close, listed=listed)

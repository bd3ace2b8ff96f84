"""Answers: read from what was typed, from flags and from files, judged, and written for people.

The same reading serves prompt, flag, answers file and what was saved, so that an answer that
one takes the others take too. An answer is kept as text, a number, or a list of text: dates as
`2027-03-31`, options by their label, indicators and themes by id, a kommun by name.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

from oj_cli.documents.decode import Fault
from oj_cli.documents.reader import Where
from oj_cli.documents.ways import put
from oj_cli.domain import typed as reading
from oj_cli.domain.analysis import WRITTEN
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide import YES_NO, Guide, Limits, Question, QuestionKind, below, flag_of
from oj_cli.domain.guide_walk import Tree
from oj_cli.domain.swedish import fold, listing, near, number, perhaps
from oj_cli.guide.stops import RESERVED

Answer = str | int | float | list[str]

_READ: dict[QuestionKind, tuple[Callable[[str], str | int | float], str]] = {
    "text": (str, ""),
    "ja_nej": (lambda text: YES_NO[not reading.read_yes_no(text)], ""),
    "datum": (lambda text: str(reading.read_last_day(text)), reading.DATE_EXAMPLE),
    "tidpunkt": (reading.read_moment, reading.MOMENT_EXAMPLE),
    "tal": (reading.read_number, "Skriv ett tal."),
}
"""How what is typed is read, where it is no name of anything, and how it is written."""


class Names(Protocol):
    """What kommuner, indicators and themes there are. `kind` is the kind of question."""

    def words(self, kind: str) -> Sequence[tuple[str, str]]:
        """Return each as what is typed and kept, and what it is called."""

    def find(self, kind: str, text: str) -> str:
        """Return the one that is meant. Raises UsageFault, with what is near, if none is."""


def read_answer(question: Question, raw: Any, names: Names) -> Answer:
    """Return an answer as it is kept. `raw` is text as it is typed, or a value from a YAML file.

    Raises ValueError, with a sentence on why and what to write instead, for one that cannot be.
    """
    answer = _each(question, raw, names) if question.many else _one(question, raw, names)
    _within(question.bounds, answer)
    return answer


def read_parts(
    question: Question, others: Sequence[Question], raw: str, names: Names
) -> tuple[Answer, list[tuple[Question, Answer]]]:
    """Return an answer, and what its last parts answer of other questions, in their order.

    `3 händelser om hot, Avvikelseregistret, september 2026` also says the source and the day;
    a text only where a part after it is no text. Of a period the other is the last day.
    """
    if question.kind == "datum" and not question.many:
        first, last = reading.read_period(raw)
        return first.isoformat(), [(other, last.isoformat()) for other in others[:1]]
    parts = [part.strip() for part in raw.split(",")]
    found: list[tuple[Question, Answer]] = []
    for other in reversed(others):
        is_own = other.kind == "text" and not found and _takes(question, parts[-1], names)
        if len(parts) > 1 and not is_own and _takes(other, parts[-1], names):
            found.insert(0, (other, read_answer(other, parts.pop(), names)))
    return read_answer(question, ", ".join(parts), names), found


def _takes(question: Question, part: str, names: Names) -> bool:
    with suppress(ValueError):
        read_answer(question, part, names)
        return True
    return False


def _each(question: Question, raw: Any, names: Names) -> list[str]:
    if isinstance(raw, str):
        is_choice = fold(raw) in map(fold, question.choices)
        parts = [raw] if is_choice else raw.split(separator(question))
        raw = [part.strip() for part in parts if part.strip()]
    parts = raw if isinstance(raw, list) else [raw]
    if not parts:
        raise ValueError("Skriv minst ett svar.")
    return list(dict.fromkeys(str(_one(question, part, names)) for part in parts))


def separator(question: Question) -> str:
    """Return what stands between several answers on one line: text may hold commas."""
    return ";" if question.kind == "text" or any("," in c for c in question.choices) else ","


def _one(question: Question, raw: Any, names: Names) -> str | int | float:
    if isinstance(raw, list | dict) or raw is None:
        raise ValueError("Här ska stå ett enda svar." if raw else "Svaret är tomt.")
    if isinstance(raw, bool):
        if question.kind != "ja_nej":
            raise ValueError("Här ska stå text, inte true eller false.")
        return YES_NO[not raw]
    if isinstance(raw, int | float) and question.kind == "tal":
        return raw
    text = " ".join(str(raw).split())
    if not text:
        raise ValueError("Svaret är tomt.")
    if question.choices:  # each may be named by its label or by what it is written as
        found = reading.meant(text, {c: question.written.get(c, c) for c in question.choices})
        if found is None:
            more = perhaps(text, question.choices) or f" Svaren är {listing(question.choices)}."
            raise ValueError(f"”{text}” är inget av svaren.{more}")
        return found
    if question.kind in _READ:
        return _READ[question.kind][0](text)
    try:
        return names.find(question.kind, text)
    except UsageFault as fault:
        raise ValueError(" ".join([fault.message, *fault.hints])) from fault


def _within(limits: Limits, answer: Answer) -> None:
    """Raise ValueError for a number, a count or a text that is outside the question's limits."""
    if isinstance(answer, str):
        if len(answer) < (limits.at_least_letters or 0):
            raise ValueError(f"Svaret är för kort. Skriv minst {limits.at_least_letters} tecken.")
        return
    size, verb = (len(answer), "Välj") if isinstance(answer, list) else (answer, "Talet får vara")
    if limits.least is not None and size < limits.least:
        raise ValueError(f"{verb} minst {_said(limits.least)}.")
    if limits.most is not None and size > limits.most:
        raise ValueError(f"{verb} högst {_said(limits.most)}.")


def typed(question: Question, answer: Any) -> str:
    """Return an answer as it would be typed, to be changed."""
    if isinstance(answer, list):
        return f"{separator(question)} ".join(map(str, answer))
    return _said(answer) if isinstance(answer, int | float) else str(answer)


def shown(question: Question, answer: Any, names: Names) -> str:
    """Return an answer as it is read: themes and indicators by name."""
    called = dict(names.words(question.kind)) if question.kind in ("tema", "indikator") else {}
    parts = answer if isinstance(answer, list) else [typed(question, answer)]
    return listing([called.get(str(part), str(part)) for part in parts])


def _said(value: float) -> str:
    return f"{value:.15g}".replace(".", ",").replace("-", "−" if value < 0 else "-")


def how(question: Question) -> str:
    """Return in words how an answer is written, and how many are taken; empty for plain text."""
    found = [_READ[question.kind][1]] if question.kind in _READ else []
    if question.many and question.kind not in ("val", "flerval", "tema"):
        sign = "semikolon" if separator(question) == ";" else "komma"
        found.append(f"Flera svar skiljer ni åt med {sign}.")
    if question.many and question.bounds.most is not None:
        found.append(f"Välj högst {number(question.bounds.most)}.")
    return " ".join(filter(None, found))


def read_tree(guide: Guide, raw: Any, names: Names) -> tuple[Tree, list[Fault]]:
    """Return the answers of a file that hold, and what does not hold."""
    faults: list[Fault] = []

    def answers(questions: Sequence[Question], raw: Mapping[Any, Any], where: Where) -> Tree:
        by_id = {q.id: q for q in questions}
        result = {id: item for id, item in raw.items() if id == WRITTEN}
        for id, given in raw.items():
            question, here = by_id.get(str(id)), (*where, id)
            if question is not None:
                try:
                    result[question.id] = answer(question, given, here)
                except ValueError as error:
                    faults.append(Fault(here, f"{id}: {error}"))
            elif id not in RESERVED:
                gone = f"Frågan ”{id}” finns inte i guiden.{perhaps(str(id), by_id)}"
                faults.append(Fault(here, gone, is_unknown=True))
        return result

    def answer(question: Question, given: Any, where: Where) -> Any:
        if question.kind != "grupp":
            return None if given is None else read_answer(question, given, names)
        if given is None:  # every question of it is skipped
            given = {q.id: None for q in question.questions if q.when is None}
        found = given if isinstance(given, list) else [given]
        if not all(isinstance(one, Mapping) for one in found):
            raise ValueError("Här ska stå en lista med svar för varje gång.")
        most = question.bounds.most if question.again else 1
        if most is not None and len(found) > most:
            raise ValueError(f"Här får stå högst {most:g} av dem.")
        ways = [(*where, n) if found is given else where for n in range(len(found))]
        return [answers(question.questions, *one) for one in zip(found, ways, strict=True)]

    if isinstance(raw, Mapping | None):
        return answers(guide.questions, raw or {}, ()), faults
    return {}, [Fault((), "Här ska stå frågornas id med ett svar efter varje.")]


def read_flags(guide: Guide, arguments: Sequence[str], names: Names) -> Tree:
    """Return the answers that were given as flags: `--motiv "…"` or `--motiv=…`.

    A question within a repeated group is answered for the first round. Raises UsageFault for
    a flag that no question has, a flag without a value, and a value that is no answer.
    """
    every = below(guide.questions)
    by_flag = {flag_of(around, q): (around, q) for around, q in every if q.kind != "grupp"}
    given: dict[str, list[str]] = {}
    words = iter(arguments)
    for word in words:
        flag, has_value, text = word.partition("=")
        if flag not in by_flag and not word.startswith("-"):
            raise UsageFault("guide.word_too_many", word=word)
        if flag not in by_flag:
            close = listing(near(flag, by_flag, limit=2), "eller")
            raise UsageFault("guide.unknown_flag", flag=flag, guide=guide.id, near=close)
        text = text if has_value else next(words, flag)
        if not has_value and text in by_flag:
            raise UsageFault("guide.flag_without_answer", flag=flag)
        given.setdefault(flag, []).append(text)
    answers: Tree = {}
    for flag, texts in given.items():
        around, question = by_flag[flag]
        if len(texts) > 1 and not question.many:
            raise UsageFault("guide.flag_repeated", flag=flag)
        place = (*(key for group in around for key in (group.id, 0)), question.id)
        try:
            answer = read_answer(question, texts if len(texts) > 1 else texts[0], names)
        except ValueError as error:
            raise UsageFault("guide.flag_answer", flag=flag, reason=error) from error
        answers = put(answers, place, answer)
    return answers

"""Answers: read from what was typed, from flags and from files, judged, and written for people.

The same reading serves prompt, flag, answers file and what was saved, so that an answer that
one takes the others take too. An answer is kept as text, a number, or a list of text: dates as
`2027-03-31`, options by their label, indicators and themes by id, a kommun by name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from oj_cli.documents.reader import Where
from oj_cli.domain.analysis import WRITTEN, first_day
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide import YES_NO, Guide, Question, flag_of
from oj_cli.domain.guide_walk import Tree
from oj_cli.domain.identity import holds_identity
from oj_cli.domain.swedish import fold, listing, near, number
from oj_cli.domain.typed import (
    read_date,
    read_last_day,
    read_month,
    read_number,
    read_period,
    read_yes_no,
)
from oj_cli.guide.walk import RESERVED, as_rounds, put

Answer = str | int | float | list[str]

MOMENT = "Skriv 2016, 2016-05 eller 2016-05-01."


class BadAnswer(ValueError):
    """An answer that cannot be kept, with a sentence on why and what to write instead."""


class Names(Protocol):
    """What kommuner, indicators and themes there are. `kind` is the kind of question."""

    def words(self, kind: str) -> Sequence[tuple[str, str]]:
        """Return each as what is typed and kept, and what it is called."""
        ...

    def find(self, kind: str, text: str) -> str:
        """Return the one that is meant. Raises UsageFault, with what is near, if none is."""
        ...


def read_answer(question: Question, raw: Any, names: Names) -> Answer:
    """Return an answer as it is kept. Raises BadAnswer if it is of the wrong kind or out of bounds.

    `raw` is text as it is typed, or a value from a YAML file.
    """
    if question.many:
        answer: Answer = list(dict.fromkeys(_each(question, raw, names)))
        if not answer:
            raise BadAnswer("Skriv minst ett svar.")
    else:
        answer = _one(question, raw, names)
    _within(question, answer)
    return answer


def read_parts(
    question: Question, others: Sequence[Question], raw: str, names: Names
) -> tuple[Answer, list[tuple[Question, Answer]]]:
    """Return an answer, and what its last parts answer of other questions, in their order.

    `3 händelser om hot, Avvikelseregistret, september 2026` also says the source and the day;
    a text only where a part after it is no text. Of a period the other is the last day.
    """
    if question.kind == "datum" and not question.many:
        first, last = _typed(read_period, raw)
        return first.isoformat(), [(other, last.isoformat()) for other in others[:1]]
    parts = [part.strip() for part in raw.split(",")]
    found: list[tuple[Question, Answer]] = []
    for other in reversed(others):
        is_unsure = other.kind == "text" and not found and not _is_none(question, parts[-1], names)
        if len(parts) < 2 or is_unsure:
            continue
        try:
            found.insert(0, (other, read_answer(other, parts[-1], names)))
        except BadAnswer:
            continue
        parts.pop()
    return read_answer(question, ", ".join(parts), names), found


def _is_none(question: Question, part: str, names: Names) -> bool:
    """Tell whether a part cannot be of the question's own answer."""
    try:
        _one(question, part, names)
    except BadAnswer:
        return True
    return False


def _each(question: Question, raw: Any, names: Names) -> list[str]:
    if isinstance(raw, str):
        is_choice = any(fold(raw) == fold(choice) for choice in question.choices)
        parts = [raw] if is_choice else raw.split(separator(question))
        raw = [part.strip() for part in parts if part.strip()]
    if not isinstance(raw, list):
        raw = [raw]
    return [str(_one(question, part, names)) for part in raw]


def separator(question: Question) -> str:
    """Return what stands between several answers on one line: text may hold commas."""
    return ";" if question.kind == "text" or any("," in c for c in question.choices) else ","


def _one(question: Question, raw: Any, names: Names) -> str | int | float:
    if isinstance(raw, list | dict) or raw is None:
        raise BadAnswer("Här ska stå ett enda svar." if raw else "Svaret är tomt.")
    if question.kind == "ja_nej":
        if isinstance(raw, bool):
            return YES_NO[not raw]
        return YES_NO[not _typed(read_yes_no, str(raw))]
    if isinstance(raw, bool):
        raise BadAnswer("Här ska stå text, inte true eller false.")
    if question.kind == "tal":
        return raw if isinstance(raw, int | float) else _typed(read_number, raw)
    text = " ".join(str(raw).split())
    if not text:
        raise BadAnswer("Svaret är tomt.")
    if question.kind == "datum":
        return str(_typed(read_last_day, text).isoformat())
    if question.kind == "tidpunkt":
        return _moment(text)
    if question.kind in ("val", "flerval"):
        return _choice(question, text)
    if question.kind in ("kommun", "indikator", "tema"):
        return _named(question.kind, text, names)
    if holds_identity(text):
        raise BadAnswer(
            "Texten har ett personnummer eller samordningsnummer. Skriv utan uppgifter om enskilda."
        )
    return text


def _named(kind: str, text: str, names: Names) -> str:
    try:
        return names.find(kind, text)
    except UsageFault as fault:
        raise BadAnswer(" ".join([fault.message, *fault.hints])) from fault


def _typed(read: Any, text: str) -> Any:
    try:
        return read(text)
    except ValueError as error:
        raise BadAnswer(str(error)) from error


def _moment(text: str) -> str:
    try:
        first_day(text)
    except ValueError:
        try:
            return read_date(text).isoformat()
        except ValueError:
            try:
                return read_month(text)
            except ValueError as error:
                raise BadAnswer(f"”{text}” är ingen tidpunkt som finns. {MOMENT}") from error
    return text


def _choice(question: Question, text: str) -> str:
    """Return the label of an option that was named by its label or by what it is written as."""
    wanted = fold(text)
    for choice in question.choices:
        if wanted in (fold(choice), fold(question.written.get(choice, choice))):
            return choice
    beginning = [c for c in question.choices if wanted and fold(c).startswith(wanted)]
    if len(beginning) == 1:
        return beginning[0]
    close = near(text, question.choices, limit=1)
    hint = f"Menade du ”{close[0]}”?" if close else f"Svaren är {listing(question.choices)}."
    raise BadAnswer(f"”{text}” är inget av svaren. {hint}")


def _within(question: Question, answer: Answer) -> None:
    """Raise BadAnswer for a number, a count or a text that is outside the question's limits."""
    limits = question.limits
    if limits is None:
        return
    if isinstance(answer, str):
        least = limits.at_least_letters
        if least is not None and len(answer) < least:
            raise BadAnswer(f"Svaret är för kort. Skriv minst {least} tecken.")
        return
    size = len(answer) if isinstance(answer, list) else answer
    beginning = "Välj" if isinstance(answer, list) else "Talet får vara"
    if limits.least is not None and size < limits.least:
        raise BadAnswer(f"{beginning} minst {_said(limits.least)}.")
    if limits.most is not None and size > limits.most:
        raise BadAnswer(f"{beginning} högst {_said(limits.most)}.")


def typed(question: Question, answer: Any) -> str:
    """Return an answer as it would be typed, to be changed."""
    if isinstance(answer, list):
        return f"{separator(question)} ".join(str(part) for part in answer)
    return _said(answer) if isinstance(answer, int | float) else str(answer)


def shown(question: Question, answer: Any, names: Names) -> str:
    """Return an answer as it is read: themes and indicators by name."""
    if question.kind in ("tema", "indikator"):
        called = dict(names.words(question.kind))
        parts = answer if isinstance(answer, list) else [answer]
        return listing([called.get(str(part), str(part)) for part in parts])
    if isinstance(answer, list):
        return listing([str(part) for part in answer])
    return typed(question, answer)


def _said(value: float) -> str:
    return f"{value:.15g}".replace(".", ",").replace("-", "−" if value < 0 else "-")


def how(question: Question) -> str:
    """Return in words how an answer is written, and how many are taken; empty for plain text."""
    if question.kind == "datum":
        sentence = "Skriv ett datum, till exempel 2027-03-31."
    elif question.kind == "tidpunkt":
        sentence = MOMENT
    else:
        sentence = "Skriv ett tal." if question.kind == "tal" else ""
    if question.many and question.kind not in ("val", "flerval", "tema"):
        sentence += f" Flera svar skiljer ni åt med {_SEPARATORS[separator(question)]}."
    if question.many and question.most is not None:
        sentence += f" Välj högst {number(question.most)}."
    return sentence.strip()


_SEPARATORS = {";": "semikolon", ",": "komma"}


@dataclass
class Reading:
    """A tree as it was read: what holds, and what does not, with the way to it in the file."""

    answers: Tree = field(default_factory=dict)
    gone: list[tuple[Where, str]] = field(default_factory=list)
    wrong: list[tuple[Where, str]] = field(default_factory=list)


def read_tree(guide: Guide, raw: Any, names: Names) -> Reading:
    """Read answers as they stand in a file."""
    reading = Reading()
    if isinstance(raw, Mapping):
        reading.answers = _read(guide.questions, raw, names, (), reading)
    elif raw is not None:
        reading.wrong.append(((), "Här ska stå frågornas id med ett svar efter varje."))
    return reading


def _read(
    questions: Sequence[Question], raw: Mapping[Any, Any], names: Names, where: Where, out: Reading
) -> dict[str, Any]:
    """Return the answers that hold; note those that do not in `out`."""
    by_id = {q.id: q for q in questions}
    answers: dict[str, Any] = {}
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
        elif question.kind == "grupp":
            found = _read_rounds(question, given, names, here, out)
            if found is not None:
                answers[id] = found
        elif given is None:
            answers[id] = None
        else:
            try:
                answers[id] = read_answer(question, given, names)
            except BadAnswer as error:
                out.wrong.append((here, f"{id}: {error}"))
    return answers


def _read_rounds(group: Question, given: Any, names: Names, where: Where, out: Reading) -> Any:
    single = isinstance(given, Mapping)
    listed = [given] if single else given
    if listed is None:
        return as_rounds(group, [skipped(group)])
    if not isinstance(listed, list) or not all(isinstance(r, Mapping) for r in listed):
        out.wrong.append((where, f"{group.id}: Här ska stå en lista med svar för varje gång."))
        return None
    most = 1 if not group.again else (group.limits.most if group.limits else None)
    if most is not None and len(listed) > most:
        out.wrong.append((where, f"{group.id}: Här får stå högst {most:g} av dem."))
        return None
    return as_rounds(
        group,
        [
            _read(group.questions, r, names, where if single else (*where, n), out)
            for n, r in enumerate(listed)
        ],
    )


def skipped(group: Question) -> Tree:
    """Return a round of a group in which every question is skipped."""
    return {
        q.id: as_rounds(q, [skipped(q)]) if q.kind == "grupp" else None
        for q in group.questions
        if q.when is None
    }


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

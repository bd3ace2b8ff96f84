"""One answer: read from what was typed or from a file, judged, and written for people.

The same reading serves prompt, flag, answers file and what was saved, so that an answer that
one takes the others take too. An answer is kept as text, a number, or a list of text: dates as
`2027-03-31`, options by their label, indicators and themes by id, a kommun by name.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from oj_cli.domain.analysis import first_day
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide import YES_NO, Question
from oj_cli.domain.identity import holds_identity
from oj_cli.domain.swedish import fold, listing, near, number
from oj_cli.domain.typed import read_date, read_number, read_yes_no

Answer = str | int | float | list[str]

MOMENT = "Skriv 2016, 2016-05 eller 2016-05-01."
_LISTED = ("kommun", "indikator", "tema")


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


def _each(question: Question, raw: Any, names: Names) -> list[str]:
    if isinstance(raw, str):
        parts = raw.split(separator(question)) if not _is_choice(question, raw) else [raw]
        raw = [part.strip() for part in parts if part.strip()]
    if not isinstance(raw, list):
        raw = [raw]
    return [str(_one(question, part, names)) for part in raw]


def separator(question: Question) -> str:
    """Return what stands between several answers on one line: text may hold commas."""
    return ";" if question.kind == "text" or any("," in c for c in question.choices) else ","


def _is_choice(question: Question, text: str) -> bool:
    return any(fold(text) == fold(choice) for choice in question.choices)


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
        return str(_typed(read_date, text).isoformat())
    if question.kind == "tidpunkt":
        return _moment(text)
    if question.kind in ("val", "flerval"):
        return _choice(question, text)
    if question.kind in _LISTED:
        try:
            return names.find(question.kind, text)
        except UsageFault as fault:
            raise BadAnswer(" ".join([fault.message, *fault.hints])) from fault
    return _allowed(text)


def _allowed(text: str) -> str:
    if holds_identity(text):
        raise BadAnswer(
            "Texten har ett personnummer eller samordningsnummer. Skriv utan uppgifter om enskilda."
        )
    return text


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
    is_count = isinstance(answer, list)
    size = len(answer) if isinstance(answer, list) else answer
    for word, bound, is_out in (
        ("minst", limits.least, limits.least is not None and size < limits.least),
        ("högst", limits.most, limits.most is not None and size > limits.most),
    ):
        if bound is not None and is_out:
            said = f"Välj {word} {number(bound)}." if is_count else f"{word} {_said(bound)}."
            raise BadAnswer(said if is_count else f"Talet får vara {said}")


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

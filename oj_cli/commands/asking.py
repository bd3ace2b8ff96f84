"""Items of an analysis from what was typed: read, asked for where it is missing, and made whole."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oj_cli.domain.errors import UsageFault
from oj_cli.domain.flags import pick, read_past, refuse_missing, split
from oj_cli.domain.logs import OpenAnalysis

Read = Callable[[str, str], Any]
"""Reads what was typed after a flag, given both. Raises UsageFault."""
Ask = Callable[[], str | None]


@dataclass(frozen=True)
class Field:
    """A part of an item: the flag that gives it, how it is read, and how it is asked for.

    `needed` says in words what it is, for a part that an item cannot be without. `after` is the
    part without which it is not asked for.
    """

    name: str
    flag: str
    read: Read
    ask: Ask | None = None
    needed: str = ""
    after: str = ""


def answers(
    fields: Sequence[Field], typed: Mapping[str, str | None], *, may_ask: bool
) -> dict[str, str | None]:
    """Return what was typed, with what was left out asked for at the keyboard.

    Raises UsageFault before anything is asked if a flag cannot be read.
    """
    values(fields, typed)
    found = dict(typed)
    for field in fields if may_ask else ():
        is_wanted = not field.after or found.get(field.after) is not None
        if field.ask is not None and found.get(field.name) is None and is_wanted:
            found[field.name] = field.ask()
    return found


def values(fields: Sequence[Field], typed: Mapping[str, str | None]) -> dict[str, Any]:
    """Return what was typed as the item holds it, by name; not what was left out or is blank."""
    given = ((f, typed.get(f.name)) for f in fields)
    found = {f.name: f.read(text, f.flag) for f, text in given if text is not None}
    return {name: value for name, value in found.items() if value is not None}


def refuse_incomplete(
    fields: Sequence[Field], typed: Mapping[str, str | None], example: str
) -> None:
    """Raise UsageFault for the parts that a new item cannot be without."""
    missing = [f for f in fields if f.needed and not (typed.get(f.name) or "").strip()]
    refuse_missing([(f.flag, f.needed) for f in missing], example)


# --- how parts are read ------------------------------------------------------------------


def as_words(text: str, flag: str) -> str | None:
    """Return running text, None if it is blank."""
    return text.strip() or None


def as_one_of(words: Mapping[Any, str]) -> Read:
    """Return what reads one of these words."""
    return lambda text, flag: pick(text, words, flag)


def as_some_of(words: Mapping[Any, str]) -> Read:
    """Return what reads several of these words, with commas between."""
    return lambda text, flag: tuple(dict.fromkeys(pick(t, words, flag) for t in split(text)))


def as_past(today: datetime.date) -> Read:
    """Return what reads a year, a month or a day that has been."""
    return lambda text, flag: read_past(text, flag, today)


def as_concerned(of: OpenAnalysis) -> Read:
    """Return what reads themes and indicators of an analysis's område."""
    from oj_cli.api.open_analysis import concerned

    return lambda text, _: concerned(text, of.catalogue, of.themes)


# --- how they are asked for --------------------------------------------------------------


def ask_words(question: str) -> Ask:
    """Return what asks for running text."""
    from oj_cli.terminal.prompts import text

    return lambda: _text(text(question))


def ask_maybe(question: str, read: Read | None = None) -> Ask:
    """Return what asks for text that may be left out."""
    from oj_cli.terminal.prompts import Move, text

    check = _fault_of(read) if read else None
    return lambda: _text(text(question, check=check, moves=(Move.SKIP,), optional=True))


def ask_one_of(question: str, words: Mapping[Any, str], default: str | None = None) -> Ask:
    """Return what asks for one of these words."""
    from oj_cli.terminal.prompts import Option, choice

    options = [Option(key, word) for key, word in words.items()]
    return lambda: _text(choice(question, options, default=default))


def ask_some_of(question: str, words: Mapping[Any, str]) -> Ask:
    """Return what asks for any of these words; nothing is asked where there are none."""
    from oj_cli.terminal.prompts import Move, Option, several

    options = [Option(key, word) for key, word in words.items()]
    return lambda: _list(several(question, options, moves=(Move.SKIP,))) if options else None


def ask_when(question: str, today: datetime.date) -> Ask:
    """Return what asks for a year, a month or a day that has been."""
    from oj_cli.terminal.prompts import text

    check = _fault_of(as_past(today))
    line = f"{question} Skriv 2016, 2016-05 eller 2016-05-01."
    return lambda: _text(text(line, check=check))


def ask_concerned(question: str, of: OpenAnalysis) -> Ask:
    """Return what asks which of the chosen themes something is about."""
    names = of.names
    return ask_some_of(question, {id: names[id] for id in of.chosen if id in names})


def _fault_of(read: Read) -> Callable[[str], str | None]:
    """Return a check that says what `read` refuses."""

    def wrong(typed: str) -> str | None:
        try:
            read(typed, "")
        except UsageFault as fault:
            return fault.message
        return None

    return wrong


def _text(answer: object) -> str | None:
    """Return an answer that is text, None where the question was skipped."""
    return answer if isinstance(answer, str) else None


def _list(answer: object) -> str | None:
    """Return several answers as a flag takes them, None where the question was skipped."""
    return ",".join(answer) if isinstance(answer, tuple) else None

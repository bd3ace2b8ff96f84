"""Items of an analysis from what was typed: read, asked for where it is missing, and made whole."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oj_cli.api.open_analysis import concerned, take
from oj_cli.commands.opened import open_oj
from oj_cli.domain.errors import UsageFault
from oj_cli.domain.guide_walk import Move
from oj_cli.domain.logs import Log, OpenAnalysis, T
from oj_cli.domain.selection import Which
from oj_cli.domain.typed import MOMENT_EXAMPLE, pick, read_past, refuse_missing, split
from oj_cli.terminal import prompts
from oj_cli.terminal.questions import Option
from oj_cli.terminal.streams import say
from oj_cli.views.analysis import removed

Read = Callable[[str, str], Any]
"""Reads what was typed after a flag, given both. Raises UsageFault."""


@dataclass(frozen=True)
class Field:
    """A part of an item: the flag that gives it, how it is read, and how it is asked for.

    `needed` says in words what it is, for a part that an item cannot be without. `after` is the
    part without which it is not asked for.
    """

    name: str
    flag: str
    read: Read
    ask: Callable[[], object] | None = None
    needed: str = ""
    after: str = ""


def complete(
    fields: Sequence[Field], typed: Mapping[str, str | None], example: str, *, may_ask: bool
) -> dict[str, str | None]:
    """Return what was typed, with what was left out asked for at the keyboard.

    Raises UsageFault before anything is asked if a flag cannot be read, and in the end for the
    parts that a new item cannot be without.
    """
    values(fields, typed)
    found = dict(typed)
    for field in fields if may_ask else ():
        is_wanted = not field.after or found.get(field.after) is not None
        if field.ask is not None and found.get(field.name) is None and is_wanted:
            found[field.name] = _as_typed(field.ask())
    missing = [f for f in fields if f.needed and not (found.get(f.name) or "").strip()]
    refuse_missing([(f.flag, f.needed) for f in missing], example)
    return found


def _as_typed(answer: object) -> str | None:
    """Return an answer as a flag takes it, None where the question was skipped."""
    if isinstance(answer, tuple):
        return ",".join(answer)
    return answer if isinstance(answer, str) else None


def values(fields: Sequence[Field], typed: Mapping[str, str | None]) -> dict[str, Any]:
    """Return what was typed as the item holds it, by name; not what was left out or is blank."""
    given = ((f, typed.get(f.name)) for f in fields)
    found = {f.name: f.read(text, f.flag) for f, text in given if text is not None}
    return {name: value for name, value in found.items() if value is not None}


def as_words(text: str, flag: str) -> str | None:
    """Return running text, None if it is blank."""
    return text.strip() or None


def text_field(
    name: str, flag: str, question: str, needed: str = "", *, read: Read = as_words, after: str = ""
) -> Field:
    """Return a part that is typed in words or figures; one that is not needed may be skipped."""

    def wrong(typed: str) -> str | None:
        try:
            read(typed, "")
        except UsageFault as fault:
            return fault.message
        return None

    moves = () if needed else (Move.SKIP,)

    def ask() -> object:
        return prompts.text(question, check=wrong, moves=moves, optional=not needed)

    return Field(name, flag, read, ask, needed, after)


def past_field(name: str, flag: str, question: str, today: datetime.date) -> Field:
    """Return a part that is a year, a month or a day that has been."""
    line = f"{question} {MOMENT_EXAMPLE}"
    return text_field(name, flag, line, "när", read=lambda t, flag: read_past(t, flag, today))


def choice_field(
    name: str,
    flag: str,
    question: str,
    words: Mapping[Any, str],
    needed: str = "",
    default: str | None = None,
) -> Field:
    """Return a part that is one of these words."""
    options = [Option(key, word) for key, word in words.items()]

    def ask() -> object:
        return prompts.choice(question, options, default=default)

    return Field(name, flag, lambda text, flag: pick(text, words, flag), ask, needed)


def several_field(
    name: str, flag: str, question: str, words: Mapping[Any, str], read: Read | None = None
) -> Field:
    """Return a part that is any of these words; nothing is asked where there are none."""
    options = [Option(key, word) for key, word in words.items()]

    def some(text: str, flag: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(pick(t, words, flag) for t in split(text)))

    def ask() -> object:
        return prompts.several(question, options, moves=(Move.SKIP,))

    return Field(name, flag, read or some, ask if options else None)


def concerns_field(question: str, of: OpenAnalysis) -> Field:
    """Return what an item is about: themes and indicators of the analysis's område."""
    names = of.themes.names
    chosen = {id: names[id] for id in of.chosen if id in names}

    def read(text: str, flag: str) -> object:
        return concerned(text, of.asked, of.themes)

    return several_field("concerns", "--galler", question, chosen, read)


def take_out(which: Which, log: Log[T], id: str, said: Callable[[T], str]) -> None:
    """Take an item out of the analysis that is meant, and say what it was."""
    of, gone = take(open_oj(), which, log, id)
    for line in removed(gone.id, said(gone), of):
        say(line)

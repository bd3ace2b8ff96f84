"""Questions on a terminal: one small interface, whatever the terminal can do.

At each question one may also go back, skip it or stop, where the caller allows it. On an
ordinary terminal lists are walked with the arrow keys (`ask_on_screen`); on one that cannot move
its cursor, or cannot show the signs, everything is typed on lines (`ask_on_lines`). Ctrl-C raises
KeyboardInterrupt and a closed input EOFError; both are worded by the error boundary.
"""

import datetime
import os
import sys
from collections.abc import Callable, Collection, Sequence
from types import ModuleType
from typing import TypeVar

import click

from oj_cli.domain.typed import read_date, read_number
from oj_cli.presentation.console import Terminal, is_terminal
from oj_cli.terminal.command_line import NO_INPUT
from oj_cli.terminal.questions import (
    Check,
    ListQuestion,
    Move,
    Option,
    Remark,
    TextQuestion,
    heading,
    or_type,
    show,
)

__all__ = [
    "Check", "Move", "Option", "Remark",
    "can_ask", "choice", "confirm", "date", "heading", "number", "several", "show", "text",
]  # fmt: skip  # what those who ask need, in one place

PLAIN = "OJ_ENKLA_FRAGOR"
"""An environment variable: with any value, questions are typed on lines. For screen readers."""
YES, NO = Option("ja", "Ja"), Option("nej", "Nej")

Read = TypeVar("Read")


def can_ask(no_input: bool = False) -> bool:
    """Tell whether there is somebody to ask: stdin and stdout are both a terminal.

    Nobody is, where `--no-input` was typed.
    """
    context = click.get_current_context(silent=True)
    if no_input or (context is not None and NO_INPUT in context.meta):
        return False
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def text(
    question: str,
    *,
    default: str = "",
    check: Check | None = None,
    remark: Remark | None = None,
    words: Sequence[tuple[str, str]] = (),
    moves: Collection[Move] = (),
    hint: str = "",
    optional: bool = False,
    is_offer: bool = False,
) -> str | Move:
    """Ask for a line of text; never empty.

    `default` stands there to be kept or changed, with `is_offer` as a suggestion. `words` are
    offered while one types: a kommun, an indicator with its name. `remark` is written below the
    line while one types. With `optional` an empty line skips, where nothing stands there and one
    may skip.
    """
    asked = TextQuestion(
        question,
        default,
        check or (lambda _: None),
        remark,
        tuple(words),
        _in_order(moves),
        hint,
        optional and not default and Move.SKIP in moves,
        is_offer,
    )
    heading(question)
    for line in filter(None, (hint, asked.how_to_answer())):
        show(line)
    typed: str = _asker().text(asked)
    answer = asked.answer(typed)
    said = remark(answer) if remark and isinstance(answer, str) else ""
    if said:
        show(said)  # what stood below the line is gone
    elif asked.optional and not typed.strip():
        show("Ni hoppade över frågan.")
    return answer


def choice(
    question: str,
    options: Sequence[Option],
    *,
    default: str | None = None,
    moves: Collection[Move] = (),
) -> str | Move:
    """Ask for one of the options; return its value. `default` is the value that is marked."""
    chosen = () if default is None else (default,)
    answer = _choose(ListQuestion(question, tuple(options), chosen, _in_order(moves)))
    return answer if isinstance(answer, Move) else answer[0]


def several(
    question: str,
    options: Sequence[Option],
    *,
    chosen: Collection[str] = (),
    check: Callable[[tuple[str, ...]], str | None] | None = None,
    moves: Collection[Move] = (),
) -> tuple[str, ...] | Move:
    """Ask for any number of the options, at least one; return their values in the order shown."""

    def wrong(values: tuple[str, ...]) -> str | None:
        if not values:
            return " ".join(filter(None, ("Välj minst ett.", or_type(_in_order(moves)))))
        return check(values) if check else None

    marked = tuple(o.value for o in options if o.value in chosen)
    return _choose(
        ListQuestion(question, tuple(options), marked, _in_order(moves), many=True, check=wrong)
    )


def confirm(
    question: str, *, default: bool | None = None, moves: Collection[Move] = ()
) -> bool | Move:
    """Ask for yes or no."""
    marked = None if default is None else (YES if default else NO).value
    answer = choice(question, (YES, NO), default=marked, moves=moves)
    return answer if isinstance(answer, Move) else answer == YES.value


def date(
    question: str,
    *,
    default: datetime.date | None = None,
    check: Callable[[datetime.date], str | None] | None = None,
    moves: Collection[Move] = (),
) -> datetime.date | Move:
    """Ask for a date that exists."""
    return _typed(question, read_date, default.isoformat() if default else "", check, moves)


def number(
    question: str,
    *,
    default: float | None = None,
    check: Callable[[float], str | None] | None = None,
    moves: Collection[Move] = (),
) -> float | Move:
    """Ask for a number; a decimal comma is a decimal point."""
    written = "" if default is None else f"{default:.15g}".replace(".", ",")
    return _typed(question, read_number, written, check, moves)


def _typed(
    question: str,
    read: Callable[[str], Read],
    default: str,
    check: Callable[[Read], str | None] | None,
    moves: Collection[Move],
) -> Read | Move:
    """Ask for a line of text that can be read as something; `read` says in words what is wrong."""

    def wrong(typed: str) -> str | None:
        try:
            found = read(typed)
        except ValueError as error:
            return str(error)
        return check(found) if check else None

    answer = text(question, default=default, check=wrong, moves=moves)
    return answer if isinstance(answer, Move) else read(answer)


def _choose(asked: ListQuestion) -> tuple[str, ...] | Move:
    heading(asked.question)
    answer: tuple[str, ...] | Move = _asker().choose(asked)
    return answer


def _in_order(moves: Collection[Move]) -> tuple[Move, ...]:
    return tuple(m for m in Move if m in moves)


def _asker() -> ModuleType:
    """Return the module whose `text` and `choose` ask on this terminal."""
    if _can_move():
        from oj_cli.terminal import ask_on_screen

        return ask_on_screen
    from oj_cli.terminal import ask_on_lines

    return ask_on_lines


def _can_move() -> bool:
    """Tell whether the terminal can move its cursor and show the signs of the lists."""
    if os.environ.get(PLAIN) or not Terminal.of(sys.stdout).unicode:
        return False
    if sys.platform == "win32":
        from prompt_toolkit.output import create_output
        from prompt_toolkit.output.win32 import NoConsoleScreenBufferError

        try:
            create_output()
        except NoConsoleScreenBufferError:  # the terminal of Git Bash is no console
            return False
        return True
    return os.environ.get("TERM", "dumb") not in ("", "dumb", "unknown")

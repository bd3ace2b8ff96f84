"""Questions on a terminal: one small interface, whatever the terminal can do.

At each question one may also go back, skip it or stop, where the caller allows it. On an
ordinary terminal lists are walked with the arrow keys; on one that cannot move its cursor, or
cannot show the signs, everything is typed on lines (`prompt_lines`). Ctrl-C raises
KeyboardInterrupt and a closed input EOFError; both are worded by the error boundary.
"""

import datetime
import os
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from oj_cli.domain.swedish import fold, listing
from oj_cli.domain.typed import read_date, read_number
from oj_cli.presentation.console import PROSE_WIDTH, Terminal, clean, fill

PLAIN = "OJ_ENKLA_FRAGOR"
"""An environment variable: with any value, questions are typed on lines. For screen readers."""


class Move(Enum):
    """What one may do instead of answering; the value is what is typed."""

    BACK = "tillbaka"
    SKIP = "hoppa över"
    STOP = "sluta"
    CLEAR = "ta bort"


ALL_MOVES = (Move.BACK, Move.SKIP, Move.STOP)
_NOT_HERE = {
    Move.BACK: "Det finns ingen tidigare fråga att gå tillbaka till.",
    Move.SKIP: "Den här frågan går inte att hoppa över.",
    Move.STOP: "Den här frågan måste besvaras först.",
    Move.CLEAR: "Det svaret går inte att ta bort här.",
}

_SHORT = 30

Check = Callable[[str], str | None]
"""Says what is wrong with what was typed, None if nothing is."""
Remark = Callable[[str], str]
"""Says something about what is being typed; an empty text is not shown."""


@dataclass(frozen=True)
class Option:
    """One of several to choose from: what is returned, and what is shown."""

    value: str
    label: str


@dataclass(frozen=True)
class TextQuestion:
    """Something to be typed. `words` are offered while one types, each with an explanation.

    With `optional` an empty line skips the question. With `is_offer` the default is a suggestion
    that nobody has answered.
    """

    question: str
    default: str = ""
    check: Check = lambda _: None
    remark: Remark | None = None
    words: tuple[tuple[str, str], ...] = ()
    moves: tuple[Move, ...] = ()
    hint: str = ""
    optional: bool = False
    is_offer: bool = False

    @property
    def is_typed_anew(self) -> bool:
        """Whether the default is sooner typed anew than changed, so that it is not in the line."""
        return 0 < len(self.default) <= _SHORT


@dataclass(frozen=True)
class ListQuestion:
    """Something to be chosen: one option, or with `many` any number that `check` accepts."""

    question: str
    options: tuple[Option, ...]
    chosen: tuple[str, ...] = ()
    many: bool = False
    check: Callable[[tuple[str, ...]], str | None] = lambda _: None
    moves: tuple[Move, ...] = ()

    @property
    def is_yes_or_no(self) -> bool:
        """Whether the options are Ja and Nej, which have keys of their own."""
        return not self.many and [o.value for o in self.options] == ["ja", "nej"]


class Asker(Protocol):
    """One way to ask. Both methods return what was typed or chosen, or a move."""

    def text(self, asked: TextQuestion) -> str | Move:
        """Ask for a line of text that the check accepts."""
        ...

    def choose(self, asked: ListQuestion) -> tuple[str, ...] | Move:
        """Ask for one or many of the options."""
        ...


def can_ask(no_input: bool = False) -> bool:
    """Tell whether there is somebody to ask: stdin and stdout are both a terminal."""
    return not no_input and _is_terminal(sys.stdin) and _is_terminal(sys.stdout)


def _is_terminal(stream: object) -> bool:
    try:
        return stream is not None and bool(stream.isatty())  # type: ignore[attr-defined]
    except ValueError:  # closed
        return False


def show(text: str, first: str = "", rest: str = "") -> None:
    """Write text for the one who is asked, wrapped as wide as the terminal is."""
    terminal = Terminal.of(sys.stdout)
    lines = fill(terminal.line(text), min(terminal.width, PROSE_WIDTH), first, rest)
    sys.stdout.write(f"{lines}\n")
    sys.stdout.flush()


def heading(text: str) -> None:
    """Write the question itself, set apart by bold type where there is that."""
    terminal = Terminal.of(sys.stdout)
    for line in fill(terminal.line(text), min(terminal.width, PROSE_WIDTH)).split("\n"):
        sys.stdout.write(f"{terminal.bold(line)}\n")
    sys.stdout.flush()


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
    said = check or (lambda _: None)

    def whole(typed: str) -> str | None:
        return said(typed) if typed else "Skriv ett svar." + _ways_out(_in_order(moves), " ")

    asked = TextQuestion(
        question,
        default,
        whole,
        remark,
        tuple(words),
        _in_order(moves),
        hint,
        optional and not default and Move.SKIP in moves,
        is_offer,
    )
    return _ask_text(asked)


def choice(
    question: str,
    options: Sequence[Option],
    *,
    default: str | None = None,
    moves: Collection[Move] = (),
) -> str | Move:
    """Ask for one of the options; return its value. `default` is the value that is marked."""
    chosen = () if default is None else (default,)
    answer = _asker().choose(ListQuestion(question, tuple(options), chosen, moves=_in_order(moves)))
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
    said = check or (lambda _: None)

    def whole(values: tuple[str, ...]) -> str | None:
        return said(values) if values else "Välj minst ett." + _ways_out(moves, " ")

    marked = tuple(o.value for o in options if o.value in chosen)
    return _asker().choose(
        ListQuestion(question, tuple(options), marked, True, whole, _in_order(moves))
    )


def date(
    question: str,
    *,
    default: datetime.date | None = None,
    check: Callable[[datetime.date], str | None] | None = None,
    moves: Collection[Move] = (),
) -> datetime.date | Move:
    """Ask for a date that exists."""

    def wrong(typed: str) -> str | None:
        try:
            found = read_date(typed)
        except ValueError as error:
            return str(error)
        return check(found) if check else None

    answer = text(
        question, default=default.isoformat() if default else "", check=wrong, moves=moves
    )
    return answer if isinstance(answer, Move) else read_date(answer)


def number(
    question: str,
    *,
    default: float | None = None,
    check: Callable[[float], str | None] | None = None,
    moves: Collection[Move] = (),
) -> float | Move:
    """Ask for a number; a decimal comma is a decimal point."""

    def wrong(typed: str) -> str | None:
        try:
            found = read_number(typed)
        except ValueError as error:
            return str(error)
        return check(found) if check else None

    written = "" if default is None else f"{default:.15g}".replace(".", ",")
    answer = text(question, default=written, check=wrong, moves=moves)
    return answer if isinstance(answer, Move) else read_number(answer)


def confirm(
    question: str, *, default: bool | None = None, moves: Collection[Move] = ()
) -> bool | Move:
    """Ask for yes or no."""
    yes, no = Option("ja", "Ja"), Option("nej", "Nej")
    chosen = () if default is None else (yes.value if default else no.value,)
    answer = _asker().choose(ListQuestion(question, (yes, no), chosen, moves=_in_order(moves)))
    return answer if isinstance(answer, Move) else answer == ("ja",)


def said(answer: str, moves: Collection[Move]) -> Move | str | None:
    """Return the move that was typed, a sentence if it cannot be made here, None if it is none."""
    move = next((m for m in Move if fold(m.value) == fold(answer)), None)
    if move is None or not moves:
        return None
    return move if move in moves else _NOT_HERE[move]


def keys(moves: Collection[Move]) -> str:
    """Return the keys that make the moves in a list: `t (tillbaka) eller s (sluta)`."""
    return listing([f"{m.value[0]} ({m.value})" for m in moves], "eller")


def _ways_out(moves: Collection[Move], first: str = "") -> str:
    if not moves:
        return ""
    return f"{first}Eller skriv {listing([m.value for m in _in_order(moves)], 'eller')}."


def ways_out(moves: Collection[Move]) -> str:
    """Return a sentence on what one may type instead of an answer; empty if nothing."""
    return _ways_out(moves)


def how_to_answer(asked: TextQuestion) -> str:
    """Return what one may do at a question that is typed; empty if only answer it."""
    moves = [m for m in asked.moves if m is not Move.CLEAR]
    if asked.optional:
        others = [m for m in moves if m is not Move.SKIP]
        return "Svara, eller tryck Retur för att hoppa över." + _ways_out(others, " ")
    if asked.default:
        keeps = "Tryck Retur för att behålla det som står, eller ändra det."
        if asked.is_typed_anew:
            stands, keep = ("Förslag", "ta") if asked.is_offer else ("Nu står det", "behålla")
            keeps = (
                f"{stands}: {asked.default}. Tryck Retur för att {keep} det, "
                "eller skriv ett annat svar."
            )
        elif asked.is_offer:
            keeps = "Det som står är ett förslag. Tryck Retur för att ta det, eller ändra det."
        clears = " Skriv ta bort för att tömma det." if Move.CLEAR in asked.moves else ""
        return keeps + clears + _ways_out(moves, " ")
    return ways_out(moves).replace("Eller skriv", "Svara, eller skriv")


def _in_order(moves: Collection[Move]) -> tuple[Move, ...]:
    return tuple(m for m in Move if m in moves)


def _ask_text(asked: TextQuestion) -> str | Move:
    """Ask until there is an answer or a move; what was typed is cleaned before it is judged."""

    def wrong(typed: str) -> str | None:
        typed = _meant(tidy(typed), asked)
        move = said(typed, asked.moves)
        if isinstance(move, Move) or (asked.optional and not typed):
            return None
        if move is not None:
            return move
        if rest := _rest_of_move(typed, asked.moves):
            return rest
        if any("\ud800" <= c <= "\udfff" for c in typed):
            return "Svaret har ett tecken som inte går att läsa. Skriv det utan det tecknet."
        return asked.check(typed)

    typed = _asker().text(replace(asked, check=wrong))
    if isinstance(typed, Move):
        return typed
    typed = _meant(tidy(typed), asked)
    if asked.optional and not typed:
        show("Ni hoppade över frågan.")
        return Move.SKIP
    move = said(typed, asked.moves)
    return move if isinstance(move, Move) else typed


def _rest_of_move(typed: str, moves: Collection[Move]) -> str | None:
    """Return what to say of the rest of a move whose first letter a list before has taken."""
    move = next((m for m in moves if fold(typed) == fold(m.value[1:])), None)
    if move is None:
        return None
    done = f"”{move.value}” är redan gjort: i en lista räcker den första bokstaven."
    return f"{done} Skriv ett svar på den här frågan."


def _meant(typed: str, asked: TextQuestion) -> str:
    """Return what was typed without the default, where a move or the same was typed after it."""
    default = tidy(asked.default)
    if not default or not typed.startswith(default):
        return typed
    after = typed.removeprefix(default).strip()
    is_meant = after == default or isinstance(said(after, asked.moves), Move)
    return after if is_meant else typed


def tidy(typed: str) -> str:
    """Return what was typed or pasted as one line, without signs that steer a terminal."""
    return " ".join(clean(typed).split())


def _asker() -> Asker:
    from oj_cli.terminal.prompt_lines import Lines

    if not can_move(sys.stdout):
        return Lines()
    from oj_cli.terminal.prompt_screen import Screen

    return Screen()


def can_move(stream: object) -> bool:
    """Tell whether the terminal can move its cursor and show the signs of the lists."""
    if os.environ.get(PLAIN) or not Terminal.of(stream).unicode:  # type: ignore[arg-type]
        return False
    if sys.platform == "win32":
        return _has_console()
    return os.environ.get("TERM", "dumb") not in ("", "dumb", "unknown")


def _has_console() -> bool:
    """Tell whether there is a Windows console: Git Bash has a terminal that is none."""
    if sys.platform == "win32":
        from prompt_toolkit.output import create_output
        from prompt_toolkit.output.win32 import NoConsoleScreenBufferError

        try:
            create_output()
        except NoConsoleScreenBufferError:
            return False
    return True

"""A question, whatever the terminal can do: what may be answered, and what is said of it."""

import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import Enum

from oj_cli.domain.identity import holds_identity
from oj_cli.domain.signs import steerless
from oj_cli.domain.swedish import fold, near
from oj_cli.presentation.console import PROSE_WIDTH, Terminal, fill


class Move(Enum):
    """What one may do instead of answering; the value is what is typed."""

    BACK = "tillbaka"
    SKIP = "hoppa över"
    STOP = "sluta"
    CLEAR = "ta bort"
    HELP = "hjälp"

    @property
    def key(self) -> str:
        """The key that makes it in a list."""
        return "?" if self is Move.HELP else self.value[0]


_NOT_HERE = {
    Move.BACK: "Det finns ingen tidigare fråga att gå tillbaka till.",
    Move.SKIP: "Den här frågan går inte att hoppa över.",
    Move.STOP: "Den här frågan måste besvaras först.",
    Move.CLEAR: "Det svaret går inte att ta bort här.",
    Move.HELP: "Det finns inget mer att läsa om den här frågan.",
}
_SHORT = 30
_FEW = 8

Check = Callable[[str], str | None]
"""Says what is wrong with what was typed, None if nothing is."""
Remark = Callable[[str], str]
"""Says something about what is being typed; an empty text is not shown."""


@dataclass(frozen=True)
class Option:
    """One of several to choose from: what is returned, what is shown, and more it is found by."""

    value: str
    label: str
    words: str = ""

    def holds(self, typed: str) -> bool:
        """Tell whether it is found by what was typed; case and åäö are free."""
        return fold(typed) in fold(f"{self.label} {self.value} {self.words}")


@dataclass(frozen=True)
class TextQuestion:
    """Something to be typed. `words` are offered while one types, each with an explanation.

    With `optional` an empty line skips the question. With `is_offer` the default is a suggestion
    that nobody has answered. `meant` is what was typed that is like a move, and asked about.
    """

    question: str
    default: str
    check: Check
    remark: Remark | None
    words: tuple[tuple[str, str], ...]
    moves: tuple[Move, ...]
    hint: str
    optional: bool
    is_offer: bool
    meant: set[str] = field(default_factory=set, compare=False)

    @property
    def is_typed_anew(self) -> bool:
        """Whether the default is sooner typed anew than changed, so that it is not in the line."""
        return 0 < len(self.default) <= _SHORT

    def fault(self, typed: str) -> str | None:
        """Say what is wrong with what was typed, None if it is an answer or a move."""
        typed = self._meant(typed)
        move = said(typed, self.moves)
        if isinstance(move, Move) or (self.optional and not typed):
            return None
        if move is not None:
            return move
        # a list before has taken the first letter of a move as the whole of it
        done = next((m for m in self.moves if fold(typed) == fold(m.value[1:])), None)
        if done is not None:
            return (
                f"”{done.value}” är redan gjort: i en lista räcker den första bokstaven. "
                "Skriv ett svar på den här frågan."
            )
        if any("\ud800" <= c <= "\udfff" for c in typed):
            return "Svaret har ett tecken som inte går att läsa. Skriv det utan det tecknet."
        if holds_identity(typed):
            return "Svaret har ett personnummer. Skriv utan uppgifter om enskilda."
        if not typed:
            return " ".join(filter(None, ("Skriv ett svar.", or_type(self.moves))))
        close = near(typed, [m.value for m in self.moves], limit=1)
        if close and typed not in self.meant:
            self.meant.add(typed)
            return f"Menade ni {close[0]}? Skriv det då, eller skriv svaret en gång till."
        return self.check(typed)

    def answer(self, typed: str) -> str | Move:
        """Return what was typed as an answer, or the move that was made."""
        typed = self._meant(typed)
        if self.optional and not typed:
            return Move.SKIP
        move = said(typed, self.moves)
        return move if isinstance(move, Move) else typed

    def _meant(self, typed: str) -> str:
        """Return what was typed without the default, where a move or the same stands after it."""
        default = tidy(self.default)
        typed = tidy(typed)
        if not typed and self.is_typed_anew:
            return default
        after = typed.removeprefix(default).strip()
        is_meant = after == default or isinstance(said(after, self.moves), Move)
        return after if default and typed.startswith(default) and is_meant else typed

    def how_to_answer(self) -> str:
        """Return what Return does here, and what one may type; empty if only answer."""
        moves = [m for m in self.moves if not (self.optional and m is Move.SKIP)]
        if self.optional:
            parts = ["Retur hoppar över."]
        elif not self.default:
            return or_type(moves).replace("Eller", "Svara, eller")
        elif self.is_typed_anew:
            parts = [f"Retur {'tar' if self.is_offer else 'behåller'} {self.default}."]
        else:
            what = "tar förslaget" if self.is_offer else "behåller det"
            parts = [f"Ändra det som står, eller {what} med Retur."]
        return " ".join(filter(None, (*parts, or_type(moves))))


@dataclass(frozen=True)
class ListQuestion:
    """Something to be chosen: one option, or with `many` any number that `check` accepts."""

    question: str
    options: tuple[Option, ...]
    chosen: tuple[str, ...]
    moves: tuple[Move, ...]
    many: bool = False
    check: Callable[[tuple[str, ...]], str | None] = lambda _: None

    @property
    def is_long(self) -> bool:
        """Whether one would rather search than look through it."""
        return len(self.options) > _FEW

    @property
    def is_yes_or_no(self) -> bool:
        """Whether the options are Ja and Nej, which have keys of their own."""
        return not self.many and [o.value for o in self.options] == ["ja", "nej"]


def said(answer: str, moves: Collection[Move]) -> Move | str | None:
    """Return the move that was typed, a sentence if it cannot be made here, None if it is none."""
    move = next((m for m in Move if fold(m.value) == fold(answer)), None)
    move = Move.HELP if answer.strip() == "?" else move
    if move is None or not moves:
        return None
    return move if move in moves else _NOT_HERE[move]


def or_type(moves: Collection[Move]) -> str:
    """Return a sentence on what one may type instead of an answer; empty if nothing."""
    return f"Eller: {', '.join(m.value for m in moves)}." if moves else ""


def tidy(typed: str) -> str:
    """Return what was typed or pasted as one line, without signs that steer a terminal."""
    return " ".join(steerless(typed).split())


def show(text: str, first: str = "", rest: str = "") -> None:
    """Write text for the one who is asked, wrapped as wide as the terminal is."""
    terminal = Terminal.of(sys.stdout)
    lines = fill(terminal.line(text), min(terminal.width, PROSE_WIDTH), first, rest)
    sys.stdout.write(f"{lines}\n")
    sys.stdout.flush()


def heading(text: str) -> None:
    """Write the question itself, set apart by bold type where there is that."""
    terminal = Terminal.of(sys.stdout)
    lines = fill(terminal.line(text), min(terminal.width, PROSE_WIDTH)).split("\n")
    sys.stdout.write("".join(f"{terminal.bold(line)}\n" for line in lines))
    sys.stdout.flush()

"""A question, whatever the terminal can do: what it takes for an answer, and how it is shown."""

import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from oj_cli.domain.guide_walk import Move
from oj_cli.domain.identity import holds_identity
from oj_cli.domain.signs import steerless
from oj_cli.domain.swedish import fold, listing
from oj_cli.domain.typed import meant
from oj_cli.presentation.console import PROSE_WIDTH, Terminal, fill

LABEL = "Svar: "
Remark = Callable[[str], str]  # says something about what is typed; an empty text is not shown
Reader = tuple[Callable[[], str], str]
"""What reads an answer as it is typed, and in words how it is given."""


@dataclass(frozen=True)
class Option:
    """One of several to choose from: what is returned, what is shown, and more it is found by."""

    value: str
    label: str
    words: str = ""


YES_NO = (Option("Ja", "Ja"), Option("Nej", "Nej"))


@dataclass(frozen=True)
class Asked:
    """What is asked for: a line of text, or one or `many` of `options`.

    An empty line gives what is `kept`, or `skips` the question. `words` may be offered.
    """

    kept: str
    moves: Collection[Move]
    skips: bool = False
    words: Collection[Option] = ()
    remark: Remark | None = None
    options: tuple[Option, ...] = ()
    many: bool = False

    def read(self, typed: str) -> Any:
        """Return a line as it is, or the values of the options whose numbers or words were typed.

        Raises ValueError with a sentence for the one who typed.
        """
        if not typed:
            raise ValueError("Skriv ett svar.")
        if any("\ud800" <= c <= "\udfff" for c in typed):
            raise ValueError("Svaret har ett tecken som inte går att läsa. Skriv det utan det.")
        if holds_identity(typed):
            raise ValueError("Svaret har ett personnummer. Skriv utan uppgifter om enskilda.")
        if not self.options:
            return typed
        parts = typed.strip(" ,").split(",") if self.many else [typed]
        chosen = {self._meant(part.strip().removesuffix(".")) for part in parts}
        return tuple(option.value for option in self.options if option in chosen)

    def _meant(self, typed: str) -> Option:
        """Return the option that a number, its name, how it begins or a word in it means."""
        if typed.isascii() and typed.isdigit():
            fitting = [o for n, o in enumerate(self.options, 1) if n == int(typed)]
        else:
            named = meant(typed, {option.value: option.label for option in self.options})
            fitting = [o for o in self.options if o.value == named] or find(self.options, typed)
        if not fitting:
            raise ValueError(f"”{typed}” finns inte bland svaren.")
        if len(fitting) > 1:
            rows = listing([str(self.options.index(option) + 1) for option in fitting])
            raise ValueError(f"”{typed}” finns på flera rader: {rows}.")
        return fitting[0]


def tidy(typed: str) -> str:
    """Return what was typed or pasted as one line, without signs that steer a terminal."""
    return " ".join(steerless(typed).split())


def find(options: Iterable[Option], typed: str) -> list[Option]:
    """Return the options that hold what was typed: first those named so, then those begun so."""
    wanted = fold(typed) or typed

    def rank(option: Option) -> tuple[bool, bool]:
        names = fold(option.label), fold(option.value)
        return wanted not in names, not names[0].startswith(wanted)

    texts = {option: f"{option.label} {option.value} {option.words}" for option in options}
    return sorted((o for o, t in texts.items() if wanted in t or wanted in fold(t)), key=rank)


def show(text: str, first: str = "", rest: str = "", *, strong: bool = False) -> None:
    """Write text for the one who is asked, wrapped as wide as the terminal is."""
    terminal = Terminal.of(sys.stdout)
    lines = fill(terminal.line(text), min(terminal.width, PROSE_WIDTH), first, rest).split("\n")
    sys.stdout.write("".join(f"{terminal.bold(line) if strong else line}\n" for line in lines))
    sys.stdout.flush()


def on_lines(asked: Asked) -> Reader:
    """Have the answer typed on a line, below the options if there are any but Ja and Nej."""
    kept = asked.kept
    if not asked.options:
        return _line, ""
    if asked.options == YES_NO:
        how, kept = "Svara ja eller nej.", asked.read(kept)[0].lower() if kept else ""
    else:
        one, more = "siffra eller ord", "siffror eller ord, med komma emellan"
        how = f"Skriv {more if asked.many else one}."
        for n, option in enumerate(asked.options, 1):
            show(option.label, f"{n:>3}. ", " " * 5)
    return _line, f"{how} Retur ger {kept}." if kept else how


def _line() -> str:
    """Read a line, also where the terminal sends other signs than Python has been told of."""
    sys.stdout.write(LABEL)
    sys.stdout.flush()
    raw = sys.stdin.buffer.readline()
    if not raw:
        sys.stdout.write("\n")
        raise EOFError
    try:
        return raw.decode(sys.stdin.encoding)
    except UnicodeDecodeError:
        return raw.decode("utf-8", "surrogateescape")  # which no question takes for an answer

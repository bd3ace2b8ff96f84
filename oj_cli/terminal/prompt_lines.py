"""Questions typed on lines, for terminals that cannot move their cursor and for screen readers."""

import sys

from oj_cli.domain.swedish import fold
from oj_cli.terminal.prompts import (
    ListQuestion,
    Move,
    Option,
    TextQuestion,
    heading,
    how_to_answer,
    said,
    show,
    tidy,
    ways_out,
)

_PROMPT = "Svar: "


class Lines:
    """Asks with one line at a time."""

    def text(self, asked: TextQuestion) -> str | Move:
        """Ask for a line of text; an empty line keeps what stood there."""
        heading(asked.question)
        if asked.hint:
            show(asked.hint)
        if how := how_to_answer(asked):
            show(how)
        if asked.default and not asked.is_typed_anew:
            show(f"{'Förslag' if asked.is_offer else 'Nu står det'}: {asked.default}")
        while True:
            typed = _line() or asked.default
            fault = asked.check(typed)
            if fault is None:
                remark = asked.remark(tidy(typed)) if asked.remark else ""
                if remark and said(tidy(typed), asked.moves) is None:
                    show(remark)
                return typed
            show(fault)

    def choose(self, asked: ListQuestion) -> tuple[str, ...] | Move:
        """Ask for the numbers of the options; an empty line keeps what was chosen."""
        heading(asked.question)
        how = "Skriv siffror med komma emellan." if asked.many else "Skriv en siffra."
        if asked.is_yes_or_no:
            how = "Svara ja eller nej."
        else:
            for n, option in enumerate(asked.options, 1):
                show(option.label, f"{n:3}. ", " " * 5)
        show(" ".join(filter(None, (how, ways_out(asked.moves)))))
        if asked.chosen:
            marked = [
                option.value if asked.is_yes_or_no else str(n)
                for n, option in enumerate(asked.options, 1)
                if option.value in asked.chosen
            ]
            show(f"Retur ger {', '.join(marked)}.")
        while True:
            typed = _line()
            found = self._found(tidy(typed), asked)
            if not isinstance(found, str):
                return found
            show(found)

    def _found(self, typed: str, asked: ListQuestion) -> tuple[str, ...] | Move | str:
        """Return what was chosen, the move that was made, or a sentence on what is wrong."""
        move = said(typed, asked.moves)
        if move is not None:
            return move
        if not typed and asked.chosen:
            values = asked.chosen
        else:
            parts = typed.split(",") if asked.many else [typed]
            wanted = [_option(part, asked.options) for part in parts if part.strip()]
            if asked.is_yes_or_no and (not wanted or None in wanted):
                return "Svara ja eller nej."
            if not wanted or None in wanted:
                last = len(asked.options)
                return (
                    f"Skriv siffror från 1 till {last}, med komma emellan."
                    if asked.many
                    else f"Skriv en siffra från 1 till {last}."
                )
            values = tuple(o.value for o in asked.options if o in wanted)
        fault = asked.check(values)
        return values if fault is None else fault


def _option(typed: str, options: tuple[Option, ...]) -> Option | None:
    """Return the option whose number, name or value was typed."""
    typed = typed.strip().removesuffix(".")
    if typed.isascii() and typed.isdigit():
        return options[int(typed) - 1] if 0 < int(typed) <= len(options) else None
    wanted = fold(typed)
    named = [o for o in options if wanted in (fold(o.label), fold(o.value))]
    if not named and wanted:  # j for Ja
        named = [o for o in options if fold(o.label).startswith(wanted)]
    return named[0] if len(named) == 1 else None


def _line() -> str:
    sys.stdout.write(_PROMPT)
    sys.stdout.flush()
    line = _read()
    if not line:
        sys.stdout.write("\n")
        raise EOFError
    return line.rstrip("\r\n")


def _read() -> str:
    """Read a line, also where the terminal sends other signs than Python has been told of."""
    buffer = getattr(sys.stdin, "buffer", None)
    if buffer is None:
        return sys.stdin.readline()
    raw: bytes = buffer.readline()
    for encoding in (sys.stdin.encoding or "utf-8", "utf-8"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "surrogateescape")  # which no question takes for an answer

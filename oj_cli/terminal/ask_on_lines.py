"""Questions typed on lines, for terminals that cannot move their cursor and for screen readers."""

import sys
from collections.abc import Iterable

from oj_cli.domain.swedish import fold, listing
from oj_cli.terminal.questions import (
    ListQuestion,
    Move,
    Option,
    TextQuestion,
    or_type,
    said,
    show,
    tidy,
)

_PROMPT = "Svar: "


def text(asked: TextQuestion) -> str:
    """Read a line that is an answer; an empty one keeps what stood there."""
    if asked.default and not asked.is_typed_anew:
        show(f"{'Förslag' if asked.is_offer else 'Nu står det'}: {asked.default}")
    while True:
        typed = _line() or asked.default
        fault = asked.fault(typed)
        if fault is None:
            return typed
        show(fault)


def choose(asked: ListQuestion) -> tuple[str, ...] | Move:
    """Read the numbers of the options; an empty line keeps what was chosen."""
    how = "Skriv siffror med komma emellan." if asked.many else "Skriv en siffra."
    names = [str(n) for n in range(1, len(asked.options) + 1)]
    if asked.is_yes_or_no:
        how, names = "Svara ja eller nej.", [o.value for o in asked.options]
    else:
        how = f"{how[:-1]}, eller ett ord ur raden." if asked.is_long else how
        for name, option in zip(names, asked.options, strict=True):
            show(option.label, f"{name:>3}. ", " " * 5)
    show(" ".join(filter(None, (how, or_type(asked.moves)))))
    if asked.chosen:
        pairs = zip(names, asked.options, strict=True)
        show(f"Retur ger {', '.join(n for n, option in pairs if option.value in asked.chosen)}.")
    while True:
        found = _found(tidy(_line()), asked)
        if not isinstance(found, str):
            return found
        show(found)


def _found(typed: str, asked: ListQuestion) -> tuple[str, ...] | Move | str:
    """Return what was chosen, the move that was made, or a sentence on what is wrong."""
    move = said(typed, asked.moves)
    if move is not None:
        return move
    values = asked.chosen
    if typed or not values:
        parts = typed.split(",") if asked.many else [typed]
        wanted = [_option(part, asked.options) for part in parts if part.strip()]
        several = _several(parts, asked.options) if None in wanted else ""
        if several:
            return several
        if not wanted or None in wanted:
            if asked.is_yes_or_no:
                return "Svara ja eller nej."
            digits = "siffror" if asked.many else "en siffra"
            last = f"{len(asked.options)}{', med komma emellan' if asked.many else ''}"
            return f"Skriv {digits} från 1 till {last}."
        values = tuple(o.value for o in asked.options if o in wanted)
    return asked.check(values) or values


def _option(typed: str, options: tuple[Option, ...]) -> Option | None:
    """Return the option whose number, name or value was typed."""
    typed = typed.strip().removesuffix(".")
    if typed.isascii() and typed.isdigit():
        return options[int(typed) - 1] if 0 < int(typed) <= len(options) else None
    wanted = fold(typed)
    named = [o for o in options if wanted in (fold(o.label), fold(o.value))]
    if not named and wanted:  # j for Ja
        named = [o for o in options if fold(o.label).startswith(wanted)]
        named = named if len(named) == 1 else [o for o in options if o.holds(wanted)]
    return named[0] if len(named) == 1 else None


def _several(parts: Iterable[str], options: tuple[Option, ...]) -> str:
    """Return a sentence on the first part that is found in several options, empty if none is."""
    for part in (p.strip() for p in parts if fold(p)):
        found = [str(n) for n, o in enumerate(options, 1) if o.holds(part)]
        if len(found) > 1 and _option(part, options) is None:
            return f"”{part}” finns på flera rader: {listing(found)}."
    return ""


def _line() -> str:
    """Read a line, also where the terminal sends other signs than Python has been told of."""
    sys.stdout.write(_PROMPT)
    sys.stdout.flush()
    buffer = getattr(sys.stdin, "buffer", None)
    raw: str | bytes = sys.stdin.readline() if buffer is None else buffer.readline()
    if not raw:
        sys.stdout.write("\n")
        raise EOFError
    return (raw if isinstance(raw, str) else _decoded(raw)).rstrip("\r\n")


def _decoded(raw: bytes) -> str:
    for encoding in (sys.stdin.encoding or "utf-8", "utf-8"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "surrogateescape")  # which no question takes for an answer

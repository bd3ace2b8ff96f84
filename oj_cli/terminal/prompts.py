"""Questions on a terminal: one small interface, whatever the terminal can do.

Where the caller allows it one may go back, skip or stop, by the same words at every question.
Lists are walked and searched, or typed on lines where the cursor cannot move or signs are missing.
Ctrl-C raises KeyboardInterrupt, a closed input EOFError; the error boundary words them.
"""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

import click

from oj_cli.domain.guide_walk import Move
from oj_cli.domain.swedish import fold, near
from oj_cli.presentation.console import Terminal, is_terminal
from oj_cli.terminal.command_line import NO_INPUT
from oj_cli.terminal.questions import YES_NO, Asked, Option, Reader, Remark, on_lines, show, tidy

Moves = Collection[Move]
Check = Callable[[Any], str | None]


def can_ask() -> bool:
    """Tell whether there is somebody to ask: a terminal both ways, and no `--no-input`."""
    context = click.get_current_context(silent=True)
    is_told = context is not None and NO_INPUT in context.meta
    return not is_told and is_terminal(sys.stdin) and is_terminal(sys.stdout)


def text(
    question: str,
    *,
    default: str = "",
    check: Check = lambda _: None,
    remark: Remark | None = None,
    words: Iterable[tuple[str, str]] = (),
    moves: Moves = (),
    hint: str = "",
    optional: bool = False,
    is_offer: bool = False,
) -> str | Move:
    """Ask for a line of text; never empty.

    An empty line keeps `default`, with `is_offer` a suggestion that nobody has answered; with
    `optional` it skips where nothing stands there and one may skip. `check` says what is wrong
    with an answer, or raises ValueError with it. `words` are offered while one types: a kommun,
    an indicator with its name. `remark` says something about what is typed, while one types.
    """
    kept = tidy(default)
    skips = optional and not kept and Move.SKIP in moves
    does = f"Retur {'tar förslaget' if is_offer else 'behåller'} ”{kept}”." if kept else ""
    offered = [Option(word, word, about) for word, about in words]
    asked = Asked(kept, moves, skips=skips, words=offered, remark=remark)
    answer: str | Move = _ask(question, asked, check, hint, "Retur hoppar över." if skips else does)
    if remark and isinstance(answer, str) and (said := remark(answer)):
        show(said)  # what stood below the line is gone
    return answer


def several(
    question: str,
    options: Sequence[Option],
    *,
    chosen: Collection[str | None] = (),
    check: Check = lambda _: None,
    moves: Moves = (),
    many: bool = True,
) -> tuple[str, ...] | Move:
    """Ask for one or, if `many`, more of the options; return their values in the order shown."""
    kept = ",".join(str(n) for n, option in enumerate(options, 1) if option.value in chosen)
    asked = Asked(kept, moves, options=tuple(options), many=many)
    answer: tuple[str, ...] | Move = _ask(question, asked, check)
    return answer


def choice(
    question: str, options: Sequence[Option], *, default: str | None = None, moves: Moves = ()
) -> str | Move:
    """Ask for one of the options; return its value. `default` is the value that is marked."""
    answer = several(question, options, chosen=[default], moves=moves, many=False)
    return answer if isinstance(answer, Move) else answer[0]


def confirm(question: str, *, default: bool | None = None, moves: Moves = ()) -> bool | Move:
    """Ask for yes or no."""
    marked = None if default is None else YES_NO[not default].value
    answer = choice(question, YES_NO, default=marked, moves=moves)
    return answer if isinstance(answer, Move) else answer == YES_NO[0].value


def _ask(question: str, asked: Asked, check: Check, hint: str = "", does: str = "") -> Any:
    """Ask until a move is made, or something is typed that is an answer and `check` accepts."""
    show(question, strong=True)
    read, how = _reader(asked)
    named = [m.value for m in Move if m in asked.moves and not (m is Move.SKIP and asked.skips)]
    instead = f"Eller: {', '.join(named)}." if named else ""
    said = (hint, tidy(f"{does} {how if asked.kept or asked.options else ''} {instead}"))
    is_listed = asked.options or asked.words  # and `check` knows its words: Sala is no move
    doubted = asked.kept
    while True:
        for line in filter(None, said):
            show(line)
        typed = tidy(read()) or asked.kept
        if not typed and asked.skips:
            return Move.SKIP
        word = fold(Move.HELP.value if typed == "?" else typed)
        close = near(word, [move.value for move in Move], limit=1) if asked.moves else ()
        if close and word == fold(close[0]):
            if (move := Move(close[0])) in asked.moves:
                return move
            fault = f"Det går inte att svara ”{close[0]}” här."
        elif close and not is_listed and typed != doubted:
            doubted = typed
            fault = f"Menade ni {close[0]}? Skriv det då, eller skriv svaret en gång till."
        else:
            try:
                answer = asked.read(typed)
                fault = check(answer) or ""
            except ValueError as error:
                fault = str(error)
            if not fault:
                return answer
        said = (fault, how if typed or asked.options else instead)


def _reader(asked: Asked) -> Reader:
    """Have the answer given on a screen where the cursor can move, else on lines."""
    term = os.environ.get("TERM", "")
    # on Windows it is Git Bash that sets it, whose terminal is no console
    can_move = not term if sys.platform == "win32" else term not in ("", "dumb", "unknown")
    if not can_move or os.environ.get("OJ_ENKLA_FRAGOR") or not Terminal.of(sys.stdout).unicode:
        return on_lines(asked)
    from oj_cli.terminal.ask_on_screen import on_screen

    return on_screen(asked)

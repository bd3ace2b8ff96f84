"""Questions on a terminal: one small interface, whatever the terminal can do.

Where the caller allows it one may go back, skip or stop, by the same words at every question.
Lists are walked and searched, or typed on lines where the cursor cannot move or signs are missing.
Ctrl-C raises KeyboardInterrupt, a closed input EOFError; the error boundary words them.
"""

import os
import sys
from collections.abc import Callable, Collection, Sequence

import click

from oj_cli.domain.guide_walk import Move
from oj_cli.domain.identity import holds_identity
from oj_cli.domain.swedish import fold, near
from oj_cli.presentation.console import Terminal, is_terminal
from oj_cli.terminal.command_line import NO_INPUT
from oj_cli.terminal.questions import YES_NO, Asked, Option, Remark, heading, show, tidy

__all__ = [
    "Move", "Option", "Remark",
    "can_ask", "choice", "confirm", "heading", "several", "show", "text",
]  # fmt: skip  # what those who ask need, in one place

Check = Callable[[str], str | None]
Moves = Collection[Move]


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
    words: Sequence[tuple[str, str]] = (),
    moves: Moves = (),
    hint: str = "",
    optional: bool = False,
    is_offer: bool = False,
) -> str | Move:
    """Ask for a line of text; never empty.

    An empty line keeps `default`, with `is_offer` a suggestion that nobody has answered; with
    `optional` it skips where nothing stands there and one may skip. `check` says what is wrong
    with an answer. `words` are offered while one types: a kommun, an indicator with its name.
    `remark` says something about what is typed, while one types.
    """
    kept = tidy(default)
    skips = optional and not kept and Move.SKIP in moves
    does = f"Retur {'tar förslaget' if is_offer else 'behåller'} ”{kept}”." if kept else ""
    offered = tuple(Option(word, word, about) for word, about in words)
    asked = _asked()(kept, tuple(moves), skips, offered, remark)
    answer = _ask(question, asked, check, hint, "Retur hoppar över." if skips else does)
    if remark and isinstance(answer, str) and (said := remark(answer)):
        show(said)  # what stood below the line is gone
    return answer


def several(
    question: str,
    options: Sequence[Option],
    *,
    chosen: Collection[str | None] = (),
    check: Callable[[tuple[str, ...]], str | None] = lambda _: None,
    moves: Moves = (),
    many: bool = True,
) -> tuple[str, ...] | Move:
    """Ask for one or, if `many`, more of the options; return their values in the order shown."""
    kept = ",".join(str(n) for n, option in enumerate(options, 1) if option.value in chosen)
    asked = _asked()(kept, tuple(moves), options=tuple(options), many=many)

    def wrong(typed: str) -> str | None:
        try:
            return check(asked.values(typed))
        except ValueError as fault:
            return str(fault)

    answer = _ask(question, asked, wrong)
    return answer if isinstance(answer, Move) else asked.values(answer)


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


def _ask(question: str, asked: Asked, check: Check, hint: str = "", does: str = "") -> str | Move:
    """Ask until a move is made, or something is typed that is an answer and `check` accepts."""
    heading(question)
    read, how = asked.reader(), asked.how()
    moves = [m for m in Move if m in asked.moves]
    named = [m.value for m in moves if m is not Move.SKIP or not asked.skips]
    instead = f"Eller: {', '.join(named)}." if named else ""
    _show(hint, f"{does} {how if asked.kept or asked.options else ''} {instead}")
    is_free = not asked.options and not asked.words  # else `check` knows its words: Sala is no move
    doubted = asked.kept
    while True:
        typed = tidy(read()) or asked.kept
        if not typed and asked.skips:
            return Move.SKIP
        word = fold(Move.HELP.value if typed == "?" else typed)
        for move in moves:
            if fold(move.value) == word:
                return move
        fault = _unfit(typed) or check(typed)
        close = near(word, [m.value for m in Move], limit=1) if moves and is_free else ()
        if close and word == fold(close[0]):
            fault = f"Det går inte att svara ”{close[0]}” här."
        elif close and typed != doubted:
            doubted = typed
            fault = f"Menade ni {close[0]}? Skriv det då, eller skriv svaret en gång till."
        if fault is None:
            return typed
        _show(fault, how if typed or asked.options else instead)


def _unfit(typed: str) -> str | None:
    """Say why something is an answer to no question, None if it may be one."""
    if not typed:
        return "Skriv ett svar."
    if any("\ud800" <= c <= "\udfff" for c in typed):
        return "Svaret har ett tecken som inte går att läsa. Skriv det utan det tecknet."
    if holds_identity(typed):
        return "Svaret har ett personnummer. Skriv utan uppgifter om enskilda."
    return None


def _show(*lines: str) -> None:
    for line in filter(None, map(tidy, lines)):
        show(line)


def _asked() -> type[Asked]:
    """Return how one asks on a terminal that can move its cursor, or on lines (screen readers)."""
    term = os.environ.get("TERM", "")
    # on Windows it is Git Bash that sets it, whose terminal is no console
    can_move = not term if sys.platform == "win32" else term not in ("", "dumb", "unknown")
    if not can_move or os.environ.get("OJ_ENKLA_FRAGOR") or not Terminal.of(sys.stdout).unicode:
        return Asked
    from oj_cli.terminal.ask_on_screen import OnScreen

    return OnScreen

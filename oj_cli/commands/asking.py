"""What commands that write in an analysis ask for at the keyboard, each thing in one place."""

import datetime
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from oj_cli.api.open_analysis import read_past
from oj_cli.domain.errors import UsageFault

if TYPE_CHECKING:
    from oj_cli.domain.indicators import Themes


def ask_when(question: str, flag: str, day: datetime.date) -> str | None:
    """Ask for a year, a month or a day that has been on `day`; `flag` takes it too."""
    from oj_cli.terminal.prompts import text

    check = fault_of(lambda typed: read_past(typed, flag, day))
    return as_text(text(f"{question} Skriv 2016, 2016-05 eller 2016-05-01.", check=check))


def ask_concerned(question: str, themes: "Themes", chosen: Sequence[str]) -> str | None:
    """Ask which of the chosen themes something is about; None if none is chosen or it is all."""
    from oj_cli.terminal.prompts import Move, Option, several

    names = {t.id: t.name for t in themes.themes}
    options = [Option(id, names[id]) for id in chosen if id in names]
    return as_list(several(question, options, moves=(Move.SKIP,))) if options else None


def ask_maybe(question: str, check: Callable[[str], str | None] | None = None) -> str | None:
    """Ask for text that may be left out."""
    from oj_cli.terminal.prompts import Move, text

    return as_text(text(question, check=check, moves=(Move.SKIP,), optional=True))


def fault_of(read: Callable[[str], object]) -> Callable[[str], str | None]:
    """Return a check that says what `read` refuses."""

    def wrong(typed: str) -> str | None:
        try:
            read(typed)
        except UsageFault as fault:
            return fault.message
        return None

    return wrong


def as_text(answer: object) -> str | None:
    """Return an answer that is text, None where the question was skipped."""
    return answer if isinstance(answer, str) else None


def as_list(answer: object) -> str | None:
    """Return several answers as a flag takes them, None where the question was skipped."""
    return ",".join(answer) if isinstance(answer, tuple) else None

"""Questions on a terminal that can move its cursor: a line to type on, with the list above it."""

import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.output import ColorDepth

from oj_cli.presentation.console import Terminal, clean, fill
from oj_cli.terminal.questions import LABEL, Asked, Option, Reader, find, show, tidy


def on_screen(asked: Asked) -> Reader:
    """Have a line typed, or a list walked; the answer is as it would be typed."""
    if asked.options:
        marks = "mellanslag markerar, " if asked.many else ""
        return _List(asked).ask, f"Pil upp och ned flyttar, ett ord söker, {marks}Retur svarar."

    def below() -> str:
        said = asked.remark(tidy(session.default_buffer.text)) if asked.remark else ""
        return fill(clean(said), Terminal.of(sys.stdout).width - 1)

    session = _session(
        LABEL,
        history=InMemoryHistory([asked.kept]),
        completer=_Words(asked.words) if asked.words else None,
        bottom_toolbar=below if asked.remark else None,
    )
    return session.prompt, "Pil upp hämtar texten, att ändra i."


def _session(message: Any, **more: Any) -> PromptSession[Any]:
    """Return a line to type on, without colours."""
    session = PromptSession[Any](message, color_depth=ColorDepth.DEPTH_1_BIT, **more)
    session.app.renderer.cpr_not_supported_callback = None  # it would speak English
    return session


class _List:
    """A list while it is walked: where the pointer is, what is marked, and what is searched for."""

    def __init__(self, asked: Asked) -> None:
        self.options = asked.options
        self.typed = {option: str(n) for n, option in enumerate(asked.options, 1)}
        self.marked = {o for o, number in self.typed.items() if number in asked.kept.split(",")}
        self.markable = asked.options if asked.many else ()
        self.at = min(map(asked.options.index, self.marked), default=0)
        self.step = 1
        self.typed |= {Option(move.value, move.value): move.value for move in asked.moves}
        keys = KeyBindings()
        keys.add("up")(lambda _: self._walk(-1))
        keys.add("down")(lambda _: self._walk(1))
        keys.add("enter")(lambda _: self._answer())
        if asked.many:
            keys.add(" ")(lambda _: self._mark())
        self.session = _session(lambda: [*self._shown(), ("", LABEL)], key_bindings=keys)
        self.session.app.erase_when_done = True
        self.session.default_buffer.on_text_changed += lambda _: self._walk(-self.at)

    def ask(self) -> str:
        """Show the list until there is an answer, then the answer only; return it as typed."""
        chosen: list[Option] = self.session.prompt()
        show(f"{LABEL}{', '.join(option.label for option in chosen)}")
        return ",".join(self.typed[option] for option in chosen)

    def _found(self) -> list[Option]:
        """Return the options, or those of them and of the moves that hold what is typed."""
        typed = tidy(self.session.default_buffer.text)
        return find(self.typed if typed else self.options, typed)

    def _shown(self) -> Iterator[tuple[str, str]]:
        found, width = self._found(), Terminal.of(sys.stdout).width - 1
        for n, row in enumerate(found):
            first, look = ("> ", "bold") if n == self.at else ("  ", "")
            if row in self.markable:
                first += "[x] " if row in self.marked else "[ ] "
            lines = fill(clean(row.label), width, first, " " * len(first)).split("\n")
            shown = [(look, f"{line}\n") for line in lines]
            if look:  # to be seen whole in a long list, whichever way one comes to it
                at = 0 if self.step < 0 else -1
                shown[at] = (f"{look} [SetCursorPosition]", f"{lines[at]}\n")
            yield from shown
        if not found:
            yield "", "Inget passar. Backsteg tar bort.\n"
        elif self.markable and not self.marked:
            yield "", "Markera minst ett, med mellanslag.\n"

    def _walk(self, step: int) -> None:
        self.step = step
        self.at = (self.at + step) % max(len(self._found()), 1)

    def _mark(self) -> None:
        """Mark what the pointer is at; a search has then found what it was for."""
        for row in self._found()[self.at : self.at + 1]:
            if row in self.markable:
                self.session.default_buffer.reset()
                self.marked ^= {row}
                self.at = self.options.index(row)

    def _answer(self) -> None:
        """Answer with what the pointer is at, or with what is marked, if there is anything."""
        chosen = self._found()[self.at : self.at + 1]
        if {*chosen} & {*self.markable}:
            chosen = [option for option in self.options if option in self.marked]
        if chosen:
            self.session.app.exit(result=chosen)


@dataclass
class _Words(Completer):
    """Offers words that begin as what is typed, then those that hold it."""

    words: Collection[Option]

    def get_completions(self, document: Document, _: Any) -> Iterable[Completion]:
        typed = document.text_before_cursor.rpartition(",")[2].lstrip()
        for word in find(self.words, typed):
            yield Completion(word.value, start_position=-len(typed), display_meta=word.words)

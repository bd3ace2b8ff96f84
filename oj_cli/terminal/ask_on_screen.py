"""Questions on a terminal that can move its cursor: a line to type on, with the list above it."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import ColorDepth

from oj_cli.presentation.console import Terminal, clean, fill
from oj_cli.terminal.questions import LABEL, Asked, Option, find, show, tidy


class OnScreen(Asked):
    """What is asked for on a screen."""

    def reader(self) -> Callable[[], str]:
        """Return what reads a line, or has a list walked and returns the answer as it is typed."""
        if self.options:
            return _List(self).ask

        def below() -> str:
            typed, terminal = tidy(session.default_buffer.text), Terminal.of(sys.stdout)
            said = self.remark(typed) if self.remark and typed else ""
            return fill(terminal.line(said), terminal.width - 1)

        session = _session(
            LABEL,
            history=InMemoryHistory([self.kept]),
            completer=_Words(self.words) if self.words else None,
            bottom_toolbar=below if self.remark else None,
        )
        return session.prompt

    def how(self) -> str:
        """Return which keys there are."""
        if not self.options:
            return "Pil upp hämtar texten, att ändra i."
        marks = "mellanslag markerar, " if self.many else ""
        return f"Pil upp och ned flyttar, ett ord söker, {marks}Retur svarar."


def _session(message: Any, **more: Any) -> PromptSession[Any]:
    """Return a line to type on, without colours."""
    session = PromptSession[Any](message, color_depth=ColorDepth.DEPTH_1_BIT, **more)
    session.app.renderer.cpr_not_supported_callback = None  # it would speak English
    return session


class _List:
    """A list while it is walked: where the pointer is, what is marked, and what is searched for."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.rows = {option: str(n) for n, option in enumerate(asked.options, 1)}
        self.marked = {o for o, number in self.rows.items() if number in asked.kept.split(",")}
        self.at = min((asked.options.index(option) for option in self.marked), default=0)
        self.step = 1
        self.rows |= {Option(move.value, move.value): move.value for move in asked.moves}
        keys = KeyBindings()
        keys.add("up")(lambda _: self._walk(-1))
        keys.add("down")(lambda _: self._walk(1))
        keys.add("enter")(self._answer)
        if asked.many:
            keys.add(" ")(lambda _: self._mark())
        self.session = _session(lambda: [*self._shown(), ("", LABEL)], key_bindings=keys)
        self.session.app.erase_when_done = True
        self.session.default_buffer.on_text_changed += lambda _: self._walk(-self.at)

    def ask(self) -> str:
        """Show the list until there is an answer, then the answer only; return it as typed."""
        chosen: list[Option] = self.session.prompt()
        show(f"{LABEL}{', '.join(option.label for option in chosen)}")
        return ",".join(self.rows[option] for option in chosen)

    def _found(self) -> list[Option]:
        """Return the options, or those of them and of the moves that hold what is typed."""
        typed = tidy(self.session.default_buffer.text)
        return [row for _, row in find(self.rows if typed else self.asked.options, typed)]

    def _shown(self) -> Iterator[tuple[str, str]]:
        found = self._found()
        for n, row in enumerate(found):
            first = "> " if n == self.at else "  "
            if self.asked.many and row in self.asked.options:
                first += "[x] " if row in self.marked else "[ ] "
            width = Terminal.of(sys.stdout).width - 1
            lines = fill(clean(row.label), width, first, " " * len(first)).split("\n")
            look = "bold" if n == self.at else ""
            for left, line in enumerate(lines, 1 - len(lines)):
                # a row of a long list is to be seen whole, whichever way one comes to it
                is_seen = look and (self.step < 0 or left == 0)
                yield f"{look} [SetCursorPosition]" if is_seen else look, f"{line}\n"
        if not found:
            yield "", "Inget passar. Backsteg tar bort.\n"
        elif self.asked.many and not self.marked:
            yield "", "Markera minst ett, med mellanslag.\n"

    def _walk(self, step: int) -> None:
        self.step = step
        self.at = (self.at + step) % max(len(self._found()), 1)

    def _mark(self) -> None:
        """Mark what the pointer is at; a search has then found what it was for."""
        for row in self._found()[self.at : self.at + 1]:
            if row in self.asked.options:
                self.session.default_buffer.reset()
                self.marked ^= {row}
                self.at = self.asked.options.index(row)

    def _answer(self, event: KeyPressEvent) -> None:
        """Answer with what the pointer is at, or with what is marked, if there is anything."""
        chosen = self._found()[self.at : self.at + 1]
        if self.asked.many and chosen and chosen[0] in self.asked.options:
            chosen = [option for option in self.asked.options if option in self.marked]
        if chosen:
            event.app.exit(result=chosen)


class _Words(Completer):
    """Offers words that begin as what is typed, then those that hold it."""

    def __init__(self, words: Collection[Option]) -> None:
        self.words = words

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        typed = document.text_before_cursor.rpartition(",")[2].lstrip()
        for _, word in find(self.words, typed):
            yield Completion(word.value, start_position=-len(typed), display_meta=word.words)

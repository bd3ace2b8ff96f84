"""Questions on a terminal that can move its cursor: lines to edit, and lists to walk.

Without colours: bold, underlined and reversed remain.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.shortcuts import CompleteStyle
from prompt_toolkit.styles import Style
from prompt_toolkit.validation import ValidationError, Validator

from oj_cli.domain.swedish import fold, listing
from oj_cli.presentation.console import Terminal, clean, fill
from oj_cli.terminal.questions import ListQuestion, Move, TextQuestion, show, tidy

_LABEL = "Svar:"
_LOOK: dict[str, Any] = {
    "style": Style([("bottom-toolbar", "noreverse"), ("validation-toolbar", "bold")]),
    "color_depth": ColorDepth.DEPTH_1_BIT,
}


def text(asked: TextQuestion) -> str:
    """Ask for a line that is an answer, with a long default in it to be changed."""
    session: PromptSession[str] = PromptSession(
        f"{_LABEL} ",
        validator=_Check(asked),
        validate_while_typing=False,
        completer=_Words(asked.words) if asked.words else None,
        complete_while_typing=bool(asked.words),
        complete_style=CompleteStyle.COLUMN,
        bottom_toolbar=None if asked.remark is None else lambda: _below(asked),
        **_LOOK,
    )
    _say_nothing_in_english(session.app)
    return session.prompt(default="" if asked.is_typed_anew else asked.default)


def choose(asked: ListQuestion) -> tuple[str, ...] | Move:
    """Ask for options in a list, then write what was chosen on one line."""
    show(_instruction(asked))
    while True:
        answer = _ListOnScreen(asked).ask()
        if isinstance(answer, Move):
            show(f"{_LABEL} {answer.value}")
            return answer
        fault = asked.check(answer)
        if fault is None:
            labels = (o.label for o in asked.options if o.value in answer)
            show(f"{_LABEL} {', '.join(labels)}")
            return answer
        show(fault)
        asked = replace(asked, chosen=answer)


def _instruction(asked: ListQuestion) -> str:
    marks = "mellanslag markerar, " if asked.many else ""
    how = f"Pil upp och ned flyttar, {marks}Retur svarar."
    if asked.is_yes_or_no:
        how = "Tryck j eller n."
    elif asked.is_long:
        how = f"Skriv / och ett ord för att söka. {how}"
    keys = listing([f"{m.key} ({m.value})" for m in asked.moves], "eller")
    return f"{how} Eller tryck {keys}." if keys else how


def _say_nothing_in_english(app: Application[Any]) -> None:
    """Drop what is written where a terminal cannot say where its cursor is."""
    app.renderer.cpr_not_supported_callback = None


class _ListOnScreen:
    """A list while it is walked: where the pointer is, what is marked, and what is searched for.

    A search begins with / or a letter that is no key, and then takes every letter.
    """

    def __init__(self, asked: ListQuestion) -> None:
        self.asked = asked
        self.marked = {*asked.chosen}
        self.typed: str | None = None
        values = [option.value for option in asked.options]
        self.at = next((n for n, value in enumerate(values) if value in self.marked), 0)

    def ask(self) -> tuple[str, ...] | Move:
        """Show the list until there is an answer; it is wiped off afterwards."""
        rows = Window(FormattedTextControl(lambda: [*self._rows()], focusable=True))
        app: Application[tuple[str, ...] | Move] = Application(
            Layout(HSplit([Window(FormattedTextControl(self._line), height=1), rows])),
            key_bindings=self._keys(),
            erase_when_done=True,
            **_LOOK,
        )
        _say_nothing_in_english(app)
        return app.run()

    def _line(self) -> str:
        if self.typed is None:
            return _LABEL
        none = "" if self._found() else "   Inget passar. Backsteg tar bort."
        return f"{_LABEL} /{self.typed}{none}"

    def _found(self) -> list[int]:
        """Return the options that are found by what is searched for, by number."""
        return [n for n, o in enumerate(self.asked.options) if o.holds(self.typed or "")]

    def _rows(self) -> Iterator[tuple[str, str]]:
        room = max(Terminal.of(sys.stdout).width - 10, 10)
        for n, option in ((n, self.asked.options[n]) for n in self._found()):
            is_here = n == self.at
            box = ("[x] " if option.value in self.marked else "[ ] ") if self.asked.many else ""
            label = clean(option.label)
            label = label if len(label) <= room else f"{label[: room - 1]}…"
            yield "", f"{'>' if is_here else ' '} {box}"
            if is_here:
                yield "[SetCursorPosition]", ""  # so that it stays in sight in a long list
            yield "bold underline" if is_here else "", label
            yield "", "\n"

    def _keys(self) -> KeyBindings:
        leaves: dict[str, object] = {move.key: move for move in self.asked.moves}
        if self.asked.is_yes_or_no:
            leaves |= {"j": ("ja",), "n": ("nej",)}
        keys = KeyBindings()
        if not self.asked.is_yes_or_no:
            keys.add("<any>")(lambda event: self._search(event.data))
            keys.add("backspace")(lambda event: self._search(None))

        def leave(event: KeyPressEvent, answer: object) -> None:
            if self.typed is None:
                event.app.exit(result=answer)
            else:
                self._search(event.data)

        for key, answer in leaves.items():
            keys.add(key)(partial(leave, answer=answer))
        for key, step in (("up", -1), ("c-p", -1), ("down", 1), ("c-n", 1)):
            keys.add(key)(lambda event, step=step: self._walk(step))
        if self.asked.many:
            keys.add(" ")(lambda event: self._mark())
        keys.add("enter")(
            lambda event: (
                event.app.exit(self._answer()) if self.asked.many or self._found() else None
            )
        )
        keys.add("c-c")(lambda event: event.app.exit(exception=KeyboardInterrupt()))
        return keys

    def _walk(self, step: int) -> None:
        if found := self._found():
            self.at = found[(found.index(self.at) + step) % len(found)]

    def _search(self, sign: str | None) -> None:
        """Search for one sign more, or with None for one less."""
        if sign is None:
            self.typed = (self.typed or "")[:-1] or None
        elif sign.isprintable():
            self.typed = (self.typed or "") + (sign if sign != "/" or self.typed else "")
        found = self._found()
        self.at = self.at if self.at in found else next(iter(found), self.at)

    def _mark(self) -> None:
        """Mark what the pointer is at; a search has then found what it was for."""
        if not self._found():
            return
        self.typed = None
        self.marked ^= {self.asked.options[self.at].value}

    def _answer(self) -> tuple[str, ...]:
        options = self.asked.options
        if self.asked.many:
            return tuple(option.value for option in options if option.value in self.marked)
        return (options[self.at].value,)


def _below(asked: TextQuestion) -> str | None:
    """Return what is said of what has been typed so far, below the line."""
    typed = tidy(get_app().current_buffer.text)
    remark = asked.remark(typed) if typed and asked.remark else ""
    terminal = Terminal.of(sys.stdout)
    return fill(terminal.line(remark), terminal.width - 1) if remark else None


class _Check(Validator):
    """Refuses an answer with the sentence that the question gives."""

    def __init__(self, asked: TextQuestion) -> None:
        self.asked = asked

    def validate(self, document: Document) -> None:
        fault = self.asked.fault(document.text)
        if fault is not None:
            room = Terminal.of(sys.stdout).width - 1  # more than one line wide is cut off
            raise ValidationError(cursor_position=len(document.text), message=fill(fault, room))


class _Words(Completer):
    """Offers words that begin as what is typed, then those that hold it; case and åäö are free."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        self.words = [(word, about, fold(word), fold(about)) for word, about in words]

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        typed = document.text_before_cursor.rpartition(",")[2].lstrip()
        wanted = fold(typed)
        if not wanted and typed:
            return
        first = [w for w in self.words if w[2].startswith(wanted)]
        then = [w for w in self.words if w not in first and (wanted in w[2] or wanted in w[3])]
        for word, about, *_ in first + then:
            yield Completion(word, start_position=-len(typed), display_meta=about)

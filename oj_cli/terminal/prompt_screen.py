"""Questions on a terminal that can move its cursor, by questionary.

Everything questionary says by itself is replaced or not shown, and its colours are taken away:
bold and underlined remain. The only module that imports it.
"""

import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import questionary
from prompt_toolkit.application.current import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.shortcuts import CompleteStyle
from prompt_toolkit.styles import Style
from prompt_toolkit.validation import ValidationError, Validator
from questionary.prompts import common
from questionary.question import Question

from oj_cli.domain.swedish import fold
from oj_cli.presentation.console import Terminal, fill
from oj_cli.terminal.prompts import (
    Check,
    ListQuestion,
    Move,
    TextQuestion,
    heading,
    how_to_answer,
    keys,
    said,
    show,
    tidy,
)

# questionary has no setting for these. A cross in brackets is read as well without colour.
vars(common).update(INDICATOR_SELECTED="[x]", INDICATOR_UNSELECTED="[ ]")

_POINTER = ">"
_LABEL = "Svar:"
_NO_COLOURS = Style(
    [
        ("qmark", "noinherit"),
        ("question", "noinherit bold"),
        ("answer", "noinherit"),
        ("pointer", "noinherit bold"),
        ("highlighted", "noinherit bold underline"),
        ("selected", "noinherit"),
        ("instruction", "noinherit"),
        ("text", "noinherit"),
        ("bottom-toolbar", "noinherit noreverse"),
        ("bottom-toolbar.text", "noinherit noreverse"),
        ("validation-toolbar", "noinherit bold"),
        ("completion-menu", "noinherit"),
        ("completion-menu.completion", "noinherit"),
        ("completion-menu.completion.current", "noinherit bold reverse"),
        ("completion-menu.meta.completion", "noinherit"),
        ("completion-menu.meta.completion.current", "noinherit bold reverse"),
        ("scrollbar.background", "noinherit"),
        ("scrollbar.button", "noinherit reverse"),
    ]
)


class Screen:
    """Asks with lines that can be edited and lists that are walked with the arrow keys."""

    def text(self, asked: TextQuestion) -> str | Move:
        """Ask for a line of text, with a long default in it to be changed."""
        heading(asked.question)
        if asked.hint:
            show(asked.hint)
        if how := how_to_answer(asked):
            show(how)

        def whole(typed: str) -> str:
            return asked.default if asked.is_typed_anew and not typed.strip() else typed

        question = questionary.text(
            _LABEL,
            default="" if asked.is_typed_anew else asked.default,
            qmark="",
            style=_NO_COLOURS,
            validate=_Check(lambda typed: asked.check(whole(typed))),
            validate_while_typing=False,
            completer=_Words(asked.words) if asked.words else None,
            complete_while_typing=bool(asked.words),
            complete_style=CompleteStyle.COLUMN,
            bottom_toolbar=None if asked.remark is None else _toolbar(asked),
        )
        answer = whole(str(_run(question)))
        remark = asked.remark(tidy(answer)) if asked.remark else ""
        if remark and said(tidy(answer), asked.moves) is None:
            show(remark)  # what stood below the line is gone
        return answer

    def choose(self, asked: ListQuestion) -> tuple[str, ...] | Move:
        """Ask for options in a list, then write what was chosen on one line."""
        heading(asked.question)
        show(_instruction(asked))
        while True:
            answer = _run(_list(asked))
            if isinstance(answer, Move):
                show(f"Svar: {answer.value}")
                return answer
            values = tuple(answer) if asked.many else (answer,)
            # Judged here: questionary tells a fault only where the cursor's place is known.
            fault = asked.check(values)
            if fault is None:
                labels = [o.label for o in asked.options if o.value in values]
                show(f"Svar: {', '.join(labels)}")
                return values
            show(fault)
            asked = replace(asked, chosen=values)


def _list(asked: ListQuestion) -> Question:
    room = max(Terminal.of(sys.stdout).width - 10, 10)
    options = [
        questionary.Choice(
            _short(o.label, room), value=o.value, checked=asked.many and o.value in asked.chosen
        )
        for o in asked.options
    ]
    chosen = next((o for o in options if o.value in asked.chosen), None)
    settings: dict[str, Any] = {
        "qmark": "",
        "pointer": _POINTER,
        "style": _NO_COLOURS,
        "use_jk_keys": False,
        "instruction": " ",  # without one questionary has its own, in English
    }
    if asked.many:
        question = questionary.checkbox(_LABEL, options, initial_choice=chosen, **settings)
    else:
        question = questionary.select(_LABEL, options, default=chosen, **settings)
    _add_moves(question, asked)
    question.application.erase_when_done = True
    return question


def _instruction(asked: ListQuestion) -> str:
    how = "Pil upp och ned flyttar, mellanslag markerar, Retur svarar."
    if not asked.many:
        how = "Pil upp och ned flyttar, Retur svarar."
    if asked.is_yes_or_no:
        how = "Tryck j eller n."
    return f"{how} Eller tryck {keys(asked.moves)}." if asked.moves else how


def _short(label: str, room: int) -> str:
    return label if len(label) <= room else f"{label[: room - 1]}…"


def _run(question: Question) -> Any:
    """Ask, without the English that is written where a terminal cannot say where its cursor is."""
    question.application.renderer.cpr_not_supported_callback = None
    return question.unsafe_ask()


def _add_moves(question: Question, asked: ListQuestion) -> None:
    """Let the first letter of a move make it, and in a list the first letter of Ja or Nej."""
    bindings = KeyBindings()
    for move in asked.moves:
        bindings.add(move.value[0], eager=True)(_leave_with(move))
    if asked.is_yes_or_no:
        bindings.add("j", eager=True)(_leave_with("ja"))
        bindings.add("n", eager=True)(_leave_with("nej"))
    own = question.application.key_bindings
    if asked.many:  # a and i change every mark at once, without a word of it
        bindings.add("a", eager=True)(lambda event: None)
        bindings.add("i", eager=True)(lambda event: None)
    question.application.key_bindings = merge_key_bindings([own or KeyBindings(), bindings])


def _leave_with(result: Any) -> Any:
    def leave(event: KeyPressEvent) -> None:
        event.app.exit(result=result)

    return leave


def _toolbar(asked: TextQuestion) -> Any:
    """Return what writes the remark below the line, as what is typed changes."""

    def write() -> FormattedText | None:
        typed = tidy(get_app().current_buffer.text)
        remark = asked.remark(typed) if typed and asked.remark else ""
        terminal = Terminal.of(sys.stdout)
        text = fill(terminal.line(remark), terminal.width - 1) if remark else ""
        return FormattedText([("", text)]) if text else None

    return write


class _Check(Validator):
    """Refuses an answer with the sentence that the question's own check gives."""

    def __init__(self, check: Check) -> None:
        self.check = check

    def validate(self, document: Document) -> None:
        fault = self.check(document.text)
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

"""A guide walked on a pseudo-terminal: which keys give which answer at each stop."""

import os
import re
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pexpect

from oj_cli import api
from oj_cli.api.guide_begin import walk_guide
from oj_cli.api.guide_figures import Figures, StoreNames
from oj_cli.api.guide_walk import Walk
from oj_cli.documents.reader import read_yaml
from oj_cli.documents.ways import put, value
from oj_cli.domain.analysis import SCHEMA, Analysis
from oj_cli.domain.guide import Guide, Question
from oj_cli.domain.guide_walk import How, Move, Spot, Tree
from oj_cli.domain.selection import Which
from oj_cli.guide.answers import read_answer, read_tree, typed
from oj_cli.guide.content import Library
from oj_cli.guide.engine import Engine
from oj_cli.guide.stops import is_answered, walk, walked
from oj_cli.store import open_store
from oj_cli.workspace import guides_folder

ENTER, DOWN, UP, CTRL_C, CLEAR = "\r", "\x1b[B", "\x1b[A", "\x03", "\x15"
_STEERING = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x08")
LISTS = ("val", "flerval", "ja_nej", "tema")


def names(area: str = "socialpsykiatri") -> StoreNames:
    with open_store() as store:
        return StoreNames(store, area)


@cache
def themes() -> list[str]:
    """Return the themes in the order in which step 1 has them for Leksand."""
    return list(Figures(api.open(), Analysis(SCHEMA, "socialpsykiatri", 2016, "Leksand")).themes())


@dataclass
class Script:
    """The answers that a walk shall end with, and the stops on the way there."""

    guide: Guide
    wanted: Tree
    answers: Tree = field(default_factory=dict)

    @classmethod
    def of(cls, guide: str, answers_file: Path) -> "Script":
        found = Library(guides_folder()).find(guide)
        answers, faults = read_tree(found, read_yaml(answers_file).data, names())
        assert not faults
        return cls(walked(found, [step.id for step in found.steps]), answers)

    def stops(self) -> Iterator[tuple[Spot, Any]]:
        """Give each stop with its answer; True or False for whether a group comes again."""
        done: set[tuple[str | int, ...]] = set()
        while True:
            left = [s for s in walk(self.guide, self.answers)[0] if s.place not in done]
            if not left:
                return
            spot = left[0]
            done.add(spot.place)
            if spot.is_again:
                *way, key, n = spot.place
                rounds = value(self.wanted, (*way, key))
                more = isinstance(rounds, list) and n < len(rounds)
                if more:
                    self.answers = put(self.answers, spot.place, {})
                    done.discard(spot.place)
                yield spot, more
                continue
            answer = value(self.wanted, spot.place)
            if answer is None and spot.question.default is not None:
                answer = read_answer(spot.question, spot.question.default, names())
            self.answers = put(self.answers, spot.place, answer)
            yield spot, answer


def _hear_interrupts() -> None:
    """Let Ctrl-C interrupt, also where whoever started the tests lets it be ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Terminal:
    """`oj` on a pseudo-terminal in a folder."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        drop = ("COLUMNS", "LINES", "NO_COLOR", "OJ_IDAG")
        env = {k: v for k, v in os.environ.items() if k not in drop}
        env |= {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.log = StringIO()
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "oj_cli", *arguments],
            env=env | settings,
            cwd=str(folder),
            dimensions=(50, 100),
            encoding="utf-8",
            timeout=30,
            preexec_fn=_hear_interrupts,
        )
        self.child.delaybeforesend = None
        self.child.logfile_read = self.log

    @property
    def text(self) -> str:
        return _STEERING.sub("", self.log.getvalue()).replace("\r", "")

    def until(self, text: str) -> None:
        self.child.expect_exact(text)

    def send(self, keys: str) -> None:
        self.child.send(keys)

    def at(self, spot: Spot) -> None:
        """Wait until a stop is asked."""
        self.until(f"Steg {spot.step + 1}/")
        self.until("kvar")
        question = spot.question
        text = (question.again if spot.is_again else None) or question.short or question.text
        self.until(text[:30])
        self.until("Svar:")

    def give(self, *keys: str) -> None:
        """Answer the stops that come, one after the other, with these keys.

        A stop is known by the line that says where one is: `Svar:` alone is written again when
        an answer is taken.
        """
        for pressed in keys:
            self.child.expect(r"Steg \d+/\d+, ca")
            self.until("Svar:")
            self.send(pressed)

    def type(self, *lines: str) -> None:
        """Answer the stops that come with lines that are typed."""
        self.give(*(line + ENTER for line in lines))

    def when(self, asked: str, keys: str) -> None:
        """Answer what is asked, a stop or not, when it is."""
        self.until(asked)
        self.until("Svar:")
        self.send(keys)

    def answer(self, spot: Spot, answer: Any, there: Any = None) -> None:
        """Answer a stop; `there` is what stands there already."""
        self.at(spot)
        self.send(keys(spot, answer, there))

    def end(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)

    def kill(self) -> None:
        self.child.close(force=True)


def keys(spot: Spot, answer: Any, there: Any = None) -> str:
    """Return what to type for an answer, None to skip."""
    question = spot.question
    if spot.is_again:
        return f"j{ENTER}" if answer else f"n{ENTER}"
    if answer is None:
        return f"hoppa över{ENTER}"
    if question.kind not in LISTS:
        return f"{CLEAR}{typed(question, answer)}{ENTER}"
    options = _options(question)
    if question.many:
        return _marks(options, list(answer), list(there or []))
    if question.kind == "ja_nej":
        return f"{answer}{ENTER}"
    default = there if there is not None else question.default
    start = options.index(default) if default in options else 0
    return _moves(options.index(answer) - start) + ENTER


def _options(question: Question) -> list[str]:
    if question.kind == "tema":
        chosen = "vard" if question.field == "vad" else None  # what is chosen cannot wait
        return [id for id in themes() if id != chosen]
    return list(question.choices)


def _moves(n: int) -> str:
    return DOWN * n if n >= 0 else UP * -n


def _marks(options: list[str], wanted: list[str], there: list[str]) -> str:
    at = min((options.index(t) for t in there), default=0)
    pressed = ""
    for n, option in enumerate(options):
        if (option in wanted) != (option in there):
            pressed += _moves(n - at) + " "
            at = n
    return pressed + ENTER


KEEP, SKIP, BACK = object(), object(), object()
"""What one does at a stop instead of answering: takes what is offered, skips it, goes back."""


def walk_in(folder: Path, day: str, *, whole: bool = True, light: bool = True) -> Walk:
    """Return a walk in a workspace without a terminal: what is asked and done is the same."""
    how = How(silent=light, all_asked=whole)
    return walk_guide(api.open(folder, today=day), "fyra-steg", Which(), how)


def go(engine: Engine, *answers: Any) -> str:
    """Answer the stops that come; return what was told."""
    told: list[str] = []
    for answer in answers:
        now = engine.next()
        assert now is not None
        if answer is BACK:
            engine.back()
        elif answer is SKIP:
            assert Move.SKIP in now.moves, now.spot.key
            told += engine.skip().told
        else:
            answer = now.offered if answer is KEEP else answer
            fault = None if now.spot.is_again else engine.wrong(answer)
            told += engine.answer(answer).told if fault is None else (fault,)
    return " ".join(told)


def walk_through(terminal: Terminal, script: Script, most: int | None = None) -> int:
    """Answer every stop, or the first `most`; return how many there were."""
    count = 0
    for spot, answer in script.stops():
        if most is not None and count == most:
            return count
        terminal.answer(spot, answer)
        count += 1
    return count


__all__ = ["CTRL_C", "ENTER", "Script", "Terminal", "is_answered", "keys", "walk_through"]

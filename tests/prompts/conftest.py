"""A pseudo-terminal, ordinary or one that cannot move its cursor."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pexpect
import pytest

ASKING = Path(__file__).with_name("asking.py")
ENTER = "\r"
DOWN = "\x1b[B"
UP = "\x1b[A"
CTRL_C = "\x03"
CTRL_D = "\x04"
_STEERING = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x08")


class Seen:
    """A program on a pseudo-terminal, and everything it wrote."""

    def __init__(self, child: pexpect.spawn, log: StringIO) -> None:
        self.child = child
        self._log = log

    @property
    def raw(self) -> str:
        return self._log.getvalue()

    @property
    def text(self) -> str:
        return _STEERING.sub("", self.raw).replace("\r", "")

    def until(self, text: str) -> None:
        self.child.expect_exact(text)

    def send(self, keys: str) -> None:
        self.child.send(keys)

    def end(self) -> int:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)


@pytest.fixture
def asked() -> Iterator[Callable[..., Seen]]:
    """Start asking one kind of question on a terminal of this sort."""
    started: list[pexpect.spawn] = []

    def call(kind: str, *more: str, term: str = "xterm-256color", **settings: str) -> Seen:
        env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
        env |= {"TERM": term, "LANG": "C.UTF-8", "PROMPT_TOOLKIT_NO_CPR": "1", **settings}
        log = StringIO()
        child = pexpect.spawn(
            sys.executable,
            [str(ASKING), "ask", kind, *more],
            env={k: v for k, v in env.items() if v},
            dimensions=(30, 80),
            encoding="utf-8",
            timeout=20,
        )
        child.logfile_read = log
        started.append(child)
        return Seen(child, log)

    yield call
    for child in started:
        child.close(force=True)

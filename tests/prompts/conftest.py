"""A pseudo-terminal, ordinary or one that cannot move its cursor."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pexpect
import pytest
from pexpect import fdpexpect

ASKING = Path(__file__).with_name("asking.py")
ENTER = "\r"
DOWN = "\x1b[B"
UP = "\x1b[A"
CTRL_C = "\x03"
CTRL_D = "\x04"
ROWS, COLUMNS = 30, 80
_STEERING = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|\x08")


class Seen:
    """A program on a pseudo-terminal, and everything it wrote. `ended` gives its exit code."""

    def __init__(self, child: pexpect.spawnbase.SpawnBase, ended: Callable[[], int]) -> None:
        self.child = child
        self._log = StringIO()
        self.ended = ended
        child.logfile_read = self._log

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
        return self.ended()


@pytest.fixture(scope="session")
def _server() -> Iterator[socket.socket]:
    """A process that has loaded what asks, and asks in a fork of itself."""
    ours, its = socket.socketpair()
    ours.settimeout(20)
    words = [sys.executable, str(ASKING), "serve", str(its.fileno())]
    with subprocess.Popen(words, pass_fds=[its.fileno()]) as server:
        its.close()
        yield ours
        ours.close()
        server.wait()


def forked(server: socket.socket, argv: list[str], env: dict[str, str]) -> Seen:
    """Let the server ask on a new terminal."""
    import fcntl
    import struct
    import termios

    ours, its = os.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    socket.send_fds(server, [json.dumps([argv, env]).encode()], [its])
    os.close(its)
    return Seen(_Terminal(ours, encoding="utf-8", timeout=20), lambda: server.recv(1)[0])


class _Terminal(fdpexpect.fdspawn):  # type: ignore[misc]  # pexpect has no types
    """A terminal on which another process asks."""

    def send(self, keys: str) -> int:
        time.sleep(0.02)  # a person is slower still, and the terminal has been made ready
        return int(super().send(keys))


def started(argv: list[str], env: dict[str, str]) -> Seen:
    """Start the program on a new terminal."""
    child = pexpect.spawn(
        sys.executable,
        [str(ASKING), *argv],
        env=env,
        dimensions=(ROWS, COLUMNS),
        encoding="utf-8",
        timeout=20,
    )
    return Seen(child, lambda: -1 if child.exitstatus is None else int(child.exitstatus))


@pytest.fixture
def asked(_server: socket.socket) -> Iterator[Callable[..., Seen]]:
    """Start asking one kind of question on a terminal of this sort.

    A setting of Python's own takes a process of its own, which is started with it.
    """
    running: list[Seen] = []

    def call(kind: str, *more: str, term: str = "xterm-256color", **settings: str) -> Seen:
        env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR")}
        env |= {"TERM": term, "LANG": "C.UTF-8", "PROMPT_TOOLKIT_NO_CPR": "1", **settings}
        argv, env = ["ask", kind, *more], {k: v for k, v in env.items() if v}
        is_own = any(name.startswith("PYTHON") for name in settings)
        seen = started(argv, env) if is_own else forked(_server, argv, env)
        running.append(seen)
        return seen

    yield call
    for seen in running:
        if not seen.child.closed:
            seen.child.close()
            with suppress(OSError):
                seen.ended()

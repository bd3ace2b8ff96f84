"""What reaches the disk is counted, and fails when its number comes.

Python tells an audit hook of all that it does with files but for what is written and flushed. That
goes through `os.write` and `os.fsync` where a file is one of `_pyio`, the same as `io` in Python.
SQLite writes by itself: its calls are counted where they are made.
"""

import _pyio
import builtins
import errno
import io
import os
import signal
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CODES = (errno.ENOSPC, errno.EACCES, errno.EIO)
NEEDS_ROOM = ("open", "write", "fsync", "os.mkdir", "os.link", "sqlite")
"""What a full disk refuses. It still lets files be renamed and removed."""

_EVENTS = (
    *("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink"),
    *("os.truncate", "os.chmod"),
)
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_UNLOCK = 8


@dataclass
class Disk:
    """A disk on which step `at` fails, and if it is `full` each later one that needs room.

    With `kills` the program ends there, as by a power cut. `steps` are the kinds of steps that were
    taken, `versions` what files were renamed to a name.
    """

    at: int = 0
    full: bool = False
    kills: bool = False
    steps: list[str] = field(default_factory=list)
    versions: dict[str, list[bytes]] = field(default_factory=dict)

    def step(self, kind: str, path: Any = None) -> None:
        self.steps.append(kind)
        n = len(self.steps)
        if n != self.at and not (self.full and n > self.at and kind in NEEDS_ROOM):
            return
        if self.kills:
            os.kill(os.getpid(), signal.SIGKILL)
        code = errno.ENOSPC if self.full else CODES[n % len(CODES)]
        if kind == "sqlite":
            is_full = code == errno.ENOSPC
            raise sqlite3.OperationalError("disk is full" if is_full else "disk I/O error")
        raise OSError(code, os.strerror(code), path)


_disk: Disk | None = None


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _disk is None:
        return
    if event == "open":
        path, _, flags = args
        if isinstance(flags, int) and flags & _TO_WRITE and path != os.devnull:
            _disk.step("open", path)
    elif event in _EVENTS:
        _disk.step(event, args[0])
        if event == "os.rename" and Path(args[0]).is_file():
            _disk.versions.setdefault(str(args[1]), []).append(Path(args[0]).read_bytes())
    elif event == "fcntl.flock" and not args[1] & _UNLOCK:  # to give one back cannot fail
        _disk.step("lock")


sys.addaudithook(_hook)  # stays to the end, and does nothing without a disk


@contextmanager
def writing_to(disk: Disk) -> Iterator[None]:
    """Let all that this process writes go to a disk."""
    global _disk
    write, fsync, open_, connect = os.write, os.fsync, io.open, sqlite3.connect

    def counted_write(handle: int, content: Any) -> int:
        if stat.S_ISREG(os.fstat(handle).st_mode):
            disk.step("write")
        return write(handle, content)

    def counted_fsync(handle: int) -> None:
        disk.step("fsync")
        fsync(handle)

    def pure_open(file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
        how = _pyio.open if set(mode) & set("wxa+") else open_
        return how(file, mode, *args, **more)

    def counted_connect(database: Any, **more: Any) -> sqlite3.Connection:
        if "mode=ro" in str(database):
            return connect(database, **more)
        disk.step("sqlite")
        return connect(database, factory=_Counted, **more)

    os.write, os.fsync, sqlite3.connect = counted_write, counted_fsync, counted_connect
    io.open = builtins.open = pure_open
    _disk = disk
    try:
        yield
    finally:
        _disk = None
        os.write, os.fsync, sqlite3.connect = write, fsync, connect
        io.open = builtins.open = open_


def _counted(name: str) -> Callable[..., Any]:
    def call(self: sqlite3.Connection, *args: Any) -> Any:
        reads = args and args[0].startswith(("SELECT", "PRAGMA"))
        if _disk is not None and not reads:
            _disk.step("sqlite")
        return getattr(sqlite3.Connection, name)(self, *args)

    return call


_CALLS = ("execute", "executemany", "executescript", "commit")
_Counted = type("_Counted", (sqlite3.Connection,), {name: _counted(name) for name in _CALLS})

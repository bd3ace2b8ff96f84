"""One hand at a time in a file: a lock of the operating system, in the hidden folder.

It ends with the program that holds it, however it ends. That the file of it exists means nothing.
Windows removes it when the lock is released. Elsewhere it stays: whoever waits has it open already,
and would get a lock that guards nothing if it were removed.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

from oj_cli.documents.disk import hidden, workspace_of
from oj_cli.documents.places import real_path
from oj_cli.domain.errors import FileFault, file_fault

FOLDER = "las"
WAIT = 10.0  # seconds
POLL = 0.01
_LONGEST_NAME = 200


@contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of a file, which need not exist. The same thread may take it again.

    Raises FileFault if another has it for longer than `wait` seconds, or the folder cannot
    hold locks.
    """
    from filelock import FileLock, Timeout  # as slow to load as Typer, and only for who writes

    try:
        target = real_path(path)
        if not target.parent.is_dir():
            raise FileFault("file.missing_folder", folder=target.parent, place=str(path))
        home = workspace_of(target) or target.parent
        of = crc32(target.relative_to(home).as_posix().encode())
        place = hidden(home, FOLDER) / f"{target.name[:80]}-{of:08x}.lock"
        lock = FileLock(
            place, mode=0o666, is_singleton=True, fallback_to_soft=False, on_acquired=_sign
        )
        held = lock.acquire(timeout=wait, poll_interval=POLL)
    except Timeout as error:
        raise _taken(path, place) from error
    except PermissionError as error:
        raise FileFault("file.closed_folder", name=target.name, place=str(target.parent)) from error
    except OSError as error:
        raise file_fault(error, path, "låsa") from error
    with held:
        yield


def _taken(path: Path, place: Path) -> FileFault:
    who = _holder(place)
    by = f"av {who}" if who else "av ett annat oj-kommando"
    return FileFault("documents.in_use", place=str(path), file=path.name, by=by)


def _sign(handle: int) -> None:
    """Write in the lock file who has it. The first byte is the lock's, Windows shows no other."""
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"\n{_me()}\n".encode(errors="replace"))


def _me() -> str:
    import getpass
    import platform

    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system without a name for its user
        user = "okänd användare"
    computer = platform.node()
    return f"{user} på {computer}" if computer else user


def _holder(place: Path) -> str:
    with suppress(OSError), place.open("rb", buffering=0) as file:
        file.seek(1)
        return " ".join((file.read(_LONGEST_NAME) or b"").decode(errors="replace").split())
    return ""

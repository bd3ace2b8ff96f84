"""The one way to write a file: the new one whole or the old one untouched, and the old one kept."""

import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter
from pathlib import Path

from oj_cli.documents.disk import rename, settle
from oj_cli.documents.history import digest, journal_of, keeping
from oj_cli.documents.places import real_path, refuse_link_out
from oj_cli.domain.errors import FileFault, UsageFault, file_fault
from oj_cli.domain.identity import holds_identity
from oj_cli.domain.names import is_file_name

_TEMPORARY = re.compile(r"\.(.+)\.\d+-[0-9a-f]{8}\.tmp")
"""The name that `_beside` gives."""


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8, its line ends as they are. See `write_bytes`.

    Raises UsageFault if a line of it holds a personnummer.
    """
    for n, line in enumerate(text.splitlines(), 1):
        if holds_identity(line):
            raise UsageFault("documents.holds_identity", place=f"{path}, rad {n}")
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes, *, seen: bytes | None = None) -> None:
    """Write a file so that it is either the old or the new one, never half of it.

    The version before is kept in the history; with `seen` it must be that. A file that already
    has this content is left alone. A link stays a link, and a device such as /dev/stdout is
    written to. Raises FileFault if it cannot be done; then the file is as it was. Raises UsageFault
    for a name that holds a personnummer.
    """
    _refuse_name(path)
    try:
        refuse_link_out(path)
        target = real_path(path)
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "directory", str(path))
        if target.exists() and not target.is_file():  # a device, or a pipe that somebody reads
            handle = os.open(target, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(handle, "wb") as file:
                os.set_blocking(handle, True)
                file.write(content)
        elif not target.parent.is_dir():
            raise FileFault("file.missing_folder", folder=target.parent, place=str(path))
        else:
            _write(target, content, seen)
    except OSError as error:
        raise file_fault(error, path, "spara") from error


@contextmanager
def new_version(path: Path, *, by_hand: bool = True) -> Iterator[Path]:
    """Yield a place beside a file for its next version, which at the end becomes the file.

    For files too large to be held in memory; one that is not `by_hand` is nobody's but `oj`'s. If
    anything is raised the file stays as it was. Raises FileFault if the new version cannot be put
    in its place, UsageFault as `write_bytes`.
    """
    _refuse_name(path)
    refuse_link_out(path)
    target = real_path(path)
    temporary = _beside(target)
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        _put(temporary, target, by_hand=by_hand)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise file_fault(error, path, "spara") from error
        raise


def remove(path: Path, *, by_hand: bool = True) -> None:
    """Remove a file, if it is there; it is kept in the history.

    Raises FileFault if it cannot be removed.
    """
    try:
        refuse_link_out(path)
        target = real_path(path)
        if target.is_file():
            with keeping(target, None, by_hand=by_hand):
                target.unlink()
            settle(target.parent)
    except OSError as error:
        raise file_fault(error, path, "ta bort") from error


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where it is not there. Raises FileFault."""
    try:
        target = real_path(folder)
        for each in reversed([target, *target.parents]):
            if not each.is_dir():
                journal = journal_of(each)
                if journal is not None:
                    journal.make_folder(each)
                else:
                    each.mkdir(exist_ok=True)
    except OSError as error:
        raise file_fault(error, folder, "skapa") from error


def remove_empty(folder: Path) -> None:
    """Remove a folder if nothing is in it but what is hidden, and made anew when it is needed."""
    with suppress(OSError):
        if all(path.name.startswith(".") for path in folder.iterdir()):
            shutil.rmtree(folder)


def remove_leftovers(path: Path) -> None:
    """Remove what a program that was killed while it wrote the file has left in its folder.

    Only for those who hold the lock of the file: another's file in the making looks the same.
    """
    with suppress(OSError):
        target = real_path(path)
        start = _temporary_start(target)
        for found in target.parent.iterdir():
            if found.name.startswith(start) and found.name.endswith(".tmp"):
                found.unlink()


def leftovers(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the files in the making below a folder, each with the file that it was to become."""
    for path in sorted(folder.rglob(".*.tmp")):
        if found := _TEMPORARY.fullmatch(path.name):
            yield path, path.with_name(found[1])


def _refuse_name(path: Path) -> None:
    if holds_identity(path.name):
        raise UsageFault("file.named_by_identity", place=str(path))
    if not is_file_name(path.name):  # Windows would write to a device, or to a part of another file
        raise UsageFault("file.no_name", name=path.name, place=str(path))


def _write(target: Path, content: bytes, seen: bytes | None) -> None:
    mode = None
    if target.exists():
        if not os.access(target, os.W_OK):  # a rename would not ask
            raise PermissionError(errno.EACCES, "read-only", str(target))
        found = target.stat()
        mode = stat.S_IMODE(found.st_mode)
        if found.st_size == len(content) and target.read_bytes() == content:
            return
    temporary = _beside(target)
    try:
        with _create(temporary, target, mode) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            with suppress(OSError):  # a disk that knows of no permissions
                temporary.chmod(mode)
        _put(temporary, target, seen=seen)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _put(temporary: Path, target: Path, *, by_hand: bool = True, seen: bytes | None = None) -> None:
    """Let the new version take the place of the file."""
    with keeping(target, digest(temporary), by_hand=by_hand, seen=seen):
        rename(temporary, target)
    settle(target.parent)


def _temporary_start(target: Path) -> str:
    return f".{target.name[:80]}."


def _beside(target: Path) -> Path:
    return target.with_name(f"{_temporary_start(target)}{os.getpid()}-{os.urandom(4).hex()}.tmp")


def _create(temporary: Path, target: Path, mode: int | None) -> BufferedWriter:
    """Open a new file, which no one may read who may not read the one it will replace."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        return os.fdopen(os.open(temporary, flags, 0o666 if mode is None else mode), "wb")
    except PermissionError as error:
        raise FileFault("file.closed_folder", name=target.name, place=str(target.parent)) from error

"""What each command has written, and the versions before, so that it can be taken back.

It lies in `historik` in the hidden folder: `000123.jsonl` is the journal of a command, and beside
it are the versions that it replaced or removed. A step is in the journal, flushed to the disk,
before it is taken. So whenever a program is killed, what a file holds tells whether its step was
taken.

What stood in a file goes into the history by a link, so that it is kept whoever wrote it, and large
files cost nothing. Where another program saved the file at that very moment, its version stays.
"""

import hashlib
import json
import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from oj_cli.documents.disk import HIDDEN, hidden, rename, settle, workspace_of
from oj_cli.domain.command import NOW, Command
from oj_cli.domain.errors import FileFault, file_fault
from oj_cli.domain.identity import mask

FOLDER = "historik"
MOST_BYTES = 200_000_000
MOST_COMMANDS = 500
_DIGITS = 6
_FORMER = (".bak", ".lock")
"""What earlier versions of `oj` left beside the files: it goes into the history."""

_ASIDE: ContextVar[bool] = ContextVar("_ASIDE", default=False)


@dataclass(frozen=True)
class Step:
    """A file that is written or removed, or a folder that is made.

    `path` is relative to the folder whose history it is in. `before` and `after` are digests,
    None where there is no file, and `kept` the name of the version before. What nobody changes
    by hand is not `by_hand`.
    """

    path: str
    before: str | None = None
    after: str | None = None
    kept: str | None = None
    by_hand: bool = True
    is_folder: bool = False


@dataclass(frozen=True)
class Entry:
    """A command in the history: its number, as it was typed, and when.

    `undoes` is the number of the one that it took back, if it was done with that.
    """

    number: int
    words: str
    time: int
    undoes: int | None
    steps: tuple[Step, ...]


def digest(path: Path) -> str:
    """Return what tells a file's content from others."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def aside() -> Iterator[None]:
    """Keep no history of what is written meanwhile: it is made anew of what is there."""
    token = _ASIDE.set(True)
    try:
        yield
    finally:
        _ASIDE.reset(token)


@contextmanager
def keeping(
    target: Path, after: str | None, *, by_hand: bool = True, seen: bytes | None = None
) -> Iterator[None]:
    """Keep what stands in a file while another version takes its place, or it is removed.

    `after` is the digest of that version. Raises FileFault if there stands something else than
    what was `seen`, or another program saves it at the same moment; then that stays.
    """
    journal = journal_of(target)
    if journal is None:
        yield
        return
    step = Step(target.relative_to(journal.home).as_posix(), after=after, by_hand=by_hand)
    with journal.taking(step, seen):
        yield


@contextmanager
def whole(home: Path | None = None, *, undoes: int | None = None) -> Iterator[None]:
    """Put back all that is written within if anything is raised.

    `home` is a folder that becomes a workspace, `undoes` the number of a command that is taken
    back. Raises FileFault where something cannot be put back either.
    """
    command = NOW.get() or Command()
    command.home = home or command.home
    command.undoes = undoes
    token = NOW.set(command)
    marks = {place: len(journal.steps) for place, journal in command.journals.items()}
    made = len(command.made)
    try:
        yield
        for journal in command.journals.values() if undoes is not None else ():
            journal.note(klar=True)
    except BaseException as error:
        left = list[str]()
        for place, journal in command.journals.items():
            left += journal.take_back(marks.get(place, 0))
            if place not in marks:
                journal.discard()
        for path in reversed([*command.made][made:]):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if left:
            raise FileFault("history.half_done", details=tuple(left)) from error
        raise
    finally:
        NOW.reset(token)


def journal_of(target: Path) -> "Journal | None":
    """Return the journal of the command that writes a file, None where no history is kept of it.

    Outside a workspace nothing is kept of files that the command makes itself.
    """
    if _ASIDE.get():
        return None
    command = NOW.get() or Command()
    home = workspace_of(target)
    if command.home is not None and command.home in target.parents:
        home = command.home
    if home is None:
        home = target.parent
        if not target.exists():
            command.made[target] = None
        if target in command.made:
            return None
    if home not in command.journals:
        command.journals[home] = Journal(home, command)
    journal: Journal = command.journals[home]
    return journal


class Journal:
    """The journal of a command, of what it writes below one folder. Raises OSError."""

    def __init__(self, home: Path, command: Command) -> None:
        self.home = home
        self.folder = hidden(home, FOLDER)
        self.steps: list[Step] = []
        self._n = 0
        number = max((int(f.name[:_DIGITS]) for f in _files(self.folder)), default=0) + 1
        while True:
            try:
                self._path(number, ".jsonl").open("x").close()
                break
            except FileExistsError:  # another command was faster
                number += 1
        self.number = number
        when = self._path(number, ".jsonl").stat().st_mtime  # as the disk has it
        self.note(kommando=mask(shlex.join(command.words)), tid=int(when), angrar=command.undoes)
        _prune(self.folder, f"{number:0{_DIGITS}}")

    def _path(self, number: int, ending: str) -> Path:
        return self.folder / f"{number:0{_DIGITS}}{ending}"

    def note(self, **what: Any) -> None:
        """Add a line, flushed to the disk. It begins with its line break: one may be half."""
        line = json.dumps(what, ensure_ascii=False)
        with self._path(self.number, ".jsonl").open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"\n{line}")
            file.flush()
            os.fsync(file.fileno())

    def make_folder(self, folder: Path) -> None:
        """Make a folder."""
        self._begin(Step(folder.relative_to(self.home).as_posix(), is_folder=True))
        folder.mkdir(exist_ok=True)

    @contextmanager
    def taking(self, step: Step, seen: bytes | None) -> Iterator[None]:
        """Keep what stands in a file while a step is taken, see `keeping`."""
        target = self.home / step.path
        there = _stamp(target)
        self._n += 1
        for ending in _FORMER:
            with suppress(OSError):
                old = target.with_name(target.name + ending)
                rename(old, self._path(self.number, f"-{self._n}{ending}"))
        if there is not None:
            kept = self._path(self.number, f"-{self._n}{target.suffix}")
            _link(target, kept)
            step = replace(step, before=digest(kept), kept=kept.name)
        try:
            self._begin(step)
            settle(self.folder)  # else a power cut could take what was kept, and leave the rename
            is_seen = seen is None or hashlib.sha256(seen).hexdigest() == step.before
            if not is_seen or _stamp(target) != there:
                raise _changed(target)
            yield
        except BaseException:
            self._void(step)
            raise
        if step.kept and step.by_hand and digest(self.folder / step.kept) != step.before:
            self._restore(step)
            raise _changed(target)

    def take_back(self, mark: int) -> Iterator[str]:
        """Put back what was written since so many steps; yield what cannot be put back."""
        for step in reversed(self.steps[mark:]):
            try:
                self._restore(step)
            except OSError:
                yield str(self.home / step.path)

    def discard(self) -> None:
        """Remove a journal in which nothing is left, and the folders that were made for it."""
        with suppress(OSError):
            if not self.steps:
                self._path(self.number, ".jsonl").unlink()
                self.folder.rmdir()
                self.folder.parent.rmdir()

    def _restore(self, step: Step) -> None:
        target = self.home / step.path
        if step.is_folder:
            with suppress(OSError):  # somebody has put something there
                target.rmdir()
        elif step.kept is None:
            target.unlink(missing_ok=True)
        else:
            rename(self.folder / step.kept, target)
        self._void(step)

    def _begin(self, step: Step) -> None:
        self.steps.append(step)
        if step.is_folder:
            self.note(mapp=step.path)
        else:
            self.note(
                fil=step.path,
                fore=step.before,
                efter=step.after,
                kopia=step.kept,
                hand=step.by_hand,
            )

    def _void(self, step: Step) -> None:
        """Say that a step was not taken. What a file holds tells so too."""
        with suppress(OSError):
            self.note(ogjort=step.kept or step.path)
            if step.kept is not None:
                (self.folder / step.kept).unlink(missing_ok=True)
        if step in self.steps:
            self.steps.remove(step)


def entries(home: Path) -> list[Entry]:
    """Return the commands in a folder's history, the oldest first. Raises OSError."""
    folder = home / HIDDEN / FOLDER
    paths = [f for f in _files(folder) if f.suffix == ".jsonl"] if folder.is_dir() else []
    return [_read(path) for path in sorted(paths)]


def _read(path: Path) -> Entry:
    words, time, undoes, is_done = "", 0, None, False
    steps: list[Step] = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            found = json.loads(line)
        except ValueError:  # a program was killed while it wrote it: that step was not taken
            continue
        if "kommando" in found:
            words, time, undoes = found["kommando"], found["tid"], found["angrar"]
        elif "mapp" in found:
            steps.append(Step(_inside(found["mapp"]), is_folder=True))
        elif "fil" in found:
            kept = found["kopia"] and Path(_inside(found["kopia"])).name
            steps.append(
                Step(_inside(found["fil"]), found["fore"], found["efter"], kept, found["hand"])
            )
        elif "ogjort" in found:
            steps = [s for s in steps if (s.kept or s.path) != found["ogjort"]]
        is_done = is_done or "klar" in found
    number = int(path.name[:_DIGITS])
    return Entry(number, words, time, undoes if is_done else None, tuple(steps))


def _inside(path: str) -> str:
    """Return a path that leads nowhere else: a workspace may be a folder that somebody sent."""
    if Path(path).is_absolute() or ".." in Path(path).parts:
        raise FileFault("history.damaged", place=path)
    return path


def forget(home: Path) -> None:
    """Remove the whole history, for the sake of what may never have been there: of copies too.

    Raises FileFault if it cannot be removed: the rest is done then.
    """
    command = NOW.get()
    if command is not None:
        command.journals.pop(home, None)
    folder = home / HIDDEN / FOLDER
    try:
        if folder.is_dir():
            shutil.rmtree(folder)
    except OSError as error:
        why = file_fault(error, folder, "ta bort").message
        raise FileFault("history.left", place=str(folder), details=(why,)) from error


def _files(folder: Path) -> list[Path]:
    return [f for f in folder.iterdir() if f.name[:_DIGITS].isdecimal()]


def _prune(folder: Path, newest: str) -> None:
    """Remove the oldest commands where the history is larger than it may be."""
    sizes: dict[str, int] = {}
    for path in _files(folder):
        with suppress(OSError):
            number = path.name[:_DIGITS]
            sizes[number] = sizes.get(number, 0) + path.stat().st_size
    total, count = sum(sizes.values()), len(sizes)
    for number in sorted(sizes):
        if number >= newest or (total <= MOST_BYTES and count <= MOST_COMMANDS):
            break
        total, count = total - sizes[number], count - 1
        with suppress(OSError):
            _remove(folder, number)


def _remove(folder: Path, number: str) -> None:
    for path in sorted(folder.glob(f"{number}*")):  # the journal last: `-` sorts before `.`
        path.unlink(missing_ok=True)


def _link(target: Path, kept: Path) -> None:
    """Give a file another name, or copy it on a disk where it can have only one."""
    try:
        kept.hardlink_to(target)
    except OSError:
        shutil.copy2(target, kept)
        with kept.open("rb+") as file:
            os.fsync(file.fileno())


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what changes when a program saves a file; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _changed(target: Path) -> FileFault:
    return FileFault("documents.changed_meanwhile", place=str(target), file=target.name)

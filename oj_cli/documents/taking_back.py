"""A command taken back whole, if nothing of what it wrote was changed since."""

import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from oj_cli.documents.disk import HIDDEN
from oj_cli.documents.history import FOLDER, Entry, digest, entries, journal_of, whole
from oj_cli.documents.locks import locked
from oj_cli.documents.writer import make_folder, new_version, remove, remove_empty
from oj_cli.domain.errors import FileFault, UsageFault, file_fault


@dataclass
class Written:
    """What a command did to a file: what stood there before, and all that the command put there.

    `kept` is the name of the version before, None where there was no file. `is_other` tells that
    somebody else changed the file between two steps of the command.
    """

    path: str
    before: str | None
    kept: str | None
    by_hand: bool
    known: list[str | None] = field(default_factory=list)
    is_other: bool = False


def written_by(entry: Entry) -> list[Written]:
    """Return what a command did, file by file."""
    found: dict[str, Written] = {}
    for step in entry.steps:
        if step.is_folder:
            continue
        of = found.setdefault(
            step.path, Written(step.path, step.before, step.kept, step.by_hand, [step.before])
        )
        of.is_other |= step.before not in of.known
        of.known.append(step.after)
    return list(found.values())


def undone(every: list[Entry]) -> set[int]:
    """Return the numbers of the commands that are taken back, and not done again."""
    by_number = {entry.number: entry for entry in every}
    found: set[int] = set()
    for entry in every:
        if entry.undoes is not None:
            found.add(entry.undoes)
            again = by_number.get(entry.undoes)
            if again is not None and again.undoes is not None:
                found.discard(again.undoes)
    return found


def last(home: Path, *, again: bool = False) -> tuple[Entry, Entry]:
    """Return the last command that can be taken back, twice.

    With `again` the last that took another back, and that one.

    Raises UsageFault if there is none, FileFault if the history cannot be read.
    """
    try:
        every = entries(home)
        gone = undone(every)
        left = [entry for entry in reversed(every) if entry.number not in gone]
        if again:
            by_number = {entry.number: entry for entry in every}
            for entry in left:
                of = by_number.get(entry.undoes or 0)
                if of is None:  # a command has written since
                    break
                if of.undoes is None:
                    return entry, of
            raise UsageFault("history.nothing_again")
        for entry in left:
            if entry.undoes is None and any(w.known[-1] != w.before for w in written_by(entry)):
                return entry, entry
    except OSError as error:
        raise file_fault(error, home, "läsa historiken i") from error
    raise UsageFault("history.nothing")


def left(home: Path, entry: Entry) -> list[Written]:
    """Return what is not as it was before a command: it may have been put back by hand.

    Raises FileFault if it cannot be read.
    """
    try:
        return [w for w in written_by(entry) if _now(home, w) != w.before]
    except OSError as error:
        raise file_fault(error, home, "läsa") from error


def _now(home: Path, written: Written) -> str | None:
    path = home / written.path
    return digest(path) if path.is_file() else None


def take_back(home: Path, entry: Entry) -> None:
    """Take a command back, all of it or nothing.

    Raises FileFault if something of what it wrote is changed since, if a version before is not
    there any more, or something cannot be written.
    """
    kept = home / HIDDEN / FOLDER
    try:
        with ExitStack() as stack:
            for path in sorted(home / w.path for w in written_by(entry)):
                if path.parent.is_dir():
                    stack.enter_context(locked(path))
            todo = left(home, entry)
            _refuse(home, kept, todo)
            stack.enter_context(whole(home, undoes=entry.number))
            journal_of(home / HIDDEN)  # it is taken back also where nothing is left to do
            for w in reversed(todo):
                target = home / w.path
                if w.kept is None:
                    remove(target, by_hand=w.by_hand)
                    continue
                make_folder(target.parent)
                with new_version(target, by_hand=w.by_hand) as place:
                    shutil.copy(kept / w.kept, place)
    except OSError as error:
        raise file_fault(error, doing="ta tillbaka") from error
    for step in reversed(entry.steps):
        if step.is_folder and (home / step.path).is_dir():
            remove_empty(home / step.path)


def _refuse(home: Path, kept: Path, todo: list[Written]) -> None:
    others = [
        w
        for w in todo
        if w.by_hand and (now := _now(home, w)) and (w.is_other or now not in w.known)
    ]
    if others:
        raise FileFault(
            "history.changed_since",
            place=str(home / others[0].path),
            details=tuple(_changed(home / w.path) for w in others),
            kept=[str(kept / w.kept) for w in others if w.kept],
        )
    for w in todo:
        if w.kept is not None and not (kept / w.kept).is_file():
            raise FileFault("history.version_lost", what=w.path)


def _changed(path: Path) -> str:
    when = datetime.fromtimestamp(path.stat().st_mtime)
    return f"{path.name} ändrades {when:%Y-%m-%d %H:%M}."

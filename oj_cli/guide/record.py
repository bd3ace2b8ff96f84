"""Where a walk's answers are kept between two sittings, and how they get into the file.

What is written looks the same whatever the way there was: an answer that was changed leaves
no trace in the layout, and the user's own comments stay.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oj_cli.analysis_file.file import checked
from oj_cli.documents.changes import Append, Change, Set, same, value_at
from oj_cli.documents.editor import EditError, edit_file
from oj_cli.documents.files import Document, edit
from oj_cli.documents.locks import locked
from oj_cli.documents.outline import comments
from oj_cli.documents.reader import Where
from oj_cli.documents.writer import file_fault, write_text

Data = dict[str, Any]

_NEW = """\
# Svar på frågorna för planen {name}, innan den är skriven. Filen tas bort när planen är klar.
svar: {{}}
"""


@dataclass(frozen=True)
class Record:
    """A place for a walk's answers: under `svar` in an analysis, or in a file of their own.

    `maker` makes an analysis that is not there yet; nothing is made before it is written to.
    """

    path: Path
    name: str
    is_analysis: bool = True
    maker: Callable[[], Path] | None = None

    @property
    def where(self) -> Where:
        """The way to the answers in the file."""
        return ("svar", self.name)

    def make(self) -> None:
        """Make the file if there is none. Raises FileFault if it cannot be written."""
        if self.maker is not None:
            self.maker()
        if self.is_analysis:
            return
        try:
            self.path.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise file_fault(error, self.path.parent, "skapa") from error
        with locked(self.path):
            if not self.path.exists():
                write_text(self.path, _NEW.format(name=self.name))


def update(
    record: Record, change: Callable[[Data], Data], *, keep_old: bool, may_make: bool
) -> Document:
    """Change a record's file from what stands in it under the lock, and return it.

    `change` gets the whole file as plain data and returns it as it shall be; it may raise
    what it likes, and nothing is written then. A file that is not there is only made with
    `may_make`: one that was written to and is gone is a fault, since the answers went with
    it. Raises FileFault if the file cannot be locked, read or written, and UsageFault if an
    analysis would not be one any more.
    """

    def changes(document: Document) -> list[Change]:
        before: Data = document.data or {}
        after = change(before)
        if record.is_analysis:
            checked(after)
        return _between(document, before, after, record.where)

    if may_make and not record.path.exists():
        record.make()
        keep_old = False  # nothing that anybody wrote
    return edit(record.path, changes, keep_old=keep_old)


def _between(document: Document, before: Data, after: Data, own: Where) -> list[Change]:
    """Return the changes that make a file into what it shall be: the answers, then the lists."""
    result: list[Change] = []
    for key, value in after.items():
        old = before.get(key)
        if key == own[0]:
            answers = value_at(after, own)
            if not same(value_at(before, own), answers):
                result += _afresh(document, own, answers)
        elif same(old, value):
            continue
        elif isinstance(old, list) and isinstance(value, list) and len(value) >= len(old):
            for n, item in enumerate(value):
                if n >= len(old):
                    result.append(Append((key,), item))
                elif not same(old[n], item):
                    result += _afresh(document, (key, n), item)
        else:
            result.append(Set((key,), value))
    return result


def _afresh(document: Document, where: Where, value: Any) -> Sequence[Change]:
    """Return the changes that write a value as if it had never been another.

    Where that would take away a comment of the user's, only what differs is changed.
    """
    if value_at(document.data, where) is None:
        return [Set(where, value)]
    whole = [Set(where, 0), Set(where, value)]
    try:
        content, _ = edit_file(document.raw, document.file, whole)
    except EditError:
        return [Set(where, value)]
    is_kept = comments(_text(content)) == comments(_text(document.raw))
    return whole if is_kept else [Set(where, value)]


def _text(raw: bytes) -> str:
    return raw.decode("utf-8-sig")


def answers_in(record: Record, data: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Return the answers as they stand in a record's file."""
    found = value_at(data, record.where)
    return found if isinstance(found, Mapping) else {}

"""Change a user's YAML file: under a lock, from what stands in it now, and verified.

What somebody wrote by hand while a command ran is never written over.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from oj_cli.documents.changes import Change
from oj_cli.documents.conflicts import refuse_conflict
from oj_cli.documents.editor import edit_file
from oj_cli.documents.locks import WAIT, locked
from oj_cli.documents.reader import (
    MAX_BYTES,
    YamlFile,
    decode_text,
    encoding_of,
    parse_yaml,
    read_bytes,
)
from oj_cli.documents.writer import remove_leftovers, write_bytes
from oj_cli.domain.errors import FileFault

MOST_LINES = 8
LONGEST_LINE = 80


@dataclass(frozen=True)
class Document:
    """A YAML file as it stood when it was read."""

    raw: bytes
    file: YamlFile

    @property
    def data(self) -> Any:
        """The content as plain data."""
        return self.file.data

    @property
    def text(self) -> str:
        """The content as text, without a byte order mark."""
        return decode_text(self.raw, self.file.path)


def read_document(path: Path) -> Document:
    """Read a YAML file that may be changed later.

    Raises FileFault as `read_yaml` does, and for a merge in git that was never finished.
    """
    return document_of(read_bytes(path, MAX_BYTES + 1), path)


def document_of(raw: bytes, path: Path) -> Document:
    """Return what stands in the bytes of a YAML file, as `read_document` does."""
    refuse_conflict(decode_text(raw, path), path)
    return Document(raw, parse_yaml(raw, path))


def edit(
    path: Path,
    change: Sequence[Change] | Callable[[Document], Sequence[Change]],
    *,
    wait: float = WAIT,
) -> Document:
    """Make changes in a YAML file and return it as it then stands.

    `change` is the changes, or a function that finds them from the file as it stands under
    the lock. Raises FileFault if the file cannot be locked, read or written, or somebody changed
    it meanwhile; it is then as it was.
    """
    with locked(path, wait):
        document = read_document(path)
        changes = change(document) if callable(change) else change
        content, file = edit_file(document.raw, document.file, changes)
        if content == document.raw:
            return document
        _refuse_changed(path, document.raw)  # by a hand that knows of no lock
        remove_leftovers(path)
        write_bytes(path, content, seen=document.raw)
        return Document(content, file)


def _refuse_changed(path: Path, before: bytes) -> None:
    """Raise FileFault if the file is not as it was read, and say what is different."""
    now = read_bytes(path)
    if now != before:
        raise FileFault(
            "documents.changed_meanwhile",
            place=str(path),
            details=tuple(_differences(before, now)),
            file=path.name,
        )


def _differences(before: bytes, now: bytes) -> Iterator[str]:
    """Give what is different, line by line, in words; not more than a screen can show."""
    old = before.decode(encoding_of(before), "replace").splitlines()
    new = now.decode(encoding_of(now), "replace").splitlines()
    found = []
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [f"Rad {n + 1} var: {_short(old[n])}" for n in range(i, i_end)]
            found += [f"Rad {n + 1} är nu: {_short(new[n])}" for n in range(j, j_end)]
    if not found:
        yield "Bara radslut eller mellanslag är ändrade."
    yield from found[:MOST_LINES]
    if len(found) > MOST_LINES:
        yield f"… och {len(found) - MOST_LINES} rader till."


def _short(line: str) -> str:
    text = line.strip()
    if not text:
        return "(tom)"
    return text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1] + "…"

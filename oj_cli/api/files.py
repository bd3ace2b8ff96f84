"""Files that a user asks for by name: whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file. Raises FileFault if it cannot be written; the one before then stays."""
    from oj_cli.documents.writer import write_bytes

    write_bytes(path, content)


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """Give a place to write a long file to, which takes the file's place when all is written."""
    from oj_cli.documents.writer import new_version

    with new_version(path) as place:
        yield place


def from_here(path: Path) -> Path:
    """Return a path as one would type it in the current folder, if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path

"""What the operating system says of a file, in words that help: `faults/file.toml`."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oj_cli.domain.errors import FileFault, words_of

_SAME = {"EPERM": "EACCES", "EBUSY": "EACCES", "ESTALE": "EIO"}
_SAME |= dict.fromkeys(("ENOSYS", "ENOTSUP", "EOPNOTSUPP"), "ENOLCK")


def reason_of(error: OSError) -> str:
    """Return in words why the operating system refused."""
    return str(_words(error)["text"]).format(code=error.errno)


def file_fault(error: OSError, path: Path | None = None, doing: str = "använda") -> FileFault:
    """Return what an error from the operating system means, with a remedy.

    `path` is the file that the user knows; without it the one in the error is named.
    """
    name = path.name or str(path) if path is not None else error.filename
    return FileFault(
        "file.refused",
        doing=doing,
        subject=f"filen ”{os.fsdecode(name)}”" if isinstance(name, str | bytes | Path) else "data",
        reason=reason_of(error),
        remedies=tuple(_words(error)["hints"]),
        place=None if path is None else str(path),
    )


def _words(error: OSError) -> Mapping[str, Any]:
    name = errno.errorcode.get(error.errno or 0, "")
    try:
        found = words_of(f"file.{_SAME.get(name, name)}")
    except KeyError:  # nothing to say of it but its number
        found = None
    return found or words_of("file.OTHER") or {}

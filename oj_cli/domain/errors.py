"""What can go wrong, as the user needs to hear it.

Every fault that is meant for a user is an `OjError`. Its words stand in `domain/faults/*.toml`,
one table a fault; what is raised names the fault and gives the values that its words need. The
one error boundary, in `terminal`, prints it and picks the exit code.
"""

import errno
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("faults")


class OjError(Exception):
    """A fault with a message in Swedish, a remedy and an exit code.

    `fault` is the file and the table that hold its words: `identify.unknown_reference`. `values`
    are what those words name. `place` says where (a file with line, a cell), `details` says one
    by one what is wrong if it is several things, `hints` are what to type or do next besides the
    hints of the table.
    """

    exit_code = 1

    def __init__(
        self,
        fault: str,
        *,
        place: str | None = None,
        details: tuple[str, ...] = (),
        hints: tuple[str, ...] = (),
        **values: Any,
    ) -> None:
        super().__init__(fault)
        self.fault = fault
        self.place = place
        self.details = details
        self.values = values
        self._hints = hints

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        """What is wrong, in one or two sentences."""
        words = words_of(self.fault)
        return self.fault if words is None else str(words["text"]).format(**self.values)

    @property
    def hints(self) -> tuple[str, ...]:
        """What to type or do next, a line each."""
        words = words_of(self.fault) or {}
        own = (line for hint in words.get("hints", ()) for line in _lines(hint, self.values))
        return (*own, *self._hints)


class UsageFault(OjError):
    """The command was typed wrongly, names something unknown, or an answer is missing."""

    exit_code = 2


class FileFault(OjError):
    """A file or the network could not be read or written, or holds something damaged."""

    exit_code = 3


def words_of(fault: str) -> Mapping[str, Any] | None:
    """Return the words of a fault, `text` and perhaps `hints`; None where it is a sentence."""
    file, _, name = fault.partition(".")
    if not (file.isidentifier() and name.isidentifier()):
        return None
    found: Mapping[str, Any] = _table(file)[name]
    return found


@cache
def _table(file: str) -> Mapping[str, Any]:
    import tomllib  # nothing but a fault needs it

    return tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))


def _lines(hint: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a hint: once, once for each item of a list that it names, never without a value."""
    from string import Formatter

    named = {field for _, field, _, _ in Formatter().parse(hint) if field}
    if any(values[name] in (None, "", (), []) for name in named):
        return
    several = next((name for name in named if isinstance(values[name], tuple | list)), None)
    for item in values[several] if several else (None,):
        yield hint.format(**(values if several is None else {**values, several: item}))


# What the operating system says of a file has its words in `faults/file.toml`; some say the same.
_SAME = {"EPERM": "EACCES", "EBUSY": "EACCES", "ESTALE": "EIO"}
_SAME |= dict.fromkeys(("ENOSYS", "ENOTSUP", "EOPNOTSUPP"), "ENOLCK")


def reason_of(error: OSError) -> str:
    """Return in words why the operating system refused."""
    return str(_words(error)["text"]).format(code=error.errno)


def file_fault(error: OSError, path: Path | None = None, doing: str = "använda") -> FileFault:
    """Return what an error from the operating system means, with a remedy.

    `path` is the file that the user knows; without it the one in the error is named.
    """
    if path is None and isinstance(error.filename, str | bytes | Path):
        path = Path(os.fsdecode(error.filename))
    return FileFault(
        "file.refused",
        doing=doing,
        subject="data" if path is None else f"filen ”{path.name or path}”",
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

"""The command that is run now: what is written meanwhile is written by it."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(eq=False)
class Command:
    """A command as it was typed, empty where a program calls the api.

    `journals` are those of what it has written, by the folder whose history they are in; `made`
    the files that it made outside a workspace. `home` is a folder that becomes a workspace, and
    `undoes` the number of a command that this one takes back.
    """

    words: tuple[str, ...] = ()
    journals: dict[Path, Any] = field(default_factory=dict)
    made: dict[Path, None] = field(default_factory=dict)
    home: Path | None = None
    undoes: int | None = None


UNDONE_BY = "oj undo tar tillbaka det."
"""Said of what a command has replaced or taken away."""

NOW: ContextVar[Command | None] = ContextVar("NOW", default=None)

"""What commands have written in a folder, and what one of them wrote that is taken back."""

from typing import ClassVar, Literal

from oj_cli.domain.encoding import Listed, Records, key
from oj_cli.domain.immutable import immutable

What = Literal["skapad", "andrad", "borttagen"]


@immutable
class Touched:
    """A file that a command made, changed or removed."""

    path: str = key("fil")
    what: What = key("vad")


@immutable
class Done:
    """A command: its number in the history, as it was typed, when, and what it wrote.

    `undoes` is the number of the command that it took back, and `is_undone` tells that it is
    taken back itself.
    """

    number: int = key("nummer")
    command: str = key("kommando")
    time: str = key("tid")
    files: tuple[Touched, ...] = key("filer")
    undoes: int | None = key("tar_tillbaka", default=None)
    is_undone: bool = key("tillbakataget", default=False)


@immutable
class History(Listed):
    """The commands that have written in a folder, the newest first."""

    commands: tuple[Done, ...] = key("kommandon")

    SCHEMA: ClassVar = "oj-undo-history/1"

    def records(self) -> Records:
        """Return a row for each file of each command."""
        columns = ("nummer", "tid", "kommando", "fil", "vad", "tillbakataget")
        rows = (
            (d.number, d.time, d.command, f.path, f.what, "ja" if d.is_undone else "nej")
            for d in self.commands
            for f in d.files
        )
        return columns, [dict(zip(columns, row, strict=True)) for row in rows]


@immutable
class TakenBack:
    """A command that is taken back, or shall be; or done `again`."""

    command: Done = key("kommando")
    again: bool = key("gors_om", default=False)
    is_done: bool = key("klart", default=False)

    SCHEMA: ClassVar = "oj-undo/1"

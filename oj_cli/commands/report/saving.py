"""What the verbs of `oj report` have in common: the options of a file, and what is said of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from oj_cli.commands.options import option
from oj_cli.terminal.streams import say

if TYPE_CHECKING:
    from oj_cli.domain.reports import Written

FormatsOption = Annotated[
    str | None,
    option(
        "FORMAT",
        "html, docx (Word), xlsx (Excel) eller pdf. Flera skrivs med komma emellan.",
        "--format",
        show_default="html, eller efter filens ändelse",
    ),
]
OutputFileOption = Annotated[
    Path | None,
    option(
        "FIL",
        "Filens namn, eller en mapp. Annars mappen rapporter i arbetsmappen, eller här.",
        "-o",
        "--output",
    ),
]
TodayOption = Annotated[
    str | None, option("DATUM", "Rapportens datum. Annars dagens.", "--idag", hidden=True)
]


def tell(written: "Written") -> None:
    """Say where a report was written."""
    for path in written.paths:
        say(f"Skrev {path}.")

"""What the verbs of `oj report` have in common: the options of a file, and what is said of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.terminal.streams import say

if TYPE_CHECKING:
    from oj_cli.domain.reports import Written

FormatsOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="html, docx (Word), xlsx (Excel) eller pdf. Flera skrivs med komma emellan.",
        show_default="html, eller efter filens ändelse",
    ),
]
OutputFileOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FIL",
        help="Filens namn, eller en mapp. Annars mappen rapporter i arbetsmappen, eller här.",
    ),
]
TodayOption = Annotated[
    str | None,
    typer.Option("--idag", metavar="DATUM", help="Rapportens datum. Annars dagens.", hidden=True),
]


def tell(written: "Written") -> None:
    """Say where a report was written."""
    for path in written.paths:
        say(f"Skrev {path}.")

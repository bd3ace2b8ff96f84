"""What checks share: the option that switches rules off in the open, and how they end."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.commands.output import show
from oj_cli.commands.writing import Format
from oj_cli.presentation.csvtext import Dialect

if TYPE_CHECKING:  # only named
    from oj_cli.presentation.document import Document

WithoutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--utan",
        metavar="REGEL",
        help="Hoppa över en regel: D13. Det står i svaret att den saknas.",
    ),
]


def show_check(
    document: "Document",
    has_faults: bool,
    format: Format | None,
    output: Path | None,
    csv_dialect: Dialect,
    no_color: bool,
) -> None:
    """Show what a check found; exit code 1 if any of it is a fault: the last line of a check."""
    show(document, format, output, csv_dialect, no_color)
    if has_faults:
        raise typer.Exit(1)

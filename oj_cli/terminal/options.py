"""Options that many commands share, defined once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from oj_cli.domain.errors import UsageFault
from oj_cli.terminal.output import Dialect, Format, OutputOptions, emit

if TYPE_CHECKING:  # see output
    from oj_cli.presentation.document import Document

_BY_SUFFIX: dict[str, Format] = {".json": "json", ".csv": "csv", ".md": "md", ".txt": "table"}
_PANEL = "Hur svaret skrivs"
_NOT_TEXT = frozenset(
    {".db", ".doc", ".docx", ".htm", ".html", ".ics", ".pdf", ".xls", ".xlsx", ".yaml", ".yml"}
)

FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        help="Format: table är text att läsa, json och csv är data, md är Markdown.",
        show_default="table, eller efter filens ändelse",
        case_sensitive=False,
        rich_help_panel=_PANEL,
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FIL",
        help="Skriv svaret till en fil i stället för på skärmen.",
        rich_help_panel=_PANEL,
    ),
]
CsvDialectOption = Annotated[
    Dialect,
    typer.Option(
        "--csv-dialect",
        help="svensk ger semikolon och decimalkomma, så att Excel öppnar filen rätt.",
        case_sensitive=False,
        rich_help_panel=_PANEL,
    ),
]
NoColorOption = Annotated[
    bool,
    typer.Option("--no-color", help="Skriv utan färg och fet stil.", rich_help_panel=_PANEL),
]


def output_options(
    format: Format | None, output: Path | None, csv_dialect: Dialect, no_color: bool
) -> OutputOptions:
    """Return the shared options as one value; a file's suffix chooses the format."""
    if output == Path("-"):  # by convention: stdout
        output = None
    if output is not None and output.suffix.lower() in _NOT_TEXT:
        raise UsageFault(
            f"Svaret kan inte skrivas som {output.suffix}-fil.",
            hints=(
                f"-o {output.with_suffix('.csv')} --csv-dialect svensk"
                " ger en fil som öppnas i Excel.",
            ),
        )
    by_suffix = _BY_SUFFIX.get(output.suffix.lower()) if output else None
    return OutputOptions(format or by_suffix or "table", output, csv_dialect, no_color)


def show(
    document: "Document",
    format: Format | None,
    output: Path | None,
    csv_dialect: Dialect,
    no_color: bool,
) -> None:
    """Write the document as the shared options say: the last line of a command that lists."""
    emit(document, output_options(format, output, csv_dialect, no_color))

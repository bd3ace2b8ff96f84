"""How a command answers: a result, its view, and the options that say how and where."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

import typer

from oj_cli.commands.writing import Format, OutputOptions, Shown, emit
from oj_cli.domain.errors import OjError, UsageFault
from oj_cli.presentation.csvtext import Dialect

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


P = ParamSpec("P")


@dataclass(frozen=True)
class Answer:
    """What a command answers with.

    `result` is what the api gave: JSON is `encode(result)`, and CSV its `records()` where it has
    any. `view` makes the document of it, for a reader; it is made only where one is read. `code`
    is the exit code, and `fault` is raised when the answer is written.
    """

    result: Any
    view: "Callable[[], Document]"
    code: int = 0
    fault: OjError | None = None


def answers(command: Callable[P, Answer | None]) -> Callable[P, None]:
    """Make a command of a function that returns an `Answer`: with the options of the output.

    A group that is a command by itself returns None where another below it was typed.
    """

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        names = ("format", "output", "csv_dialect", "no_color")
        chosen: dict[str, Any] = {name: kwargs.pop(name) for name in names if name in kwargs}
        options = output_options(**chosen)
        answer = command(*args, **kwargs)
        if answer is None:
            return
        emit(Shown.of(answer.result, answer.view), options)
        if answer.fault is not None:
            raise answer.fault
        if answer.code:
            raise typer.Exit(answer.code)

    own = inspect.signature(command, eval_str=True)
    more = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, kind, default in (
            ("format", FormatOption, None),
            ("output", OutputOption, None),
            ("csv_dialect", CsvDialectOption, "standard"),
            ("no_color", NoColorOption, False),
        )
    ]
    signature = own.replace(parameters=[*own.parameters.values(), *more], return_annotation=None)
    run.__signature__ = signature  # type: ignore[attr-defined]  # what inspect and Typer read
    run.__annotations__ = {name: p.annotation for name, p in signature.parameters.items()}
    return run


def output_options(
    format: Format | None = None,
    output: Path | None = None,
    csv_dialect: Dialect = "standard",
    no_color: bool = False,
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
    """Write a document that carries its own data; `answers` takes the place of this."""
    options = output_options(format, output, csv_dialect, no_color)
    emit(Shown(lambda: document, lambda: document.payload, lambda: document.data), options)

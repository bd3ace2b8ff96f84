"""How a command answers: a result, its view, the options of the output, and where it goes."""

import inspect
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeVar

import typer

from oj_cli.domain.encoding import Listed, Records, encode
from oj_cli.domain.errors import OjError, UsageFault
from oj_cli.domain.identity import mask, masked
from oj_cli.domain.signs import escaped
from oj_cli.presentation.console import Terminal
from oj_cli.presentation.dialects import BOM, Dialect
from oj_cli.terminal.streams import say

if TYPE_CHECKING:  # not needed by --help, and making its classes takes time
    from oj_cli.presentation.document import Document, Figure

Format = Literal["table", "json", "csv", "md", "html", "docx", "xlsx", "pdf"]
_OfFile = Literal["svg", "png", "ics"]
_BY_SUFFIX: dict[str, Format | _OfFile] = {
    ".txt": "table",
    ".json": "json",
    ".csv": "csv",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".pdf": "pdf",
    ".svg": "svg",
    ".png": "png",
    ".ics": "ics",
}
_BINARY = ("docx", "xlsx", "pdf", "svg", "png", "ics")
_OTHERS = frozenset({".db", ".doc", ".xls", ".yaml", ".yml"})
"""What an answer is never written over."""
_FILE_TERMINAL = Terminal(width=100)  # a text file has no window
_PANEL = "Hur svaret skrivs"

FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="table är text att läsa, json och csv är data, md är Markdown; html, docx (Word), "
        "xlsx (Excel) och pdf skrivs till en fil.",
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
OpenOption = Annotated[
    bool,
    typer.Option(
        "--oppna",
        help="Öppna svaret i webbläsaren, som en sida om inget annat sägs.",
        rich_help_panel=_PANEL,
    ),
]
_OPTIONS: dict[str, tuple[Any, Any]] = {
    "format": (FormatOption, None),
    "output": (OutputOption, None),
    "csv_dialect": (CsvDialectOption, "standard"),
    "no_color": (NoColorOption, False),
    "oppna": (OpenOption, False),
}

R = TypeVar("R")
Written = dict[str, Any]
"""The options of the output as they were typed."""


class OutputOptions(NamedTuple):
    """How the user wants the answer, and where."""

    format: Format | _OfFile = "table"
    output: Path | None = None
    csv_dialect: Dialect = "standard"
    no_color: bool = False
    oppna: bool = False


class Answer(NamedTuple):
    """What a command answers with.

    `result` is what the api gave: JSON is `encode(result)`, and CSV its `records()` where it has
    any. `view` makes the document of it, for a reader, and `figure` a picture that files show
    below the lead; each is made only where it is wanted. `code` is the exit code, and `fault` is
    raised when the answer is written. `calendar` makes a calendar file of it, from the path of the
    one that it takes the place of. Where a `sheet` is named, a workbook holds the
    rows in that one and nothing else.
    """

    result: Any
    view: "Callable[[Any], Document]"
    code: int = 0
    fault: OjError | None = None
    figure: "Callable[[], Figure | None] | None" = None
    calendar: Callable[[Path], bytes] | None = None
    sheet: str = ""

    def records(self) -> Records | None:
        """Return the rows of the result, None where it is no list."""
        return self.result.records() if isinstance(self.result, Listed) else None


def drawn(place: str, *shown: Any) -> "Callable[[], Figure | None]":
    """Return what draws a picture of what is shown: a function of views, as `module.function`.

    It is not loaded before a file asks for the picture.
    """
    module, name = place.split(".")
    return lambda: getattr(import_module(f"oj_cli.views.{module}"), name)(*shown)


def with_output(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options of the output, as they were typed, in `written`.

    `output_options` refuses what does not go together in them.
    """

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> R:
        written = {name: kwargs.pop(name) for name in _OPTIONS if name in kwargs}
        return command(*args, written=written, **kwargs)

    own = inspect.signature(command, eval_str=True)
    parameters = [parameter for name, parameter in own.parameters.items() if name != "written"]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in _OPTIONS.items()
    ]
    signature = own.replace(parameters=parameters)
    run.__signature__ = signature  # type: ignore[attr-defined]  # what inspect and Typer read
    run.__annotations__ = {name: p.annotation for name, p in signature.parameters.items()}
    return run


def answers(command: Callable[..., Answer | None]) -> Callable[..., None]:
    """Make a command of a function that returns an `Answer`: with the options of the output.

    A group that is a command by itself returns None where another below it was typed.
    """

    @wraps(command)
    def run(*args: Any, written: Written, **kwargs: Any) -> None:
        options = output_options(**written)
        answer = command(*args, **kwargs)
        if answer is None:
            return
        emit(answer, options)
        if answer.fault is not None:
            raise answer.fault
        if answer.code:
            raise typer.Exit(answer.code)

    return with_output(run)


def output_options(
    format: Format | None = None,
    output: Path | None = None,
    csv_dialect: Dialect = "standard",
    no_color: bool = False,
    oppna: bool = False,
) -> OutputOptions:
    """Return the shared options as one value; a file's suffix chooses the format.

    What is to be opened and has no file gets one among the temporary files.

    Raises UsageFault for a file that cannot hold the answer.
    """
    if oppna and output in (None, Path("-")):
        from tempfile import mkdtemp

        ending = "txt" if format == "table" else format or "html"
        output = Path(mkdtemp(prefix="oj-"), f"svar.{ending}")
    if output is None or output == Path("-"):  # by convention: stdout
        if format in _BINARY:
            raise UsageFault("output.needs_a_file", format=format)
        return OutputOptions(format or "table", None, csv_dialect, no_color)
    suffix = output.suffix.lower()
    of_suffix = _BY_SUFFIX.get(suffix)
    if suffix in _OTHERS:
        raise UsageFault(
            "output.not_that_kind",
            suffix=output.suffix,
            name=output.with_suffix(".docx" if suffix == ".doc" else ".xlsx"),
        )
    wanted = format or of_suffix or "table"
    if of_suffix not in (None, wanted) and {of_suffix, wanted} & {"html", *_BINARY}:
        raise UsageFault(
            "output.another_kind",
            suffix=output.suffix,
            format=wanted,
            name=output.with_suffix(f".{'txt' if wanted == 'table' else wanted}"),
        )
    return OutputOptions(wanted, output, csv_dialect, no_color, oppna)


def emit(answer: Answer, options: OutputOptions) -> None:
    """Write an answer to stdout, or to the file and say so on stderr."""
    if options.output is not None:
        from oj_cli.api.files import write

        write(options.output, _content(answer, options))
        say(f"Skrev {options.output}.")
        if options.oppna:
            _open(options.output)
    elif options.format == "table":
        from oj_cli.presentation.screen import draw

        draw(answer.view(answer.result), Terminal.of(sys.stdout, options.no_color), sys.stdout)
    else:
        emit_pieces([_content(answer, options).decode()], None)


def _open(path: Path) -> None:
    """Show a file in the browser, or say where it lies."""
    import webbrowser

    if not webbrowser.open(path.resolve().as_uri()):
        say(f"Här finns ingen webbläsare. Öppna filen själv: {path.resolve()}")


def emit_pieces(pieces: Iterable[str], output: Path | None) -> None:
    """Write a long text piece by piece, to stdout or to a file, which gets all of it or nothing.

    Where it is a file that is said on stderr.
    """
    if output is not None and output != Path("-"):
        from oj_cli.api.files import written

        with written(output) as path, path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        say(f"Skrev {output}.")
        return
    buffer = getattr(sys.stdout, "buffer", None)
    sys.stdout.flush()
    if buffer is None or sys.stdout.isatty():
        sys.stdout.writelines(p.removeprefix(BOM).replace("\r\n", "\n") for p in pieces)
    else:  # UTF-8 whatever the code page of the pipe: this is a file's content
        buffer.writelines(piece.encode("utf-8", "replace") for piece in pieces)
        buffer.flush()


def _content(answer: Answer, options: OutputOptions) -> bytes:
    """Return the answer as a file's content."""
    match options.format:
        case "json":
            import json

            payload = masked(encode(answer.result))
            text = json.dumps(payload, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
            text = escaped(text)
        case "csv":
            from oj_cli.presentation import csvtext

            records = answer.records()
            if records is None:
                raise UsageFault("output.no_table")
            text = csvtext.render(records, options.csv_dialect)
        case "md":
            from oj_cli.presentation import markdown

            text = markdown.render(answer.view(answer.result))
        case "table":
            from oj_cli.presentation import screen

            text = screen.render(answer.view(answer.result), _FILE_TERMINAL)
        case "svg" | "png":
            from oj_cli.presentation.document import mapped
            from oj_cli.presentation.pictures.draw import draw

            figure = mapped(answer.figure() if answer.figure else None, mask)
            if figure is None:
                raise UsageFault("output.no_picture", suffix=f".{options.format}")
            return draw(figure.picture, (options.format,), figure.alt)[options.format]
        case "ics":
            if answer.calendar is None or options.output is None:
                name = Path(options.output or "svar").with_suffix(".xlsx")
                raise UsageFault("output.not_that_kind", suffix=".ics", name=name)
            return answer.calendar(options.output)
        case "xlsx" if answer.sheet and (rows := answer.records()):
            from oj_cli import api
            from oj_cli.presentation.excel import flat

            return flat.write(rows, answer.sheet, api.open().today)
        case _:
            from oj_cli.presentation.write import write

            ((_, content),) = write(_whole(answer), (options.format,), answer.records())
            return content
    return text.encode("utf-8", "replace")


def _whole(answer: Answer) -> "Document":
    """Return the document with its picture, dated and complete, for a file with pages."""
    from oj_cli import api
    from oj_cli.presentation.document import complete

    document = answer.view(answer.result)
    figure = answer.figure() if answer.figure else None
    lead = (*document.lead, figure) if figure else document.lead
    return complete(replace(document, lead=lead, date=api.open().today.isoformat()))

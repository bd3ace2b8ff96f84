"""Where an answer goes: to stdout or to a file, in the format that was asked for."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from oj_cli.domain.encoding import Listed, encode
from oj_cli.domain.errors import UsageFault
from oj_cli.presentation.console import Terminal
from oj_cli.presentation.csvtext import BOM, Dialect
from oj_cli.terminal.streams import say

if TYPE_CHECKING:  # not needed by --help, and making its classes takes time
    from oj_cli.presentation.document import Document, Table

Format = Literal["table", "json", "csv", "md"]
_FILE_TERMINAL = Terminal(width=100)  # a text file has no window


@dataclass(frozen=True)
class OutputOptions:
    """How the user wants the answer, and where."""

    format: Format = "table"
    output: Path | None = None
    csv_dialect: Dialect = "standard"
    no_color: bool = False


@dataclass(frozen=True)
class Shown:
    """An answer in each of its forms, of which only the one that is asked for is made.

    `data` gives None where the answer is no list.
    """

    document: "Callable[[], Document]"
    payload: Callable[[], Any]
    data: "Callable[[], Table | None]"

    @classmethod
    def of(cls, result: Any, document: "Callable[[], Document]") -> "Shown":
        """Return a result of the api with its document."""
        return cls(document, lambda: encode(result), lambda: _table(result))


def _table(result: Any) -> "Table | None":
    from oj_cli.presentation.document import Column, Table

    if not isinstance(result, Listed):
        return None
    columns, rows = result.records()
    return Table(tuple(Column(key, key) for key in columns), tuple(rows))


def emit(shown: Shown, options: OutputOptions) -> None:
    """Write an answer to stdout, or to the file and say so on stderr."""
    if options.output is not None:
        from oj_cli.api.files import write

        text = _text(shown, options, _FILE_TERMINAL)
        write(options.output, text.encode("utf-8", "replace"))
        say(f"Skrev {options.output}.")
        return
    text = _text(shown, options, Terminal.of(sys.stdout, options.no_color))
    if options.format == "table" or sys.stdout.isatty():
        sys.stdout.write(_for_screen(text, options.format))
    else:
        _write_bytes(text)


def emit_pieces(pieces: Iterable[str], output: Path | None) -> None:
    """Write a long text piece by piece, to stdout or to a file, which gets all of it or nothing."""
    if output is None or output == Path("-"):
        on_screen = sys.stdout.isatty()
        for piece in pieces:
            if on_screen:
                sys.stdout.write(_for_screen(piece, "csv"))
            else:
                _write_bytes(piece)
        return
    from oj_cli.api.files import written

    with written(output) as path, path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)


def _text(shown: Shown, options: OutputOptions, terminal: Terminal) -> str:
    match options.format:
        case "json":
            import json

            return json.dumps(shown.payload(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        case "csv":
            from oj_cli.presentation import csvtext

            data = shown.data()
            if data is None:
                raise UsageFault(
                    "Det här svaret är ingen tabell och kan inte skrivas som CSV.",
                    hints=("Välj --format table, json eller md.",),
                )
            return csvtext.render(data, options.csv_dialect)
        case "md":
            from oj_cli.presentation import markdown

            return markdown.render(shown.document())
        case "table":
            from oj_cli.presentation import screen as text

            return text.render(shown.document(), terminal)


def _for_screen(text: str, format: Format) -> str:
    """Return text as a screen can take it; JSON keeps every character, as an escape."""
    if format == "json" and not Terminal.of(sys.stdout).unicode:
        import json

        return json.dumps(json.loads(text), indent=2) + "\n"
    return text.removeprefix(BOM).replace("\r\n", "\n")


def _write_bytes(text: str) -> None:
    """Write UTF-8 whatever the code page of the pipe: what is written is a file's content."""
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(text.encode("utf-8", "replace"))
        buffer.flush()

"""How help is laid out: as wide as the terminal, no flag broken in two."""

from collections.abc import Mapping, Sequence
from shutil import get_terminal_size

import click
import typer

_HYPHEN = "\u2011"  # stands for the hyphen while text is wrapped, so that --flags stay whole


class HelpFormatter(click.HelpFormatter):
    """Lays out help, on narrow terminals too."""

    def __init__(
        self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None
    ) -> None:
        columns = width or min(get_terminal_size().columns, max_width or 100) - 2
        super().__init__(indent_increment, max(columns, 30))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args.replace("-", _HYPHEN), prefix)

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        super().write_text(text.replace("-", _HYPHEN))

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int | None = None, col_spacing: int = 2
    ) -> None:
        """Write two columns, the first one narrower on a narrow terminal."""
        whole = [(name, text.replace("-", _HYPHEN)) for name, text in rows]
        super().write_dl(whole, col_max or min(32, max(12, self.width // 3)), col_spacing)

    def getvalue(self) -> str:
        """Return what was written."""
        lines = super().getvalue().replace(_HYPHEN, "-").split("\n")
        return "\n".join(line.rstrip() for line in lines)


class HelpContext(typer.Context):
    """A context whose help is laid out so."""

    formatter_class = HelpFormatter


def write_sections(
    sections: Mapping[str, Sequence[tuple[str, str]]], formatter: click.HelpFormatter
) -> None:
    """Write each section under its title."""
    for title, rows in sections.items():
        with formatter.section(title):
            formatter.write_dl(rows)

"""A finished report as files: each format by its own writer, pictures drawn once for all."""

from collections.abc import Iterator, Sequence
from typing import Literal

from oj_cli.presentation.pictures.draw import draw
from oj_cli.presentation.pictures.style import Drawn, Kind
from oj_cli.presentation.report import Report, figures

Format = Literal["html", "docx", "xlsx", "pdf"]
KINDS: dict[Format, Kind] = {"html": "svg", "pdf": "svg", "docx": "png"}
"""Which kind of picture a format holds."""

FORMATS: tuple[Format, ...] = ("html", "docx", "xlsx", "pdf")


def write(report: Report, formats: Sequence[Format]) -> Iterator[tuple[Format, bytes]]:
    """Yield each format's file content. The same report gives the same bytes."""
    pictures = _Pictures(report, tuple(dict.fromkeys(KINDS[f] for f in formats if f in KINDS)))
    for format in formats:
        yield format, _content(report, format, pictures)


class _Pictures:
    """The figures of a report, drawn when first asked for."""

    def __init__(self, report: Report, kinds: tuple[Kind, ...]) -> None:
        self._report = report
        self._kinds = kinds
        self._drawn: dict[str, Drawn] = {}

    def of(self, kind: Kind) -> dict[str, bytes]:
        """Return the pictures by figure id."""
        if not self._drawn:
            self._drawn = {f.id: draw(f.picture, self._kinds, f.alt) for f in figures(self._report)}
        return {id: drawn[kind] for id, drawn in self._drawn.items()}


def _content(report: Report, format: Format, pictures: _Pictures) -> bytes:
    match format:
        case "html":
            from oj_cli.presentation.html import writer as html

            return html.write(report, pictures.of("svg"))
        case "pdf":
            from oj_cli.presentation.pdf import writer as pdf

            return pdf.write(report, pictures.of("svg"))
        case "docx":
            from oj_cli.presentation.word import writer as word

            return word.write(report, pictures.of("png"))
        case "xlsx":
            from oj_cli.presentation.excel import writer as excel

            return excel.write(report)

"""A document as files: each format by its own writer, pictures drawn once for all."""

from collections.abc import Iterator, Sequence
from typing import get_args

from oj_cli.domain.encoding import Records
from oj_cli.domain.reports import Format
from oj_cli.presentation.document import Document, figures
from oj_cli.presentation.pictures.draw import Kind, draw, narrowed

FORMATS: tuple[Format, ...] = get_args(Format)
KINDS: dict[Format, Kind] = {"html": "svg", "pdf": "svg", "docx": "png"}
"""Which kind of picture a format holds."""


def write(
    document: Document, formats: Sequence[Format], records: Records | None = None
) -> Iterator[tuple[Format, bytes]]:
    """Yield each format's file content. The same complete document gives the same bytes.

    `records` are the exact values behind it, which get a sheet of their own in Excel.
    """
    kinds = tuple(dict.fromkeys(KINDS[f] for f in formats if f in KINDS))
    drawn = {f.id: draw(f.picture, kinds, f.alt) for f in figures(document) if kinds}
    for format in formats:
        if format == "xlsx":
            from oj_cli.presentation.excel import writer as excel

            yield format, excel.write(document, records)
            continue
        pictures = {id: files[KINDS[format]] for id, files in drawn.items()}
        match format:
            case "html":
                from oj_cli.presentation.html import writer as html

                narrow = {f.id: narrowed(f.picture, f.alt) for f in figures(document)}
                yield format, html.write(document, pictures, {k: v for k, v in narrow.items() if v})
            case "pdf":
                from oj_cli.presentation.pdf import writer as pdf

                yield format, pdf.write(document, pictures)
            case "docx":
                from oj_cli.presentation.word import writer as word

                yield format, word.write(document, pictures)

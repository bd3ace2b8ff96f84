"""A document as files: each format by its own writer, pictures drawn once for all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from oj_cli.domain.encoding import Records
from oj_cli.domain.errors import FileFault
from oj_cli.domain.reports import Format
from oj_cli.domain.swedish import listing
from oj_cli.presentation.document import Document, figures, on_paper, sources_once
from oj_cli.presentation.pictures.draw import Kind, draw, narrowed

FORMATS: tuple[Format, ...] = get_args(Format)
KINDS: dict[Format, Kind] = {"html": "svg", "pdf": "svg", "docx": "png"}
"""Which kind of picture a format holds."""
_STOPS_ONE = (ImportError, OSError, ArithmeticError, LookupError, RuntimeError, ValueError)


def write(
    document: Document, formats: Sequence[Format], records: Records | None = None
) -> Iterator[tuple[Format, bytes]]:
    """Yield each format's file content. The same complete document gives the same bytes.

    `records` are the exact values behind it, which get a sheet of their own in Excel. A format
    that cannot be made, by a library that the computer does not load (a DLL that is blocked) or
    for what is in the document, does not stop the others: when they have been yielded a FileFault
    names it.
    """
    failed: dict[Format, Exception] = {}
    drawn: dict[Kind, dict[str, bytes]] = {}
    for format in formats:
        kind = KINDS.get(format)
        try:
            if kind and kind not in drawn:
                drawn[kind] = _drawn(document, kind)
            told = sources_once(document) if kind else document
            content = _content(told, format, drawn[kind] if kind else {}, records)
        except _STOPS_ONE as error:
            failed[format] = error
            continue
        yield format, content
    if failed:
        which = listing([format.upper() for format in failed])
        missing = {e.name or str(e): None for e in failed.values() if isinstance(e, ImportError)}
        if missing:
            raise FileFault("report.blocked", formats=which, library=listing([*missing]))
        first = next(iter(failed.values()))
        raise FileFault("report.not_made", formats=which, reason=str(first)) from first


def _drawn(document: Document, kind: Kind) -> dict[str, bytes]:
    """Return the pictures by figure id; none where they cannot be made into PNG here."""
    try:
        return {f.id: draw(f.picture, (kind,), f.alt)[kind] for f in figures(document)}
    except ImportError:
        if kind == "svg":
            raise
        return {}  # the document says in words what they show


def _content(
    document: Document, format: Format, pictures: Mapping[str, bytes], records: Records | None
) -> bytes:
    match format:
        case "html":
            from oj_cli.presentation.html import writer as html

            narrow = {f.id: narrowed(f.picture, f.alt) for f in figures(document)}
            return html.write(document, pictures, {k: v for k, v in narrow.items() if v})
        case "pdf":
            from oj_cli.presentation.pdf import writer as pdf

            return pdf.write(on_paper(document), pictures)
        case "docx":
            from oj_cli.presentation.word import writer as word

            return word.write(on_paper(document), pictures)
        case "xlsx":
            from oj_cli.presentation.excel import writer as excel

            return excel.write(document, records)

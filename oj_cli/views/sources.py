"""Where the numbers come from, in words."""

from collections.abc import Iterable, Sequence

from oj_cli.domain.indicators import Catalogue
from oj_cli.domain.sources import Around, SourceRecord
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import Block, Paragraph, Section
from oj_cli.presentation.parts import bullets, note, section

_READERS = {
    "langtabell": "tabelläsaren",
    "longtable": "tabelläsaren",  # as it was called once, of what comes with oj
    "arbetsbok": "arbetsboksläsaren",
}


def source_blocks(sources: Sequence[SourceRecord], shipped: bool) -> tuple[Block | str, ...]:
    """Return the sources with publisher and year, and how what was computed is to be credited."""
    named = bullets(map(source_text, sources))
    return ("Källor:", named, note(credit(sources)), shipped_note(shipped))


def shipped_note(is_shipped: bool) -> Paragraph:
    """Return what is said where nothing of the user's own is read, else nothing."""
    return note(shipped_text(is_shipped))


def shipped_text(is_shipped: bool) -> str:
    """Return it as a text; empty where something is read."""
    return "Uppgifterna följer med oj. Inga egna är inlästa." if is_shipped else ""


def how_counted(
    rules: Iterable[Block | str],
    catalogue: Catalogue,
    sources: Sequence[SourceRecord],
    around: Around,
    heading: str = "Så är det räknat",
) -> Section:
    """Return the section that ends a result: its rules, the catalogue's remark, the sources."""
    remark = catalogue.remark or ""
    return section(heading, *rules, remark, *source_blocks(sources, around.is_shipped))


def source_text(source: SourceRecord) -> str:
    """Return title, publisher and year; a publisher that ends with the year has said it."""
    publisher = source.publisher
    if source.year and not publisher.endswith(str(source.year)):
        publisher += f", {source.year}"
    return f"{source.title}. {publisher}."


def read_by(source: SourceRecord) -> str:
    """Return what read a source, and by which layout, with their versions."""
    text = f"{_READERS.get(source.reader, source.reader)}, version {source.reader_version}"
    if source.layout is not None:
        text += f"; layouten {source.layout}"
        text += "" if source.layout_version is None else f", version {source.layout_version}"
    return text

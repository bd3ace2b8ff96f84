"""Where the numbers come from, in words."""

from collections.abc import Sequence

from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.wording import credit
from oj_cli.presentation.document import Block, Bullets, Item, Paragraph


def source_blocks(sources: Sequence[SourceRecord], shipped: bool) -> tuple[Block, ...]:
    """Return the sources with publisher and year, and how what was computed is to be credited."""
    items = tuple(Item(_source(s)) for s in sources)
    blocks: list[Block] = [Paragraph("Källor:"), Bullets(items), Paragraph(credit(sources), "note")]
    if shipped:
        text = "Uppgifterna följer med oj. Inga egna är inlästa."
        blocks.append(Paragraph(text, "note"))
    return tuple(blocks)


def _source(source: SourceRecord) -> str:
    """Return title, publisher and year; a publisher that ends with the year has said it."""
    publisher = source.publisher
    if source.year and not publisher.endswith(str(source.year)):
        publisher += f", {source.year}"
    return f"{source.title}. {publisher}."

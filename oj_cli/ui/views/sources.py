"""Where the numbers come from, in words."""

from collections.abc import Sequence

from oj_cli.domain.document import Block, Bullets, Item, Paragraph
from oj_cli.domain.sources import SourceRecord
from oj_cli.domain.swedish import listing


def source_blocks(sources: Sequence[SourceRecord], shipped: bool) -> tuple[Block, ...]:
    """Return the sources with publisher and year, and how what was computed is to be credited."""
    items = tuple(
        Item(f"{s.title}. {s.publisher}" + (f", {s.year}." if s.year else ".")) for s in sources
    )
    credits = tuple(dict.fromkeys(s.credit for s in sources))
    blocks: list[Block] = [Paragraph("Källor:"), Bullets(items)]
    blocks.append(Paragraph(f"{listing(credits)}.", "note"))
    if shipped:
        text = "Uppgifterna följer med oj. Du har ingen egen arbetsmapp här."
        blocks.append(Paragraph(text, "note"))
    return tuple(blocks)

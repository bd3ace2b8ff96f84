"""How large the text of a page may be that is to be one side in Word.

Word lays a document out when it is opened, so its height is reckoned here: with the wide letters of
pictures, so that what fits here fits where another font stands in for ours too.
"""

import struct
from collections.abc import Iterator, Mapping

from oj_cli.presentation.document import (
    Block,
    Bullets,
    Document,
    Figure,
    Paragraph,
    Table,
    texts,
    walk,
)
from oj_cli.presentation.pictures import letters

SIZES, LARGE_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0), (13.0, 12.0, 11.0)
_LEAD = 1.22  # how high a line is, in its size
_INDENT = 18.0


def text_size(report: Document, pictures: Mapping[str, bytes], width: float, high: float) -> float:
    """Return the size in points at which it fits in a page of so many points, else the least."""
    sizes = (*LARGE_SIZES, *SIZES) if report.is_large else SIZES
    return next((s for s in sizes if _height(report, pictures, width, s) <= high), sizes[-1])


def picture_width(size: float) -> float:
    """Return how wide a picture is beside text of this size, in points; at most 16 cm."""
    return 45.35 * min(size, 10.0)


def _height(report: Document, pictures: Mapping[str, bytes], width: float, size: float) -> float:
    titles = ((report.title, 18.0), (report.subtitle, 11.0), (report.status, size))
    used = sum(_lines(text, width, points) + 6 for text, points in titles if text)
    headings = [section.heading for _, section in walk(report.sections)]
    used += sum(_lines(text, width, size + 3) + 11 for text in headings)
    facts = " ".join(f"{f.label}: {f.value}." for f in report.facts)
    used += _lines(facts, width, size) + 4 if facts else 0
    of = (*report.lead, *(b for _, s in walk(report.sections) for b in s.blocks))
    return used + sum(sum(_parts(block, pictures, width, size)) for block in of)


def _parts(
    block: Block, pictures: Mapping[str, bytes], width: float, size: float
) -> Iterator[float]:
    """Yield how high each paragraph, row or picture of a block is."""
    match block:
        case Figure() if block.id in pictures:
            wide, high = struct.unpack(">II", pictures[block.id][16:24])  # of a PNG
            yield high / wide * picture_width(size) + _lines(block.title, width, 9) + 8
        case Table():
            yield _lines(block.caption, width, 10) + 2 * size
            shares = [w / sum(block.widths) for w in block.widths]
            for row in [
                [c.heading for c in block.columns],
                *([c.text for c in r] for r in block.cells),
            ]:
                cells = zip(row, shares, strict=True)
                cell = min(size, 9)
                yield 4 + max(_lines(text, share * width - 12, cell) for text, share in cells)
            yield sum(_lines(text, width, 9) + 2 for text in (*block.notes, block.source) if text)
        case Bullets():
            for item in block.items:
                for text in (item.text, *item.details):
                    yield _lines(text, width - _INDENT, size) + 2
        case Paragraph():
            is_small = block.tone == "note"
            yield _lines(block.text, width, 9 if is_small else size + (block.tone == "lead")) + 4
        case _:
            yield sum(_lines(text, width, size) + 4 for text in texts(block))


def _lines(text: str, width: float, size: float) -> float:
    return len(letters.wrap(text, width, size, bold=False)) * _LEAD * size

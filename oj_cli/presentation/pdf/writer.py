"""Lay a report out as a tagged PDF.

The report reaches Typst as data and never as markup, so that nothing in a text can be taken
for an instruction.
"""

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from oj_cli.presentation.document import Block, Document, Figure, Table, tables, walk
from oj_cli.presentation.pictures.letters import FONTS
from oj_cli.presentation.pictures.style import ANSWERS, COLOURS

MOST_OUTLINED = 8
SIZES = ("10", "9.2", "8.5")
"""Points of the text of a page that is to be one side, the first that fits."""
MOST_FOREIGN = 20
NO_SIGN = "?"
"""Stands for a sign that no font of ours has: a tagged PDF may not hold one without a shape."""
LATIN_ENDS = 0x250
_FOREIGN = re.compile('the text `"(.+)"` could not be displayed')
TEMPLATE = Path(__file__).with_name("report.typ")


def write(report: Document, pictures: Mapping[str, bytes]) -> bytes:
    """Return the report as PDF/UA-1. `pictures` are SVG by figure id."""
    import typst

    day = datetime.datetime.fromisoformat(report.date).replace(tzinfo=datetime.UTC)
    numbers = {table.id: table.number for table in tables(report)}
    data = {
        "report": asdict(replace(report, lead=(), sections=()))
        | {
            "lead": [_block(block, numbers) for block in report.lead],
            "sections": _sections(report, numbers),
        },
        "pictures": {id: svg.decode("utf-8") for id, svg in pictures.items()},
        "looks": {look: back for look, (back, _) in ANSWERS.items()},
        "colours": COLOURS,
        "day": {"year": day.year, "month": day.month, "day": day.day},
    }
    text = json.dumps(data, ensure_ascii=False)
    for _ in range(MOST_FOREIGN):
        try:
            return _compiled(report, text, day)
        except typst.TypstError as error:
            foreign = _FOREIGN.search(str(error))
            if foreign is None:
                raise
            for letter in foreign.group(1):
                text = text.replace(letter, NO_SIGN)
    return _compiled(report, "".join(c if ord(c) < LATIN_ENDS else NO_SIGN for c in text), day)


def _compiled(report: Document, text: str, day: datetime.datetime) -> bytes:
    import typst

    # the fonts that come with Typst and with oj, and no others: every machine gives the same
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    for size in SIZES if report.is_short else SIZES[:1]:
        given = {"data": text} | ({"size": size} if report.is_short else {})
        compiler = typst.Compiler(
            TEMPLATE, root=TEMPLATE.parent, font_paths=fonts, sys_inputs=given
        )
        if not report.is_short or report.is_landscape:
            break
        if json.loads(compiler.query("<sidor>", field="value", one=True)) == 1:
            break
    content = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=day)
    if not isinstance(content, bytes):
        raise TypeError("a PDF is one file")
    return content


def _sections(document: Document, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the sections one after the other, each with its heading level.

    Where very many stand side by side (the kommuner), they are left out of the contents.
    """
    beside = {s.id: len(document.sections) for s in document.sections}
    beside |= {i.id: len(s.sections) for s in document.sections for i in s.sections}
    return [
        {
            "id": section.id,
            "heading": section.heading,
            "level": level,
            "outlined": level == 1 or (level == 2 and beside[section.id] <= MOST_OUTLINED),
            "blocks": [_block(block, numbers) for block in section.blocks],
        }
        for level, section in walk(document.sections, 1)
    ]


def _block(block: Block, numbers: Mapping[str, int]) -> dict[str, Any]:
    sort = {"sort": type(block).__name__.lower()}
    if isinstance(block, Figure):
        plain = {"id": block.id, "title": block.title, "alt": block.alt, "number": block.number}
        return sort | plain | {"data": block.data, "data_number": numbers.get(block.data)}
    if isinstance(block, Table):
        rows = [[{"text": c.text, "look": c.look} for c in row] for row in block.cells]
        return asdict(replace(block, rows=())) | sort | {"rows": rows, "widths": block.widths}
    return asdict(block) | sort

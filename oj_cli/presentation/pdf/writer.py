"""Lay a report out as a tagged PDF.

The report reaches Typst as data and never as markup, so that nothing in a text can be taken
for an instruction. Headings of columns are marked; those of rows cannot be, since Typst's
package for Python does not let its `pdf.header-cell` be turned on.
"""

import datetime
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from oj_cli.presentation.document import (
    CONTENTS_FROM,
    Block,
    Document,
    Figure,
    Paragraph,
    Table,
    lying,
    mapped,
    tables,
)
from oj_cli.presentation.logo import as_svg
from oj_cli.presentation.pictures.draw import ratio
from oj_cli.presentation.pictures.letters import FONTS, MARKS, NO_SIGN, shown
from oj_cli.presentation.pictures.style import ANSWERS, COLOURS

MOST_OUTLINED = 8
SIZES = ("11.5", "10.7", "10", "9.2", "8.5")
LARGE_SIZES = ("15", "14", "13", "12", *SIZES)
"""Points of the text of what is to fit on one side, or so many, the first that fits."""
MOST_TRIES = 4
LATIN_ENDS = 0x250
_FOREIGN = re.compile(
    'the text (?:contains the disallowed codepoint )?`"(.+?)"`(?: could not be displayed)?'
)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
TEMPLATE = Path(__file__).with_name("report.typ")


def write(report: Document, pictures: Mapping[str, bytes]) -> bytes:
    """Return the report as PDF/UA-1. `pictures` are SVG by figure id.

    Where it holds signs that no font of ours has, they are replaced, and a note says which.
    """
    import typst

    replaced: dict[str, str] = {}
    for _ in range(MOST_TRIES):
        try:
            return _compiled(_noting(report, replaced), pictures)
        except typst.TypstError as error:
            found = "".join(_FOREIGN.findall(f"{error}\n{error.diagnostic}"))
            if not found:
                raise
            replaced |= _stand_ins(_ESCAPED.sub(lambda e: chr(int(e[1], 16)), found), report)
            report = _with(report, str.maketrans(replaced))
    return _compiled(_noting(mapped(report, shown), replaced), pictures)


def _with(report: Document, table: dict[int, str]) -> Document:
    # an accent that stands as a mark of its own goes into its letter, before marks are taken away
    return mapped(report, lambda text: unicodedata.normalize("NFC", text).translate(table))


def _stand_ins(letters: str, report: Document) -> dict[str, str]:
    """Return what to write for letters that cannot be shown: a sign, or nothing for a mark.

    A letter that every font has cannot be shown for a mark on it: then all marks of the report go.
    """
    foreign = {c for c in letters if ord(c) >= LATIN_ENDS}
    if not foreign:
        seen: set[str] = set()

        def see(text: str) -> str:
            seen.update(text)
            return text

        mapped(report, see)
        foreign = {c for c in seen if unicodedata.category(c) in MARKS}
    return {c: "" if unicodedata.category(c) in MARKS else NO_SIGN for c in foreign}


def _noting(report: Document, replaced: Mapping[str, str]) -> Document:
    """Return the report with a note on the signs that are not in it, if any."""
    signs = [c for c, stand_in in sorted(replaced.items()) if stand_in]
    marks = [c for c, stand_in in sorted(replaced.items()) if not stand_in and _is_seen(c)]
    said = [
        f"{what}: {', '.join(f'U+{ord(c):04X}' for c in which)}."
        for what, which in (
            (f"Tecken som inte kan visas här står som {NO_SIGN}", signs),
            ("Märken på tecken som inte kan visas här är utelämnade", marks),
        )
        if which
    ]
    notes = [Paragraph(" ".join(said), "note")] if said else []
    return replace(report, lead=(*report.lead, *notes))


def _is_seen(mark: str) -> bool:
    """Return whether a mark is one to see, and not one that says how its letter is drawn."""
    return unicodedata.category(mark) != "Cf" and not "\ufe00" <= mark <= "\ufe0f"


def _compiled(report: Document, pictures: Mapping[str, bytes]) -> bytes:
    import typst

    day = datetime.datetime.fromisoformat(report.date).replace(tzinfo=datetime.UTC)
    numbers = {table.id: table.number for table in tables(report)}
    data = {
        "report": asdict(replace(report, lead=(), sections=(), sheets=None))
        | {
            "lead": [_block(block, numbers) for block in report.lead],
            "runs": [
                {"lying": lies, "sections": list(run)}
                for lies, run in groupby(_sections(report, numbers), itemgetter("lying"))
            ],
        },
        "pictures": {
            id: {"svg": svg.decode("utf-8"), "ratio": ratio(svg)} for id, svg in pictures.items()
        },
        "looks": {look: back for look, (back, _) in ANSWERS.items()},
        "colours": COLOURS,
        "contents_from": CONTENTS_FROM,
        "day": {"year": day.year, "month": day.month, "day": day.day},
    }
    text = json.dumps(data, ensure_ascii=False, default=as_svg)  # a logotype is bytes
    # the fonts that come with Typst and with oj, and no others: every machine gives the same
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    sizes = SIZES if report.sides == 1 else SIZES[2:]
    for size in LARGE_SIZES if report.is_large else sizes:
        given = {"data": text} | ({"size": size} if report.is_short else {})
        compiler = typst.Compiler(
            TEMPLATE, root=TEMPLATE.parent, font_paths=fonts, sys_inputs=given
        )
        if not report.is_short or report.is_landscape:
            break
        if json.loads(compiler.query("<sidor>", field="value", one=True)) <= report.sides:
            break
    content = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=day)
    if not isinstance(content, bytes):
        raise TypeError("a PDF is one file")
    return content


def _sections(document: Document, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the sections one after the other, each with its heading level and how it lies.

    Where very many stand side by side (the kommuner), they are left out of the contents.
    """
    beside = {s.id: len(document.sections) for s in document.sections}
    beside |= {i.id: len(s.sections) for s in document.sections for i in s.sections}
    return [
        {
            "id": section.id,
            "heading": section.heading,
            "level": level,
            "lying": lies,
            "outlined": level == 1 or (level == 2 and beside[section.id] <= MOST_OUTLINED),
            "blocks": [_block(block, numbers) for block in section.blocks],
        }
        for level, section, lies in lying(document)
    ]


def _block(block: Block, numbers: Mapping[str, int]) -> dict[str, Any]:
    sort = {"sort": type(block).__name__.lower()}
    if isinstance(block, Figure):
        plain = {"id": block.id, "title": block.title, "alt": block.alt, "number": block.number}
        return sort | plain | {"data": block.data, "data_number": numbers.get(block.data)}
    if isinstance(block, Table):
        rows = [[{"text": c.text, "look": c.look} for c in row] for row in block.cells]
        return (
            asdict(replace(block, rows=()))
            | sort
            | {"rows": rows, "widths": block.widths, "groups": block.groups}
        )
    return asdict(block) | sort

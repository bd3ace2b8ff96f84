"""Lay a report out as one HTML page."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oj_cli.presentation.document import Document, Table, tables
from oj_cli.presentation.looks import ANSWERS, COLOURS

FOLDER = Path(__file__).parent
TONES = {"lead": "ingress", "note": "not", "strong": "viktigt"}
MOST_LISTED = 8
"""Sections side by side that the list of contents holds; more are linked where they begin."""


def write(report: Document, pictures: Mapping[str, bytes]) -> bytes:
    """Return the report as HTML. `pictures` are SVG by figure id."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["sort_of"] = _sort_of
    environment.filters["align"] = _align
    css = environment.get_template("style.css.j2").render(colours=COLOURS, looks=ANSWERS)
    glyphs: dict[str, str] = {}
    inline = {id: _inline(svg, id, glyphs) for id, svg in pictures.items()}
    page = environment.get_template("page.html.j2").render(
        report=report,
        css=Markup(css),  # noqa: S704  # made of constants above
        # drawn here, their texts escaped
        pictures={id: Markup(svg) for id, svg in inline.items()},  # noqa: S704
        glyphs=Markup("".join(glyphs[id] for id in sorted(glyphs))),  # noqa: S704
        most_listed=MOST_LISTED,
        tones=TONES,
        numbers={table.id: table.number for table in tables(report)},
    )
    return page.encode("utf-8")


def _sort_of(block: Any) -> str:
    return type(block).__name__.lower()


def _align(table: Table, place: int) -> str:
    """Return the class of a column's cells."""
    return {"right": "tal", "center": "svar", "left": ""}[table.columns[place].align]


_GLYPH = re.compile(r'<path id="(DejaVu[^"]*)"[^>]*/>')


def _inline(svg: bytes, id: str, glyphs: dict[str, str]) -> str:
    """Return an SVG to stand in a page: no prolog, no size of its own, ids of its own.

    The letters are moved to `glyphs`, by id, since all pictures of a page share them.
    """
    text = svg.decode("utf-8")
    text = text[text.index("<svg ") :]
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", text, flags=re.DOTALL)
    for attribute in ("width", "height", "version"):
        text = re.sub(rf'(<svg [^>]*?) {attribute}="[^"]*"', r"\1", text, count=1)
    text = re.sub(r' xmlns(:xlink)?="[^"]*"', "", text).replace("xlink:href=", "href=")
    text = re.sub(r"\s*\n\s*", " ", text)
    for match in _GLYPH.finditer(text):
        glyphs[match.group(1)] = match.group(0)
    text = _GLYPH.sub("", text)
    used = set(re.findall(r'href="#([^"]+)"', text)) | set(re.findall(r"url\(#([^)]+)\)", text))
    used |= set(re.findall(r'aria-labelledby="([^"]*)"', text)[0].split())
    used -= set(glyphs)

    def own(match: re.Match[str]) -> str:
        return f' id="{id}-{match.group(1)}"' if match.group(1) in used else ""

    text = re.sub(r'\bhref="#(?!DejaVu)([^"]+)"', rf'href="#{id}-\1"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{id}-\1)", text)
    text = re.sub(r' id="([^"]+)"', own, text)
    labels = f'aria-labelledby="{id}-oj-titel {id}-oj-beskrivning"'
    text = re.sub(r'aria-labelledby="[^"]*"', labels, text)
    return re.sub(r">\s+<", "><", text).replace("<defs></defs>", "")

"""Lay a report out as one HTML page."""

import re
from collections.abc import Mapping
from pathlib import Path

from oj_cli.presentation.document import Document, tables
from oj_cli.presentation.pictures.style import ANSWERS, COLOURS

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
    environment.filters["sort_of"] = lambda block: type(block).__name__.lower()
    classes = {"right": "tal", "center": "svar", "left": ""}
    css = environment.get_template("style.css.j2").render(colours=COLOURS, looks=ANSWERS)
    glyphs: dict[str, str] = {}
    inline = {id: _inline(svg, glyphs) for id, svg in pictures.items()}
    page = environment.get_template("page.html.j2").render(
        report=report,
        css=Markup(css),  # noqa: S704  # made of constants above
        # drawn here, their texts escaped
        pictures={id: Markup(svg) for id, svg in inline.items()},  # noqa: S704
        glyphs=Markup("".join(glyphs[id] for id in sorted(glyphs))),  # noqa: S704
        most_listed=MOST_LISTED,
        tones=TONES,
        classes=classes,
        numbers={table.id: table.number for table in tables(report)},
    )
    return page.encode("utf-8")


_GLYPH = re.compile(r'<path id="(DejaVu[^"]*)"[^>]*/>')
_NOT_IN_A_PAGE = re.compile(
    "<metadata>.*?</metadata>|<!--.*?-->|xlink:(?=href=)|"
    ' (?:version|xmlns|xmlns:xlink)="[^"]*"| width="[^"]*pt" height="[^"]*pt"|(?<=<g) id="[^"]*"',
    re.DOTALL,
)


def _inline(svg: bytes, glyphs: dict[str, str]) -> str:
    """Return an SVG to stand in a page: no prolog, no size of its own, no ids but its own.

    The letters are moved to `glyphs`, by id, since all pictures of a page share them.
    """
    text = svg.decode("utf-8")
    text = text[text.index("<svg ") :]
    glyphs |= {match[1]: match[0] for match in _GLYPH.finditer(text)}
    text = _NOT_IN_A_PAGE.sub("", _GLYPH.sub("", text))
    return re.sub(r">\s+<", "><", re.sub(r"\s*\n\s*", " ", text)).replace("<defs></defs>", "")

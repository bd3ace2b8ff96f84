"""Lay a report out as one HTML page."""

from collections.abc import Mapping
from pathlib import Path

from oj_cli.presentation.document import Document, tables
from oj_cli.presentation.html.templates import templates
from oj_cli.presentation.logo import as_svg
from oj_cli.presentation.pictures.style import ANSWERS, COLOURS

FOLDER = Path(__file__).parent
TONES = {"lead": "ingress", "note": "not", "strong": "viktigt"}
MOST_LISTED = 8
"""Sections side by side that the list of contents holds; more are linked where they begin."""


def write(report: Document, pictures: Mapping[str, bytes], narrow: Mapping[str, bytes]) -> bytes:
    """Return the report as HTML. `pictures` are SVG by figure id, `narrow` those for telephones."""
    from markupsafe import Markup

    environment = templates(FOLDER)
    environment.filters["sort_of"] = lambda block: type(block).__name__.lower()
    classes = {"right": "tal", "center": "svar", "left": ""}
    css = environment.get_template("style.css.j2").render(colours=COLOURS, looks=ANSWERS)
    page = environment.get_template("page.html.j2").render(
        report=report,
        logo=Markup(_inline(as_svg(report.logo).encode())),  # noqa: S704
        css=Markup(css),  # noqa: S704  # made of constants above
        # drawn here, their texts escaped
        pictures={id: Markup(_inline(svg)) for id, svg in pictures.items()},  # noqa: S704
        narrow={id: Markup(_inline(svg)) for id, svg in narrow.items()},  # noqa: S704
        most_listed=MOST_LISTED,
        tones=TONES,
        classes=classes,
        numbers={table.id: table.number for table in tables(report)},
    )
    return page.encode("utf-8")


def _inline(svg: bytes) -> str:
    """Return an SVG to stand in a page, which needs no namespace."""
    return svg.decode().replace(' xmlns="http://www.w3.org/2000/svg"', "")

"""One way to draw any picture: the same data give the same bytes, without date or version.

matplotlib is loaded here alone, when a picture is drawn.
"""

import io
import logging
import warnings
import zlib
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Literal
from xml.sax.saxutils import escape

from oj_cli.presentation.pictures import dots, heat, spread, trend
from oj_cli.presentation.pictures.model import Chart, DotPlot, HeatMap, Picture, Spread
from oj_cli.presentation.pictures.style import PAPER

Kind = Literal["png", "svg"]
_DPI = 150
_PAINTERS: dict[type, Callable[[Any, Any], None]] = {
    DotPlot: dots.paint,
    HeatMap: heat.paint,
    Spread: spread.paint,
    Chart: trend.paint,
}
_RC = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "svg.fonttype": "path",
    "axes.unicode_minus": True,
    "text.parse_math": False,  # a dollar sign is a dollar sign
}


def draw(picture: Picture, kinds: Sequence[Kind], alt: str) -> dict[Kind, bytes]:
    """Return a picture as SVG, PNG or both, painted once. `alt` says what a reader sees.

    An SVG says so in its `title` and `desc`, a PNG in its text fields.
    """
    title = picture.title
    if isinstance(picture, Chart):
        title = f"{picture.subtitle}. {title}"
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it would talk of its font cache
    matplotlib = import_module("matplotlib")
    figures = import_module("matplotlib.figure")
    found = {}
    # pictures of one page may not have the same ids
    settings = _RC | {"svg.hashsalt": title}
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # a box stands in its place
        figure = figures.Figure(dpi=_DPI, facecolor=PAPER)
        _PAINTERS[type(picture)](picture, figure)
        for kind in kinds:
            file = io.BytesIO()
            about = {"Title": title, "Description": alt, "Software": None}
            meta = {"Date": None, "Creator": None} if kind == "svg" else about
            figure.savefig(file, format=kind, metadata=meta)
            content = file.getvalue()
            found[kind] = _accessible(content, title, alt) if kind == "svg" else content
    return found


def _accessible(svg: bytes, title: str, description: str) -> bytes:
    """Give the SVG a role, a title and a description that say what it shows."""
    key = f"{zlib.crc32(f'{title}{description}'.encode()):x}"
    role = f'<svg role="img" lang="sv" aria-labelledby="titel-{key} beskrivning-{key}" '
    words = (
        f'\n <title id="titel-{key}">{escape(title)}</title>'
        f'\n <desc id="beskrivning-{key}">{escape(description)}</desc>'
    )
    before, _, after = svg.decode("utf-8").partition("<svg ")
    start, _, rest = after.partition(">")
    return f"{before}{role}{start}>{words}{rest}".encode()

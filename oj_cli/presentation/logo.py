"""An author's logotype, a PNG, for the formats that hold no file of its kind."""

import base64
import struct


def as_svg(png: bytes) -> str:
    """Return a PNG inside an SVG, which pages and PDF hold as text; nothing for nothing."""
    if not png:
        return ""
    width, height = struct.unpack(">II", png[16:24])
    data = base64.b64encode(png).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label="Logotyp"><image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{data}"/></svg>'
    )

"""One way to draw any picture."""

from oj_cli.reports.pictures.model import DotPlot, HeatMap, Picture, Spread
from oj_cli.reports.pictures.style import Kind


def draw(picture: Picture, kind: Kind, alt: str) -> bytes:
    """Return a picture as SVG or PNG. `alt` says what a reader sees."""
    if isinstance(picture, DotPlot):
        from oj_cli.reports.pictures import dots

        return dots.render(picture, kind, alt)
    if isinstance(picture, HeatMap):
        from oj_cli.reports.pictures import heat

        return heat.render(picture, kind, alt)
    if isinstance(picture, Spread):
        from oj_cli.reports.pictures import spread

        return spread.render(picture, kind, alt)
    from oj_cli.reports.pictures import trend

    return trend.render(picture, kind)

"""One way to draw any picture."""

from collections.abc import Sequence

from oj_cli.presentation.pictures.model import DotPlot, HeatMap, Picture, Spread
from oj_cli.presentation.pictures.style import Drawn, Kind


def draw(picture: Picture, kinds: Sequence[Kind], alt: str) -> Drawn:
    """Return a picture as SVG, PNG or both, painted once. `alt` says what a reader sees."""
    if isinstance(picture, DotPlot):
        from oj_cli.presentation.pictures import dots

        return dots.render(picture, kinds, alt)
    if isinstance(picture, HeatMap):
        from oj_cli.presentation.pictures import heat

        return heat.render(picture, kinds, alt)
    if isinstance(picture, Spread):
        from oj_cli.presentation.pictures import spread

        return spread.render(picture, kinds, alt)
    from oj_cli.presentation.pictures import trend

    return trend.render(picture, kinds)

"""One way to draw any picture."""

from collections.abc import Sequence

from oj_cli.presentation.pictures import dots, heat, spread, trend
from oj_cli.presentation.pictures.model import Chart, DotPlot, HeatMap, Picture, Spread
from oj_cli.presentation.pictures.style import Drawn, Kind, drawn


def draw(picture: Picture, kinds: Sequence[Kind], alt: str) -> Drawn:
    """Return a picture as SVG, PNG or both, painted once. `alt` says what a reader sees."""
    match picture:
        case DotPlot():
            return drawn(lambda figure: dots.paint(picture, figure), kinds, picture.title, alt)
        case HeatMap():
            return drawn(lambda figure: heat.paint(picture, figure), kinds, picture.title, alt)
        case Spread():
            return drawn(lambda figure: spread.paint(picture, figure), kinds, picture.title, alt)
        case Chart():
            title = f"{picture.subtitle}. {picture.title}"
            return drawn(lambda figure: trend.paint(picture, figure), kinds, title, alt)

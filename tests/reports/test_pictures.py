"""Pictures: legible without colour, the same each time, and said in words too."""

import math
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.presentation.document import Document, figures
from oj_cli.presentation.pictures import style
from oj_cli.presentation.pictures.draw import draw
from oj_cli.presentation.pictures.heat import shade
from oj_cli.presentation.pictures.model import Dot, DotPlot, DotRow, HeatCell, HeatMap, Spread
from oj_cli.presentation.pictures.spread import bars
from oj_cli.presentation.pictures.style import ANSWERS, COLOURS

TEXT, GRAPHIC = 4.5, 3.0


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1, as WCAG 2.1 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast between two colours, 1 to 21, as WCAG 2.1 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize("colour", [style.INK, style.SOFT, style.BLUE])
def test_text_stands_out(colour: str) -> None:
    for ground in (style.PAPER, COLOURS["pale"]):
        assert contrast(colour, ground) >= TEXT


@pytest.mark.parametrize("colour", [style.LINE, style.BLUE, *(edge for _, edge, _ in style.LOOKS)])
def test_marks_and_lines_stand_out(colour: str) -> None:
    assert contrast(colour, style.PAPER) >= GRAPHIC


@pytest.mark.parametrize("look", ANSWERS)
def test_answers_stand_out(look: str) -> None:
    back, ink = ANSWERS[look]
    assert contrast(ink, back) >= TEXT


@pytest.mark.parametrize("shade", style.SHADES)
def test_words_on_every_shade(shade: str) -> None:
    assert contrast(style.ink_on(shade), shade) >= TEXT


def test_shades_differ_in_grey() -> None:
    light = [luminance(shade) for shade in style.SHADES]
    assert light == sorted(light, reverse=True)
    steps = [(a + 0.05) / (b + 0.05) for a, b in pairwise(light)]
    assert min(steps) > 1.2


def test_shapes_differ_without_colour() -> None:
    shapes = [(shape, inside == style.PAPER) for shape, _, inside in style.LOOKS]
    assert len(set(shapes)) == len(shapes)


@given(st.floats(0, 1))
def test_more_is_never_lighter(level: float) -> None:
    assert luminance(shade(level)) <= luminance(shade(0))
    assert luminance(shade(1)) <= luminance(shade(level))
    assert shade(None) == style.PAPER


def words(svg: bytes) -> tuple[str, str]:
    root = ElementTree.fromstring(svg)  # noqa: S314
    ns = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    return root.findtext(f"{ns}title") or "", root.findtext(f"{ns}desc") or ""


def test_every_picture_of_the_report(county: Document) -> None:
    assert len(figures(county)) >= 9
    for figure in figures(county):
        svg = draw(figure.picture, ("svg",), figure.alt)["svg"]
        title, description = words(svg)
        assert title
        assert description == figure.alt
        assert draw(figure.picture, ("svg",), figure.alt)["svg"] == svg
        assert len(figure.alt) > 40
        assert not figure.title.endswith(".")


ODD = 'Å <b>&amp; "x" {{ y }} $\\frac$ $z^2$ = @'


def test_odd_text_and_numbers_are_drawn() -> None:
    spread = Spread(ODD, ODD, (0.0, 0.0, 12.5, 100.0), 12.5, ODD, ODD, 6.25, ODD, "Median", ODD)
    assert words(draw(spread, ("svg",), "alt")["svg"])[0] == ODD
    alone = Spread("t", "u", (3.0,), 3.0, "3", "A", 3.0, "3", "Median", "s")
    assert draw(alone, ("png",), "alt")["png"].startswith(b"\x89PNG")
    rows = (DotRow(ODD * 3, (Dot("A", 0.0), Dot("B", 100.0)), ODD), DotRow("tom", ()))
    plot = DotPlot(ODD, ODD, ("A", "B"), rows, ODD, ODD)
    assert words(draw(plot, ("svg",), "alt")["svg"])[0] == ODD
    cells = ((HeatCell(ODD, None), HeatCell("x", 0.5)),)
    heat = HeatMap(ODD, (ODD,), (ODD, "b"), cells, ODD, ODD)
    assert words(draw(heat, ("svg",), ODD)["svg"])[1] == ODD


def test_many_rows_make_a_higher_picture() -> None:
    def height(n: int) -> float:
        rows = tuple(DotRow(f"Rad {i}", (Dot("A", i % 100),)) for i in range(n))
        svg = draw(DotPlot("t", "u", ("A",), rows, "s"), ("svg",), "alt")["svg"]
        return float((ElementTree.fromstring(svg).get("viewBox") or "").split()[3])  # noqa: S314

    assert math.isclose(height(40) - height(30), height(30) - height(20), rel_tol=0.01)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50))
def test_every_value_stands_in_one_bar(values: list[float]) -> None:
    start, step, counts = bars(tuple(values))
    assert sum(counts) == len(values)
    assert start <= min(*values, 0.0) + step * 1e-6
    assert start + step * len(counts) >= max(*values, 0.0) - step * 1e-6
    assert len(counts) <= 12


def test_percent_stands_in_ten_bars() -> None:
    assert bars((0.0, 10.0, 99.0, 100.0)) == (0.0, 10.0, [1, 1, 0, 0, 0, 0, 0, 0, 0, 2])

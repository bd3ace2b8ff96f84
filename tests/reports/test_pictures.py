"""Pictures: legible without colour, the same each time, and said in words too."""

import math
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.presentation.document import Document, figures
from oj_cli.presentation.pictures import letters, style
from oj_cli.presentation.pictures.draw import draw, narrowed
from oj_cli.presentation.pictures.heat import shade
from oj_cli.presentation.pictures.model import (
    Dot,
    DotPlot,
    DotRow,
    HeatCell,
    HeatMap,
    Scale,
    Strip,
)
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


@pytest.mark.parametrize("colour", [style.INK, style.SOFT, *style.TONES.values()])
def test_text_stands_out(colour: str) -> None:
    for ground in (style.PAPER, COLOURS["pale"]):
        assert contrast(colour, ground) >= TEXT


@pytest.mark.parametrize(
    "colour", [style.LINE, style.BLUE, *(sign.colour for sign in style.SIGNS.values())]
)
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
    shapes = [(sign.shape, sign.is_filled) for sign in style.SIGNS.values()]
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
    assert [f.id for f in figures(county)] == ["figur-matris", "figur-riket-1"]
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
    dots = ((Dot("ni", 12.5), ODD), (Dot("alla", 6.25), ODD))
    strip = Strip(ODD, ODD, False, (0.0, 0.0, 12.5, 100.0), dots, ODD, ((ODD, 100.0),))
    assert words(draw(strip, ("svg",), "alt")["svg"])[0] == ODD
    alone = Strip("t", "u", False, (3.0,), ((Dot("ni", 3.0), "A"),), "s")
    assert draw(alone, ("png",), "alt")["png"].startswith(b"\x89PNG")
    rows = (DotRow(ODD * 3, (Dot("ni", 0.0), Dot("lan", 100.0)), ODD), DotRow("tom", ()))
    plot = DotPlot(ODD, ODD, (("ni", ODD), ("lan", ODD)), rows, ODD, ODD)
    assert words(draw(plot, ("svg",), "alt")["svg"])[0] == ODD
    cells = ((HeatCell(ODD, None), HeatCell("x", 0.5)),)
    heat = HeatMap(ODD, (ODD,), (ODD, "b"), cells, ODD, ODD)
    assert words(draw(heat, ("svg",), ODD)["svg"])[1] == ODD


def drawn(svg: bytes, tag: str) -> list[dict[str, str]]:
    """Return the attributes of every element of a kind, with its text."""
    root = ElementTree.fromstring(svg)  # noqa: S314
    return [
        {**e.attrib, "text": e.text or ""}
        for e in root.iter(f"{{http://www.w3.org/2000/svg}}{tag}")
    ]


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_value_can_be_read_back_from_where_it_stands(own: float, other: float) -> None:
    row = DotRow("Namn", (Dot("ni", own), Dot("lan", other)), tone="svag")
    svg = draw(DotPlot("t", "u", (("ni", "A"),), (row,), "s"), ("svg",), "alt")["svg"]
    axis = {t["text"]: float(t["x"]) for t in drawn(svg, "text") if t["text"].endswith("%")}
    left, right = axis["0\u00a0%"], axis["100\u00a0%"]
    (circle,) = [c for c in drawn(svg, "circle") if c["fill"] == style.RED]
    read = 100 * (float(circle["cx"]) - left) / (right - left)
    assert read == pytest.approx(own, abs=100 * 0.1 / (right - left))


def test_a_row_of_another_unit_has_its_own_scale() -> None:
    row = DotRow("Dagar", (Dot("ni", 30.0),), tone="stark", scale=Scale(20, 40, "20", "40"))
    svg = draw(DotPlot("t", "u", (), (row,), "s"), ("svg",), "alt")["svg"]
    ends = {t["text"]: float(t["x"]) for t in drawn(svg, "text")}
    (circle,) = drawn(svg, "circle")
    assert float(circle["cx"]) == pytest.approx((ends["20"] + ends["40"]) / 2, abs=0.1)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=300))
def test_every_kommun_is_a_dot(values: list[float]) -> None:
    strip = Strip("t", "u", True, tuple(values), ((Dot("riket", 50.0), "Riket"),), "s")
    assert len(drawn(draw(strip, ("svg",), "alt")["svg"], "circle")) == len(values)


def test_no_text_reaches_outside_and_none_is_small(county: Document) -> None:
    """A telephone shows the narrow ones as they are."""
    for figure in figures(county):
        pictures = [draw(figure.picture, ("svg",), figure.alt)["svg"]]
        pictures += [svg for svg in (narrowed(figure.picture, figure.alt),) if svg]
        for svg in pictures:
            width = float(drawn(svg, "svg")[0]["width"])
            for t in drawn(svg, "text"):
                size, x = float(t["font-size"]), float(t["x"])
                assert size >= 11
                long = letters.width(t["text"], size, t.get("font-weight") == "700")
                if "transform" in t:
                    continue
                start = x - long * {"middle": 0.5, "end": 1.0}.get(t.get("text-anchor", ""), 0.0)
                assert start >= -0.5, t
                assert start + long <= width + 0.5, t


def test_many_rows_make_a_higher_picture() -> None:
    def height(n: int) -> float:
        rows = tuple(DotRow(f"Rad {i}", (Dot("ni", i % 100),)) for i in range(n))
        svg = draw(DotPlot("t", "u", (("ni", "A"),), rows, "s"), ("svg",), "alt")["svg"]
        return float((ElementTree.fromstring(svg).get("viewBox") or "").split()[3])  # noqa: S314

    assert math.isclose(height(40) - height(30), height(30) - height(20), rel_tol=0.01)


def test_letters_are_as_wide_as_the_font_says() -> None:
    # of DejaVu Sans in its own units, 2048 to an em, as its designers list them
    assert letters.width("i", 2048) == 569
    assert letters.width("m", 2048) == 1995
    assert letters.width("Å", 2048) == 1401
    assert letters.width("\u00a0", 2048) == letters.width(" ", 2048) == 651
    assert letters.width("m", 2048, bold=True) == 2134
    assert letters.width("\U0001f600a", 1) == pytest.approx(letters.width("\U000e0001a", 1))


@given(st.text(st.sampled_from("abc åäö"), max_size=60), st.floats(20, 200))
def test_lines_hold_every_word_and_fit(text: str, room: float) -> None:
    lines = letters.wrap(text, room, 12)
    assert " ".join(lines) == text
    assert all(letters.width(line, 12) <= room for line in lines if " " in line)

"""PNG and SVG: well-formed, and the same each time."""

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.presentation.pictures import style
from oj_cli.presentation.pictures.draw import draw
from oj_cli.presentation.pictures.model import Chart, Flag, Line, Mark
from oj_cli.presentation.pictures.scales import scale

SVG = "{http://www.w3.org/2000/svg}"
ASKED = ("trend", "--indicator", "uppsokande_verksamhet", "--kommun", "Leksand")


def png_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, having read all of it."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    at, size, ended = 8, (0, 0), False
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(kind + body)
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
        ended = kind == b"IEND"
        at += 12 + length
    assert ended
    return size


def test_png_and_svg_are_written(oj: Callable[..., Any], tmp_path: Path) -> None:
    png, svg = tmp_path / "bild.png", tmp_path / "bild.svg"
    ran = oj(*ASKED, "--png", str(png), "--svg", str(svg))
    assert ran.code == 0, ran.err
    assert ran.err == f"Skrev {png}.\nSkrev {svg}.\n"
    assert "År för år" in ran.out  # the answer itself is shown too
    width, height = png_size(png.read_bytes())
    assert width == 1530
    assert 600 < height < 1200
    assert b"Leksand: NEJ 2016" in png.read_bytes()

    root = ElementTree.parse(svg).getroot()  # noqa: S314
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "Leksand: NEJ 2016" in (title.text or "")
    assert "Riket: 2014 40 %, 2015 41 %, 2016 30 %" in (description.text or "").replace(
        "\u00a0", " "
    )
    assert "Kommungrupp 9: 2016 67\u00a0% som inte räknas." in (description.text or "")
    assert "Åren före 2016 går inte att jämföra" in (description.text or "")
    assert len(root.findall(f".//{SVG}title")) == 1


def test_the_same_data_give_the_same_files(oj: Callable[..., Any], tmp_path: Path) -> None:
    for kind in ("png", "svg"):
        first, second = tmp_path / f"1.{kind}", tmp_path / f"2.{kind}"
        for path in (first, second):
            assert oj(*ASKED, f"--{kind}", str(path)).code == 0
        assert first.read_bytes() == second.read_bytes()


def test_only_the_colours_of_the_house_are_used(oj: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "bild.svg"
    asked = ("trend", "--indicator", "dv_handledning", "--kommun", "Stockholm")
    assert oj(*asked, "--svg", str(path)).code == 0
    colours = set(re.findall(r"#[0-9a-f]{6}", path.read_text(encoding="utf-8")))
    house = {value for value in vars(style).values() if isinstance(value, str)}
    assert style.INK in colours
    assert colours <= house


@pytest.mark.parametrize(
    "asked",
    [
        ("--indicator", "sip_rutin", "--kommun", "Leksand"),  # one year
        ("--indicator", "kompetensplan", "--lan", "Dalarna"),
        ("--indicator", "kompetensplan", "--kommungrupp", "9"),  # nothing counts but riket
        ("--indicator", "dv_handledning", "--jamfor-med", "lan", "--kommun", "Sorsele"),
    ],
)
def test_few_points_are_drawn_too(
    oj: Callable[..., Any], tmp_path: Path, asked: tuple[str, ...]
) -> None:
    ran = oj("trend", *asked, "--png", str(tmp_path / "bild.png"))
    assert ran.code == 0, ran.err
    png_size((tmp_path / "bild.png").read_bytes())


def test_events_make_the_picture_higher(oj: Callable[..., Any]) -> None:
    line = Line("Leksand", ((Mark(2018, 10), Mark(2022, 30)),))
    chart = Chart("Titel", "Om", "Dagar", False, (2018, 2022), (line,), "", "Påhittat")
    events = tuple(Flag(2018 + n / 3, f"Händelse {n} <& med tecken", n) for n in range(1, 11))
    plain, rich = (draw(c, ("png",), "")["png"] for c in (chart, replace(chart, events=events)))
    assert png_size(rich)[1] > png_size(plain)[1]
    odd = draw(replace(chart, title='Mål <& "medel"', events=events), ("svg",), chart.description)[
        "svg"
    ]
    assert ElementTree.fromstring(odd).get("role") == "img"  # noqa: S314


def test_what_chance_may_have_made_is_drawn_and_said(
    oj: Callable[..., Any], tmp_path: Path
) -> None:
    path = tmp_path / "bild.svg"
    asked = ("trend", "--indicator", "hemtjanst_nojd_helhet", "--kommun", "Göteborg")
    found = oj(*asked, "--format", "json", "--svg", str(path)).json
    own = found["serier"][0]["punkter"][-1]
    low, high = own["osakerhet"]["intervall"]
    root = ElementTree.parse(path).getroot()  # noqa: S314
    said = (root[1].text or "").replace("\u00a0", " ")
    whole = [int(v + 0.5) for v in (own["varde"], low, high)]
    assert "{} {} % ({}–{})".format(own["ar"], *whole) in said
    assert "Lodrätt streck: hur mycket slumpen kan göra" in path.read_text(encoding="utf-8")


def test_the_axis_holds_what_chance_may_have_made() -> None:
    short = Line("Leksand", ((Mark(2018, 8.0), Mark(2019, 8.0)),))
    mark = Mark(2019, 8.0, chance=(2.0, 14.0))
    line = Line("Leksand", ((Mark(2018, 8.0), mark),))
    chart = Chart("Titel", "Om", "Procent", True, (2018, 2019), (line,), "", "")
    said = draw(chart, ("svg",), "")["svg"].decode()
    assert "100\u00a0%" in said  # 14 is more than an axis to 10 holds
    assert "100\u00a0%" not in draw(replace(chart, lines=(short,)), ("svg",), "")["svg"].decode()


def test_a_picture_shows_one_indicator(oj: Callable[..., Any], tmp_path: Path) -> None:
    ran = oj("trend", "--kommun", "Leksand", "--png", str(tmp_path / "x.png"))
    assert ran.code == 2
    assert "En bild visar en indikator." in ran.err
    ran = oj(*ASKED, "--png", "bild.svg")
    assert ran.code == 2
    assert "Skriv --png bild.png" in ran.err


def test_a_picture_that_cannot_be_written(oj: Callable[..., Any], tmp_path: Path) -> None:
    ran = oj(*ASKED, "--svg", str(tmp_path / "finns" / "inte.svg"))
    assert ran.code == 3
    assert "finns inte" in ran.err
    assert ran.out == ""


values = st.lists(st.floats(-1e6, 1e6) | st.floats(0, 100))


@given(values, st.booleans())
def test_the_axis_holds_every_value(values: list[float], is_percent: bool) -> None:
    low, high, step = scale(values, is_percent)
    assert high == pytest.approx(low + 5 * step)
    for value in values:
        slack = 1e-9 * max(1.0, abs(value))
        assert low - slack <= value <= high + slack


def test_a_percent_axis_begins_at_zero_and_is_alike() -> None:
    for top, high in ((3.0, 10), (10.0, 10), (11.0, 100), (51.0, 100), (100.0, 100)):
        assert scale((top, 0.0), is_percent=True) == (0, high, high / 5)

"""PNG and SVG: well-formed, the same each time, and a clear word where matplotlib is missing."""

import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.presentation.pictures.model import Chart, Flag, Line, Mark, Span
from oj_cli.presentation.pictures.trend import scale

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
    assert width == 1200
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


def test_only_grey_is_used(oj: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "bild.svg"
    asked = ("trend", "--indicator", "dv_handledning", "--kommun", "Stockholm")
    assert oj(*asked, "--svg", str(path)).code == 0
    colours = set(re.findall(r"#[0-9a-f]{6}", path.read_text(encoding="utf-8")))
    assert colours
    assert all(c[1:3] == c[3:5] == c[5:7] for c in colours)


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
    from dataclasses import replace

    from oj_cli.presentation.pictures.draw import draw

    line = Line("Leksand", ((Mark(2018, 10), Mark(2022, 30)),), is_own=True)
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
    mark = Mark(2019, 40.0, chance=(20.0, 62.0))
    line = Line("Leksand", ((Mark(2018, 40.0), mark),), is_own=True)
    chart = Chart("Titel", "Om", "Procent", True, (2018, 2019), (line,), "", "")
    assert scale(chart) == (0, 100, 20)


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


figures = st.floats(-1e6, 1e6) | st.floats(0, 100)


@st.composite
def charts(make: st.DrawFn) -> Chart:
    years = sorted(make(st.sets(st.integers(1990, 2030), min_size=1, max_size=25)))
    lines = []
    for letter in make(st.sets(st.sampled_from("KRLGIP"), min_size=1)):
        marks = [Mark(y, make(figures)) for y in years if make(st.booleans())]
        cut = make(st.integers(0, len(marks)))
        runs = tuple(r for r in (tuple(marks[:cut]), tuple(marks[cut:])) if r)
        lines.append(Line(f"Linje {letter}", runs, is_own=letter == "K"))
    return Chart(
        "Titel",
        "Om",
        "Enhet",
        make(st.booleans()),
        tuple(years),
        tuple(lines),
        "",
        "",
        spans=tuple(Span(y, 1, 2) for y in years if make(st.booleans())),
        spans_name="hälften",
        words=tuple(Flag(y, "DELVIS") for y in years if make(st.booleans())),
        words_name="Örnsköldsvik",
        breaks=(Flag(years[len(years) // 2] - 0.5, "ett skäl"),) if len(years) > 1 else (),
    )


@given(charts())
def test_the_axis_holds_every_value(chart: Chart) -> None:
    low, high, step = scale(chart)
    assert high == pytest.approx(low + 5 * step)
    for line in chart.lines:
        for mark in line.marks:
            slack = 1e-9 * max(1.0, abs(mark.y))
            assert low - slack <= mark.y <= high + slack


def test_a_percent_axis_begins_at_zero_and_never_passes_100() -> None:
    for top, high in ((3.0, 10), (10.0, 10), (11.0, 25), (26.0, 50), (51.0, 100), (100.0, 100)):
        line = Line("Riket", ((Mark(2018, top), Mark(2019, 0)),))
        chart = Chart("", "", "", True, (2018, 2019), (line,), "", "")
        assert scale(chart) == (0, high, high / 5)

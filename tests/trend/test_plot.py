"""The drawing in the terminal: looked at once, and what must hold of any drawing."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oj_cli.presentation.chart import Chart, Flag, Line, Mark, Span, Word, scale
from oj_cli.presentation.console import Terminal
from oj_cli.presentation.plot import draw

CHART = Chart(
    title="Leksand: från NEJ 2016 till JA 2018",
    subtitle="Påhittad fråga",
    unit="Procent av kommunerna som svarat JA",
    is_percent=True,
    years=(2014, 2015, 2016, 2018),
    lines=(
        Line(
            "L",
            "Dalarnas län",
            ((Mark(2014, 60), Mark(2015, 80)), (Mark(2016, 20), Mark(2018, 47))),
            is_own=True,
        ),
        Line("R", "Riket", ((Mark(2016, 30), Mark(2018, 47)),), note="publicerad andel"),
        Line("G", "Kommungrupp 9", (), (Mark(2016, 100),)),
    ),
    description="",
    source="",
    words=(Word(2016, "NEJ"), Word(2018, "JA")),
    words_name="Leksand",
    breaks=(Flag(2015.5, "ny insamlingsmetod 2016"),),
    events=(Flag(2016.67, "2016-09-01 Ny chef", 1),),
)

UNICODE = """
Procent av kommunerna som svarat JA
      100 ┤                       ║      g
          │                       ║
          │                       ║
       80 ┤              ••L      ║
          │         •••••         ║
          │     ••••              ║
       60 ┤  L••                  ║
          │                       ║
          │                       ║                           ····•••LR
       40 ┤                       ║              ··········•••••••
          │                       ║      R·······   •••••••
          │                       ║          •••••••
       20 ┤                       ║      L•••
          │                       ║
          │                       ║
        0 ┤                       ║
          └──┬─────────────┬─────────────┬───────────────────────────┬───
            2014          2015          2016                        2018
  Leksand                               NEJ                         JA
Händelser                                         1

  L  Dalarnas län
  R  Riket, publicerad andel
  G  Kommungrupp 9
  g  liten bokstav: räknas inte, och binds inte ihop
  ║  brott: ny insamlingsmetod 2016
  1  händelser, se listan
"""

ASCII_NARROW = """
Procent av kommunerna som svarat JA
      100 +                  !    g
          |                  !
          |                  !
       80 +           oL     !
          |       oooo       !
          |    ooo           !
       60 +  Lo              !
          |                  !
          |                  !                    ...ooLR
       40 +                  !          ........ooooo
          |                  !    R.....  oooooo
          |                  !       ooooo
       20 +                  !    Loo
          |                  !
          |                  !
        0 +                  !
          +--+---------+----------+--------------------+---
            2014      2015       2016                 2018
  Leksand                        NEJ                  JA
Händelser                                1

  L  Dalarnas län
  R  Riket, publicerad andel
  G  Kommungrupp 9
  g  liten bokstav: räknas inte, och binds inte ihop
  !  brott: ny insamlingsmetod 2016
  1  händelser, se listan
"""


def shown(chart: Chart, terminal: Terminal) -> str:
    return "\n" + "\n".join(line.rstrip() for line in draw(chart, terminal)) + "\n"


def test_unicode() -> None:
    assert shown(CHART, Terminal(width=80)) == UNICODE


def test_plain_ascii() -> None:
    found = shown(CHART, Terminal(width=60, unicode=False))
    assert found == ASCII_NARROW
    assert {c for c in found if not c.isascii()} == {"ä"}  # letters stay letters


figures = st.floats(-1e6, 1e6) | st.floats(0, 100)


@st.composite
def charts(make: st.DrawFn) -> Chart:
    years = sorted(make(st.sets(st.integers(1990, 2030), min_size=1, max_size=25)))
    lines = []
    for letter in make(st.sets(st.sampled_from("KRLGIP"), min_size=1)):
        marks = [Mark(y, make(figures)) for y in years if make(st.booleans())]
        cut = make(st.integers(0, len(marks)))
        runs = tuple(r for r in (tuple(marks[:cut]), tuple(marks[cut:])) if r)
        lines.append(Line(letter, f"Linje {letter}", runs, is_own=letter == "K"))
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
        words=tuple(Word(y, "DELVIS") for y in years if make(st.booleans())),
        words_name="Örnsköldsvik",
        breaks=(Flag(years[len(years) // 2] - 0.5, "ett skäl"),) if len(years) > 1 else (),
    )


@given(charts(), st.integers(30, 120), st.booleans())
def test_no_line_is_wider_than_the_terminal(chart: Chart, width: int, unicode: bool) -> None:
    lines = draw(chart, Terminal(width=width, unicode=unicode))
    drawing = lines[: lines.index("")]
    assert max(len(line) for line in drawing) <= width
    if not unicode:
        signs = {c for line in drawing for c in line if not c.isascii()}
        assert signs <= set("åäöÅÄÖ")


@given(charts())
def test_every_line_is_drawn_by_its_letter_or_shares_a_star(chart: Chart) -> None:
    text = "\n".join(draw(chart, Terminal(width=80)))
    drawing, legend = text.split("\n\n")
    for line in chart.lines:
        assert f"  {line.letter} " in f"\n{legend}"
        if line.marks:
            assert line.letter in drawing or "*" in drawing


@given(charts())
def test_the_axis_holds_every_value(chart: Chart) -> None:
    low, high, step = scale(chart)
    assert high == pytest.approx(low + 5 * step)
    for line in chart.lines:
        for mark in line.marks:
            slack = 1e-9 * max(1.0, abs(mark.y))
            assert low - slack <= mark.y <= high + slack


def test_a_window_that_is_too_narrow_says_so() -> None:
    assert " ".join(draw(CHART, Terminal(width=24))) == "Fönstret är för smalt för en ritning."


def test_a_percent_axis_begins_at_zero_and_never_passes_100() -> None:
    for top, high in ((3.0, 10), (10.0, 10), (11.0, 25), (26.0, 50), (51.0, 100), (100.0, 100)):
        line = Line("R", "Riket", ((Mark(2018, top), Mark(2019, 0)),))
        chart = Chart("", "", "", True, (2018, 2019), (line,), "", "")
        assert scale(chart) == (0, high, high / 5)


def test_events_are_drawn_and_listed(oj: Callable[..., Any]) -> None:
    """The analysis takes them; reading them from files comes later."""
    from dataclasses import replace

    import oj_cli.analysis.trend as analysis
    from oj_cli.domain.analysis import Event

    events = (
        Event("H1", "2025-07-01", "Ny socialtjänstlag", "lag", "hela landet"),
        Event("H2", "2020-03", "Färre träffar", "annat", "hela landet"),
    )
    real = analysis.trend
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "trend", lambda q, s: real(replace(q, events=events), s))
        ran = oj("trend", "--indicator", "dv_handledning", "--kommun", "Stockholm")
        found = oj(
            "trend", "--indicator", "dv_handledning", "--kommun", "Stockholm", "--format", "json"
        )
    lines = ran.out.splitlines()
    marks = next(line for line in lines if line.startswith("Händelser "))
    assert marks.split() == ["Händelser", "1"]  # 2025 lies outside the drawing
    years = lines[lines.index(marks) - 1]
    assert years.index("2019") < marks.index("1") < years.index("2022")
    assert "1. 2020-03 Färre träffar (annat, hela landet)" in ran.out
    assert "2. 2025-07-01 Ny socialtjänstlag (lag, hela landet)" in ran.out
    assert "betyder inte att det är orsaken" in ran.out
    assert found.json["handelser"][0] == {
        "id": "H2",
        "datum": "2020-03",
        "text": "Färre träffar",
        "slag": "annat",
        "omfattning": "hela landet",
        "galler": [],
    }

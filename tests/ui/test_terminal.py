import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.presentation import grid
from oj_cli.presentation.console import Terminal
from oj_cli.presentation.document import (
    Bullets,
    Cell,
    Column,
    Command,
    Commands,
    Document,
    Fact,
    Facts,
    Item,
    Paragraph,
    Section,
    Shown,
    Table,
)
from oj_cli.presentation.screen import render


def table_lines(table: Table, terminal: Terminal) -> list[str]:
    return "".join(text for text, _ in grid.table_lines(table, terminal)).split("\n")


NAMES = ("Älvdalen", "Malung-Sälen", "Östra Göinge", "Upplands Väsby", "Falun")


def wide(rows: int, kommuner: int) -> Table:
    columns = (
        Column("i", "Indikator", weight=1),
        *(Column(f"k{n}", NAMES[n % 5]) for n in range(kommuner)),
    )
    cells: list[Mapping[str, Cell]] = [
        {"i": f"Indikator {r} om samverkan", **{f"k{n}": "JA" for n in range(kommuner)}}
        for r in range(rows)
    ]
    return Table(columns, tuple(cells), caption="Svar")


def test_document_at_80_columns(demo: Any) -> None:
    text = render(demo.document(), Terminal(80))
    assert text.startswith(
        "Svaga områden i Älvdalen 2024\n=============================\n\nKommunen är svagare"
    )
    assert EXPECTED in text
    assert text.endswith("  oj plan new                 gör en handlingsplan\n")


EXPECTED = """\
Indikatorer
-----------
Svar per kommun
Indikator                         Leksand  Malung-Sälen  Andel i riket, procent
───────────────────────────────────────────────────────────────────────────────
Rutin vid misstanke om våld       NEJ      JA                              12,3
Samlad plan för brukarinflytande  JA       JA                           1 012,3
Enkät                             JA       NEJ                          2 012,3
───────────────────────────────────────────────────────────────────────────────
Riket – alla kommuner

  Små grupper är utelämnade.

Frågor att ställa
-----------------
1. Vem äger rutinen?
   Fråga enhetschefen.
   Skriv ned svaret.
2. När följdes den upp?
"""


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_nothing_is_wider_than_the_terminal(demo: Any, width: int, unicode: bool) -> None:
    text = render(demo.document(9), Terminal(width, unicode))
    assert max(map(len, text.splitlines())) <= width
    prose = [line for line in text.splitlines() if line.startswith(("Kommunen", "Andelen"))]
    assert max(map(len, prose)) <= 100
    if not unicode:
        assert not set(text) & set("–→─”")


def test_forty_indicators_and_seventeen_kommuner_are_set_in_blocks() -> None:
    lines = table_lines(wide(40, 17), Terminal(80))
    titles = [line for line in lines if line.startswith("Svar (del")]
    assert titles == [f"Svar (del {n} av {len(titles)})" for n in range(1, len(titles) + 1)]
    assert sum(line.startswith("Indikator 39") for line in lines) == len(titles)
    assert " ".join(lines).count("Malung-Sälen") == 4
    assert all(len(line) <= 80 for line in lines)


def test_running_text_is_set_row_by_row_where_the_columns_do_not_fit() -> None:
    columns = Column("a", "När"), Column("b", "Kommando", weight=3), Column("c", "Filer", weight=3)
    rows = ({"a": "2016-11-21 10:30", "b": "oj plan next arbete-2017", "c": "planer/a.yaml (ny)"},)
    rows += ({"a": "2016-11-20 09:00", "b": "oj plan set arbete-2017 status pagar", "c": None},)
    assert table_lines(Table(columns, rows), Terminal(40)) == [
        "När: 2016-11-21 10:30",
        "  Kommando: oj plan next arbete-2017",
        "  Filer: planer/a.yaml (ny)",
        "",
        "När: 2016-11-20 09:00",
        "  Kommando: oj plan set arbete-2017",
        "    status pagar",
    ]


@given(
    st.lists(
        st.tuples(
            st.text("abcdåäö –\n", max_size=60),
            st.text("abc ", max_size=30),
            st.integers(-(2**50), 2**50),
        ),
        min_size=1,
        max_size=4,
    ),
    st.integers(30, 120),
    st.integers(0, 2),
)
@settings(database=None, deadline=None)
def test_no_word_is_lost(rows: list[tuple[str, str, int]], width: int, weight: int) -> None:
    table = Table(
        (Column("a", "Aa", weight=1), Column("b", "Bb", weight=weight), Column("c", "Cc", "right")),
        tuple({"a": a, "b": b, "c": c} for a, b, c in rows),
    )
    text = "".join("".join(table_lines(table, Terminal(width))).split())
    for letter in "abcdåäö0123456789":
        wanted = sum(a.count(letter) + b.count(letter) + str(c).count(letter) for a, b, c in rows)
        assert text.count(letter) >= wanted


def test_words_stay_whole_where_the_terminal_has_room() -> None:
    table = Table(
        (Column("a", "Fråga", weight=1), Column("b", "Svar", weight=3)),
        ({"a": "Har kommunen rutiner?", "b": "Socialtjänstlagen " * 12},),
    )
    words = {word for line in table_lines(table, Terminal(60)) for word in line.split()}
    assert words <= {"Fråga", "Svar", "Har", "kommunen", "rutiner?", "Socialtjänstlagen", "─" * 60}


def test_numbers_are_swedish_and_missing_is_empty() -> None:
    columns = (
        Column("y", "År"),
        Column("v", "Värde", "right", decimals=1),
        Column("n", "Antal", "right"),
    )
    rows: tuple[Mapping[str, Cell], ...] = (
        {"y": 2024, "v": -1234.56, "n": 12000},
        {"y": 2023, "v": None},
        {"y": 2022, "v": float("nan"), "n": 1},
    )
    assert table_lines(Table(columns, rows), Terminal(80)) == [
        "År       Värde   Antal",
        "─" * 22,
        "2024  -1\u00a0234,6  12\u00a0000",
        "2023",
        "2022                 1",
    ]


def uncoloured(text: str) -> str:
    return re.sub(r"\x1b\[[\d;]+m", "", text)


def test_bold_and_colour_only_repeat_what_rules_and_words_say(demo: Any) -> None:
    plain_text = render(demo.document(), Terminal(80))
    coloured = render(demo.document(), Terminal(80, colour=True))
    assert "\x1b[32mJA" in coloured
    assert "\x1b[31mNEJ" in coloured
    assert "\x1b[1mIndikatorer" in coloured
    assert uncoloured(coloured) == plain_text


MARKUP = st.text("ab[]/=\\{}:_*#<>& åJANEJ\n", min_size=1, max_size=40) | st.sampled_from(
    ("Andel [/] ja", "[bold]fet[/bold]", "[red]", ":smile:", "[link=http://a.se]a[/link]", "JA")
)


@given(st.lists(MARKUP, min_size=12, max_size=12), st.integers(20, 120))
@settings(database=None, deadline=None, max_examples=60)
def test_no_text_is_taken_for_markup(texts: list[str], width: int) -> None:
    a, b, c, d, e, f, g, h, i, j, k, m = texts
    table = Table(
        (Column("a", a, weight=1), Column("b", b or "b")),
        ({"a": c, "b": Shown(d, look="ja")}, {"a": e, "b": None}),
        f,
        heading_rows=(1,),
    )
    lead = (Paragraph(g, "strong"), Bullets((Item(h, (i,)),)), Facts((Fact(j, k),)))
    document = Document(m, lead, (Section(a, (table, Commands((Command(b, c),)))),))
    plain_text = render(document, Terminal(width))
    assert uncoloured(render(document, Terminal(width, colour=True))) == plain_text
    everything = "".join(plain_text.split())
    for text in texts:
        for letter in "[]{}#":
            assert everything.count(letter) >= text.count(letter)


@pytest.mark.parametrize("width", [20, 60, 80, 120])
def test_the_coloured_text_is_as_wide_as_the_plain(demo: Any, width: int) -> None:
    plain_text = render(demo.document(9), Terminal(width))
    assert uncoloured(render(demo.document(9), Terminal(width, colour=True))) == plain_text


def colour_of(**environment: str) -> bool:
    """Whether a terminal with these settings gets colour, in a process of its own."""
    ours, theirs = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM", "COLUMNS")}
    command = [sys.executable, str(Path(__file__).with_name("demo.py")), "identify", "Leksand"]
    environment.setdefault("TERM", "xterm")
    if "FLAGS" in environment:
        command += environment.pop("FLAGS").split()
    kept["PYTHONPATH"] = str(Path(__file__).parents[2])
    run = subprocess.Popen(command, stdout=theirs, env={**kept, **environment})
    os.close(theirs)
    said = b""
    while True:
        try:
            some = os.read(ours, 65536)
        except OSError:  # so a terminal ends
            break
        if not some:
            break
        said += some
    os.close(ours)
    assert run.wait() == 0
    assert "Älvdalen" in said.decode(environment.get("PYTHONIOENCODING", "utf-8"))
    return b"\x1b[" in said


def test_a_terminal_has_colour_unless_it_is_not_wanted() -> None:
    assert colour_of()
    assert not colour_of(NO_COLOR="1")
    assert not colour_of(TERM="dumb")
    assert not colour_of(FLAGS="--no-color")
    assert colour_of(LC_ALL="C", PYTHONIOENCODING="cp1252")
    assert colour_of(LC_ALL="C")


def test_heading_rows_have_rules_on_both_sides() -> None:
    table = Table((Column("a", "A"),), ({"a": "x"}, {"a": "Riket"}, {"a": "y"}), heading_rows=(1,))
    assert table_lines(table, Terminal(80, unicode=False)) == [
        "A",
        "-----",
        "x",
        "-----",
        "Riket",
        "-----",
        "y",
    ]


def test_an_empty_table_says_so() -> None:
    assert table_lines(Table((Column("a", "A"),), (), "Källor"), Terminal(80)) == [
        "Källor",
        "Inga rader.",
    ]


def test_steering_characters_in_data_do_not_reach_the_terminal() -> None:
    table = Table((Column("a", "A"),), ({"a": "x\x1b[2Jy\x07"},))
    document = Document("T\x1b[0m", (Paragraph("p\x9b"), table))
    assert "\x1b" not in render(document, Terminal(80))
    assert "\x9b" not in render(document, Terminal(80))


def test_commands_stay_on_one_line_when_narrow() -> None:
    line = "oj identify --kommun 'Östra Göinge' --jamfor-med riket"
    text = render(Document("T", (Commands((Command(line, "svaga områden"),)),)), Terminal(40))
    assert f"  {line}\n" in text
    assert "      svaga områden\n" in text


def test_lists_and_empty_parts() -> None:
    items = tuple(Item(f"Punkt {n}") for n in range(1, 11))
    document = Document(
        "",
        (Bullets((Item("En lång rad " * 6, ("och en till",)),)), Bullets(items, numbered=True)),
        (Section("Tom", ()),),
    )
    text = render(document, Terminal(40))
    assert text.startswith("- En lång rad En lång rad En lång rad En\n  lång rad")
    assert "\n  och en till\n" in text
    assert "\n 1. Punkt 1\n" in text
    assert "\n10. Punkt 10\n" in text
    assert text.endswith("\n\nTom\n---\n")


def test_ascii_through_a_real_stream(oj: Callable[..., Any]) -> None:
    ran = oj("identify", "Leksand", PYTHONIOENCODING="ascii")
    assert ran.code == 0
    assert b"Svaga omraden i Alvdalen 2024\n" in ran.out
    assert b"Riket - alla kommuner" in ran.out


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
def test_windows_code_pages(oj: Callable[..., Any], encoding: str) -> None:
    ran = oj("identify", "Leksand", PYTHONIOENCODING=encoding)
    text = ran.out.decode(encoding)
    assert "Svaga områden i Älvdalen 2024" in text
    assert "NEJ eller DELVIS -> se" in text
    assert "?" not in text.replace("rutinen?", "").replace("upp?", "")

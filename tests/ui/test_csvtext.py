import csv
import io
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.commands.output import Dialect
from oj_cli.domain.encoding import Records
from oj_cli.presentation.csvtext import render
from oj_cli.presentation.document import Value

CELLS = st.one_of(
    st.none(),
    st.text("ab;,\"'\n\r\t=+-@ åäö\x00\x1b", max_size=12),
    st.text(max_size=12),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
)


def read(text: str, dialect: str) -> list[list[str]]:
    delimiter = ";" if dialect == "svensk" else ","
    return list(
        csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    )


def records(*rows: tuple[Value, Value]) -> Records:
    return ("namn", "andel"), [{"namn": a, "andel": b} for a, b in rows]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=4), st.sampled_from(get_args(Dialect)))
@settings(database=None, deadline=None)
def test_round_trip(rows: list[tuple[Value, Value]], dialect: Dialect) -> None:
    back = read(render(records(*rows), dialect), dialect)
    assert back[0] == ["namn", "andel"]
    assert len(back) == len(rows) + 1
    for line, row in zip(back[1:], rows, strict=True):
        for got, cell in zip(line, row, strict=True):
            if cell is None:
                assert got == ""
            elif isinstance(cell, str):
                assert not got.startswith(("=", "+", "-", "@", "\t", "\r"))
            else:
                number = got.replace(",", ".") if dialect == "svensk" else got
                assert type(cell)(number) == cell


@pytest.mark.parametrize(
    ("cell", "standard", "svensk"),
    [
        (12.5, "12.5", "12,5"),
        (1 / 3, "0.3333333333333333", "0,3333333333333333"),
        (1e-7, "0.0000001", "0,0000001"),
        (-5, "-5", "-5"),
        (-0.5, "-0.5", "-0,5"),
        (float("nan"), "", ""),
        (None, "", ""),
        ("-5", "'-5", "'-5"),
        ("=1+1", "'=1+1", "'=1+1"),
        ("+46", "'+46", "'+46"),
        ("@x", "'@x", "'@x"),
        ("\tx", "'\tx", "'\tx"),
        ("\x00=1", "'=1", "'=1"),
        ("a,b", '"a,b"', "a,b"),
        ("a;b", "a;b", '"a;b"'),
        ('a"b', '"a""b"', '"a""b"'),
        ("a\nb", '"a\nb"', '"a\nb"'),
        ("a\rb", '"a\nb"', '"a\nb"'),
        ("\rb", '"\'\nb"', '"\'\nb"'),
        ("Älvdalen", "Älvdalen", "Älvdalen"),
    ],
)
def test_cells(cell: Value, standard: str, svensk: str) -> None:
    assert render(records(("x", cell)), "standard") == f"namn,andel\nx,{standard}\n"
    assert render(records(("x", cell)), "svensk") == f"\ufeffnamn;andel\r\nx;{svensk}\r\n"


def test_a_missing_key_is_an_empty_cell() -> None:
    assert render((("a", "b"), [{"b": 1}]), "standard") == "a,b\n,1\n"

import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from documents.wild_yaml import edit_yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.documents.changes import Append, Set, same
from oj_cli.documents.dumper import Layout, dump, plain_data
from oj_cli.documents.reader import parse_yaml
from oj_cli.domain.errors import UsageFault

PATH = Path("x.yaml")
TEXT = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from(" \n\t#:-?,[]{}'\"\\&*!|>%@`~=.10😀å")
)
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
)
DATA = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
LAYOUTS = st.builds(Layout, st.integers(1, 4), st.integers(0, 4), st.integers(1, 3))


def read(text: str) -> Any:
    return parse_yaml(text.encode(), PATH).data


@settings(deadline=None, max_examples=150, database=None, derandomize=True)
@given(DATA, LAYOUTS)
def test_what_is_written_reads_back_the_same(data: Any, layout: Layout) -> None:
    assert same(read(dump(data, layout)), data)


@settings(deadline=None, max_examples=60, database=None, derandomize=True)
@given(DATA)
def test_any_value_fits_in_a_block_and_in_brackets(data: Any) -> None:
    for old in (
        "a: x  # c\nb: 1\n",
        "a: {b: x, c: [1, 2]}  # c\n",
        'a: "x"\r\n# c\r\n',
        "a: >-\n  x",
    ):
        new = edit_yaml(old.encode(), [Set(("a",), data), Set(("ny",), data)], PATH)
        assert same(parse_yaml(new, PATH).data["a"], data)
        assert same(parse_yaml(new, PATH).data["ny"], data)
    new = edit_yaml(b"a: [1, {b: 2}]\n", [Append(("a",), data), Set(("a", 1, "b"), data)], PATH)
    assert same(parse_yaml(new, PATH).data, {"a": [1, {"b": data}, data]})


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("NO", "NO"),
        ("ja", "ja"),
        ("037", "037"),
        ("12:30", "12:30"),
        ("2027-01-31", "2027-01-31"),
        (date(2027, 1, 31), "2027-01-31"),
        ("C# och 3,5", "C# och 3,5"),
        ("it's 😀", "it's 😀"),
        ("12", '"12"'),
        ("1.5", '"1.5"'),
        ("true", '"true"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("", '""'),
        (" x", '" x"'),
        ("x ", '"x "'),
        ("- x", '"- x"'),
        ("a: b", '"a: b"'),
        ("a # b", '"a # b"'),
        ("[x]", '"[x]"'),
        ("*x", '"*x"'),
        ('"x" sa hon', "'\"x\" sa hon'"),
        ("C:\\mapp: x", "'C:\\mapp: x'"),
        ("a\r\nb", '"a\\r\\nb"'),
        ("\x07\u2028", '"\\u0007\\u2028"'),
        (12, "12"),
        (1.5, "1.5"),
        (True, "true"),
        (None, ""),
        ([], "[]"),
        ({}, "{}"),
    ],
)
def test_quotation_marks_only_where_needed(value: Any, written: str) -> None:
    assert dump({"k": value}) == f"k: {written}".rstrip() + "\n"


def test_layout() -> None:
    long = f"{'Den som söker får svar. ' * 5}Alltid: # varje gång"
    four = " ".join(["Den som söker får svar."] * 4)
    data = {
        "mål": [{"id": "M1", "delar": ["a", ["b", "c"]], "tom": None}, "x"],
        "dikt": "rad ett\n\n  rad två\n",
        "slut": "rad ett\nrad två",
        "lång": long,
        "stycken": f"Först.\n{long}",
    }
    assert dump(data) == (
        "mål:\n"
        "  - id: M1\n"
        "    delar:\n"
        "      - a\n"
        "      - - b\n"
        "        - c\n"
        "    tom:\n"
        "  - x\n"
        "dikt: |\n"
        "  rad ett\n"
        "\n"
        "    rad två\n"
        "slut: |-\n"
        "  rad ett\n"
        "  rad två\n"
        "lång: >-\n"
        f"  {four}\n"
        "  Den som söker får svar. Alltid: # varje gång\n"
        "stycken: >-\n"
        "  Först.\n"
        "\n"
        f"  {four}\n"
        "  Den som söker får svar. Alltid: # varje gång\n"
    )
    assert same(read(dump(data)), data)


def test_a_file_that_is_one_value() -> None:
    assert dump("x") == "x\n"
    assert dump([]) == "[]\n"
    assert dump(("a", {"b": 1})) == "- a\n- b: 1\n"


def test_what_is_no_data() -> None:
    with pytest.raises(UsageFault, match=r"U\+D800"):
        plain_data({"a": ["\ud800"]})
    for wrong in (math.nan, math.inf):
        with pytest.raises(ValueError, match="no number"):
            plain_data(wrong)
    with pytest.raises(TypeError, match="object"):
        plain_data(object())
    assert plain_data({1: (True, None)}) == {"1": [True, None]}

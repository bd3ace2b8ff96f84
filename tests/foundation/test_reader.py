"""The one YAML reader: what a value is, on which line it stands, and what is refused."""

import contextlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from oj_cli.documents.reader import MAX_BYTES, MAX_DEPTH, parse_yaml, read_yaml
from oj_cli.documents.writer import write_text
from oj_cli.domain.errors import FileFault

quick = settings(deadline=None, database=None, derandomize=True, max_examples=150)
PLAN = Path("plan.yaml")


def read(text: str | bytes) -> Any:
    return parse_yaml(text.encode() if isinstance(text, str) else text, PLAN).data


def refused(text: str | bytes) -> FileFault:
    with pytest.raises(FileFault) as caught:
        read(text)
    fault = caught.value
    assert fault.exit_code == 3
    assert fault.hints, "a fault always says what to do next"
    return fault


# ---------------------------------------------------------------- what a value is


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("JA", "JA"),
        ("on", "on"),
        ("Y", "Y"),
        ("037", "037"),
        ("0114", "0114"),
        ("12:30", "12:30"),
        ("1:30:00", "1:30:00"),
        ("2016-01-31", "2016-01-31"),
        ("2016-01-31T12:00:00Z", "2016-01-31T12:00:00Z"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("0,5", "0,5"),
        ("1 000", "1 000"),
        (".5", ".5"),
        ("=", "="),
        ("tRUE", "tRUE"),
        ("'true'", "true"),
        ('"2016"', "2016"),
        ("!!str 2016", "2016"),
        ("2016", 2016),
        ("+5", 5),
        ("-5", -5),
        ("0", 0),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("1.0", 1.0),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("~", None),
        ("", None),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: object) -> None:
    for found in (read(f"a: {text}\n")["a"], read(f"- {text}\n")[0]):
        assert found == value
        assert type(found) is type(value)


@pytest.mark.parametrize("key", ["NO", "2016", "037", "true", "null", "12:30"])
def test_a_key_is_the_text_that_stands_there(key: str) -> None:
    assert read(f"{key}: x") == {key: "x"}


@pytest.mark.parametrize("text", ["", "\n\n", "# bara en kommentar\n", "---\n", "\ufeff"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_byte_order_mark_and_windows_line_ends(encoding: str) -> None:
    file = parse_yaml("\ufeffa: å\r\nb:\r\n  - ö\r\n".encode(encoding), PLAN)
    assert file.data == {"a": "å", "b": ["ö"]}
    assert file.lines == {(): 1, ("a",): 1, ("b",): 2, ("b", 0): 3}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(end: str) -> None:
    text = end.join(["a: 'x\u2028y\u0085z'", "b: 😀", "c: 1", ""])
    assert parse_yaml(text.encode(), PLAN).lines == {(): 1, ("a",): 1, ("b",): 2, ("c",): 3}


def test_every_value_has_its_line_and_a_place() -> None:
    text = "# plan\na:\n  b: [1,\n    2]\n  c: >-\n    lång\n    text\nd:\n- x\n-\n- {e: 1, f: 2}\n"
    file = parse_yaml(text.encode(), PLAN)
    assert file.lines == {
        (): 2,
        ("a",): 2,
        ("a", "b"): 3,
        ("a", "b", 0): 3,
        ("a", "b", 1): 4,
        ("a", "c"): 5,
        ("d",): 8,
        ("d", 0): 9,
        ("d", 1): 10,
        ("d", 2): 11,
        ("d", 2, "e"): 11,
        ("d", 2, "f"): 11,
    }
    assert file.place(("a", "b", 1)) == "plan.yaml, rad 4"
    assert file.place(("a", "saknas", 7)) == "plan.yaml, rad 2"


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "Nyckeln ”a” står två gånger. Den första står på rad 1."),
        ("p:\n  - x: 1\n    y:\n      z: 1\n    x: 2\n", 5, "Den första står på rad 2."),
        ("{a: 1, 'a': 2}", 1, "två gånger"),
        ("2016: a\n'2016': b\n", 2, "”2016” står två gånger"),
        ("a:\n\tb: 1\n", 2, "tabb"),
        ("- a\n\t- b\n", 2, "tabb"),
        ("a:\n  - 1\n\t- 2\n", 3, "tabb"),
        ("\ta: 1\n", 1, "tabb"),
        ("a: mål: nytt\n", 1, "kolon"),
        ("a\nb: 1\n", 2, "kolon"),
        ("a: 1\nb\nc: 1\n", 3, "kolon"),
        ("a: 1\n- 2\n", 2, "Indraget stämmer inte med raderna ovanför"),
        ("- 1\nb: 2\n", 2, "Indraget stämmer inte med listan ovanför"),
        ("a: [1, 2\nb: 1\n", 2, "slutparentes"),
        ("x: 1\na: 'öppet\nb: 1\n", 2, "avslutas aldrig"),
        ("a: 1\nb: @namn\n", 2, "börjar med @"),
        ("a: %\n", 1, "börjar med %"),
        ("a: 1\n---\nb: 2\n", 2, "flera delar"),
        ("a: 1\nb: \x07\n", 2, "U+0007"),
        ("å: 1\nb: \x00\n", 2, "U+0000"),
        ("a: 1\n? [b]\n: 1\n", 2, "En nyckel måste vara ett ord"),
        ("a: 1\nb: !egen x\n", 2, "!egen"),
        ("a: 1\nb: !egen [x]\n", 2, "!egen"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "!!python/object/apply:os.system"),
        ("a: !!set {x, y}\n", 1, "!!set"),
        ("a: !!int abc\n", 1, "!!int"),
        ("a: !!bool kanske\n", 1, "!!bool"),
        ("a: !!timestamp 2016-01-01\n", 1, "!!timestamp"),
        ("a: 1\nb: 1e999\n", 2, "för stort"),
        ("a: -1e999\n", 1, "för stort"),
        ("a: " + "9" * 5000, 1, "för stort"),
    ],
)
def test_faults_are_told_in_swedish_with_their_line(text: str, line: int, says: str) -> None:
    fault = refused(text)
    assert says in fault.message
    assert fault.place == f"plan.yaml, rad {line}"


@pytest.mark.parametrize("mistake", ["a: [", "a: {b", "a: 'b", 'a: "\\q"', "a: >x", "a: &", "a: ]"])
def test_whatever_is_wrong_is_refused(mistake: str) -> None:
    refused(f"ok: 1\n{mistake}\n")


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("a: 1\nb: å\n".encode("latin-1"), 2),
        ("namn: Malmö".encode("cp1252"), 1),
        ("\ufeffa: 1\nb: 2\n".encode() + "ö: 3".encode("latin-1"), 3),
        ("a: 1".encode("utf-16") + b"x", 1),
    ],
)
def test_another_encoding_is_named_with_its_line(raw: bytes, line: int) -> None:
    fault = refused(raw)
    assert "UTF-8" in fault.message
    assert fault.place == f"plan.yaml, rad {line}"


def test_a_file_may_be_five_megabytes_and_no_more(put: Callable[..., Path]) -> None:
    assert len(read_yaml(put("hel.yaml", b"a: " + b"x" * (MAX_BYTES - 3))).data["a"]) > 4_999_000
    with pytest.raises(FileFault, match="högst 5 MB"):
        read_yaml(put("stor.yaml", b"a: " + b"x" * (MAX_BYTES - 2)))


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_a_hundred_levels_are_read_and_no_more(opening: str, closing: str) -> None:
    value = read(f"{opening * MAX_DEPTH}{closing * MAX_DEPTH}")
    for _ in range(MAX_DEPTH - 1):
        value = value[0] if isinstance(value, list) else value["a"]
    assert not value or value == {"a": None}
    deeper = MAX_DEPTH + 1
    assert "100 nivåer" in refused(f"x:\n  {opening * deeper}{closing * deeper}").message


def test_depth_is_the_depth_of_one_place_not_the_number_of_collections() -> None:
    assert len(read("- [x]\n" * 1000)) == 1000


@pytest.mark.parametrize("piece", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_never_ends_the_interpreter(put: Callable[..., Path], piece: str) -> None:
    path = put("djup.yaml", piece * 50_000)
    program = (
        "import sys; from pathlib import Path\n"
        "from oj_cli.documents.reader import read_yaml\n"
        "from oj_cli.domain.errors import FileFault\n"
        "try: read_yaml(Path(sys.argv[1]))\n"
        "except FileFault as fault: print(fault.message.encode('ascii', 'replace').decode())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "100 niv" in done.stdout


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x: 1\na: &x [1]\nb: *x\n", 2),
        ("a: &x [*x]\n", 1),
        ("a: 1\n&x b: *x\n", 2),
        ("- &x text\n- y\n- *x\n", 1),
        ("a: *viktigt\n", 1),
        ("a: *viktigt*\n", 1),
        ("firma:\n  - &Co AB\n", 2),  # would be read as AB
        ("a: &a0 [x, x]\nb: &a1 [*a0, *a0]\nc: &a2 [*a1, *a1]\n", 1),
        ("a: [" + "&x [" * 50_000, 1),
    ],
)
def test_nothing_stands_for_something_else(text: str, line: int) -> None:
    fault = refused(text)
    assert "börjar med & eller *" in fault.message
    assert fault.place == f"plan.yaml, rad {line}"


@pytest.mark.parametrize(
    ("name", "says"), [("finns-inte.yaml", "den finns inte"), ("mapp", "en mapp")]
)
def test_a_file_that_cannot_be_opened(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "mapp").mkdir()
    with pytest.raises(FileFault, match=says) as caught:
        read_yaml(tmp_path / name)
    assert caught.value.place == str(tmp_path / name)
    assert caught.value.hints


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files in folders")
def test_a_pipe_a_device_and_a_link_out_are_never_read(tmp_path: Path) -> None:
    work = tmp_path / "arbete"
    work.mkdir()
    (work / "oj.yaml").write_text("kommun: Leksand", "utf-8")
    (tmp_path / "ute.yaml").write_text("a: 1", "utf-8")
    os.mkfifo(work / "ror.yaml")
    (work / "enhet.yaml").symlink_to("/dev/zero")
    (work / "ut.yaml").symlink_to(tmp_path / "ute.yaml")
    (work / "ring.yaml").symlink_to("ring.yaml")
    (work / "inne.yaml").symlink_to("oj.yaml")
    said = {"ror": "ett rör", "enhet": "ut ur", "ut": "ut ur", "ring": "pekar på sig själv"}
    for name, words in said.items():
        with pytest.raises(FileFault, match=words):
            read_yaml(work / f"{name}.yaml")
    with pytest.raises(FileFault, match="en enhet"):
        read_yaml(Path("/dev/zero"))
    with pytest.raises(FileFault, match="ingen läser"):
        write_text(work / "ror.yaml", "a: 2")
    with pytest.raises(FileFault, match="ut ur"):
        write_text(work / "ut.yaml", "a: 2")
    assert read_yaml(work / "inne.yaml").data == {"kommun": "Leksand"}
    assert read_yaml(tmp_path / "ute.yaml").data == {"a": 1}


def test_the_rules_touch_no_other_user_of_pyyaml() -> None:
    assert yaml.safe_load("NO") is False
    assert yaml.load("12:30", yaml.CSafeLoader) == 750


# ---------------------------------------------------------------- whatever is written


# PyYAML writes by the rules of YAML 1.1, where 1e3 is text
READ_OTHERWISE = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+")
UNTRUE = "\x85\u2028\u2029\ufeff"  # written by PyYAML so that it cannot read them back itself
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=UNTRUE), max_size=20
).filter(lambda t: not READ_OTHERWISE.fullmatch(t))
leaves = st.none() | st.booleans() | st.integers() | texts
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=15,
)


@quick
@given(
    values,
    st.sampled_from([True, False, None]),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([20, 1000]),
)
def test_what_pyyaml_writes_is_read_back_equal(
    data: Any, flow: bool | None, plain: bool, end: Any, width: int
) -> None:
    data = json.loads(json.dumps(data))  # no object twice, which would be written as an alias
    text = yaml.safe_dump(
        data, default_flow_style=flow, allow_unicode=plain, line_break=end, width=width
    )
    assert read(text) == data


def marked(shape: Any, numbers: Iterator[int]) -> Any:
    """Return the shape with a word of its own for each leaf and each key."""
    if isinstance(shape, list):
        return [marked(s, numbers) for s in shape]
    if isinstance(shape, dict):
        return {f"key{next(numbers)}.": marked(s, numbers) for s in shape.values()}
    return f"leaf{next(numbers)}."


def words(data: Any, where: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, str]]:
    """Yield the way to each leaf and each key, and the word that stands there."""
    if isinstance(data, str):
        yield where, data
    for at, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, str) and isinstance(at, int):
            yield (*where, at), value
        elif isinstance(at, str):
            yield (*where, at), at
        if not isinstance(value, str):
            yield from words(value, (*where, at))


shapes = st.recursive(
    st.just(0),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=25,
).filter(lambda shape: shape != 0)


@quick
@given(
    shapes,
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
    st.lists(st.sampled_from([None, "", "# leaf1. key1.", "    # ö"]), min_size=1, max_size=5),
)
def test_every_leaf_and_key_has_its_line(
    shape: Any, flow: bool, end: str, between: list[str | None]
) -> None:
    data = marked(shape, iter(range(10_000)))
    written = yaml.safe_dump(data, default_flow_style=flow, width=30).splitlines()
    lines: list[str] = []
    for n, line in enumerate(written):
        extra = between[n % len(between)]
        lines += [line] if extra is None else [extra, line]
    file = parse_yaml(end.join(lines).encode(), PLAN)
    assert file.data == data
    for where, word in words(data):
        found = [n for n, line in enumerate(lines, 1) if word in line.partition("#")[0]]
        assert [file.lines[where]] == found


@quick
@given(st.binary(max_size=60) | st.text("ab:-[]{}#&*!|>'\"%@`,?\n\t ~", max_size=60))
def test_any_bytes_are_read_or_refused(raw: bytes | str) -> None:
    with contextlib.suppress(FileFault):
        read(raw)

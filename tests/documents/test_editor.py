import os
from pathlib import Path
from typing import Any

import pytest
from documents.wild_yaml import edit_yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from random_edits import check

from oj_cli.documents import placing
from oj_cli.documents.changes import Append, Change, Remove, Set, apply_changes, with_rest
from oj_cli.documents.editor import EditError
from oj_cli.documents.reader import parse_yaml
from oj_cli.domain.errors import FileFault

PATH = Path("plan.yaml")
PARTS = 4
EXAMPLES = int(os.environ.get("OJ_DOKUMENT", "300")) // PARTS

PLAN = """\
# Plan för Älvdalen
kommun: Älvdalen   # namnet
mal:
  # Skriv ett mål per streck
  - id: M1
    text: "Fler får ett boende"  # citat
    status: pågår
    # Anna frågar chefen

  # --- Mål två ---
  - id: M2
    text: >
      En lång text
      på flera rader.

    status: null
bevis: []   # inga än
lan: [ "20", '21' ]
tom:
  # skriv här
slut: 😀 ja
# slut på planen
"""


def edit(text: str, *changes: Change) -> str:
    return edit_yaml(text.encode(), changes, PATH).decode()


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_random_changes_of_random_documents(part: int) -> None:
    """Some 11 changes for each document; OJ_DOKUMENT sets how many documents."""
    made = 0

    @settings(deadline=None, max_examples=EXAMPLES, database=None, derandomize=True)
    @given(st.integers(0, 10**6))
    def run(seed: int) -> None:
        nonlocal made
        made += check(seed * PARTS + part)

    run()
    assert made > 5 * EXAMPLES


def replaced(old: str, new: str) -> str:
    assert PLAN.count(old) == 1
    return PLAN.replace(old, new)


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (Set(("kommun",), "Mora"), "kommun: Älvdalen ", "kommun: Mora "),
        (Set(("kommun",), "12"), "kommun: Älvdalen ", 'kommun: "12" '),
        (Set(("kommun",), None), "kommun: Älvdalen ", "kommun: "),
        (Set(("kommun",), "a\nb"), "Älvdalen   # namnet\n", "|-   # namnet\n  a\n  b\n"),
        (Set(("mal", 0, "text"), "NO"), '"Fler får ett boende"', '"NO"'),
        (Set(("mal", 0, "text"), 7), '"Fler får ett boende"', "7"),
        (Set(("lan", 1), "it's"), "'21'", "'it''s'"),
        (Set(("lan", 1), "a, b"), "'21'", "'a, b'"),
        (Set(("mal", 1, "status"), "037"), "status: null", "status: 037"),
        (Set(("mal", 1, "text"), "Kort."),
         ">\n      En lång text\n      på flera rader.\n", ">-\n      Kort.\n"),
        (Set(("mal", 1, "text"), 1), ">\n      En lång text\n      på flera rader.\n", "1\n"),
        (Set(("tom",), "x"), "tom:\n", "tom: x\n"),
        (Set(("tom", "a", "b"), "x"), "  # skriv här\n", "  # skriv här\n  a:\n    b: x\n"),
        (Set(("bevis",), "x"), "[]", "x"),
        (Append(("tom",), "x"), "  # skriv här\n", "  # skriv här\n  - x\n"),
        (Append(("bevis",), {"a": 1, "b": [2]}), "bevis: []   # inga än\n",
         "bevis:   # inga än\n  - a: 1\n    b:\n      - 2\n"),
        (Append(("lan",), "22"), "'21'", "'21', \"22\""),
        (Append(("lan",), {"a": ["b: c"]}), "'21'", "'21', {a: [\"b: c\"]}"),
        (Append(("mal",), {"id": "M3"}), "status: null\n", "status: null\n\n  - id: M3\n"),
        (Append(("ny",), "x"), "# slut på planen\n", "# slut på planen\nny:\n  - x\n"),
        (Set(("mal", 0, "ny"), "- x"), "chefen\n", "chefen\n    ny: \"- x\"\n"),
        (Set(("mal", 1, "ny"), 1), "status: null\n", "status: null\n    ny: 1\n"),
        (Remove(("kommun",)), "kommun: Älvdalen   # namnet\n", ""),
        (Remove(("mal", 0, "id")), "id: M1\n    text", "text"),
        (Remove(("mal", 1, "id")), "id: M2\n    text", "text"),
        (Remove(("mal", 1, "text")),
         "    text: >\n      En lång text\n      på flera rader.\n", ""),
        (Remove(("mal", 0, "status")), "    status: pågår\n", ""),
        (Remove(("lan", 0)), "\"20\", '21'", "'21'"),
        (Remove(("lan", 1)), ", '21'", ""),
        (Remove(("tom",)), "tom:\n  # skriv här\n", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["lf", "crlf", "bom"])
def test_only_the_place_itself_changes(change: Change, old: str, new: str, form: str) -> None:
    before, after = PLAN, replaced(old, new)
    if form == "crlf":
        before, after = (t.replace("\n", "\r\n") for t in (before, after))
    elif form == "bom":
        before, after = "\ufeff" + before, "\ufeff" + after
    assert edit(before, change) == after


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_file_keeps_its_encoding(encoding: str) -> None:
    before, after = "\ufeffa: å  # ö\r\nb: 😀\r\n", "\ufeffa: ä  # ö\r\nb: 😀\r\n"
    changes = [Set(("a",), "ä")]
    raw = edit_yaml(before.encode(encoding), changes, Path("a.yaml"))
    assert raw == after.encode(encoding)


def test_an_item_goes_with_its_own_comments_and_not_with_what_follows() -> None:
    assert edit(PLAN, Remove(("mal", 0))) == replaced(
        '  - id: M1\n    text: "Fler får ett boende"  # citat\n    status: pågår\n'
        "    # Anna frågar chefen\n", ""
    )  # fmt: skip
    assert edit(PLAN, Remove(("mal", 1))) == replaced(
        "  # --- Mål två ---\n  - id: M2\n    text: >\n      En lång text\n"
        "      på flera rader.\n\n    status: null\n", ""
    )  # fmt: skip
    text = "a: 1\n# om b\nb: 2\n  # mer om b\n# om c\nc: 3\n"
    assert edit(text, Remove(("b",))) == "a: 1\n# om c\nc: 3\n"
    assert edit("a: 1\n# om a\n\nb: 2\n", Remove(("b",))) == "a: 1\n# om a\n\n"


def test_the_last_item_leaves_brackets_and_the_comments_of_the_list() -> None:
    text = "mal:  # alla\n  # per streck\n  - x  # eget\nslut: 1\n"
    assert edit(text, Remove(("mal", 0))) == "mal: []  # alla\n  # per streck\nslut: 1\n"
    assert edit("a:\n  b: 1\n", Remove(("a", "b"))) == "a: {}\n"
    assert edit("- a: 1\n- x\n", Remove((0, "a"))) == "- {}\n- x\n"
    assert edit("# c\na: 1\n", Remove(("a",))) == "# c\n{}\n"
    assert edit(text, Remove(("mal", 0)), Append(("mal",), "y")) == (
        "mal:  # alla\n  # per streck\n  - y\nslut: 1\n"
    )


@pytest.mark.parametrize(
    ("text", "change", "result"),
    [
        ("", Set(("a",), 1), "a: 1\n"),
        ("# c", Set(("a",), [1, {"b": 2}]), "# c\na:\n  - 1\n  - b: 2"),
        ("# c\r\n", Append((), "x"), "# c\r\n- x\r\n"),
        ("---\n# c\n", Set(("a",), 1), "---\n# c\na: 1\n"),
        ("---\na: 1\n...\n", Set(("b",), 2), "---\na: 1\nb: 2\n...\n"),
        ("a: 1", Set(("b",), "x\ny"), "a: 1\nb: |-\n  x\n  y"),
        ("a: 1\r\nb: 2", Set(("c",), 3), "a: 1\r\nb: 2\r\nc: 3"),
        ("a: |\n  x", Set(("b",), 1), "a: |-\n  x\nb: 1"),
        ("a: |+\n  x\n\n", Set(("b",), 1), "a: |+\n  x\n\nb: 1\n"),
        ("a: |\n  x\n\n", Set(("b",), 1), "a: |\n  x\nb: 1\n\n"),
        ("mal:\n- a\n# om b\nb: 1\n", Append(("mal",), "x"), "mal:\n- a\n- x\n# om b\nb: 1\n"),
        ("a:\n-   x\n", Append(("a",), {"b": 1, "c": 2}), "a:\n-   x\n-   b: 1\n    c: 2\n"),
        ("a:\n- x\nb:\n", Append(("b",), "y"), "a:\n- x\nb:\n- y\n"),
        ("a:\n    b: 1\nc:\n", Set(("c", "d"), {"e": 1}),
         "a:\n    b: 1\nc:\n    d:\n        e: 1\n"),
        ("- - a\n-\n", Append((1,), "b"), "- - a\n- - b\n"),
        ("- - a\n- b\n", Append((0,), "c"), "- - a\n  - c\n- b\n"),
        ("a: [\n  1,  # ett\n  2   # två\n]\n", Append(("a",), 3),
         "a: [\n  1,  # ett\n  2,   # två\n  3\n]\n"),
        ("a: [\n  1,\n  2,\n]\n", Append(("a",), 3), "a: [\n  1,\n  2,\n  3,\n]\n"),
        ("a: [\n  1,  # ett\n  2,  # två\n]\n", Remove(("a", 0)), "a: [\n  2,  # två\n]\n"),
        ("a: [1, 2,]\n", Append(("a",), 3), "a: [1, 2, 3,]\n"),
        ("a: [1]\n", Remove(("a", 0)), "a: []\n"),
        ("a: [ # c\n ]\n", Append(("a",), 3), "a: [3 # c\n ]\n"),
        ("a: {b: 1}\n", Set(("a", "c"), {"d": [2]}), "a: {b: 1, c: {d: [2]}}\n"),
        ("a: {b: 1, c: }\n", Set(("a", "c"), 2), "a: {b: 1, c: 2 }\n"),
        ("a: {b, c}\n", Set(("a", "b"), 2), "a: {b: 2, c}\n"),
        ("a: [b: 1]\n", Set(("a", 0, "c"), 2), "a: [{b: 1, c: 2}]\n"),
        ("a: [b: 1]\n", Remove(("a", 0, "b")), "a: [{}]\n"),
        ("a: {}\n", Set(("a", "b"), 1), "a:\n  b: 1\n"),
        ("a: [{}]\n", Set(("a", 0, "b"), 1), "a: [{b: 1}]\n"),
        ("a:\tb  # c\n", Set(("a",), "x"), "a:\tx  # c\n"),
        ("a: b   \n", Set(("a",), "x"), "a: x   \n"),
        ("a: ett\n  två  # c\n", Set(("a",), "x"), "a: x  # c\n"),
        ("a: 1\n    # c\nb: 2\n", Set(("a",), "x\ny"), "a: |-\n  x\n  y\n    # c\nb: 2\n"),
        ("😀: é\n👩‍🦽: x\n", Set(("👩‍🦽",), "😀😀"), "😀: é\n👩‍🦽: 😀😀\n"),
        ("'a' : 1\n\"b\":  2\n", Set(("b",), 3), "'a' : 1\n\"b\":  3\n"),
    ],
)  # fmt: skip
def test_layouts(text: str, change: Change, result: str) -> None:
    if text.startswith("a: 1\n    # c"):  # a block would swallow the comment
        result = 'a: "x\\ny"\n    # c\nb: 2\n'
    assert edit(text, change) == result


def test_a_value_that_is_the_same_leaves_the_bytes_alone() -> None:
    text = "a:   'x'\nb: [ 1,2 ]\nc: 0\n"
    assert edit(text, Set(("a",), "x"), Set(("b",), [1, 2]), Set(("c",), 0)) == text
    assert edit(text, Set(("c",), False)) == text.replace("c: 0", "c: false")
    assert edit(text, Set(("c",), 0.0)) == text.replace("c: 0", "c: 0.0")


def test_a_whole_mapping_is_changed_only_where_it_differs() -> None:
    text = (
        "mal:\n  - id: M1  # ett\n    status: x\n    # kvar\n  - id: M2  # två\n  - id: M3  # tre\n"
    )
    new = [{"id": "M1", "status": "klart"}, {"id": "M3", "ny": 1}]
    assert edit(text, Set(("mal",), new)) == (
        "mal:\n  - id: M1  # ett\n    status: klart\n    # kvar\n  - id: M3  # tre\n    ny: 1\n"
    )
    assert edit(text, Set(("mal",), [{"id": "M1", "status": "x"}, {"id": "M3"}])) == (
        "mal:\n  - id: M1  # ett\n    status: x\n    # kvar\n  - id: M3  # tre\n"
    )


@pytest.mark.parametrize(
    ("text", "new", "result"),
    [
        ("a: 1\n# om c\nc: 3\n", {"a": 1, "b": 2, "c": 3}, "a: 1\nb: 2\n# om c\nc: 3\n"),
        ("# allt\nc: 3\n", {"b": [2], "c": 3}, "# allt\nb:\n  - 2\nc: 3\n"),
        ("- c: 3  # om c\n", [{"b": 2, "c": 3}], "- b: 2\n  c: 3  # om c\n"),
        ("a: |\n  x\n\nc: 3\n", {"a": "x\n", "b": 2, "c": 3}, "a: |\n  x\nb: 2\n\nc: 3\n"),
        ("{a: 1, c: 3}\n", {"a": 1, "b": 2, "c": 3}, "{a: 1, b: 2, c: 3}\n"),
        ("x: [c: 3]\n", {"x": [{"b": 2, "c": 3}]}, "x: [{b: 2, c: 3}]\n"),
    ],
)
def test_a_new_key_stands_where_it_is_among_the_others(text: str, new: Any, result: str) -> None:
    assert edit(text, Set((), new)) == result


def test_how_a_value_had_to_be_written_is_no_wish_for_the_next_one() -> None:
    long = "ett mycket långt svar " * 8
    for text in ("a: b", "- x", long.strip(), "två\nrader", "x # y"):
        written = edit("", Set(("k",), text))
        assert edit(written, Set(("k",), "kort")) == "k: kort\n"
    assert edit("k: 'a: b'\n", Set(("k",), "kort")) == "k: 'kort'\n"  # another mark than ours
    assert edit('k: "lång"\n', Set(("k",), "kort")) == 'k: "kort"\n'


def test_what_else_stands_in_data_stays_when_it_is_made_anew() -> None:
    before = {"a": 1, "b": [{"c": 1}, {"c": 2}]}
    there = {"a": 1, "b": [{"c": 1, "x": 0}, {"c": 2}], "y": 0}
    assert with_rest({"b": [{"c": 3}, {}, {}]}, there, before) == {
        "b": [{"c": 3, "x": 0}, {}, {}],
        "y": 0,
    }
    assert with_rest({"b": [{"c": 2}]}, there, before) == {"b": [{"c": 2}], "y": 0}


def test_plain_data_change_the_same_way() -> None:
    changes = [Set(("a", "b"), [1]), Append(("a", "b"), {"c": None}), Remove(("a", "b", 0))]
    assert apply_changes(None, changes) == {"a": {"b": [{"c": None}]}}
    assert parse_yaml(edit_yaml(b"", changes, PATH), PATH).data == apply_changes(None, changes)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Remove(("x",)), "”x” finns inte i filen."),
        (Remove(("mal", 7, "id")), "”mal”, nummer 8 finns inte i filen."),
        (Set(("mal", 7), "x"), "”mal”, nummer 8 finns inte i filen."),
        (Set(("kommun", "x"), "x"), "”kommun”, ”x” finns inte i filen."),
        (Set(("mal", "x"), "x"), "”mal”, ”x” finns inte i filen."),
        (Append(("kommun",), "x"), "”kommun” är ingen lista."),
    ],
)
def test_a_place_that_is_not_there(change: Change, message: str) -> None:
    with pytest.raises(FileFault) as caught:
        edit(PLAN, change)
    assert caught.value.message == message
    assert caught.value.place == "plan.yaml"
    assert caught.value.hints


def test_what_cannot_be_proved_right_is_not_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: Any) -> Any:
        yield [(0, 3, "#")]
        yield [(0, len(PLAN), "kommun: Mora\n")]
        yield [(0, 0, "[")]

    monkeypatch.setattr(placing, "put", wrong)
    with pytest.raises(EditError, match="kommun"):
        edit(PLAN, Set(("kommun",), "Mora"))


def test_a_lost_comment_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "put", lambda *_: iter([[(3, 9, "2")]]))
    with pytest.raises(EditError):
        edit("a: 1 # c\n", Set(("a",), 2))


def test_a_file_that_cannot_be_read_is_a_fault_of_the_file() -> None:
    with pytest.raises(FileFault, match="YAML"):
        edit("a: [", Set(("a",), 1))


def test_a_file_that_grows_too_large_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oj_cli.documents.editor.MAX_BYTES", 40)
    monkeypatch.setattr("oj_cli.documents.reader.MAX_BYTES", 40)
    with pytest.raises(FileFault, match="för stor"):
        edit("a: 1\n", Set(("b",), "x" * 40))

"""The parts that views are written with: what is empty is left out, texts become blocks."""

from oj_cli.presentation.document import Bullets, Commands, Item, Paragraph, Section, Table
from oj_cli.presentation.parts import (
    bullets,
    commands,
    compose,
    item,
    next_steps,
    note,
    right,
    section,
    table,
    wide,
)


def test_what_is_empty_is_left_out() -> None:
    empty = section("Tomt", "", note(""), bullets([]), table(["År"], []), commands())
    assert empty.blocks == ()
    document = compose("Titel", "", sections=(empty, next_steps(), section("Fullt", "text")))
    assert document.lead == ()
    assert document.sections == (Section("Fullt", (Paragraph("text"),)),)


def test_a_section_of_sections_stays() -> None:
    outer = Section("Yttre", sections=(section("Inre", "text"),))
    assert compose("Titel", sections=[outer]).sections == (outer,)


def test_texts_become_blocks() -> None:
    said = section("Rubrik", "en text", bullets(["a", item("b", "", "under")], numbered=True))
    assert said.blocks == (
        Paragraph("en text"),
        Bullets((Item("a"), Item("b", ("under",))), numbered=True),
    )
    (steps,) = next_steps(("oj status", "var ni är")).blocks
    assert isinstance(steps, Commands)
    assert [(c.line, c.gives) for c in steps.commands] == [("oj status", "var ni är")]


def test_columns_of_a_table() -> None:
    made = table(["Id", wide("Namn", 2), *right("Antal")], [("a", "b", 1000)], "Vad")
    assert isinstance(made, Table)
    assert [(c.heading, c.weight, c.align) for c in made.columns] == [
        ("Id", 0, "left"),
        ("Namn", 2, "left"),
        ("Antal", 0, "right"),
    ]
    assert [cell.text for cell in made.cells[0]] == ["a", "b", "1\u00a0000"]
    assert made.caption == "Vad"

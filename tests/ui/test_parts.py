"""The parts that views and reports are written with: what is empty goes, texts become blocks."""

from oj_cli.presentation.document import Bullets, Column, Commands, Item, Paragraph, Section, Table
from oj_cli.presentation.parts import (
    bullets,
    commands,
    compose,
    item,
    listed,
    next_steps,
    note,
    right,
    section,
    table,
    table_of,
    wide,
)


def test_what_is_empty_is_left_out() -> None:
    empty = section("Tomt", "", note(""), bullets([]), table(["År"], []), commands())
    assert empty.blocks == ()
    document = compose("Titel", "", sections=(empty, next_steps(), section("Fullt", "text")))
    assert document.lead == ()
    assert repr(document.sections) == repr((Section("Fullt", (Paragraph("text"),)),))


def test_a_section_of_sections_stays() -> None:
    outer = Section("Yttre", sections=(section("Inre", "text"),))
    assert compose("Titel", sections=[outer]).sections == (outer,)


def test_sections_in_a_section_stand_last_and_are_left_out_where_empty() -> None:
    inner = section("Inre", "text", id="inre")
    outer = section("Yttre", inner, section("Tomt"), None, "först", id="yttre")
    assert outer.sections == (inner,)
    assert repr(outer.blocks) == repr((Paragraph("först"),))
    assert (outer.id, inner.id) == ("yttre", "inre")


def test_a_table_of_things_has_a_row_for_each() -> None:
    columns = ((Column("Ord"), str.upper), (Column("Längd", align="right"), len))
    made = table_of("tabell-ord", "Orden", ["ja", "nej"], columns, ("", "En not."), "Vi själva")
    assert [[cell.text for cell in row] for row in made.cells] == [["JA", "2"], ["NEJ", "3"]]
    assert (made.id, made.caption, made.notes) == ("tabell-ord", "Orden", ("En not.",))
    assert made.source == "Vi själva"


def test_a_list_below_a_sentence_goes_with_it_where_it_is_empty() -> None:
    assert listed("Det här:", []) == ()
    lead, entries = listed("Det här:", ["a"])
    assert repr((lead, entries)) == repr((Paragraph("Det här:"), Bullets((Item("a"),))))


def test_texts_become_blocks() -> None:
    said = section("Rubrik", "en text", bullets(["a", item("b", "", "under")], numbered=True))
    expected = (
        Paragraph("en text"),
        Bullets((Item("a"), Item("b", ("under",))), numbered=True),
    )
    assert repr(said.blocks) == repr(expected)  # parts have no equality of their own
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
